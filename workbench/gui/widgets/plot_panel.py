"""A picture of a run that needs nothing beside it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.core.state import RunState
from workbench.gui.plots import Plot
from workbench.gui.theme import Theme
from workbench.gui.widgets.card import PlotCard
from workbench.gui.widgets.pictures import Panel


class PlotPanel(Panel):
    """One card with one plot."""

    def __init__(self, plot: Plot, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = PlotCard(plot, theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)

    def show_state(self, state: RunState) -> None:
        """Draw it."""
        self.card.draw(state)

    def set_least(self, size: QSize) -> None:
        """Be at least so large, whatever the plot can do with."""
        self.card.set_least(size)
