"""Which class is taken for which: counts and shares of one member or rule."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget

from workbench.core.ensemble import EnsembleFindings, RowFindings
from workbench.core.state import RunState
from workbench.gui.i18n import percent, say
from workbench.gui.plots.axes import LabelAxis, NameAxis
from workbench.gui.plots.base import Plot
from workbench.gui.plots.cells import Cell, CellLayer, short_names
from workbench.gui.plots.choice import Choice
from workbench.gui.plots.key import Entry
from workbench.gui.plots.rows import shown_row
from workbench.gui.plots.table import Table
from workbench.gui.theme import Theme

_STRONGEST = 0.85
_FAINTEST = 0.12
"""The share of its colour in a cell with a single mistake, at least."""

Counts = tuple[tuple[int, ...], ...]


class ConfusionPlot(Plot):
    """True classes down, called classes across; right ones on the diagonal."""

    name = "confusion"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._down, self._across = LabelAxis("left"), NameAxis()
        super().__init__(theme, {"left": self._down, "bottom": self._across}, parent)
        self._wanted = ""
        self._drawn: tuple[tuple[str, ...], Counts] | None = None
        self._layer = CellLayer()
        self.canvas.add_layer(self._layer)
        self._choice = Choice("confusion_row", self.tr("Member or rule shown"), self)
        self._choice.chosen.connect(self.show_row)
        self._choice.hide()
        self.refresh()

    @property
    def title(self) -> str:
        """The picture's heading."""
        return self.tr("Confusion")

    @property
    def cells(self) -> tuple[Cell, ...]:
        """What is drawn."""
        return self._layer.cells

    def tools(self) -> QWidget:
        """The choice of the row."""
        return self._choice

    def show_row(self, key: str) -> None:
        """Draw this member or rule; one that is not there means the best one."""
        self._wanted = key
        self.show_again()

    def draw(self, state: RunState) -> None:
        """Show ``state``, with the rows to choose from."""
        found, shown = state.findings, self._shown(state)
        rows = [row for row in found.rows if row.confusion] if found else []
        self._choice.offer(
            [(row.key, say(row.title)) for row in rows], shown.key if shown else ""
        )
        super().draw(state)

    def subtitle(self, state: RunState) -> str:
        """How many rows were called wrong."""
        shown = self._shown(state)
        if shown is None:
            return ""
        total = sum(map(sum, shown.confusion))
        right = sum(row[i] for i, row in enumerate(shown.confusion))
        return self.tr("{wrong} of {total} wrong").format(
            wrong=total - right, total=total
        )

    def table(self, state: RunState) -> Table:
        """A row per true class: counts by called class, then their shares."""
        found, shown = state.findings, self._shown(state)
        names = _classes(found, shown)
        called = self.tr("called {name}")
        share = self.tr("share called {name}")
        headers = (
            self.tr("true class"),
            *(called.format(name=name) for name in names),
            *(share.format(name=name) for name in names),
        )
        counts = shown.confusion if shown else ()
        rows = tuple(
            (name, *row, *(n / sum(row) if sum(row) else None for n in row))
            for name, row in zip(names, counts, strict=True)
        )
        return Table(headers=headers, rows=rows)

    def question(self) -> str:
        """What the empty picture promises."""
        return self.tr(
            "Which classes are taken for each other? Test rows are counted by what "
            "they are and what they were called."
        )

    def waiting(self) -> str:
        """What a running experiment has to do first."""
        return self.tr("The counts appear as soon as all members have predicted.")

    def why_empty(self, state: RunState) -> str:
        """Says that a regression has no classes."""
        found = state.findings
        if found is not None and found.kind == "regression":
            return self.tr("A regression has no classes that could be confused.")
        return super().why_empty(state)

    def has_picture(self, state: RunState) -> bool:
        """Whether there is anything to draw."""
        return self._shown(state) is not None

    def update_picture(self, state: RunState) -> None:
        """Apply the difference between ``state`` and what is drawn."""
        shown = self._shown(state)
        if shown is None:
            return
        names = _classes(state.findings, shown)
        if self._drawn == (names, shown.confusion):
            return
        self._drawn = (names, shown.confusion)
        cells = tuple(self._cells(shown.confusion))
        self._layer.show_cells(cells, self.colours, self.small_font())
        short = short_names(names, QFontMetricsF(self.small_font()))
        self._down.set_labels([(-float(i), name) for i, name in enumerate(short)])
        self._across.set_names(names)
        self.canvas.set_axis_label("left", self.tr("true class"))
        self.canvas.set_axis_label("bottom", self.tr("called"))
        count = len(names)
        self.canvas.set_ranges((-0.5, count - 0.5), (-count + 0.5, 0.5))
        self.canvas.set_key(self._key())

    def forget(self) -> None:
        """Take everything as undrawn."""
        self._drawn = None
        self._across.fit()

    def tip(self, position: QPointF) -> str:
        """The cell under the mouse in words."""
        shown = self._shown(self.state)
        row, column = round(-position.y()), round(position.x())
        names = _classes(self.state.findings, shown)
        if shown is None or not (0 <= row < len(names) and 0 <= column < len(names)):
            return ""
        count, total = shown.confusion[row][column], sum(shown.confusion[row])
        words = self.tr("{count} of {total} rows of {truth} called {called}, {share}")
        return words.format(
            count=count,
            total=total,
            truth=names[row],
            called=names[column],
            share=percent(count / total if total else None),
        )

    def _cells(self, counts: Counts) -> Iterator[Cell]:
        """Right ones by their share; mistakes by theirs, among the mistakes."""
        shares = [[n / (sum(row) or 1) for n in row] for row in counts]
        mistakes = [
            s for i, row in enumerate(shares) for j, s in enumerate(row) if i != j
        ]
        largest = max(mistakes, default=0.0) or 1.0
        for i, row in enumerate(counts):
            for j, count in enumerate(row):
                right, share = i == j, shares[i][j]
                strength = _STRONGEST * (share if right else share / largest)
                if count:
                    strength = max(strength, _FAINTEST)
                words = percent(share)
                yield Cell(
                    row=i,
                    column=j,
                    colour=self.colours.series[0 if right else 1],
                    strength=strength,
                    texts=(f"{count}\n{words}", f"{count} · {words}", str(count))
                    if count
                    else (),
                )

    def _key(self) -> tuple[Entry, ...]:
        colours = self.colours
        return (
            Entry(sign="box", colour=colours.series[0], text=self.tr("right")),
            Entry(sign="box", colour=colours.series[1], text=self.tr("mistaken")),
            Entry(
                sign="",
                colour=colours.muted,
                text=self.tr("shares are of the true class"),
            ),
        )

    def _shown(self, state: RunState) -> RowFindings | None:
        return shown_row(state.findings, self._wanted, lambda row: bool(row.confusion))


def _classes(
    found: EnsembleFindings | None, row: RowFindings | None
) -> tuple[str, ...]:
    """Names of the classes, by number where they have none."""
    count = len(row.confusion) if row else 0
    known = found.classes if found else ()
    return known if len(known) == count else tuple(str(i) for i in range(count))
