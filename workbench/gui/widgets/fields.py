"""Fields for a setup panel: numbers that may be empty, lists that ignore the wheel.

A wheel that scrolls the panel must not change what it passes over, so a field takes the
wheel only while it has the focus.
"""

from __future__ import annotations

import math
import re

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QWidget

from workbench.gui.naming import named

_FAR = 1e15
_DECIMALS = 15
_FRAME_AND_ARROWS = 42
INSET = 4
"""Pixels before the text of a box of numbers, whose frame leaves none."""
_MANY_DECADES = 1000.0
_NEXT_TO_NOTHING = 1e-9
_BEGUN = re.compile(r"[+-]?\d*[.,]?\d*([eE][+-]?\d*)?")
_BEGUN_WHOLE = re.compile(r"-?\d*")


class ComboBox(QComboBox):
    """A list that may be narrower than its longest entry and leaves the wheel alone."""

    def __init__(
        self, parent: QWidget | None = None, *, objectName: str, name: str
    ) -> None:
        super().__init__(parent)
        named(self, objectName, accessible=name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.setMinimumContentsLength(6)

    def show_data(self, data: object) -> None:
        """Choose the entry that carries ``data``, without a signal."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(data))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel unless this has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberBox(QDoubleSpinBox):
    """A number within limits, written as short as it can be.

    Empty is ``None`` where that is allowed. Over many decades an arrow steps 1, 2, 5,
    10; elsewhere it adds and takes away.
    """

    edited = Signal(object)
    """Carries the number, or ``None``, that the person chose."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        objectName: str,
        name: str,
        whole: bool,
        minimum: float | None = None,
        maximum: float | None = None,
        optional: bool = False,
        start: float | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, objectName, accessible=name)
        self._whole = whole
        self._optional = optional
        self._low = -_FAR if minimum is None else minimum
        self._high = _FAR if maximum is None else maximum
        self._nothing = self._low - 1
        self._start = start
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setDecimals(0 if whole else _DECIMALS)
        self.setRange(self._nothing if optional else self._low, self._high)
        self.lineEdit().setTextMargins(INSET, 0, 0, 0)
        self.valueChanged.connect(lambda _: self.edited.emit(self.number()))

    def number(self) -> float | None:
        """The value; an ``int`` where whole numbers are asked for."""
        value = self.value()
        if self._optional and value == self._nothing:
            return None
        return round(value) if self._whole else value

    def show_number(self, value: float | None) -> None:
        """Show ``value`` without a signal, also when it lies outside the limits."""
        if value == self.number():
            return  # what is being typed must not be written over
        with QSignalBlocker(self):
            if value is None:
                self.setValue(self._nothing)
            else:
                self.setRange(
                    min(self.minimum(), value), max(self.maximum(), float(value))
                )
                self.setValue(value)

    def stepBy(self, steps: int) -> None:
        """Go to the next round number."""
        for _ in range(abs(steps)):
            self.setValue(self._beside(up=steps > 0))
        self.selectAll()

    def textFromValue(self, value: float) -> str:
        """As few digits as say it."""
        if self._optional and value == self._nothing:
            return ""
        return str(round(value)) if self._whole else f"{value:.12g}"

    def valueFromText(self, text: str) -> float:
        """The number, or the one that stands for nothing."""
        number = self._parsed(text)
        return self._nothing if number is None else number

    def validate(self, text: str, pos: int) -> tuple[QValidator.State, str, int]:
        """Whether ``text`` is a number within the limits, or may become one."""
        return self._state(text), text, pos

    def sizeHint(self) -> QSize:
        """Room for eight digits."""
        return QSize(self._room_for(8), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for four digits."""
        return QSize(self._room_for(4), super().minimumSizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel unless this has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _room_for(self, digits: int) -> int:
        return self.fontMetrics().horizontalAdvance("0" * digits) + _FRAME_AND_ARROWS

    def _state(self, text: str) -> QValidator.State:
        text = text.strip()
        if not text:
            acceptable = self._optional
            state = QValidator.State
            return state.Acceptable if acceptable else state.Intermediate
        number = self._parsed(text)
        if number is not None and self._low <= number <= self._high:
            return QValidator.State.Acceptable
        begun = _BEGUN_WHOLE if self._whole else _BEGUN
        too_far = number is not None and number > self._high >= 0
        if begun.fullmatch(text) is None or too_far:
            return QValidator.State.Invalid
        return QValidator.State.Intermediate

    def _parsed(self, text: str) -> float | None:
        try:
            number = float(int(text)) if self._whole else float(text.replace(",", "."))
        except ValueError:
            return None
        return number if math.isfinite(number) else None

    def _beside(self, *, up: bool) -> float:
        value = self.value()
        if self._optional and value == self._nothing:
            return (self._start or max(self._low, 0)) if up else value
        if up:
            return min(self._high, self._above(value))
        if self._optional and value <= self._low:
            return self._nothing
        return max(self._low, self._below(value))

    @property
    def _decades(self) -> bool:
        low = max(self._low, _NEXT_TO_NOTHING)
        return not self._whole and self._low >= 0 and self._high / low >= _MANY_DECADES

    def _above(self, value: float) -> float:
        if self._whole:
            return value + 10.0 ** max(0, _decade(value) - 1)
        if not self._decades:
            return value + (self._high - self._low) / 20
        if value < _NEXT_TO_NOTHING:
            return 10.0 ** _decade((self._start or 1.0) / 100)
        ten = 10.0 ** _decade(value)
        return float(next(f * ten for f in (1, 2, 5, 10) if f * ten > value * 1.001))

    def _below(self, value: float) -> float:
        if self._whole:
            return value - 10.0 ** max(0, _decade(value - 1) - 1)
        if not self._decades:
            return value - (self._high - self._low) / 20
        if value <= _NEXT_TO_NOTHING:
            return self._low
        ten = 10.0 ** _decade(value)
        steps = (5, 2, 1, 0.5)
        return float(next(f * ten for f in steps if f * ten < value * 0.999))


def _decade(value: float) -> int:
    """The power of ten of the first digit; 0 for what has none."""
    return math.floor(math.log10(abs(value)) + 1e-12) if value else 0
