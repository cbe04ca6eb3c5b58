"""Naive Bayes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue
from workbench.estimators.base import ESTIMATORS, EstimatorEntry
from workbench.estimators.settings import always, own


def _naive_bayes(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.naive_bayes import GaussianNB

    return GaussianNB(**own(params))


def _naive_bayes_s(
    rows: int, features: int, classes: int, params: Mapping[str, ParamValue]
) -> float:
    return 1e-3 + 2e-8 * rows * features


ESTIMATORS.add(
    "naive_bayes",
    EstimatorEntry(
        name="naive_bayes",
        title=Message(QT_TRANSLATE_NOOP("Message", "Naive Bayes")),
        kind="classification",
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "A bell curve for each feature in each class, as if features knew "
                "nothing of each other. Very fast; its probabilities are too sure.",
            )
        ),
        build=_naive_bayes,
        probabilities=always,
        expected_s=_naive_bayes_s,
        parameters=(
            Parameter(
                name="var_smoothing",
                kind="float",
                default=1e-9,
                minimum=0.0,
                maximum=1e3,
                title=Message(QT_TRANSLATE_NOOP("Message", "Smoothing")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "Widens every bell curve by this share of the largest "
                        "variance, so that constant features do no harm.",
                    )
                ),
            ),
        ),
    ),
)
