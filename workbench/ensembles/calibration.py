"""How far stated probabilities are to be believed, and how to mend them.

The expected calibration error compares, in ten equally wide bins of confidence, how
sure the predictions were with how often they were right: Σ_b (n_b / n) |accuracy_b −
confidence_b|. Confidence is the probability of the predicted class. Source: Guo et al.,
"On calibration of modern neural networks", ICML 2017; its temperature scaling divides
log-probabilities by one number T, so no predicted class changes. T > 1 makes
overconfident predictions milder, T < 1 sharpens timid ones.

Probabilities are (rows, classes), truth is (rows,) of class indices.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.ensemble import Calibration, CalibrationBin

Floats = NDArray[np.float64]

EPS = float(np.finfo(np.float64).eps)
"""Log-loss clips to [EPS, 1 − EPS], as scikit-learn's does."""

FLOORS = (EPS, 1e-3, 1e-2, 3e-2, 1e-1)
"""What a stated probability of 0 may stand for, as shares of 1 / classes."""

COLDEST, HOTTEST = 0.02, 50.0
"""Bounds of the temperature. Predictions that are never wrong would want it to be 0."""


def calibration(
    probabilities: Floats, truth: NDArray[Any], bins: int = 10
) -> Calibration:
    """Log-loss, Brier score and calibration error, with the bins that have rows.

    Bins are closed above, as scikit-learn's ``calibration_curve`` has them.
    """
    probabilities, truth = _checked(probabilities, truth)
    rows, n_classes = probabilities.shape
    called = probabilities.argmax(axis=1)
    confidence = probabilities[np.arange(rows), called]
    edges = np.linspace(0, 1, bins + 1)
    place = np.searchsorted(edges[1:-1], confidence)
    count = np.bincount(place, minlength=bins)
    right = np.bincount(place, weights=called == truth, minlength=bins)
    sure = np.bincount(place, weights=confidence, minlength=bins)
    off = probabilities - np.eye(n_classes)[truth]
    return Calibration(
        log_loss=log_loss(probabilities, truth),
        brier=float((off**2).sum(axis=1).mean()),
        ece=float(np.abs(right - sure).sum() / rows),
        bins=tuple(
            CalibrationBin(
                confidence=float(sure[b] / count[b]),
                accuracy=float(right[b] / count[b]),
                count=int(count[b]),
            )
            for b in np.flatnonzero(count)
        ),
    )


def log_loss(probabilities: Floats, truth: NDArray[Any]) -> float:
    """The mean of −ln p of the true class, clipped as scikit-learn does."""
    stated = probabilities[np.arange(len(truth)), truth]
    return float(-np.log(np.clip(stated, EPS, 1 - EPS)).mean())


def fit_temperature(
    probabilities: Floats, truth: NDArray[Any], floor: float = EPS
) -> float:
    """The temperature with the least log-loss; fit it on rows that no member saw.

    The loss is convex in 1/T, so a bounded search over log T finds its one minimum.
    1 where nothing is gained, as for probabilities that are all alike.
    """
    return _fitted(*_checked(probabilities, truth), floor)[0]


def apply_temperature(
    probabilities: Floats, temperature: float, floor: float = EPS
) -> Floats:
    """p_k^(1/T) / Σ_j p_j^(1/T), row by row, of probabilities of at least ``floor``."""
    if not temperature > 0:
        raise ValueError("a temperature is positive")
    scaled = np.exp(_logs(probabilities, floor) / temperature)
    shares: Floats = scaled / scaled.sum(axis=1, keepdims=True)
    return shares


def calibrated(inner: Floats, truth: NDArray[Any], test: Floats) -> Floats:
    """``test`` after temperature scaling fitted on ``inner``, the out-of-fold ones.

    ``truth`` belongs to ``inner``: the training rows of one outer split. A stated 0 has
    no logarithm to scale, and models that count (neighbours, trees) often state it.
    What it stands for is one of ``FLOORS``, whichever gives the least log-loss; the
    predicted class has at least 1 / classes, so it stays.
    """
    inner, truth = _checked(inner, truth)
    floors = [share / inner.shape[1] for share in FLOORS]
    fits = [(*_fitted(inner, truth, floor), floor) for floor in floors]
    temperature, _, floor = min(fits, key=lambda fit: fit[1])
    return apply_temperature(test, temperature, floor)


def _fitted(
    probabilities: Floats, truth: NDArray[np.int64], floor: float
) -> tuple[float, float]:
    """The best temperature and its log-loss."""
    from scipy.optimize import minimize_scalar

    logs = _logs(probabilities, floor)
    own = float(logs[np.arange(len(truth)), truth].mean())

    def loss(log_t: float) -> float:
        inverse = math.exp(-log_t)
        total = np.log(np.exp(logs * inverse).sum(axis=1)).mean()
        return float(total) - own * inverse

    found = minimize_scalar(
        loss,
        bounds=(math.log(COLDEST), math.log(HOTTEST)),
        method="bounded",
        options={"xatol": 1e-4},
    )
    as_stated = loss(0.0)
    if found.fun < as_stated - 1e-12:
        return math.exp(found.x), float(found.fun)
    return 1.0, as_stated


def _logs(probabilities: Floats, floor: float) -> Floats:
    """Log-probabilities less the highest of their row, so no power overflows."""
    logs = np.log(np.clip(probabilities, floor, 1.0))
    shifted: Floats = logs - logs.max(axis=1, keepdims=True)
    return shifted


def _checked(
    probabilities: NDArray[Any], truth: NDArray[Any]
) -> tuple[Floats, NDArray[np.int64]]:
    probabilities = np.asarray(probabilities, np.float64)
    truth = np.asarray(truth, np.int64)
    if probabilities.ndim != 2 or len(probabilities) != len(truth) or not len(truth):
        raise ValueError(
            "probabilities are (rows, classes), truth is (rows,), not empty"
        )
    if not (np.isfinite(probabilities).all() and probabilities.min() >= 0):
        raise ValueError("probabilities are finite and not negative")
    return probabilities, truth
