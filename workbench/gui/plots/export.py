"""Pictures and tables as files and for the clipboard.

Pictures are painted in the light colours, whatever the window wears: they go into
papers and slides. Vector files are painted on ``QSvgGenerator``, since pyqtgraph's own
exporter fails on recent Qt (its issue 3485).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen
from PySide6.QtSvg import QSvgGenerator

from workbench.gui.plots.base import Drawing
from workbench.gui.theme import LIGHT

SUFFIXES = (".png", ".svg", ".csv")
_SCALE = 2.0
"""Pixels of an image per pixel of the screen."""
_MARGIN = 12.0


def save(plot: Drawing[Any], path: Path) -> None:
    """Write the picture (``.png``, ``.svg``) or its table (``.csv``) as ``path`` says.

    Raises ``OSError`` where the file cannot be written and ``ValueError`` for another
    suffix.
    """
    match path.suffix.lower():
        case ".png":
            path.write_bytes(png(plot))
        case ".svg":
            path.write_bytes(svg(plot))
        case ".csv":
            # The mark tells spreadsheets that × and – are UTF-8.
            path.write_text(
                plot.table(plot.state).to_csv(), encoding="utf-8-sig", newline=""
            )
        case other:
            raise ValueError(f"{other!r} is none of {', '.join(SUFFIXES)}")


def image(plot: Drawing[Any]) -> QImage:
    """The picture with its heading, on white, twice as fine as on the screen."""
    size = _size(plot)
    picture = QImage(size * _SCALE, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(_SCALE)
    painter = QPainter(picture)
    _paint(plot, painter, size)
    painter.end()
    return picture


def png(plot: Drawing[Any]) -> bytes:
    """:func:`image` as the bytes of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image(plot).save(buffer, "PNG")  # type: ignore[call-overload]  # bytes in stubs
    return bytes(buffer.data().data())


def svg(plot: Drawing[Any]) -> bytes:
    """The picture with its heading as the bytes of an SVG file."""
    size = _size(plot)
    buffer = QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(plot.logicalDpiX())
    generator.setSize(size)
    generator.setViewBox(QRectF(QPointF(0, 0), size.toSizeF()))
    generator.setTitle(plot.title)
    painter = QPainter(generator)
    _paint(plot, painter, size)
    painter.end()
    return bytes(buffer.data().data())


def _size(plot: Drawing[Any]) -> QSize:
    height = QFontMetricsF(plot.font()).height()
    view = plot.canvas.viewport().size()
    extra = round(2 * _MARGIN)
    return QSize(view.width() + extra, view.height() + extra + round(1.6 * height))


def _paint(plot: Drawing[Any], painter: QPainter, size: QSize) -> None:
    with plot.worn(LIGHT):
        painter.fillRect(QRectF(QPointF(0, 0), size.toSizeF()), QColor(LIGHT.surface))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = _paint_heading(plot, painter, size)
        view = plot.canvas.viewport().rect()
        plot.canvas.getPlotItem().layout.activate()
        target = QRectF(QPointF(_MARGIN, top), view.size().toSizeF())
        source = plot.canvas.mapToScene(view).boundingRect()
        source.setSize(target.size())
        plot.canvas.scene().prepareForPaint()
        plot.canvas.scene().render(painter, target, source)


def _paint_heading(plot: Drawing[Any], painter: QPainter, size: QSize) -> float:
    """Title and subtitle; the y at which the picture begins."""
    bold = QFont(plot.font())
    bold.setBold(True)
    metrics = QFontMetricsF(bold)
    line = QRectF(
        _MARGIN, _MARGIN / 2, size.width() - 2 * _MARGIN, 1.6 * metrics.height()
    )
    painter.setFont(bold)
    painter.setPen(QPen(QColor(LIGHT.text)))
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | middle, plot.title)
    line.setLeft(line.left() + metrics.horizontalAdvance(plot.title) + _MARGIN)
    small = plot.small_font()
    painter.setFont(small)
    painter.setPen(QPen(QColor(LIGHT.muted)))
    subtitle = QFontMetricsF(small).elidedText(
        plot.subtitle(plot.state), Qt.TextElideMode.ElideRight, line.width()
    )
    painter.drawText(line, Qt.AlignmentFlag.AlignRight | middle, subtitle)
    return line.bottom()
