"""Laws, the choice between them, flags and the advice, from rows."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.scaling import laws
from workbench.scaling.analysis import analyse
from workbench.scaling.recommend import recommend

COUNTS = (1, 2, 4, 8, 16, 32)


def rows(speedup, repeats=3, noise=0.01, counts=COUNTS, seed=0):
    """Seconds of a job that takes 10 s on one worker."""
    rng = np.random.default_rng(seed)
    return [
        (n, 10 / float(speedup(n)) * float(np.exp(rng.normal(0, noise))))
        for n in counts
        for _ in range(repeats)
    ]


def names(found):
    return [flag.name for flag in found.flags]


def test_that_amdahls_job_is_recognised():
    found = analyse(rows(lambda n: laws.amdahl(n, 0.08), seed=1))
    assert found.best_law == "amdahl"
    serial = found.best.parameters["serial_fraction"]
    assert serial.ci95[0] < 0.08 < serial.ci95[1]
    assert "retrograde" not in names(found)


def test_that_a_falling_throughput_is_flagged_and_needs_the_usl():
    found = analyse(rows(lambda n: laws.usl(n, 0.02, 0.004)))
    assert found.best_law == "usl"
    assert "retrograde" in names(found)
    advice = recommend(found)
    assert advice.fastest.workers < 32
    assert advice.fastest.low <= advice.fastest.workers <= advice.fastest.high
    assert advice.knee.workers <= advice.fastest.workers
    assert advice.cheapest.workers == 1


def test_that_a_superlinear_speedup_is_flagged_and_not_clipped():
    found = analyse(rows(lambda n: n**1.1))
    assert "superlinear" in names(found)
    assert found.points[-1].efficiency > 1.2
    assert found.points[-1].karp_flatt < 0


def test_that_noise_alone_is_no_superlinear_speedup():
    flagged = [
        "superlinear" in names(analyse(rows(float, noise=0.05, seed=seed)))
        for seed in range(8)
    ]
    assert sum(flagged) <= 3


def test_that_two_points_are_not_enough_to_choose():
    found = analyse([(1, 10.0), (2, 5.3)])
    assert found.best_law is None
    assert names(found) == ["too few points"]
    advice = recommend(found)
    assert advice.fastest is None
    assert "No recommendation" in str(advice.sentences[0])


def test_that_wild_timings_get_no_recommendation():
    found = analyse(rows(lambda n: laws.amdahl(n, 0.1), noise=1.5, seed=3))
    advice = recommend(found)
    assert advice.knee is None
    assert "scatter" in str(advice.sentences[0])


def test_that_points_are_relative_to_the_smallest_count():
    found = analyse([(2, 5.0), (4, 2.6), (8, 1.5)])
    assert [p.workers for p in found.points] == [2, 4, 8]
    assert found.points[0].speedup == pytest.approx(2.0)
    assert found.points[0].efficiency == pytest.approx(1.0)


def test_that_a_law_which_the_points_contradict_is_flagged_and_keeps_wide_intervals():
    seconds = {1: 10.0, 2: 4.25, 4: 2.05, 8: 2.65}
    found = analyse([(n, t * f) for n, t in seconds.items() for f in (0.99, 1.0, 1.01)])
    usl = found.laws["usl"]

    assert usl.contradicted
    assert ("contradicted", "usl") in [(flag.name, flag.law) for flag in found.flags]
    for estimate in usl.parameters.values():
        assert estimate.ci95[1] > estimate.ci95[0]


def test_that_a_speedup_beyond_all_laws_gets_no_recommendation():
    seconds = {1: 10.0, 2: 4.25, 4: 2.05, 8: 1.5}
    found = analyse([(n, t * f) for n, t in seconds.items() for f in (0.99, 1.0, 1.01)])
    advice = recommend(found)

    assert advice.fastest is advice.knee is advice.cheapest is None
    assert "Fastest among those measured is 8" in str(advice.sentences[0])
