"""An MLP and a small CNN of Keras on TensorFlow, where it is installed."""

from __future__ import annotations

from typing import Any

from workbench.core.libraries import TENSORFLOW
from workbench.estimators.net_settings import add_networks


def _classes() -> tuple[Any, Any]:
    from workbench.estimators.networks import keras_models

    return keras_models.KerasClassifier, keras_models.KerasRegressor


# A fit begins with compiling what it does.
add_networks("keras", "Keras", TENSORFLOW, _classes, start=0.6, step=3e-4)
