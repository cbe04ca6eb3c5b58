from __future__ import annotations

from typing import Any

import msgspec
import pytest

from workbench.core.anatomy import PARTS, Anatomy, Change, Diagnosis, WorkerFacts
from workbench.scaling import Circumstances, diagnose


def anatomy(
    workers: int, tasks: int = 100, whole: float = 10.0, **shares: float
) -> Anatomy:
    """``whole`` worker-seconds on ``workers`` workers; what is not named is compute."""
    seconds = {f"{part}_s": whole * shares.get(part, 0.0) for part in PARTS}
    seconds["compute_s"] = whole * (1.0 - sum(shares.values()))
    return Anatomy(
        workers=workers,
        makespan_s=whole / workers,
        tasks=tasks,
        longest_task_s=whole / tasks,
        cpu_s=seconds["compute_s"],
        **seconds,
    )


def about(**changes: Any) -> Circumstances:
    usual: dict[str, Any] = {
        "cores": 4,
        "logical": 4,
        "physical": 4,
        "quota": None,
        "affinity": None,
        "engine": "processes",
        "threads_per_worker": 1,
        "chunk": 0,
        "order": "longest_first",
    }
    return Circumstances(**usual | changes)


def codes(found: tuple[Diagnosis, ...]) -> list[str]:
    return [diagnosis.code for diagnosis in found]


def threads(count: int) -> tuple[WorkerFacts, ...]:
    return (WorkerFacts(worker=0, threads={"openblas": count, "openmp": 1}),)


def test_that_a_healthy_run_has_no_diagnosis() -> None:
    assert diagnose([anatomy(1), anatomy(2, dispatch=0.05)], about()) == ()
    assert diagnose([], about()) == ()


def test_that_oversubscription_is_named_with_its_cure_and_a_measured_promise() -> None:
    (found,) = diagnose(
        [anatomy(4)],
        about(threads_per_worker=0, workers=threads(4), capped={4: 1.6}),
    )
    assert found.code == "oversubscribed"
    assert "4 workers × 4 native threads want 16 cores, there are 4" in str(
        found.finding
    )
    assert found.changes == (Change(field="threads_per_worker", value=1),)
    assert found.promised == pytest.approx(1.6)


@pytest.mark.parametrize(
    "changes",
    [
        {"workers": threads(4)},  # nothing was measured with a cap
        {"workers": threads(4), "capped": {4: 1.02}},  # it would bring nothing
        {"workers": threads(1), "capped": {4: 1.6}},  # there are not too many
        {"workers": threads(2), "capped": {4: 1.6}, "cores": 8},
        {"workers": threads(4), "capped": {4: 1.6}, "threads_per_worker": 1},
    ],
)
def test_that_oversubscription_is_not_claimed_without_both(
    changes: dict[str, Any],
) -> None:
    usual: dict[str, Any] = {"threads_per_worker": 0}
    found = diagnose([anatomy(4)], about(**usual | changes))
    assert "oversubscribed" not in codes(found)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"cores": 2, "logical": 2}, "8 workers share 2 cores"),
        ({"cores": 2, "logical": 8, "quota": 1.5}, "a quota leaves this program 2"),
        ({"cores": 2, "logical": 8, "affinity": 2}, "is bound to 2 of 8 cores"),
    ],
)
def test_that_too_many_workers_are_told_what_limits_them(
    limits: dict[str, Any], words: str
) -> None:
    (found,) = diagnose([anatomy(8, contention=0.7)], about(**limits))
    assert found.code == "more_workers_than_cores"
    assert words in str(found.finding)
    assert "at most 2 workers" in str(found.cure)
    assert found.changes == (Change(field="workers", value=2),)


def test_that_waiting_threads_are_told_of_pythons_lock() -> None:
    (found,) = diagnose([anatomy(2, contention=0.4)], about(engine="threads"))
    assert found.code == "interpreter_lock"
    assert found.changes == (Change(field="engine", value="processes"),)


def test_that_tiny_tasks_are_told_to_travel_together() -> None:
    lost = {"transfer": 0.3, "dispatch": 0.3}
    (found,) = diagnose([anatomy(2, tasks=100_000, **lost)], about(chunk=1))
    assert found.code == "tiny_tasks"
    assert found.changes == (Change(field="schedule.chunk", value=0),)
    (found,) = diagnose([anatomy(2, tasks=100_000, **lost)], about())
    assert found.changes == ()


def test_that_moving_data_is_told_apart_from_tiny_tasks() -> None:
    assert codes(diagnose([anatomy(2, transfer=0.4)], about())) == ["transfer_bound"]


def test_that_one_long_task_bounds_the_speedup() -> None:
    (found,) = diagnose([anatomy(4, tasks=3, imbalance=0.4)], about())
    assert found.code == "one_long_task"
    assert "can be more than 1.8× faster" in str(found.finding)


@pytest.mark.parametrize("settings", [{"order": "as_given"}, {"chunk": 20}])
def test_that_a_late_end_is_cured_by_order_and_chunks_where_they_can(
    settings: dict[str, Any],
) -> None:
    (found,) = diagnose([anatomy(4, imbalance=0.2)], about(**settings))
    assert found.code == "imbalance"
    assert {change.field for change in found.changes} == {
        "schedule.order",
        "schedule.chunk",
    }
    (found,) = diagnose([anatomy(4, imbalance=0.2)], about())
    assert found.changes == ()


def test_that_serial_work_is_named() -> None:
    assert codes(diagnose([anatomy(2, serial=0.3)], about())) == ["serial"]


@pytest.mark.parametrize(
    ("physical", "code"), [(4, "memory_bound"), (2, "shared_cores"), (None, None)]
)
def test_that_growing_cpu_time_is_memory_or_shared_cores(
    physical: int | None, code: str | None
) -> None:
    (found,) = diagnose([anatomy(1), anatomy(4, whole=20.0)], about(physical=physical))
    assert found.code == (code or "memory_bound")
    assert "100 % more CPU time" in str(found.finding)


def test_that_the_most_expensive_cause_comes_first() -> None:
    found = diagnose([anatomy(4, imbalance=0.2, serial=0.4)], about())
    assert codes(found) == ["serial", "imbalance"]
    found = diagnose([anatomy(4, imbalance=0.4, serial=0.2)], about())
    assert codes(found) == ["imbalance", "serial"]


def test_that_a_problem_that_grew_is_not_taken_for_slow_memory() -> None:
    found = [anatomy(1, tasks=50, whole=5.0), anatomy(2, tasks=100, whole=10.0)]
    assert codes(diagnose(found, about())) == ["memory_bound"]  # the same tasks
    assert diagnose(found, about(weak=True)) == ()


def test_that_slow_memory_is_found_in_a_problem_that_grew() -> None:
    found = [anatomy(1, tasks=50, whole=5.0), anatomy(2, tasks=100, whole=14.0)]
    (diagnosis,) = diagnose(found, about(weak=True))
    assert diagnosis.code == "memory_bound"
    assert "A task needs 40 % more CPU time on 2 workers" in str(diagnosis.finding)
    (siblings,) = diagnose(found, about(weak=True, physical=1))
    assert siblings.code == "shared_cores"
    assert "two workers share a physical core" in str(siblings.finding)


def test_that_no_bound_on_other_worker_counts_is_claimed_where_the_problem_grows() -> (
    None
):
    slow = msgspec.structs.replace(
        anatomy(4, tasks=10, whole=10.0, imbalance=0.5), longest_task_s=2.4
    )
    (strong,) = diagnose([slow], about())
    (weak,) = diagnose([slow], about(weak=True))
    assert strong.code == weak.code == "one_long_task"
    assert "no number of workers" in str(strong.finding)
    assert "no number of workers" not in str(weak.finding)
    assert "One task takes 2.4 s of the 2.5 s" in str(weak.finding)


def test_that_tasks_that_sleep_wait_for_no_core() -> None:
    asleep = [anatomy(1, contention=0.9), anatomy(8, contention=0.9)]
    assert diagnose(asleep, about()) == ()
    assert diagnose(asleep, about(engine="threads", cores=8)) == ()
    crowd = [anatomy(1, contention=0.05), anatomy(8, contention=0.45)]
    (found,) = diagnose(crowd, about())
    assert found.code == "more_workers_than_cores"
    assert "40 % of their time" in str(found.finding)
