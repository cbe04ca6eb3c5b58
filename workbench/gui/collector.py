"""Garbage is collected when no call of Qt is under way, and in the window's thread.

Python collects wherever it happens to allocate. Inside a call of Qt that holds a mutex,
deleting a QObject may want the same one, and then the window stands still for ever
(seen while pyqtgraph connected a signal). In the thread of a run, objects are deleted
that belong to the window's. So it is left to a timer of the event loop.

A full collection looks at everything that is alive, mostly modules, which stay: 50 to
75 ms in which no click is answered. So they are left out once all is loaded.
"""

from __future__ import annotations

import gc
from typing import Self

from PySide6.QtCore import QObject, QTimer

PERIOD_MS = 1000


class Collector(QObject):
    """A context manager around the event loop: inside, only its timer collects."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=PERIOD_MS)
        self._timer.timeout.connect(self.collect)

    def __enter__(self) -> Self:
        gc.disable()
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def leave_out(self) -> None:
        """Look no more at what is alive now, after one collection of all of it."""
        gc.collect()
        gc.freeze()

    def collect(self) -> None:
        """Collect the oldest generation that Python itself would collect by now."""
        due = zip(gc.get_count(), gc.get_threshold(), strict=True)
        generations = [g for g, (count, limit) in enumerate(due) if count > limit]
        if generations:
            gc.collect(generations[-1])
