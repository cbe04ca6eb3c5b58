from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.spec import ExperimentSpec, RepeatSpec
from workbench.planner import PRESETS, estimate, expand, worker_counts
from workbench.planner.memory import predicted_memory

IRIS = PRESETS["iris-vote"].spec


def plan(workers: tuple[int, ...], seed: int = 0, **repeats: int):  # type: ignore[no-untyped-def]
    return expand(
        msgspec.structs.replace(
            IRIS, workers=workers, seed=seed, repeats=RepeatSpec(**repeats)
        )
    )


def test_that_one_worker_is_always_measured_first() -> None:
    made = plan((4, 2))
    assert made.worker_counts == (1, 2, 4)
    assert made.baseline == 1
    assert made.blocks[1][0].workers == 1


def test_that_the_warm_up_uses_the_most_workers_and_is_not_measured() -> None:
    (warm_up,) = plan((1, 4)).blocks[0]
    assert (warm_up.role, warm_up.workers, warm_up.repeat) == ("warmup", 4, 0)


@given(
    st.lists(st.integers(1, 64), min_size=1, max_size=6),
    st.integers(0, 2**32 - 1),
    st.integers(1, 20),
)
def test_that_every_block_times_every_count_once(
    workers: list[int], seed: int, most: int
) -> None:
    made = plan(tuple(workers), seed, minimum=1, maximum=most)
    assert len(made.blocks) == most + 1
    for block in made.blocks[1:]:
        assert sorted(t.workers for t in block) == sorted({1, *workers})
    ids = [t.id for block in made.blocks for t in block]
    assert ids == list(range(len(ids)))


def test_that_the_seed_decides_the_order() -> None:
    orders = [
        [[t.workers for t in block] for block in plan((1, 2, 4, 8), seed).blocks]
        for seed in (0, 0, 1)
    ]
    assert orders[0] == orders[1]
    assert orders[0] != orders[2]


def test_that_the_serial_engine_has_one_worker() -> None:
    spec = msgspec.structs.replace(IRIS, engine="serial", workers=(2, 4))
    assert worker_counts(spec) == (1,)


def test_that_the_estimate_counts_tasks_and_takes_known_costs() -> None:
    guess = estimate(IRIS, cores=2)
    assert guess.tasks_per_trial == 3 * 20
    assert guess.trials == 2 * 5
    assert guess.tasks == 600
    known = dict.fromkeys(
        ("logistic_regression", "decision_tree", "k_nearest_neighbours"), 1.0
    )
    # 60 s on one worker and 30 s on two, five times, and every model once.
    assert estimate(IRIS, 2, known).seconds == pytest.approx(1.5 + 3 + 5 * 90)


def test_that_more_workers_than_cores_are_not_expected_to_help() -> None:
    known = {"squares": 1.0}
    spec = msgspec.structs.replace(
        PRESETS["squares"].spec, engine="threads", workers=(1, 8), params={"tasks": 10}
    )
    assert estimate(spec, 2, known).seconds == pytest.approx(1 + 5 * (10 + 5))


def test_that_a_growing_problem_is_sized_for_every_worker_count() -> None:
    spec = msgspec.structs.replace(PRESETS["weak-pi"].spec, engine="threads")
    known = {"monte_carlo_pi": 1.0}
    guess = estimate(spec, 2, known)
    assert guess.tasks_per_trial == 16
    assert guess.tasks == 5 * (16 + 32)
    assert guess.work == {1: 1.0, 2: 2.0}
    # 16 s on one worker, and as long for twice as much on two.
    assert guess.seconds == pytest.approx(1 + 5 * (16 + 16))
    plan = expand(spec, 2, known)
    assert (plan.tasks_per_trial, plan.work) == (16, {1: 1.0, 2: 2.0})


def test_that_the_largest_problem_decides_on_memory() -> None:
    spec = ExperimentSpec(
        workload="sorting", params={"numbers": 100_000_000}, workers=(1, 2, 4)
    )
    strong = predicted_memory(spec)
    weak = predicted_memory(msgspec.structs.replace(spec, scaling="weak"))
    assert weak.per_worker - strong.per_worker == 3 * 3 * 800_000_000


def test_that_sleeping_tasks_divide_over_more_workers_than_cores() -> None:
    spec = ExperimentSpec(
        workload="uneven_tasks",
        params={"how": "sleep", "seconds": 4.0, "tasks": 8},
        engine="threads",
        workers=(1, 8),
    )
    assert estimate(spec, 2).seconds == pytest.approx(0.5 + 5 * (4.0 + 0.5))
