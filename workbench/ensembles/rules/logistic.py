"""Logistic regression of two classes, on many rows and few columns.

What ``sklearn.linear_model.LogisticRegression`` computes by default, step by step: the
same loss, the same search, the same end of it. But each step goes over the rows once
instead of twice, block by block, and scikit-learn, whose import takes a second, stays
out: with 80,000 rows of 50 columns in a third of the time.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.ensembles.rules.tables import Array, log_of_product

_ROWS = 1000


class Logistic:
    """Least mean log-loss + ‖w‖² / 2n, by L-BFGS from 0 as scikit-learn searches it."""

    max_iter = 100

    def fit(self, X: Array, y: NDArray[Any]) -> None:
        """``y`` are class indices, two different ones."""
        from scipy.optimize import minimize

        self.classes_ = np.unique(y)
        loss = _Loss(X, (y == self.classes_[1]).astype(np.float64))
        found = minimize(
            loss,
            np.zeros(X.shape[1] + 1),
            method="L-BFGS-B",
            jac=True,
            options={
                "maxiter": self.max_iter,
                "maxls": 50,
                "gtol": 1e-4,
                "ftol": 64 * np.finfo(np.float64).eps,
            },
        )
        self.n_iter_ = np.array([min(found.nit, self.max_iter)])
        self._slopes, self._offset = found.x[:-1], found.x[-1]

    def predict(self, X: Array) -> NDArray[Any]:
        """The likelier class, the lower one on ties."""
        labels: NDArray[Any] = self.classes_[(self._score(X) > 0).astype(np.int64)]
        return labels

    def predict_proba(self, X: Array) -> Array:
        """(rows, 2)."""
        return np.column_stack([_sigmoid(-self._score(X)), _sigmoid(self._score(X))])

    def _score(self, X: Array) -> Array:
        score: Array = X @ self._slopes + self._offset
        return score


class _Loss:
    """The penalised loss and its gradient, for (w, b) as one vector.

    With z = Xw + b and d = 1 + e^−|z|, the likelier class has the probability 1/d and a
    row's loss is log d + |z|/2 + (½ − y) z.
    """

    def __init__(self, X: Array, y: Array) -> None:
        self._X, self._centred = X, 0.5 - y

    def __call__(self, at: Array) -> tuple[float, Array]:
        slopes, loss = at[:-1], 0.0
        gradient = np.zeros_like(at)
        for start in range(0, len(self._X), _ROWS):
            X = self._X[start : start + _ROWS]
            centred = self._centred[start : start + _ROWS]
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


def _sigmoid(z: Array) -> Array:
    small = np.exp(-np.abs(z))
    share: Array = np.where(z > 0, 1.0, small) / (1.0 + small)
    return share
