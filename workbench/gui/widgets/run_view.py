"""What a page shows of one run: which run, then cards one below the other."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from workbench.core.state import RunState
from workbench.gui.naming import named
from workbench.gui.widgets.computed import ComputedDialog
from workbench.gui.widgets.runs_row import RunsRow
from workbench.gui.widgets.verdict import VerdictView

INTERVAL_MS = 150
"""A running experiment is redrawn at most this often: its workers need the cores."""


class RunView(QScrollArea):
    """The run, its verdict, and below them what a subclass adds to ``column``.

    It scrolls where it is low. ``explanations`` gives the formulas, inputs and sources
    of the figures on one card.
    """

    exampleRequested = Signal()  # noqa: N815 - a signal, named as Qt names them

    def __init__(
        self,
        *,
        name: str,
        runs: RunsRow,
        verdict: VerdictView,
        explanations: Callable[[str, RunState], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_scroll")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._state = RunState()
        self._explanations = explanations
        self._dialog: ComputedDialog | None = None
        self._explained = ""
        self._since_draw = QElapsedTimer()
        self._later = QTimer(self, interval=INTERVAL_MS, singleShot=True)
        self._later.timeout.connect(self._draw)
        self.runs = runs
        self.verdict = verdict
        content = named(QWidget(), f"{name}_content", role="page")
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(8)
        self._column.addWidget(runs)
        self._column.addWidget(verdict)
        self.setWidget(content)
        verdict.example_requested.connect(self.exampleRequested)

    @property
    def state(self) -> RunState:
        """What is shown."""
        return self._state

    def show_state(self, state: RunState) -> None:
        """Show ``state``: an ended run at once, a running one as soon as it is due."""
        other = state.run_id != self._state.run_id
        self._state = state
        due = not self._since_draw.isValid() or self._since_draw.hasExpired(INTERVAL_MS)
        if other or not state.live or due:
            self._draw()
        elif not self._later.isActive():
            self._later.start()

    def explain(self, card: str) -> None:
        """Open formulas, inputs and sources of the figures on one card."""
        if self._dialog is None:
            self._dialog = ComputedDialog(self)
        self._explained = card
        self._dialog.show_html(self._explanations(card, self._state))
        self._dialog.show()
        self._dialog.activateWindow()

    def draw(self, state: RunState) -> None:
        """Show ``state`` on the cards below the verdict."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what happened while this was hidden."""
        super().showEvent(event)
        self._draw()

    def _draw(self) -> None:
        self._later.stop()
        self._since_draw.start()
        self.verdict.show_state(self._state)
        self.draw(self._state)
        if self._dialog is not None and self._dialog.isVisible():
            self._dialog.show_html(self._explanations(self._explained, self._state))
