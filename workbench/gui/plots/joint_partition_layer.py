"""How a partition is painted: a stacked bar per client, as many as there are pixels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from workbench.core.joint import JointPartition
from workbench.gui.plots.joint_plot import series_colour
from workbench.gui.plots.layers import (
    Layer,
    ToPixel,
    draw_mark,
    draw_textured,
    line_pen,
    tint,
)
from workbench.gui.theme import Colours

PATTERNS = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.FDiagPattern,
    Qt.BrushStyle.VerPattern,
    Qt.BrushStyle.DiagCrossPattern,
)
"""With the eight colours they make 24 that differ; the order in a bar says it too."""
_TEXTURED = 7.0
"""Bars at least this wide show their patterns."""
_FILLED = 0.8
"""The part of a client's slot that its bar takes, where there is room between."""
_APART = 4.0
"""Slots at least this wide leave room between bars."""
_MARK, _TICK = 9.0, 5.0


def class_look(colours: Colours, number: int) -> tuple[QColor, Qt.BrushStyle, str]:
    """A class's colour, its pattern, and what that is drawn in.

    Once the colours have come round they are darker.
    """
    lap = number // len(colours.series)
    fill = QColor(series_colour(colours, number)).darker(100 + 35 * lap)
    return fill, PATTERNS[number % len(PATTERNS)], colours.surface


class PartitionLayer(Layer):
    """Paints the rows of each client, by class from below."""

    def __init__(self) -> None:
        super().__init__()
        self.partition: JointPartition | None = None
        self._tops: NDArray[np.int64] = np.zeros((0, 0), dtype=np.int64)

    def show_partition(self, partition: JointPartition, colours: Colours) -> None:
        """Paint this from now on."""
        self.partition, self._colours = partition, colours
        counts = np.array([client.counts for client in partition.clients])
        self._tops = counts.reshape(len(partition.clients), -1).cumsum(axis=1)
        self.update()

    def draw(self, painter: QPainter, at: ToPixel, view: QRectF) -> None:
        """Paint in pixels over what is there."""
        if self.partition is None or not self._tops.size:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        slot = view.width() / len(self._tops)
        looks = [class_look(self._colours, k) for k in range(self._tops.shape[1])]
        for client in self.shown(view.width()):
            left, right = at(client - 0.5, 0).x(), at(client + 0.5, 0).x()
            room = (right - left) * (1 - _FILLED) / 2 if slot >= _APART else 0.0
            left, right = left + room, max(right - room, left + 1.0)
            self._draw_bar(painter, at, left, right, client, looks)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for client in self.shown(view.width()):
            if not self._tops[client, -1]:
                self._draw_empty(painter, at(client, 0), slot)

    def shown(self, width: float) -> list[int]:
        """The clients that are painted on ``width`` pixels.

        All of them, or of those that share a pixel the one with the most rows.
        """
        count = len(self._tops)
        if count <= width:
            return list(range(count))
        column = np.floor(np.arange(count) * width / count)
        order = np.lexsort((-self._tops[:, -1], column))
        first = np.flatnonzero(np.diff(column[order], prepend=-1))
        return [int(client) for client in order[first]]

    def _draw_bar(
        self,
        painter: QPainter,
        at: ToPixel,
        left: float,
        right: float,
        client: int,
        looks: list[tuple[QColor, Qt.BrushStyle, str]],
    ) -> None:
        below = at(client, 0).y()
        for top, (fill, pattern, over) in zip(
            self._tops[client].tolist(), looks, strict=True
        ):
            y = at(client, top).y()
            if y < below:
                place = QRectF(QPointF(left, y), QPointF(right, below))
                if right - left >= _TEXTURED:
                    draw_textured(painter, place, fill, pattern, over)
                else:
                    painter.fillRect(place, fill)
            below = y

    def _draw_empty(self, painter: QPainter, foot: QPointF, slot: float) -> None:
        """A hollow triangle on the axis, or a tick where its slot is narrower."""
        if slot < _APART:
            tick = QRectF(0, foot.y() - _TICK, max(1.0, slot), _TICK)
            tick.moveLeft(foot.x() - tick.width() / 2)
            painter.fillRect(tick, tint(self._colours.danger))
            return
        size = min(_MARK, slot * _FILLED)
        pen = line_pen(self._colours.danger, 1.5)
        centre = foot - QPointF(0, size / 2 + 2)
        paper = tint(self._colours.surface)
        draw_mark(painter, centre, "triangle", size, paper, pen)
