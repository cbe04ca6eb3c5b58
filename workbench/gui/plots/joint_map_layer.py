"""The map of client updates: what lies where, and how it is painted."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from workbench.core.joint import ClientPoint, JointUpdates
from workbench.gui.plots.labels import Placed, Wish, placed
from workbench.gui.plots.layers import (
    Layer,
    Shape,
    ToPixel,
    draw_cross,
    draw_mark,
    line_pen,
    tint,
)
from workbench.gui.theme import Colours

Look = Literal["used", "late", "dropped", "rejected", "poisoned", "idle"]

LOOKS: tuple[Look, ...] = (
    "used",
    "poisoned",
    "rejected",
    "late",
    "dropped",
    "idle",
)
"""In the order of the key."""
SHAPES: dict[Look, Shape] = {
    "used": "circle",
    "poisoned": "diamond",
    "late": "triangle",
    "dropped": "square",
    "idle": "circle",
    "rejected": "circle",
}
_MARK, _POISONED, _CROSS = 9.0, 13.0, 10.0
_FAR = 6.0
"""An update this many times as far out as the middle one is drawn nearer, with an arrow
that points to where it lies: else the others would be one dot."""
_ARROW = 9.0
_STRIP = 1.5
"""The height of the strip of those without a place, in lines of text."""
_STEP = 18.0
"""Pixels from one mark of the strip to the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """An update on the map; ``far`` is how many times further out it really lies."""

    point: ClientPoint
    x: float
    y: float
    far: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """All that is drawn; ``nowhere`` are those who were asked and have no place."""

    updates: JointUpdates
    spots: tuple[Spot, ...]
    nowhere: tuple[ClientPoint, ...]
    names: tuple[str, ...]
    """Of the spots: what is written beside them, mostly nothing."""
    x: tuple[float, float]
    y: tuple[float, float]


def look(point: ClientPoint) -> Look:
    """What a client's mark says: that it is poisoned before anything else."""
    if point.poisoned and point.fate not in ("idle", "dropped"):
        return "poisoned"
    return point.fate


def look_colour(colours: Colours, look: Look) -> str:
    """Each look's colour; its shape says the same."""
    return {
        "used": colours.series[0],
        "poisoned": colours.danger,
        "rejected": colours.warning,
        "late": colours.series[3],
    }.get(look, colours.muted)


def spots_of(updates: JointUpdates) -> tuple[Spot, ...]:
    """The updates that have a place, those far out drawn nearer."""
    known = [
        (p, p.x, p.y)
        for p in updates.clients
        if p.x is not None and p.y is not None and math.isfinite(p.x + p.y)
    ]
    if not known:
        return ()
    middle = median(x for _, x, _ in known), median(y for _, _, y in known)
    away = [math.hypot(x - middle[0], y - middle[1]) for _, x, y in known]
    limit = _FAR * median(away)
    found = []
    for (point, x, y), distance in zip(known, away, strict=True):
        far = distance / limit if limit > 0 and distance > limit else 1.0
        found.append(
            Spot(
                point=point,
                x=middle[0] + (x - middle[0]) / far,
                y=middle[1] + (y - middle[1]) / far,
                far=far,
            )
        )
    return tuple(found)


class MapLayer(Layer):
    """Paints a :class:`Map`: a mark per client, a strip below for those without."""

    def __init__(self) -> None:
        super().__init__()
        self.map: Map | None = None

    def show_map(self, found: Map, colours: Colours, font: QFont, words: str) -> None:
        """Paint this; ``words`` head the strip of those without a place."""
        self.map, self._colours, self._font = found, colours, font
        self._words = words
        self.update()

    def label_places(
        self, found: Map, at: ToPixel, view: QRectF
    ) -> tuple[tuple[Spot, str, Placed | None], ...]:
        """The spots with names, and where those stand."""
        metrics = QFontMetricsF(self._font)
        named = [pair for pair in zip(found.spots, found.names, strict=True) if pair[1]]
        wishes = [
            Wish(
                mark=at(spot.x, spot.y),
                radius=_POISONED / 2 + (_ARROW if spot.far > 1 else 0),
                size=QSizeF(metrics.horizontalAdvance(name) + 2, metrics.height()),
            )
            for spot, name in named
        ]
        taken = [
            QRectF(0, 0, _MARK, _MARK).translated(
                at(spot.x, spot.y) - QPointF(_MARK, _MARK) / 2
            )
            for spot, name in zip(found.spots, found.names, strict=True)
            if not name
        ]
        room = view.adjusted(1, 1, -1, -1)
        if found.nowhere:
            room.setBottom(self.strip(view).top())
        places = placed(wishes, room, taken)
        return tuple(
            (spot, name, place)
            for (spot, name), place in zip(named, places, strict=True)
        )

    def strip(self, view: QRectF) -> QRectF:
        """Where those without a place stand, at the foot of the view."""
        height = _STRIP * QFontMetricsF(self._font).height()
        return QRectF(view.left(), view.bottom() - height, view.width(), height)

    def strip_places(
        self, found: Map, view: QRectF
    ) -> Iterator[tuple[ClientPoint, QPointF]]:
        """Those of them that have room, and where."""
        strip = self.strip(view)
        width = QFontMetricsF(self._font).horizontalAdvance(self._words)
        x = strip.left() + width + 18
        for point in found.nowhere:
            if x > strip.right() - _MARK:
                return
            yield point, QPointF(x, strip.center().y())
            x += _STEP

    def draw(self, painter: QPainter, at: ToPixel, view: QRectF) -> None:
        """Paint in pixels over what is there."""
        found = self.map
        if found is None:
            return
        # What stands out is painted last.
        for spot in sorted(found.spots, key=lambda s: look(s.point) == "poisoned"):
            place = at(spot.x, spot.y)
            if spot.far > 1:
                self._draw_arrow(painter, place, spot, at(*_centre(found)))
            self._draw_mark(painter, place, spot.point)
        self._draw_names(painter, found, at, view)
        if found.nowhere:
            self._draw_strip(painter, found, view)

    def _draw_mark(self, painter: QPainter, place: QPointF, point: ClientPoint) -> None:
        shown = look(point)
        colour = look_colour(self._colours, shown)
        edge = QPen(tint(self._colours.surface), 1.0)
        match shown:
            case "rejected":
                draw_cross(painter, place, _CROSS, line_pen(colour, 2.4))
            case "poisoned":
                pen = line_pen(self._colours.text, 1.6)
                draw_mark(painter, place, "diamond", _POISONED, tint(colour), pen)
                if point.fate == "rejected":
                    pen = line_pen(self._colours.surface, 1.8)
                    draw_cross(painter, place, _CROSS * 0.6, pen)
            case "dropped" | "idle":
                paper, pen = tint(self._colours.surface), line_pen(colour, 1.6)
                draw_mark(painter, place, SHAPES[shown], _MARK - 1, paper, pen)
            case _:
                fill = tint(colour, 0.85)
                draw_mark(painter, place, SHAPES[shown], _MARK, fill, edge)

    def _draw_arrow(
        self, painter: QPainter, place: QPointF, spot: Spot, centre: QPointF
    ) -> None:
        """Outwards from the middle, beyond the mark."""
        way = place - centre
        length = math.hypot(way.x(), way.y()) or 1.0
        along, across = way / length, QPointF(-way.y(), way.x()) / length
        foot = place + along * (_POISONED / 2 + 1.5)
        head = QPolygonF(
            [foot + along * _ARROW * 0.8, foot + across * 4.5, foot - across * 4.5]
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint(look_colour(self._colours, look(spot.point))))
        painter.drawPolygon(head)

    def _draw_names(
        self, painter: QPainter, found: Map, at: ToPixel, view: QRectF
    ) -> None:
        painter.setFont(self._font)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
        for spot, name, place in self.label_places(found, at, view):
            if place is None:
                continue
            if place.tied is not None:
                painter.setPen(line_pen(self._colours.muted, 0.8))
                painter.drawLine(at(spot.x, spot.y), place.tied)
            painter.setPen(QPen(tint(self._colours.text)))
            painter.drawText(place.place, flags, name)

    def _draw_strip(self, painter: QPainter, found: Map, view: QRectF) -> None:
        strip = self.strip(view)
        painter.fillRect(strip, tint(self._colours.raised))
        painter.setPen(line_pen(self._colours.border, 1.0))
        painter.drawLine(strip.topLeft(), strip.topRight())
        painter.setFont(self._font)
        painter.setPen(QPen(tint(self._colours.muted)))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        painter.drawText(strip.adjusted(6, 0, 0, 0), flags, self._words)
        for point, place in self.strip_places(found, view):
            self._draw_mark(painter, place, point)


def _centre(found: Map) -> tuple[float, float]:
    return (
        median(spot.x for spot in found.spots),
        median(spot.y for spot in found.spots),
    )
