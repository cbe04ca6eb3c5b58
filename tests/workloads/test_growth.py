"""A problem that grows with the workers is the problem p times over, and no other."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.workloads.test_conformance import KERNELS
from workbench.core import events as ev
from workbench.core.plan import Task, Trial
from workbench.core.spec import ExperimentSpec, RepeatSpec
from workbench.core.state import fold
from workbench.scaling import laws
from workbench.session import Session
from workbench.workloads import WORKLOADS

ONCE = RepeatSpec(minimum=1, maximum=1)


def weak(name: str, *workers: int, **params: Any) -> ExperimentSpec:
    return ExperimentSpec(
        workload=name,
        params=KERNELS[name] | params,
        workers=workers or (1, 3),
        scaling="weak",
        repeats=ONCE,
    )


def facts(spec: ExperimentSpec, session: Session) -> dict[int, dict[str, Any]]:
    """What each worker count computed, in a real run."""
    state = fold(session.start(spec))
    assert state.status == "done", state.error
    assert not state.failures
    return {f.trial.workers: f.scores.facts for f in state.trials}


def tasks(spec: ExperimentSpec, workers: int) -> list[Task]:
    workload = WORKLOADS.get(spec.workload).build(spec)
    trial = Trial(id=0, engine="serial", workers=workers, repeat=1)
    (step,) = itertools.islice(workload.steps(trial, None), 1)
    return list(step.tasks)


GROWN = {
    "monte_carlo_pi": {"points": 60_000, "tasks": 15},
    "integration": {"steps": 30_000, "tasks": 21},
    "sorting": {"numbers": 30_003, "tasks": 15},
    "word_count": {"words": 60_000, "tasks": 9},
    "memory_bandwidth": {"tasks": 9},
    "uneven_tasks": {"seconds": 0.06, "tasks": 15},
}
"""Three times the problem, as a person would set it."""


@pytest.mark.parametrize("name", GROWN)
def test_that_three_workers_find_the_facts_of_a_problem_three_times_as_large(
    name: str, warm: Session
) -> None:
    found = facts(weak(name), warm)
    large = msgspec.structs.replace(
        weak(name, 1, **GROWN[name]), scaling="strong", engine="serial"
    )
    (expected,) = facts(large, warm).values()
    assert found[3] == expected
    small = msgspec.structs.replace(weak(name, 1), scaling="strong", engine="serial")
    (alone,) = facts(small, warm).values()
    assert found[1] == alone


def test_that_the_squares_are_those_of_as_many_lists(warm: Session) -> None:
    found = facts(weak("squares"), warm)
    one = sum(x * x for x in range(1000))
    assert found == {p: {"sum of squares": p * one} for p in (1, 3)}


def test_that_a_taller_product_is_checked_and_begins_with_the_same_rows(
    warm: Session,
) -> None:
    spec = weak("matrix_product")
    found = facts(spec, warm)
    arrays = WORKLOADS.get("matrix_product").build(spec).arrays()
    assert arrays["A"].shape == (150, 50)
    for p in (1, 3):
        product = arrays["A"][: 50 * p] @ arrays["B"]
        assert found[p]["sum of entries"] == product.sum()
        assert "agrees" in found[p]["check"]
    alone = WORKLOADS.get("matrix_product").build(weak("matrix_product", 1)).arrays()
    assert (alone["A"] == arrays["A"][:50]).all()


def test_that_a_picture_with_more_rows_has_the_same_area(warm: Session) -> None:
    found = facts(weak("mandelbrot", size=120), warm)
    assert found[3]["points inside"] == pytest.approx(
        3 * found[1]["points inside"], rel=0.05
    )
    assert found[3]["area"] == pytest.approx(found[1]["area"], rel=0.05)


def test_that_amdahls_job_keeps_its_serial_part_and_tells_both_shares(
    warm: Session,
) -> None:
    spec = weak("amdahl_job", serial_fraction=0.3, seconds=0.02)
    found = facts(spec, warm)[3]
    assert found["tasks done"] == 12
    assert found["true serial share of the time (Gustafson)"] == pytest.approx(0.3)
    assert found["true serial fraction"] == pytest.approx(
        laws.amdahl_from_gustafson(0.3, 3)
    )
    assert sum(t.expected_cost for t in tasks(spec, 3)) == pytest.approx(3 * 0.014)
    size = WORKLOADS.get("amdahl_job").size
    assert size(spec, 3).seconds == pytest.approx(0.006 + 3 * 0.014)
    assert size(spec, 3).work == pytest.approx(float(laws.gustafson(3, 0.3)))


@pytest.mark.parametrize("name", KERNELS)
@pytest.mark.parametrize("workers", [1, 2, 5])
def test_that_p_workers_have_p_times_the_tasks_of_the_same_length(
    name: str, workers: int
) -> None:
    spec = weak(name, 1, 5)
    size = WORKLOADS.get(name).size
    found, one = tasks(spec, workers), size(spec)
    assert size(spec, workers).tasks == len(found) == workers * one.tasks
    mean = sum(task.expected_cost for task in found) / len(found)
    assert mean == pytest.approx(one.costs[name])
    assert size(spec, workers).costs == {name: pytest.approx(mean)}
    if name != "amdahl_job":
        assert size(spec, workers).work == workers
        assert size(spec, workers).seconds == pytest.approx(workers * one.seconds)


@pytest.mark.parametrize("name", KERNELS)
def test_that_a_strong_run_has_the_same_tasks_on_every_worker_count(name: str) -> None:
    spec = msgspec.structs.replace(weak(name, 1, 5), scaling="strong")
    one, five = tasks(spec, 1), tasks(spec, 5)
    assert [t.args for t in one] == [t.args for t in five]
    assert WORKLOADS.get(name).size(spec, 5) == WORKLOADS.get(name).size(spec)


def test_that_progress_and_events_know_that_tasks_grow(tmp_path: Path) -> None:
    spec = msgspec.structs.replace(weak("monte_carlo_pi", 1, 2), engine="threads")
    with Session(history=tmp_path / "history.sqlite") as session:
        events = list(session.start(spec))
    (started,) = [e for e in events if isinstance(e, ev.RunStarted)]
    assert started.tasks_per_trial == 5
    counted = {
        e.trial.workers: e.tasks for e in events if isinstance(e, ev.TrialFinished)
    }
    assert counted == {1: 5, 2: 10}
    states = [fold(events[: n + 1]) for n in range(len(events))]
    measured = [s for s in states if s.trials or (s.current and s.current.repeat)]
    assert {s.tasks_in_trial for s in measured} == {0, 5, 10}
    second = [s.progress for s in measured if s.current and s.current.workers == 2]
    assert second == pytest.approx([(1 + done / 10) / 2 for done in range(11)])
    assert states[-1].progress == 1.0


def test_that_a_parameter_that_outgrows_its_bound_is_named() -> None:
    spec = weak("memory_bandwidth", 1, 2, tasks=6000)
    (problem,) = WORKLOADS.get("memory_bandwidth").validate(spec)
    assert problem.field == "params.tasks"
    assert "With 2 workers this grows to 12000, beyond 10000" in str(problem.message)
    alone = msgspec.structs.replace(spec, workers=(1,))
    assert WORKLOADS.get("memory_bandwidth").validate(alone) == []
