"""Weighted votes beside scikit-learn's, and where their weights come from."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn.ensemble import VotingClassifier, VotingRegressor
from sklearn.metrics import accuracy_score, r2_score

from workbench.ensembles import RULES, Evidence, Predicted
from workbench.ensembles.rules.weighted import NotAWeight, parse_weights

RULE = RULES.get("weighted_vote")


@pytest.mark.parametrize("voting", ["soft", "hard"])
@pytest.mark.parametrize("name", ["iris", "breast_cancer"])
def test_that_chosen_weights_vote_as_in_the_voting_classifier(real, name, voting):
    case = real(name)
    peer = VotingClassifier(
        list(case.models.items()), voting=voting, weights=[1, 3, 1.5]
    ).fit(case.X, case.y)
    found = RULE.combine(case.evidence, {"voting": voting, "weights": "1, 3, 1.5"})
    np.testing.assert_array_equal(found.predicted.labels, peer.predict(case.X_test))
    if voting == "soft":
        np.testing.assert_array_equal(
            found.predicted.probabilities, peer.predict_proba(case.X_test)
        )
    assert found.weights == pytest.approx(
        {"logistic": 1 / 5.5, "tree": 3 / 5.5, "bayes": 1.5 / 5.5}
    )


def test_that_values_are_averaged_as_in_the_voting_regressor(real):
    case = real("diabetes")
    peer = VotingRegressor(list(case.models.items()), weights=[2, 1, 1])
    peer.fit(case.X, case.y)
    found = RULE.combine(case.evidence, {"weights": "2 1 1"})
    np.testing.assert_allclose(found.predicted.labels, peer.predict(case.X_test))


def test_that_without_chosen_weights_inner_accuracies_weigh(evidence):
    given = evidence(n_classes=3)
    scores = [accuracy_score(given.y, m.labels) for m in given.inner]
    found = RULE.combine(given, {})
    shares = np.array(scores) / sum(scores)
    assert list(found.weights.values()) == pytest.approx(shares)
    np.testing.assert_allclose(
        found.predicted.probabilities,
        np.average([m.probabilities for m in given.test], axis=0, weights=scores),
    )


def test_that_members_worse_than_the_mean_weigh_nothing_in_a_regression(evidence):
    given = evidence("regression")
    wild = replace(
        given, inner=(Predicted(labels=given.y * 0 + 100.0), *given.inner[1:])
    )
    scores = [max(0.0, r2_score(wild.y, m.labels)) for m in wild.inner]
    found = RULE.combine(wild, {})
    assert found.weights["m0"] == 0.0
    assert list(found.weights.values()) == pytest.approx(np.array(scores) / sum(scores))


def test_that_members_of_no_use_at_all_weigh_the_same(evidence):
    given = evidence("regression")
    wild = Predicted(labels=given.y * 0 + 100.0)
    found = RULE.combine(replace(given, inner=(wild,) * 4), {})
    assert set(found.weights.values()) == {0.25}


def test_that_a_weighted_tie_falls_to_the_lowest_label_and_is_counted():
    ballots = Evidence(
        kind="classification",
        n_classes=3,
        keys=("a", "b", "c"),
        test=tuple(Predicted(labels=np.array(v)) for v in ([2, 1], [1, 0], [1, 0])),
        y=np.array([0, 1]),
    )
    found = RULE.combine(ballots, {"voting": "hard", "weights": "2, 1, 1"})
    assert found.predicted.labels.tolist() == [1, 0]
    assert str(found.note).endswith(": 2.")


@pytest.mark.parametrize(
    "text", ["2, 1, 0.5", "2;1;.5", " 2 1 0.5 ", "2，1，0.5", "2e0,1,5e-1"]
)
def test_that_weights_are_read_however_they_are_parted(text):
    assert parse_weights(text) == (2, 1, 0.5)


@pytest.mark.parametrize("piece", ["two", "nan", "inf", "1/3"])
def test_that_what_is_no_weight_is_named(piece):
    with pytest.raises(NotAWeight) as caught:
        parse_weights(f"1, {piece}")
    assert caught.value.piece == piece
