"""A comparison of engines in the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from workbench.core.comparison import Comparison, EngineRow, EnginesFound, Figure
from workbench.scaling.comparison_words import length_text


def print_engines(console: Console, comparison: Comparison) -> None:
    """What was found, the engines' figures, and their efficiency by task length."""
    found = comparison.found
    if found is not None:
        console.print(_figures(found))
        if any(row.curve for row in found.rows):
            console.print(_curves(found))
        for sentence in found.sentences:
            console.print(str(sentence), markup=False)
        if found.identical is not None:
            console.print(
                "All engines computed the same, bit for bit."
                if found.identical
                else "The engines did NOT compute the same."
            )
    for one in comparison.left_out:
        console.print(
            f"{one.title} is left out: {one.reason}", style="yellow", markup=False
        )


def _figures(found: EnginesFound) -> Table:
    table = Table(
        *("engine", "start-up", "overhead", "tasks/s", "worth it from"),
        *("experiment", "speedup", "efficiency", "bytes in", "out"),
        title=f"engines on {found.workers} workers",
    )
    for row in found.rows:
        table.add_row(
            str(row.title),
            length_text(row.start_s),
            _length(row.overhead_s),
            "–" if row.tasks_per_s is None else f"{row.tasks_per_s.value:.0f}",
            _reach(row),
            _length(row.seconds),
            "–" if row.speedup is None else f"{row.speedup.value:.2f}×",
            "–" if row.efficiency is None else f"{row.efficiency.value:.0%}",
            "–" if row.bytes_in is None else f"{row.bytes_in:.0f}",
            "–" if row.bytes_out is None else f"{row.bytes_out:.0f}",
        )
    return table


def _curves(found: EnginesFound) -> Table:
    """A column per task length."""
    lengths = sorted({p.length_s for row in found.rows for p in row.curve})
    table = Table(
        "engine", *map(length_text, lengths), title="efficiency by task length"
    )
    for row in found.rows:
        known = {p.length_s: p.efficiency.value for p in row.curve}
        cells = [f"{known[at]:.0%}" if at in known else "–" for at in lengths]
        table.add_row(str(row.title), *cells)
    return table


def _length(figure: Figure | None) -> str:
    return "–" if figure is None else length_text(figure.value)


def _reach(row: EngineRow) -> str:
    if row.shortest is None:
        return "–"
    if row.shortest.seconds is None:
        return "never"
    before = "≤ " if row.shortest.at_most else ""
    return before + length_text(row.shortest.seconds)
