"""The super learner's weights, against the published case and plain least squares."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import nnls

from workbench.ensembles import RULES, Evidence, Predicted
from workbench.ensembles.rules.super_learner import nnls_weights

RULE = RULES.get("super_learner")


def test_that_the_reference_weights_come_out(vectors):
    case = vectors["greedy_selection"]
    tables = [np.column_stack([1 - p, p]) for p in np.array(case["P_of_class_1"])]
    members = tuple(
        Predicted(labels=table.argmax(axis=1), probabilities=table) for table in tables
    )
    given = Evidence(
        kind="classification",
        n_classes=2,
        keys=("a", "b", "c"),
        test=members,
        y=np.array(case["y"]),
        inner=members,
    )
    found = RULE.combine(given, {})
    assert list(found.weights.values()) == pytest.approx(
        case["nnls_weights_normalised"], abs=case["abs"]
    )
    np.testing.assert_allclose(
        found.predicted.probabilities,
        np.average(tables, axis=0, weights=list(found.weights.values())),
    )


def test_that_more_classes_are_fitted_one_below_the_other(evidence):
    given = evidence(n_classes=4)
    columns = np.column_stack([m.probabilities.ravel() for m in given.inner])
    weights = nnls(columns, np.eye(4)[given.y].ravel())[0]
    found = RULE.combine(given, {})
    assert list(found.weights.values()) == pytest.approx(weights / weights.sum())


def test_that_values_are_fitted_to_the_targets(evidence):
    given = evidence("regression")
    weights = nnls(np.column_stack([m.labels for m in given.inner]), given.y)[0]
    found = RULE.combine(given, {})
    assert list(found.weights.values()) == pytest.approx(weights / weights.sum())
    np.testing.assert_allclose(
        found.predicted.labels,
        np.average([m.labels for m in given.test], axis=0, weights=weights),
    )


@pytest.mark.parametrize("apart", [1, 1e-2, 1e-4, 1e-6])
def test_that_members_that_are_nearly_the_same_cost_no_digits(apart):
    draw = np.random.default_rng(2)
    A = draw.normal(size=(500, 1)) + apart * draw.normal(size=(500, 2))
    y = A @ [0.3, 0.7] + apart * draw.normal(size=500) / 100
    best = np.linalg.lstsq(A, y)[0]
    found = nnls_weights(list(A.T), y)
    np.testing.assert_allclose(found, best / best.sum(), rtol=0, atol=1e-9)


def test_that_squares_beyond_what_a_float_holds_do_no_harm():
    draw = np.random.default_rng(3)
    columns = 1e200 * draw.normal(size=(3, 100))
    found = nnls_weights(list(columns), columns.T @ [0.5, 0.2, 0.3])
    np.testing.assert_allclose(found, [0.5, 0.2, 0.3])


def test_that_members_that_all_point_the_wrong_way_weigh_the_same(evidence):
    given = evidence("regression")
    wrong = replace(given, inner=(Predicted(labels=-given.y),) * 4)
    found = RULE.combine(wrong, {})
    assert set(found.weights.values()) == {0.25}
    assert "weigh the same" in str(found.note)


def test_that_fewer_rows_than_members_can_be_fitted(evidence):
    given = evidence(members=9, rows=4)
    assert sum(RULE.combine(given, {}).weights.values()) == pytest.approx(1)
