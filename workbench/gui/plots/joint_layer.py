"""How curves over rounds are painted: no more of them than there are pixels for."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from workbench.gui.plots.joint_curves import Curve, Picture, Reference
from workbench.gui.plots.joint_plot import series_colour, series_shape
from workbench.gui.plots.joint_track import Floats
from workbench.gui.plots.layers import (
    Layer,
    ToPixel,
    draw_cross,
    draw_mark,
    line_pen,
    tint,
)
from workbench.gui.theme import Colours

_MARK, _END, _CROSS = 6.5, 9.0, 9.0
_APART = 52.0
"""Pixels between two marks of a curve that has more points than there is room for."""
_STAGGER = 0.37
"""By how much of that each curve's marks are shifted against those before."""
_COLUMN = 3.0
"""Pixels of width in which at most four points of a curve are painted."""
_HATCH = 0.10
_PIECE = 24
"""Qt paints a long antialiased line several times as fast in pieces of so many points;
the pieces share their ends."""


class CurveLayer(Layer):
    """Paints a :class:`Picture`."""

    def __init__(self) -> None:
        super().__init__()
        self.picture: Picture | None = None

    def show_picture(self, picture: Picture, colours: Colours, font: QFont) -> None:
        """Paint this from now on."""
        self.picture, self._colours, self._font = picture, colours, font
        self.update()

    def draw(self, painter: QPainter, at: ToPixel, view: QRectF) -> None:
        """Paint in pixels over what is there."""
        picture = self.picture
        if picture is None:
            return
        if picture.view.across == "simulated":
            shade = tint(self._colours.muted, _HATCH)
            painter.fillRect(view, QBrush(shade, Qt.BrushStyle.BDiagPattern))
        for one in picture.references:
            painter.setPen(self._reference_pen())
            y = at(0, one.value).y()
            painter.drawLine(QPointF(view.left(), y), QPointF(view.right(), y))
        for curve in picture.curves:
            self._draw_curve(painter, at, view, picture, curve)
        self._draw_words(painter, at, view, picture)

    def _draw_curve(
        self,
        painter: QPainter,
        at: ToPixel,
        view: QRectF,
        picture: Picture,
        curve: Curve,
    ) -> None:
        colour = series_colour(self._colours, curve.number)
        x, y = (
            _in_pixels(curve.x, at(0, 0).x(), at(1, 0).x()),
            _in_pixels(curve.y, at(0, 0).y(), at(0, 1).y()),
        )
        inside = _inside(y, view.top(), view.bottom())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        lap = curve.number // len(self._colours.series)
        painter.setPen(_pen(colour, dashed=curve.line.dashed, lap=lap))
        for stretch in stretches(*thinned(x, inside)):
            painter.drawPolyline(stretch)
        if curve.line.dashed:
            return
        shape = series_shape(curve.number, len(self._colours.series))
        edge = QPen(tint(self._colours.surface), 0.8)
        places = spaced(x, inside, _APART, _STAGGER * curve.number)
        for place in places:
            draw_mark(painter, place, shape, _MARK, tint(colour), edge)
        self._draw_end(painter, view, picture, curve, x, y)

    def _draw_end(
        self,
        painter: QPainter,
        view: QRectF,
        picture: Picture,
        curve: Curve,
        x: Floats,
        y: Floats,
    ) -> None:
        """Hollow where it ended, a cross where it went astray."""
        known = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
        if not len(known):
            return
        colour = series_colour(self._colours, curve.number)
        leaves = picture.leaves_at(curve)
        last = int(known[-1]) if leaves is None else leaves
        place = QPointF(float(x[last]), float(y[last]))
        place.setY(min(max(place.y(), view.top() + 6), view.bottom() - 6))
        if picture.astray(curve):
            draw_cross(painter, place, _CROSS, line_pen(colour, 2.2))
        elif curve.ended:
            shape = series_shape(curve.number, len(self._colours.series))
            paper = tint(self._colours.surface)
            draw_mark(painter, place, shape, _END, paper, line_pen(colour, 1.8))

    def word_places(
        self, picture: Picture, at: ToPixel, view: QRectF
    ) -> Iterator[tuple[Reference, QRectF]]:
        """Where the words about the references stand.

        On the far side of the curves: where high is good above the highest line at the
        left, where curves begin low; all others at the right, below their line.
        """
        metrics = QFontMetricsF(self._font)
        levels = sorted(picture.references, key=lambda one: one.value, reverse=True)
        for number, one in enumerate(levels):
            width = metrics.horizontalAdvance(one.text) + 4
            place = QRectF(0, 0, min(width, view.width() - 8), metrics.height())
            y = at(0, one.value).y()
            if number == 0 and picture.view.scores:
                place.moveLeft(view.left() + 4)
                place.moveBottom(max(y - 2, view.top() + place.height()))
            else:
                place.moveRight(view.right() - 4)
                place.moveTop(min(y + _END / 2 + 2, view.bottom() - place.height()))
            yield one, place

    def _draw_words(
        self, painter: QPainter, at: ToPixel, view: QRectF, picture: Picture
    ) -> None:
        painter.setFont(self._font)
        metrics = QFontMetricsF(self._font)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
        for one, place in self.word_places(picture, at, view):
            painter.fillRect(place, tint(self._colours.surface, 0.75))
            painter.setPen(QPen(tint(self._colours.text)))
            right = Qt.TextElideMode.ElideRight
            text = metrics.elidedText(one.text, right, place.width())
            painter.drawText(place, flags, text)

    def _reference_pen(self) -> QPen:
        pen = line_pen(self._colours.text, 1.2)
        pen.setDashPattern([1.0, 2.5])
        return pen


def thinned(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """No more than four points for each three pixels across, in their order.

    They are the first, the least, the greatest and the last of those that share a
    column (Jugel et al., "M4", VLDB 2014), so that the line looks the same. ``x`` never
    falls; NaN breaks the line.
    """
    placed = np.isfinite(x)
    x, y = x[placed], y[placed]
    if len(x) < 3:
        return x, y
    column = np.floor(x / _COLUMN)
    first = np.flatnonzero(np.diff(column, prepend=column[0] - 1))
    if len(x) <= 2 * len(first):
        return x, y
    last = np.append(first[1:], len(x)) - 1
    least, greatest = np.fmin.reduceat(y, first), np.fmax.reduceat(y, first)
    four = np.stack([y[first], least, greatest, y[last]], axis=1)
    across = np.stack([x[first], x[first], x[last], x[last]], axis=1)
    # Where a column only rises or falls its ends say it all.
    low, high = np.fmin(y[first], y[last]), np.fmax(y[first], y[last])
    swings = (least < low) | (greatest > high) | np.isnan(low)
    kept = np.ones_like(four, dtype=bool)
    kept[:, 1] = kept[:, 2] = swings
    kept[:, 3] = last > first
    return across[kept], four[kept]


def stretches(x: Floats, y: Floats) -> Iterator[QPolygonF]:
    """The parts of a line between its gaps, in pieces that are quickly painted."""
    known = np.isfinite(x) & np.isfinite(y)
    cuts = np.flatnonzero(np.diff(known, prepend=False, append=False))
    for start, end in zip(cuts[::2], cuts[1::2], strict=True):
        points = zip(x[start:end].tolist(), y[start:end].tolist(), strict=True)
        line = [QPointF(*point) for point in points]
        for first in range(0, max(1, len(line) - 1), _PIECE):
            yield QPolygonF(line[first : first + _PIECE + 1])


def spaced(x: Floats, y: Floats, apart: float, shift: float = 0.0) -> list[QPointF]:
    """Places for marks along a line, none nearer to the one before than ``apart``.

    ``shift`` moves the first one by so many times ``apart``, modulo one, where the
    line has more points than there is room for marks.
    """
    known = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    if not len(known):
        return []
    x, y = x[known], y[known]
    width = float(x[-1] - x[0])
    if len(x) > max(2.0, width / apart):
        wanted = np.arange(x[0] + shift % 1.0 * apart, x[-1], apart)
        chosen = np.unique(
            np.append(np.searchsorted(x, wanted).clip(max=len(x) - 1), len(x) - 1)
        )
        x, y = x[chosen], y[chosen]
    return [QPointF(*at) for at in zip(x.tolist(), y.tolist(), strict=True)]


def _in_pixels(values: Floats, zero: float, one: float) -> Floats:
    return zero + (one - zero) * values


def _inside(y: Floats, top: float, bottom: float) -> Floats:
    """Cut off at the edges: vector files clip nothing by themselves."""
    seen = (y >= top - 0.5) & (y <= bottom + 0.5)
    beside = seen.copy()
    beside[1:] |= seen[:-1]
    beside[:-1] |= seen[1:]
    return np.where(beside, y.clip(top, bottom), np.nan)


def _pen(colour: str, *, dashed: bool, lap: int) -> QPen:
    pen = line_pen(colour, 1.6 if dashed else 1.9, dashed=dashed)
    if lap and not dashed:  # the colours have come round: tell the line apart
        pen.setDashPattern([7.0, 2.0])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen
