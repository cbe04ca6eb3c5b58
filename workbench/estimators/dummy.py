"""Baselines that look at no feature: what any model must beat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue
from workbench.estimators.base import ESTIMATORS, EstimatorEntry
from workbench.estimators.settings import (
    RANDOM_STATE,
    always,
    never,
    own,
    random_state,
)

_STRATEGY_TITLE = Message(QT_TRANSLATE_NOOP("Message", "Strategy"))


def _classifier(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.dummy import DummyClassifier

    return DummyClassifier(**own(params), random_state=random_state(params, seed))


def _regressor(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.dummy import DummyRegressor

    return DummyRegressor(**own(params))


def _dummy_s(
    rows: int, features: int, classes: int, params: Mapping[str, ParamValue]
) -> float:
    return 5e-4 + 2e-8 * rows


ESTIMATORS.add(
    "dummy",
    EstimatorEntry(
        name="dummy",
        title=Message(QT_TRANSLATE_NOOP("Message", "Baseline")),
        kind="classification",
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Looks at no feature and guesses from the classes alone. A model that "
                "is no better has learned nothing.",
            )
        ),
        build=_classifier,
        probabilities=always,
        expected_s=_dummy_s,
        baseline=True,
        parameters=(
            Parameter(
                name="strategy",
                kind="choice",
                default="prior",
                choices=("prior", "most_frequent", "stratified", "uniform"),
                title=_STRATEGY_TITLE,
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "The most frequent class (prior, most_frequent), or a draw by "
                        "frequency (stratified) or by none (uniform).",
                    )
                ),
            ),
            RANDOM_STATE,
        ),
    ),
)

ESTIMATORS.add(
    "dummy_regressor",
    EstimatorEntry(
        name="dummy_regressor",
        title=Message(QT_TRANSLATE_NOOP("Message", "Baseline")),
        kind="regression",
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Always predicts the mean or the median of the training targets. A "
                "model that is no better has learned nothing.",
            )
        ),
        build=_regressor,
        probabilities=never,
        expected_s=_dummy_s,
        baseline=True,
        parameters=(
            Parameter(
                name="strategy",
                kind="choice",
                default="mean",
                choices=("mean", "median"),
                title=_STRATEGY_TITLE,
                help=Message(
                    QT_TRANSLATE_NOOP("Message", "Which single value is predicted.")
                ),
            ),
        ),
    ),
)
