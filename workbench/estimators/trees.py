"""Single decision trees."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue
from workbench.estimators.base import ESTIMATORS, EstimatorEntry
from workbench.estimators.settings import (
    MAX_DEPTH,
    MIN_SAMPLES_LEAF,
    RANDOM_STATE,
    always,
    never,
    own,
    random_state,
)

_CRITERION_TITLE = Message(QT_TRANSLATE_NOOP("Message", "Measure of a split"))
_CCP_ALPHA = Parameter(
    name="ccp_alpha",
    kind="float",
    default=0.0,
    minimum=0.0,
    maximum=1e6,
    title=Message(QT_TRANSLATE_NOOP("Message", "Pruning")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Cuts branches back whose gain is smaller than this for each leaf; "
            "0 keeps all of them.",
        )
    ),
)


def _classifier(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.tree import DecisionTreeClassifier

    return DecisionTreeClassifier(
        **own(params), random_state=random_state(params, seed)
    )


def _regressor(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.tree import DecisionTreeRegressor

    return DecisionTreeRegressor(**own(params), random_state=random_state(params, seed))


def _tree_s(
    rows: int, features: int, classes: int, params: Mapping[str, ParamValue]
) -> float:
    return 1e-3 + 4e-8 * rows * features * math.log2(rows + 2)


def _regression_tree_s(
    rows: int, features: int, classes: int, params: Mapping[str, ParamValue]
) -> float:
    return 1e-3 + 6e-8 * rows * features * math.log2(rows + 2)


ESTIMATORS.add(
    "decision_tree",
    EstimatorEntry(
        name="decision_tree",
        title=Message(QT_TRANSLATE_NOOP("Message", "Decision tree")),
        kind="classification",
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Yes-or-no questions about single features, one after another. "
                "Readable, but a small change of the data can change the whole tree.",
            )
        ),
        build=_classifier,
        sparse=True,
        probabilities=always,
        expected_s=_tree_s,
        default=True,
        parameters=(
            Parameter(
                name="criterion",
                kind="choice",
                default="gini",
                choices=("gini", "entropy", "log_loss"),
                title=_CRITERION_TITLE,
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message", "How the purity of the two sides is judged."
                    )
                ),
            ),
            MAX_DEPTH,
            MIN_SAMPLES_LEAF,
            _CCP_ALPHA,
            RANDOM_STATE,
        ),
    ),
)

ESTIMATORS.add(
    "decision_tree_regressor",
    EstimatorEntry(
        name="decision_tree_regressor",
        title=Message(QT_TRANSLATE_NOOP("Message", "Decision tree")),
        kind="regression",
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Yes-or-no questions about single features; each leaf predicts the "
                "mean of its rows.",
            )
        ),
        build=_regressor,
        probabilities=never,
        expected_s=_regression_tree_s,
        default=True,
        parameters=(
            Parameter(
                name="criterion",
                kind="choice",
                default="squared_error",
                choices=("squared_error", "absolute_error", "poisson"),
                title=_CRITERION_TITLE,
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "Which error the two sides should make small. Absolute error "
                        "is far slower on many rows; Poisson needs targets that are "
                        "not negative.",
                    )
                ),
            ),
            MAX_DEPTH,
            MIN_SAMPLES_LEAF,
            _CCP_ALPHA,
            RANDOM_STATE,
        ),
    ),
)
