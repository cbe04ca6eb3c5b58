"""Many trees grown independently: random forests, extra trees, bagged trees."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue, real
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


def _n_estimators(default: int) -> Parameter:
    return Parameter(
        name="n_estimators",
        kind="int",
        default=default,
        minimum=1,
        maximum=10_000,
        title=Message(QT_TRANSLATE_NOOP("Message", "Trees")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "How many trees vote. More are steadier and take longer in proportion.",
            )
        ),
    )


def _max_features(default: str) -> Parameter:
    return Parameter(
        name="max_features",
        kind="choice",
        default=default,
        choices=("sqrt", "log2", "all"),
        title=Message(QT_TRANSLATE_NOOP("Message", "Features tried at a split")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The square root or the logarithm of their number, or all of them. "
                "Fewer make the trees differ more and grow faster.",
            )
        ),
    )


def _share(name: str, title: Message, text: Message) -> Parameter:
    return Parameter(
        name=name,
        kind="float",
        default=1.0,
        minimum=0.01,
        maximum=1.0,
        title=title,
        help=text,
    )


_MAX_SAMPLES = _share(
    "max_samples",
    Message(QT_TRANSLATE_NOOP("Message", "Share of rows")),
    Message(
        QT_TRANSLATE_NOOP("Message", "How many rows each tree sees, as a share of all.")
    ),
)
_FEATURE_SHARE = _share(
    "max_features",
    Message(QT_TRANSLATE_NOOP("Message", "Share of features")),
    Message(
        QT_TRANSLATE_NOOP(
            "Message", "How many features each tree sees, as a share of all."
        )
    ),
)
_BOOTSTRAP = Parameter(
    name="bootstrap",
    kind="bool",
    default=True,
    title=Message(QT_TRANSLATE_NOOP("Message", "Draw with replacement")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message", "Whether a tree may be given the same row several times."
        )
    ),
)


def _forest(params: Mapping[str, ParamValue], seed: int) -> dict[str, Any]:
    """scikit-learn's arguments; there all features are called ``None``."""
    given = own(params)
    if given["max_features"] == "all":
        given["max_features"] = None
    return {**given, "random_state": random_state(params, seed)}


def _random_forest(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.ensemble import RandomForestClassifier

    return RandomForestClassifier(**_forest(params, seed))


def _random_forest_regressor(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.ensemble import RandomForestRegressor

    return RandomForestRegressor(**_forest(params, seed))


def _extra_trees(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.ensemble import ExtraTreesClassifier

    return ExtraTreesClassifier(**_forest(params, seed))


def _extra_trees_regressor(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.ensemble import ExtraTreesRegressor

    return ExtraTreesRegressor(**_forest(params, seed))


def _bagged_trees(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.ensemble import BaggingClassifier

    return BaggingClassifier(**own(params), random_state=random_state(params, seed))


def _bagged_trees_regressor(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.ensemble import BaggingRegressor

    return BaggingRegressor(**own(params), random_state=random_state(params, seed))


def _tried(features: int, params: Mapping[str, ParamValue]) -> float:
    match params["max_features"]:
        case "sqrt":
            return math.sqrt(features)
        case "log2":
            return math.log2(features + 1)
        case float(share):
            return features * share
        case _:
            return float(features)


def _trees_s(
    per_tree: float, per_cell: float
) -> Callable[[int, int, int, Mapping[str, ParamValue]], float]:
    """Seconds of a fit from those of an empty tree and of looking at one cell once."""

    def seconds(
        rows: int, features: int, classes: int, params: Mapping[str, ParamValue]
    ) -> float:
        seen = rows * _tried(features, params) * math.log2(rows + 2)
        return 2e-3 + real(params, "n_estimators") * (per_tree + per_cell * seen)

    return seconds


def _forest_parameters(max_features: str) -> tuple[Parameter, ...]:
    return (
        _n_estimators(100),
        MAX_DEPTH,
        _max_features(max_features),
        MIN_SAMPLES_LEAF,
        RANDOM_STATE,
    )


_BAG_PARAMETERS = (
    _n_estimators(10),
    _MAX_SAMPLES,
    _FEATURE_SHARE,
    _BOOTSTRAP,
    RANDOM_STATE,
)
_FOREST = Message(QT_TRANSLATE_NOOP("Message", "Random forest"))
_FOREST_HELP = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "Many trees, each grown on a random draw of rows and asking about a random "
        "choice of features. Good without tuning.",
    )
)
_EXTRA = Message(QT_TRANSLATE_NOOP("Message", "Extra trees"))
_EXTRA_HELP = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "A forest whose thresholds are drawn at random too: faster to grow, and its "
        "trees differ more.",
    )
)
_BAG = Message(QT_TRANSLATE_NOOP("Message", "Bagged trees"))
_BAG_HELP = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "The same tree grown on several random draws of the rows: the simplest "
        "ensemble, and the ancestor of the forest.",
    )
)

ESTIMATORS.add(
    "random_forest",
    EstimatorEntry(
        name="random_forest",
        title=_FOREST,
        kind="classification",
        help=_FOREST_HELP,
        build=_random_forest,
        sparse=True,
        probabilities=always,
        expected_s=_trees_s(1.5e-3, 4e-8),
        parameters=_forest_parameters("sqrt"),
    ),
)
ESTIMATORS.add(
    "random_forest_regressor",
    EstimatorEntry(
        name="random_forest_regressor",
        title=_FOREST,
        kind="regression",
        help=_FOREST_HELP,
        build=_random_forest_regressor,
        probabilities=never,
        expected_s=_trees_s(1.5e-3, 4e-8),
        parameters=_forest_parameters("all"),
    ),
)
ESTIMATORS.add(
    "extra_trees",
    EstimatorEntry(
        name="extra_trees",
        title=_EXTRA,
        kind="classification",
        help=_EXTRA_HELP,
        build=_extra_trees,
        sparse=True,
        probabilities=always,
        expected_s=_trees_s(1.5e-3, 1.5e-8),
        parameters=_forest_parameters("sqrt"),
    ),
)
ESTIMATORS.add(
    "extra_trees_regressor",
    EstimatorEntry(
        name="extra_trees_regressor",
        title=_EXTRA,
        kind="regression",
        help=_EXTRA_HELP,
        build=_extra_trees_regressor,
        probabilities=never,
        expected_s=_trees_s(1.5e-3, 1.5e-8),
        parameters=_forest_parameters("all"),
    ),
)
ESTIMATORS.add(
    "bagged_trees",
    EstimatorEntry(
        name="bagged_trees",
        title=_BAG,
        kind="classification",
        help=_BAG_HELP,
        build=_bagged_trees,
        probabilities=always,
        expected_s=_trees_s(2.5e-3, 3.5e-8),
        parameters=_BAG_PARAMETERS,
    ),
)
ESTIMATORS.add(
    "bagged_trees_regressor",
    EstimatorEntry(
        name="bagged_trees_regressor",
        title=_BAG,
        kind="regression",
        help=_BAG_HELP,
        build=_bagged_trees_regressor,
        probabilities=never,
        expected_s=_trees_s(2.5e-3, 4e-8),
        parameters=_BAG_PARAMETERS,
    ),
)
