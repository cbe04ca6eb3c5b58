from __future__ import annotations

import msgspec
import pytest

from workbench.core.spec import DatasetSpec, ExperimentSpec, LimitSpec, ScheduleSpec
from workbench.planner import PRESETS, estimate, expand, validate
from workbench.planner.memory import predicted_memory

IRIS = PRESETS["iris-vote"].spec
GIB = 2**30


def large(rows: int, workers: tuple[int, ...] = (1, 2)) -> ExperimentSpec:
    data = DatasetSpec(name="synthetic", params={"rows": rows, "features": 100})
    return msgspec.structs.replace(IRIS, dataset=data, workers=workers)


def fields(spec: ExperimentSpec, memory: int | None = None) -> dict[str, str]:
    return {p.field: p.severity for p in validate(spec, 2, memory)}


def test_that_memory_grows_with_workers_and_with_data() -> None:
    two, four = (predicted_memory(large(10_000, (n,))) for n in (2, 4))
    assert four.total - two.total == 2 * two.per_worker
    more = predicted_memory(large(20_000, (2,)))
    assert more.per_worker > two.per_worker
    assert more.total > two.total


def test_that_threads_share_libraries_and_data() -> None:
    processes = predicted_memory(IRIS)
    threads = predicted_memory(msgspec.structs.replace(IRIS, engine="threads"))
    assert threads.total < processes.total


def test_that_the_estimate_and_the_plan_carry_the_prediction() -> None:
    expected = predicted_memory(IRIS).total
    assert estimate(IRIS, 2).memory_bytes == expected
    assert expand(IRIS, 2).memory_bytes == expected


def test_that_a_run_that_would_not_fit_is_refused_and_a_tight_one_warned_about() -> (
    None
):
    spec = large(10_000)
    need = predicted_memory(spec).total
    assert fields(spec, 2 * need) == {}
    assert fields(spec, round(1.1 * need)) == {"workers": "warning"}
    assert fields(spec, need - 1) == {"workers": "error"}
    (problem,) = validate(spec, 2, need - 1)
    assert "Use fewer workers or less data" in str(problem)


def test_that_memory_is_not_judged_of_a_spec_with_errors() -> None:
    unknown = msgspec.structs.replace(IRIS, workload="nothing")
    assert set(fields(unknown, 1)) == {"workload"}


@pytest.mark.parametrize("chunk", [-1, 100_001])
def test_that_a_chunk_has_bounds(chunk: int) -> None:
    spec = msgspec.structs.replace(IRIS, schedule=ScheduleSpec(chunk=chunk))
    assert fields(spec) == {"schedule.chunk": "error"}


@pytest.mark.parametrize(
    ("limits", "field"),
    [
        (LimitSpec(task_s=0.0), "limits.task_s"),
        (LimitSpec(task_s=1e9), "limits.task_s"),
        (LimitSpec(worker_mb=100), "limits.worker_mb"),
    ],
)
def test_that_limits_have_bounds(limits: LimitSpec, field: str) -> None:
    assert fields(msgspec.structs.replace(IRIS, limits=limits)) == {field: "error"}
    usual = LimitSpec(task_s=10.0, worker_mb=2048)
    assert fields(msgspec.structs.replace(IRIS, limits=usual)) == {}
