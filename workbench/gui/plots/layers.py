"""How pictures are painted: layers over a view, placed in data, sized in pixels.

A plot leaves axes, ranges and zooming to pyqtgraph and paints what is inside by itself,
from one value that holds the whole picture. So nothing has to be kept in step, and the
same painting serves the screen, an image of any scale and a vector file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen, QPolygonF

Shape = Literal["circle", "square", "diamond", "triangle"]
_PATTERN = 0.5
"""How much of a pattern's own colour is seen: enough to tell, too little to glare."""
SHAPES: tuple[Shape, ...] = ("circle", "square", "triangle", "diamond")
"""In the order in which series take them."""
ToPixel = Callable[[float, float], QPointF]


class Layer(pg.GraphicsObject):
    """Paints over the whole view it is in; subclasses say what in :meth:`draw`."""

    def __init__(self) -> None:
        super().__init__()
        self._bounds = QRectF()

    def draw(self, painter: QPainter, at: ToPixel, view: QRectF) -> None:
        """Paint in pixels: ``at`` maps data to pixels, ``view`` is the visible part."""
        raise NotImplementedError

    def boundingRect(self) -> QRectF:
        """The visible part, in data coordinates."""
        return self._bounds

    def paint(self, painter: QPainter, *_: object) -> None:
        """Hand over to :meth:`draw`, with pixels as the unit."""
        to_scene = self.sceneTransform()
        back, invertible = to_scene.inverted()
        if not invertible:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # From here on one unit is one pixel of the view, also while exporting.
        painter.setWorldTransform(back * painter.worldTransform())
        self.draw(
            painter,
            lambda x, y: to_scene.map(QPointF(x, y)),
            to_scene.mapRect(self._bounds),
        )
        painter.restore()

    def viewRangeChanged(self) -> None:
        """Follow the view; called by pyqtgraph."""
        super().viewRangeChanged()
        self._follow()

    def viewTransformChanged(self) -> None:
        """Follow the view; called by pyqtgraph."""
        super().viewTransformChanged()
        self._follow()

    def _follow(self) -> None:
        view = self.getViewBox()
        bounds = view.viewRect() if isinstance(view, pg.ViewBox) else QRectF()
        if bounds != self._bounds:
            self.prepareGeometryChange()  # before the change, as Qt wants it
            self._bounds = bounds
        self.update()


def tint(colour: str, alpha: float = 1.0) -> QColor:
    """The colour with a share of its opacity."""
    tinted = QColor(colour)
    tinted.setAlphaF(alpha)
    return tinted


def mixed(over: str, under: str, share: float) -> QColor:
    """``share`` of one colour on the other, opaque: text on it can be chosen for it."""
    a, b = QColor(over), QColor(under)
    return QColor.fromRgbF(
        share * a.redF() + (1 - share) * b.redF(),
        share * a.greenF() + (1 - share) * b.greenF(),
        share * a.blueF() + (1 - share) * b.blueF(),
    )


def readable_on(colour: str | QColor) -> str:
    """Black or white, whichever stands out more (WCAG 2.2, relative luminance)."""
    channels = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#000000" if light > 0.179 else "#ffffff"


def line_pen(colour: str | QColor, width: float = 1.0, *, dashed: bool = False) -> QPen:
    """A pen of ``width`` pixels with round ends."""
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if dashed else Qt.PenCapStyle.RoundCap)
    if dashed:
        pen.setDashPattern([4.0, 3.0])
    return pen


def draw_textured(
    painter: QPainter, place: QRectF, fill: QColor, pattern: Qt.BrushStyle, over: str
) -> None:
    """An area that is known by its pattern, drawn in ``over``, as well as its fill."""
    painter.fillRect(place, fill)
    if pattern not in (Qt.BrushStyle.NoBrush, Qt.BrushStyle.SolidPattern):
        painter.fillRect(place, QBrush(tint(over, _PATTERN), pattern))


def draw_mark(
    painter: QPainter,
    centre: QPointF,
    shape: Shape,
    size: float,
    fill: QColor,
    edge: QPen | None = None,
) -> None:
    """One symbol, ``size`` pixels across."""
    painter.setBrush(QBrush(fill))
    painter.setPen(edge if edge is not None else QPen(Qt.PenStyle.NoPen))
    half = size / 2
    x, y = centre.x(), centre.y()
    match shape:
        case "circle":
            painter.drawEllipse(centre, half, half)
        case "square":
            painter.drawRect(QRectF(x - half, y - half, size, size))
        case "diamond":
            reach = half * 1.25
            painter.drawPolygon(
                QPolygonF(
                    [
                        QPointF(x, y - reach),
                        QPointF(x + reach, y),
                        QPointF(x, y + reach),
                        QPointF(x - reach, y),
                    ]
                )
            )
        case "triangle":
            painter.drawPolygon(
                QPolygonF(
                    [
                        QPointF(x, y - half),
                        QPointF(x + half, y + half),
                        QPointF(x - half, y + half),
                    ]
                )
            )


def draw_cross(painter: QPainter, centre: QPointF, size: float, pen: QPen) -> None:
    """Two crossing strokes, ``size`` pixels across: a mark that is not filled."""
    painter.setPen(pen)
    half = size / 2
    for rise in (half, -half):
        reach = QPointF(half, rise)
        painter.drawLine(centre - reach, centre + reach)


def draw_interval(
    painter: QPainter, low: QPointF, high: QPointF, pen: QPen, cap: float
) -> None:
    """A vertical interval with caps ``cap`` pixels wide: a short one is seen too."""
    painter.setPen(pen)
    painter.drawLine(low, high)
    for end in (low, high):
        painter.drawLine(
            QPointF(end.x() - cap / 2, end.y()), QPointF(end.x() + cap / 2, end.y())
        )


def draw_edge(
    painter: QPainter, x: float, view: QRectF, words: str, colour: str
) -> None:
    """A dotted line from top to bottom at ``x``, with words beside its foot.

    They are written in the painter's font, to the left where the view ends.
    """
    pen = line_pen(colour, 1.3)
    pen.setDashPattern([1.0, 2.5])
    painter.setPen(pen)
    painter.drawLine(QPointF(x, view.top()), QPointF(x, view.bottom()))
    metrics = QFontMetricsF(painter.font())
    width = metrics.horizontalAdvance(words) + 2
    place = QRectF(x + 6, 0, width, metrics.height())
    if place.right() > view.right():
        place.moveRight(x - 6)
    place.moveBottom(view.bottom() - 3)
    # Letters of another script may be higher than the font's own.
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
    painter.drawText(place, flags, words)
