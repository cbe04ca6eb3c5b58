from __future__ import annotations

import pytest

from workbench.scaling import recommended_workers, scaling_points, workers_sentence

NOISE = (1.00, 1.01, 0.99, 1.005, 0.995)


def points(**speedups: float):  # type: ignore[no-untyped-def]
    """Points whose timings jitter by a percent around 10 s / speedup."""
    sweep = {1: [10.0 * n for n in NOISE]}
    for name, speedup in speedups.items():
        workers = int(name.removeprefix("w"))
        turned = NOISE[workers % 5 :] + NOISE[: workers % 5]
        sweep[workers] = [10.0 / speedup * n for n in turned]
    return scaling_points(sweep)


def test_that_the_fastest_supported_count_is_recommended() -> None:
    assert recommended_workers(points(w2=1.9, w4=3.6)) == 4


def test_that_more_workers_without_gain_are_not_recommended() -> None:
    sweep = points(w2=1.83, w4=1.80)
    assert recommended_workers(sweep) == 2
    sentence = str(workers_sentence(sweep, cores=2))
    assert sentence.startswith("Use 2 workers: 1.83× faster (")
    assert "4 workers" in sentence
    assert "2 cores" in sentence


def test_that_a_slower_run_says_stay_with_one_worker() -> None:
    sweep = points(w2=0.8, w4=0.5)
    assert recommended_workers(sweep) == 1
    assert "more made it slower" in str(workers_sentence(sweep, cores=2))


def test_that_a_gain_below_what_is_worth_it_is_not_claimed() -> None:
    sweep = points(w2=1.03)
    assert recommended_workers(sweep) == 1
    assert "no larger count is shown" in str(workers_sentence(sweep, cores=2))


def test_that_wide_intervals_recommend_nothing_beyond_the_baseline() -> None:
    sweep = scaling_points({1: [10.0, 10.0, 10.0], 2: [2.0, 30.0, 9.0]})
    assert recommended_workers(sweep) == 1


@pytest.mark.parametrize("timings", [{1: [10.0], 2: [5.0]}, {1: [10.0, 9.0]}, {}])
def test_that_too_little_data_recommends_nothing(
    timings: dict[int, list[float]],
) -> None:
    sweep = scaling_points(timings)
    assert recommended_workers(sweep) is None
    assert "Use" not in str(workers_sentence(sweep, cores=2))
