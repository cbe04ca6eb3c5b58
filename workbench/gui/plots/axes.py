"""Quiet axes: one level of ticks, and labels that never overlap."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

_ROOM = 24.0
"""Pixels around an axis: half a line of the largest text and more."""
_MOST_FIGURES = 9
_NAME_WIDTH = 17.0
"""How long a slanted name may get before it is cut, in widths of an n."""


class _Axis(pg.AxisItem):
    """Pyqtgraph's axis with room for labels that stand half beyond its ends."""

    def boundingRect(self) -> QRectF:
        """What is painted on; a label outside of it would be left out."""
        rect: QRectF = super().boundingRect()
        return rect.adjusted(-_ROOM, -_ROOM, _ROOM, _ROOM)

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self.style["tickFont"] or QFont())


class NumberAxis(_Axis):
    """Round numbers, major ticks only, and a grid."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self.setGrid(255)

    def tickValues(
        self, minVal: float, maxVal: float, size: float
    ) -> list[tuple[float, list[float]]]:
        """The coarsest level of pyqtgraph's ticks that has at least four of them."""
        found: list[float] = []
        finest = 1.0
        for spacing, values in super().tickValues(minVal, maxVal, size):
            found = sorted([*found, *(float(v) for v in values)])
            finest = spacing
            if len(found) >= 4:
                break
        return [(finest, found)]


class RoundAxis(NumberAxis):
    """Steps of 1, 2 or 5 times a power of ten, as fine as figures have room.

    A small picture gets fewer figures. What is counted (``whole``) has no fractions.
    """

    whole = False

    def tickValues(
        self, minVal: float, maxVal: float, size: float
    ) -> list[tuple[float, list[float]]]:
        """The finest steps whose figures keep apart."""
        span = maxVal - minVal
        if not (span > 0 and size > 0):
            return []
        power = math.floor(math.log10(span))
        steps = [m * 10.0**p for p in (power, power - 1, power - 2) for m in (5, 2, 1)]
        if self.whole:
            steps = [step for step in steps if step >= 1] or [1.0]
        found = [(steps[0], _multiples(minVal, maxVal, steps[0])[:1])]
        for step in steps:
            values = _multiples(minVal, maxVal, step)
            if len(values) > _MOST_FIGURES or not self._apart(
                values, step, size / span
            ):
                break
            found = [(step, values)]
        return found

    def tickStrings(
        self, values: Sequence[float], scale: float, spacing: float
    ) -> list[str]:
        """The figures, with a proper minus sign."""
        texts: list[str] = super().tickStrings(values, scale, spacing)
        return [text.replace("-", "−") for text in texts]

    def setRange(self, mn: float, mx: float) -> None:
        """Show this part, as wide as its figures: a first look finds none cut."""
        super().setRange(mn, mx)
        self._make_room()

    def setTickFont(self, font: QFont | None) -> None:
        """Write the figures in this font."""
        super().setTickFont(font)
        self._make_room()

    def resizeEvent(self, ev: object = None) -> None:
        """Another height has other figures."""
        super().resizeEvent(ev)
        self._make_room()

    def _make_room(self) -> None:
        if self.orientation not in ("left", "right") or not self.height() > 0:
            return
        metrics, (low, high) = self._metrics(), self.range
        texts = [
            text
            for step, values in self.tickValues(low, high, self.height())
            for text in self.tickStrings(values, 1.0, step)
        ]
        width = math.ceil(max((metrics.horizontalAdvance(t) for t in texts), default=0))
        if self.style["tickTextWidth"] != width or self.style["autoExpandTextSpace"]:
            self.setStyle(autoExpandTextSpace=False, tickTextWidth=width)

    def _apart(self, values: list[float], step: float, per_unit: float) -> bool:
        metrics = self._metrics()
        if self.orientation in ("left", "right"):
            return step * per_unit >= 1.6 * metrics.height()
        texts = self.tickStrings(values, 1.0, step)
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0.0)
        return step * per_unit >= widest + 2 * metrics.averageCharWidth()


class LabelAxis(_Axis):
    """Given labels at given places; those that would touch another are left out.

    Those at both ends are always there, and of the others the larger ones first. Beside
    a picture the axis is as wide as its longest label. Pyqtgraph would widen it only
    after it was painted once, so a first look would find the labels cut.
    """

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self._labels: tuple[tuple[float, str], ...] = ()
        self._upright = orientation in ("left", "right")

    @property
    def labels(self) -> tuple[tuple[float, str], ...]:
        """Place and text of every label, also of those without room."""
        return self._labels

    def set_labels(self, labels: Sequence[tuple[float, str]]) -> None:
        """Label these places."""
        if tuple(labels) != self._labels:
            self._labels = tuple(labels)
            self._make_room()
            self.picture = None
            self.update()

    def setTickFont(self, font: QFont | None) -> None:
        """Write the labels in this font."""
        super().setTickFont(font)
        self._make_room()

    def tickValues(
        self, minVal: float, maxVal: float, size: float
    ) -> list[tuple[float, list[float]]]:
        """The places whose labels have room."""
        per_unit = size / ((maxVal - minVal) or 1.0)
        inner = sorted(self._labels, reverse=True)
        ends = [inner.pop(0), inner.pop()] if len(inner) > 1 else []
        kept: dict[float, float] = {}
        for place, text in [*ends, *inner]:
            half = self._half_length(text)
            if all(
                abs(place - other) * per_unit >= half + room
                for other, room in kept.items()
            ):
                kept[place] = half
        return [(1.0, sorted(kept))]

    def tickStrings(
        self, values: Sequence[float], scale: float, spacing: float
    ) -> list[str]:
        """The texts at ``values``."""
        texts = dict(self._labels)
        return [texts[value] for value in values]

    def _half_length(self, text: str) -> float:
        """Half of what a label takes along the axis, with a little air."""
        metrics = self._metrics()
        if self._upright:
            return metrics.height() / 2
        return (metrics.horizontalAdvance(text) + metrics.averageCharWidth()) / 2

    def _make_room(self) -> None:
        if not self._upright:
            return
        metrics = self._metrics()
        longest = max(
            (metrics.horizontalAdvance(t) for _, t in self._labels), default=0
        )
        width = math.ceil(longest) + 2
        if self.style["tickTextWidth"] != width or self.style["autoExpandTextSpace"]:
            self.setStyle(autoExpandTextSpace=False, tickTextWidth=width)


class NameAxis(_Axis):
    """Names at 0, 1, 2, … below a plot: level where they fit, else slanted."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self._names: tuple[str, ...] = ()
        self._slope = 0.0
        self.setStyle(showValues=False)

    @property
    def slanted(self) -> bool:
        """Whether the names stand at an angle."""
        return self._slope > 0

    def set_names(self, names: Sequence[str]) -> None:
        """Name the columns."""
        if tuple(names) != self._names:
            self._names = tuple(names)
            self.fit()

    def fit(self) -> None:
        """Choose the slope and the height for the present width and font."""
        self.prepareGeometryChange()
        metrics = self._metrics()
        slot = self.width() / max(1, len(self._names))
        lines = [_two_lines(name, slot * 0.94, metrics) for name in self._names]
        if all(line is not None for line in lines):
            self._slope = 0.0
            count = max((len(line or ()) for line in lines), default=1)
            height = metrics.height() * count + 8
        else:
            steep = slot < metrics.height() * 1.45
            self._slope = 65.0 if steep else 40.0
            radians = math.radians(self._slope)
            names = self._elided(metrics, slot)
            longest = max(metrics.horizontalAdvance(name) for name in names)
            height = longest * math.sin(radians)
            height += metrics.height() * math.cos(radians) + 8
        if self.label.isVisible():
            height += self.label.boundingRect().height() * 0.8
        self.setHeight(math.ceil(height))
        self.picture = None
        self.update()

    def tickValues(
        self, minVal: float, maxVal: float, size: float
    ) -> list[tuple[float, list[float]]]:
        """One tick under each column."""
        return [(1.0, [float(i) for i in range(len(self._names))])]

    def boundingRect(self) -> QRectF:
        """Slanted names reach out to the left, below the other axis."""
        rect: QRectF = super().boundingRect()
        return rect.adjusted(-rect.height() * 1.5, 0, 0, 0) if self.slanted else rect

    def drawPicture(
        self, p: QPainter, axisSpec: object, tickSpecs: object, textSpecs: object
    ) -> None:
        """The axis, then the names."""
        super().drawPicture(p, axisSpec, tickSpecs, [])
        p.setClipping(False)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = self._metrics()
        p.setFont(self.style["tickFont"] or QFont())
        p.setPen(self.textPen())
        low, high = self.range
        per_unit = self.width() / ((high - low) or 1.0)
        slot = per_unit * 0.94
        for position, name in enumerate(self._elided(metrics, slot)):
            tick = QPointF((position - low) * per_unit, 5)
            if self.slanted:
                self._draw_slanted(p, tick, name, metrics)
            else:
                whole = self._names[position]
                self._draw_level(p, tick, _two_lines(whole, slot, metrics), metrics)

    def resizeEvent(self, ev: object = None) -> None:
        """A new width may need another slope."""
        super().resizeEvent(ev)
        if getattr(self, "_names", ()):
            self.fit()

    def _elided(self, metrics: QFontMetricsF, slot: float) -> list[str]:
        """Names cut to what is readable, the first ones to where the picture ends."""
        longest = metrics.horizontalAdvance("n") * _NAME_WIDTH
        slope = math.cos(math.radians(self._slope))
        return [
            metrics.elidedText(
                name,
                Qt.TextElideMode.ElideRight,
                min(longest, (self.x() + (position + 0.5) * slot) / slope),
            )
            for position, name in enumerate(self._names)
        ]

    def _draw_slanted(
        self, p: QPainter, tick: QPointF, name: str, metrics: QFontMetricsF
    ) -> None:
        width = metrics.horizontalAdvance(name) + 2
        p.save()
        p.translate(tick)
        p.rotate(-self._slope)
        place = QRectF(-width, -metrics.height() * 0.3, width, metrics.height())
        p.drawText(place, Qt.AlignmentFlag.AlignRight, name)
        p.restore()

    @staticmethod
    def _draw_level(
        p: QPainter,
        tick: QPointF,
        lines: tuple[str, ...] | None,
        metrics: QFontMetricsF,
    ) -> None:
        for number, line in enumerate(lines or ()):
            place = QRectF(0, 0, metrics.horizontalAdvance(line) + 4, metrics.height())
            place.moveTop(tick.y() + number * metrics.height())
            place.moveLeft(tick.x() - place.width() / 2)
            p.drawText(place, Qt.AlignmentFlag.AlignCenter, line)


def _multiples(low: float, high: float, step: float) -> list[float]:
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [number * step for number in range(first, last + 1)]


def _two_lines(
    name: str, width: float, metrics: QFontMetricsF
) -> tuple[str, ...] | None:
    """The name in one line or two of at most ``width`` pixels, or ``None``."""
    if metrics.horizontalAdvance(name) <= width:
        return (name,)
    words = name.split(" ")
    for split in range(len(words) - 1, 0, -1):
        lines = (" ".join(words[:split]), " ".join(words[split:]))
        if all(metrics.horizontalAdvance(line) <= width for line in lines):
            return lines
    return None
