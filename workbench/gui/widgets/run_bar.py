"""Run and Stop, and under them what a run would take or what keeps it from running."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from workbench.core.errors import WorkbenchError
from workbench.gui import i18n
from workbench.gui.i18n import say
from workbench.gui.naming import named
from workbench.gui.theme import Theme
from workbench.gui.widgets.problem_label import announce
from workbench.gui.widgets.spec_check import Findings
from workbench.planner import Estimate, worker_counts


class RunBar(QWidget):
    """The one strong colour of the page."""

    runRequested = Signal()  # noqa: N815 - signals, named as Qt names them
    stopRequested = Signal()  # noqa: N815

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("run_bar")
        self._theme = theme
        self._live: bool | None = None
        self._run = named(QPushButton(), "run", role="primary")
        self._run.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._run.clicked.connect(self.runRequested)
        self._stop = named(
            QPushButton(self.tr("Stop  (Esc)")),
            "stop",
            role="danger",
            accessible=self.tr("Stop"),
        )
        self._stop.setToolTip(self.tr("Stop the running job; what it measured is kept"))
        self._stop.clicked.connect(self.stopRequested)
        self._words = named(QLabel(), "run_words", role="muted")
        self._words.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._run, 1)
        buttons.addWidget(self._stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(buttons)
        layout.addWidget(self._words)
        theme.changed.connect(self._tint)
        self.show_live(False)

    def show_live(self, live: bool) -> None:
        """Offer to stop what runs; Run then queues another job."""
        if live == self._live:  # told with every tick
            return
        self._live = live
        self._stop.setVisible(live)
        text = self.tr("Queue  (F5)") if live else self.tr("Run  (F5)")
        self._run.setText(text)
        self._run.setAccessibleName(self.tr("Queue") if live else self.tr("Run"))
        self._tint()

    def show_findings(self, found: Findings) -> None:
        """Say how large a run would be, or why there cannot be one."""
        errors = found.errors
        if errors:
            self._say(say(errors[0].message), "danger")
        elif found.estimate is not None:
            self._say(self._size(found.estimate, len(worker_counts(found.spec))))
        self._run.setEnabled(not errors)
        self._run.setAccessibleDescription(self._words.text())
        self._run.setToolTip(self._words.text() if errors else "")

    def show_trouble(self, error: WorkbenchError) -> None:
        """Say why there is no run although everything is set up well."""
        self._say(say(error.message), "danger")

    def _say(self, text: str, role: str = "muted") -> None:
        if role != self._words.property("role"):
            self._words.setProperty("role", role)
            self._words.style().polish(self._words)
        if text != self._words.text():
            self._words.setText(text)
            if role == "danger":
                announce(self._words, text)

    def _size(self, estimate: Estimate, counts: int) -> str:
        parts = [
            self.tr("est. {time}").format(time=_rough(estimate.seconds)),
            self.tr("{tasks} tasks").format(tasks=estimate.tasks),
            f"≈ {i18n.bytes_text(estimate.memory_bytes)}",
            self.tr("1 worker count")
            if counts == 1
            else self.tr("{counts} worker counts").format(counts=counts),
        ]
        return " · ".join(parts)

    def _tint(self) -> None:
        colours = self._theme.colours
        icon = "plus" if self._live else "run"
        self._run.setIcon(self._theme.icon(icon, colours.accent_text))
        self._stop.setIcon(self._theme.icon("stop", colours.danger))


def _rough(seconds: float) -> str:
    """An estimate without digits that it cannot promise."""
    if seconds < 1:
        return "< 1 s"
    return f"{seconds:.0f} s" if seconds < 100 else i18n.seconds(seconds)
