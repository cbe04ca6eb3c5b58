"""What ``kill -9`` costs: of one worker, then of the whole program.

A worker that dies during a run may cost time but no score: the run is compared with
an undisturbed one. When the whole program dies, its workers must end by themselves, and
the history must show the run as interrupted with what was measured until then.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import common
import psutil

from workbench.core import events as ev
from workbench.core.state import RunState
from workbench.store import Store

T = TypeVar("T")
PATIENCE_S = 120.0
WORKERS = 2
AIM = "equal scores; no worker alive 2 s after the program died; run shown interrupted"


def main() -> None:
    """Do both and print what came of it."""
    options = common.parser(__doc__).parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        worker = kill_worker(folder, quick=options.quick)
        program = kill_program(folder, quick=options.quick)
    common.show("kill -9 of one worker", ("", ""), list(worker.items()))
    common.show("kill -9 of the whole program", ("", ""), list(program.items()))
    print(f"\nAim: {AIM}.")
    common.conclude("kill", {"worker": worker, "program": program})


def kill_worker(folder: Path, *, quick: bool) -> dict[str, Any]:
    """A run that loses a worker, against one that does not."""
    with program(folder / "undisturbed.sqlite", quick=quick) as process:
        undisturbed = json.loads(process.communicate()[0])
    with program(folder / "disturbed.sqlite", quick=quick) as process:
        victim = until(lambda: busy_worker(process.pid))
        victim.kill()
        disturbed = json.loads(process.communicate()[0])
    events = last_events(folder / "disturbed.sqlite")
    return {
        "exit_status": process.returncode,
        "tasks_tried_again": sum(
            event.timing.attempts > 1
            for event in events
            if isinstance(event, ev.TaskFinished)
        ),
        "scores_equal": fold_scores(disturbed) == fold_scores(undisturbed),
        "identical_across_repeats": disturbed["identical_across_workers"],
        "models": len(fold_scores(disturbed)),
    }


def kill_program(folder: Path, *, quick: bool) -> dict[str, Any]:
    """A run whose program dies once something was measured."""
    history = folder / "killed.sqlite"
    with program(history, quick=quick) as process:
        until(lambda: history.exists() and measured(history))
        children = workers(process.pid)
        process.kill()
        killed = time.perf_counter()
        until(lambda: not any(lives(child) for child in children))
        seconds = time.perf_counter() - killed
        process.communicate()
    state = last_run(history)
    return {
        "workers": len(children),
        "seconds_until_none_lived": round(seconds, 3),
        "status_in_history": state.status,
        "trials_in_history": len(state.trials),
    }


@contextmanager
def program(history: Path, *, quick: bool) -> Iterator[subprocess.Popen[str]]:
    """``workbench run`` of the preset as a process of its own."""
    repeats = 3 if quick else 6
    command = [sys.executable, "-m", "workbench", "run", common.PRESET, "--json"]
    command += ["--quiet", "--history", str(history), "--workers", str(WORKERS)]
    command += ["--repeats", str(repeats), *(["--cv-repeats", "1"] if quick else [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def workers(pid: int) -> list[psutil.Process]:
    """The worker processes of the program."""
    return [
        child
        for child in psutil.Process(pid).children(recursive=True)
        if "spawn_main" in " ".join(child.cmdline())
    ]


def lives(process: psutil.Process) -> bool:
    """Whether it still runs; one that only waits to be buried does not."""
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def busy_worker(pid: int) -> psutil.Process | None:
    """A worker in the middle of the work, once there is one."""
    try:
        found = workers(pid)
        spent = [child.cpu_times().user for child in found]
    except psutil.NoSuchProcess:
        return None
    ready = len(found) == WORKERS and min(spent) > 2.5  # imports are over by then
    return found[0] if ready else None


def measured(history: Path) -> bool:
    """Whether the history holds a measured trial."""
    return len(last_run(history).trials) > 0


def last_run(history: Path) -> RunState:
    """The newest run, as History would show it."""
    with closing(Store(history)) as store:
        runs = store.runs(limit=1)
        return store.state(runs[0].id) if runs else RunState()


def last_events(history: Path) -> list[ev.Event]:
    """The events of the newest run."""
    with closing(Store(history)) as store:
        return list(store.events(store.runs(limit=1)[0].id))


def fold_scores(document: dict[str, Any]) -> dict[str, list[float]]:
    """Each model's scores, fold by fold, of a document that ``--json`` printed."""
    return {name: model["fold_scores"] for name, model in document["models"].items()}


def until(condition: Callable[[], T | None]) -> T:
    """Wait for ``condition`` to give something, within bounds."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.02)
    raise SystemExit(f"nothing happened within {PATIENCE_S:.0f} s")


if __name__ == "__main__":
    main()
