"""Errors that nobody expected: shown once, copyable, the window stays open.

Uncaught exceptions of any thread, errors in destructors and Qt's critical messages all
end in :class:`CrashReporter`. What Python cannot survive is written by ``faulthandler``
into a file named after this process; a file whose process is gone tells the next start
that a session ended abruptly.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

import psutil
from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)

import workbench
from workbench.core.birth import birth

_qt_log = logging.getLogger("qt")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_SERIOUS = (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)


class CrashReporter(QObject):
    """Catches what nobody else does and tells it in the window's thread."""

    reported = Signal(str)
    """Carries the report of one error; emitted in the window's thread."""
    _caught = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._restore: list[Callable[[], object]] = []
        queued = Qt.ConnectionType.QueuedConnection
        self._caught.connect(self.reported, queued)

    def install(self) -> None:
        """Take over the hooks of Python and Qt until :meth:`uninstall`."""
        before = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        sys.unraisablehook = self._unraisable
        handler = qInstallMessageHandler(self._qt_message)

        def restore() -> None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = before
            qInstallMessageHandler(handler)

        self._restore.append(restore)

    def uninstall(self) -> None:
        """Give the hooks back to whoever had them."""
        while self._restore:
            self._restore.pop()()

    def _uncaught(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        text = "".join(traceback.format_exception(kind, error, trace))
        self._tell(text)

    def _uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self._uncaught(args.exc_type, args.exc_value, args.exc_traceback)

    def _unraisable(self, args: sys.UnraisableHookArgs) -> None:
        lines = traceback.format_exception(
            args.exc_type, args.exc_value, args.exc_traceback
        )
        where = args.err_msg or "Exception ignored in"
        self._tell(f"{where}: {args.object!r}\n{''.join(lines)}")

    def _qt_message(
        self, kind: QtMsgType, context: QMessageLogContext, text: str
    ) -> None:
        _qt_log.log(_LEVELS[kind], "%s", text)
        if kind in _SERIOUS:
            self._tell(f"Qt: {text}\n({context.file}:{context.line})")

    def _tell(self, text: str) -> None:
        if sys.stderr is not None:  # a windowed program on Windows has none
            sys.stderr.write(text.rstrip() + "\n")
        self._caught.emit(text)


def versions() -> str:
    """The line of versions that stands over every report."""
    return (
        f"Workbench {workbench.__version__} · Python {platform.python_version()} · "
        f"Qt {qVersion()} · {platform.platform()}"
    )


class FaultFile:
    """Where this process writes when it is struck down, and what others left behind.

    The file exists while the process lives and is removed when it ends in order.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stream: TextIO | None = None

    def collect(self) -> list[str]:
        """What sessions that ended abruptly left; each is told once.

        An empty text stands for a session that was ended from outside.
        """
        found = []
        for file in sorted(self._folder.glob("*.fault")):
            if not _owner_lives(file):
                found.append(file.read_text(encoding="utf-8", errors="replace"))
                file.unlink(missing_ok=True)
        return found

    def open(self) -> None:
        """Start writing down what Python does not survive."""
        self._folder.mkdir(parents=True, exist_ok=True)
        created = birth(os.getpid())
        file = self._folder / f"{os.getpid()}-{created:.0f}.fault"
        self._stream = file.open("w", encoding="utf-8")
        faulthandler.enable(self._stream)

    def close(self) -> None:
        """The session ended in order: leave nothing to report."""
        if self._stream is not None:
            faulthandler.disable()
            self._stream.close()
            Path(self._stream.name).unlink(missing_ok=True)
            self._stream = None


def _owner_lives(file: Path) -> bool:
    """Whether the process that the file is named after still runs."""
    pid, _, created = file.stem.partition("-")
    try:
        return abs(birth(int(pid)) - float(created)) < 2
    except (psutil.Error, ValueError):
        return False
