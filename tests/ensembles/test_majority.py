from __future__ import annotations

import itertools
import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.ensembles.majority import (
    independent_majority,
    majority_of_equals,
    number_right,
    observed_majority,
)

VECTORS = json.loads(
    (Path(__file__).parent.parent / "reference" / "vectors.json").read_text()
)["ensembles"]
ACCURACIES = st.lists(st.floats(min_value=0, max_value=1), min_size=1, max_size=8)


def test_that_the_majority_of_equals_is_condorcets() -> None:
    case = VECTORS["majority"]
    for members, value in zip(case["L"], case["value"], strict=True):
        assert majority_of_equals(case["p"], members) == pytest.approx(
            value, abs=case["abs"]
        )


def test_that_a_tie_counts_half() -> None:
    # Both right 0.36, one of two right 0.48.
    assert majority_of_equals(0.6, 2) == pytest.approx(0.36 + 0.48 / 2)


@given(ACCURACIES)
def test_that_unequal_members_are_counted_as_by_listing_all_cases(
    accuracies: list[float],
) -> None:
    expected = 0.0
    for case in itertools.product((0, 1), repeat=len(accuracies)):
        chance = math.prod(
            p if right else 1 - p for p, right in zip(accuracies, case, strict=True)
        )
        ahead = 2 * sum(case) - len(case)
        expected += chance * (1 if ahead > 0 else 0.5 if ahead == 0 else 0)
    assert independent_majority(accuracies) == pytest.approx(expected, abs=1e-12)


@given(ACCURACIES)
def test_that_the_chances_of_all_numbers_add_up_to_one(accuracies: list[float]) -> None:
    chances = number_right(accuracies)
    assert chances.sum() == pytest.approx(1)
    assert chances @ np.arange(len(chances)) == pytest.approx(sum(accuracies))


def test_that_many_members_better_than_a_coin_are_nearly_always_right() -> None:
    assert majority_of_equals(0.55, 2001) > 0.99999
    assert majority_of_equals(0.45, 2001) < 0.00001


@pytest.mark.parametrize("accuracies", [[], [1.2], [-0.1, 0.5], [math.nan]])
def test_that_what_is_no_accuracy_is_refused(accuracies: list[float]) -> None:
    with pytest.raises(ValueError, match=r"member|between 0 and 1"):
        independent_majority(accuracies)


def test_that_the_observed_vote_gives_a_tie_to_the_lowest_label() -> None:
    labels = np.array([[2, 0, 1, 1], [0, 0, 2, 1]])
    assert observed_majority(labels, np.array([0, 0, 1, 2]), 3) == 0.75
    assert observed_majority(labels, np.array([2, 0, 2, 1]), 3) == 0.5
