"""Tasks that harm their worker, or others."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import psutil

from tests.engines.waiting import until


def echo(value: Any) -> Any:
    return value


def pid() -> int:
    return os.getpid()


def die(how: str, value: Any = None) -> Any:
    """End this worker process, the way that ``how`` names; the value if it did not."""
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


def kill_neighbours(rounds: int) -> int:
    """Kill every other worker there is, ``rounds`` times; this task means no harm."""
    me = psutil.Process()
    killed = 0
    for _ in range(rounds):
        for sibling in psutil.Process(os.getppid()).children():
            if sibling.pid != me.pid and _is_worker(sibling):
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

    def __init__(self, where: str, how: str, program: int = 0) -> None:
        self.where, self.how, self.program = where, how, program

    def __reduce__(self) -> tuple[Any, ...]:
        if self.where == "pickling":
            spring(self.how)
        return spring, (self.how,)


def spring(how: str) -> str:
    match how:
        case "exception":
            raise ValueError("sprung")
        case "sys.exit":
            sys.exit(5)
        case "interrupt":
            raise KeyboardInterrupt
        case _:
            die(how)
    return "harmless"


def make_trap(where: str, how: str) -> Trap:
    return Trap(where, how)


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
    import threading

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
