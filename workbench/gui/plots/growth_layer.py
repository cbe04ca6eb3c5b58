"""How the growth picture is painted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from workbench.gui.plots.growth_curves import Curve, Picture, Spot
from workbench.gui.plots.labels import Placed, Wish, placed
from workbench.gui.plots.layers import (
    SHAPES,
    Layer,
    ToPixel,
    draw_mark,
    line_pen,
    tint,
)
from workbench.gui.theme import Colours

_MARK, _END = 6.0, 10.0
_APART = 26.0
"""Pixels between two marks of a curve that has more points than there is room for."""
_OBSTACLES = 60
"""How many points of a curve words keep off: those between lie close to them."""


class GrowthLayer(Layer):
    """Paints a :class:`Picture`."""

    def __init__(self) -> None:
        super().__init__()
        self.picture: Picture | None = None

    def show_picture(
        self,
        picture: Picture,
        colours: Colours,
        font: QFont,
        ends: Sequence[str],
    ) -> None:
        """Paint this; ``ends`` says of each curve why it ended, or nothing."""
        self.picture, self._colours, self._font = picture, colours, font
        self._ends = tuple(ends)
        self.update()

    def draw(self, painter: QPainter, at: ToPixel, view: QRectF) -> None:
        """Paint in pixels over what is there."""
        picture = self.picture
        if picture is None:
            return
        low, high = picture.y

        def to(x: float, y: float) -> QPointF:
            return at(x, min(max(y, low), high))  # vector files clip nothing

        if picture.up == "gain" and low < 0 < high:
            painter.setPen(line_pen(self._colours.muted, 1.2, dashed=True))
            start, end = picture.x
            painter.drawLine(at(start, 0), at(end, 0))
        for number, curve in enumerate(picture.curves):
            self._draw_bands(painter, to, number, curve)
        for number, curve in enumerate(picture.curves):
            self._draw_curve(painter, to, number, curve)
        self._draw_ends(painter, to, view)

    def end_places(self, at: ToPixel, view: QRectF) -> tuple[Placed | None, ...]:
        """Where the words about the curves' ends stand, one for each that has some."""
        picture = self.picture
        if picture is None:
            return ()
        metrics = QFontMetricsF(self._font)
        ended = [
            c for c, words in zip(picture.curves, self._ends, strict=True) if words
        ]
        texts = [words for words in self._ends if words]
        wishes = [
            Wish(
                mark=at(curve.spots[-1].x, curve.spots[-1].y),
                radius=_END / 2,
                size=QSizeF(metrics.horizontalAdvance(text) + 2, metrics.height()),
            )
            for curve, text in zip(ended, texts, strict=True)
        ]
        lines = [
            QRectF(at(s.x, s.y), QSizeF(0.1, 0.1)).adjusted(-3, -3, 3, 3)
            for curve in picture.curves
            for s in curve.spots[: -1 : 1 + len(curve.spots) // _OBSTACLES]
        ]
        inside = view.adjusted(1, 1, -1, -1)
        return tuple(
            with_room or without
            for with_room, without in zip(
                placed(wishes, inside, lines), placed(wishes, inside), strict=True
            )
        )

    def _draw_bands(
        self, painter: QPainter, to: ToPixel, number: int, curve: Curve
    ) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint(self._colour(number), 0.16))
        for stretch in curve.bands():
            lower, upper = [], []
            for spot in stretch:
                if spot.bounds is not None:
                    lower.append(to(spot.x, spot.bounds[0]))
                    upper.append(to(spot.x, spot.bounds[1]))
            painter.drawPolygon(QPolygonF([*lower, *reversed(upper)]))

    def _draw_curve(
        self, painter: QPainter, to: ToPixel, number: int, curve: Curve
    ) -> None:
        colour = self._colour(number)
        line = [to(spot.x, spot.y) for spot in curve.spots]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(line_pen(colour, 1.8))
        painter.drawPolyline(QPolygonF(line))
        shape = SHAPES[number % len(SHAPES)]
        edge = QPen(tint(self._colours.surface), 0.8)
        for place in _spaced(line):
            draw_mark(painter, place, shape, _MARK, tint(colour), edge)

    def _draw_ends(self, painter: QPainter, to: ToPixel, view: QRectF) -> None:
        """A hollow mark where a curve ended, and beside it why."""
        if self.picture is None:
            return
        painter.setFont(self._font)
        places = iter(self.end_places(to, view))
        for number, (curve, words) in enumerate(
            zip(self.picture.curves, self._ends, strict=True)
        ):
            if not words:
                continue
            shape = SHAPES[number % len(SHAPES)]
            pen = line_pen(self._colours.text, 1.8)
            mark = to(curve.spots[-1].x, curve.spots[-1].y)
            draw_mark(painter, mark, shape, _END, tint(self._colours.surface), pen)
            found = next(places)
            if found is None:
                continue
            painter.setPen(line_pen(self._colours.muted, 1.0))
            if found.tied is not None:
                painter.drawLine(mark, found.tied)
            painter.setPen(QPen(tint(self._colours.text)))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
            painter.drawText(found.place, flags, words)

    def _colour(self, number: int) -> str:
        series = self._colours.series
        return series[number % len(series)]


def near(
    picture: Picture, position: QPointF, pixel: tuple[float, float], reach: float
) -> tuple[Curve, Spot] | None:
    """The spot that lies nearest to ``position``, within ``reach`` pixels."""

    def distance(spot: Spot) -> float:
        across = (spot.x - position.x()) / pixel[0]
        along = (spot.y - position.y()) / pixel[1]
        return float(across * across + along * along)

    spots = [(curve, spot) for curve in picture.curves for spot in curve.spots]
    found = min(spots, key=lambda pair: distance(pair[1]))
    return found if distance(found[1]) <= reach * reach else None


def _spaced(line: Sequence[QPointF]) -> list[QPointF]:
    """The first, the last, and those between that keep apart."""
    kept: list[QPointF] = []
    for place in line[:-1]:
        if not kept or abs(place.x() - kept[-1].x()) >= _APART:
            kept.append(place)
    return [*kept, *line[-1:]]
