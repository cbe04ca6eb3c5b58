"""Who writes a run: a process, told apart from a later one with the same number."""

from __future__ import annotations

import os

import psutil

_TOLERANCE_S = 2.0
"""A creation time is reckoned from the system's clock, which may be set meanwhile."""


def this_process() -> tuple[int, float]:
    """The process's id and its creation time in Unix seconds."""
    return os.getpid(), psutil.Process().create_time()


def alive(pid: int | None, created: float | None) -> bool:
    """Whether that very process still runs."""
    if pid is None or created is None:
        return False
    try:
        process = psutil.Process(pid)
        same = bool(abs(process.create_time() - created) < _TOLERANCE_S)
        return same and bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.AccessDenied:
        return True  # somebody else's process, but there is one
    except psutil.NoSuchProcess:
        return False
