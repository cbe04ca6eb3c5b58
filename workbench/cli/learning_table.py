"""How an ensemble learnt file by file, in the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from workbench.core.state import RunState

_MOST = 12
"""More sizes than these are thinned out; the first and the last stay."""


def print_learning(console: Console, state: RunState) -> None:
    """Accuracy of each member and of the vote, by readings seen."""
    # Here, since it brings along what most runs do not need.
    from workbench.workloads.large_incremental import SERIES

    curves = state.series.get(SERIES, {})
    if not curves:
        return
    table = Table(title=SERIES)
    for name in ("readings", *(_title(state, key) for key in curves)):
        table.add_column(name, justify="right")
    for seen in _thinned(sorted({x for curve in curves.values() for x in curve})):
        scores = (curve.get(seen) for curve in curves.values())
        table.add_row(
            f"{seen:,.0f}", *("–" if y is None else f"{y:.4f}" for y in scores)
        )
    console.print(table)


def _thinned(sizes: list[float]) -> list[float]:
    if len(sizes) <= _MOST:
        return sizes
    last = len(sizes) - 1
    return [sizes[round(last * i / (_MOST - 1))] for i in range(_MOST)]


def _title(state: RunState, key: str) -> str:
    title = state.model_titles.get(key)
    return str(title) if title else key
