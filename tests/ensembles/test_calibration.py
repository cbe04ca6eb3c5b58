from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss, log_loss

from workbench.ensembles.calibration import (
    COLDEST,
    apply_temperature,
    calibrated,
    calibration,
    fit_temperature,
)


def stated(
    seed: int = 0, rows: int = 400, classes: int = 3, sharpness: float = 1.0
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Probabilities from which the truth is drawn, then sharpened."""
    rng = np.random.default_rng(seed)
    honest = rng.dirichlet(np.ones(classes), rows)
    truth = (honest.cumsum(axis=1) < rng.random((rows, 1))).sum(axis=1)
    sharp = honest**sharpness
    return sharp / sharp.sum(axis=1, keepdims=True), truth


def test_that_losses_equal_scikit_learns() -> None:
    probabilities, truth = stated()
    found = calibration(probabilities, truth)
    assert found.log_loss == pytest.approx(log_loss(truth, probabilities))
    off = probabilities - np.eye(3)[truth]
    assert found.brier == pytest.approx((off**2).sum(axis=1).mean())


def test_that_with_two_classes_brier_is_twice_scikit_learns() -> None:
    probabilities, truth = stated(classes=2)
    found = calibration(probabilities, truth)
    assert found.brier == pytest.approx(
        2 * brier_score_loss(truth, probabilities[:, 1])
    )


def test_that_certain_errors_are_clipped_as_by_scikit_learn() -> None:
    probabilities, truth = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([1, 1])
    assert calibration(probabilities, truth).log_loss == pytest.approx(
        log_loss(truth, probabilities, labels=[0, 1])
    )


def test_that_bins_are_those_of_scikit_learns_curve() -> None:
    probabilities, truth = stated(sharpness=2)
    found = calibration(probabilities, truth)
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == truth
    accuracy, mean_confidence = calibration_curve(right, confidence, n_bins=10)
    assert [b.accuracy for b in found.bins] == pytest.approx(accuracy)
    assert [b.confidence for b in found.bins] == pytest.approx(mean_confidence)
    assert sum(b.count for b in found.bins) == len(truth)
    assert found.ece == pytest.approx(
        sum(b.count * abs(b.accuracy - b.confidence) for b in found.bins) / len(truth)
    )


def test_that_a_case_by_hand_comes_out() -> None:
    probabilities = np.array([[0.9, 0.1], [0.85, 0.15], [0.4, 0.6], [0.2, 0.8]])
    found = calibration(probabilities, np.array([0, 1, 1, 1]), bins=2)
    # All four are surer than a half: three of four right, mean confidence 0.7875.
    assert len(found.bins) == 1
    assert found.ece == pytest.approx(0.0375)


def test_that_the_ends_of_the_range_have_their_bins() -> None:
    probabilities = np.array([[1.0, 0.0], [0.5, 0.5]])
    found = calibration(probabilities, np.array([0, 0]))
    assert [b.confidence for b in found.bins] == [0.5, 1.0]


@given(st.integers(0, 1000), st.sampled_from([0.4, 1.0, 3.0]))
def test_that_the_temperature_undoes_a_sharpening(seed: int, sharpness: float) -> None:
    honest, truth = stated(seed)
    sharp = apply_temperature(honest, 1 / sharpness)
    assert fit_temperature(sharp, truth) == pytest.approx(
        sharpness * fit_temperature(honest, truth), rel=1e-3
    )


def test_that_the_temperature_is_the_minimum_of_the_log_loss() -> None:
    probabilities, truth = stated(seed=5, sharpness=3)
    found = fit_temperature(probabilities, truth)
    brute = minimize_scalar(
        lambda t: log_loss(truth, apply_temperature(probabilities, t)),
        bounds=(0.5, 10),
        method="bounded",
    )
    assert found == pytest.approx(brute.x, rel=1e-3)
    assert found > 2


def test_that_calibrating_mends_the_overconfident_and_moves_no_label() -> None:
    inner, truth = stated(seed=1, rows=2000, sharpness=4)
    test, test_truth = stated(seed=2, rows=2000, sharpness=4)
    mended = calibrated(inner, truth, test)
    before, after = calibration(test, test_truth), calibration(mended, test_truth)
    assert after.ece < before.ece / 3
    assert after.log_loss < before.log_loss
    assert np.array_equal(mended.argmax(axis=1), test.argmax(axis=1))
    assert np.allclose(mended.sum(axis=1), 1)


def test_that_probabilities_that_are_all_alike_are_left_alone() -> None:
    assert fit_temperature(np.full((10, 4), 0.25), np.arange(10) % 4) == 1


def test_that_predictions_that_are_never_wrong_stop_at_the_bound() -> None:
    probabilities = np.array([[0.9, 0.1], [0.2, 0.8]])
    found = fit_temperature(probabilities, np.array([0, 1]))
    assert COLDEST <= found < 1
    assert np.isfinite(apply_temperature(probabilities, found)).all()


def test_that_certain_and_wrong_predictions_get_milder() -> None:
    certain = np.eye(2)[[0, 0, 0, 1]]
    found = fit_temperature(certain, np.array([0, 0, 1, 1]))
    mended = apply_temperature(certain, found)
    assert mended[0, 0] == pytest.approx(0.75, abs=0.01)  # three of four were right


def test_that_a_few_certain_errors_do_not_make_all_else_too_mild() -> None:
    """Shares of five neighbours, honest but for the certain ones."""
    rng = np.random.default_rng(0)
    share = rng.integers(0, 6, 4000) / 5
    truth = (rng.random(4000) >= np.clip(share, 0.02, 0.98)).astype(int)
    inner, test = np.split(np.column_stack([share, 1 - share]), 2)
    fitted_on, scored_on = np.split(truth, 2)
    mended = calibration(calibrated(inner, fitted_on, test), scored_on)
    plain = calibration(
        apply_temperature(test, fit_temperature(inner, fitted_on)), scored_on
    )
    before = calibration(test, scored_on)
    assert mended.log_loss < plain.log_loss < before.log_loss
    assert mended.brier < plain.brier
    assert mended.ece < plain.ece / 2
    assert mended.bins[-1].confidence == pytest.approx(0.98, abs=0.01)


@pytest.mark.parametrize(
    ("probabilities", "truth"),
    [
        ([[0.5, 0.5]], [0, 1]),
        ([[float("nan"), 0.5]], [0]),
        ([[-0.1, 1.1]], [0]),
        (np.empty((0, 2)), []),
    ],
)
def test_that_what_are_no_probabilities_is_refused(
    probabilities: list[list[float]], truth: list[int]
) -> None:
    with pytest.raises(ValueError, match="probabilities are"):
        calibration(np.array(probabilities), np.array(truth))
