"""The critical-difference diagram: mean ranks over data sets, and who is told apart.

Source: Demšar, "Statistical comparisons of classifiers over multiple data sets", JMLR
7, 2006.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from workbench.core.ensemble import Ranks
from workbench.gui.i18n import say
from workbench.gui.plots.base import Drawing
from workbench.gui.plots.key import Entry
from workbench.gui.plots.layers import Layer, ToPixel, draw_mark, line_pen, tint
from workbench.gui.plots.rank_layout import Layout, Text, layout, needed_height
from workbench.gui.plots.table import Cell, Table
from workbench.gui.theme import Colours, Theme

_REACH = 14.0
_TICK, _CAP, _MARK = 5.0, 4.0, 6.0


class CriticalDifferencePlot(Drawing[Ranks | None]):
    """Names tied to their mean ranks, the best to the right, bars over equal groups."""

    name = "critical_difference"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, {}, None, parent)
        for side in ("left", "bottom"):
            self.canvas.getPlotItem().hideAxis(side)  # the diagram brings its own
        self.canvas.set_ranges((0.0, 1.0), (0.0, 1.0))
        self._layer = _RankLayer()
        self.canvas.add_layer(self._layer)
        self.refresh()

    @property
    def title(self) -> str:
        """The picture's heading."""
        return self.tr("Ranks over data sets")

    @property
    def layout_now(self) -> Layout | None:
        """What is drawn, in pixels of the picture."""
        return self._layer.laid_out(self._view_rect())

    def draw(self, state: Ranks | None) -> None:
        """Show ``state``, with a line for each name."""
        height = 0
        if state is not None:
            metrics = QFontMetricsF(self.small_font())
            needed = needed_height(state, metrics)
            height = math.ceil(needed + 2.5 * metrics.height())  # and the key
        if self.minimumHeight() != height:
            self.setMinimumHeight(height)
        super().draw(state)

    def subtitle(self, state: Ranks | None) -> str:
        """What Friedman's test says of all together."""
        if state is None:
            return ""
        return self.tr("{count} data sets · Friedman: p {p}").format(
            count=len(state.datasets), p=_p_text(state.p)
        )

    def table(self, state: Ranks | None) -> Table:
        """A row per member or rule, best first: mean rank, and score per data set."""
        headers: tuple[str, ...] = (
            self.tr("member or rule"),
            self.tr("mean rank"),
            self.tr("not told apart from"),
        )
        if state is None:
            return Table(headers=headers)
        order = sorted(range(len(state.keys)), key=lambda i: state.mean_ranks[i])
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                say(state.titles[i]),
                state.mean_ranks[i],
                ", ".join(_equals(state, state.keys[i])),
                *(scores[i] for scores in state.scores),
            )
            for i in order
        )
        return Table(headers=(*headers, *state.datasets), rows=rows)

    def has_picture(self, state: Ranks | None) -> bool:
        """Whether there is anything to draw."""
        return state is not None and len(state.keys) > 1

    def why_empty(self, state: Ranks | None) -> str:
        """What the picture will answer."""
        return self.tr(
            "Which one is better on the whole? Choose runs of the same members and "
            "rules on several data sets: their mean ranks are compared."
        )

    def update_picture(self, state: Ranks | None) -> None:
        """Apply the difference between ``state`` and what is drawn."""
        if state is None or state == self._layer.ranks:
            return
        words = self.tr("critical difference {value:.2f}").format(
            value=state.critical_difference
        )
        self._layer.show_ranks(state, self.colours, self.small_font(), words)
        self.canvas.set_key(
            (
                Entry(
                    sign="mark",
                    colour=self.colours.series[0],
                    text=self.tr("mean rank, best to the right"),
                ),
                Entry(
                    sign="solid",
                    colour=self.colours.series[1],
                    text=self.tr("cannot be told apart"),
                ),
            )
        )

    def forget(self) -> None:
        """Take everything as undrawn."""
        self._layer.ranks = None

    def tip(self, position: QPointF) -> str:
        """Whose name or rank is under the mouse, and what it equals."""
        state, found = self._layer.ranks, self.layout_now
        if state is None or found is None:
            return ""
        view = self._view_rect()
        at = QPointF(
            view.left() + position.x() * view.width(),
            view.bottom() - position.y() * view.height(),
        )
        for elbow in found.elbows:
            near = (elbow.line[0] - at).manhattanLength() <= _REACH / 2
            if near or elbow.name.place.contains(at):
                return self._describe(state, elbow.key)
        return ""

    def _view_rect(self) -> QRectF:
        rect: QRectF = self.canvas.getPlotItem().getViewBox().sceneBoundingRect()
        return rect

    def _describe(self, state: Ranks, key: str) -> str:
        i = state.keys.index(key)
        words = self.tr("{title}: mean rank {rank:.2f} of {count}")
        lines = [
            words.format(
                title=say(state.titles[i]),
                rank=state.mean_ranks[i],
                count=len(state.keys),
            )
        ]
        equals = _equals(state, key)
        lines.append(
            self.tr("not told apart from: {names}").format(names=", ".join(equals))
            if equals
            else self.tr("told apart from all others")
        )
        return "\n".join(lines)


def _equals(state: Ranks, key: str) -> tuple[str, ...]:
    """The titles of all that share a group with ``key``, best first."""
    shared = {other for group in state.groups if key in group for other in group}
    order = sorted(range(len(state.keys)), key=lambda i: state.mean_ranks[i])
    return tuple(
        say(state.titles[i])
        for i in order
        if state.keys[i] in shared and state.keys[i] != key
    )


def _p_text(p: float) -> str:
    return f"= {p:.3f}" if p >= 0.001 else "< 0.001"


class _RankLayer(Layer):
    """Paints a :class:`Layout`."""

    def __init__(self) -> None:
        super().__init__()
        self.ranks: Ranks | None = None

    def show_ranks(
        self, ranks: Ranks, colours: Colours, font: QFont, words: str
    ) -> None:
        """Paint these from now on, with ``words`` over the ruler."""
        self.ranks, self._colours, self._font = ranks, colours, font
        self._words = words
        self.update()

    def laid_out(self, view: QRectF) -> Layout | None:
        """Where everything lies in ``view``."""
        if self.ranks is None:
            return None
        return layout(self.ranks, view, QFontMetricsF(self._font), self._words)

    def draw(self, painter: QPainter, at: ToPixel, view: QRectF) -> None:
        """Paint in pixels over what is there."""
        found = self.laid_out(view)
        if found is None:
            return
        painter.setFont(self._font)
        self._draw_axis(painter, found)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for elbow in found.elbows:
            painter.setPen(line_pen(self._colours.muted, 1.2))
            painter.drawPolyline(QPolygonF(list(elbow.line)))
            self._write(painter, elbow.name, self._colours.text)
        pen = line_pen(self._colours.series[1], 3.5)
        painter.setPen(pen)
        for bar in found.bars:
            painter.drawLine(bar.start, bar.end)
        edge = QPen(tint(self._colours.surface), 0.8)
        for elbow in found.elbows:
            fill = tint(self._colours.series[0])
            draw_mark(painter, elbow.line[0], "circle", _MARK, fill, edge)

    def _draw_axis(self, painter: QPainter, found: Layout) -> None:
        painter.setPen(line_pen(self._colours.text, 1.4))
        painter.drawLine(*found.axis)
        for place, text in found.ticks:
            painter.setPen(line_pen(self._colours.text, 1.2))
            painter.drawLine(place, place - QPointF(0, _TICK))
            if text is not None:
                self._write(painter, text, self._colours.muted)
        painter.setPen(line_pen(self._colours.text, 1.6))
        painter.drawLine(*found.ruler)
        for end in found.ruler:
            painter.drawLine(end - QPointF(0, _CAP), end + QPointF(0, _CAP))
        self._write(painter, found.ruler_words, self._colours.text)

    @staticmethod
    def _write(painter: QPainter, text: Text, colour: str) -> None:
        painter.setPen(QPen(tint(colour)))
        flags = text.align | Qt.TextFlag.TextDontClip
        painter.drawText(text.place, flags, text.words)
