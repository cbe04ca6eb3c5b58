"""Which rules the list of models offers."""

from __future__ import annotations

from workbench.core.spec import ModelSpec
from workbench.ensembles import RULES
from workbench.gui.widgets.model_choices import (
    LEARNERS,
    kind_of_models,
    offered,
    with_model,
)


def names(kind, models=()):
    return [m.estimator for m in offered(kind, models) if m.estimator in RULES]


def test_that_only_rules_that_need_no_inner_folds_are_offered() -> None:
    assert names("classification") == [
        "hard_vote",
        "soft_vote",
        "median",
        "trimmed_mean",
    ]
    assert names("regression") == ["mean_vote", "median", "trimmed_mean"]


def test_that_a_rule_of_an_opened_experiment_is_shown_all_the_same() -> None:
    weighted = ModelSpec(estimator="weighted_vote", params={"weights": "2, 1"})
    assert offered("classification", (weighted,))[-1] == weighted


def test_that_a_rule_for_both_kinds_says_nothing_about_the_data() -> None:
    both = ModelSpec(estimator="median")
    assert kind_of_models((both,)) is None
    assert kind_of_models((ModelSpec(estimator="ridge"), both)) == "regression"


def test_that_a_rule_comes_after_the_models_and_has_its_parameters() -> None:
    trimmed = ModelSpec(estimator="trimmed_mean")
    models = (ModelSpec(estimator="decision_tree"), ModelSpec(estimator="dummy"))
    assert with_model(models, trimmed, "classification") == (*models, trimmed)
    assert [p.name for p in LEARNERS.parameters(trimmed)] == ["share"]
