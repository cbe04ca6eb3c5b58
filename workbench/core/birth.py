"""When a process was born: tells it apart from a later one with the same number."""

from __future__ import annotations

import os
from pathlib import Path

import psutil

_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_START_TIME = 19
"""The field ``starttime`` of /proc/PID/stat, counted behind the program's name."""


def birth(pid: int) -> float:
    """A number in seconds that stays the same while the process lives.

    On Linux it counts from the boot of the machine: reckoned as Unix time it would jump
    whenever somebody sets the clock. Elsewhere the system keeps the Unix time itself.

    Raises ``psutil.NoSuchProcess`` (or another ``psutil.Error``).
    """
    try:
        text = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except FileNotFoundError:
        return float(psutil.Process(pid).create_time())
    except ProcessLookupError as error:  # it ended between opening and reading
        raise psutil.NoSuchProcess(pid) from error
    return int(text.rpartition(")")[2].split()[_START_TIME]) / _TICKS
