from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.metrics import mean_squared_error

from workbench.core.ensemble import Decomposition
from workbench.ensembles.decomposition import (
    Trials,
    ambiguity,
    bias_variance_covariance,
    decompositions,
    zero_one,
)

Drawn = tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.bool_]]


@st.composite
def trials(draw: st.DrawFn) -> Drawn:
    """Probabilities (repeats, members, rows, classes), truth, and where they hold."""
    repeats, members = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    rows, classes = draw(st.integers(1, 12)), draw(st.integers(2, 4))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    tables = rng.dirichlet(np.ones(classes), (repeats, members, rows))
    tested = rng.random((repeats, rows)) < draw(st.sampled_from([0.5, 1.1]))
    tables[~tested[:, None, :].repeat(members, axis=1)] = np.nan
    return tables, rng.integers(0, classes, rows), tested


def add_up(found: Decomposition | None) -> Decomposition:
    assert found is not None
    assert sum(part.value for part in found.parts) == pytest.approx(
        found.total, abs=1e-12
    )
    return found


def values(found: Decomposition | None) -> list[float]:
    assert found is not None
    return [part.value for part in found.parts]


@given(trials())
def test_that_the_parts_for_classes_add_up_to_the_total(drawn: Drawn) -> None:
    tables, truth, tested = drawn
    found = decompositions("classification", tables, truth, tested)
    often = tested.sum(axis=0)
    assert len(found) == int(often.any()) + 2 * int((often >= 2).any())
    for decomposition in found:
        add_up(decomposition)


@given(trials())
def test_that_the_parts_for_values_add_up_to_the_total(drawn: Drawn) -> None:
    tables, truth, tested = drawn
    predictions = 10 * tables[..., 0] - 3
    found = decompositions("regression", predictions, truth / 2, tested)
    often = tested.sum(axis=0)
    assert len(found) == int(often.any()) + int((often >= 2).any())
    for decomposition in found:
        add_up(decomposition)


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=6), st.floats(-100, 100))
def test_that_the_ambiguity_identity_holds_for_one_row(
    members: list[float], target: float
) -> None:
    f = np.array(members)
    found = ambiguity(Trials.of("regression", f[None, :, None], np.array([target])))
    assert found is not None
    assert found.total == pytest.approx((f.mean() - target) ** 2, abs=1e-9)
    assert values(found) == pytest.approx(
        [((f - target) ** 2).mean(), -((f - f.mean()) ** 2).mean()], abs=1e-9
    )


def test_that_the_total_is_the_squared_error_of_the_mean() -> None:
    rng = np.random.default_rng(1)
    predictions, truth = rng.normal(size=(1, 4, 50)), rng.normal(size=50)
    found = add_up(ambiguity(Trials.of("regression", predictions, truth)))
    assert found.total == pytest.approx(
        mean_squared_error(truth, predictions[0].mean(axis=0))
    )
    assert found.parts[0].value == pytest.approx(
        np.mean([mean_squared_error(truth, member) for member in predictions[0]])
    )


def test_that_covariance_is_that_of_all_pairs_of_members() -> None:
    rng = np.random.default_rng(2)
    repeats, members, rows = 5, 3, 7
    predictions = rng.normal(size=(repeats, members, rows)) + rng.normal(
        size=(repeats, 1, rows)
    )
    truth = rng.normal(size=rows)
    found = add_up(
        bias_variance_covariance(Trials.of("regression", predictions, truth))
    )
    bias, variance, covariance = np.zeros((3, rows))
    for row in range(rows):
        spread = np.cov(predictions[:, :, row], rowvar=False, ddof=0)
        bias[row] = (predictions[:, :, row].mean() - truth[row]) ** 2
        variance[row] = np.diag(spread).mean()
        covariance[row] = spread[~np.eye(members, dtype=bool)].mean()
    assert values(found) == pytest.approx(
        [bias.mean(), variance.mean() / 3, 2 / 3 * covariance.mean()]
    )


def test_that_members_that_vary_alike_have_nothing_but_covariance() -> None:
    same = np.array([0.0, 2.0])[:, None, None] * np.ones((2, 4, 1))
    found = bias_variance_covariance(Trials.of("regression", same, np.array([1.0])))
    # Variance 1 of each, a quarter of it counts by itself, the rest is shared.
    assert values(found) == pytest.approx([0.0, 0.25, 0.75])


def test_that_one_test_of_a_row_is_too_few_for_variance() -> None:
    once = Trials.of("regression", np.ones((1, 3, 5)), np.zeros(5))
    assert bias_variance_covariance(once) is None
    assert zero_one(np.zeros((1, 5), int), np.zeros(5, int)) is None
    assert ambiguity(once) is not None


def test_that_only_rows_that_were_tested_twice_count_for_variance() -> None:
    tested = np.array([[True, True, False], [True, False, False]])
    predictions = np.full((2, 1, 3), np.nan)
    predictions[:, 0, 0] = 1.0, 3.0
    predictions[0, 0, 1] = 100.0
    trials = Trials.of("regression", predictions, np.zeros(3), tested)
    found = add_up(bias_variance_covariance(trials))
    assert found.total == pytest.approx((1 + 9) / 2)
    assert values(found) == pytest.approx([4.0, 1.0, 0.0])


def test_that_variance_harms_where_the_main_prediction_is_right() -> None:
    labels = np.array([[0, 1, 0], [0, 1, 1], [1, 1, 1], [0, 0, 2]])
    truth = np.array([0, 0, 2])
    found = add_up(zero_one(labels, truth))
    # Row 0: typically right, wrong 1 in 4. Row 1: typically wrong, right 1 in 4.
    # Row 2: called 0, 1, 1, 2, typically 1 and wrong, right 1 in 4.
    assert found.total == pytest.approx((0.25 + 0.75 + 0.75) / 3)
    assert values(found) == pytest.approx([2 / 3, 0.25 / 3, -0.5 / 3])


def test_that_predictions_of_other_rows_are_refused() -> None:
    with pytest.raises(ValueError, match="repeats, members, rows"):
        Trials.of("regression", np.ones((1, 3, 5)), np.zeros(4))
    with pytest.raises(ValueError, match="repeats, members, rows"):
        Trials.of("classification", np.ones((3, 5)), np.zeros(5, int))


def test_that_nothing_is_found_where_nothing_was_tested() -> None:
    nowhere = np.zeros((2, 4), bool)
    predictions = np.full((2, 3, 4), np.nan)
    assert decompositions("regression", predictions, np.zeros(4), nowhere) == ()
