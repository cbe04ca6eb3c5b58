"""How the calibration picture is painted."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from workbench.gui.plots.layers import (
    SHAPES,
    Layer,
    ToPixel,
    draw_mark,
    line_pen,
    tint,
)
from workbench.gui.plots.reliability import Curve, Picture
from workbench.gui.theme import Colours

_LEAST, _MOST = 5.0, 11.0
"""Marks of bins with few and with most rows, in pixels."""
_SHARE = 0.2
"""The share of the picture's height that the highest bar of counts takes."""
_BAR = 7.0


class CalibrationLayer(Layer):
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
        self._draw_counts(painter, at, view, picture)
        painter.setPen(line_pen(self._colours.muted, 1.4, dashed=True))
        painter.drawLine(at(picture.low, picture.low), at(1, 1))
        for curve in picture.curves:
            self._draw_curve(painter, at, curve)

    def count_texts(self, at: ToPixel, view: QRectF) -> tuple[tuple[QRectF, str], ...]:
        """Figures over the last curve's bars, from the right, where there is room."""
        if self.picture is None or not self.picture.counted:
            return ()
        metrics = QFontMetricsF(self._font)
        marks = [
            QRectF(-_MOST / 2, -_MOST / 2, _MOST, _MOST).translated(
                at(one.confidence, one.accuracy)
            )
            for curve in self.picture.curves
            for one in curve.bins
        ]
        found: list[tuple[QRectF, str]] = []
        for bar, count in reversed(list(self._bars(at, view, self.picture, -1))):
            text = str(count)
            width = metrics.horizontalAdvance(text) + 2
            place = QRectF(0, 0, width, metrics.height())
            place.moveCenter(bar.center())
            place.moveBottom(bar.top() - 1)
            place.moveRight(min(place.right(), view.right() - 1))
            if place.left() < view.left() or any(place.intersects(m) for m in marks):
                continue
            if not found or place.right() + 2 <= found[-1][0].left():
                found.append((place, text))
        return tuple(found)

    def _bars(
        self, at: ToPixel, view: QRectF, picture: Picture, which: int
    ) -> Iterator[tuple[QRectF, int]]:
        """Bars of counts on the lower edge: two curves' stand side by side."""
        counted = picture.counted
        curve = counted[which]
        most = max(one.count for c in counted for one in c.bins)
        place = which % len(counted) - (len(counted) - 1) / 2
        for one in curve.bins:
            height = max(1.5, _SHARE * view.height() * one.count / most)
            x = at(one.confidence, 0).x() + place * _BAR - _BAR / 2
            x = min(max(x, view.left()), view.right() - _BAR)
            yield QRectF(x, view.bottom() - height, _BAR, height), one.count

    def _draw_counts(
        self, painter: QPainter, at: ToPixel, view: QRectF, picture: Picture
    ) -> None:
        for number, curve in enumerate(picture.counted):
            colour = self._colour(curve)
            painter.setPen(line_pen(tint(colour, 0.6), 1.0))
            fill = tint(colour, 0.35) if curve.after else tint(self._colours.surface)
            painter.setBrush(QBrush(fill))
            for bar, _ in self._bars(at, view, picture, number):
                painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, 0))
        painter.setFont(self._font)
        painter.setPen(QPen(tint(self._colours.muted)))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
        for place, text in self.count_texts(at, view):
            painter.drawText(place, flags, text)

    def _draw_curve(self, painter: QPainter, at: ToPixel, curve: Curve) -> None:
        """Hollow and dashed as it is, filled and solid after calibration."""
        colour = self._colour(curve)
        places = [at(one.confidence, one.accuracy) for one in curve.bins]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(line_pen(colour, 1.8, dashed=not curve.after))
        painter.drawPolyline(QPolygonF(places))
        most = max((one.count for one in curve.bins), default=1)
        shape = SHAPES[curve.number % len(SHAPES)]
        for place, one in zip(places, curve.bins, strict=True):
            size = _LEAST + (_MOST - _LEAST) * (one.count / most) ** 0.5
            if curve.after:
                edge = QPen(tint(self._colours.surface), 1.0)
                draw_mark(painter, place, shape, size, tint(colour), edge)
            else:
                pen = line_pen(colour, 1.6)
                draw_mark(painter, place, shape, size, tint(self._colours.surface), pen)

    def _colour(self, curve: Curve) -> str:
        series = self._colours.series
        return series[curve.number % len(series)]


def near(
    picture: Picture, position: QPointF, pixel: tuple[float, float], reach: float
) -> tuple[Curve, int] | None:
    """The curve and bin whose mark lies nearest, within ``reach`` pixels."""

    def distance(found: tuple[Curve, int]) -> float:
        one = found[0].bins[found[1]]
        across = (one.confidence - position.x()) / pixel[0]
        along = (one.accuracy - position.y()) / pixel[1]
        return float(across * across + along * along)

    spots = [(c, n) for c in picture.curves for n in range(len(c.bins))]
    found = min(spots, key=distance)
    return found if distance(found) <= reach * reach else None
