"""What the page Ensembles shows of a run, from the verdict down to taking it away."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from workbench.core.state import RunState
from workbench.gui.naming import named
from workbench.gui.plots.ensemble_plots import (
    ENSEMBLE_PLOTS,
    CalibrationPlot,
    ConfusionPlot,
    GrowthPlot,
)
from workbench.gui.theme import Theme
from workbench.gui.widgets.computed import ComputedDialog, as_html
from workbench.gui.widgets.ensemble_explanations import explained
from workbench.gui.widgets.ensemble_verdict import EnsembleVerdict
from workbench.gui.widgets.page import ENSEMBLE_WORKLOADS
from workbench.gui.widgets.pictures import Picture, Pictures
from workbench.gui.widgets.plot_panel import PlotPanel
from workbench.gui.widgets.ranks_panel import RanksPanel
from workbench.gui.widgets.rows_card import RowsCard
from workbench.gui.widgets.runs_row import RunsRow
from workbench.gui.widgets.surface_panel import SurfacePanel
from workbench.gui.widgets.take_away import TakeAway
from workbench.gui.widgets.tests_card import TestsCard
from workbench.session import Session

INTERVAL_MS = 150
"""A running experiment is redrawn at most this often: the members need the cores."""
_GROWS = 100
"""How much more than the rest the pictures take of the room that is left."""
_PICTURE, _ASIDE = 24, 17
"""How many lines of text pictures and tests are wide at least, side by side."""


class EnsembleView(QScrollArea):
    """Run, verdict, rows, pictures beside the tests; it scrolls where it is low."""

    exampleRequested = Signal()  # noqa: N815 - a signal, named as Qt names them

    def __init__(
        self, session: Session, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("ensemble_scroll")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._state = RunState()
        self._dialog: ComputedDialog | None = None
        self._explained = ""
        self._since_draw = QElapsedTimer()
        self._later = QTimer(self, interval=INTERVAL_MS, singleShot=True)
        self._later.timeout.connect(self._draw)
        self.runs = RunsRow(ENSEMBLE_WORKLOADS)
        self.verdict = EnsembleVerdict(theme)
        self.rows = RowsCard(theme)
        self.tests = TestsCard()
        self.surface = SurfacePanel(theme)
        self.ranks = RanksPanel(session, theme)
        self.pictures = Pictures(self._all_pictures(theme), theme)
        self.take_away = TakeAway()
        self._lay_out()
        self.verdict.example_requested.connect(self.exampleRequested)
        self.rows.explainRequested.connect(lambda: self.explain("rows"))
        self.tests.explainRequested.connect(lambda: self.explain("tests"))
        self.rows.chosen.connect(self._choose_row)
        self.pictures.explainRequested.connect(lambda: self.explain("pictures"))
        theme.changed.connect(self._turn)
        self._draw()

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
        self._dialog.show_html(as_html(explained(card), self._state))
        self._dialog.show()
        self._dialog.activateWindow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pictures and tests side by side, or stacked where it is narrow."""
        super().resizeEvent(event)
        self._turn()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what happened while this was hidden."""
        super().showEvent(event)
        self._draw()

    def _draw(self) -> None:
        self._later.stop()
        self._since_draw.start()
        state = self._state
        self.verdict.show_state(state)
        self.rows.show_findings(state.findings)
        self.tests.show_findings(state.findings)
        seen = _combined(state) or _grown(state)
        self._middle.setStretch(1, 2 if _combined(state) else 0)
        self.pictures.setVisible(seen)
        self._column.setStretchFactor(self._middle, _GROWS if seen else 0)
        self.pictures.show_state(state)
        self.take_away.show_state(state)
        if self._dialog is not None and self._dialog.isVisible():
            self._dialog.show_html(as_html(explained(self._explained), state))

    def _choose_row(self, key: str) -> None:
        """Let everything that is about one row be about this one."""
        self.take_away.choose(key)
        for plot in self._plots:
            if isinstance(plot, CalibrationPlot):
                plot.show_rows((key,))
            elif isinstance(plot, ConfusionPlot):
                plot.show_row(key)

    def _lay_out(self) -> None:
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(8)
        self._middle.addWidget(self.pictures, 3)
        beside = QVBoxLayout()  # as high as its text, beside a picture that is higher
        beside.addWidget(self.tests)
        beside.addStretch(1)
        self._middle.addLayout(beside, 2)
        content = named(QWidget(), "ensemble_content", role="page")
        self._column = column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(8)
        column.addWidget(self.runs)
        column.addWidget(self.verdict)
        column.addWidget(self.rows)
        column.addLayout(self._middle)
        column.addWidget(self.take_away)
        column.addStretch(1)
        self.setWidget(content)

    def _all_pictures(self, theme: Theme) -> list[Picture]:
        """Those of the run itself, then two that ask for more."""
        self._plots = [plot(theme) for plot in ENSEMBLE_PLOTS]
        return [
            *(
                Picture(
                    name=p.name,
                    title=p.title,
                    panel=PlotPanel(p, theme),
                    suits=_grown if isinstance(p, GrowthPlot) else _combined,
                )
                for p in self._plots
            ),
            Picture(
                name="surface",
                title=self.tr("Decision surface"),
                panel=self.surface,
                suits=_combined,
            ),
            Picture(
                name="ranks",
                title=self.tr("Critical difference"),
                panel=self.ranks,
                suits=_combined,
            ),
        ]

    def _turn(self) -> None:
        line = self.fontMetrics().height()
        narrow = self.viewport().width() < (_PICTURE + _ASIDE) * line
        directions = QBoxLayout.Direction
        self._middle.setDirection(
            directions.TopToBottom if narrow else directions.LeftToRight
        )


def _combined(state: RunState) -> bool:
    """Whether different members were combined."""
    return state.findings is not None


def _grown(state: RunState) -> bool:
    """Whether an ensemble of one kind grew."""
    return bool(state.growth)
