"""Models that look up the most similar rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue
from workbench.estimators.base import ESTIMATORS, EstimatorEntry
from workbench.estimators.settings import SCALE, always, never, own, scaled

_PARAMETERS = (
    Parameter(
        name="n_neighbors",
        kind="int",
        default=5,
        minimum=1,
        maximum=1000,
        title=Message(QT_TRANSLATE_NOOP("Message", "Neighbours")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "How many of the nearest rows are asked; never more than a fold has "
                "for training. Few follow every detail, many smooth it away.",
            )
        ),
    ),
    Parameter(
        name="weights",
        kind="choice",
        default="uniform",
        choices=("uniform", "distance"),
        title=Message(QT_TRANSLATE_NOOP("Message", "Weights")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message", "Whether all neighbours count alike or near ones count more."
            )
        ),
    ),
    Parameter(
        name="metric",
        kind="choice",
        default="minkowski",
        choices=("minkowski", "manhattan", "chebyshev"),
        title=Message(QT_TRANSLATE_NOOP("Message", "Distance")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "How the difference of two rows is measured; minkowski is the "
                "straight line.",
            )
        ),
    ),
    SCALE,
)


def _classifier(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.neighbors import KNeighborsClassifier

    return scaled(params, KNeighborsClassifier(**own(params)))


def _regressor(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.neighbors import KNeighborsRegressor

    return scaled(params, KNeighborsRegressor(**own(params)))


def _neighbours_s(
    rows: int, features: int, classes: int, params: Mapping[str, ParamValue]
) -> float:
    return 2e-3 + 3e-8 * rows * features


ESTIMATORS.add(
    "k_nearest_neighbours",
    EstimatorEntry(
        name="k_nearest_neighbours",
        title=Message(QT_TRANSLATE_NOOP("Message", "k-nearest neighbours")),
        kind="classification",
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The majority class among the most similar training rows. Learns at "
                "no cost, predicts at the cost of comparing with every row.",
            )
        ),
        build=_classifier,
        probabilities=always,
        expected_s=_neighbours_s,
        default=True,
        parameters=_PARAMETERS,
    ),
)

ESTIMATORS.add(
    "k_nearest_neighbours_regressor",
    EstimatorEntry(
        name="k_nearest_neighbours_regressor",
        title=Message(QT_TRANSLATE_NOOP("Message", "k-nearest neighbours")),
        kind="regression",
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message", "The mean target of the most similar training rows."
            )
        ),
        build=_regressor,
        probabilities=never,
        expected_s=_neighbours_s,
        default=True,
        parameters=_PARAMETERS,
    ),
)
