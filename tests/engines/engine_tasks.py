"""What the engines' tests let workers do; it imports little, as workers import it."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

from tests.engines.waiting import until
from workbench.core.data import DataHandle
from workbench.engines.caps import VARIABLES


def square(x: int) -> int:
    return x * x


def fail_on_odd(x: int) -> int:
    if x % 2:
        raise LookupError(f"{x} is odd")
    return x


def leave(code: int) -> None:
    sys.exit(code)


class Unshowable(Exception):
    def __str__(self) -> str:
        raise RuntimeError("no text")


def raise_unshowable() -> None:
    raise Unshowable


def raise_unpicklable() -> None:
    error = ValueError("holds a lock")
    error.lock = threading.Lock()  # type: ignore[attr-defined]
    raise error


def raise_long(length: int) -> None:
    raise ValueError("x" * length)


def recurse(depth: int) -> int:
    return recurse(depth + 1) + 1


def total(data: DataHandle) -> float:
    arrays = data.arrays()
    return float(sum(array.sum() for array in arrays.values()))


def writable(data: DataHandle) -> list[bool]:
    return [bool(array.flags.writeable) for array in data.arrays().values()]


def work(seconds: float) -> int:
    """Keep a core busy."""
    end = time.perf_counter() + seconds
    turns = 0
    while time.perf_counter() < end:
        turns += 1
    return turns


def wait_for(path: str) -> int:
    """Nothing, until ``path`` exists; the process that waited."""
    until(Path(path).exists)
    return os.getpid()


def touch_and_wait(mine: str, other: str) -> int:
    """Say that this task runs, then wait until another one says so."""
    Path(mine).touch()
    until(Path(other).exists)
    return threading.get_ident()


def touch_and_work(path: str, seconds: float) -> int:
    Path(path).touch()
    return work(seconds)


def native_threads() -> list[int]:
    """The threads that BLAS and OpenMP would use here."""
    import sklearn.utils._openmp_helpers  # noqa: F401 - loads OpenMP

    return blas_threads()


def blas_threads() -> list[int]:
    """The threads that the native libraries loaded here would use."""
    import numpy as np
    from threadpoolctl import threadpool_info

    np.ones((2, 2)) @ np.ones((2, 2))
    return [entry["num_threads"] for entry in threadpool_info()]


def environment() -> dict[str, str | None]:
    """What the environment says on threads."""
    return {name: os.environ.get(name) for name in VARIABLES}


def modules() -> set[str]:
    return set(sys.modules)


def echo(value: Any) -> Any:
    return value


def hoard(size: int) -> int:
    return len(bytearray(size))


def pid() -> int:
    return os.getpid()


def held(data: DataHandle) -> dict[str, Any]:
    """Copies of all placed arrays."""
    return {name: array.copy() for name, array in data.arrays().items()}


def total_and_memory(data: DataHandle) -> tuple[float, int | None]:
    """The sum of ``X``, and this process's own memory in bytes where it is told.

    Pages of shared memory that only one process has touched count as private, so it is
    anonymous memory that tells of a copy.
    """
    found = float(data.arrays()["X"].sum())
    try:
        text = Path("/proc/self/smaps_rollup").read_text()
    except OSError:
        return found, None
    rows = [line.split() for line in text.splitlines() if line.startswith("Anonymous:")]
    return found, 1024 * sum(int(row[1]) for row in rows)


def numbers(count: int) -> dict[str, Any]:
    import numpy as np

    return {"name": "squares", "squares": np.arange(count) ** 2}


def write_and_die(mark: str) -> str:
    """The first time: leave a block that was never announced, and die."""
    path = Path(mark)
    if path.exists():
        return "done"
    path.touch()
    import multiprocessing.process

    from workbench.engines import large

    settings = getattr(multiprocessing.process.current_process(), "_args")[1]  # noqa: B009
    packer = large.Packer(settings.block_name, path.parent)
    packer.pack(b"x" * (2 * large.LARGE))
    os._exit(3)


def append(to: list[int], number: int) -> list[int]:
    """The list, with ``number`` in it."""
    to.append(number)
    return to


_KEPT: list[Any] = []


def keep(data: DataHandle) -> None:
    """Store the placed arrays away."""
    _KEPT.extend(data.arrays().values())


def kept() -> float:
    """The sum of what this worker stored away."""
    return float(sum(array.sum() for array in _KEPT))


def say_square(x: int) -> int:
    sys.stdout.write("a task says so\n")
    return x * x


def die_once(mark: str) -> str:
    """The first time, end this worker."""
    try:
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return "done"
    os.kill(os.getpid(), signal.SIGKILL)
    return "never"


def die_always() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
