"""The serial fraction of the work, apart from that of running it."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.anatomy import Anatomy
from workbench.scaling import laws, lost_seconds
from workbench.scaling.curve import OWN, SERIAL, law_curve
from workbench.scaling.fitting import fit
from workbench.scaling.laws import AMDAHL
from workbench.scaling.own_fraction import own_serial_fraction

COUNTS = (1, 2, 4, 8, 16)


def timings(serial: float, overhead: float, scatter: float = 1e-4, seed: int = 1):
    """Seconds of a job of 2 s on which handing out tasks takes ``overhead``."""
    dice = random.Random(seed)
    seconds, lost = {}, {}
    for n in COUNTS:
        handed = [overhead * dice.lognormvariate(0, 0.2) for _ in range(3)]
        work = 2.0 / float(laws.amdahl(n, serial))
        seconds[n] = [work * dice.lognormvariate(0, scatter) + h for h in handed]
        lost[n] = handed
    return seconds, lost


@pytest.mark.parametrize("serial", [0.05, 0.15, 0.30])
def test_that_the_interval_holds_the_fraction_of_the_work_and_of_the_run(serial):
    held = 0
    for seed in range(40):
        seconds, lost = timings(serial, 0.004, seed=seed)
        own = own_serial_fraction(seconds, lost)
        assert own.value == pytest.approx(serial, abs=2e-4)
        held += own.ci95[0] <= serial <= own.ci95[1]
        rows = [(n, 1 / took) for n, repeats in seconds.items() for took in repeats]
        run = fit(AMDAHL, *zip(*rows, strict=True), "relative").parameters[SERIAL]
        assert run.value > serial + 5e-4
        assert own.ci95[0] <= run.value <= own.ci95[1]
    assert held >= 36  # 38 are expected


def test_that_what_handing_out_adds_is_said_where_it_is_worth_a_word():
    curve = law_curve(*_arguments(*timings(0.05, 0.02)))
    assert "of the work itself 5.0 % are serial" in str(curve.sentences[1])
    assert curve.parameters[OWN][0] < curve.parameters[SERIAL][0]


def test_that_nothing_is_said_where_handing_out_costs_nothing():
    curve = law_curve(*_arguments(*timings(0.05, 1e-6)))
    assert not any("work itself" in str(said) for said in curve.sentences)
    assert curve.parameters[OWN][0] == pytest.approx(
        curve.parameters[SERIAL][0], rel=1e-3
    )


def test_that_timings_that_were_not_all_taken_apart_give_no_fraction():
    seconds, lost = timings(0.05, 0.004)
    assert own_serial_fraction(seconds, {**lost, 2: lost[2][:1]}) is None
    assert own_serial_fraction(seconds, {}) is None


def test_that_two_worker_counts_are_too_few():
    seconds, lost = timings(0.05, 0.004)
    assert own_serial_fraction({1: seconds[1][:1], 2: seconds[2][:1]}, lost) is None


@given(
    workers=st.integers(1, 64),
    parts=st.tuples(*[st.floats(0, 100)] * 3),
)
def test_that_lost_seconds_are_wall_seconds_per_worker(workers, parts):
    transfer, dispatch, imbalance = parts
    anatomy = Anatomy(
        workers=workers,
        makespan_s=1.0,
        compute_s=1.0,
        contention_s=0.0,
        transfer_s=transfer,
        dispatch_s=dispatch,
        imbalance_s=imbalance,
        serial_s=5.0,
    )
    assert lost_seconds(anatomy) * workers == pytest.approx(sum(parts))


def _arguments(seconds, lost):
    return seconds, 1, None, None, lost
