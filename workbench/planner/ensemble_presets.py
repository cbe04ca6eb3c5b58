"""Presets of the page Ensembles."""

from __future__ import annotations

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import ParamValue
from workbench.core.spec import (
    CvSpec,
    DatasetSpec,
    ExperimentSpec,
    ModelSpec,
    RepeatSpec,
)
from workbench.estimators.names import (
    SHALLOW_TREE,
    SHALLOWER_TREE,
    STACKING_WITH_FEATURES,
)
from workbench.planner.preset import Preset


def _model(estimator: str, name: str = "", **params: ParamValue) -> ModelSpec:
    return ModelSpec(estimator=estimator, name=name, params=params)


IRIS = Preset(
    title=Message(QT_TRANSLATE_NOOP("Message", "Iris: does a soft vote pay?")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Three different classifiers and their soft vote, beside the single model "
            "that one would have chosen. With 150 flowers hardly any difference can be "
            "told from chance.",
        )
    ),
    spec=ExperimentSpec(
        title="iris-ensemble",
        workload="ensemble",
        dataset=DatasetSpec(name="iris"),
        models=(
            _model("logistic_regression"),
            _model("decision_tree"),
            _model("k_nearest_neighbours"),
            _model("soft_vote"),
            _model("hard_vote"),
            _model("best_single"),
        ),
        cv=CvSpec(folds=5, repeats=2),
        workers=(1, 2),
        repeats=RepeatSpec(minimum=3, maximum=5),
    ),
)
DIGITS_ZOO = Preset(
    title=Message(QT_TRANSLATE_NOOP("Message", "Digits zoo: ten models, every rule")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Ten models of very different kind and cost on handwritten digits, each "
            "fitted once; every rule for combining them is computed from that.",
        )
    ),
    spec=ExperimentSpec(
        title="digits-zoo",
        workload="ensemble",
        dataset=DatasetSpec(name="digits"),
        models=(
            _model("logistic_regression"),
            _model("k_nearest_neighbours"),
            _model("decision_tree"),
            _model("random_forest", n_estimators=50),
            _model("extra_trees", n_estimators=50),
            _model("naive_bayes"),
            _model("rbf_svm", probability=True),
            _model("mlp", learning_rate_init=0.01),
            _model("hist_gradient_boosting", max_iter=15, learning_rate=0.3),
            _model("adaboost"),
            _model("best_single"),
            _model("hard_vote"),
            _model("soft_vote"),
            _model("weighted_vote"),
            _model("stacking_logistic"),
            _model("stacking_logistic", STACKING_WITH_FEATURES, passthrough=True),
            _model("super_learner"),
            _model("greedy_selection"),
            _model("blending"),
        ),
        cv=CvSpec(folds=5),
        workers=(1, 2),
        repeats=RepeatSpec(minimum=2, maximum=3),
    ),
)
UNEQUAL = Preset(
    title=Message(QT_TRANSLATE_NOOP("Message", "Unequal members: a vote that harms")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "One good model among poor ones that are sure of themselves. With equal "
            "votes the ensemble is worse than its best member; weights learned from "
            "out-of-fold predictions mend it.",
        )
    ),
    spec=ExperimentSpec(
        title="unequal-vote",
        workload="ensemble",
        dataset=DatasetSpec(name="digits"),
        models=(
            _model("k_nearest_neighbours"),
            _model("naive_bayes"),
            _model("decision_tree", SHALLOW_TREE, max_depth=3),
            _model("decision_tree", SHALLOWER_TREE, max_depth=2),
            _model("best_single"),
            _model("soft_vote"),
            _model("weighted_vote"),
            _model("super_learner"),
            _model("greedy_selection"),
        ),
        cv=CvSpec(folds=5),
        workers=(1, 2),
        repeats=RepeatSpec(minimum=3, maximum=5),
    ),
)
TEXT = Preset(
    title=Message(QT_TRANSLATE_NOOP("Message", "Novels: stacking on texts")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Five models of very different kind on passages of Jane Austen’s novels, "
            "each learning from how often words occur, and rules that combine them. "
            "The cheapest model is the one to beat.",
        )
    ),
    spec=ExperimentSpec(
        title="text-stacking",
        workload="ensemble",
        dataset=DatasetSpec(name="austen"),
        models=(
            _model("logistic_regression"),
            _model("complement_naive_bayes"),
            _model("multinomial_naive_bayes", alpha=0.1),
            _model("linear_svm", probability=True),
            _model("random_forest", n_estimators=100),
            _model("best_single"),
            _model("hard_vote"),
            _model("soft_vote"),
            _model("weighted_vote"),
            _model("stacking_logistic"),
            _model("super_learner"),
            _model("greedy_selection"),
        ),
        cv=CvSpec(folds=5),
        workers=(1, 2),
        repeats=RepeatSpec(minimum=2, maximum=3),
    ),
)
