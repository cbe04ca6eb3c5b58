"""When the window was there: printed for the benchmark, which then has it close.

With :data:`VARIABLE` in the environment the program prints two lines, ``painted`` and
``ready`` with the Unix time of each, and ends. ``packaging/benchmarks/startup.py`` uses
it; nothing else does.
"""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

VARIABLE = "WORKBENCH_STARTUP"


class Stopwatch(QObject):
    """Looks for a window's first paint; a child of the window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._painted = False
        window.installEventFilter(self)

    def ready(self) -> None:
        """Everything is loaded: say so and have the window close."""
        _say("ready")
        QTimer.singleShot(0, self._window.close)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The paint event itself goes on; what it draws is there right after it."""
        if event.type() == QEvent.Type.Paint and not self._painted:
            self._painted = True
            QTimer.singleShot(0, lambda: _say("painted"))
        return super().eventFilter(watched, event)


def wanted() -> bool:
    """Whether the benchmark started this program."""
    return bool(os.environ.get(VARIABLE))


def _say(what: str) -> None:
    if sys.stdout is not None:  # a windowed program on Windows has none
        sys.stdout.write(f"{what} {time.time():.6f}\n")
        sys.stdout.flush()
