"""In which order a trial hands out its tasks, and what becomes of odd batches."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from typing import Any, Literal

import pytest

from workbench.core import events as ev
from workbench.core.cancel import CancelToken
from workbench.core.data import DataHandle
from workbench.core.plan import Steps, Submit, Task, Trial
from workbench.core.results import Scores
from workbench.core.spec import ExperimentSpec, ScheduleSpec
from workbench.engines import ENGINES, Engine
from workbench.planner import expand
from workbench.runner.trial import Trials

Order = Literal["longest_first", "as_given"]
NO_DATA = DataHandle(key="none")
TRIAL = Trial(id=1, engine="serial", workers=1, repeat=1)


class Given:
    """The workload of these batches."""

    metric = ""

    def __init__(self, *batches: Sequence[Task]) -> None:
        self._batches = batches

    def arrays(self) -> dict[str, Any]:
        return {}

    def warm_up(self, data: DataHandle) -> Sequence[Task]:
        return ()

    def steps(self, trial: Trial, data: DataHandle) -> Steps:
        for batch in self._batches:
            results = yield Submit(tasks=batch)
            assert len(results or ()) == len(batch)
        return Scores(digest="")


@pytest.fixture
def engine() -> Iterator[Engine]:
    serial = ENGINES.get("serial")()
    serial.open()
    yield serial
    serial.close()


def trials(order: Order) -> Trials:
    spec = ExperimentSpec(
        workload="squares", engine="serial", schedule=ScheduleSpec(order=order)
    )
    return Trials(expand(spec), CancelToken(), origin=0.0)


def naps(*seconds: float, labels: str) -> list[Task]:
    return [
        Task(id=number, fn=time.sleep, args=(its,), label=label)
        for number, (its, label) in enumerate(zip(seconds, labels, strict=True))
    ]


def told(
    steps: Generator[ev.Event, None, ev.TrialFinished | None],
) -> tuple[list[int], ev.TrialFinished]:
    """The tasks in the order in which they came back, and the trial's end."""
    found = list(steps)
    (end,) = [event for event in found if isinstance(event, ev.TrialFinished)]
    return [event.task_id for event in found if isinstance(event, ev.TaskFinished)], end


@pytest.mark.parametrize(
    ("order", "labels", "second"),
    [
        ("longest_first", "abc", [1, 2, 0]),
        ("as_given", "abc", [0, 1, 2]),
        ("longest_first", "aaa", [0, 1, 2]),
    ],
)
def test_that_what_took_longest_goes_first_the_next_time(
    engine: Engine, order: Order, labels: str, second: list[int]
) -> None:
    work = Given(naps(0.001, 0.05, 0.02, labels=labels))
    course = trials(order)
    assert told(course.one(work, engine, NO_DATA, TRIAL))[0] == [0, 1, 2]
    assert told(course.one(work, engine, NO_DATA, TRIAL))[0] == second


def test_that_tasks_of_one_kind_go_by_what_is_expected_until_they_were_seen(
    engine: Engine,
) -> None:
    tasks = [
        Task(id=number, fn=abs, args=(1,), label="a", expected_cost=cost)
        for number, cost in enumerate([1.0, 3.0, 2.0])
    ]
    course = trials("longest_first")
    assert told(course.one(Given(tasks), engine, NO_DATA, TRIAL))[0] == [1, 2, 0]
    assert told(course.one(Given(tasks), engine, NO_DATA, TRIAL))[0] == [0, 1, 2]


def test_that_a_batch_without_tasks_is_a_batch(engine: Engine) -> None:
    work = Given((), naps(0.0, labels="a"), ())
    order, end = told(trials("longest_first").one(work, engine, NO_DATA, TRIAL))
    assert order == [0]
    assert (end.tasks, end.failed_tasks) == (1, 0)
