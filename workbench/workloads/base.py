"""How a problem becomes tasks: the registry of workloads.

A workload is built once per run, from the spec. It is a generator at heart: ``steps``
yields batches of tasks (decompose), receives their results, and returns scores
(aggregate). The runner and every engine serve all workloads alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from workbench.core.errors import Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter
from workbench.core.plan import Workload
from workbench.core.registry import Registry
from workbench.core.spec import ExperimentSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large one trial is, known before anything runs.

    ``seconds`` is a guess of the one-worker time from the entries' own formulas.
    ``work`` is how many times the work of one worker's problem it does. Tasks that
    sleep need no cores, and may have more workers than there are.
    """

    tasks: int
    seconds: float
    costs: dict[str, float]
    """Guessed seconds of one task, by label."""
    data_bytes: int = 0
    """Of the arrays that are placed, in memory."""
    worker_bytes: int = 0
    """What each worker needs beside them, where it is no matter of their size."""
    work: float = 1.0
    needs_cores: bool = True


class Sizing(Protocol):
    """Cheap: called while a person changes the set-up; assumes a valid spec."""

    def __call__(self, spec: ExperimentSpec, workers: int = 1) -> Size:
        """A trial's size on so many workers, which matter in weak scaling only."""


def _no_titles(spec: ExperimentSpec) -> dict[str, Message]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkloadEntry:
    """A registered workload."""

    name: str
    title: Message
    help: Message
    build: Callable[[ExperimentSpec], Workload]
    """Loads the data; raises ``BadInput`` with the field where they cannot be used."""
    size: Sizing
    validate: Callable[[ExperimentSpec], list[Problem]]
    """What is wrong with the fields that only this workload understands."""
    parameters: tuple[Parameter, ...] = ()
    uses_data: bool = True
    """Whether ``dataset``, ``models`` and ``cv`` of the spec mean anything to it."""
    titles: Callable[[ExperimentSpec], dict[str, Message]] = field(default=_no_titles)
    """What rows of its results are called that are none of ``models``, by key."""
    judges: bool = False
    """Whether its findings say which model to use; the run's verdict leaves it then."""
    grows: Message | None = None
    """What becomes p times as much on p workers in weak scaling, for which a workload
    must cut p times the tasks then; ``None`` where nothing can grow."""


WORKLOADS: Registry[WorkloadEntry] = Registry(
    Message(QT_TRANSLATE_NOOP("Message", "workload"))
)
