"""Networks in Keras, on TensorFlow."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core import deep_learning
from workbench.estimators.networks.base import (
    Classifier,
    Device,
    Floats,
    Network,
    Regressor,
    no_cuda,
)
from workbench.estimators.networks.layers import (
    BETAS,
    EPSILON,
    WINDOW,
    Layers,
    Schedule,
    Weights,
    parted,
)

_ASKED_AT_ONCE = 4096


class _Keras(Network):
    """Keras' part. A whole epoch is one call of a compiled function."""

    def _trained(
        self,
        layers: Layers,
        weights: Weights,
        X: Floats,
        y: NDArray[Any],
        schedule: Schedule,
        orders: NDArray[np.int64],
    ) -> Weights:
        keras, tf = deep_learning.keras()
        with tf.device(_device(tf, self.device)):
            model = _model(keras, layers)
            model.set_weights(weights)
            adam = keras.optimizers.Adam(
                schedule.rate, beta_1=BETAS[0], beta_2=BETAS[1], epsilon=EPSILON
            )
            adam.build(model.trainable_variables)
            epoch = _epoch(tf, model, adam, schedule.batch, classes=y.dtype == np.int64)
            data, targets = tf.constant(X), tf.constant(y)
            rates = schedule.rates().reshape(schedule.epochs, -1)
            for order, own in zip(orders, rates, strict=True):
                epoch(data, targets, tf.constant(order), tf.constant(own))
            found: Weights = model.get_weights()
        return found

    def _scores(self, layers: Layers, weights: Weights, X: Floats) -> Floats:
        keras, tf = deep_learning.keras()
        with tf.device(_device(tf, self.device)):
            model = _model(keras, layers)
            model.set_weights(weights)
            found = [
                model(tf.constant(X[rows]), training=False).numpy()
                for rows in parted(len(X), _ASKED_AT_ONCE)
            ]
        return np.concatenate(found)


class KerasClassifier(_Keras, Classifier):
    """An MLP, with ``filters`` a CNN, that tells classes."""


class KerasRegressor(_Keras, Regressor):
    """An MLP that predicts a value."""


def _device(tf: Any, name: Device) -> str:
    if name == "cuda" and not tf.config.list_physical_devices("GPU"):
        raise no_cuda("TensorFlow")
    return "/GPU:0" if name == "cuda" else "/CPU:0"


def _model(keras: Any, layers: Layers) -> Any:
    """Weights are zeros: they are set by who asks for it."""
    plain = {"kernel_initializer": "zeros"}
    picture = len(layers.grid) == 2
    parts = keras.layers
    convolution = parts.Conv2D if picture else parts.Conv1D
    halve = parts.MaxPooling2D if picture else parts.MaxPooling1D
    stack = [parts.Input((layers.features,))]
    if layers.filters:
        stack.append(parts.Reshape((*layers.grid, 1)))
    for filters, (_, halved) in zip(layers.filters, layers.grids(), strict=True):
        stack.append(
            convolution(filters, WINDOW, padding="same", activation="relu", **plain)
        )
        stack += [halve(2)] if halved else []
    stack += [parts.Flatten()] if layers.filters else []
    stack += [parts.Dense(u, activation="relu", **plain) for u in layers.hidden]
    stack.append(parts.Dense(layers.outputs, **plain))
    return keras.Sequential(stack)


def _epoch(tf: Any, model: Any, adam: Any, batch: int, *, classes: bool) -> Any:
    """A function that makes the steps of one epoch."""

    def loss_of(scores: Any, y: Any) -> Any:
        if classes:
            rows = tf.nn.sparse_softmax_cross_entropy_with_logits(y, scores)
        else:
            rows = 0.5 * tf.square(scores[:, 0] - y)
        return tf.reduce_mean(rows)

    def step(data: Any, targets: Any, rows: Any, rate: Any) -> None:
        with tf.GradientTape() as tape:
            scores = model(tf.gather(data, rows), training=True)
            loss = loss_of(scores, tf.gather(targets, rows))
        weights = model.trainable_variables
        adam.learning_rate.assign(rate)
        adam.apply(tape.gradient(loss, weights), weights)

    def epoch(data: Any, targets: Any, order: Any, rates: Any) -> None:
        def body(number: Any) -> tuple[Any]:
            first = number * batch
            step(data, targets, order[first : first + batch], rates[number])
            return (number + 1,)

        tf.while_loop(
            lambda number: number < tf.size(rates),
            body,
            (tf.constant(0),),
            parallel_iterations=1,
        )

    return tf.function(epoch, autograph=False)
