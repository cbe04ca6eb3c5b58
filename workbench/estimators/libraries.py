"""Gradient boosting from XGBoost and LightGBM, where these are installed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue, real
from workbench.estimators.base import ESTIMATORS, EstimatorEntry, Kind
from workbench.estimators.settings import RANDOM_STATE, always, never, own, random_state

_ROUNDS = Parameter(
    name="n_estimators",
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
)


def _rate(default: float) -> Parameter:
    return Parameter(
        name="learning_rate",
        kind="float",
        default=default,
        minimum=1e-4,
        maximum=1.0,
        title=Message(QT_TRANSLATE_NOOP("Message", "Learning rate")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "How much each tree may correct. Smaller is steadier and needs more "
                "trees.",
            )
        ),
    )


_DEPTH = Parameter(
    name="max_depth",
    kind="int",
    default=6,
    minimum=1,
    maximum=30,
    title=Message(QT_TRANSLATE_NOOP("Message", "Maximum depth")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message", "The most questions from the root to a leaf of each tree."
        )
    ),
)
_LEAVES = Parameter(
    name="num_leaves",
    kind="int",
    default=31,
    minimum=2,
    maximum=1000,
    title=Message(QT_TRANSLATE_NOOP("Message", "Most leaves")),
    help=Message(QT_TRANSLATE_NOOP("Message", "How many leaves each tree may have.")),
)


def _given(params: Mapping[str, ParamValue], seed: int) -> dict[str, Any]:
    """One thread: workers are what is parallel here."""
    return {**own(params), "random_state": random_state(params, seed), "n_jobs": 1}


def _xgboost(params: Mapping[str, ParamValue], seed: int) -> Any:
    import xgboost

    return xgboost.XGBClassifier(**_given(params, seed), verbosity=0)


def _xgboost_regressor(params: Mapping[str, ParamValue], seed: int) -> Any:
    import xgboost

    return xgboost.XGBRegressor(**_given(params, seed), verbosity=0)


def _lightgbm(params: Mapping[str, ParamValue], seed: int) -> Any:
    import lightgbm

    return lightgbm.LGBMClassifier(
        **_given(params, seed), deterministic=True, force_row_wise=True, verbosity=-1
    )


def _lightgbm_regressor(params: Mapping[str, ParamValue], seed: int) -> Any:
    import lightgbm

    return lightgbm.LGBMRegressor(
        **_given(params, seed), deterministic=True, force_row_wise=True, verbosity=-1
    )


def _seconds(
    rows: int, features: int, classes: int, params: Mapping[str, ParamValue]
) -> float:
    trees = real(params, "n_estimators") * (classes if classes > 2 else 1)
    return 1e-2 + trees * (3e-4 + 5e-9 * rows * features)


_XGB = Message(QT_TRANSLATE_NOOP("Message", "XGBoost"))
_XGB_HELP = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "Gradient boosting with second derivatives and penalised leaves, from the "
        "library of that name.",
    )
)
_LGB = Message(QT_TRANSLATE_NOOP("Message", "LightGBM"))
_LGB_HELP = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "Gradient boosting on features cut into steps, growing the leaf that gains "
        "most first, from the library of that name.",
    )
)
_XGB_PARAMETERS = (_rate(0.3), _ROUNDS, _DEPTH, RANDOM_STATE)
_LGB_PARAMETERS = (_rate(0.1), _ROUNDS, _LEAVES, RANDOM_STATE)


def _add(
    name: str,
    library: str,
    kind: Kind,
    words: tuple[Message, Message],
    build: Any,
    parameters: tuple[Parameter, ...],
) -> None:
    ESTIMATORS.add(
        name,
        EstimatorEntry(
            name=name,
            title=words[0],
            kind=kind,
            help=words[1],
            build=build,
            probabilities=always if kind == "classification" else never,
            expected_s=_seconds,
            parameters=parameters,
            requires=library,
        ),
    )


_XGB_WORDS, _LGB_WORDS = (_XGB, _XGB_HELP), (_LGB, _LGB_HELP)
_add("xgboost", "xgboost", "classification", _XGB_WORDS, _xgboost, _XGB_PARAMETERS)
_add(
    "xgboost_regressor",
    "xgboost",
    "regression",
    _XGB_WORDS,
    _xgboost_regressor,
    _XGB_PARAMETERS,
)
_add("lightgbm", "lightgbm", "classification", _LGB_WORDS, _lightgbm, _LGB_PARAMETERS)
_add(
    "lightgbm_regressor",
    "lightgbm",
    "regression",
    _LGB_WORDS,
    _lightgbm_regressor,
    _LGB_PARAMETERS,
)
