"""Programs that suffer from outside, each in a process group of its own."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import psutil

from tests.engines.waiting import until
from workbench.core.state import RunState
from workbench.engines import shared
from workbench.store import Store

ROOT = Path(__file__).parents[2]
ENGINE = """
import sys
import numpy as np
from tests.faults import fault_tasks
from workbench.core.cancel import CancelToken
from workbench.core.plan import Task
from workbench.engines import ENGINES

if __name__ == "__main__":
    engine = ENGINES.get("processes")()
    engine.open()
    engine.place({"X": np.ones(1_000_000)})
    engine.ensure(3)
    print(*engine.state().pids, flush=True)
    tasks = [
        Task(id=0, fn=fault_tasks.sleep, args=(sys.argv[1], 60.0)),
        Task(id=1, fn=fault_tasks.{second}, args=(sys.argv[2],)),
    ]
    list(engine.map(tasks, CancelToken(), workers=2))
"""
"""Three workers with data, two of them busy for a minute; arguments are their marks."""


@contextmanager
def started(
    command: Sequence[str | Path], folder: Path
) -> Iterator[subprocess.Popen[str]]:
    """A Python program at home in ``folder``; killed with its group at the end."""
    variables = {
        "PYTHONPATH": str(ROOT),
        **dict.fromkeys(("TMPDIR", "HOME", "XDG_DATA_HOME"), str(folder)),
    }
    with subprocess.Popen(
        [sys.executable, *map(str, command)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | variables,
        text=True,
        process_group=0,
    ) as program:
        try:
            yield program
        finally:
            kill_group(program)


def busy_engine(folder: Path, second: str) -> list[str | Path]:
    """The arguments of Python for :data:`ENGINE`; it makes the files ``a``, ``b``."""
    script = folder / "program.py"
    script.write_text(ENGINE.replace("{second}", second))
    return [script, folder / "a", folder / "b"]


def experiment(folder: Path, *, rounds: int, repeats: int = 1000) -> list[str | Path]:
    """The arguments for ``workbench run`` of repeats, each as long as the rounds say.

    A round is some 20 µs; the history is the folder's ``history.sqlite``.
    """
    content = {
        "workload": "squares",
        "params": {"numbers": 1000, "tasks": 2, "rounds": rounds},
        "workers": [2],
        "repeats": {"minimum": repeats, "maximum": repeats},
    }
    spec = folder / "experiment.json"
    spec.write_text(json.dumps(content))
    history = folder / "history.sqlite"
    return ["-m", "workbench", "run", spec, "--quiet", "--history", history]


def measuring(program: subprocess.Popen[str], folder: Path) -> list[psutil.Process]:
    """Wait until its history holds a measured trial; its workers."""
    pause = threading.Event()
    until(
        lambda: (
            pause.wait(0.05)  # never set: looking takes time from what is looked at
            or program.poll() is not None
            or len(last_run(folder).trials) > 0
        )
    )
    found = workers(program.pid)
    if not found:
        raise RuntimeError(f"it ended before it measured: {program.communicate()[1]}")
    return found


def last_run(folder: Path) -> RunState:
    """The newest run in the folder's history, as it is shown."""
    path = folder / "history.sqlite"
    if not path.exists():
        return RunState()
    with closing(Store(path)) as store:
        runs = store.runs(limit=1)
        return store.state(runs[0].id) if runs else RunState()


def sound(folder: Path) -> bool:
    """Whether the history is undamaged: to SQLite and to the program."""
    path = folder / "history.sqlite"
    with closing(sqlite3.connect(path)) as database:
        whole = database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with closing(Store(path)) as store:
        return whole and not store.notices


def workers(pid: int) -> list[psutil.Process]:
    """The worker processes of a program."""
    found = []
    for child in psutil.Process(pid).children(recursive=True):
        try:
            if "spawn_main" in " ".join(child.cmdline()):
                found.append(child)
        except psutil.Error:
            continue
    return found


def alive(process: psutil.Process) -> bool:
    """Whether it still runs; nobody may have asked for an orphan's exit code."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def kill_group(program: subprocess.Popen[str]) -> None:
    """End a program and whatever is left of its group."""
    try:
        os.killpg(program.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def blocks(pid: int | None = None) -> set[str]:
    """Names of the engine's blocks of shared memory, of one program or of all."""
    found = {path.name for path in Path("/dev/shm").glob(f"{shared.PREFIX}*")}
    return {name for name in found if pid in (None, owner(name))}


def owner(block: str) -> int:
    """The program that a block's name tells of, behind prefix and namespace."""
    return int(block.removeprefix(shared.PREFIX).split("-")[1])
