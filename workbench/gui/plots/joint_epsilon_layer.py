"""Privacy spent above, score below, over the same rounds: what is drawn and how."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from workbench.gui.plots.joint_layer import spaced, stretches, thinned
from workbench.gui.plots.joint_plot import series_colour, series_shape
from workbench.gui.plots.joint_track import Floats
from workbench.gui.plots.layers import Layer, ToPixel, draw_mark, line_pen, tint
from workbench.gui.plots.ranges import around
from workbench.gui.theme import Colours

SPLIT, GAP = 0.5, 0.05
"""The share of the height from which the upper panel begins, and the gap below it."""
_APART, _MARK = 52.0, 6.5

Range = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spent:
    """One strategy: ε and score of its rounds; NaN where there is none."""

    key: str
    number: int
    rounds: Floats
    epsilon: Floats
    score: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Picture:
    """All that is drawn; ``epsilon`` and ``score`` are the panels' ranges."""

    curves: tuple[Spent, ...]
    budget: float | None
    epsilon: Range
    score: Range | None
    end: float

    def up(self, value: float) -> float:
        """Where an ε lies, in shares of the whole height."""
        low, high = self.epsilon
        foot = SPLIT if self.score is not None else 0.0
        return foot + (1 - foot) * (value - low) / (high - low)

    def down(self, value: float) -> float:
        """Where a score lies."""
        low, high = self.score or (0.0, 1.0)
        return (SPLIT - GAP) * (value - low) / (high - low)


def picture_of(curves: tuple[Spent, ...], budget: float | None) -> Picture | None:
    """What to draw, or ``None`` before anything was spent."""
    spent = [c.epsilon[np.isfinite(c.epsilon)] for c in curves]
    if not any(len(one) for one in spent):
        return None
    most = max(float(one.max()) for one in spent if len(one))
    top = max(1.06 * most, 1.3 * (budget or 0.0))
    scores = np.concatenate([c.score for c in curves])
    known = scores[np.isfinite(scores)]
    return Picture(
        curves=curves,
        budget=budget,
        epsilon=(0.0, top or 1.0),
        score=around(known.clip(min=-1.0).tolist(), 0.08) if len(known) else None,
        end=max(1.0, *(float(c.rounds.max()) for c in curves if len(c.rounds))),
    )


class EpsilonLayer(Layer):
    """Paints a :class:`Picture`."""

    def __init__(self) -> None:
        super().__init__()
        self.picture: Picture | None = None

    def show_picture(
        self,
        picture: Picture,
        colours: Colours,
        font: QFont,
        words: tuple[str, str, str],
    ) -> None:
        """Paint this; ``words`` name the panels and the budget."""
        self.picture, self._colours, self._font = picture, colours, font
        self._words = words
        self.update()

    def draw(self, painter: QPainter, at: ToPixel, view: QRectF) -> None:
        """Paint in pixels over what is there."""
        picture = self.picture
        if picture is None:
            return
        painter.setFont(self._font)
        if picture.budget is not None:
            self._draw_budget(painter, at, view, picture, picture.budget)
        for curve in picture.curves:
            self._draw_curve(painter, at, curve, curve.epsilon, picture.up(0), picture)
            if picture.score is not None:
                self._draw_curve(painter, at, curve, curve.score, None, picture)
        if picture.score is not None:
            self._draw_gap(painter, at, view)
        self._draw_names(painter, at, view, picture)

    def _draw_curve(
        self,
        painter: QPainter,
        at: ToPixel,
        curve: Spent,
        values: Floats,
        foot: float | None,
        picture: Picture,
    ) -> None:
        """Along rounds; ``foot`` is given for ε, which begins at nought."""
        place = picture.up if foot is not None else picture.down
        zero, one = at(0, 0), at(1, 1)
        x = zero.x() + (one.x() - zero.x()) * curve.rounds
        shares = place(0.0) + (place(1.0) - place(0.0)) * values
        if foot is None:
            shares = shares.clip(min=0.0)
        y = zero.y() + (one.y() - zero.y()) * shares
        colour = series_colour(self._colours, curve.number)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(line_pen(colour, 1.9))
        for stretch in stretches(*thinned(x, y)):
            painter.drawPolyline(stretch)
        shape = series_shape(curve.number, len(self._colours.series))
        edge = QPen(tint(self._colours.surface), 0.8)
        for spot in spaced(x, y, _APART, 0.37 * curve.number):
            draw_mark(painter, spot, shape, _MARK, tint(colour), edge)

    def _draw_budget(
        self,
        painter: QPainter,
        at: ToPixel,
        view: QRectF,
        picture: Picture,
        budget: float,
    ) -> None:
        """A line that must not be crossed, with its words above it."""
        y = at(0, picture.up(budget)).y()
        beyond = QRectF(view.left(), view.top(), view.width(), y - view.top())
        painter.fillRect(beyond, tint(self._colours.danger, 0.08))
        painter.setPen(line_pen(self._colours.danger, 1.6, dashed=True))
        painter.drawLine(QPointF(view.left(), y), QPointF(view.right(), y))
        line = QFontMetricsF(self._font).height()
        self._write(painter, self._words[2], view, y - line - 1, right=True)

    def _draw_gap(self, painter: QPainter, at: ToPixel, view: QRectF) -> None:
        """Paper between the panels, so that they are read as two."""
        top, bottom = at(0, SPLIT).y(), at(0, SPLIT - GAP).y()
        gap = QRectF(view.left() - 1, top, view.width() + 2, bottom - top)
        painter.fillRect(gap, tint(self._colours.surface))
        painter.setPen(line_pen(self._colours.border, 1.0))
        painter.drawLine(gap.topLeft(), gap.topRight())
        painter.drawLine(gap.bottomLeft(), gap.bottomRight())

    def _draw_names(
        self, painter: QPainter, at: ToPixel, view: QRectF, picture: Picture
    ) -> None:
        """What each panel shows, in the corner that its curves leave free."""
        height = QFontMetricsF(self._font).height()
        top = view.top()
        if picture.budget is not None:
            top = max(top, at(0, picture.up(picture.budget)).y())
        self._write(painter, self._words[0], view, top + 2)
        if picture.score is not None:
            bottom = at(0, 0).y() - height - 2
            self._write(painter, self._words[1], view, bottom, right=True)

    def _write(
        self,
        painter: QPainter,
        words: str,
        view: QRectF,
        top: float,
        *,
        right: bool = False,
    ) -> None:
        metrics = QFontMetricsF(self._font)
        place = QRectF(0, top, metrics.horizontalAdvance(words) + 4, metrics.height())
        if right:
            place.moveRight(view.right() - 4)
        else:
            place.moveLeft(view.left() + 4)
        painter.fillRect(place, tint(self._colours.surface, 0.7))
        painter.setPen(QPen(tint(self._colours.text)))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
        painter.drawText(place, flags, words)
