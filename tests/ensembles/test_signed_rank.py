from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from workbench.core.messages import Message
from workbench.ensembles.signed_rank import (
    average_ranks,
    least_datasets,
    least_p,
    signed_rank,
    wilcoxon_tests,
)
from workbench.ensembles.wording import Named

PATIENT = settings(deadline=None)  # the first call imports scipy
WHOLE = st.lists(st.integers(min_value=-5, max_value=5), min_size=1, max_size=10)
THREE = [Named(key, Message(key.upper())) for key in ("a", "b", "c")]


def by_all_signs(differences: list[int]) -> float:
    """p by trying out every way to give signs to the ranks."""
    sizes = np.array([abs(d) for d in differences if d])
    ranks = stats.rankdata(sizes)
    total = ranks.sum()
    up = ranks[np.array([d for d in differences if d]) > 0].sum()
    sums = [(ranks * signs).sum() for signs in product((0, 1), repeat=len(ranks))]
    within = [min(s, total - s) <= min(up, total - up) + 1e-9 for s in sums]
    return float(np.mean(within))


@PATIENT
@given(WHOLE)
def test_that_p_is_exact_with_ties_and_zeros(differences: list[int]) -> None:
    expected = by_all_signs(differences) if any(differences) else 1.0
    assert signed_rank(differences)[1] == pytest.approx(expected)


@pytest.mark.parametrize("n", [5, 12, 40, 300])
def test_that_without_ties_it_equals_scipys_exact_test(n: int) -> None:
    differences = np.random.default_rng(n).normal(0.3, 1, n)
    expected = stats.wilcoxon(differences, method="exact")
    assert signed_rank(differences) == pytest.approx(
        (expected.statistic, expected.pvalue)
    )


@PATIENT
@given(WHOLE)
def test_that_the_sign_and_the_order_do_not_change_the_test(
    differences: list[int],
) -> None:
    turned = [-d for d in reversed(differences)]
    assert signed_rank(turned) == pytest.approx(signed_rank(differences))


@PATIENT
@given(st.lists(st.integers(0, 6), min_size=1, max_size=20))
def test_that_equal_values_share_their_mean_rank(values: list[int]) -> None:
    assert average_ranks(values) == pytest.approx(stats.rankdata(values))


def test_that_scores_apart_by_rounding_only_are_equal() -> None:
    assert list(average_ranks([0.1 + 0.2, 0.3, 0.5])) == [1.5, 1.5, 3.0]
    assert signed_rank([0.1 + 0.2 - 0.3, 0.01]) == (0.0, 1.0)


@pytest.mark.parametrize(("tests", "least"), [(1, 6), (3, 7), (10, 9)])
def test_that_the_fewest_data_sets_that_can_show_anything_are_known(
    tests: int, least: int
) -> None:
    assert least_datasets(tests) == least
    assert least_p(least, tests) < 0.05 <= least_p(least - 1, tests)
    assert signed_rank(range(1, least + 1))[1] * tests == pytest.approx(
        least_p(least, tests)
    )


def test_that_every_pair_is_tested_and_corrected_together() -> None:
    base = np.linspace(0.5, 0.9, 8)
    wins = np.array([1, 2, 3, 4, 5, 6, 7, -0.5]) / 100
    scores = np.stack([base + wins, base, base + np.tile([0.001, -0.001], 4)], axis=1)
    tests = wilcoxon_tests(THREE, scores, "accuracy")
    assert [(t.first, t.second) for t in tests] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert tests[0].p == pytest.approx(4 / 256)
    assert tests[0].p_adjusted == pytest.approx(3 * 4 / 256)
    assert str(tests[0].sentence) == (
        "A is better than B on 7 of 8 data sets, worse on 1, typically by +3.5 points: "
        "significant (p = 0.047; Wilcoxon’s signed-rank test, exact, allowing for 3 "
        "comparisons)."
    )
    assert ": not significant (p = " in str(tests[2].sentence)
    back = wilcoxon_tests(THREE[1::-1], scores[:, 1::-1], "accuracy")
    assert back[0].difference == pytest.approx(-tests[0].difference)
    assert str(back[0].sentence).startswith("B is worse than A on 7 of 8 data sets")


def test_that_too_few_data_sets_are_said_to_be_too_few() -> None:
    scores = np.array([[0.9, 0.8, 0.7]] * 5) + np.arange(5)[:, None] / 100
    test = wilcoxon_tests(THREE, scores, "accuracy")[0]
    assert test.p == pytest.approx(2 / 32)
    assert str(test.sentence).endswith(
        "On 5 data sets it never can be: that takes at least 7."
    )
