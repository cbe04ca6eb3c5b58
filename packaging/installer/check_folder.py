"""Checks of the program itself, wherever it lies: no installer, no screen needed."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import product
import psutil
from screen import until

LIMIT_S = 300.0
"""No command may take longer."""
WORKERS = 2
_RUN = ("run", "iris-vote", "--workers", f"1,{WORKERS}", "--json", "--quiet")
_MEMORY = Path("/dev/shm")
_IDLE_S = 0.5
_LOOK_S = 0.02


class Fault(Exception):
    """Something that was promised does not hold."""


def check(program: Path, *, engines: bool = False, window: bool = True) -> list[str]:
    """Carry out all checks of the program; what does not hold.

    With ``engines`` also that of an environment beside it, which is downloaded.
    """
    if not program.is_file():
        return [f"There is no program {program}: run packaging/build first."]
    faults = []
    with tempfile.TemporaryDirectory(prefix="workbench-check-") as home:
        subject = Subject(program, Path(home))
        steps = [step for step in STEPS if window or step is not opens_its_window]
        for step in (*steps, *((runs_engines_beside_it,) if engines else ())):
            start = time.monotonic()
            try:
                found = step(subject)
            except (Fault, TimeoutError, subprocess.SubprocessError) as fault:
                faults.append(f"{step.__doc__}: {fault}")
            else:
                print(f"ok  {step.__doc__} {found} ({time.monotonic() - start:.1f} s)")
    return faults


class Subject:
    """The program, and an empty home in which it runs."""

    def __init__(self, program: Path, home: Path) -> None:
        self.program = program
        self.home = home
        self.output = home / "output.txt"
        folders: tuple[str, ...] = (
            "HOME",
            "USERPROFILE",
            "APPDATA",
            "LOCALAPPDATA",
            "XDG_DATA_HOME",
        )
        folders += ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
        # None of the variables that would let it find another Python's libraries.
        passed = {k: v for k, v in os.environ.items() if not k.startswith(_FOREIGN)}
        self.variables = {**passed, **dict.fromkeys(folders, str(home))}
        self.variables["QT_QPA_PLATFORM"] = "offscreen"

    def ask(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Carry out one command of the program."""
        return subprocess.run(
            [str(self.program), *words],
            env=self.variables,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=LIMIT_S,
            check=False,
        )

    def answer(self, *words: str) -> str:
        """What a command printed that must succeed."""
        done = self.ask(*words)
        if done.returncode:
            said = (done.stderr or done.stdout)[-2000:]
            raise Fault(f"status {done.returncode} of {' '.join(words)}: {said}")
        return done.stdout

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start it and do not wait; what it prints comes into ``output``."""
        with self.output.open("wb") as output:
            return subprocess.Popen(
                [str(self.program), *words],
                env=self.variables,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def processes(self) -> list[int]:
        """The processes that are this program, whoever started them."""
        wanted = os.path.normcase(self.program)
        running = psutil.process_iter(["exe"])
        return [
            p.pid for p in running if os.path.normcase(p.info["exe"] or "") == wanted
        ]


_FOREIGN = ("PYTHON", "LD_LIBRARY_PATH", "QT_", "VIRTUAL_ENV")


def states_its_version(subject: Subject) -> str:
    """The program states its version."""
    stated = subject.answer("--version").strip()
    if stated != f"workbench {product.version()}":
        raise Fault(f"it says {stated!r}")
    return stated


def runs_no_foreign_code(subject: Subject) -> str:
    """It is no interpreter for others."""
    for words in (("-c", "print('foreign')"), ("-m", "this")):
        done = subject.ask(*words)
        if done.returncode != 2 or done.stdout:
            raise Fault(f"{words} ended with {done.returncode}: {done.stdout[:200]}")
    return ""


def measures_in_parallel(subject: Subject) -> str:
    """A run with worker processes gives speedup and scores."""
    with subject.start(*_RUN) as run:
        most, seen = _watch(run)
    output = subject.output.read_text(encoding="utf-8")
    if run.returncode:
        raise Fault(f"status {run.returncode}: {output[-2000:]}")
    result = json.loads(output)
    expected = Counter(worker=WORKERS, **({} if os.name == "nt" else {"tracker": 1}))
    if most != expected:
        raise Fault(f"its processes were {dict(most)}, not {dict(expected)}")
    until(
        lambda: not subject.processes(), "the processes of the run are gone", limit=10
    )
    if left := _shared_memory(seen):
        raise Fault(f"left in shared memory: {left}")
    return f"{_summary(result)}; the program and {dict(most)}, nothing left"


def opens_its_window(subject: Subject) -> str:
    """The window opens, and closes when asked to."""
    with subject.start() as window:
        try:
            seconds = until(lambda: _rests(window.pid), "the window waits for a person")
            if window.poll() is not None:
                raise Fault(f"it ended with status {window.returncode}")
            if not list(subject.home.rglob("history.sqlite")):
                raise Fault("it made no history")
            if os.name == "nt":  # no polite way to ask from outside
                window.kill()
                return f"after {seconds:.1f} s"
            window.send_signal(signal.SIGTERM)
            status = window.wait(30)
        finally:
            window.kill()
    if status:
        raise Fault(f"it closed with status {status}")
    until(lambda: not subject.processes(), "its processes are gone", limit=10)
    return f"up and at rest after {seconds:.1f} s"


def examines_itself(subject: Subject) -> str:
    """Its own self-check finds nothing wrong."""
    if "doctor" not in subject.answer("--help"):
        return "– this version has none"
    done = subject.ask("doctor", "--json")
    if done.returncode:
        raise Fault(f"status {done.returncode}: {(done.stdout or done.stderr)[-4000:]}")
    json.loads(done.stdout)
    return ""


def runs_engines_beside_it(subject: Subject) -> str:
    """An environment for joblib is made beside it, and a run there scores the same."""
    start = time.monotonic()
    subject.answer("engines", "create", "joblib", "--python", sys.executable)
    seconds = time.monotonic() - start
    listed = json.loads(subject.answer("engines", "list", "--json"))
    [place] = [row for row in listed if row["engine"] == "joblib"]
    if not place["available"] or place["environment"] != "joblib":
        raise Fault(f"the engine's place is {place}")
    there = json.loads(subject.answer(*_RUN, "--engine", "joblib"))
    here = json.loads(subject.answer(*_RUN))
    if _scores(there) != _scores(here):
        raise Fault(f"scores differ: {_scores(there)} there, {_scores(here)} here")
    until(lambda: not subject.processes(), "its processes are gone", limit=10)
    return f"made in {seconds:.0f} s; {_summary(there)}"


def _scores(result: Any) -> dict[str, float]:
    """The mean score of each model of a run."""
    return {key: model["mean"] for key, model in result["models"].items()}


STEPS: tuple[Callable[[Subject], str], ...] = (
    states_its_version,
    runs_no_foreign_code,
    measures_in_parallel,
    opens_its_window,
    examines_itself,
)


def kind(command: list[str]) -> str:
    """What a helper process of the program is, by its command line."""
    if "--multiprocessing-fork" in command:
        return "worker"
    if any("resource_tracker" in word for word in command):
        return "tracker"
    return "other"


def _watch(run: subprocess.Popen[bytes]) -> tuple[Counter[str], set[int]]:
    """The most helpers of each kind at one time, and all processes of the run."""
    most: Counter[str] = Counter()
    seen = {run.pid}
    me = psutil.Process(run.pid)
    while run.poll() is None:
        now: Counter[str] = Counter()
        with contextlib.suppress(psutil.Error):  # one ended while we looked
            for child in me.children(recursive=True):
                seen.add(child.pid)
                command = child.cmdline()
                # Not what the system is asked with, nor who is still on its way there.
                if child.exe() == me.exe() and command != me.cmdline():
                    now[kind(command)] += 1
            most |= now
        time.sleep(_LOOK_S)
    return most, seen


def _rests(pid: int) -> bool:
    """Whether the process lives and uses next to no processor time any more."""
    try:
        process = psutil.Process(pid)
        before = sum(process.cpu_times()[:2])
        time.sleep(_IDLE_S)
        used = sum(process.cpu_times()[:2]) - before
        return bool(before > 0 and used < 0.1 * _IDLE_S)
    except psutil.NoSuchProcess:
        return True


def _shared_memory(owners: set[int]) -> list[str]:
    """The blocks of these processes in shared memory, named wb-SPACE-PID-NUMBER."""
    if not _MEMORY.is_dir():
        return []
    names = (file.name for file in _MEMORY.glob("wb-*-*-*"))
    return sorted(name for name in names if name.split("-")[2] in map(str, owners))


def _summary(result: dict[str, Any]) -> str:
    """The answer of a run in a few words; refuses one that is none."""
    speedups = {point["workers"]: point["speedup"] for point in result["speedup"]}
    if result["status"] != "done" or not speedups.get(WORKERS):
        raise Fault(f"the run is {result['status']}, its speedups {speedups}")
    if not result["identical_across_workers"]:
        raise Fault("its scores depend on the number of workers")
    names = len(result["models"])
    return f"speedup {speedups[WORKERS]:.2f}, {names} models with identical scores"
