"""The expanded experiment: trials, and the tasks that a trial hands to an engine.

A :class:`Plan` holds blocks of trials up to the cap. Block 0 warms up and is discarded
for timing; every later block times each worker count once, in an order of its own.
After each block the runner asks the stop rule whether the intervals are tight enough.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, runtime_checkable

import msgspec

from workbench.core.data import DataHandle
from workbench.core.finding import Finding
from workbench.core.results import Scores, TaskResult
from workbench.core.spec import ExperimentSpec

Role = Literal["warmup", "measure"]


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """One cell of the sweep: this engine, this many workers, this repeat."""

    id: int
    role: Role = "measure"
    engine: str
    workers: int
    repeat: int
    """The block it belongs to: 0 for the warm-up, 1, 2, ... for measured repeats."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What will be run: the spec, its trials in order, and its size."""

    spec: ExperimentSpec
    blocks: tuple[tuple[Trial, ...], ...]
    tasks_per_trial: int
    """On one worker; in weak scaling on p workers p times as many."""
    estimated_s: float
    """Expected seconds for the smallest number of repeats that the spec asks for."""
    memory_bytes: int = 0
    """Predicted peak of the program and all workers together; 0 where unknown."""
    work: dict[int, float] = {}
    """How many times the work of one worker's problem each worker count gets."""
    needs_cores: bool = True
    """Whether tasks keep a core busy; those that sleep do not."""
    engines: dict[str, int] = {}
    """Engines that are compared, the simplest first, and on how many workers each; its
    own is among them. Empty without a comparison."""

    @property
    def worker_counts(self) -> tuple[int, ...]:
        """The experiment's worker counts, baseline first, ascending.

        Trials on engines that it is compared with have counts of their own.
        """
        engine = self.spec.engine
        measured = (t for block in self.blocks[1:] for t in block)
        return tuple(sorted({t.workers for t in measured if t.engine == engine}))

    @property
    def baseline(self) -> int:
        """The worker count that speedups are relative to: the smallest, usually 1."""
        return self.worker_counts[0]


class Task(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The unit given to an engine: a call that can be made in any process.

    ``fn`` is a module-level function and ``args`` are small; data travel by handle.
    ``expected_cost`` is in seconds where known; only its order matters. ``batch_fn``
    does the same work for many tasks in one call (for an engine that vectorises).
    """

    id: int
    fn: Callable[..., Any]
    args: tuple[Any, ...] = ()
    label: str = ""
    """What it belongs to, for the timeline: a model's key, a kernel's name."""
    part: str = ""
    """Which piece of it: ``fold 3/5``."""
    expected_cost: float = 0.0
    batch_fn: Callable[..., Any] | None = None


def no_reports(result: TaskResult) -> Iterable[Report]:
    """What is told of a result while others run, unless a workload says more."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit:
    """Yielded by a workload: run these tasks and send back all their results.

    ``report`` turns a result into reports while the others still run. How many tasks a
    batch holds never depends on the worker count, so scores cannot either; in weak
    scaling only the problem does.
    """

    tasks: Sequence[Task]
    report: Callable[[TaskResult], Iterable[Report]] = field(default=no_reports)


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A point of a named series (``fold score``) on its way to the screen."""

    series: str
    key: str
    x: float
    y: float


Steps = Generator[Submit | Report | Finding, "Sequence[TaskResult] | None", Scores]


class Workload(Protocol):
    """How a problem becomes tasks: built once per run from the spec."""

    metric: str
    """What its scores are: ``accuracy``, ``r2``, or empty without scores."""

    def arrays(self) -> dict[str, Any]:
        """What every worker needs, placed once before the first trial."""

    def warm_up(self, data: DataHandle) -> Sequence[Task]:
        """Tasks that each worker runs once before anything is timed."""

    def steps(self, trial: Trial, data: DataHandle) -> Steps:
        """Decompose into batches, take results, aggregate to scores."""


@runtime_checkable
class Preparing(Protocol):
    """A workload whose workers make something on the disk before the first warm-up."""

    def preparation(self, data: DataHandle) -> Sequence[Task]:
        """Tasks that run once, on any worker; none where all is there already."""

    def prepared(self, results: Sequence[TaskResult]) -> None:
        """Take their results in; raises ``WorkbenchError`` if the run cannot go on."""
