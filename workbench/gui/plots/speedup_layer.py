"""How the speedup picture is painted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QPolygonF

from workbench.core.events import ScalingLaw, ScalingPoint
from workbench.gui.plots.layers import (
    Layer,
    ToPixel,
    draw_cross,
    draw_edge,
    draw_interval,
    draw_mark,
    line_pen,
    tint,
)
from workbench.gui.plots.speedup_picture import Picture
from workbench.gui.theme import Colours

_MARK = 9.0
_CAP = 17.0
_CROSS = 6.5


class SpeedupLayer(Layer):
    """Paints a :class:`Picture`."""

    def __init__(self) -> None:
        super().__init__()
        self.picture: Picture | None = None

    def show_picture(
        self, picture: Picture, colours: Colours, font: QFont, cores_text: str
    ) -> None:
        """Paint this from now on."""
        self.picture, self._colours = picture, colours
        self._font, self._cores_text = font, cores_text
        self.update()

    def draw(self, painter: QPainter, at: ToPixel, view: QRectF) -> None:
        """Paint in pixels over what is there."""
        picture = self.picture
        if picture is None:
            return
        self._draw_cores(painter, at, view, picture)
        if picture.law is not None:
            self._draw_law(painter, at, picture.law, picture.y[1])
        self._draw_ideal(painter, at, picture)
        self._draw_repeats(painter, at, picture)
        for point in picture.points:
            self._draw_point(painter, at, point, picture.baseline, picture.y[1])

    def _draw_cores(
        self, painter: QPainter, at: ToPixel, view: QRectF, picture: Picture
    ) -> None:
        """The mark at this machine's cores; beyond it no speedup can be expected."""
        if picture.cores is None or picture.cores > picture.x[1]:
            return
        x = at(picture.cores, 0).x()
        beyond = QRectF(QPointF(x, view.top()), view.bottomRight())
        painter.fillRect(beyond, tint(self._colours.warning, 0.07))
        painter.setFont(self._font)
        draw_edge(painter, x, view, self._cores_text, self._colours.warning)

    def _draw_ideal(self, painter: QPainter, at: ToPixel, picture: Picture) -> None:
        start, end = picture.x
        end = min(end, picture.y[1] * picture.baseline)  # vector files clip nothing
        painter.setPen(line_pen(self._colours.muted, 1.4, dashed=True))
        painter.drawLine(
            at(start, start / picture.baseline), at(end, end / picture.baseline)
        )

    def _draw_law(
        self, painter: QPainter, at: ToPixel, law: ScalingLaw, top: float
    ) -> None:
        """The law in the band where it may lie, up to the picture's top."""

        def line(values: Sequence[float]) -> list[QPointF]:
            return [
                at(n, min(value, top))  # vector files clip nothing
                for n, value in zip(law.workers, values, strict=True)
            ]

        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint(self._colours.good, 0.16))
        painter.drawPolygon(QPolygonF([*line(law.low), *reversed(line(law.high))]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(line_pen(self._colours.good, 1.6))
        painter.drawPolyline(QPolygonF(line(law.speedup)))

    def _draw_repeats(self, painter: QPainter, at: ToPixel, picture: Picture) -> None:
        """To the right of the mark, so that its interval stays free.

        What has an outlier in it is a cross: told by its shape, not by its colour.
        """
        fill = tint(self._colours.accent, 0.5)
        for number, (workers, speedup) in enumerate(picture.pairs):
            place = at(workers, speedup) + QPointF(16 + 3.5 * (number % 3), 0)
            if number in picture.odd:
                draw_cross(painter, place, _CROSS, line_pen(self._colours.text, 1.4))
            else:
                draw_mark(painter, place, "circle", 4.5, fill)

    def _draw_point(
        self,
        painter: QPainter,
        at: ToPixel,
        point: ScalingPoint,
        baseline: int,
        top: float,
    ) -> None:
        colour = self._colours.accent
        if point.ci95 and point.workers != baseline:
            low, high = (at(point.workers, bound) for bound in point.ci95)
            if point.ci95[1] <= top:
                draw_interval(painter, low, high, line_pen(colour, 2.0), _CAP)
            else:  # no cap where it goes on
                painter.setPen(line_pen(colour, 2.0))
                painter.drawLine(low, at(point.workers, top))
        edge = QPen(tint(self._colours.surface), 1.2)
        place = at(point.workers, point.speedup)
        draw_mark(painter, place, "circle", _MARK, tint(colour), edge)
