"""Setting up an environment in the background, with its log and a button to stop it."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.core.cancel import CancelToken
from workbench.core.errors import WorkbenchError
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.external.child import Cancelled, Say
from workbench.gui.i18n import say
from workbench.gui.loading import Loader
from workbench.gui.naming import named

_MOST_LINES = 2_000

Work = Callable[[Say, CancelToken], object]
"""What is done; it says each line and looks at the token."""


class EnvironmentJob(QWidget):
    """One job at a time; hidden until there was one."""

    ended = Signal()
    """It is done, failed or was stopped; the log says which."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("environment_job")
        self._cancel: CancelToken | None = None
        self._lines = _Lines()
        self._loader = Loader(self)
        self._status = named(QLabel(wordWrap=True), "job_status")
        self._bar = named(QProgressBar(), "job_progress")
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._stop = named(QPushButton(self.tr("Stop")), "job_stop")
        self._log = named(
            QPlainTextEdit(readOnly=True, maximumBlockCount=_MOST_LINES),
            "job_log",
            accessible=self.tr("Log"),
        )
        self._log.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._log.setMinimumHeight(90)
        line = QHBoxLayout()
        line.addWidget(self._status, 1)
        line.addWidget(self._stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(line)
        layout.addWidget(self._bar)
        layout.addWidget(self._log, 1)
        self._lines.said.connect(self._log.appendPlainText)
        self._loader.loaded.connect(self._done)
        self._loader.failed.connect(self._failed)
        self._stop.clicked.connect(self.stop)
        program = QCoreApplication.instance()
        assert program is not None  # there are no widgets without it
        program.aboutToQuit.connect(self.stop)
        self.hide()

    @property
    def running(self) -> bool:
        """Whether a job goes on."""
        return self._cancel is not None

    def start(self, what: str, work: Work) -> None:
        """Do ``work``, which is called ``what``."""
        cancel = self._cancel = CancelToken()
        lines = self._lines
        self._log.clear()
        self._show(what, "")
        self._bar.show()
        self._stop.setEnabled(True)
        self._stop.show()
        self.show()
        self._loader.request(lambda: _carried_out(work, lines, cancel))

    def stop(self) -> None:
        """End what was started; :attr:`ended` tells when that is over."""
        if self._cancel is not None:
            self._cancel.cancel()
            self._stop.setEnabled(False)
            self._show(self.tr("Stopping …"), "")

    def _done(self, completed: object) -> None:
        if completed:
            self._end(self.tr("Done."), "good")
        else:
            self._end(self.tr("Stopped; nothing was kept."), "muted")

    def _failed(self, error: WorkbenchError) -> None:
        self._end(say(error.message), "danger")

    def _end(self, text: str, role: str) -> None:
        self._cancel = None
        self._bar.hide()
        self._stop.hide()
        self._show(text, role)
        self.ended.emit()

    def _show(self, text: str, role: str) -> None:
        self._status.setText(text)
        self._status.setProperty("role", role)
        self._status.style().polish(self._status)


class _Lines(QObject):
    """Carries lines over the border; outlives a widget that is thrown away."""

    said = Signal(str)


def _carried_out(work: Work, lines: _Lines, cancel: CancelToken) -> bool:
    """Whether it came to its end."""

    def tell(line: str) -> None:
        with contextlib.suppress(RuntimeError):  # the program's end took the object
            lines.said.emit(line)

    try:
        work(tell, cancel)
    except Cancelled:
        return False
    except WorkbenchError:
        raise
    except Exception as bug:  # reported, and the page must not wait for ever
        sys.excepthook(*sys.exc_info())
        raise WorkbenchError(
            Message(
                QT_TRANSLATE_NOOP("Message", "An error in the program ended it: {bug}"),
                {"bug": f"{type(bug).__name__}: {bug}"},
            )
        ) from bug
    return True
