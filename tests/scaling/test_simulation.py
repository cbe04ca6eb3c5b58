"""The machine that nobody has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.scaling.bounds import list_schedule
from workbench.scaling.simulation import SimulatedMachine, simulate

durations = st.lists(st.floats(1e-3, 10), min_size=1, max_size=40)


@given(durations, st.integers(1, 50))
def test_that_a_perfect_machine_is_a_list_schedule(tasks, workers):
    found = simulate(tasks, SimulatedMachine(workers=workers))
    assert found.makespan_s == pytest.approx(list_schedule(tasks, workers))
    assert found.waiting_s == 0
    parts = found.compute_s + found.idle_s
    assert parts == pytest.approx(workers * found.makespan_s)


@given(durations, st.integers(1, 20), st.floats(0, 1), st.floats(1, 5))
def test_that_nothing_makes_it_faster_than_a_perfect_machine(
    tasks, workers, share, factor
):
    perfect = simulate(tasks, SimulatedMachine(workers=workers))
    machine = SimulatedMachine(
        workers=workers,
        dispatch_s=0.01,
        latency_s=0.02,
        bytes_per_s=1e6,
        straggler_share=share,
        straggler_factor=factor,
    )
    real = simulate(tasks, machine, task_bytes=1e4)
    # Graham's anomaly: a slow worker may change who takes what, but never for free.
    assert real.makespan_s >= max(tasks) + 0.04
    assert real.makespan_s >= perfect.compute_s / workers
    assert real.idle_s >= -1e-9


def test_that_one_program_that_hands_out_is_a_bottleneck():
    machine = SimulatedMachine(workers=1_000, dispatch_s=0.001)
    found = simulate([0.1] * 10_000, machine)
    assert found.makespan_s == pytest.approx(10_000 * 0.001 + 0.1)


def test_that_a_shared_link_is_a_bottleneck():
    machine = SimulatedMachine(workers=100, bytes_per_s=1e6)
    found = simulate([0.001] * 500, machine, task_bytes=1e5)
    assert found.makespan_s == pytest.approx(500 * 0.1 + 0.001)


def test_that_stragglers_hold_up_the_end():
    tasks = [1.0] * 100
    machine = SimulatedMachine(
        workers=100, straggler_share=0.1, straggler_factor=3.0, seed=4
    )
    assert simulate(tasks, machine).makespan_s == pytest.approx(3.0)
    assert machine.factors().count(3.0) == 10


def test_that_a_serial_part_is_amdahls():
    found = simulate([0.01] * 95, SimulatedMachine(workers=95), serial_s=0.05)
    assert found.speedup == pytest.approx(1 / (0.05 + 0.95 / 95))


@pytest.mark.parametrize(
    "wrong",
    [
        {"workers": 0},
        {"workers": 1, "straggler_share": 1.5},
        {"workers": 1, "straggler_factor": 0.5},
        {"workers": 1, "latency_s": -1.0},
        {"workers": 1, "bytes_per_s": 0.0},
    ],
)
def test_that_an_impossible_machine_is_refused(wrong):
    with pytest.raises(ValueError, match=r"worker|share|times"):
        SimulatedMachine(**wrong)
