"""How decision surfaces are painted."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QPen

from workbench.ensembles.surface import Surface
from workbench.gui.i18n import say, score
from workbench.gui.plots.layers import (
    SHAPES,
    Layer,
    ToPixel,
    draw_mark,
    line_pen,
    tint,
)
from workbench.gui.plots.surface_panels import (
    Panel,
    SurfaceView,
    edges,
    panels,
    regions,
    to_plane,
)
from workbench.gui.theme import Colours

_POINT, _SMALL = 6.0, 3.6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """One surface as it is painted."""

    surface: Surface
    image: QImage
    edges: tuple[tuple[float, float, float, float], ...]


class SurfaceLayer(Layer):
    """Paints a :class:`SurfaceView`: one plane in the axes, or panels with headings."""

    def __init__(self) -> None:
        super().__init__()
        self.view_now: SurfaceView | None = None
        self._made: tuple[_Made, ...] = ()

    def show_view(
        self,
        view: SurfaceView,
        colours: Colours,
        font: QFont,
        across: str,
        up: str,
    ) -> None:
        """Paint this from now on; several panels carry ``across`` and ``up`` along."""
        self.view_now, self._colours, self._font = view, colours, font
        self._across, self._up = across, up
        self._made = tuple(
            _Made(
                surface=surface,
                image=regions(surface, colours.series, colours.surface),
                edges=edges(surface),
            )
            for surface in view.panels
        )
        self.update()

    def laid_out(self, view: QRectF) -> tuple[Panel, ...]:
        """Where the panels lie; a single one takes the whole view."""
        if len(self._made) == 1:
            return (Panel(heading=QRectF(), plane=view),)
        line = 1.15 * QFontMetricsF(self._font).height()
        inside = view.adjusted(line, 0, 0, -line)
        return panels(len(self._made), inside, line)

    def draw(self, painter: QPainter, at: ToPixel, view: QRectF) -> None:
        """Paint in pixels over what is there."""
        shown = self.view_now
        if shown is None:
            return
        alone = len(self._made) == 1
        for made, panel in zip(self._made, self.laid_out(view), strict=True):
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
            painter.drawImage(panel.plane, made.image)
            self._draw_edges(painter, panel.plane, made)
            painter.setClipRect(panel.plane)
            self._draw_points(painter, panel.plane, shown, _POINT if alone else _SMALL)
            painter.restore()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(line_pen(self._colours.border, 1.0))
            painter.drawRect(panel.plane)
            if not alone:
                self._draw_heading(painter, panel, made.surface)
        if not alone:
            self._draw_features(painter, view)

    def heading(self, surface: Surface, width: float) -> tuple[str, str]:
        """A panel's title, cut to what has room, and its accuracy."""
        metrics = QFontMetricsF(self._font)
        figure = "" if surface.accuracy is None else score(surface.accuracy)
        room = width - metrics.horizontalAdvance(figure) - 8
        right = Qt.TextElideMode.ElideRight
        return metrics.elidedText(say(surface.title), right, max(0.0, room)), figure

    def _draw_edges(self, painter: QPainter, plane: QRectF, made: _Made) -> None:
        def at(x: float, y: float) -> QPointF:
            return QPointF(
                plane.left() + x * plane.width(), plane.bottom() - y * plane.height()
            )

        painter.setPen(line_pen(self._colours.muted, 1.2))
        painter.drawLines([QLineF(at(a, b), at(c, d)) for a, b, c, d in made.edges])

    def _draw_points(
        self, painter: QPainter, plane: QRectF, shown: SurfaceView, size: float
    ) -> None:
        """Rows that were fitted on are fainter than those held out."""
        series, made = self._colours.series, shown.made
        edge = QPen(tint(self._colours.surface), 0.7)
        for row in shown.rows:
            number = int(made.truth[row])
            place = to_plane(shown, plane, *map(float, made.points[row]))
            fill = tint(
                series[number % len(series)], 1.0 if made.held_out[row] else 0.6
            )
            draw_mark(painter, place, SHAPES[number % len(SHAPES)], size, fill, edge)

    def _draw_heading(self, painter: QPainter, panel: Panel, surface: Surface) -> None:
        title, figure = self.heading(surface, panel.heading.width())
        flag = Qt.AlignmentFlag
        middle = flag.AlignVCenter | Qt.TextFlag.TextDontClip
        painter.setFont(self._font)
        painter.setPen(QPen(tint(self._colours.text)))
        painter.drawText(panel.heading, flag.AlignLeft | middle, title)
        painter.setPen(QPen(tint(self._colours.muted)))
        painter.drawText(panel.heading, flag.AlignRight | middle, figure)

    def _draw_features(self, painter: QPainter, view: QRectF) -> None:
        """The axes of all panels, once: across below them, up beside them."""
        metrics = QFontMetricsF(self._font)
        line = 1.15 * metrics.height()
        right = Qt.TextElideMode.ElideRight
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
        painter.setFont(self._font)
        painter.setPen(QPen(tint(self._colours.muted)))
        below = QRectF(
            view.left() + line, view.bottom() - line, view.width() - line, line
        )
        text = metrics.elidedText(self._across, right, below.width())
        painter.drawText(below, flags, text)
        painter.save()
        painter.translate(view.left(), view.bottom() - line)
        painter.rotate(-90)
        beside = QRectF(0, 0, view.height() - line, line)
        painter.drawText(
            beside, flags, metrics.elidedText(self._up, right, beside.width())
        )
        painter.restore()
