"""Our entries are scikit-learn's models: the scores of its user guide come out."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.svm import SVC

from workbench.estimators import ESTIMATORS

VECTORS = Path(__file__).parents[1] / "reference" / "vectors.json"
CASE = json.loads(VECTORS.read_text())["ensembles"]["iris_hard_vote"]
MEMBERS = {
    "lr": ("logistic_regression", {"scale": False, "random_state": 1}),
    "rf": ("random_forest", {"n_estimators": 50, "random_state": 1}),
    "gnb": ("naive_bayes", {}),
}


@pytest.mark.parametrize("member", MEMBERS)
def test_that_the_members_of_the_reference_vote_reach_their_accuracy(
    member: str,
) -> None:
    X, y = load_iris(return_X_y=True)
    name, params = MEMBERS[member]
    scores = cross_val_score(ESTIMATORS.get(name).make(params, 0), X[:, 1:3], y, cv=5)
    assert scores.mean() == pytest.approx(CASE["accuracy"][member], abs=CASE["abs"])


@pytest.mark.parametrize(
    ("name", "theirs"),
    [
        ("logistic_regression", LogisticRegression(max_iter=1000)),
        ("random_forest", RandomForestClassifier(random_state=0)),
        ("rbf_svm", SVC()),
    ],
)
def test_that_defaults_without_scaling_are_those_of_scikit_learn(name, theirs) -> None:
    X, y = load_iris(return_X_y=True)
    entry = ESTIMATORS.get(name)
    given = {"scale": False} if any(p.name == "scale" for p in entry.parameters) else {}
    ours = entry.make(given, 0).fit(X, y)
    np.testing.assert_array_equal(ours.predict(X), theirs.fit(X, y).predict(X))
