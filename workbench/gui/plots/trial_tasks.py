"""A trial's tasks, read for the timeline: who, when, and as rows of its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workbench.core.events import TaskFinished
from workbench.core.plan import Trial
from workbench.core.state import Timeline
from workbench.gui.plots.phases import Phase
from workbench.gui.plots.table import Cell


@dataclass(slots=True)
class Drawn:
    """What of which trial is drawn, and where its tasks are."""

    trial: Trial | None = None
    origin: float = 0.0
    tasks: int = 0
    last: TaskFinished | None = None
    closed: bool = False
    workers: tuple[int, ...] = ()
    rows: int = 0
    labels: list[str] = field(default_factory=list)
    ends: dict[int, list[float]] = field(default_factory=dict)
    starts: dict[int, list[tuple[float, TaskFinished]]] = field(default_factory=dict)
    phases: tuple[Phase, ...] = ()

    def add(self, row: int, start: float, end: float, task: TaskFinished) -> None:
        """Note where a task is: seconds since the trial began."""
        if row not in self.ends:
            self.ends[row], self.starts[row] = [], []
        self.ends[row].append(end)
        self.starts[row].append((start, task))

    def grows_into(self, timeline: Timeline) -> bool:
        """Whether ``timeline`` only adds to what is drawn."""
        same = (timeline.trial, timeline.origin) == (self.trial, self.origin)
        if not same or len(timeline.tasks) < self.tasks:
            return False
        if self.closed and timeline.finished is None:
            return False
        return not self.tasks or timeline.tasks[self.tasks - 1] == self.last


def table_row(
    task: TaskFinished,
    timeline: Timeline,
    workers: Mapping[int, str],
    titles: Mapping[str, str],
    split: str,
) -> tuple[Cell, ...]:
    """A task as a row of the table, from texts that were looked up once."""
    timing = task.timing
    start, end = span(task, timeline)
    return (
        workers[timing.worker],
        titles[task.label],
        part_text(task, split),
        start,
        end,
        end - start,
        timing.cpu_s,
        timing.attempts,
        f"{task.error.kind}: {task.error.text}" if task.error else "",
    )


def part_text(task: TaskFinished, split: str) -> str:
    """The piece: a number is a split's, anything else says what it is.

    After the split may follow which of its members: ``3 · 11–20``.
    """
    number, dot, members = task.part.partition(" · ")
    if not number.isdigit():
        return task.part
    return f"{split.format(number=number)}{dot}{members}"


def worker_ids(
    timeline: Timeline, known: Sequence[int] = (), start: int = 0
) -> tuple[int, ...]:
    """The workers of this trial, ascending: ``known`` ones and those from ``start``."""
    new = {task.timing.worker for task in timeline.tasks[start:]}
    return tuple(sorted(new.union(known)))


def row_numbers(workers: tuple[int, ...], timeline: Timeline) -> dict[int, int]:
    """The row of each worker: its own number where that is one, else by rank."""
    if workers and workers[0] >= 0 and workers[-1] < timeline.trial.workers:
        return {worker: worker for worker in workers}
    return {worker: rank for rank, worker in enumerate(workers)}


def span(task: TaskFinished, timeline: Timeline) -> tuple[float, float]:
    """Start and end of a task in seconds since its trial began."""
    return (
        task.timing.started - timeline.origin,
        task.timing.ended - timeline.origin,
    )
