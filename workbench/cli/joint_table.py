"""Joint learning in the terminal: how far each strategy came, and why it stopped."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from workbench.core.joint import JointCourse, JointFindings, JointReference
from workbench.core.state import RunState


def print_joint(console: Console, state: RunState) -> None:
    """Verdict, who held what, a row per strategy, and their ends in words."""
    found = state.joint
    if found is None or not found.courses:
        return
    for sentence in found.verdict.sentences if found.verdict else ():
        console.print(str(sentence), markup=False)
    if found.partition is not None:
        held = [client.rows for client in found.partition.clients]
        console.print(
            f"{len(held)} clients ({found.partition.method}), {min(held)} to "
            f"{max(held)} rows each, {found.partition.test_rows} rows held out"
        )
        for note in found.partition.notes:
            console.print(str(note), markup=False)
    console.print(_table(state, found))
    for key, course in found.courses.items():
        if course.end is not None:
            console.print(f"{_title(state, key)}: {course.end.sentence}", markup=False)
            if course.end.training is not None:
                console.print(f"  {course.end.training.sentence}", markup=False)


def _table(state: RunState, found: JointFindings) -> Table:
    score = "accuracy" if state.metric == "accuracy" else "R²"
    table = Table(title="joint learning")
    headers = ("rounds", "above optimum", score, "MB", "s")
    table.add_column("strategy", no_wrap=True)
    private = any(c.rounds and c.rounds[-1].epsilon for c in found.courses.values())
    for name in (*headers, *(("ε",) if private else ())):
        table.add_column(name, justify="right", no_wrap=True)
    for key, course in found.courses.items():
        if course.rounds:
            table.add_row(*_row(_title(state, key), course, found.reference, private))
    if found.reference is not None:
        best = found.reference
        cells = ("", f"({best.objective:.6f})", _score(best.test_score))
        table.add_row("all rows in one place", *cells)
        table.add_row("clients alone", "", "", _score(best.local_only))
    return table


def _row(
    title: str, course: JointCourse, reference: JointReference | None, private: bool
) -> tuple[str, ...]:
    last = course.rounds[-1]
    gap = "–" if reference is None else f"{last.objective - reference.objective:.2g}"
    cells = (
        title,
        str(last.round),
        gap,
        _score(last.test_score),
        f"{(last.bytes_up + last.bytes_down) / 1e6:.3g}",
        f"{last.seconds:.3f}",
    )
    spent = "–" if last.epsilon is None else f"{last.epsilon:.2f}"
    return (*cells, spent) if private else cells


def _title(state: RunState, key: str) -> str:
    title = state.model_titles.get(key)
    return str(title) if title else key


def _score(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
