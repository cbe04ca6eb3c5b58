"""Writing files whole or not at all."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import IO


def replace_file(path: Path, content: bytes | Callable[[IO[bytes]], None]) -> None:
    """Write beside ``path`` first, so that it is never half a file.

    ``content`` are the bytes, or what writes them into the open file.
    """
    beside = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")
    try:
        with beside.open("xb") as file:
            if callable(content):
                content(file)
            else:
                file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
