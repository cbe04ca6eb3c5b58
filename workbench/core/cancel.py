"""The one thing that travels from the screen back to a run."""

from __future__ import annotations

import threading


class CancelToken:
    """A flag that is set once and can be waited for, from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether :meth:`cancel` was called."""
        return self._event.is_set()

    def cancel(self) -> None:
        """Ask the run to stop; calling it again changes nothing."""
        self._event.set()

    def wait(self, timeout: float | None = None) -> bool:
        """Block until cancelled or ``timeout`` seconds passed; whether cancelled."""
        return self._event.wait(timeout)
