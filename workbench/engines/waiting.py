"""How another thread waits for the supervisor's."""

from __future__ import annotations

import threading
from collections.abc import Callable

from workbench.core.errors import EngineFailed


class Waiting:
    """Another thread that waits until ``done`` is true, with ``workers`` workers."""

    def __init__(self, done: Callable[[], bool], workers: int = 0) -> None:
        self.done = done
        self.workers = workers
        self._over = threading.Event()
        self._error: EngineFailed | None = None

    def finish(self, error: EngineFailed | None = None) -> None:
        """Let the other thread go on."""
        self._error = error
        self._over.set()

    def wait(self) -> None:
        """Block until finished; raises what went wrong."""
        self._over.wait()
        if self._error is not None:
            raise self._error
