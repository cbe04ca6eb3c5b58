from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.ensembles import compare, mean_interval

VECTORS = json.loads(
    (Path(__file__).parent.parent / "reference" / "vectors.json").read_text()
)["ensembles"]
SCORES = st.lists(st.floats(min_value=0, max_value=1), min_size=2, max_size=30)


def test_that_the_corrected_test_equals_the_reference_case() -> None:
    case = VECTORS["corrected_t"]
    differences = case["differences"]
    outcome = compare(
        differences, [0.0] * len(differences), case["n_test"] / case["n_train"]
    )
    assert outcome.t == pytest.approx(case["t"], abs=case["abs"])
    assert outcome.p == pytest.approx(case["p_two_sided"], abs=case["abs"])
    assert outcome.supported


def test_that_without_correction_it_is_the_plain_test() -> None:
    case = VECTORS["corrected_t"]
    outcome = compare(case["differences"], [0.0] * 10, test_ratio=0.0)
    assert outcome.t == pytest.approx(case["naive_t"], abs=case["abs"])
    assert outcome.p == pytest.approx(case["naive_p"], abs=case["abs"])


def test_that_equal_scores_are_no_difference() -> None:
    outcome = compare([0.9, 0.8], [0.9, 0.8], 0.25)
    assert (outcome.difference, outcome.p, outcome.supported) == (0.0, 1.0, False)


def test_that_one_split_supports_nothing() -> None:
    outcome = compare([0.9], [0.5], 0.25)
    assert outcome.ci95 is None
    assert not outcome.supported


def test_that_unequal_numbers_of_splits_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        compare([0.9, 0.8], [0.9], 0.25)


@given(SCORES, st.floats(min_value=0.01, max_value=1))
def test_that_the_corrected_interval_is_wider_than_the_plain_one(
    scores: list[float], ratio: float
) -> None:
    corrected, plain = mean_interval(scores, ratio), mean_interval(scores, 0.0)
    assert corrected is not None
    assert plain is not None
    assert corrected[0] <= plain[0]
    assert corrected[1] >= plain[1]


@given(SCORES)
def test_that_significance_and_the_interval_agree(scores: list[float]) -> None:
    outcome = compare(scores, [0.5] * len(scores), 0.25)
    assert outcome.p is not None
    if abs(outcome.p - 0.05) > 1e-6:
        assert outcome.supported == (outcome.p < 0.05)
