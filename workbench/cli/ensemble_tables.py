"""What was found about an ensemble, in the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from workbench.core.ensemble import EnsembleFindings, RowFindings


def print_findings(console: Console, found: EnsembleFindings) -> None:
    """The verdict first, then every row, what it rests on, and the tests in words."""
    for sentence in found.sentences:
        console.print(str(sentence), markup=False)
    console.print(_rows(found))
    for line in _remarks(found):
        console.print(line, markup=False)
    for test in found.tests:
        if test.sentence is not None:
            console.print(f"· {test.sentence}", markup=False)


def _rows(found: EnsembleFindings) -> Table:
    table = Table("", found.metric, "95 %", "log loss", "fit s", "predict s", "CPU s")
    for column in table.columns[1:]:
        column.no_wrap = True
    for row in found.rows:
        cost, stated = row.cost, row.calibration
        table.add_row(
            f"{row.title}" if row.rule else f"  {row.title}",
            _number(row.mean, 3),
            "–" if row.ci95 is None else f"{row.ci95[0]:.3f}–{row.ci95[1]:.3f}",
            _number(stated.log_loss if stated else None, 3),
            _number(cost.fit_s, 4),
            _number(cost.predict_s, 4),
            _number(cost.cpu_s, 2),
            style="bold" if row.rule else None,
        )
    return table


def _remarks(found: EnsembleFindings) -> Iterator[str]:
    """Weights that are not equal, what rules say of themselves, and diversity."""
    for row in found.rows:
        if row.weights and not row.single and _differ(row):
            shares = (f"{key} {share:.2f}" for key, share in row.weights.items())
            yield f"{row.title}: {', '.join(shares)}"
        if row.note is not None:
            yield f"{row.title}: {row.note}"
    if found.diversity is not None and found.diversity.sentence is not None:
        yield str(found.diversity.sentence)
    for frontier in found.frontiers:
        if frontier.sentence is not None:
            yield str(frontier.sentence)


def _differ(row: RowFindings) -> bool:
    return max(row.weights.values()) - min(row.weights.values()) > 1e-9


def _number(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"
