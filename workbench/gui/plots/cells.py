"""A matrix of tinted cells with their figures, as large as the view."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from workbench.gui.plots.layers import Layer, ToPixel, line_pen, mixed, readable_on
from workbench.gui.theme import Colours

_PADDING = 3.0
"""Pixels that a figure keeps from the ends of its cell, both together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell; ``texts`` says the same ever shorter, the first that fits is written.

    ``strength``, 0 to 1, is the share of ``colour`` in the cell, the rest is surface.
    """

    row: int
    column: int
    colour: str
    strength: float
    texts: tuple[str, ...] = ()


class CellLayer(Layer):
    """Paints cells: row r and column c lie around (c, −r)."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: tuple[Cell, ...] = ()
        self._chosen: tuple[int, int] | None = None

    def show_cells(
        self,
        cells: tuple[Cell, ...],
        colours: Colours,
        font: QFont,
        chosen: tuple[int, int] | None = None,
    ) -> None:
        """Paint these from now on, with a frame around ``chosen`` (row, column)."""
        self.cells, self._colours, self._font = cells, colours, font
        self._chosen = chosen
        self.update()

    def written(self, size: QSizeF) -> dict[tuple[int, int], str]:
        """What is written into cells of this size."""
        metrics = QFontMetricsF(self._font)
        return {(c.row, c.column): _fitting(c, size, metrics) for c in self.cells}

    def draw(self, painter: QPainter, at: ToPixel, view: QRectF) -> None:
        """Paint in pixels over what is there."""
        painter.setFont(self._font)
        metrics = QFontMetricsF(self._font)
        for cell in self.cells:
            whole = _place(cell.row, cell.column, at)
            place = whole.adjusted(0.5, 0.5, -0.5, -0.5)
            fill = mixed(cell.colour, self._colours.surface, cell.strength)
            painter.fillRect(place, fill)
            self._write(painter, place, _fitting(cell, whole.size(), metrics), fill)
        if self._chosen is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(line_pen(self._colours.text, 2.0))
            painter.drawRect(_place(*self._chosen, at))

    def _write(
        self, painter: QPainter, place: QRectF, text: str, under: QColor
    ) -> None:
        if text:
            painter.setPen(QPen(QColor(readable_on(under))))
            # Letters of another script may be higher than the font's own.
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
            painter.drawText(place, flags, text)


def _place(row: int, column: int, at: ToPixel) -> QRectF:
    corner, other = at(column - 0.5, -row + 0.5), at(column + 0.5, -row - 0.5)
    return QRectF(QPointF(corner), QPointF(other))


def _fitting(cell: Cell, size: QSizeF, metrics: QFontMetricsF) -> str:
    for text in cell.texts:
        lines = text.split("\n")
        width = max(metrics.horizontalAdvance(line) for line in lines)
        high = len(lines) * metrics.height() * 0.95 <= size.height()
        if high and width + _PADDING <= size.width():
            return text
    return ""


def short_names(
    names: tuple[str, ...], metrics: QFontMetricsF, letters: float = 17
) -> tuple[str, ...]:
    """Names cut to about ``letters`` letters, so that they leave room for a picture."""
    longest = metrics.horizontalAdvance("n") * letters
    right = Qt.TextElideMode.ElideRight
    return tuple(metrics.elidedText(name, right, longest) for name in names)
