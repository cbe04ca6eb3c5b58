"""Stacking and blending beside scikit-learn's own, on the same folds."""

from __future__ import annotations

import warnings
from dataclasses import replace

import numpy as np
import pytest
from sklearn.ensemble import StackingClassifier, StackingRegressor
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression, RidgeClassifierCV

from workbench.ensembles import RULES


@pytest.mark.parametrize("passthrough", [False, True])
@pytest.mark.parametrize("name", ["iris", "breast_cancer"])
def test_that_stacking_predicts_what_the_stacking_classifier_does(
    real, name, passthrough
):
    case = real(name)
    peer = StackingClassifier(
        list(case.models.items()), cv=case.folds, passthrough=passthrough
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        peer.fit(case.X, case.y)
    found = RULES.get("stacking_logistic").combine(
        case.evidence, {"passthrough": passthrough}
    )
    np.testing.assert_array_equal(found.predicted.labels, peer.predict(case.X_test))
    np.testing.assert_allclose(
        found.predicted.probabilities, peer.predict_proba(case.X_test), atol=1e-9
    )


@pytest.mark.parametrize("name", ["iris", "breast_cancer"])
def test_that_ridge_stacking_predicts_what_scikit_learns_does(real, name):
    case = real(name)
    peer = StackingClassifier(
        list(case.models.items()), final_estimator=RidgeClassifierCV(), cv=case.folds
    ).fit(case.X, case.y)
    found = RULES.get("stacking_ridge").combine(case.evidence, {})
    np.testing.assert_array_equal(found.predicted.labels, peer.predict(case.X_test))


@pytest.mark.parametrize("passthrough", [False, True])
def test_that_stacking_predicts_what_the_stacking_regressor_does(real, passthrough):
    case = real("diabetes")
    peer = StackingRegressor(
        list(case.models.items()), cv=case.folds, passthrough=passthrough
    ).fit(case.X, case.y)
    found = RULES.get("stacking_ridge").combine(
        case.evidence, {"passthrough": passthrough}
    )
    np.testing.assert_allclose(found.predicted.labels, peer.predict(case.X_test))


def test_that_a_fit_that_has_not_settled_is_noted_and_warns_nobody(real):
    case = real("breast_cancer")
    found = RULES.get("stacking_logistic").combine(case.evidence, {"passthrough": True})
    assert "before it had settled" in str(found.note)


def test_that_features_that_are_missing_are_not_passed_through(evidence):
    bare = replace(evidence(), X=None, X_test=None)
    with pytest.raises(ValueError, match="needs the features"):
        RULES.get("stacking_logistic").combine(bare, {"passthrough": True})


@pytest.mark.parametrize("rule", ["stacking_logistic", "stacking_ridge", "blending"])
def test_that_a_class_that_the_combiner_never_saw_keeps_its_place(evidence, rule):
    whole = evidence(n_classes=3)
    seen = whole.y != 1
    part = replace(
        whole,
        y=whole.y[seen],
        inner=tuple(
            replace(m, labels=m.labels[seen], probabilities=m.probabilities[seen])
            for m in whole.inner
        ),
        inner_fold=whole.inner_fold[seen],
    )
    found = RULES.get(rule).combine(part, {}).predicted
    assert set(found.labels) <= {0, 2}
    if rule != "stacking_ridge":
        assert found.probabilities.shape == (30, 3)
        assert (found.probabilities[:, 1] == 0).all()
        np.testing.assert_allclose(found.probabilities.sum(axis=1), 1)


@pytest.mark.parametrize("rule", ["stacking_logistic", "stacking_ridge", "blending"])
def test_that_a_combiner_of_one_class_always_predicts_it_and_says_so(evidence, rule):
    part = replace(evidence(n_classes=3), y=np.full(60, 2))
    found = RULES.get(rule).combine(part, {})
    assert found.predicted.probabilities.tolist() == [[0, 0, 1]] * 30
    assert "one class only" in str(found.note)


def test_that_blending_learns_from_the_first_inner_fold_only(evidence):
    given = evidence()
    held = given.inner_fold == 0
    peer = LogisticRegression().fit(
        np.column_stack([m.probabilities[held, 1] for m in given.inner]), given.y[held]
    )
    asked = np.column_stack([m.probabilities[:, 1] for m in given.test])
    found = RULES.get("blending").combine(given, {})
    np.testing.assert_allclose(found.predicted.probabilities, peer.predict_proba(asked))
    assert "one inner fold only" in str(found.note)
    elsewhere = replace(given, y=np.where(held, given.y, 1 - given.y))
    other = RULES.get("blending").combine(elsewhere, {})
    np.testing.assert_array_equal(
        found.predicted.probabilities, other.predicted.probabilities
    )
