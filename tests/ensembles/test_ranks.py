from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from workbench.core.ensemble import Ranks
from workbench.core.errors import BadInput
from workbench.core.messages import Message
from workbench.ensembles.ranks import (
    critical_difference,
    friedman,
    groups,
    q_alpha,
    ranks,
)
from workbench.ensembles.wording import Named

PATIENT = settings(deadline=None)  # the first call imports scipy
# Demšar 2006, table 6: AUC of C4.5 and three variants on 14 data sets. On "voting" the
# third and fourth are printed alike, but ranked 2 and 3: they differ beyond 3 digits.
DEMSAR = (
    (0.763, 0.768, 0.771, 0.798),
    (0.599, 0.591, 0.590, 0.569),
    (0.954, 0.971, 0.968, 0.967),
    (0.628, 0.661, 0.654, 0.657),
    (0.882, 0.888, 0.886, 0.898),
    (0.936, 0.931, 0.916, 0.931),
    (0.661, 0.668, 0.609, 0.685),
    (0.583, 0.583, 0.563, 0.625),
    (0.775, 0.838, 0.866, 0.875),
    (1.000, 1.000, 1.000, 1.000),
    (0.940, 0.962, 0.965, 0.962),
    (0.619, 0.666, 0.614, 0.669),
    (0.972, 0.981, 0.9752, 0.975),
    (0.957, 0.978, 0.946, 0.970),
)
TABLES = st.integers(3, 6).flatmap(
    lambda k: st.lists(
        st.lists(st.integers(0, 5), min_size=k, max_size=k), min_size=2, max_size=8
    )
)


def named(count: int) -> list[Named]:
    return [Named(key, Message(key.upper())) for key in "abcdefgh"[:count]]


def ranked(scores: object) -> Ranks:
    table = np.asarray(scores, dtype=float)
    datasets = [f"data {n}" for n in range(len(table))]
    return ranks(named(table.shape[1]), datasets, table)


def test_that_demsars_example_comes_out_as_printed() -> None:
    found = ranked(DEMSAR)
    assert found.mean_ranks == pytest.approx((3.143, 2.000, 2.893, 1.964), abs=5e-4)
    assert found.critical_difference == pytest.approx(1.25, abs=5e-3)
    # He prints 9.28, without the correction for ties: 1 − 78 / 840 here.
    assert found.statistic * (1 - 78 / 840) == pytest.approx(9.28, abs=5e-3)
    assert found.groups == (("d", "b", "c", "a"),)
    assert str(found.sentence).startswith(
        "The ranks over 14 data sets are not all chance (p = 0.017, Friedman’s test), "
        "but the best by rank, D (1.96 on average), cannot be told from any other: "
        "mean ranks would have to lie 1.25 apart (Nemenyi’s test)."
    )


def test_that_the_critical_values_are_the_printed_ones() -> None:
    # Demšar 2006, table 5 (a), α = 0.05.
    printed = [1.960, 2.343, 2.569, 2.728, 2.850, 2.949, 3.031, 3.102, 3.164]
    for k, value in enumerate(printed, 2):
        assert q_alpha(k) == pytest.approx(value, abs=1.1e-3)


def test_that_the_critical_difference_shrinks_with_data_sets() -> None:
    assert critical_difference(5, 40) == pytest.approx(critical_difference(5, 10) / 2)


@PATIENT
@given(TABLES)
def test_that_friedmans_test_equals_scipys(table: list[list[int]]) -> None:
    placed = np.array([stats.rankdata([-v for v in line]) for line in table])
    statistic, p = friedman(placed)
    if all(len(set(line)) == 1 for line in table):
        assert (statistic, p) == (0.0, 1.0)
        return
    expected = stats.friedmanchisquare(*np.array(table).T)
    assert statistic == pytest.approx(expected.statistic, abs=1e-9)
    assert p == pytest.approx(expected.pvalue, abs=1e-9)


@PATIENT
@given(
    st.lists(st.integers(0, 12), min_size=2, max_size=7),
    st.integers(1, 8),
)
def test_that_groups_are_the_largest_sets_of_near_rows(
    places: list[int], apart: int
) -> None:
    keys = "abcdefgh"[: len(places)]
    at = dict(zip(keys, places, strict=True))
    near = [
        set(chosen)
        for size in range(2, len(keys) + 1)
        for chosen in combinations(keys, size)
        if max(at[k] for k in chosen) - min(at[k] for k in chosen) < apart
    ]
    largest = [one for one in near if not any(one < other for other in near)]
    found = groups(keys, places, apart)
    assert sorted(map(sorted, found)) == sorted(map(sorted, largest))
    for group in found:
        assert [at[k] for k in group] == sorted(at[k] for k in group)
    assert [at[g[0]] for g in found] == sorted(at[g[0]] for g in found)


def test_that_a_clear_winner_is_named() -> None:
    found = ranked([[0.9, 0.8, 0.8], [0.7, 0.5, 0.6]] + [[0.9, 0.6, 0.5]] * 10)
    assert found.groups == (("b", "c"),)
    assert found.mean_ranks == pytest.approx((1, 2.125, 2.875))
    assert str(found.sentence) == (
        "Best by rank over 12 data sets: A (1.00 on average), better than all others "
        "(p < 0.001, Friedman’s test; mean ranks at least 0.96 apart, Nemenyi’s test)."
    )


def test_that_pairs_have_the_better_ranked_first() -> None:
    found = ranked([[0.5, 0.8, 0.9], [0.6, 0.7, 0.8]])
    pairs = [(test.first, test.second) for test in found.wilcoxon]
    assert pairs == [("c", "b"), ("c", "a"), ("b", "a")]
    assert all(test.difference > 0 for test in found.wilcoxon)


def test_that_the_winner_s_equals_are_named_too() -> None:
    found = ranked([[0.9, 0.8, 0.5], [0.8, 0.9, 0.5]] * 6)
    assert found.groups == (("a", "b"),)
    assert str(found.sentence).startswith(
        "Best by rank over 12 data sets: A, B (1.50 on average), better than all others"
    )
    uneven = ranked([[0.9, 0.8, 0.5], [0.9, 0.8, 0.5], [0.8, 0.9, 0.5]] * 4)
    assert "A (1.33 on average), better than C (p < 0.001" in str(uneven.sentence)
    assert str(uneven.sentence).endswith("but not told apart from B.")


def test_that_chance_is_called_chance_and_nothing_is_told_apart() -> None:
    found = ranked([[0.9, 0.8, 0.7], [0.7, 0.9, 0.8], [0.8, 0.7, 0.9]])
    assert found.p == 1.0
    assert found.groups == (("a", "b", "c"),)
    assert str(found.sentence) == "Over 3 data sets all have the same mean rank."
    little = ranked([[0.9, 0.8, 0.7], [0.9, 0.7, 0.8]])
    assert len(little.groups[0]) == 3
    assert str(little.sentence) == (
        "None can be called better than another: over 2 data sets the ranks differ no "
        "more than chance would have it (p = 0.22, Friedman’s test). Best by rank: A "
        "(1.00 on average). More data sets would tell more."
    )


@PATIENT
@given(TABLES)
def test_that_only_the_order_of_scores_within_a_data_set_counts(
    table: list[list[int]],
) -> None:
    scores = np.array(table, dtype=float)
    stretched = scores / 7 + np.arange(len(scores))[:, None]
    before, after = ranked(scores), ranked(stretched)
    assert after.mean_ranks == pytest.approx(before.mean_ranks)
    assert after.statistic == pytest.approx(before.statistic, abs=1e-9)
    assert after.groups == before.groups
    assert sum(before.mean_ranks) == pytest.approx(
        scores.shape[1] * (scores.shape[1] + 1) / 2
    )


@PATIENT
@given(TABLES)
def test_that_the_order_of_rows_does_not_count(table: list[list[int]]) -> None:
    scores = np.array(table, dtype=float)
    before, after = ranked(scores), ranked(scores[::-1, ::-1])
    assert after.mean_ranks[::-1] == pytest.approx(before.mean_ranks)
    assert after.p == pytest.approx(before.p)
    assert len(after.groups) == len(before.groups)


@pytest.mark.parametrize(
    ("shape", "fields"),
    [((2, 2), ["models"]), ((1, 3), ["RUN"]), ((1, 1), ["models", "RUN"])],
)
def test_that_too_few_are_refused_with_a_remedy(
    shape: tuple[int, int], fields: list[str]
) -> None:
    with pytest.raises(BadInput) as refused:
        ranked(np.zeros(shape))
    assert [problem.field for problem in refused.value.problems] == fields
    assert "at least" in str(refused.value.problems[0])


def test_that_scores_must_be_finite_and_fit() -> None:
    with pytest.raises(ValueError, match="finite"):
        ranked([[0.1, 0.2, math.nan], [0.1, 0.2, 0.3]])
    with pytest.raises(ValueError, match="per data set and row"):
        ranks(named(3), ["one", "two"], [[0.1, 0.2, 0.3]])
