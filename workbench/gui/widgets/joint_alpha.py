"""α of the Dirichlet distribution: a slider over decades, and any number beside it."""

from __future__ import annotations

import math

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSlider, QWidget

from workbench.core.parameters import Parameter
from workbench.gui.i18n import say
from workbench.gui.naming import named
from workbench.gui.widgets.fields import NumberBox

_LEAST, _MOST = -2.0, 2.0
"""The slider goes from 0.01 to 100."""
_STEPS = 100
"""Of the slider, a decade."""


class AlphaSlider(QWidget):
    """Left: every client is different. Right: all are alike."""

    edited = Signal(float)
    """Carries the α that the person chose."""

    def __init__(self, alpha: Parameter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("alpha")
        title, told = say(alpha.title), say(alpha.help)
        self._slider = named(
            QSlider(Qt.Orientation.Horizontal), "alpha_slider", accessible=title
        )
        self._slider.setRange(round(_LEAST * _STEPS), round(_MOST * _STEPS))
        self._slider.setPageStep(_STEPS // 4)
        self._slider.setSingleStep(_STEPS // 20)
        self._number = NumberBox(
            objectName="alpha_number",
            name=title,
            whole=False,
            minimum=alpha.minimum,
            maximum=alpha.maximum,
        )
        for field in (self._slider, self._number):
            field.setToolTip(told)
        label = QLabel(title)
        label.setBuddy(self._slider)
        label.setWordWrap(True)
        ends = [QLabel(self.tr("all different")), QLabel(self.tr("all alike"))]
        for end in ends:
            end.setProperty("role", "small")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.addWidget(label, 0, 0, 1, 2)
        grid.addWidget(self._number, 0, 2)
        grid.addWidget(self._slider, 1, 0, 1, 3)
        grid.addWidget(ends[0], 2, 0)
        grid.addWidget(ends[1], 2, 2, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(1, 1)
        self._slider.valueChanged.connect(self._slid)
        self._number.edited.connect(self._typed)

    def show_number(self, alpha: float) -> None:
        """Show ``alpha`` without a signal; the slider goes as near as it can."""
        self._number.show_number(alpha)
        place = (
            round(math.log10(alpha) * _STEPS) if alpha > 0 else self._slider.minimum()
        )
        if place != self._slider.value():
            with QSignalBlocker(self._slider):
                self._slider.setValue(place)

    def _slid(self, place: int) -> None:
        self.edited.emit(float(f"{10 ** (place / _STEPS):.3g}"))

    def _typed(self, alpha: float | None) -> None:
        if alpha is not None:
            self.edited.emit(alpha)
