"""A grown ensemble in the terminal: a few sizes of its curve, and why it ended."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from workbench.core.ensemble import GrowthPoint
from workbench.core.state import Growth, RunState

_FIRST = (1, 2, 5)


def print_growth(console: Console, state: RunState) -> None:
    """One table per method, with a column of wall time for each worker count."""
    for method, curves in state.growth.items():
        known = {n: grown for n, grown in sorted(curves.items()) if grown.points}
        if known:
            title = state.model_titles.get(method)
            console.print(_table(known, str(title) if title else method, state.metric))
        scores = {g.end.oob_score for g in curves.values() if g.end}
        for score in scores - {None}:
            console.print(f"out-of-bag score: {score:.3f}")
        ends = dict.fromkeys(str(g.end.sentence) for g in curves.values() if g.end)
        for sentence in ends:
            console.print(sentence, markup=False)


def _table(curves: dict[int, Growth], title: str, metric: str) -> Table:
    first = next(iter(curves.values()))
    losses = any(point.log_loss is not None for point in first.points)
    table = Table(title=f"{title}: {metric or 'score'} by number of members")
    loss = ("log loss",) if losses else ()
    seconds = (f"s on {workers}" for workers in curves)
    for name in ("size", "score", "95 %", *loss, "next 10", "CPU s", *seconds):
        table.add_column(name, no_wrap=True, justify="right")
    for place in shown_sizes(first.points):
        point = first.points[place]
        table.add_row(
            str(point.members),
            f"{point.score:.3f}",
            _range(point.score_ci95),
            *((f"{point.log_loss:.3f}",) if point.log_loss is not None else ()),
            "–" if point.gain is None else f"{10 * point.gain:+.4f}",
            f"{point.cpu_s:.2f}",
            *(
                f"{grown.points[place].wall_s:.2f}"
                if place < len(grown.points)
                else "–"
                for grown in curves.values()
            ),
        )
    return table


def shown_sizes(points: Sequence[GrowthPoint]) -> list[int]:
    """The places of sizes 1, 2, 5, 10, 20, 50, … and of the last."""
    places = {point.members: place for place, point in enumerate(points)}
    decades = range(len(str(len(points))))
    sizes = [size * 10**decade for decade in decades for size in _FIRST]
    wanted = [places[size] for size in sizes if size in places]
    last = len(points) - 1
    return wanted if last in wanted else [*wanted, last]


def _range(bounds: tuple[float, float] | None) -> str:
    return "–" if bounds is None else f"{bounds[0]:.2f}–{bounds[1]:.2f}"
