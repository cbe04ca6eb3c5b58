"""How differently the members err: a matrix of all pairs, in a measure of choice."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import fmean

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QWidget

from workbench.core.ensemble import Diversity, EnsembleFindings
from workbench.core.state import RunState
from workbench.gui.plots.axes import LabelAxis
from workbench.gui.plots.base import Plot
from workbench.gui.plots.cells import Cell, CellLayer, short_names
from workbench.gui.plots.choice import Choice
from workbench.gui.plots.key import Entry
from workbench.gui.plots.layers import mixed
from workbench.gui.plots.pairs import (
    MEASURES,
    Measure,
    figure,
    meaning,
    measured,
    member_titles,
    pair_table,
    pair_words,
    short_text,
)
from workbench.gui.plots.table import Table
from workbench.gui.theme import Theme

_FAINTEST, _STRONGEST = 0.06, 0.85
"""The share of the colour in the cells with the least and the largest figure."""

_NAMES, _LETTERS = 0.26, 17
"""Names take at most this share of the width, and so many letters."""


class DiversityPlot(Plot):
    """Members down and across, each pair's figure in a cell tinted by its size."""

    name = "diversity"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._down, self._across = LabelAxis("left"), LabelAxis("bottom")
        super().__init__(theme, {"left": self._down, "bottom": self._across}, parent)
        self._measure: Measure = "q"
        self._drawn: tuple[Diversity, Measure] | None = None
        self._layer = CellLayer()
        self.canvas.add_layer(self._layer)
        self._choice = Choice(
            "diversity_measure", self.tr("Measure of diversity"), self
        )
        self._choice.hide()
        self._choice.chosen.connect(self._choose)
        self.refresh()

    @property
    def title(self) -> str:
        """The picture's heading."""
        return self.tr("Diversity")

    @property
    def cells(self) -> tuple[Cell, ...]:
        """What is drawn."""
        return self._layer.cells

    def tools(self) -> QWidget:
        """The choice of the measure."""
        return self._choice

    def show_measure(self, measure: Measure) -> None:
        """Draw this measure from now on."""
        self._measure = measure
        self.show_again()

    def draw(self, state: RunState) -> None:
        """Show ``state``, with the measures to choose from."""
        self._choice.offer([(m, short_text(m)) for m in MEASURES], self._measure)
        super().draw(state)

    def subtitle(self, state: RunState) -> str:
        """How alike the members are on the whole."""
        found = _diversity(state)
        values = list(_figures(found, self._measure)) if found else []
        if not values:
            return ""
        words = (
            self.tr("1 pair: {mean}")
            if len(values) == 1
            else self.tr("mean of {count} pairs: {mean}")
        )
        return words.format(count=len(values), mean=figure(fmean(values), 3))

    def table(self, state: RunState) -> Table:
        """A row per pair with all measures, whichever is drawn."""
        return pair_table(state.findings)

    def question(self) -> str:
        """What the empty picture promises."""
        return self.tr(
            "Do the members make different mistakes? Only then can a vote mend them. "
            "Each pair of members becomes a cell."
        )

    def waiting(self) -> str:
        """What a running experiment has to do first."""
        return self.tr("The pairs appear as soon as all members have predicted.")

    def why_empty(self, state: RunState) -> str:
        """Says what a regression has no such figures for."""
        found = state.findings
        if found is not None and found.kind == "regression":
            return self.tr(
                "These measures count right and wrong answers, which a regression does "
                "not have; its decomposition tells how differently the members err."
            )
        return super().why_empty(state)

    def has_picture(self, state: RunState) -> bool:
        """Whether there is anything to draw."""
        found = _diversity(state)
        return found is not None and len(found.members) > 1

    def update_picture(self, state: RunState) -> None:
        """Apply the difference between ``state`` and what is drawn."""
        found, all_found = _diversity(state), state.findings
        if found is None or all_found is None or self._drawn == (found, self._measure):
            return
        self._drawn = (found, self._measure)
        cells = tuple(self._cells(found))
        self._layer.show_cells(cells, self.colours, self.small_font())
        self._name_members(all_found)
        count = len(found.members)
        self.canvas.set_ranges((-0.5, count - 0.5), (-count + 0.5, 0.5))
        self.canvas.set_key(self._key(found))

    def forget(self) -> None:
        """Take everything as undrawn."""
        self._drawn = None

    def tip(self, position: QPointF) -> str:
        """Both members under the mouse, in all measures."""
        found = self.state.findings
        row, column = round(-position.y()), round(position.x())
        if found is None or found.diversity is None or row == column:
            return ""
        count = len(found.diversity.members)
        if not (0 <= row < count and 0 <= column < count):
            return ""
        return pair_words(found, row, column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the names to the new width."""
        super().resizeEvent(event)
        if self._drawn is not None and self.state.findings is not None:
            self._name_members(self.state.findings)

    def _cells(self, found: Diversity) -> Iterator[Cell]:
        """Tinted from the least to the largest figure of any pair."""
        low, high = _extent(found, self._measure)
        for i, row in enumerate(measured(found, self._measure)):
            for j, value in enumerate(row):
                if i == j:  # a member and itself: no pair
                    yield Cell(
                        row=i, column=j, colour=self.colours.raised, strength=1.0
                    )
                    continue
                share = (
                    (value - low) / ((high - low) or 1.0) if value is not None else 0
                )
                yield Cell(
                    row=i,
                    column=j,
                    colour=self.colours.series[0],
                    strength=_FAINTEST + (_STRONGEST - _FAINTEST) * share,
                    texts=_texts(value),
                )

    def _name_members(self, found: EnsembleFindings) -> None:
        """By name down, by number across: names would take the picture's height."""
        names = member_titles(found)
        metrics = QFontMetricsF(self.small_font())
        letters = _NAMES * self.width() / metrics.horizontalAdvance("n")
        short = short_names(names, metrics, min(_LETTERS, letters))
        rows = [(-float(i), f"{name}  {i + 1}") for i, name in enumerate(short)]
        self._down.set_labels(rows)
        self._across.set_labels([(float(i), str(i + 1)) for i in range(len(names))])

    def _key(self, found: Diversity) -> tuple[Entry, ...]:
        """The ends of the scale, and how the figures are read."""
        colours = self.colours
        ends = [
            Entry(
                sign="box",
                colour=mixed(colours.series[0], colours.surface, strength).name(),
                text=figure(value),
            )
            for strength, value in zip(
                (_FAINTEST, _STRONGEST), _extent(found, self._measure), strict=True
            )
        ]
        words = Entry(sign="", colour=colours.muted, text=meaning(self._measure))
        return (*ends, words)

    def _choose(self, key: str) -> None:
        self.show_measure(next(m for m in MEASURES if m == key))


def _diversity(state: RunState) -> Diversity | None:
    return state.findings.diversity if state.findings else None


def _extent(found: Diversity, measure: Measure) -> tuple[float, float]:
    values = list(_figures(found, measure)) or [0.0]
    return min(values), max(values)


def _texts(value: float | None) -> tuple[str, ...]:
    """A figure ever shorter, also without the naught before its point."""
    short = figure(value)
    return (figure(value, 3), short, short.replace("0.", ".", 1), figure(value, 1))


def _figures(found: Diversity, measure: Measure) -> Iterator[float]:
    """Of every pair once."""
    for i, row in enumerate(measured(found, measure)):
        yield from (value for value in row[:i] if value is not None)
