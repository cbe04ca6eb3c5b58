"""The program's own row of the timeline: decompose, execute, aggregate; and waiting.

Cutting the work up and putting the answers together often take less than a pixel, so
each phase carries its name beside it; the names make way where the row is too short.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from workbench.gui.plots.layers import Layer, ToPixel, line_pen, tint
from workbench.gui.theme import Colours

_GAP = 5.0
"""Pixels between a name and what is beside it."""
_LEAST = 3.0
"""How many pixels a phase is wide at least."""
_HALF = 0.3
"""Half of the height of the program's own bars, in rows."""
_LINES = 1.1
"""And at most in lines of text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """From when to when in seconds, its name, and its name with its duration."""

    start: float
    end: float
    name: str
    words: str

    @property
    def seconds(self) -> float:
        """How long it took."""
        return self.end - self.start


class PhaseRow(Layer):
    """Bars for what the program did alone, a line for while the workers worked."""

    def __init__(self) -> None:
        super().__init__()
        self.phases: tuple[Phase, Phase, Phase] | None = None
        self._named: tuple[str, ...] = ()
        self._row = 0

    @property
    def named(self) -> tuple[str, ...]:
        """The names that found room when this was painted last."""
        return self._named

    def set_look(self, colours: Colours, font: QFont) -> None:
        """Wear these colours, with names in this font."""
        self._colours, self._font = colours, font
        self.update()

    def clear(self) -> None:
        """Take the phases away."""
        self.phases, self._named = None, ()
        self.update()

    def show_phases(self, phases: tuple[Phase, Phase, Phase], row: int) -> None:
        """Decompose, execute and aggregate, at the height of this row."""
        self.phases, self._row = phases, row
        self.update()

    def draw(self, painter: QPainter, at: ToPixel, view: QRectF) -> None:
        """Paint in pixels over what is there."""
        if self.phases is None:
            return
        painter.setFont(self._font)
        metrics = QFontMetricsF(self._font)
        row = abs(at(0, 1).y() - at(0, 0).y())
        half = min(_HALF * row, _LINES * metrics.height())
        middle = at(0, -self._row).y()
        decompose, execute, aggregate = (
            QRectF(left, middle - half, max(right - left, _LEAST), 2 * half)
            for left, right in (
                (at(phase.start, 0).x(), at(phase.end, 0).x()) for phase in self.phases
            )
        )
        for place in (decompose, aggregate):
            if place.intersects(view):
                painter.fillRect(place & view, tint(self._colours.muted))
        execute.setLeft(max(decompose.right(), view.left()) + 1)
        execute.setRight(min(aggregate.left(), view.right()) - 1)
        self._named = ()
        if execute.width() > _GAP:
            painter.setPen(line_pen(self._colours.muted, 1.2))
            painter.drawLine(
                QPointF(execute.left(), middle), QPointF(execute.right(), middle)
            )
            in_view = decompose.right() >= view.left(), aggregate.left() <= view.right()
            self._draw_names(painter, execute, in_view)

    def _draw_names(
        self, painter: QPainter, room: QRectF, in_view: tuple[bool, bool]
    ) -> None:
        """On the line of execute: each name next to what it names."""
        metrics = QFontMetricsF(self._font)
        missing = max(0.0, metrics.height() - room.height()) / 2
        room.adjust(0, -missing, 0, missing)  # a low row must not cut its names
        left, middle, right = self._fitting(room.width(), in_view, metrics)
        self._named = tuple(text for text in (left, middle, right) if text)
        places = []
        for text, leftmost in ((left, True), (right, False)):
            width = metrics.horizontalAdvance(text) + 2 * _GAP if text else 0.0
            place = QRectF(room)
            if leftmost:
                place.setWidth(width)
                room.setLeft(place.right())
            else:
                place.setLeft(place.right() - width)
                room.setRight(place.left())
            places.append((place, text))
        between = QRectF(room)
        between.setWidth(metrics.horizontalAdvance(middle) + 2 * _GAP)
        between.moveCenter(room.center())
        for place, text in (*places, (between, middle)):
            if text:
                painter.fillRect(place, tint(self._colours.surface))
                painter.setPen(QPen(tint(self._colours.muted)))
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _fitting(
        self, width: float, in_view: tuple[bool, bool], metrics: QFontMetricsF
    ) -> tuple[str, str, str]:
        """Names with durations, else bare names, else that of execute, else none."""
        if self.phases is None:
            return "", "", ""
        words = tuple(phase.words for phase in self.phases)
        bare = tuple(phase.name for phase in self.phases)
        for texts in (words, bare, ("", bare[1], "")):
            left = texts[0] if in_view[0] else ""
            right = texts[2] if in_view[1] else ""
            needed = sum(
                metrics.horizontalAdvance(text) + 2 * _GAP
                for text in (left, texts[1], right)
                if text
            )
            if needed + 4 * _GAP <= width:
                return left, texts[1], right
        return "", "", ""


class Wait(Layer):
    """How long the task under the mouse was on its way to a worker: assign."""

    def __init__(self) -> None:
        super().__init__()
        self._span: tuple[float, float, float] | None = None

    @property
    def span(self) -> tuple[float, float, float] | None:
        """From, to, and the height at which the line is drawn."""
        return self._span

    def set_look(self, colours: Colours) -> None:
        """Wear these colours."""
        self._colours = colours

    def show_span(self, span: tuple[float, float, float] | None) -> None:
        """Draw a line from the first to the second second, or none."""
        if span != self._span:
            self._span = span
            self.update()

    def draw(self, painter: QPainter, at: ToPixel, view: QRectF) -> None:
        """Paint in pixels over what is there."""
        if self._span is None:
            return
        start, end, height = self._span
        left, right = at(start, height), at(end, height)
        left.setX(max(left.x(), view.left()))
        if right.x() <= left.x():
            return
        painter.setPen(line_pen(self._colours.text, 1.6))
        painter.drawLine(left, right)
        for place in (left, right):
            painter.drawLine(place - QPointF(0, 4), place + QPointF(0, 4))
