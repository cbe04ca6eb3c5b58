"""The comparison of engines: what was found in words, its picture, its figures."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from workbench.core.comparison import Comparison, EngineRow, Figure
from workbench.core.state import RunState
from workbench.gui.i18n import percent, say
from workbench.gui.naming import named
from workbench.gui.plots.crossover import CrossoverPlot
from workbench.gui.plots.table import Cell, Table
from workbench.gui.theme import Theme
from workbench.gui.widgets.card import Card, PlotCard
from workbench.gui.widgets.table_twin import TableTwin
from workbench.gui.widgets.words import sentence, unbroken

_LINES = 21
"""How many lines of text the picture is high at least."""
_WIDTH = 18
_HEADLINE = 1.25


class EnginesView(QWidget):
    """There for a run that compares engines; else it takes no room."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("engines_view")
        self._theme = theme
        self._state = RunState()
        self._shown: tuple[object, ...] = ()
        self._words = Card()
        self._words.setObjectName("engines_words")
        self._headline = sentence("engines_headline", "verdict")
        self._rest = sentence("engines_rest")
        self._left_out = sentence("engines_left_out", "muted")
        for label in (self._headline, self._rest, self._left_out):
            self._words.add_body(label, 0)
        self.card = PlotCard(CrossoverPlot(theme), theme)
        self._figures = Card()
        self._figures.setObjectName("engines_figures")
        self._twin = TableTwin("engines_table", "")
        copy = named(QToolButton(), "engines_copy", role="flat")
        copy.clicked.connect(self._twin.copy)
        self._copy = copy
        self._figures.add_tool(copy)
        self._figures.add_body(self._twin)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._words, self.card, self._figures):
            column.addWidget(part)
        theme.changed.connect(self._fit)
        self.refresh()

    def show_state(self, state: RunState) -> None:
        """Show what is known of the comparison in ``state``; the same again is free."""
        self._state = state
        comparison = state.comparison
        self.setVisible(comparison is not None)
        if comparison is None:
            self._shown = ()
            return
        self._words.set_subtitle(self._progress(state, comparison))
        self.card.draw(state)
        shown = (comparison.found, comparison.ready, comparison.left_out, state.live)
        if shown != self._shown:
            self._shown = shown
            self._say(state, comparison)
            self._twin.set_table(self.table(comparison))
            self._fit()

    def refresh(self) -> None:
        """Say and draw everything anew, in another language."""
        self._words.set_title(self.tr("Engine comparison"))
        self._figures.set_title(self.tr("Figures of each engine"))
        self._copy.setText(self.tr("Copy"))
        self._copy.setToolTip(self.tr("Copy the table that is shown"))
        self._twin.setAccessibleName(self._figures.title)
        self._shown = ()
        self.card.plot.refresh()
        self.show_state(self._state)

    def table(self, comparison: Comparison) -> Table:
        """A row per engine; those that were left out have no figures."""
        headers = (
            self.tr("engine"),
            self.tr("start-up (ms)"),
            self.tr("µs a task"),
            self.tr("tasks/s"),
            self.tr("worth it from (ms)"),
            self.tr("speedup (×)"),
            self.tr("efficiency (%)"),
            self.tr("bytes to a task"),
            self.tr("bytes back"),
            self.tr("experiment (s)"),
            self.tr("speedup from (×)"),
            self.tr("speedup to (×)"),
            self.tr("warm-up (ms)"),
            self.tr("workers"),
        )
        found = comparison.found.rows if comparison.found else ()
        known = {row.engine: row for row in found}
        rows: list[tuple[Cell, ...]] = []
        for ready in comparison.ready:
            row = known.get(ready.engine)
            figures = _figures(row) if row is not None else (None,) * 10
            last = round(1e3 * ready.warm_up_s), ready.workers
            start = round(1e3 * ready.start_s)
            rows.append((say(ready.title), start, *figures, *last))
        there = {ready.engine for ready in comparison.ready}
        rows += [
            (say(one.title), *(None,) * (len(headers) - 1))
            for one in comparison.left_out
            if one.engine not in there
        ]
        order = {row.engine: place for place, row in enumerate(found)}
        names = {say(row.title): order[row.engine] for row in found}
        rows.sort(key=lambda cells: names.get(str(cells[0]), len(names)))
        return Table(headers=headers, rows=tuple(rows))

    def _say(self, state: RunState, comparison: Comparison) -> None:
        said = [say(s) for s in comparison.found.sentences] if comparison.found else []
        if not said:
            waiting = self.tr("Measuring, one engine after the other, in turns…")
            ended = self.tr("It ended before tasks of any length were timed.")
            said = [waiting if state.live else ended]
        if comparison.found is not None and comparison.found.identical is not None:
            said.append(
                self.tr("All engines computed the same, bit for bit.")
                if comparison.found.identical
                else self.tr("The engines did not compute the same.")
            )
        size = self._theme.font_size("body") * _HEADLINE
        self._headline.setStyleSheet(f"font-size: {size:.1f}pt; font-weight: 500;")
        choices = len(comparison.found.choices) if comparison.found else 0
        first = max(1, choices)
        self._headline.setText(unbroken(" ".join(said[:first])))
        self._rest.setText(unbroken(" ".join(said[first:])))
        self._rest.setVisible(len(said) > first)
        left_out = [
            self.tr("{engine} is left out: {reason}").format(
                engine=say(one.title), reason=say(one.reason)
            )
            for one in comparison.left_out
        ]
        self._left_out.setText("\n".join(left_out))
        self._left_out.setVisible(bool(left_out))

    def _progress(self, state: RunState, comparison: Comparison) -> str:
        if not state.live:
            return self.tr("95 % intervals")
        return self.tr("measuring, {share} done").format(
            share=percent(comparison.share)
        )

    def _fit(self) -> None:
        line = self.fontMetrics().height()
        self.card.set_least(QSize(_WIDTH * line, _LINES * line))
        self.card.setMinimumHeight(_LINES * line)
        self._twin.fit_columns()
        rows = max(2, len(self._twin.table.rows))
        row = self._twin.rowHeight(0) or round(1.6 * line)
        header = self._twin.horizontalHeader().sizeHint().height()
        bar = self._twin.horizontalScrollBar().sizeHint().height()
        self._twin.setFixedHeight(header + rows * row + bar + 4)


def _figures(row: EngineRow) -> tuple[Cell, ...]:
    """The ten cells that need a summary."""
    low, high = (row.speedup.ci95 if row.speedup else None) or (None, None)
    shortest = row.shortest.seconds if row.shortest else None
    return (
        _value(row.overhead_s, 1e6),
        None if row.tasks_per_s is None else round(row.tasks_per_s.value),
        None if shortest is None else 1e3 * shortest,
        _value(row.speedup),
        _value(row.efficiency, 100.0),
        None if row.bytes_in is None else round(row.bytes_in),
        None if row.bytes_out is None else round(row.bytes_out),
        _value(row.seconds),
        low,
        high,
    )


def _value(figure: Figure | None, times: float = 1.0) -> float | None:
    return None if figure is None else times * figure.value
