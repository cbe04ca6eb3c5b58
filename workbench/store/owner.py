"""Who writes a run: a process, told apart from a later one with the same number."""

from __future__ import annotations

import os

import psutil

from workbench.core.birth import birth

_TOLERANCE_S = 0.5
"""Births are kept to a hundredth of a second; no pid is given again that soon."""


def this_process() -> tuple[int, float]:
    """The process's id and its birth, see :func:`workbench.core.birth.birth`."""
    return os.getpid(), birth(os.getpid())


def alive(pid: int | None, created: float | None) -> bool:
    """Whether that very process still runs."""
    if pid is None or created is None:
        return False
    try:
        process = psutil.Process(pid)
        same = abs(birth(pid) - created) < _TOLERANCE_S
        return same and bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.AccessDenied:
        return True  # somebody else's process, but there is one
    except psutil.NoSuchProcess:
        return False
