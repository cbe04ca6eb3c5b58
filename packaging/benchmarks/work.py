"""What the benchmarks' workers run, in a module that every kind of pool can import.

Also the workload of tasks that do nothing, registered for this program only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from workbench.core.data import DataHandle
from workbench.core.messages import Message
from workbench.core.plan import Steps, Submit, Task, Trial
from workbench.core.results import Scores
from workbench.core.spec import ExperimentSpec
from workbench.workloads.base import WORKLOADS, Size, WorkloadEntry

if TYPE_CHECKING:
    from numpy.typing import NDArray

NOTHING = "benchmark_nothing"
"""The workload's name; its one parameter is ``tasks``."""


def nothing(number: int) -> None:
    """The task that costs only its way there and back."""


def part_sum(array: NDArray[Any], begin: int, end: int) -> float:
    """The sum of a part of ``array``."""
    return float(array[begin:end].sum())


def placed_part_sum(data: DataHandle, begin: int, end: int) -> float:
    """As :func:`part_sum`, of the array that was placed as ``x``."""
    return part_sum(data.arrays()["x"], begin, end)


class Nothing:
    """As many tasks as asked for, each a call of :func:`nothing`."""

    metric = ""

    def __init__(self, spec: ExperimentSpec) -> None:
        self._count = _count(spec)

    def arrays(self) -> dict[str, Any]:
        """No data."""
        return {}

    def warm_up(self, data: DataHandle) -> Sequence[Task]:
        """One task, so that a worker has imported this module."""
        return self._tasks(1)

    def steps(self, trial: Trial, data: DataHandle) -> Steps:
        """One batch; a missing or failed task would make the figures worthless."""
        results = yield Submit(tasks=self._tasks(self._count))
        good = sum(result.error is None for result in results or ())
        if good != self._count:
            raise RuntimeError(f"only {good} of {self._count} tasks did nothing")
        return Scores(digest="nothing")

    def _tasks(self, count: int) -> list[Task]:
        return [Task(id=i, fn=nothing, args=(i,)) for i in range(count)]


def register() -> None:
    """Make the workload known, once."""
    if NOTHING not in WORKLOADS:
        WORKLOADS.add(
            NOTHING,
            WorkloadEntry(
                name=NOTHING,
                title=Message("Nothing"),
                help=Message("Tasks that do nothing: what handing them out costs."),
                build=Nothing,
                size=lambda spec, workers=1: Size(
                    tasks=_count(spec), seconds=0.1, costs={}
                ),
                validate=lambda spec: [],
                uses_data=False,
            ),
        )


def _count(spec: ExperimentSpec) -> int:
    return int(spec.params["tasks"])  # type: ignore[arg-type]  # our own script's
