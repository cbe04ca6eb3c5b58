"""Multi-layer perceptrons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue, real
from workbench.estimators.base import ESTIMATORS, EstimatorEntry
from workbench.estimators.settings import (
    RANDOM_STATE,
    SCALE,
    SCALE_TARGET,
    always,
    never,
    own,
    random_state,
    scaled,
    target_scaled,
)

_LAYERS = ("hidden_units", "hidden_layers")


_PARAMETERS = (
    Parameter(
        name="hidden_units",
        kind="int",
        default=100,
        minimum=1,
        maximum=10_000,
        title=Message(QT_TRANSLATE_NOOP("Message", "Units in a layer")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message", "How many units each hidden layer has; more learn more."
            )
        ),
    ),
    Parameter(
        name="hidden_layers",
        kind="int",
        default=1,
        minimum=1,
        maximum=10,
        title=Message(QT_TRANSLATE_NOOP("Message", "Hidden layers")),
        help=Message(
            QT_TRANSLATE_NOOP("Message", "How many layers stand one after another.")
        ),
    ),
    Parameter(
        name="alpha",
        kind="float",
        default=1e-4,
        minimum=0.0,
        maximum=1e3,
        title=Message(QT_TRANSLATE_NOOP("Message", "Penalty alpha")),
        help=Message(
            QT_TRANSLATE_NOOP("Message", "How strongly large weights are punished.")
        ),
    ),
    Parameter(
        name="learning_rate_init",
        kind="float",
        default=1e-3,
        minimum=1e-6,
        maximum=1.0,
        title=Message(QT_TRANSLATE_NOOP("Message", "Learning rate")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The size of a step: too small is slow, too large never settles.",
            )
        ),
    ),
    Parameter(
        name="max_iter",
        kind="int",
        default=3000,
        minimum=1,
        maximum=100_000,
        title=Message(QT_TRANSLATE_NOOP("Message", "Most passes")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Most passes over the training rows; training ends earlier once it "
                "no longer improves. scikit-learn's own default of 200 is too few "
                "for small data.",
            )
        ),
    ),
    SCALE,
)


def _network(params: Mapping[str, ParamValue], seed: int) -> dict[str, Any]:
    """scikit-learn's arguments, the layers as it wants them."""
    units, layers = (int(real(params, name)) for name in _LAYERS)
    given = {key: value for key, value in own(params).items() if key not in _LAYERS}
    return {
        **given,
        "hidden_layer_sizes": (units,) * layers,
        "random_state": random_state(params, seed),
    }


def _classifier(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.neural_network import MLPClassifier

    return scaled(params, MLPClassifier(**_network(params, seed)))


def _regressor(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.neural_network import MLPRegressor

    model = MLPRegressor(**_network(params, seed))
    return target_scaled(params, scaled(params, model))


def _weights(features: int, outputs: int, params: Mapping[str, ParamValue]) -> float:
    units, layers = (real(params, name) for name in _LAYERS)
    return units * (features + outputs + (layers - 1) * units)


def _mlp_s(
    rows: int, features: int, classes: int, params: Mapping[str, ParamValue]
) -> float:
    # Small tables have fewer steps in a pass, so they need more passes to settle.
    passes = min(real(params, "max_iter"), 150 + 50_000 / max(rows, 1))
    per_row = 1.2e-6 + 3e-10 * _weights(features, classes, params)
    return passes * (4e-4 + rows * per_row)


def _mlp_regressor_s(
    rows: int, features: int, classes: int, params: Mapping[str, ParamValue]
) -> float:
    passes = min(real(params, "max_iter"), 100 + 250_000 / max(rows, 1))
    per_row = 1.2e-6 + 3e-10 * _weights(features, 1, params)
    return passes * (4e-4 + rows * per_row)


ESTIMATORS.add(
    "mlp",
    EstimatorEntry(
        name="mlp",
        title=Message(QT_TRANSLATE_NOOP("Message", "Neural network (MLP)")),
        kind="classification",
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Layers of simple units, trained in many small steps. Flexible, and "
                "slower than most on small tables.",
            )
        ),
        build=_classifier,
        probabilities=always,
        expected_s=_mlp_s,
        parameters=(*_PARAMETERS, RANDOM_STATE),
    ),
)

ESTIMATORS.add(
    "mlp_regressor",
    EstimatorEntry(
        name="mlp_regressor",
        title=Message(QT_TRANSLATE_NOOP("Message", "Neural network (MLP)")),
        kind="regression",
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Layers of simple units, trained in many small steps. Flexible, and "
                "slower than most on small tables.",
            )
        ),
        build=_regressor,
        probabilities=never,
        expected_s=_mlp_regressor_s,
        parameters=(*_PARAMETERS, SCALE_TARGET, RANDOM_STATE),
    ),
)
