"""Models that weigh the features and add them up."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue
from workbench.estimators.base import ESTIMATORS, EstimatorEntry
from workbench.estimators.settings import (
    RANDOM_STATE,
    SCALE,
    always,
    never,
    own,
    random_state,
    scaled,
)

_FIT_INTERCEPT = Parameter(
    name="fit_intercept",
    kind="bool",
    default=True,
    title=Message(QT_TRANSLATE_NOOP("Message", "Fit an intercept")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message", "Let the prediction be other than zero where all features are."
        )
    ),
)


def _logistic_regression(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(**own(params), random_state=random_state(params, seed))
    return scaled(params, model)


def _linear_regression(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.linear_model import LinearRegression

    return scaled(params, LinearRegression(**own(params)))


def _ridge(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.linear_model import Ridge

    return scaled(params, Ridge(**own(params), random_state=random_state(params, seed)))


def _logistic_s(
    rows: int, features: int, classes: int, params: Mapping[str, ParamValue]
) -> float:
    steps = 1 if params["scale"] else 5
    return 4e-3 + 8e-8 * rows * features * math.sqrt(max(classes - 1, 1)) * steps


def _least_squares_s(
    rows: int, features: int, classes: int, params: Mapping[str, ParamValue]
) -> float:
    return 1.5e-3 + 1.5e-9 * rows * features * (features + 10)


ESTIMATORS.add(
    "logistic_regression",
    EstimatorEntry(
        name="logistic_regression",
        title=Message(QT_TRANSLATE_NOOP("Message", "Logistic regression")),
        kind="classification",
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "A weighted sum of the features for each class, turned into "
                "probabilities. Fast, steady, hard to beat on simple data.",
            )
        ),
        build=_logistic_regression,
        sparse=True,
        probabilities=always,
        expected_s=_logistic_s,
        default=True,
        parameters=(
            Parameter(
                name="C",
                kind="float",
                default=1.0,
                minimum=1e-6,
                maximum=1e6,
                title=Message(QT_TRANSLATE_NOOP("Message", "Freedom C")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "How freely the weights may grow. Smaller values hold them "
                        "closer to zero and guard against overfitting.",
                    )
                ),
            ),
            Parameter(
                name="max_iter",
                kind="int",
                default=1000,
                minimum=1,
                maximum=100_000,
                title=Message(QT_TRANSLATE_NOOP("Message", "Most iterations")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "When the solver gives up. scikit-learn's own default of 100 "
                        "is too few for unscaled data; more costs nothing where fewer "
                        "are enough.",
                    )
                ),
            ),
            _FIT_INTERCEPT,
            SCALE,
            RANDOM_STATE,
        ),
    ),
)

ESTIMATORS.add(
    "linear_regression",
    EstimatorEntry(
        name="linear_regression",
        title=Message(QT_TRANSLATE_NOOP("Message", "Linear regression")),
        kind="regression",
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The weighted sum of the features with the smallest squared error. "
                "The plain reference for every other model.",
            )
        ),
        build=_linear_regression,
        probabilities=never,
        expected_s=_least_squares_s,
        default=True,
        parameters=(
            _FIT_INTERCEPT,
            Parameter(
                name="positive",
                kind="bool",
                default=False,
                title=Message(QT_TRANSLATE_NOOP("Message", "Only positive weights")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message", "Allow no feature to lower the prediction."
                    )
                ),
            ),
            SCALE,
        ),
    ),
)

ESTIMATORS.add(
    "ridge",
    EstimatorEntry(
        name="ridge",
        title=Message(QT_TRANSLATE_NOOP("Message", "Ridge regression")),
        kind="regression",
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Linear regression that holds its weights small: steadier when "
                "features resemble each other or rows are few.",
            )
        ),
        build=_ridge,
        probabilities=never,
        expected_s=_least_squares_s,
        parameters=(
            Parameter(
                name="alpha",
                kind="float",
                default=1.0,
                minimum=0.0,
                maximum=1e9,
                title=Message(QT_TRANSLATE_NOOP("Message", "Penalty alpha")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "How strongly large weights are punished; 0 is plain linear "
                        "regression.",
                    )
                ),
            ),
            _FIT_INTERCEPT,
            SCALE,
            RANDOM_STATE,
        ),
    ),
)
