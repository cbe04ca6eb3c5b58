"""Bounds that need no law."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.scaling.bounds import list_schedule, speedup_bound

durations = st.lists(
    st.floats(min_value=1e-3, max_value=10, allow_nan=False), min_size=1, max_size=30
)


@given(durations, st.integers(1, 40))
def test_that_no_schedule_beats_the_bound(tasks, workers):
    makespan = list_schedule(tasks, workers)
    assert sum(tasks) / makespan <= speedup_bound(tasks, workers) * (1 + 1e-9)
    assert speedup_bound(tasks, workers) <= speedup_bound(tasks) * (1 + 1e-9)


@given(durations, st.integers(1, 40))
def test_that_grahams_guarantee_holds(tasks, workers):
    best = max(max(tasks), sum(tasks) / workers)
    guarantee = (2 - 1 / workers) * best
    assert list_schedule(tasks, workers) <= guarantee * (1 + 1e-9)


@given(durations)
def test_that_one_worker_takes_all_tasks_in_turn(tasks):
    assert list_schedule(tasks, 1) == pytest.approx(sum(tasks))
    assert list_schedule(tasks, 1, 0.5) == pytest.approx(sum(tasks) + 0.5 * len(tasks))


def test_that_one_long_task_bounds_the_speedup():
    assert speedup_bound([8, 1, 1, 1, 1]) == 1.5
    assert list_schedule([8, 1, 1, 1, 1], 4) == 8
    assert list_schedule([1, 1, 1, 1, 8], 2) == 10  # the last one is begun too late


def test_that_no_worker_is_no_schedule():
    with pytest.raises(ValueError, match="worker"):
        list_schedule([1.0], 0)
