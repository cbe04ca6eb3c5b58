"""Small files that window, command line and several programs share."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec


def write(file: Path, value: object) -> None:
    """Write ``value`` as JSON: whole or not at all, whoever reads meanwhile."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(f".{os.getpid()}")
    new.write_bytes(msgspec.json.format(msgspec.json.encode(value)))
    new.replace(file)
