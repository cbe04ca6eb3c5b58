"""What to measure next: the design that narrows the answer, and why."""

from __future__ import annotations

from math import sqrt
from statistics import median

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.student import t_quantile
from workbench.scaling import laws
from workbench.scaling.analysis import Analysis, Point, analyse
from workbench.scaling.fitting import fit
from workbench.scaling.laws import AMDAHL, USL
from workbench.scaling.next_measurement import (
    MOST_REPEATS,
    Target,
    expected_costs,
    next_measurement,
    one_more_repeat,
    possible_counts,
)

COUNTS = (1, 2, 4, 8, 16)


def rows(speedup, counts=COUNTS, repeats=2, noise=0.02, seed=0):
    """Seconds of a job that takes 10 s on one worker."""
    rng = np.random.default_rng(seed)
    return [
        (n, 10 / float(speedup(n)) * float(np.exp(rng.normal(0, noise))))
        for n in counts
        for _ in range(repeats)
    ]


def amdahls(n):
    return laws.amdahl(n, 0.1)


def usls(n):
    return laws.usl(n, 0.05, 0.004)


def amdahls_fit(timings):
    return fit(AMDAHL, [n for n, _ in timings], [1 / s for _, s in timings], "relative")


def counted(timings):
    """The same as ``analyse``, without its fits."""
    seconds = {}
    for n, value in timings:
        seconds.setdefault(n, []).append(value)
    points = tuple(
        Point(
            workers=n,
            value=median(values),
            speedup=1.0,
            efficiency=1.0,
            karp_flatt=None,
            repeats=len(values),
        )
        for n, values in sorted(seconds.items())
    )
    return Analysis(kind="seconds", points=points, laws={}, best_law=None, flags=())


def width_of_the_serial_share(law, measured, further, workers):
    """In closed form: ln X is a straight line in h with the slope f.

    X(n) = γ / (f + (1 − f) / n), so −∂ ln X / ∂f = h(n) = (1 − 1/n) / (f + (1 − f) / n)
    and Var f = s² / Σ (h − h̄)².
    """
    f = law.parameters["serial_fraction"].value
    n = np.array([*measured, *[workers] * further], dtype=float)
    h = (1 - 1 / n) / (f + (1 - f) / n)
    se = law.residual_sd / sqrt(np.sum((h - h.mean()) ** 2))
    return 2 * t_quantile(0.95, law.df + further) * se


@given(
    serial=st.floats(0.02, 0.6),
    repeats=st.lists(st.integers(1, 6), min_size=5, max_size=5),
    budget=st.floats(1.0, 60.0),
    seed=st.integers(0, 1_000),
)
@settings(max_examples=25, deadline=None)
def test_that_the_serial_share_is_measured_where_its_exact_variance_is_least(
    serial, repeats, budget, seed
):
    timings = [
        row
        for n, times in zip(COUNTS, repeats, strict=True)
        for row in rows(lambda n: laws.amdahl(n, serial), [n], times, seed=seed + n)
    ]
    law = amdahls_fit(timings)
    if law.parameters["serial_fraction"].at_bound:
        return
    found = counted(timings)
    costs = dict(zip((1, 2, 3, 6, 16, 32), (1.0, 2, 1, 0.5, 0.7, 2), strict=True))
    costs = {n: cost for n, cost in costs.items() if cost <= budget}
    advice = next_measurement(found, costs, budget, Target(name="serial"), law)
    measured = [n for n, _ in timings]
    exact = {
        n: width_of_the_serial_share(
            law, measured, max(1, min(MOST_REPEATS, int(budget / cost + 1e-9))), n
        )
        for n, cost in costs.items()
    }
    assert advice.width_before == pytest.approx(
        width_of_the_serial_share(law, measured, 0, 1), rel=1e-4
    )
    assert advice.width_after == pytest.approx(min(exact.values()), rel=1e-4)
    assert exact[advice.workers] == pytest.approx(min(exact.values()), rel=1e-4)
    assert advice.seconds <= budget * (1 + 1e-9)
    assert advice.reason == "narrow"


def test_that_the_width_before_is_that_of_the_band_drawn():
    found = analyse(rows(amdahls, seed=2))
    costs = expected_costs(found, COUNTS)
    advice = next_measurement(found, costs, 10.0, Target(workers=16))
    _, [low], [high] = found.best.speedup_band([16], 1)
    assert advice.width_before == pytest.approx(high - low, rel=1e-6)
    assert advice.width_after < advice.width_before


def test_that_one_worker_stands_for_the_largest_count():
    found = counted(timings := rows(amdahls, seed=2))
    costs, law = dict.fromkeys(COUNTS, 1.0), amdahls_fit(timings)
    whole = next_measurement(found, costs, 3.0, law=law)
    assert next_measurement(found, costs, 3.0, Target(workers=1), law) == whole
    assert next_measurement(found, costs, 3.0, Target(workers=16), law) == whole


def test_that_the_width_promised_is_about_the_width_that_comes():
    ratios = []
    for seed in range(30):
        timings = rows(amdahls, repeats=4, seed=seed)
        law, found = amdahls_fit(timings), counted(timings)
        costs = expected_costs(found, COUNTS, law)
        advice = next_measurement(found, costs, 20.0, Target(workers=16), law)
        further = rows(amdahls, [advice.workers], advice.repeats, seed=1_000 + seed)
        _, [low], [high] = amdahls_fit(timings + further).speedup_band([16], 1)
        ratios.append((high - low) / advice.width_after)
    assert median(ratios) == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize("kind", ["seconds", "throughput"])
def test_that_the_peak_of_the_usl_is_narrowed_by_the_delta_method(kind):
    timings = rows(usls, (1, 2, 4, 8, 16, 32), 3, seed=4)
    if kind == "throughput":
        timings = [(n, 1 / s) for n, s in timings]
    found = analyse(timings, kind)
    law = found.laws["usl"]
    alpha, beta = (law.parameters[name].value for name in ("alpha", "beta"))
    gradient = np.array(
        [-0.5 / sqrt((1 - alpha) * beta), -0.5 * sqrt(1 - alpha) / beta**1.5, 0.0]
    )
    spread = gradient @ np.array(law.covariance) @ gradient
    costs = expected_costs(found, (1, 2, 4, 8, 16, 32), law)
    advice = next_measurement(found, costs, 12.0, Target(name="peak"), law)
    expected = 2 * t_quantile(0.95, law.df) * sqrt(spread)
    assert advice.width_before == pytest.approx(expected, rel=1e-3)
    assert advice.workers > 1
    assert "peak" in str(advice.sentences[-1])


def test_that_a_law_without_peak_is_not_asked_for_one():
    found = analyse(rows(amdahls, seed=1))
    advice = next_measurement(found, {1: 10.0}, 20.0, Target(name="peak"))
    assert advice.workers is None
    assert "no peak" in str(advice.sentences[0])


def test_that_a_law_gets_its_points_first():
    timings, order = [], []
    costs = dict.fromkeys((1, 2, 3, 4, 6, 8, 12, 16), 10.0)
    timings += rows(amdahls, [4], 1)
    for _ in range(6):
        advice = next_measurement(analyse(timings), costs, 30.0)
        assert advice.reason == "fill"
        assert advice.width_after is None
        order.append(advice.workers)
        timings += rows(amdahls, [advice.workers], 1, seed=len(timings))
        if analyse(timings).best is not None:
            break
    assert order == [1, 2, 16, 1]
    assert next_measurement(analyse(timings), costs, 30.0).reason != "fill"


def test_that_the_widest_gap_is_filled_where_the_ends_are_there():
    costs = dict.fromkeys((1, 2, 4, 8, 16, 64), 1.0)
    timings = rows(amdahls, (1, 2, 64), 1)
    advice = next_measurement(analyse(timings), costs, 1.0)
    assert advice.workers in (8, 16)
    assert "needs it most" in str(advice.sentences[1])


def test_that_two_possible_counts_are_both_repeated():
    costs = {1: 10.0, 2: 5.0}
    found = analyse(rows(amdahls, (1, 2), 1))
    assert next_measurement(found, costs, 10.0).workers == 1
    uneven = rows(amdahls, (1,), 6) + rows(amdahls, (2,), 2, seed=1)
    advice = next_measurement(analyse(uneven), costs, 10.0)
    assert (advice.workers, advice.repeats) == (2, 2)


def test_that_a_budget_too_small_for_anything_is_said():
    found = analyse(rows(amdahls, seed=1))
    advice = next_measurement(found, {1: 10.0, 16: 1.6}, 1.0)
    assert advice.workers is None
    assert advice.repeats == 0
    assert "at least 1.6 s" in str(advice.sentences[0])


def test_that_only_what_fits_into_the_budget_is_advised():
    found = analyse(rows(amdahls, seed=1))
    advice = next_measurement(found, {1: 10.0, 16: 1.6}, 5.0)
    assert (advice.workers, advice.repeats) == (16, 3)
    assert advice.seconds == pytest.approx(4.8)


def test_that_rival_laws_are_told_apart_first():
    found = analyse(rows(lambda n: laws.usl(n, 0.05, 0.0006), seed=8))
    advice = next_measurement(found, expected_costs(found, range(1, 65)), 20.0)
    assert advice.reason == "laws"
    laws_of_two = found.laws["amdahl"], found.laws["usl"]
    assert abs(laws_of_two[0].aicc - laws_of_two[1].aicc) < 2
    assert advice.workers == 64  # they go apart beyond what was measured
    assert "tells them apart" in str(advice.sentences[1])


def test_that_costs_are_measured_or_by_the_law():
    found = analyse(rows(amdahls, repeats=3, noise=1e-4))
    costs = expected_costs(found, (1, 3, 16, 32))
    assert costs[1] == pytest.approx(10, rel=1e-3)
    assert costs[3] == pytest.approx(10 / amdahls(3), rel=1e-3)
    assert costs[32] == pytest.approx(10 / amdahls(32), rel=1e-3)
    assert one_more_repeat(found) == pytest.approx(
        sum(10 / amdahls(n) for n in COUNTS), rel=1e-3
    )


def test_that_costs_without_a_law_are_no_less_than_what_is_known():
    found = analyse([(2, 6.0), (8, 3.0)])
    assert expected_costs(found, (1, 2, 4, 8, 16)) == {
        1: 12.0,
        2: 6.0,
        4: 6.0,
        8: 3.0,
        16: 3.0,
    }


def test_that_throughputs_cost_a_measurement_each():
    timings = [(n, 1 / s) for n, s in rows(usls, repeats=3)]
    found = analyse(timings, "throughput")
    advice = next_measurement(found, expected_costs(found, COUNTS), 4)
    assert advice.repeats == 4
    assert " s." not in str(advice.sentences[0])
    nothing = next_measurement(found, expected_costs(found, COUNTS), 0.5)
    assert "less than one measurement" in str(nothing.sentences[0])


def test_that_possible_counts_hold_the_measured_and_are_few():
    found = analyse(rows(amdahls, (1, 7, 1_000_000)))
    counts = possible_counts(found)
    assert {1, 7, 1_000_000} <= set(counts)
    assert len(counts) < 80
    assert possible_counts(found, 8) == [1, 2, 3, 4, 5, 6, 7, 8]
    crowd = counted([(n, 1.0) for n in range(1, 1_001)])
    assert len(possible_counts(crowd)) < 80


def test_that_a_parameter_at_its_bound_still_has_a_width():
    n, share = (1, 2, 4, 8, 16), (1, 0.99, 1.01, 0.98, 0.99)
    timings = [(p, 10 / p * s) for p, s in zip(n, share, strict=True)] * 2
    found = analyse(timings)
    law = found.laws["amdahl"]
    assert law.parameters["serial_fraction"].at_bound
    advice = next_measurement(found, expected_costs(found, n), 20.0, law=law)
    assert 0 < advice.width_after < advice.width_before
    assert USL.name in found.laws
