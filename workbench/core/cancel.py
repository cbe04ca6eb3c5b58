"""The one thing that travels from the screen back to a run."""

from __future__ import annotations

import threading


class CancelToken:
    """A flag that is set once and can be waited for, from any thread."""

    def __init__(self) -> None:
        self.cancelled = False
        """Whether :meth:`cancel` was called. Looked at after every task, so no call."""
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the run to stop; calling it again changes nothing."""
        self.cancelled = True
        self._event.set()

    def wait(self, timeout: float | None = None) -> bool:
        """Block until cancelled or ``timeout`` seconds passed; whether cancelled."""
        return self._event.wait(timeout)
