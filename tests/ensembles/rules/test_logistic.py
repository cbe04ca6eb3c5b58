"""Our logistic regression beside scikit-learn's, step for step."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from workbench.ensembles.rules.combiners import Lesson, fitted
from workbench.ensembles.rules.logistic import Logistic


def problem(rows, columns, classes, seed=0):
    draw = np.random.default_rng(seed)
    X = draw.normal(size=(rows, columns))
    scores = X @ draw.normal(size=(columns, classes)) + draw.gumbel(
        size=(rows, classes)
    )
    return X, scores.argmax(axis=1)


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("labels", [(0, 1), (1, 3), (0, 1, 2), (1, 2, 5, 7)])
@pytest.mark.parametrize(("rows", "columns"), [(60, 2), (4000, 6), (9001, 3)])
def test_that_it_searches_as_scikit_learns(order, labels, rows, columns):
    X, y = problem(rows, columns, len(labels))
    X, y = np.asarray(X, order=order), np.array(labels)[y]
    peer, ours = LogisticRegression().fit(X, y), Logistic()
    ours.fit(X, y)
    np.testing.assert_array_equal(ours.classes_, peer.classes_)
    np.testing.assert_array_equal(ours.n_iter_, peer.n_iter_)
    np.testing.assert_array_equal(ours.predict(X), peer.predict(X))
    np.testing.assert_allclose(
        ours.predict_proba(X), peer.predict_proba(X), rtol=0, atol=1e-9
    )


@pytest.mark.parametrize("classes", [2, 3])
def test_that_scores_of_any_size_overflow_nowhere(classes):
    X, y = problem(200, 2, classes)
    model = Logistic()
    model.fit(X, y)
    sure = model.predict_proba(X * 1e6)
    assert np.isfinite(sure).all()
    np.testing.assert_array_equal(sure.max(axis=1), 1)
    np.testing.assert_array_equal(sure.sum(axis=1), 1)


@pytest.mark.parametrize("classes", [2, 3])
def test_that_a_search_that_was_stopped_is_known_and_warns_nobody(classes):
    X, y = problem(300, 8, classes)
    X = X * 10.0 ** np.arange(-4, 4)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        settled = fitted(Logistic(), Lesson(X, y, X))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        peer = LogisticRegression().fit(X, y)
    assert settled == bool((peer.n_iter_ < peer.max_iter).all()) is False
