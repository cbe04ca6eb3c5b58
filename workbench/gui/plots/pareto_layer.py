"""How the Pareto picture is painted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from workbench.gui.i18n import score
from workbench.gui.plots.labels import Placed, Wish, placed
from workbench.gui.plots.layers import Layer, ToPixel, draw_mark, line_pen, tint
from workbench.gui.plots.pareto_picture import Picture, Point
from workbench.gui.plots.rows import SHAPE_OF, kind_colour
from workbench.gui.theme import Colours

_MARK, _RING = 8.5, 16.0
_OVER_EDGE = 12.0
_LETTERS, _FEWER = 22, 10
"""How long a name may get before it is cut, in widths of an n; where room is short."""


class ParetoLayer(Layer):
    """Paints a :class:`Picture`."""

    def __init__(self) -> None:
        super().__init__()
        self.picture: Picture | None = None

    def show_picture(self, picture: Picture, colours: Colours, font: QFont) -> None:
        """Paint this from now on."""
        self.picture, self._colours, self._font = picture, colours, font
        self.update()

    def label_places(
        self, at: ToPixel, view: QRectF
    ) -> tuple[tuple[Point, str, Placed | None], ...]:
        """Every point with its text and where that stands, the first ones first."""
        picture = self.picture
        if picture is None:
            return ()
        points = picture.in_order()
        corners = _corners(picture, at, view)
        lines = [_strip(start, end) for start, end in pairwise(corners)]
        whole = self._placed(points, _LETTERS, at, view, lines, ())
        # Those without room for their name may have some for its beginning.
        known = [found.place for _, _, found in whole if found is not None]
        marks = [self._wish(p, "", picture, at).around for p, _, f in whole if f]
        left = [point for point, _, found in whole if found is None]
        cut = self._placed(left, _FEWER, at, view, [*lines, *marks], known)
        return (*(label for label in whole if label[2] is not None), *cut)

    def _placed(
        self,
        points: Sequence[Point],
        letters: int,
        at: ToPixel,
        view: QRectF,
        taken: Sequence[QRectF],
        written: Sequence[QRectF],
    ) -> list[tuple[Point, str, Placed | None]]:
        if self.picture is None:
            return []
        metrics = QFontMetricsF(self._font)
        texts = [_label(point, metrics, letters) for point in points]
        wishes = [
            self._wish(point, text, self.picture, at)
            for point, text in zip(points, texts, strict=True)
        ]
        places = placed(wishes, view.adjusted(1, 1, -1, -1), taken, written)
        return list(zip(points, texts, places, strict=True))

    def _wish(self, point: Point, text: str, picture: Picture, at: ToPixel) -> Wish:
        metrics = QFontMetricsF(self._font)
        return Wish(
            mark=_place(point, picture, at),
            radius=(_RING if point.key == picture.cheapest else _MARK) / 2,
            size=QSizeF(metrics.horizontalAdvance(text) + 2, metrics.height()),
        )

    def draw(self, painter: QPainter, at: ToPixel, view: QRectF) -> None:
        """Paint in pixels over what is there."""
        picture = self.picture
        if picture is None:
            return
        if picture.band is not None:
            low, high = (at(0, bound).y() for bound in picture.band)
            band = QRectF(view.left(), high, view.width(), low - high)
            painter.fillRect(band, tint(self._colours.good, 0.16))
            painter.setPen(line_pen(self._colours.good, 1.2))
            painter.drawLine(band.bottomLeft(), band.bottomRight())
        self._draw_frontier(painter, at, view, picture)
        self._draw_marks(painter, at, picture)
        self._draw_names(painter, at, view)

    def _draw_frontier(
        self, painter: QPainter, at: ToPixel, view: QRectF, picture: Picture
    ) -> None:
        """What can be had at most for a cost: steps from the left, on to the right."""
        if not picture.steps:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(line_pen(self._colours.muted, 1.8))
        painter.drawPolyline(QPolygonF(_corners(picture, at, view)))

    def _draw_marks(self, painter: QPainter, at: ToPixel, picture: Picture) -> None:
        edge = QPen(tint(self._colours.surface), 1.0)
        for point in picture.points:
            place = _place(point, picture, at)
            if point.key == picture.cheapest:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(line_pen(self._colours.text, 2.0))
                painter.drawEllipse(place, _RING / 2, _RING / 2)
            colour, shape = kind_colour(self._colours, point.kind), SHAPE_OF[point.kind]
            if point.below:
                fill, pen = tint(self._colours.surface), line_pen(colour, 1.8)
                draw_mark(painter, place, shape, _MARK - 1, fill, pen)
            else:
                draw_mark(painter, place, shape, _MARK, tint(colour), edge)

    def _draw_names(self, painter: QPainter, at: ToPixel, view: QRectF) -> None:
        if self.picture is None:
            return
        painter.setFont(self._font)
        strong = {self.picture.cheapest, *(step.key for step in self.picture.steps)}
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
        for point, text, found in self.label_places(at, view):
            if found is None:
                continue
            if found.tied is not None:
                painter.setPen(line_pen(self._colours.muted, 0.8))
                painter.drawLine(_place(point, self.picture, at), found.tied)
            colour = self._colours.text if point.key in strong else self._colours.muted
            painter.fillRect(found.place, tint(self._colours.surface, 0.6))
            painter.setPen(QPen(tint(colour)))
            painter.drawText(found.place, flags, text)


def _place(point: Point, picture: Picture, at: ToPixel) -> QPointF:
    """Where the mark lies; one below the picture just over its lower edge."""
    place = math.log10(point.cost)
    if not point.below:
        return at(place, point.score)
    return at(place, picture.y[0]) - QPointF(0, _OVER_EDGE)


def _corners(picture: Picture, at: ToPixel, view: QRectF) -> list[QPointF]:
    """Those of the frontier's steps."""
    places = [_place(step, picture, at) for step in picture.steps]
    corners = places[:1]
    for before, after in pairwise(places):
        corners += [QPointF(after.x(), before.y()), after]
    return [*corners, QPointF(view.right(), places[-1].y())] if places else []


def _strip(start: QPointF, end: QPointF) -> QRectF:
    """A line with a little air, for labels to keep off."""
    return QRectF(start, end).normalized().adjusted(-2, -2, 2, 2)


def _label(point: Point, metrics: QFontMetricsF, letters: int) -> str:
    longest = metrics.horizontalAdvance("n") * letters
    title = metrics.elidedText(point.title, Qt.TextElideMode.ElideRight, longest)
    return f"{title} {score(point.score)} ↓" if point.below else title
