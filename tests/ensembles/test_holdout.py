from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from workbench.core.ensemble import PairTest
from workbench.core.messages import Message
from workbench.ensembles.holdout import mcnemar
from workbench.ensembles.wording import Named

PATIENT = settings(deadline=None)  # the first call imports scipy
VOTE, SVM = Named("soft_vote", Message("Soft vote")), Named("svm", Message("SVM"))
LABELS = st.lists(st.tuples(*[st.integers(0, 2)] * 3), min_size=1, max_size=80)


def of_counts(both: int, b: int, c: int, neither: int) -> PairTest:
    """Rows that both get right, only the first, only the second, and neither."""
    first = [1] * (both + b) + [0] * (c + neither)
    second = [1] * both + [0] * b + [1] * c + [0] * neither
    return mcnemar(first, second, [1] * len(first), VOTE, SVM)


@pytest.mark.parametrize(("b", "c"), [(1, 11), (11, 1), (7, 7), (0, 5), (12, 12)])
def test_that_few_rows_are_tested_exactly(b: int, c: int) -> None:
    found = of_counts(50, b, c, 3)
    assert found.p == pytest.approx(stats.binomtest(b, b + c).pvalue)
    assert found.statistic == min(b, c)
    assert "exact binomial" in str(found.sentence)


def test_that_many_rows_are_tested_by_chi_square_with_correction() -> None:
    # Raschka, mlxtend's user guide on McNemar's test: 2.025, p = 0.154728 for 25
    # against 15 rows.
    found = of_counts(9945, 25, 15, 15)
    assert found.statistic == pytest.approx(2.025)
    assert found.p == pytest.approx(0.154728, abs=1e-6)
    assert "chi-square with continuity correction" in str(found.sentence)


def test_that_both_forms_agree_where_they_meet() -> None:
    assert of_counts(50, 16, 8, 0).p == pytest.approx(
        stats.chi2.sf(7**2 / 24, 1), abs=0.01
    )


def test_that_equal_counts_are_no_difference_in_either_form() -> None:
    assert of_counts(10, 5, 5, 0).p == 1.0
    assert of_counts(10, 20, 20, 0).p == 1.0


def test_that_the_interval_is_bonett_and_prices() -> None:
    found = of_counts(80, 12, 5, 3)
    # Airway hyper-responsiveness before and after a transplantation, in Fagerland,
    # Lydersen and Laake, Statistics in Medicine 33, 2014.
    assert of_counts(1, 1, 7, 12).ci95 == pytest.approx((-0.508, -0.013), abs=1e-3)
    # By hand: 13/102, 6/102, ± 1.959964 · √((19/102 − (7/102)²) / 102).
    assert found.ci95 == pytest.approx((-0.014065, 0.151320), abs=1e-6)
    assert found.difference == pytest.approx(0.07)


def test_that_the_sentence_tells_verdict_counts_and_test() -> None:
    assert str(of_counts(80, 14, 2, 4).sentence) == (
        "Soft vote is better than SVM on 100 rows held out: +12.0 points, significant "
        "(p = 0.004; 95 % interval +3.9 to +19.6; only one of the two is right on 14 "
        "and 2 rows; McNemar’s test, exact binomial)."
    )
    assert str(of_counts(80, 2, 14, 4).sentence).startswith("Soft vote is worse than")
    assert "difference not significant (p = 0.31" in str(
        of_counts(80, 15, 9, 4).sentence
    )


def test_that_rows_that_never_differ_are_said_to_be_alike() -> None:
    found = of_counts(80, 0, 0, 20)
    assert (found.p, found.difference) == (1.0, 0.0)
    assert str(found.sentence) == (
        "Soft vote and SVM are right and wrong on the same rows, of 100 held out."
    )


def test_that_labels_of_other_rows_are_refused() -> None:
    with pytest.raises(ValueError, match="rows"):
        mcnemar([1, 0], [1, 0], [1, 0, 1])
    with pytest.raises(ValueError, match="rows"):
        mcnemar([], [], [])


@PATIENT
@given(LABELS)
def test_that_swapping_and_shuffling_change_only_the_sign(
    labels: list[tuple[int, int, int]],
) -> None:
    first, second, truth = np.array(labels).T
    there = mcnemar(first, second, truth)
    back = mcnemar(second[::-1], first[::-1], truth[::-1])
    assert there.p == back.p
    assert there.difference == -back.difference
    assert there.ci95 == pytest.approx((-back.ci95[1], -back.ci95[0]))
