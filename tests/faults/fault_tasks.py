"""Tasks that harm their worker, or others."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psutil

from tests.engines.waiting import until
from workbench.core.results import clock

NOTES = ""
"""As a folder for notes: keep none."""


def echo(value: Any) -> Any:
    return value


def pid() -> int:
    return os.getpid()


def note_death(notes: str, pid: int) -> None:
    """Leave in the folder ``notes`` that process ``pid`` is about to die, and when.

    A link's text is there as soon as its name is, even if the writer dies meanwhile.
    """
    if notes:
        with contextlib.suppress(FileExistsError):  # it was killed twice
            (Path(notes) / str(pid)).symlink_to(repr(clock()))


def deaths(notes: str) -> dict[int, float]:
    """When each process that was noted died, as ``clock`` said."""
    return {int(n.name): float(n.readlink().name) for n in Path(notes).iterdir()}


def die(how: str, value: Any = None, notes: str = NOTES) -> Any:
    """End this worker process, the way that ``how`` names; the value if it did not."""
    note_death(notes, os.getpid())
    match how:
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "exit":
            os._exit(3)
        case "segfault":
            ctypes.string_at(0)
        case "libc":
            ctypes.CDLL(None)._exit(4)
    return value


def die_first(how: str, marks: str, times: int) -> str:
    """Die the first ``times`` tries, then say that it is done."""
    folder = Path(marks)
    tries = len(list(folder.iterdir()))
    (folder / str(tries)).touch()
    if tries < times:
        die(how)
    return "done"


def die_with_company(mine: str, other: str) -> None:
    """Wait until another task runs, then die."""
    Path(mine).touch()
    until(Path(other).exists)
    die("kill")


def kill_neighbours(rounds: int, notes: str = NOTES) -> int:
    """Kill every other worker there is, ``rounds`` times; this task means no harm."""
    me = psutil.Process()
    killed = 0
    for _ in range(rounds):
        for sibling in psutil.Process(os.getppid()).children():
            if sibling.pid != me.pid and _is_worker(sibling):
                note_death(notes, sibling.pid)
                with contextlib.suppress(psutil.NoSuchProcess):  # another was faster
                    sibling.kill()
                    killed += 1
        time.sleep(0.01)
    return killed


def _is_worker(process: psutil.Process) -> bool:
    try:
        return any("spawn_main" in word for word in process.cmdline())
    except psutil.Error:
        return False


class Trap:
    """A value that does something while it is pickled or unpickled somewhere."""

    def __init__(self, where: str, how: str, notes: str = NOTES) -> None:
        self.where, self.how, self.notes = where, how, notes

    def __reduce__(self) -> tuple[Any, ...]:
        if self.where == "pickling":
            spring(self.how, self.notes)
        return spring, (self.how, self.notes)


def spring(how: str, notes: str = NOTES) -> str:
    match how:
        case "exception":
            raise ValueError("sprung")
        case "sys.exit":
            sys.exit(5)
        case "interrupt":
            raise KeyboardInterrupt
        case _:
            die(how, notes=notes)
    return "harmless"


def make_trap(where: str, how: str, notes: str = NOTES) -> Trap:
    return Trap(where, how, notes)


def make_lock() -> Any:
    """A result that nothing can pickle."""
    return threading.Lock()


def raise_chain(links: int, width: int) -> None:
    """An error with a cause, which has a cause: ``links`` of them, each this wide."""
    error = ValueError("x" * width)
    for _ in range(links):
        outer = ValueError("x" * width)
        outer.__cause__ = error
        error = outer
    raise error


def sleep(path: str, seconds: float) -> None:
    Path(path).touch()
    time.sleep(seconds)


def hold_the_lock(path: str) -> int:
    """Native code that keeps Python's lock for a minute or more."""
    Path(path).touch()
    return len(str(7 ** (7**10)))


def refuse_to_end(path: str) -> None:
    """Ignore the polite signal and go on for a minute."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    Path(path).touch()
    end = time.monotonic() + 60
    while time.monotonic() < end:
        time.sleep(0.05)


def ignore_and_leave(path: str) -> int:
    """Leave a worker behind that ignores the polite signal and never ends by itself."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Thread(target=time.sleep, args=(60,)).start()
    Path(path).touch()
    return os.getpid()


def close_everything() -> None:
    """Take the pipe away from under the worker."""
    os.closerange(3, 256)


def stop(path: str) -> None:
    """Stand still, as a debugger would have it."""
    Path(path).touch()
    os.kill(os.getpid(), signal.SIGSTOP)


def big(size: int) -> bytes:
    return b"x" * size


def print_lines(count: int) -> int:
    for i in range(count):
        print(i)  # noqa: T201
    return count


def fill_array(size: int) -> int:
    """Have NumPy, not Python, ask for the memory."""
    import numpy as np

    return int(np.ones(size, np.uint8).sum())


def fit_forest(rows: int) -> tuple[int, int]:
    """A forest that wants all cores: the threads joblib grants it, those it made."""
    import joblib
    import numpy as np
    from sklearn.ensemble import RandomForestClassifier

    X = np.random.default_rng(0).random((rows, 10))
    before = threading.active_count()
    made = []
    stop = threading.Event()

    def count() -> None:
        while not stop.wait(0.002):
            made.append(threading.active_count() - before - 1)

    counting = threading.Thread(target=count)
    counting.start()
    RandomForestClassifier(n_estimators=20, n_jobs=-1).fit(X, X[:, 0] > 0.5)
    stop.set()
    counting.join()
    return joblib.effective_n_jobs(-1), max(made, default=0)


def jump_clock(seconds: float) -> float:
    """Move the wall clock of this worker by so much, again with each call."""
    real = time.time
    time.time = lambda: real() + seconds
    return time.time()


def stop_once(path: str) -> None:
    """Stand still in the first try alone."""
    if not Path(path).exists():
        stop(path)


def asleep(pids: Iterable[int]) -> list[int]:
    """Those processes that stand still."""
    return [p for p in pids if psutil.Process(p).status() == psutil.STATUS_STOPPED]


def sleep_first(marks: str, times: int) -> str:
    """Sleep for a minute the first ``times`` tries, then say that it is done."""
    folder = Path(marks)
    tries = len(list(folder.iterdir()))
    (folder / str(tries)).touch()
    if tries < times:
        time.sleep(60)
    return "done"


def doze(path: str) -> None:
    """Sleep for a minute."""
    sleep(path, 60.0)


def compute(seconds: float) -> int:
    """Keep a core busy for so much of this process's own time."""
    end = time.process_time() + seconds
    turns = 0
    while time.process_time() < end:
        turns += 1
    return turns


def fork_and_die(path: str) -> None:
    """Die, and leave a child that holds everything open until ``path`` exists."""
    if os.fork() == 0:
        with contextlib.suppress(TimeoutError):
            until(Path(path).exists)
        os._exit(0)
    die("kill")
