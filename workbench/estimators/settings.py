"""Parameters that many models share, and what they do to the estimator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue

LARGEST_SEED = 2**32 - 1
"""NumPy's random generators take no larger one."""

SCALE = Parameter(
    name="scale",
    kind="bool",
    default=True,
    title=Message(QT_TRANSLATE_NOOP("Message", "Scale features")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Bring every feature to mean 0 and standard deviation 1, learned from the "
            "training rows of each fold. Without it, features in large units dominate.",
        )
    ),
)

SCALE_TARGET = Parameter(
    name="scale_target",
    kind="bool",
    default=True,
    title=Message(QT_TRANSLATE_NOOP("Message", "Scale the target")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Learn the target at mean 0 and standard deviation 1; predictions are "
            "turned back into its units. Large targets are learned badly without it.",
        )
    ),
)

RANDOM_STATE = Parameter(
    name="random_state",
    kind="int",
    default=None,
    optional=True,
    minimum=0,
    maximum=LARGEST_SEED,
    title=Message(QT_TRANSLATE_NOOP("Message", "Random seed")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Fixes whatever this model leaves to chance. Empty takes the seed of the "
            "experiment.",
        )
    ),
)

MAX_DEPTH = Parameter(
    name="max_depth",
    kind="int",
    default=None,
    optional=True,
    minimum=1,
    maximum=1000,
    title=Message(QT_TRANSLATE_NOOP("Message", "Maximum depth")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "The most questions from the root to a leaf. Empty: no limit. Shallow "
            "trees learn less and generalise more evenly.",
        )
    ),
)

MIN_SAMPLES_LEAF = Parameter(
    name="min_samples_leaf",
    kind="int",
    default=1,
    minimum=1,
    maximum=10_000,
    title=Message(QT_TRANSLATE_NOOP("Message", "Smallest leaf")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message", "A split is made only if it leaves this many rows on both sides."
        )
    ),
)

_OURS = frozenset({"scale", "scale_target", "probability", "random_state"})


def own(params: Mapping[str, ParamValue]) -> dict[str, Any]:
    """The parameters that scikit-learn knows under the same name."""
    return {name: value for name, value in params.items() if name not in _OURS}


def random_state(params: Mapping[str, ParamValue], seed: int) -> Any:
    """The model's own seed where one is set, else the experiment's."""
    given = params.get("random_state")
    return seed if given is None else given


def scaled(params: Mapping[str, ParamValue], estimator: Any) -> Any:
    """``estimator`` with a standard scaler in front, if ``scale`` says so."""
    if not params["scale"]:
        return estimator
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return make_pipeline(StandardScaler(), estimator)


def target_scaled(params: Mapping[str, ParamValue], regressor: Any) -> Any:
    """``regressor`` on a standardised target, if ``scale_target`` says so."""
    if not params["scale_target"]:
        return regressor
    from sklearn.compose import TransformedTargetRegressor
    from sklearn.preprocessing import StandardScaler

    return TransformedTargetRegressor(regressor, transformer=StandardScaler())


def always(params: Mapping[str, ParamValue]) -> bool:
    """``probabilities`` of a model that always has them."""
    return True


def never(params: Mapping[str, ParamValue]) -> bool:
    """``probabilities`` of a model that never has them."""
    return False
