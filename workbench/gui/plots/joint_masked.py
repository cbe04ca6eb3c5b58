"""What the server sees of secure aggregation: noise from each, the truth in the sum."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QWidget

from workbench.core.joint import MaskedView
from workbench.core.state import RunState
from workbench.gui.plots.axes import LabelAxis
from workbench.gui.plots.cells import Cell, CellLayer, short_names
from workbench.gui.plots.choice import Choice
from workbench.gui.plots.joint_plot import (
    JointPlot,
    client_name,
    courses,
    strategy_title,
)
from workbench.gui.plots.key import Entry
from workbench.gui.plots.layers import mixed
from workbench.gui.plots.scale_axis import figure
from workbench.gui.plots.table import Cell as Value
from workbench.gui.plots.table import Table
from workbench.gui.theme import Theme

_MOST_ROWS = 14
"""So many clients are drawn; the table has them all."""
_FAINTEST, _STRONGEST = 0.04, 0.85
_NAMES, _LETTERS = 0.3, 20
_AGREE = 1e-9
"""Sums of the same quantised figures are equal but for the last digits."""


class JointMaskedPlot(JointPlot):
    """A row of grey cells per client, and below them two sums that are the same.

    A cell's shade is a coordinate of a masked update as a share of the modulus: it is
    equally likely to be any. The sums are in colour, by sign and size.
    """

    name = "joint_masked"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._down, self._across = LabelAxis("left"), LabelAxis("bottom")
        super().__init__(theme, {"left": self._down, "bottom": self._across}, parent)
        self._wanted = ""
        self._drawn: MaskedView | None = None
        self._layer = CellLayer()
        self.canvas.add_layer(self._layer)
        self._choice = Choice("joint_masked_strategy", self.tr("Strategy shown"), self)
        self._choice.chosen.connect(self.show_strategy)
        self._choice.hide()
        self.refresh()

    @property
    def title(self) -> str:
        """The picture's heading."""
        return self.tr("Server’s view")

    @property
    def cells(self) -> tuple[Cell, ...]:
        """What is drawn."""
        return self._layer.cells

    def tools(self) -> QWidget:
        """The choice of the strategy."""
        return self._choice

    def show_strategy(self, key: str) -> None:
        """Draw this strategy; one that is not there means the first."""
        self._wanted = key
        self.show_again()

    def draw(self, state: RunState) -> None:
        """Show ``state``, with the strategies to choose from."""
        found = _having(state)
        offered = [(key, strategy_title(state, key)) for key in found]
        shown = self._wanted if self._wanted in found else next(iter(found), "")
        self._choice.offer(offered, shown)
        super().draw(state)

    def subtitle(self, state: RunState) -> str:
        """Whether the sums agree, and that it is simulated on one computer."""
        shown = self._shown(state)
        if shown is None:
            return ""
        texts = [
            self.tr("simulated"),
            self.tr("the sums agree") if agree(shown) else self.tr("the sums differ"),
        ]
        if shown.recovered:
            words = (
                self.tr("1 client that gave up was recovered")
                if shown.recovered == 1
                else self.tr("{count} clients that gave up were recovered")
            )
            texts.append(words.format(count=shown.recovered))
        return " · ".join(texts)

    def table(self, state: RunState) -> Table:
        """A row per client with its masked coordinates, then both sums."""
        shown = self._shown(state)
        count = len(shown.total) if shown else 0
        number = self.tr("coordinate {number}")
        headers = (
            self.tr("row"),
            *(number.format(number=i + 1) for i in range(count)),
        )
        if shown is None:
            return Table(headers=headers)
        masked = self.tr("{client}, masked (share of the modulus)")
        rows: list[tuple[Value, ...]] = [
            (masked.format(client=client_name(state.joint, client)), *row)
            for client, row in zip(shown.clients, shown.masked, strict=True)
        ]
        rows.append((self.tr("sum, decoded by the server"), *shown.total))
        rows.append((self.tr("sum of the plain updates"), *shown.plain))
        return Table(headers=headers, rows=tuple(rows))

    def question(self) -> str:
        """What the empty picture promises."""
        return self.tr(
            "What does the server learn about one client? Each masked update is shown "
            "as it arrives, as noise, and the sum of all as what it decodes to."
        )

    def waiting(self) -> str:
        """What a running experiment has to do first."""
        return self.tr("It is shown when a strategy with secure aggregation has ended.")

    def why_empty(self, state: RunState) -> str:
        """Says that nothing was masked."""
        if state.joint is not None and state.status in ("done", "cancelled"):
            return self.tr(
                "Updates were sent as they are: the server saw each of them. Secure "
                "aggregation would show it their sum only."
            )
        return super().why_empty(state)

    def has_picture(self, state: RunState) -> bool:
        """Whether there is anything to draw."""
        shown = self._shown(state)
        return shown is not None and bool(shown.masked) and bool(shown.total)

    def update_picture(self, state: RunState) -> None:
        """Apply the difference between ``state`` and what is drawn."""
        shown = self._shown(state)
        if shown is None or shown == self._drawn:
            return
        self._drawn = shown
        cells = tuple(self._cells(shown))
        self._layer.show_cells(cells, self.colours, self.small_font())
        self._name_rows(state, shown)
        last = _first_sum(shown) + 1
        self._across.set_labels(
            [(float(i), str(i + 1)) for i in range(len(shown.total))]
        )
        words = self.tr("some coordinates")
        self.canvas.set_axis_label("bottom", words)
        columns = len(shown.total)
        self.canvas.set_ranges((-0.5, columns - 0.5), (-last - 0.5, 0.5))
        self.canvas.set_key(self._key())

    def forget(self) -> None:
        """Take everything as undrawn."""
        self._drawn = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the names to the new width."""
        super().resizeEvent(event)
        if self._drawn is not None:
            self._name_rows(self.state, self._drawn)

    def tip(self, position: QPointF) -> str:
        """The cell under the mouse in words."""
        shown, row, column = self._drawn, round(-position.y()), round(position.x())
        if shown is None or not 0 <= column < len(shown.total) or row < 0:
            return ""
        place = self.tr("coordinate {number}").format(number=column + 1)
        first = _first_sum(shown)
        if row < len(_drawn_rows(shown)):
            words = self.tr("{client}, {place}: {share} of the modulus, noise to all")
            client = client_name(self.state.joint, shown.clients[row])
            share = f"{shown.masked[row][column]:.3f}"
            return words.format(client=client, place=place, share=share)
        if row in (first, first + 1):
            words = self.tr("{place}: the server decodes {total}, the truth is {plain}")
            return words.format(
                place=place,
                total=figure(shown.total[column]),
                plain=figure(shown.plain[column]),
            )
        return ""

    def _cells(self, shown: MaskedView) -> Iterator[Cell]:
        for i, row in enumerate(_drawn_rows(shown)):
            for j, share in enumerate(row):
                strength = _FAINTEST + (_STRONGEST - _FAINTEST) * share
                yield Cell(row=i, column=j, colour=self.colours.text, strength=strength)
        largest = max(map(abs, (*shown.total, *shown.plain)), default=0.0) or 1.0
        for i, sums in enumerate((shown.total, shown.plain)):
            for j, value in enumerate(sums):
                strength = 0.1 + (_STRONGEST - 0.1) * abs(value) / largest
                yield Cell(
                    row=_first_sum(shown) + i,
                    column=j,
                    colour=self.colours.series[0 if value >= 0 else 1],
                    strength=strength,
                    texts=_figures(value),
                )

    def _name_rows(self, state: RunState, shown: MaskedView) -> None:
        names = [
            client_name(state.joint, client)
            for client, _ in zip(shown.clients, _drawn_rows(shown), strict=False)
        ]
        hidden = len(shown.clients) - len(names)
        gap = self.tr("{count} more").format(count=hidden) if hidden else ""
        names += [gap, self.tr("sum, decoded"), self.tr("sum, plain")]
        metrics = QFontMetricsF(self.small_font())
        letters = _NAMES * self.width() / metrics.horizontalAdvance("n")
        short = short_names(tuple(names), metrics, min(_LETTERS, letters))
        self._down.set_labels(
            [(-float(i), name) for i, name in enumerate(short) if name]
        )

    def _key(self) -> tuple[Entry, ...]:
        colours = self.colours
        grey = mixed(colours.text, colours.surface, 0.4).name()
        return (
            Entry(sign="box", colour=grey, text=self.tr("masked: noise")),
            Entry(sign="box", colour=colours.series[0], text=self.tr("sum above 0")),
            Entry(sign="box", colour=colours.series[1], text=self.tr("below 0")),
        )

    def _shown(self, state: RunState) -> MaskedView | None:
        found = _having(state)
        return found.get(self._wanted) or next(iter(found.values()), None)


def agree(shown: MaskedView) -> bool:
    """Whether what the server decodes is the sum of the plain updates."""
    return len(shown.total) == len(shown.plain) and all(
        abs(total - plain) <= _AGREE * max(1.0, abs(plain))
        for total, plain in zip(shown.total, shown.plain, strict=True)
    )


def _having(state: RunState) -> dict[str, MaskedView]:
    return {
        key: course.end.masked
        for key, course in courses(state).items()
        if course.end is not None and course.end.masked is not None
    }


def _drawn_rows(shown: MaskedView) -> tuple[tuple[float, ...], ...]:
    return shown.masked[:_MOST_ROWS]


def _first_sum(shown: MaskedView) -> int:
    """The row of the decoded sum: one row of air below the clients."""
    return len(_drawn_rows(shown)) + 1


def _figures(value: float) -> tuple[str, ...]:
    """A figure ever shorter, with its sign: colours alone do not say it to all."""
    sign = "−" if value < 0 else "+"
    return (f"{value:+.3g}".replace("-", "−"), f"{value:+.1f}".replace("-", "−"), sign)
