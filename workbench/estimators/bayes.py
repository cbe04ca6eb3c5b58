"""Naive Bayes: with bell curves for measures, and with shares for counts of words."""

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


def _multinomial(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.naive_bayes import MultinomialNB

    return _from_zero(params, MultinomialNB(**own(params)))


def _complement(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.naive_bayes import ComplementNB

    return _from_zero(params, ComplementNB(**own(params)))


def _from_zero(params: Mapping[str, ParamValue], model: Any) -> Any:
    """With every feature brought to 0…1 in front: shares cannot be negative."""
    if not params["scale"]:
        return model
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import MinMaxScaler

    return make_pipeline(MinMaxScaler(clip=True), model)


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

_ALPHA = Parameter(
    name="alpha",
    kind="float",
    default=1.0,
    minimum=1e-9,
    maximum=1e6,
    title=Message(QT_TRANSLATE_NOOP("Message", "Smoothing alpha")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "How often each term counts as seen in each class beforehand, so that one "
            "never met in a class does not rule it out.",
        )
    ),
)
_FROM_ZERO = Parameter(
    name="scale",
    kind="bool",
    default=True,
    title=Message(QT_TRANSLATE_NOOP("Message", "Bring features to 0…1")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Needed where features can be negative, which no count is; learned from "
            "the training rows of each fold. Texts are left as they are.",
        )
    ),
)

ESTIMATORS.add(
    "multinomial_naive_bayes",
    EstimatorEntry(
        name="multinomial_naive_bayes",
        title=Message(QT_TRANSLATE_NOOP("Message", "Naive Bayes for counts")),
        kind="classification",
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The share of each term in each class, as if terms knew nothing of "
                "each other (multinomial). The classic for texts, and very fast.",
            )
        ),
        build=_multinomial,
        sparse=True,
        probabilities=always,
        expected_s=_naive_bayes_s,
        parameters=(_ALPHA, _FROM_ZERO),
    ),
)

ESTIMATORS.add(
    "complement_naive_bayes",
    EstimatorEntry(
        name="complement_naive_bayes",
        title=Message(QT_TRANSLATE_NOOP("Message", "Complement naive Bayes")),
        kind="classification",
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Looks at how terms are shared out in all other classes. Often the "
                "best of the fast models for texts, and steadier where classes differ "
                "in size.",
            )
        ),
        build=_complement,
        sparse=True,
        probabilities=always,
        expected_s=_naive_bayes_s,
        parameters=(_ALPHA, _FROM_ZERO),
    ),
)
