"""What the page Ensembles shows of a run, from the verdict down to taking it away."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from workbench.core.state import RunState
from workbench.gui.plots.ensemble_plots import (
    ENSEMBLE_PLOTS,
    CalibrationPlot,
    ConfusionPlot,
    GrowthPlot,
)
from workbench.gui.theme import Theme
from workbench.gui.widgets.computed import as_html
from workbench.gui.widgets.ensemble_explanations import explained
from workbench.gui.widgets.ensemble_verdict import EnsembleVerdict
from workbench.gui.widgets.page import ENSEMBLE_WORKLOADS
from workbench.gui.widgets.pictures import Picture, Pictures
from workbench.gui.widgets.plot_panel import PlotPanel
from workbench.gui.widgets.ranks_panel import RanksPanel
from workbench.gui.widgets.rows_card import RowsCard
from workbench.gui.widgets.run_view import RunView
from workbench.gui.widgets.runs_row import RunsRow
from workbench.gui.widgets.surface_panel import SurfacePanel
from workbench.gui.widgets.take_away import TakeAway
from workbench.gui.widgets.tests_card import TestsCard
from workbench.session import Session

_GROWS = 100
"""How much more than the rest the pictures take of the room that is left."""
_PICTURE, _ASIDE = 24, 17
"""How many lines of text pictures and tests are wide at least, side by side."""


class EnsembleView(RunView):
    """Run, verdict, rows, pictures beside the tests; it scrolls where it is low."""

    def __init__(
        self, session: Session, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            name="ensemble",
            runs=RunsRow(ENSEMBLE_WORKLOADS),
            verdict=EnsembleVerdict(theme),
            explanations=lambda card, state: as_html(explained(card), state),
            parent=parent,
        )
        self.rows = RowsCard(theme)
        self.tests = TestsCard()
        self.surface = SurfacePanel(theme)
        self.ranks = RanksPanel(session, theme)
        self.pictures = Pictures(self._all_pictures(theme), theme)
        self.take_away = TakeAway()
        self._lay_out()
        self.rows.explainRequested.connect(lambda: self.explain("rows"))
        self.tests.explainRequested.connect(lambda: self.explain("tests"))
        self.rows.chosen.connect(self._choose_row)
        self.pictures.explainRequested.connect(lambda: self.explain("pictures"))
        theme.changed.connect(self._turn)
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pictures and tests side by side, or stacked where it is narrow."""
        super().resizeEvent(event)
        self._turn()

    def draw(self, state: RunState) -> None:
        """Rows, tests and pictures of what was combined, or the curve of what grew."""
        self.rows.show_findings(state.findings)
        self.tests.show_findings(state.findings)
        seen = _combined(state) or _grown(state)
        self._middle.setStretch(1, 2 if _combined(state) else 0)
        self.pictures.setVisible(seen)
        self._column.setStretchFactor(self._middle, _GROWS if seen else 0)
        self.pictures.show_state(state)
        self.take_away.show_state(state)

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
        column = self._column
        column.addWidget(self.rows)
        column.addLayout(self._middle)
        column.addWidget(self.take_away)
        column.addStretch(1)

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
