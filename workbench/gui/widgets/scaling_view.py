"""What the page Scaling shows of timings, from their source down to their figures."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from workbench.gui.naming import named
from workbench.gui.plots.law import LawPlot
from workbench.gui.theme import Theme
from workbench.gui.widgets.card import PlotCard
from workbench.gui.widgets.laws_table import LawsCard
from workbench.gui.widgets.scaling_verdict import ScalingVerdict
from workbench.gui.widgets.timings_row import TimingsRow
from workbench.gui.widgets.what_if import WhatIf

_LINES = (21, 34)
"""How many lines of text the picture is high, at least and at most."""
_PICTURE, _ASIDE = 22, 19
"""How many lines of text picture and questions are wide at least."""


class ScalingView(QScrollArea):
    """Source, verdict, picture and questions, figures; it scrolls where it is low."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scaling_scroll")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.timings = TimingsRow()
        self.verdict = ScalingVerdict(theme)
        self.picture = PlotCard(LawPlot(theme), theme)
        self.what_if = WhatIf()
        self.laws = LawsCard()
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(8)
        beside = QVBoxLayout()  # a picture higher than the window helps nobody
        beside.addWidget(self.picture, 1)
        beside.addStretch(0)
        self._middle.addLayout(beside, 3)
        self._middle.addWidget(self.what_if, 2)
        content = named(QWidget(), "scaling_content", role="page")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(8)
        column.addWidget(self.timings)
        column.addWidget(self.verdict)
        column.addLayout(self._middle, 1)
        column.addWidget(self.laws)
        self.setWidget(content)
        theme.changed.connect(self._set_minimums)
        self._set_minimums()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Picture and questions side by side, or stacked where it is narrow."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        line = self.fontMetrics().height()
        narrow = self.viewport().width() < (_PICTURE + _ASIDE) * line
        directions = QBoxLayout.Direction
        self._middle.setDirection(
            directions.TopToBottom if narrow else directions.LeftToRight
        )

    def _set_minimums(self) -> None:
        line = self.fontMetrics().height()
        least, most = _LINES
        self.picture.set_least(QSize(_PICTURE * line, least * line))
        self.picture.setMaximumHeight(most * line)
        self.what_if.setMinimumWidth(_ASIDE * line)
        self._turn()
