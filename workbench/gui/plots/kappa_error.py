"""Kappa against error: which pairs of members are both good and different.

Source: Margineantu and Dietterich, "Pruning adaptive boosting", ICML 1997.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from workbench.core.ensemble import EnsembleFindings
from workbench.core.state import RunState
from workbench.gui.plots.axes import RoundAxis
from workbench.gui.plots.base import Plot
from workbench.gui.plots.key import Entry
from workbench.gui.plots.labels import Placed, Wish, placed
from workbench.gui.plots.layers import Layer, ToPixel, draw_mark, line_pen, tint
from workbench.gui.plots.pairs import member_titles, pair_table, pair_words, pairs
from workbench.gui.plots.ranges import around
from workbench.gui.plots.table import Table
from workbench.gui.theme import Colours, Theme

_MARK, _CHOSEN = 7.0, 11.0
_REACH = 14.0

PairOfMembers = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One pair of members where it lies."""

    pair: PairOfMembers
    kappa: float
    error: float
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All that is drawn; ``named`` are the dots whose names are written, by place."""

    dots: tuple[Dot, ...]
    x: tuple[float, float]
    y: tuple[float, float]
    named: tuple[int, ...]
    chosen: int | None


def resolve(
    found: EnsembleFindings | None, chosen: PairOfMembers | None = None
) -> Picture | None:
    """What to draw; ``None`` without two members whose kappa is known.

    Named are the chosen pair, the most different one, and the most accurate one.
    """
    if found is None or found.diversity is None:
        return None
    names = member_titles(found)
    dots = tuple(
        Dot(
            pair=(pair.first, pair.second),
            kappa=pair.kappa,
            error=pair.mean_error,
            name=f"{names[pair.first]} + {names[pair.second]}",
        )
        for pair in pairs(found.diversity)
        if pair.kappa is not None and pair.mean_error is not None
    )
    if not dots:
        return None
    places = range(len(dots))
    at = next((p for p in places if dots[p].pair == chosen), None)
    different = min(places, key=lambda p: dots[p].kappa)
    accurate = min(places, key=lambda p: dots[p].error)
    first = [] if at is None else [at]
    return Picture(
        dots=dots,
        x=around((dot.kappa for dot in dots), 0.08),
        y=around((dot.error for dot in dots), 0.12),
        named=tuple(dict.fromkeys([*first, different, accurate])),
        chosen=at,
    )


class KappaErrorPlot(Plot):
    """A dot per pair; a click or the arrow keys choose one and name it."""

    name = "kappa_error"

    pair_chosen = Signal(object)
    """Carries the keys of both members, ``None`` when no pair is chosen any more."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        axes = {"bottom": RoundAxis("bottom"), "left": RoundAxis("left")}
        super().__init__(theme, axes, parent)
        self._chosen: PairOfMembers | None = None
        self._layer = _DotLayer()
        self.canvas.add_layer(self._layer)
        self.canvas.clicked.connect(self._click)
        self.setFocusProxy(self.canvas)
        self.refresh()

    @property
    def title(self) -> str:
        """The picture's heading."""
        return self.tr("Kappa and error")

    @property
    def picture(self) -> Picture | None:
        """What is drawn."""
        return self._layer.picture

    def choose(self, first: str, second: str) -> None:
        """Mark and name the pair of the members with these keys."""
        members = self._members()
        if first in members and second in members:
            places = sorted((members.index(first), members.index(second)))
            self._choose((places[0], places[1]))
        else:
            self._choose(None)

    def subtitle(self, state: RunState) -> str:
        """The chosen pair, else how many there are."""
        picture = resolve(state.findings, self._chosen)
        if picture is None:
            return ""
        if picture.chosen is not None:
            return picture.dots[picture.chosen].name
        count = len(picture.dots)
        words = self.tr("1 pair") if count == 1 else self.tr("{count} pairs")
        return words.format(count=count)

    def table(self, state: RunState) -> Table:
        """A row per pair with all measures."""
        return pair_table(state.findings)

    def question(self) -> str:
        """What the empty picture promises."""
        return self.tr(
            "Which members are both good and different? Each pair becomes a dot: far "
            "down is accurate, far left is different."
        )

    def waiting(self) -> str:
        """What a running experiment has to do first."""
        return self.tr("The pairs appear as soon as all members have predicted.")

    def why_empty(self, state: RunState) -> str:
        """Says what a regression has no such figures for."""
        found = state.findings
        if found is not None and found.kind == "regression":
            return self.tr(
                "Kappa counts equal answers, which a regression does not have; its "
                "decomposition tells how differently the members err."
            )
        return super().why_empty(state)

    def has_picture(self, state: RunState) -> bool:
        """Whether there is anything to draw."""
        return resolve(state.findings) is not None

    def update_picture(self, state: RunState) -> None:
        """Apply the difference between ``state`` and what is drawn."""
        picture = resolve(state.findings, self._chosen)
        if picture is None or picture == self._layer.picture:
            return
        self._layer.show_picture(picture, self.colours, self.small_font())
        self.canvas.set_axis_label(
            "bottom", self.tr("Cohen’s kappa (lower: more different)")
        )
        self.canvas.set_axis_label("left", self.tr("mean error of the pair"))
        self.canvas.set_ranges(picture.x, picture.y)
        self.canvas.set_key(self._key())

    def forget(self) -> None:
        """Take everything as undrawn."""
        self._layer.picture = None

    def tip(self, position: QPointF) -> str:
        """Both members of the dot under the mouse, in all measures."""
        found, dot = self.state.findings, self._dot_at(position)
        return pair_words(found, *dot.pair) if found and dot else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go through the pairs by their kappa; Escape chooses none."""
        steps = {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}
        by = steps.get(event.key())
        if by is not None and self._layer.picture is not None:
            self._step(self._layer.picture, by)
        elif event.key() == Qt.Key.Key_Escape and self._chosen is not None:
            self._choose(None)
        else:
            super().keyPressEvent(event)

    def _step(self, picture: Picture, by: int) -> None:
        order = sorted(range(len(picture.dots)), key=lambda p: picture.dots[p].kappa)
        if picture.chosen is None:
            place = 0 if by > 0 else len(order) - 1
        else:
            place = (order.index(picture.chosen) + by) % len(order)
        self._choose(picture.dots[order[place]].pair)

    def _click(self, position: QPointF) -> None:
        dot = self._dot_at(position)
        self._choose(dot.pair if dot else None)

    def _choose(self, pair: PairOfMembers | None) -> None:
        if pair == self._chosen:
            return
        self._chosen = pair
        self.show_again()
        members = self._members()
        self.pair_chosen.emit(
            (members[pair[0]], members[pair[1]]) if pair is not None else None
        )

    def _members(self) -> tuple[str, ...]:
        found = self.state.findings
        return found.diversity.members if found and found.diversity else ()

    def _dot_at(self, position: QPointF) -> Dot | None:
        picture = self._layer.picture
        if picture is None:
            return None
        width, height = self.canvas.pixel_size

        def distance(dot: Dot) -> float:
            across = (dot.kappa - position.x()) / width
            along = (dot.error - position.y()) / height
            return math.hypot(across, along)

        near = min(picture.dots, key=distance)
        return near if distance(near) <= _REACH else None

    def _key(self) -> tuple[Entry, ...]:
        colours = self.colours
        pair = self.tr("two members")
        return (
            Entry(sign="mark", colour=colours.series[0], text=pair),
            Entry(sign="", colour=colours.muted, text=self.tr("best: down and left")),
        )


class _DotLayer(Layer):
    """Paints a :class:`Picture`."""

    def __init__(self) -> None:
        super().__init__()
        self.picture: Picture | None = None

    def show_picture(self, picture: Picture, colours: Colours, font: QFont) -> None:
        """Paint this from now on."""
        self.picture, self._colours, self._font = picture, colours, font
        self.update()

    def label_places(
        self, picture: Picture, at: ToPixel, view: QRectF
    ) -> tuple[Placed | None, ...]:
        """Where the names of ``picture.named`` stand."""
        metrics = QFontMetricsF(self._font)
        named = [picture.dots[place] for place in picture.named]
        others = [dot for p, dot in enumerate(picture.dots) if p not in picture.named]
        taken = [
            QRectF(0, 0, _MARK, _MARK).translated(
                at(dot.kappa, dot.error) - QPointF(_MARK, _MARK) / 2
            )
            for dot in others
        ]
        wishes = [
            Wish(
                mark=at(dot.kappa, dot.error),
                radius=_CHOSEN / 2,
                size=QSizeF(metrics.horizontalAdvance(dot.name) + 2, metrics.height()),
            )
            for dot in named
        ]
        return placed(wishes, view.adjusted(1, 1, -1, -1), taken)

    def draw(self, painter: QPainter, at: ToPixel, view: QRectF) -> None:
        """Paint in pixels over what is there."""
        picture = self.picture
        if picture is None:
            return
        fill = tint(self._colours.series[0], 0.65)
        edge = QPen(tint(self._colours.surface), 0.8)
        for dot in picture.dots:
            place = at(dot.kappa, dot.error)
            draw_mark(painter, place, "circle", _MARK, fill, edge)
        if picture.chosen is not None:
            dot = picture.dots[picture.chosen]
            pen = line_pen(self._colours.text, 2.0)
            fill = tint(self._colours.series[1])
            place = at(dot.kappa, dot.error)
            draw_mark(painter, place, "diamond", _CHOSEN, fill, pen)
        self._draw_names(painter, picture, at, view)

    def _draw_names(
        self, painter: QPainter, picture: Picture, at: ToPixel, view: QRectF
    ) -> None:
        painter.setFont(self._font)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
        places = self.label_places(picture, at, view)
        for number, found in zip(picture.named, places, strict=True):
            if found is None:
                continue
            dot = picture.dots[number]
            if found.tied is not None:
                painter.setPen(line_pen(self._colours.muted, 1.0))
                painter.drawLine(at(dot.kappa, dot.error), found.tied)
            chosen = number == picture.chosen
            colour = self._colours.text if chosen else self._colours.muted
            painter.setPen(QPen(tint(colour)))
            painter.drawText(found.place, flags, dot.name)
