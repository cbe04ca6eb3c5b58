"""Results as tables in the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from workbench.cli.engines_table import print_engines
from workbench.cli.ensemble_tables import print_findings
from workbench.cli.growth_table import print_growth
from workbench.cli.joint_table import print_joint
from workbench.cli.learning_table import print_learning
from workbench.core.anatomy import PARTS
from workbench.core.events import Estimated
from workbench.core.state import RunState


def print_state(state: RunState) -> None:
    """Verdict, speedups and models of a run, as far as it came."""
    console = Console(highlight=False)
    if state.run_id is not None:
        console.print(f"Run {state.run_id} · {state.status}", style="bold")
    if state.origin:
        console.print(f"Measured elsewhere: {state.origin}", markup=False)
    for warning in state.warnings:
        console.print(f"Note: {warning}", style="yellow", markup=False)
    estimate = state.estimate
    if estimate is None:
        console.print("Nothing was measured.")
        return
    for sentence in estimate.verdict.sentences:
        console.print(str(sentence), markup=False)
    if estimate.unstable is not None:
        said = " ".join(map(str, estimate.unstable.sentences))
        console.print(said, style="yellow", markup=False)
    weak = state.spec is not None and state.spec.weak
    console.print(_growing(estimate) if weak else _speedups(estimate))
    if estimate.law is not None:
        console.print(str(estimate.law.sentences[0]), markup=False)
    if estimate.anatomy:
        console.print(_anatomy(estimate))
    for diagnosis in estimate.diagnoses:
        console.print(f"{diagnosis.finding} {diagnosis.cure}", markup=False)
    if state.findings is not None:
        print_findings(console, state.findings)
    elif state.joint is not None:
        print_joint(console, state)
    elif estimate.models:
        console.print(_models(state, estimate))
    print_growth(console, state)
    print_learning(console, state)
    if state.comparison is not None:
        print_engines(console, state.comparison)
    for line in _facts(state, weak=weak):
        console.print(line, markup=False)
    if estimate.identical_across_workers is not None:
        console.print(
            "Scores are the same, bit for bit, on every worker count."
            if estimate.identical_across_workers
            else "Scores are NOT the same on every worker count."
        )
    if state.failures:
        first = state.failures[0]
        reason = first.error.text if first.error else ""
        console.print(
            f"{len(state.failures)} tasks failed; the first: {first.label}, split "
            f"{first.part}: {reason}",
            style="red",
            markup=False,
        )
    if state.reason is not None:
        console.print(str(state.reason), markup=False)


def _speedups(estimate: Estimated) -> Table:
    headers = ("median s", "speedup", "95 %", "efficiency", "outliers")
    table = Table("workers", "repeats", *headers)
    scatter = {found.workers: found for found in estimate.scatter}
    for point in estimate.scaling:
        found = scatter.get(point.workers)
        table.add_row(
            str(point.workers),
            str(len(point.seconds)),
            f"{point.median_s:.4f}",
            f"{point.speedup:.2f}×",
            _interval(point.ci95, 2),
            f"{point.efficiency:.0%}",
            str(len(found.outliers)) if found and found.fences else "–",
        )
    return table


def _growing(estimate: Estimated) -> Table:
    """Where the problem grows: how many times the work, and how many times as long."""
    table = Table(
        *("workers", "work", "median s", "as long"),
        *("scaled speedup", "95 %", "efficiency"),
    )
    table.columns[-2].no_wrap = table.columns[-1].no_wrap = True
    for point in estimate.scaling:
        table.add_row(
            str(point.workers),
            f"{point.work:.3g}×",
            f"{point.median_s:.4f}",
            f"{point.work / point.speedup:.2f}×",
            f"{point.speedup:.2f}×",
            _interval(point.ci95, 2),
            f"{point.efficiency:.0%}",
        )
    return table


def _facts(state: RunState, *, weak: bool) -> Iterator[str]:
    """What was computed: once, or per worker count where each has its own problem."""
    latest = {finished.trial.workers: finished for finished in state.trials}
    shown = sorted(latest) if weak else [f.trial.workers for f in state.trials[-1:]]
    for workers in shown:
        before = f"{workers} worker{'s' if workers > 1 else ''}: " if weak else ""
        for name, value in latest[workers].scores.facts.items():
            yield f"{before}{name}: {value}"


def _anatomy(estimate: Estimated) -> Table:
    table = Table("workers", *PARTS, title="where the workers' time went")
    for found in estimate.anatomy:
        shares = [f"{found.share(part):.1%}" for part in PARTS]
        table.add_row(str(found.workers), *shares)
    return table


def _models(state: RunState, estimate: Estimated) -> Table:
    metric = state.trials[-1].scores.metric if state.trials else "score"
    table = Table("model", metric, "95 %", "fit s", "score s")
    for key, model in estimate.models.items():
        title = state.model_titles.get(key)
        table.add_row(
            str(title) if title else key,
            "–" if model.mean is None else f"{model.mean:.3f}",
            _interval(model.ci95, 3),
            "–" if model.fit_s is None else f"{model.fit_s:.4f}",
            "–" if model.score_s is None else f"{model.score_s:.4f}",
        )
    return table


def _interval(bounds: tuple[float, float] | None, digits: int) -> str:
    if bounds is None:
        return "–"
    return f"{bounds[0]:.{digits}f}–{bounds[1]:.{digits}f}"
