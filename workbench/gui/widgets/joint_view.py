"""What the page Joint learning shows of a run, from the verdict down."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workbench.core.state import RunState
from workbench.gui.plots.joint_plots import JOINT_PLOTS, JointMapPlot, JointMaskedPlot
from workbench.gui.theme import Theme
from workbench.gui.widgets.computed import as_html
from workbench.gui.widgets.joint_away import JointAway
from workbench.gui.widgets.joint_card import StrategiesCard
from workbench.gui.widgets.joint_explanations import explained
from workbench.gui.widgets.joint_verdict import JointVerdict
from workbench.gui.widgets.page import JOINT
from workbench.gui.widgets.pictures import Picture, Pictures
from workbench.gui.widgets.plot_panel import PlotPanel
from workbench.gui.widgets.run_view import RunView
from workbench.gui.widgets.runs_row import RunsRow

_GROWS = 100
"""How much more than the rest the pictures take of the room that is left."""


class JointView(RunView):
    """Run, verdict, strategies, pictures; it scrolls where it is low."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            name="joint",
            runs=RunsRow((JOINT,)),
            verdict=JointVerdict(theme),
            explanations=lambda card, state: as_html(explained(card), state),
            parent=parent,
        )
        self.strategies = StrategiesCard(theme)
        self._plots = [plot(theme) for plot in JOINT_PLOTS]
        self.pictures = Pictures(
            [
                Picture(
                    name=plot.name,
                    title=plot.title,
                    panel=PlotPanel(plot, theme),
                    suits=plot.has_picture,
                )
                for plot in self._plots
            ],
            theme,
        )
        self.take_away = JointAway()
        for widget in (self.strategies, self.pictures, self.take_away):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self.strategies.chosen.connect(self._choose)
        self.strategies.explainRequested.connect(lambda: self.explain("strategies"))
        self.pictures.explainRequested.connect(lambda: self.explain("pictures"))
        self._draw()

    def draw(self, state: RunState) -> None:
        """Strategies and pictures as far as they are."""
        self.strategies.show_state(state)
        seen = state.joint is not None
        self.pictures.setVisible(seen)
        self._column.setStretchFactor(self.pictures, _GROWS if seen else 0)
        self.pictures.show_state(state)
        self.take_away.show_state(state)

    def _choose(self, key: str) -> None:
        """Let the pictures that are about one strategy be about this one."""
        for plot in self._plots:
            if isinstance(plot, JointMapPlot | JointMaskedPlot):
                plot.show_strategy(key)
