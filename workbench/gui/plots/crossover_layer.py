"""How the crossover picture is painted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from workbench.gui.i18n import say
from workbench.gui.plots.crossover_picture import Curve, Picture, Strip
from workbench.gui.plots.layers import (
    SHAPES,
    Layer,
    Shape,
    ToPixel,
    draw_interval,
    draw_mark,
    line_pen,
    mixed,
    readable_on,
    tint,
)
from workbench.gui.theme import Colours

_MARK, _CAP = 7.5, 7.0
_BAND = 0.85
"""How much of the strip's own colour is seen."""


class CrossoverLayer(Layer):
    """Paints a :class:`Picture`."""

    def __init__(self) -> None:
        super().__init__()
        self.picture: Picture | None = None

    def show_picture(
        self, picture: Picture, colours: Colours, font: QFont, level: str
    ) -> None:
        """Paint this from now on; ``level`` are the words beside the level."""
        self.picture, self._colours, self._font = picture, colours, font
        self._level = level
        self.update()

    def draw(self, painter: QPainter, at: ToPixel, view: QRectF) -> None:
        """Paint in pixels over what is there."""
        picture = self.picture
        if picture is None:
            return
        for strip in picture.strips:
            self._draw_strip(painter, at, view, picture, strip)
        self._draw_level(painter, at, view, picture)
        for curve in reversed(picture.curves):
            self._draw_curve(painter, at, curve, picture.top)

    def _draw_strip(
        self,
        painter: QPainter,
        at: ToPixel,
        view: QRectF,
        picture: Picture,
        strip: Strip,
    ) -> None:
        """The engine to take, above the lengths for which it is."""
        metrics = QFontMetricsF(self._font)
        left, right = (at(x, 0).x() for x in strip.x)
        place = QRectF(left + 1, view.top() + 4, right - left - 2, metrics.height() + 6)
        colour = mixed(self._colour(strip.number), self._colours.surface, _BAND)
        painter.fillRect(place, colour)
        painter.setFont(self._font)
        painter.setPen(QPen(tint(readable_on(colour))))
        text = metrics.elidedText(
            say(strip.title), Qt.TextElideMode.ElideRight, place.width() - 6
        )
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
        painter.drawText(place, flags, text)
        if strip is not picture.strips[-1]:
            pen = line_pen(self._colours.muted, 1.2)
            pen.setDashPattern([1.0, 2.5])
            painter.setPen(pen)
            painter.drawLine(QPointF(right, place.bottom()), at(strip.x[1], 0))

    def _draw_level(
        self, painter: QPainter, at: ToPixel, view: QRectF, picture: Picture
    ) -> None:
        if picture.level is None:
            return
        y = at(0, picture.level).y()
        painter.setPen(line_pen(self._colours.muted, 1.4, dashed=True))
        painter.drawLine(QPointF(view.left(), y), QPointF(view.right(), y))
        metrics = QFontMetricsF(self._font)
        place = QRectF(
            0, 0, metrics.horizontalAdvance(self._level) + 4, metrics.height()
        )
        place.moveLeft(view.left() + 4)
        place.moveTop(y + 2)  # above it is the strip; curves begin far below
        painter.fillRect(place, tint(self._colours.surface, 0.75))
        painter.setFont(self._font)
        painter.setPen(QPen(tint(self._colours.muted)))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
        painter.drawText(place, flags, self._level)

    def _draw_curve(
        self, painter: QPainter, at: ToPixel, curve: Curve, top: float
    ) -> None:
        colour = self._colour(curve.number)
        for spot in curve.spots:
            if spot.bounds is None:
                continue
            low, high = (at(spot.x, min(bound, top)) for bound in spot.bounds)
            if spot.bounds[1] <= top:
                draw_interval(painter, low, high, line_pen(colour, 1.2), _CAP)
            else:  # no cap where it goes on
                painter.setPen(line_pen(colour, 1.2))
                painter.drawLine(low, high)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(line_pen(colour, 1.9))
        places = [at(spot.x, min(spot.y, top)) for spot in curve.spots]
        painter.drawPolyline(QPolygonF(places))
        edge = QPen(tint(self._colours.surface), 0.8)
        shape = engine_shape(curve.number, len(self._colours.series))
        for place in places:
            draw_mark(painter, place, shape, _MARK, tint(colour), edge)

    def _colour(self, number: int) -> str:
        return engine_colour(self._colours, number)


def engine_colour(colours: Colours, number: int) -> str:
    """The colour of the engine with this number."""
    return colours.series[number % len(colours.series)]


def engine_shape(number: int, colours: int = 8) -> Shape:
    """Its mark: another one when the ``colours`` come round again."""
    return SHAPES[(number + number // colours) % len(SHAPES)]
