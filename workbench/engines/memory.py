"""How much memory this process used at most, and a limit for it."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

if sys.platform != "win32":
    import resource

_M_ARENA_MAX = -8
"""glibc's number of that setting."""
_UNIT = 1 if sys.platform == "darwin" else 1024
_STATUS = Path("/proc/self/status")
_WORTH_READING_S = 0.005
_WORTH_ASKING_S = 50e-6


class PeakMemory:
    """This process's peak resident memory, cheap enough to ask after each task.

    ``getrusage`` answers in a microsecond, but on Linux a child inherits the peak of
    the process that started it. Until its own peak exceeds that, the kernel's status
    file knows better; it is 20 times slower, so it is read only after a task that took
    a while.
    """

    def __init__(self) -> None:
        self._known = _from_status()
        self._last = self._known
        self._inherited = 0 if self._known is None else max(_from_usage(), self._known)

    def read(self, task_s: float) -> int | None:
        """The peak in bytes after a task of ``task_s`` seconds, if anybody knows."""
        if task_s < _WORTH_ASKING_S:
            return self._last
        self._last = self._read(task_s)
        return self._last

    def _read(self, task_s: float) -> int | None:
        usage = _from_usage()
        if usage > self._inherited:
            return usage
        if task_s >= _WORTH_READING_S:
            self._known = _from_status()
        return self._known


def limit_memory(limit: int) -> None:
    """Let this process have ``limit`` bytes of address space, where possible."""
    if sys.platform == "win32":
        return
    _share_one_arena()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    with contextlib.suppress(OSError, ValueError):  # macOS refuses it
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _share_one_arena() -> None:
    """Have all threads allocate from one arena.

    glibc reserves 64 MiB of address space for the first allocation of every further
    thread; a few short threads of a library would use up the limit with nothing in it.
    """
    import ctypes

    with contextlib.suppress(AttributeError, OSError):  # another C library
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def _from_usage() -> int:
    """The peak that the system keeps for this process, 0 where it keeps none."""
    if sys.platform == "win32":
        import psutil

        return int(psutil.Process().memory_info().peak_wset)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT


def _from_status() -> int | None:
    """Linux: the high-water mark of this process alone."""
    with contextlib.suppress(OSError), _STATUS.open("rb") as file:
        for line in file:
            if line.startswith(b"VmHWM:"):
                return int(line.split()[1]) * 1024
    return None
