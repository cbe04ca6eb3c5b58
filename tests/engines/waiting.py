"""Waiting for a condition that only shows when it is looked at."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

_PAUSE = threading.Event()


def until(condition: Callable[[], object], limit_s: float = 30.0) -> None:
    """Return once ``condition()`` is true; ``TimeoutError`` after ``limit_s``."""
    deadline = time.monotonic() + limit_s
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"it did not come true within {limit_s} s")
        _PAUSE.wait(0.005)
