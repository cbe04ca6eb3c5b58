"""The law drawn over a run's points: its choice, its band, its words."""

from __future__ import annotations

import random

import numpy as np
import pytest

from workbench.scaling import laws
from workbench.scaling.curve import law_curve
from workbench.scaling.fitting import fit
from workbench.scaling.laws import AMDAHL, USL

COUNTS = (1, 2, 4, 8)


def timings(law, counts=COUNTS, repeats=6, scatter=0.02, seed=3):
    """Seconds by worker count, scattered around a law of speedup."""
    dice = random.Random(seed)
    return {
        n: [
            10.0 / float(law(n)) * dice.lognormvariate(0, scatter)
            for _ in range(repeats)
        ]
        for n in counts
    }


def amdahls(n):
    return laws.amdahl(n, 0.1)


def gustafsons(n):
    return laws.gustafson(n, 0.2)


def usls(n):
    return laws.usl(n, 0.05, 0.02)


def test_that_two_worker_counts_have_no_law():
    assert law_curve(timings(amdahls, counts=(1, 2)), 1) is None


def test_that_a_law_needs_its_baseline():
    assert law_curve(timings(amdahls, counts=(2, 4, 8)), 1) is None


def test_that_a_serial_share_is_found_and_said_with_its_interval():
    curve = law_curve(timings(amdahls), 1)
    value, low, high = curve.parameters["serial_fraction"]
    assert curve.name == "amdahl"
    assert low < 0.1 < high
    assert low < value < high
    said = str(curve.sentences[0])
    assert f"{100 * value:.1f} % of the work is serial" in said
    assert f"{1 / value:.3g} times as fast ({1 / high:.3g}–{1 / low:.3g})" in said


def test_that_a_law_that_falls_names_the_count_from_which_on_it_does():
    curve = law_curve(timings(usls, counts=(1, 2, 4, 8, 16)), 1)
    assert curve.name == "usl"
    peak = laws.usl_peak(curve.parameters["alpha"][0], curve.parameters["beta"][0])
    assert f"more than {peak:.0f} workers make it slower" in str(curve.sentences[0])


def test_that_no_end_is_promised_where_no_serial_share_is_shown():
    curve = law_curve(timings(lambda n: n, scatter=0.05), 1)
    assert curve.name == "amdahl"
    assert "cannot be told yet" in str(curve.sentences[0])


def test_that_work_that_does_not_grow_is_never_told_by_gustafsons_law():
    for seed in range(10):
        curve = law_curve(timings(lambda n: 0.9 * n + 0.1, seed=seed), 1)
        assert curve.name in ("amdahl", "usl")


def test_that_work_that_grows_is_never_told_by_amdahls_law():
    for seed in range(10):
        grown = {
            n: [n * t for t in found]
            for n, found in timings(lambda n: 0.9 * n + 0.1, seed=seed).items()
        }
        curve = law_curve(grown, 1, work=float)
        assert curve.name in ("gustafson", "usl")
        at_one = curve.workers.index(1.0)
        assert (curve.speedup[at_one], curve.low[at_one]) == pytest.approx((1, 1))


def test_that_gustafsons_share_is_said_with_its_interval():
    grown = {n: [n * t for t in f] for n, f in timings(gustafsons).items()}
    curve = law_curve(grown, 1, work=float)
    value, low, high = curve.parameters["serial_fraction"]
    assert curve.name == "gustafson"
    assert low < 0.2 < high
    said = str(curve.sentences[0])
    assert f"{100 * value:.1f} % of the time is serial" in said
    assert f"({100 * low:.1f}–{100 * high:.1f} %)" in said
    assert f"adds {1 - value:.3g} to the scaled speedup" in said


def test_that_growing_work_that_loses_throughput_names_where():
    grown = {
        n: [n * t for t in found]
        for n, found in timings(usls, counts=(1, 2, 4, 8, 16)).items()
    }
    curve = law_curve(grown, 1, work=float)
    assert curve.name == "usl"
    assert "workers get less done per second" in str(curve.sentences[0])


def test_that_the_curve_passes_every_measured_count_and_is_one_at_the_baseline():
    curve = law_curve(timings(amdahls), 1)
    at = {
        n: (speedup, low, high)
        for n, speedup, low, high in zip(
            curve.workers, curve.speedup, curve.low, curve.high, strict=True
        )
    }
    assert set(map(float, COUNTS)) <= set(at)
    assert at[1.0] == pytest.approx((1.0, 1.0, 1.0))
    assert all(low < speedup < high for n, (speedup, low, high) in at.items() if n > 1)


def test_that_amdahls_band_is_that_of_the_derivative_by_its_fraction():
    n = np.repeat(COUNTS, 6)
    seconds = np.array([t for found in timings(amdahls).values() for t in found])
    found = fit(AMDAHL, n, 1 / seconds, "relative")
    serial = found.parameters["serial_fraction"]
    speedup, low, high = found.speedup_band([1, 3, 8, 64], 1)
    p = np.array([1.0, 3.0, 8.0, 64.0])
    expected = laws.amdahl(p, serial.value)
    half = (serial.ci95[1] - serial.ci95[0]) / 2 * (1 - 1 / p) * expected
    assert speedup == pytest.approx(expected)
    assert np.log(high / speedup) == pytest.approx(half, rel=0.05)
    assert high / speedup == pytest.approx(speedup / low)


def test_that_the_band_covers_the_truth_as_often_as_it_says():
    hits = 0
    for seed in range(60):
        data = timings(usls, counts=(1, 2, 3, 4, 6, 8), repeats=4, seed=seed)
        n = [float(k) for k, found in data.items() for _ in found]
        x = [1 / t for found in data.values() for t in found]
        _, [low], [high] = fit(USL, n, x, "relative").speedup_band([8], 1)
        hits += bool(low <= usls(8) <= high)
    assert hits >= 51  # 95 % of 60 is 57; fewer than 51 come up once in 1,000 times


def test_that_more_workers_than_cores_are_said_to_be_in_the_law():
    beyond, within = (law_curve(timings(amdahls), 1, cores) for cores in (4, 8))
    assert any("more workers than the 4 cores" in str(s) for s in beyond.sentences)
    assert not any("cores here" in str(s) for s in within.sentences)
