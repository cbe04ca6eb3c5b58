from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.scaling import paired_speedup, scaling_points, widest

VECTORS = json.loads(
    (Path(__file__).parent.parent / "reference" / "vectors.json").read_text()
)["scaling"]
SECONDS = st.floats(min_value=1e-4, max_value=1e4)


def test_that_the_paired_interval_equals_the_reference_case() -> None:
    case = VECTORS["speedup_ci"]
    interval = paired_speedup(case["T1"], case["Tp"])
    assert interval is not None
    assert interval.value == pytest.approx(
        case["paired_geometric_mean"], abs=case["abs"]
    )
    assert [interval.low, interval.high] == pytest.approx(
        case["paired_ci95"], abs=case["abs"]
    )


def test_that_one_pair_has_no_interval() -> None:
    assert paired_speedup([10.0], [5.0]) is None
    (one, two) = scaling_points({1: [10.0], 2: [5.0]})
    assert (one.speedup, two.speedup) == (1.0, 2.0)
    assert two.ci95 is None
    assert widest((one, two)) is None


def test_that_the_baseline_is_exactly_one() -> None:
    (one,) = scaling_points({1: [10.0, 11.0, 9.0]})
    assert one.speedup == 1.0
    assert one.ci95 == (1.0, 1.0)
    assert one.efficiency == 1.0
    assert widest((one,)) == 0.0


def test_that_pairs_cancel_what_a_slow_minute_does_to_both() -> None:
    interval = paired_speedup([10.0, 20.0, 40.0], [5.0, 10.0, 20.0])
    assert interval is not None
    assert (interval.low, interval.value, interval.high) == pytest.approx((2, 2, 2))


def test_that_a_count_without_a_baseline_is_left_out() -> None:
    assert scaling_points({2: [5.0]}) == ()


def test_that_only_common_repeats_are_paired() -> None:
    points = scaling_points({1: [10.0, 10.0, 10.0], 2: [5.0, 5.0]})
    assert points[1].ci95 == pytest.approx((2.0, 2.0))
    assert points[0].seconds == (10.0, 10.0, 10.0)


@given(st.lists(st.tuples(SECONDS, SECONDS), min_size=2, max_size=20))
def test_that_the_interval_holds_the_estimate_and_turns_over_with_the_ratio(
    pairs: list[tuple[float, float]],
) -> None:
    ours, theirs = [a for a, _ in pairs], [b for _, b in pairs]
    forth, back = paired_speedup(ours, theirs), paired_speedup(theirs, ours)
    assert forth is not None
    assert back is not None
    assert forth.low <= forth.value * (1 + 1e-12)
    assert forth.value <= forth.high * (1 + 1e-12)
    assert math.log(forth.value) == pytest.approx(-math.log(back.value), abs=1e-9)


@given(st.floats(min_value=0.1, max_value=64), st.integers(min_value=1, max_value=64))
def test_that_efficiency_is_speedup_per_worker(speedup: float, workers: int) -> None:
    if workers == 1:
        return
    (_, point) = scaling_points({1: [speedup, speedup], workers: [1.0, 1.0]})
    assert point.efficiency == pytest.approx(speedup / workers)
