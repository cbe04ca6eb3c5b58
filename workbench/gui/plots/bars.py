"""Thousands of bars in few colours, painted in one call per colour.

Painting costs by the pixel and not by the bar: of those that share a pixel, one is
painted.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from pyqtgraph.Qt.internals import PrimitiveArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from workbench.gui.plots.layers import (
    Layer,
    ToPixel,
    draw_mark,
    line_pen,
    mixed,
    tint,
)
from workbench.gui.theme import Colours

_STRENGTH = 0.74
"""The share of a bar's own colour; the rest is the surface."""
_LEAST = 0.5
"""The least part of a pixel that is told apart: an export has two for one here."""
_GAP_FROM = 4.0
"""Bars at least this many pixels wide are set apart by a line of the surface."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shades:
    """The colours of the bars: one per label, then darker ones when they run out."""

    colours: tuple[QColor, ...] = ()

    @classmethod
    def soft(cls, colours: Sequence[str], surface: str) -> Shades:
        """Calmer on large areas: a little of the surface mixed into each colour."""
        return cls(colours=tuple(mixed(c, surface, _STRENGTH) for c in colours))

    def of(self, number: int) -> QColor:
        """The colour of the label with this number."""
        count = len(self.colours)
        shade = self.colours[number % count]
        lap = number // count
        return shade if lap == 0 else shade.darker(100 + 45 * lap)


class _Row:
    """The bars of one row in the order of time."""

    __slots__ = ("lefts", "numbers", "rights")

    def __init__(self) -> None:
        self.lefts, self.rights, self.numbers = array("d"), array("d"), array("l")

    def seen(
        self, low: float, high: float, least: float
    ) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
        """Colour number, left and right of what lies between ``low`` and ``high``.

        Of those shorter than ``least`` that begin within one ``least``, the first only.
        """
        # Copies, since an array that is looked at could not grow.
        lefts, rights = np.array(self.lefts), np.array(self.rights)
        kept = (lefts < high) & (rights >= low)
        if least:
            columns = np.floor(lefts / least)
            new = np.diff(columns, prepend=columns[0] - 1) != 0
            kept &= new | (rights - lefts >= least)
        return (
            np.array(self.numbers, dtype=np.int64)[kept],
            lefts[kept].clip(low),
            rights[kept].clip(max=high),
        )


class Bars(pg.GraphicsObject):
    """Rectangles by colour number, in data coordinates; they are only ever added."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[tuple[float, float], _Row] = {}
        self._extent = QRectF()
        self._count = 0
        self._width = 0.0
        self._shades = Shades()
        self._gap = QColor()

    @property
    def count(self) -> int:
        """How many bars there are."""
        return self._count

    def set_look(self, shades: Shades, surface: str) -> None:
        """Wear these colours; ``surface`` shows between the bars."""
        self._shades, self._gap = shades, QColor(surface)
        self.update()

    def clear(self) -> None:
        """Take all bars away."""
        self.prepareGeometryChange()
        self._rows.clear()
        self._extent, self._count, self._width = QRectF(), 0, 0.0
        self.update()

    def extend(
        self,
        place: tuple[float, float],
        numbers: Sequence[int],
        lefts: Sequence[float],
        rights: Sequence[float],
    ) -> None:
        """Add bars to the row at ``place`` (its top and height): colours and times."""
        if not lefts:
            return
        self.prepareGeometryChange()
        if place not in self._rows:
            self._rows[place] = _Row()
        row = self._rows[place]
        row.numbers.extend(numbers)
        row.lefts.extend(lefts)
        row.rights.extend(rights)
        low, (top, height) = min(lefts), place
        added = QRectF(low, top, max(rights) - low, height)
        self._extent = self._extent.united(added)
        self._width += sum(rights) - sum(lefts)
        self._count += len(lefts)
        self.update()

    def boundingRect(self) -> QRectF:
        """What is painted on, in data coordinates."""
        return self._extent

    def paint(self, painter: QPainter, *_: object) -> None:
        """All bars of a colour at once."""
        if not self._count:
            return
        view: QRectF = self.getViewBox().viewRect()
        pixel = self.pixelWidth() or 1.0
        apart = self._width / self._count / pixel >= _GAP_FROM
        numbers, rects = self._seen(view, 0.0 if apart else _LEAST * pixel)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, apart)
        wide = rects[:, 2] >= _GAP_FROM * pixel
        for number in np.unique(numbers).tolist():
            shade = self._shades.of(number)
            painter.setBrush(QBrush(shade))
            # Of its own colour, the line keeps a bar visible that is no pixel wide; a
            # line of the surface would leave nothing of it.
            for colour, kind in ((self._gap, wide), (shade, ~wide)):
                pen = QPen(colour, 1.0)
                pen.setCosmetic(True)
                painter.setPen(pen)
                _draw_rects(painter, rects[kind & (numbers == number)])

    def _seen(
        self, view: QRectF, least: float
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The parts that are in view: colours, and left, top, width, height of each.

        Vector files clip nothing by themselves.
        """
        colours = [np.empty(0, dtype=np.int64)]
        rects = [np.empty((0, 4))]
        for (top, height), row in self._rows.items():
            if top < view.bottom() and top + height > view.top():
                numbers, left, right = row.seen(view.left(), view.right(), least)
                same = np.ones_like(left)
                colours.append(numbers)
                rects.append(
                    np.column_stack((left, top * same, right - left, height * same))
                )
        return np.concatenate(colours), np.concatenate(rects)


def _draw_rects(painter: QPainter, rects: NDArray[np.float64]) -> None:
    """All in one call, without an object for each."""
    if len(rects):
        memory = PrimitiveArray(QRectF, 4)
        memory.resize(len(rects))
        memory.ndarray()[:] = rects
        painter.drawRects(*memory.drawargs())


class Troubles(Layer):
    """Above the bars: tasks that failed (hatched, outlined) or were tried again."""

    def __init__(self) -> None:
        super().__init__()
        self._failed: list[QRectF] = []
        self._retried: list[QRectF] = []
        self._colours: Colours | None = None

    @property
    def failed(self) -> int:
        """How many bars are marked as failed."""
        return len(self._failed)

    @property
    def retried(self) -> int:
        """How many bars are marked as tried more than once."""
        return len(self._retried)

    def set_look(self, colours: Colours) -> None:
        """Wear these colours."""
        self._colours = colours
        self.update()

    def clear(self) -> None:
        """Take all marks away."""
        self._failed.clear()
        self._retried.clear()
        self.update()

    def add(self, rect: QRectF, *, failed: bool, retried: bool) -> None:
        """Mark a bar."""
        if failed:
            self._failed.append(rect)
        if retried:
            self._retried.append(rect)
        self.update()

    def draw(self, painter: QPainter, at: ToPixel, view: QRectF) -> None:
        """Paint in pixels over what is there."""
        if self._colours is None:
            return
        danger = self._colours.danger
        for rect in self._failed:
            place = _pixels(rect, at)
            place.setWidth(max(place.width(), 3.0))
            if not view.intersects(place):
                continue
            place &= view
            painter.setPen(line_pen(danger, 1.6))
            painter.setBrush(QBrush(tint(self._colours.surface, 0.75)))
            painter.drawRect(place)
            painter.setBrush(QBrush(tint(danger), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(place)
        edge = line_pen(self._colours.surface, 1.0)
        for rect in self._retried:
            place = _pixels(rect, at)
            top = QPointF(place.center().x(), place.top() + 2)
            if not view.contains(top):
                continue
            draw_mark(painter, top, "triangle", 9.0, tint(self._colours.text), edge)


def _pixels(rect: QRectF, at: ToPixel) -> QRectF:
    return QRectF(
        at(rect.left(), rect.top()), at(rect.right(), rect.bottom())
    ).normalized()
