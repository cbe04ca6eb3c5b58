"""Trees grown one after another, each mending what the ones before got wrong."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue, real
from workbench.estimators.base import ESTIMATORS, EstimatorEntry
from workbench.estimators.settings import RANDOM_STATE, always, never, own, random_state


def _learning_rate(default: float) -> Parameter:
    return Parameter(
        name="learning_rate",
        kind="float",
        default=default,
        minimum=1e-4,
        maximum=10.0,
        title=Message(QT_TRANSLATE_NOOP("Message", "Learning rate")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "How much each tree may correct. Smaller is steadier and needs more "
                "trees.",
            )
        ),
    )


_HIST_PARAMETERS = (
    _learning_rate(0.1),
    Parameter(
        name="max_iter",
        kind="int",
        default=100,
        minimum=1,
        maximum=10_000,
        title=Message(QT_TRANSLATE_NOOP("Message", "Rounds")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "How many trees follow each other; with several classes, one tree for "
                "each class in each round.",
            )
        ),
    ),
    Parameter(
        name="max_leaf_nodes",
        kind="int",
        default=31,
        minimum=2,
        maximum=1000,
        title=Message(QT_TRANSLATE_NOOP("Message", "Most leaves")),
        help=Message(
            QT_TRANSLATE_NOOP("Message", "How many leaves each tree may have.")
        ),
    ),
    Parameter(
        name="min_samples_leaf",
        kind="int",
        default=20,
        minimum=1,
        maximum=10_000,
        title=Message(QT_TRANSLATE_NOOP("Message", "Smallest leaf")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The fewest rows in a leaf. Lower it for tables of a few hundred rows.",
            )
        ),
    ),
    Parameter(
        name="l2_regularization",
        kind="float",
        default=0.0,
        minimum=0.0,
        maximum=1e6,
        title=Message(QT_TRANSLATE_NOOP("Message", "Penalty")),
        help=Message(
            QT_TRANSLATE_NOOP("Message", "How strongly large corrections are punished.")
        ),
    ),
    RANDOM_STATE,
)
_ADA_PARAMETERS = (
    Parameter(
        name="n_estimators",
        kind="int",
        default=50,
        minimum=1,
        maximum=10_000,
        title=Message(QT_TRANSLATE_NOOP("Message", "Rounds")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message", "How many small trees at most follow each other."
            )
        ),
    ),
    _learning_rate(1.0),
    RANDOM_STATE,
)


def _hist(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(
        **own(params), random_state=random_state(params, seed)
    )


def _hist_regressor(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.ensemble import HistGradientBoostingRegressor

    return HistGradientBoostingRegressor(
        **own(params), random_state=random_state(params, seed)
    )


def _adaboost(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.ensemble import AdaBoostClassifier

    return AdaBoostClassifier(**own(params), random_state=random_state(params, seed))


def _adaboost_regressor(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.ensemble import AdaBoostRegressor

    return AdaBoostRegressor(**own(params), random_state=random_state(params, seed))


def _hist_s(
    rows: int, features: int, classes: int, params: Mapping[str, ParamValue]
) -> float:
    trees = real(params, "max_iter") * (classes if classes > 2 else 1)
    leaves = min(real(params, "max_leaf_nodes"), max(rows / 20, 2))
    return 1e-2 + trees * (3e-4 + 2e-6 * leaves * features + 5e-9 * rows * features)


def _ada_s(
    rows: int, features: int, classes: int, params: Mapping[str, ParamValue]
) -> float:
    cell = 1e-8 * rows * features * math.log2(rows + 2)
    return 2e-3 + real(params, "n_estimators") * (8e-4 + cell)


_HIST = Message(QT_TRANSLATE_NOOP("Message", "Histogram gradient boosting"))
_HIST_HELP = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "Each tree corrects the sum of those before it, on features cut into 255 "
        "steps. Often the best on large tables.",
    )
)
_ADA = Message(QT_TRANSLATE_NOOP("Message", "AdaBoost"))
_ADA_HELP = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "Small trees in sequence, each paying more attention to the rows that were "
        "wrong before.",
    )
)

ESTIMATORS.add(
    "hist_gradient_boosting",
    EstimatorEntry(
        name="hist_gradient_boosting",
        title=_HIST,
        kind="classification",
        help=_HIST_HELP,
        build=_hist,
        probabilities=always,
        expected_s=_hist_s,
        parameters=_HIST_PARAMETERS,
    ),
)
ESTIMATORS.add(
    "hist_gradient_boosting_regressor",
    EstimatorEntry(
        name="hist_gradient_boosting_regressor",
        title=_HIST,
        kind="regression",
        help=_HIST_HELP,
        build=_hist_regressor,
        probabilities=never,
        expected_s=_hist_s,
        parameters=_HIST_PARAMETERS,
    ),
)
ESTIMATORS.add(
    "adaboost",
    EstimatorEntry(
        name="adaboost",
        title=_ADA,
        kind="classification",
        help=_ADA_HELP,
        build=_adaboost,
        probabilities=always,
        expected_s=_ada_s,
        parameters=_ADA_PARAMETERS,
    ),
)
ESTIMATORS.add(
    "adaboost_regressor",
    EstimatorEntry(
        name="adaboost_regressor",
        title=_ADA,
        kind="regression",
        help=_ADA_HELP,
        build=_adaboost_regressor,
        probabilities=never,
        expected_s=_ada_s,
        parameters=_ADA_PARAMETERS,
    ),
)
