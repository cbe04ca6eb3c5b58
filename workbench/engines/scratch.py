"""The folder where workers' fault handlers write, one per opened engine."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

import psutil

_PREFIX = "workbench-engine-"
_STALE_S = 3600.0
"""An hour, in case that containers, each with its own processes, share a folder."""


def make(where: Path | None = None) -> Path:
    """A new folder; those of programs that were killed are removed on the way."""
    where = where or Path(tempfile.gettempdir())
    for folder in where.glob(f"{_PREFIX}*"):
        if _is_stale(folder):
            remove(folder)
    return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=where))


def remove(folder: Path) -> None:
    """Remove ``folder`` and what is in it, as far as possible."""
    shutil.rmtree(folder, ignore_errors=True)


def _is_stale(folder: Path) -> bool:
    owner = folder.name.removeprefix(_PREFIX).partition("-")[0]
    try:
        age = time.time() - folder.stat().st_mtime
    except OSError:  # it is being removed right now
        return False
    return age > _STALE_S and owner.isdigit() and not psutil.pid_exists(int(owner))
