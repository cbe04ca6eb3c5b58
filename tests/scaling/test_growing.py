"""What is said of a problem that grows with the workers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from workbench.core.events import ScalingPoint
from workbench.scaling import growing_sentence, recommended_workers, scaling_points

NOISE = (1.00, 1.01, 0.99, 1.005, 0.995)


def points(
    longer: dict[int, float], work: Callable[[int], float] = float
) -> tuple[ScalingPoint, ...]:
    """Points whose timings jitter by a percent; T(p) / T(1) by worker count."""
    sweep: dict[int, Sequence[float]] = {1: [10.0 * n for n in NOISE]}
    for workers, ratio in longer.items():
        turned = NOISE[workers % 5 :] + NOISE[: workers % 5]
        sweep[workers] = [10.0 * ratio * n for n in turned]
    return scaling_points(sweep, 1, work)


def test_that_the_scaled_speedup_is_the_ratio_of_work_per_second() -> None:
    one, four = scaling_points({1: [10.0, 10.0], 4: [12.5, 12.5]}, 1, float)
    assert (one.work, one.speedup, one.efficiency) == (1.0, 1.0, 1.0)
    assert four.work == 4.0
    assert four.speedup == pytest.approx(4 * 10.0 / 12.5)
    assert four.ci95 == pytest.approx((3.2, 3.2))
    assert four.efficiency == pytest.approx(10.0 / 12.5)


def test_that_a_single_repeat_has_a_scaled_speedup_without_interval() -> None:
    _, two = scaling_points({1: [10.0], 2: [11.0]}, 1, float)
    assert two.speedup == pytest.approx(20 / 11)
    assert two.ci95 is None


def test_that_the_verdict_says_how_much_longer_a_larger_problem_takes() -> None:
    sweep = points({2: 1.03, 4: 1.08})
    assert recommended_workers(sweep) == 4
    said = str(growing_sentence(sweep, cores=4))
    assert said.startswith(
        "With 4 workers a problem 4 times as large takes 1.08 times as long (1.0"
    )
    low, high = said.partition("(")[2].partition(")")[0].split("–")
    assert float(low) < 1.08 < float(high)
    assert said.endswith(": 93 % efficient.")


def test_that_workers_beyond_the_cores_are_not_recommended() -> None:
    sweep = points({2: 1.04, 4: 2.2})
    assert recommended_workers(sweep) == 2
    said = str(growing_sentence(sweep, cores=2))
    assert said.startswith("With 2 workers a problem 2 times as large")
    assert said.endswith("; 4 workers get less done per second on 2 cores.")


def test_that_no_gain_within_the_cores_is_told_as_not_clear() -> None:
    said = str(growing_sentence(points({2: 1.04, 4: 2.05}), cores=8))
    assert said.endswith("; 4 workers do not clearly get more done per second.")


def test_that_work_that_does_not_grow_fully_is_told_by_its_factor() -> None:
    sweep = points({4: 1.0}, work=lambda p: 0.15 + 0.85 * p)
    said = str(growing_sentence(sweep, cores=4))
    assert "a problem 3.55 times as large takes 1.00 times as long" in said
    assert "89 % efficient" in said


def test_that_one_worker_is_advised_where_more_get_less_done() -> None:
    sweep = points({2: 2.5})
    assert recommended_workers(sweep) == 1
    said = str(growing_sentence(sweep, cores=2))
    assert said.startswith("Stay with 1 worker: more get less done per second.")
    assert "2 times as large takes 2.50 times as long" in said


def test_that_one_worker_is_advised_where_no_gain_is_shown() -> None:
    said = str(growing_sentence(points({2: 1.97}), cores=2))
    assert "no larger count is shown to get at least 5 % more done" in said


@pytest.mark.parametrize("timings", [{1: [10.0], 2: [11.0]}, {1: [10.0, 9.0]}, {}])
def test_that_too_little_data_allows_no_verdict(
    timings: dict[int, list[float]],
) -> None:
    said = str(growing_sentence(scaling_points(timings, 1, float), cores=2))
    assert "times as large" not in said
    assert said
