"""Logistic regression on many rows and few columns.

What ``sklearn.linear_model.LogisticRegression`` computes by default, step by step: the
same loss, the same search from 0, the same end of it. But each step goes over the rows
once instead of twice, block by block, and scikit-learn, whose import takes a second,
stays out: with 80,000 rows of 50 columns and two classes in half the time.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.ensembles.rules.tables import Array, log_of_product

_ROWS = 4000


class Logistic:
    """Least mean log-loss + ‖W‖² / 2n by L-BFGS, W without the offsets."""

    max_iter = 100

    def fit(self, X: Array, y: NDArray[Any]) -> None:
        """``y`` are class indices, two different ones at least."""
        from scipy.optimize import minimize

        self.classes_ = np.unique(y)
        binary = len(self.classes_) == 2
        loss = (_OfTwo if binary else _OfMore)(X, y, self.classes_)
        found = minimize(
            loss,
            np.zeros(loss.vectors * (X.shape[1] + 1)),
            method="L-BFGS-B",
            jac=True,
            options={
                "maxiter": self.max_iter,
                "maxls": 50,
                "gtol": 1e-4,
                "ftol": 64 * np.finfo(np.float64).eps,
            },
        )
        self.n_iter_ = np.array([found.nit])
        self._slopes, self._offsets = _apart(found.x, loss.vectors)

    def predict(self, X: Array) -> NDArray[Any]:
        """The likeliest class, the lowest on ties."""
        labels: NDArray[Any] = self.classes_[self._scores(X).argmax(axis=0)]
        return labels

    def predict_proba(self, X: Array) -> Array:
        """(rows, classes)."""
        scores = self._scores(X)
        shares = np.exp(scores - scores.max(axis=0))
        table: Array = (shares / shares.sum(axis=0)).T
        return table

    def _scores(self, X: Array) -> Array:
        """(classes, rows), those of the first of two classes being 0."""
        scores: Array = self._slopes @ X.T + self._offsets[:, np.newaxis]
        return scores if len(self.classes_) > 2 else np.pad(scores, ((1, 0), (0, 0)))


class _OfTwo:
    """The loss and its gradient, for one vector (w, b).

    With z = Xw + b and d = 1 + e^−|z|, the likelier class has the probability 1/d and a
    row's loss is log d + |z|/2 + (½ − y) z.
    """

    vectors = 1

    def __init__(self, X: Array, y: NDArray[Any], classes: NDArray[Any]) -> None:
        self._X, self._centred = X, 0.5 - (y == classes[1])

    def __call__(self, at: Array) -> tuple[float, Array]:
        slopes, loss = at[:-1], 0.0
        gradient = np.zeros_like(at)
        for rows in _blocks(len(self._X)):
            X, centred = self._X[rows], self._centred[rows]
            z = X @ slopes + at[-1]
            size = np.abs(z)
            d = 1.0 + np.exp(-size)
            loss += log_of_product(d) + 0.5 * float(size.sum()) + float(centred @ z)
            error = np.copysign(1.0 / d - 0.5, z) + centred
            gradient[:-1] += error @ X
            gradient[-1] += error.sum()
        gradient[:-1] += slopes
        penalty = 0.5 * float(slopes @ slopes)
        return (loss + penalty) / len(self._X), gradient / len(self._X)


class _OfMore:
    """The same for a vector (w, b) of every class.

    With the rows' scores less the highest of each, z, and s = Σ e^z over the classes, a
    row's loss is log s − z of the true class.
    """

    def __init__(self, X: Array, y: NDArray[Any], classes: NDArray[Any]) -> None:
        self._X = X
        # Class by class: sums over a few classes are faster than within each row.
        self._true = (y == classes[:, np.newaxis]).astype(np.float64)
        self.vectors = len(classes)

    def __call__(self, at: Array) -> tuple[float, Array]:
        slopes, offsets = _apart(at, self.vectors)
        loss = 0.0
        gradient = np.zeros((self.vectors, self._X.shape[1] + 1))
        for rows in _blocks(len(self._X)):
            X, true = self._X[rows], self._true[:, rows]
            z = slopes @ X.T + offsets[:, np.newaxis]
            z -= z.max(axis=0)
            shares = np.exp(z)
            sums = shares.sum(axis=0)
            loss += float(np.log(sums).sum()) - float((z * true).sum())
            error = shares / sums - true
            gradient[:, :-1] += error @ X
            gradient[:, -1] += error.sum(axis=1)
        gradient[:, :-1] += slopes
        penalty = 0.5 * float((slopes**2).sum())
        return (loss + penalty) / len(self._X), gradient.ravel() / len(self._X)


def _apart(at: Array, vectors: int) -> tuple[Array, Array]:
    """Slopes (vectors, columns) and offsets."""
    table = at.reshape(vectors, -1)
    return table[:, :-1], table[:, -1]


def _blocks(rows: int) -> list[slice]:
    return [slice(start, start + _ROWS) for start in range(0, rows, _ROWS)]
