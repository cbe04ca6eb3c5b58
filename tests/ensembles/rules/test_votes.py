from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.ensemble import VotingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.tree import DecisionTreeClassifier

from workbench.ensembles import RULES, Evidence, Predicted
from workbench.ensembles.rules.votes import (
    hard_vote,
    mean_probabilities,
    mean_vote,
    soft_vote,
)

VECTORS = json.loads(
    (Path(__file__).parents[2] / "reference" / "vectors.json").read_text()
)["ensembles"]


def members() -> tuple[list[Predicted], dict[str, object], np.ndarray]:
    """Three classifiers fitted on every second row of iris, asked about the others."""
    X, y = load_iris(return_X_y=True)
    models = {
        "lr": LogisticRegression(max_iter=500),
        "tree": DecisionTreeClassifier(max_depth=2, random_state=0),
        "nb": GaussianNB(),
    }
    found = []
    for model in models.values():
        model.fit(X[::2], y[::2])
        found.append(
            Predicted(
                labels=model.predict(X[1::2]),
                probabilities=model.predict_proba(X[1::2]),
            )
        )
    return found, models, X


def test_that_the_mean_of_probabilities_equals_the_reference_case() -> None:
    case = VECTORS["soft_vote"]
    ballots = [
        Predicted(labels=np.array([int(np.argmax(p))]), probabilities=np.array([p]))
        for p in case["probabilities"]
    ]
    assert mean_probabilities(ballots)[0] == pytest.approx(
        case["mean"], abs=case["abs"]
    )
    assert soft_vote(ballots)[0] == case["winner"]


@pytest.mark.parametrize(
    ("name", "voting"), [("hard_vote", "hard"), ("soft_vote", "soft")]
)
def test_that_votes_equal_the_voting_classifier(name: str, voting: str) -> None:
    found, models, X = members()
    y = load_iris(return_X_y=True)[1]
    reference = VotingClassifier(list(models.items()), voting=voting)
    reference.fit(X[::2], y[::2])
    evidence = Evidence(
        kind="classification",
        n_classes=3,
        keys=tuple(models),
        test=tuple(found),
        y=y[::2],
    )
    ours = RULES.get(name).combine(evidence, {}).predicted
    np.testing.assert_array_equal(ours.labels, reference.predict(X[1::2]))


def test_that_the_lowest_class_wins_a_tie() -> None:
    ballots = [Predicted(labels=np.array(p)) for p in ([2, 1], [1, 0])]
    assert hard_vote(ballots).tolist() == [1, 0]


def test_that_a_soft_vote_refuses_members_without_probabilities() -> None:
    ballots = [Predicted(labels=np.array([1]))]
    with pytest.raises(ValueError, match="needs probabilities"):
        mean_probabilities(ballots)


def test_that_the_mean_vote_averages_values() -> None:
    ballots = [Predicted(labels=np.array(p)) for p in ([1.0, 2.0], [3.0, 5.0])]
    assert mean_vote(ballots).tolist() == [2.0, 3.5]
