"""Rules over a table of predictions: folds, scores, and that nothing leaks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, log_loss, r2_score

from workbench.core.messages import Message
from workbench.ensembles import RULES, mean_interval
from workbench.ensembles.crossed import MemberTable, score_members, score_rules
from workbench.ensembles.rules.notes import merged_note


def table(kind="classification", n_classes=3, members=4, rows=100, folds=5):
    draw = np.random.default_rng(7)
    fold = draw.permutation(rows) % folds
    if kind == "regression":
        y = draw.normal(size=rows)
        outputs = {
            f"m{i}": y + draw.normal(size=rows) * (1 + i) / 2 for i in range(members)
        }
        return MemberTable.of("regression", 0, outputs, y, fold), outputs, y, fold
    y = draw.integers(n_classes, size=rows)
    outputs = {}
    for i in range(members):
        raw = draw.dirichlet(np.ones(n_classes), size=rows)
        raw[np.arange(rows), y] += i / 4
        outputs[f"m{i}"] = raw / raw.sum(axis=1, keepdims=True)
    made = MemberTable.of("classification", n_classes, outputs, y, fold)
    return made, outputs, y, fold


def chosen(kind):
    return {
        name: (entry, {})
        for name, entry in RULES.items()
        if entry.suits(kind) and not entry.needs({}, kind).features
    }


def test_that_a_soft_vote_scores_what_scikit_learn_says_fold_by_fold():
    made, outputs, y, fold = table()
    found = score_rules(made, chosen("classification"), seed=0)["soft_vote"]
    mean = np.mean(list(outputs.values()), axis=0)
    expected = [
        accuracy_score(y[fold == k], mean[fold == k].argmax(axis=1)) for k in range(5)
    ]
    assert found.fold_scores == pytest.approx(expected)
    assert found.mean == pytest.approx(np.mean(expected))
    assert found.log_loss == pytest.approx(log_loss(y, y_proba=mean))
    low, high = mean_interval(expected, 1 / 4)
    assert high > 1  # which no accuracy is
    assert found.ci95 == pytest.approx((low, 1.0))


def test_that_a_mean_of_values_scores_its_r2():
    made, outputs, y, fold = table("regression")
    found = score_rules(made, chosen("regression"), seed=0)["mean_vote"]
    mean = np.mean(list(outputs.values()), axis=0)
    assert found.fold_scores == pytest.approx(
        [r2_score(y[fold == k], mean[fold == k]) for k in range(5)]
    )
    assert found.log_loss is None


def test_that_members_are_scored_on_the_same_folds():
    made, outputs, y, fold = table()
    assert score_members(made)["m2"] == pytest.approx(
        [
            accuracy_score(y[fold == k], outputs["m2"][fold == k].argmax(axis=1))
            for k in range(5)
        ]
    )


def test_that_each_fold_is_predicted_from_the_others():
    made, outputs, y, fold = table()
    for k in range(5):
        given = made.evidence(k, seed=0)
        inside = fold == k
        # the next fold's rows first, and round again to the one before
        others = np.argsort((fold - k) % 5, kind="stable")[inside.sum() :]
        np.testing.assert_array_equal(given.y, y[others])
        np.testing.assert_array_equal(
            given.test[1].probabilities, outputs["m1"][inside]
        )
        np.testing.assert_array_equal(
            given.inner[1].probabilities, outputs["m1"][others]
        )
        np.testing.assert_array_equal(given.inner_fold, fold[others])
        assert set(given.inner_fold) == set(range(5)) - {k}


@pytest.mark.parametrize("kind", ["classification", "regression"])
def test_that_other_truths_in_a_fold_change_nothing_that_predicts_it(kind):
    made, *_ = table(kind)
    inside = made.fold == 2
    shifted = (made.y + 1) % 3 if kind == "classification" else made.y + 5
    other = replace(made, y=np.where(inside, shifted, made.y))
    for entry, params in chosen(kind).values():
        one = entry.combine(made.evidence(2, seed=0), params)
        two = entry.combine(other.evidence(2, seed=0), params)
        np.testing.assert_array_equal(one.predicted.labels, two.predicted.labels)
        assert (one.weights, one.single) == (two.weights, two.single)


def test_that_the_best_single_member_is_counted_over_the_folds():
    made, *_ = table()
    found = score_rules(made, chosen("classification"), seed=0)["best_single"]
    assert sum(found.chosen.values()) == 5
    assert found.weights["m3"] == pytest.approx(found.chosen["m3"] / 5)


def test_that_counts_in_notes_are_added_up():
    ties, other = "Ties: {ties}.", Message("Other.")
    notes = [Message(ties, {"ties": 2}), None, Message(ties, {"ties": 3}), other]
    assert str(merged_note(notes)) == "Ties: 5."
    assert merged_note([None, None]) is None


def test_that_folds_side_by_side_come_to_the_same():
    made, *_ = table()
    rules = chosen("classification")
    one, three = (score_rules(made, rules, seed=0, threads=n) for n in (1, 3))
    for key in rules:
        assert one[key].fold_scores == three[key].fold_scores
        assert one[key].log_loss == three[key].log_loss
        assert one[key].weights == three[key].weights
