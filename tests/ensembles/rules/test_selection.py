"""Greedy selection beside a slow one that computes every loss anew."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import log_loss, mean_squared_error

from workbench.ensembles import RULES, Evidence, Predicted
from workbench.ensembles.rules.greedy import by_log_loss, by_squared_error
from workbench.ensembles.rules.tables import of_class

RULE = RULES.get("greedy_selection")


def slow(tables, loss, rounds):
    """Picks and losses by the book: the mean of every candidate, scored."""
    total, picks, losses = np.zeros_like(tables[0]), [], []
    for size in range(1, rounds + 1):
        found = [loss((total + table) / size) for table in tables]
        picks.append(int(np.argmin(found)))
        losses.append(found[picks[-1]])
        total = total + tables[picks[-1]]
    return picks, losses


def truths(tables, y):
    return np.stack([of_class(table, y) for table in tables])


def reference(case):
    y = np.array(case["y"])
    tables = [np.column_stack([1 - p, p]) for p in np.array(case["P_of_class_1"])]
    return y, tables


def test_that_the_reference_case_is_picked_member_by_member(vectors):
    case = vectors["greedy_selection"]
    y, tables = reference(case)
    path = by_log_loss(truths(tables, y), len(case["picks"]))
    assert path.picks == case["picks"]
    assert path.losses == pytest.approx(case["losses"], abs=case["abs"])
    for table, loss in zip(tables, case["single_losses"], strict=True):
        alone = by_log_loss(truths([table], y), 1)
        assert alone.losses == pytest.approx([loss], abs=case["abs"])


@pytest.mark.parametrize("n_classes", [2, 4])
@pytest.mark.parametrize("rows", [1, 15, 16, 17, 200])
def test_that_picks_and_losses_are_those_of_scikit_learns_log_loss(n_classes, rows):
    draw = np.random.default_rng(rows)
    tables = [draw.dirichlet(np.ones(n_classes), size=rows) for _ in range(6)]
    y = draw.integers(n_classes, size=rows)
    labels = list(range(n_classes))
    picks, losses = slow(
        tables, lambda mean: log_loss(y, y_proba=mean, labels=labels), 20
    )
    path = by_log_loss(truths(tables, y), 20)
    assert path.picks == picks
    assert path.losses == pytest.approx(losses, rel=1e-12)


def test_that_a_probability_of_zero_costs_what_scikit_learn_says():
    y = np.array([1, 1, 0, 1])
    sure = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.0, 1.0]])
    surer = np.array([[1.0, 1e-17], [0.4, 0.6], [0.0, 1.0], [0.0, 1.0]])
    tables = [sure, surer]
    picks, losses = slow(
        tables, lambda mean: log_loss(y, y_proba=mean, labels=[0, 1]), 5
    )
    path = by_log_loss(truths(tables, y), 5)
    assert (path.picks, path.losses) == (picks, pytest.approx(losses))


def test_that_squared_errors_are_picked_as_by_the_book():
    draw = np.random.default_rng(1)
    y = draw.normal(size=50)
    values = y + draw.normal(size=(5, 50)) * np.array([[1], [1.2], [2], [0.9], [3]])
    picks, losses = slow(list(values), lambda mean: mean_squared_error(y, mean), 20)
    path = by_squared_error(values, y, 20)
    assert path.picks == picks
    assert path.losses == pytest.approx(losses)


def test_that_the_lowest_index_wins_a_tie_and_the_shortest_prefix():
    draw = np.random.default_rng(2)
    member = draw.uniform(0.3, 0.9, size=100)
    assert by_log_loss(np.stack([member] * 3), 6).picks == [0] * 6
    assert by_log_loss(np.stack([member] * 3), 6).best == [0]
    values, y = draw.normal(size=30), draw.normal(size=30)
    assert by_squared_error(np.stack([values] * 3), y, 6).picks == [0] * 6


def test_that_the_weights_are_the_shares_of_the_best_prefix(evidence):
    given = evidence(members=5)
    tables = [m.probabilities for m in given.inner]
    picks, losses = slow(tables, lambda mean: log_loss(given.y, y_proba=mean), 12)
    best = picks[: int(np.argmin(losses)) + 1]
    shares = np.bincount(best, minlength=5) / len(best)
    found = RULE.combine(given, {"rounds": 12})
    assert list(found.weights.values()) == pytest.approx(shares)
    np.testing.assert_allclose(
        found.predicted.probabilities,
        np.average([m.probabilities for m in given.test], axis=0, weights=shares),
    )


def test_that_bags_select_from_parts_and_follow_the_seed(evidence):
    given = evidence(members=8)
    bagged = {"bags": 6, "share": 0.5}
    first = RULE.combine(given, bagged).weights
    assert first == RULE.combine(given, bagged).weights
    assert first != RULE.combine(replace(given, seed=1), bagged).weights
    assert sum(first.values()) == pytest.approx(1)


def test_that_bags_of_all_members_change_nothing(evidence):
    given = evidence(members=5)
    plain = RULE.combine(given, {}).weights
    assert RULE.combine(given, {"bags": 3, "share": 1.0}).weights == pytest.approx(
        plain
    )


def test_that_a_member_that_helps_a_regression_is_found():
    y = np.linspace(-1, 1, 40)
    lower, upper = Predicted(labels=y - 1), Predicted(labels=y + 1)
    useless = Predicted(labels=y * 0 + 5)
    given = Evidence(
        kind="regression",
        n_classes=0,
        keys=("lower", "useless", "upper"),
        test=(lower, useless, upper),
        y=y,
        inner=(lower, useless, upper),
    )
    found = RULE.combine(given, {})
    assert found.weights == {"lower": 0.5, "useless": 0.0, "upper": 0.5}
    np.testing.assert_allclose(found.predicted.labels, y)
