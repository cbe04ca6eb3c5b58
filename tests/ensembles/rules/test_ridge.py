"""Our ridge regression beside scikit-learn's, penalty and predictions."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import RidgeClassifierCV, RidgeCV

from workbench.ensembles.rules.ridge import Ridge, RidgeClassifier


def matrix(rows, columns, seed=0):
    draw = np.random.default_rng(seed)
    scales = 10.0 ** draw.integers(-2, 3, size=columns)
    return draw.normal(size=(rows, columns)) * scales + 100 * scales, draw


@pytest.mark.parametrize("noise", [0.01, 1, 30])
@pytest.mark.parametrize(("rows", "columns"), [(40, 3), (2500, 12), (12, 20)])
def test_that_it_chooses_and_predicts_as_scikit_learns(rows, columns, noise):
    X, draw = matrix(rows, columns)
    y = X @ draw.normal(size=columns) + noise * draw.normal(size=rows)
    peer, ours = RidgeCV().fit(X, y), Ridge()
    ours.fit(X, y)
    assert ours.penalty == peer.alpha_
    np.testing.assert_allclose(ours.predict(X), peer.predict(X), rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("n_classes", [2, 4])
def test_that_it_tells_classes_apart_as_scikit_learns(n_classes):
    X, draw = matrix(400, 6)
    y = (
        2
        * np.digitize(
            draw.normal(size=400) + X[:, 0] / X[:, 0].std() * 0.7, [-0.5, 0.2, 1]
        )
    ) % (2 * n_classes)
    peer, ours = RidgeClassifierCV().fit(X, y), RidgeClassifier()
    ours.fit(X, y)
    np.testing.assert_array_equal(ours.classes_, peer.classes_)
    np.testing.assert_array_equal(ours.predict(X), peer.predict(X))


def test_that_a_column_without_spread_does_no_harm():
    X, draw = matrix(30, 2)
    y = draw.normal(size=30)
    flat, bare = Ridge(), Ridge()
    flat.fit(np.column_stack([X, np.full(30, 7.0)]), y)
    bare.fit(X, y)
    asked = np.column_stack([X, np.full(30, 7.0)])
    np.testing.assert_allclose(flat.predict(asked), bare.predict(X))
