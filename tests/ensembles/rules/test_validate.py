"""What is said of a rule that cannot be applied."""

from __future__ import annotations

import pytest

from workbench.ensembles import RULES, validate_rule


def said(name, params=None, members=3, kind="classification"):
    problems = validate_rule(RULES.get(name), params or {}, members, kind=kind)
    return {problem.field: str(problem.message) for problem in problems}


@pytest.mark.parametrize("name", RULES.names())
def test_that_defaults_are_fine_and_one_member_is_not(name):
    kind = RULES.get(name).kind or "regression"
    assert said(name, kind=kind) == {}
    assert "at least two models" in said(name, members=1, kind=kind)["rule.members"]


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ("1, 2", "2 weights for 3 members"),
        ("1, 2, 3, 4", "4 weights for 3 members"),
        (" ", "0 weights for 3 members"),
        ("1, -2, 3", "negative (-2)"),
        ("0, 0, 0", "All weights are 0"),
        ("1, two, 3", "“two” is no number"),
        ("1, nan, 3", "“nan” is no number"),
        ("1, 1e999, 3", "“1e999” is no number"),
        ("1e308, 1e308, 1", "“1e308” is no number"),
    ],
)
def test_that_weights_that_cannot_be_used_are_explained(weights, words):
    assert words in said("weighted_vote", {"weights": weights})["rule.params.weights"]


def test_that_a_weight_of_zero_leaves_a_member_out():
    assert said("weighted_vote", {"weights": "0, 1, 1"}) == {}


@pytest.mark.parametrize("share", [-0.1, 0.5, 1.0, float("nan"), "much"])
def test_that_a_share_out_of_range_is_refused(share):
    assert (
        "from 0 to 0.49" in said("trimmed_mean", {"share": share})["rule.params.share"]
    )


@pytest.mark.parametrize("name", ["hard_vote", "soft_vote", "stacking_logistic"])
def test_that_values_are_no_matter_for_a_rule_of_classes(name):
    assert "predicts classes" in said(name, kind="regression")["rule.estimator"]


def test_that_classes_are_no_matter_for_a_mean_of_values():
    assert "predicts values" in said("mean_vote")["rule.estimator"]


def test_that_needs_follow_the_parameters():
    weighted, stacking = RULES.get("weighted_vote"), RULES.get("stacking_logistic")
    kind = "classification"
    assert weighted.needs({}, kind) == (True, True, False)
    assert weighted.needs({"weights": "1, 2"}, kind) == (True, False, False)
    assert weighted.needs({"voting": "hard"}, kind).probabilities is False
    assert weighted.needs({}, "regression").probabilities is False
    assert stacking.needs({"passthrough": True}, kind).features is True
    assert stacking.needs({}, kind).features is False
