from __future__ import annotations

import math
from statistics import fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.ensemble import Frontier, RowCost, RowFindings
from workbench.core.messages import plain
from workbench.ensembles.frontier import frontiers

WAVE = (0.01, -0.01, 0.02, -0.02, 0.0)


def row(
    key: str,
    level: float,
    predict_s: float | None = None,
    cpu_s: float | None = None,
    *,
    wave: tuple[float, ...] = WAVE,
) -> RowFindings:
    scores = tuple(level + step for step in wave)
    return RowFindings(
        key=key,
        title=plain(key),
        rule=False,
        fold_scores=scores,
        mean=fmean(scores),
        ci95=None,
        cost=RowCost(predict_s=predict_s, cpu_s=cpu_s),
    )


def only(*rows: RowFindings, test_ratio: float = 0.25) -> Frontier:
    (found,) = frontiers(rows, test_ratio)
    return found


def test_that_only_rows_that_no_other_beats_are_on_the_frontier() -> None:
    found = only(
        row("slow", 0.95, 4.0),
        row("worse", 0.85, 2.0),
        row("middle", 0.90, 2.0),
        row("beaten", 0.89, 3.0),
        row("quick", 0.80, 1.0),
    )
    assert found.axis == "predict_s"
    assert found.keys == ("quick", "middle", "slow")


def test_that_two_equal_rows_are_both_on_the_frontier() -> None:
    assert only(row("a", 0.9, 1.0), row("b", 0.9, 1.0)).keys == ("a", "b")


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(1, 5)), min_size=1, max_size=12)
)
def test_that_the_frontier_is_what_comparing_all_pairs_gives(
    points: list[tuple[int, int]],
) -> None:
    rows = [
        row(str(i), s / 8, float(c), wave=(0.0,)) for i, (s, c) in enumerate(points)
    ]
    unbeaten = {
        str(i)
        for i, (score, cost) in enumerate(points)
        if not any(
            s >= score and c <= cost and (s, c) != (score, cost) for s, c in points
        )
    }
    assert set(only(*rows).keys) == unbeaten


def test_that_the_cheapest_lies_within_one_corrected_standard_error() -> None:
    error = math.sqrt(1 / 5 + 0.25) * stdev(WAVE)
    best = row("best", 0.9, 4.0)
    just_in = row("in", 0.9 - 0.99 * error, 2.0)
    just_out = row("out", 0.9 - 1.01 * error, 1.0)
    found = only(best, just_in, just_out)
    assert found.cheapest == "in"
    assert found.floor == pytest.approx(0.9 - error)
    text = str(found.sentence)
    assert text.startswith("in (0.8")
    assert "within one standard error of the best, best (0.900)" in text
    assert "predicts 2.0× as fast" in text


def test_that_the_best_may_be_the_cheapest() -> None:
    found = only(row("best", 0.9, 1.0), row("other", 0.8, 0.5))
    assert found.cheapest == "best"
    assert "nothing within one standard error of it predicts faster" in str(
        found.sentence
    )


def test_that_each_cost_has_its_frontier() -> None:
    found = frontiers([row("a", 0.9, 2.0, 1.0), row("b", 0.9, 1.0, 4.0)], 0.25)
    assert [(f.axis, f.keys, f.cheapest) for f in found] == [
        ("predict_s", ("b",), "b"),
        ("cpu_s", ("a",), "a"),
    ]
    # Equally good on both axes: the tie for the best goes to the cheaper one.
    assert "less CPU time" in str(found[1].sentence)


def test_that_a_share_of_cpu_time_is_told() -> None:
    (found,) = frontiers([row("a", 0.905, None, 8.0), row("b", 0.9, None, 2.0)], 0.25)
    assert found.axis == "cpu_s"
    assert "takes 25 % of its CPU time" in str(found.sentence)


def test_that_one_split_names_no_cheapest() -> None:
    found = only(row("a", 0.9, 2.0, wave=(0.0,)), row("b", 0.8, 1.0, wave=(0.0,)))
    assert found.keys == ("b", "a")
    assert found.cheapest is None
    assert found.floor is None
    assert found.sentence is None


@pytest.mark.parametrize("predict_s", [None, 1.0])
def test_that_rows_without_a_cost_or_a_failed_split_are_left_out(
    predict_s: float | None,
) -> None:
    failed = RowFindings(
        key="failed",
        title=plain("failed"),
        rule=False,
        fold_scores=(0.99, None),
        mean=0.99,
        ci95=None,
        cost=RowCost(predict_s=0.1),
    )
    found = frontiers([failed, row("a", 0.9, predict_s)], 0.25)
    assert [f.keys for f in found] == ([] if predict_s is None else [("a",)])
