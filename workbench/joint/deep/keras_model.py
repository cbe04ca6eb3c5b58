"""One of our models as a Keras model on TensorFlow, in float64."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.core import deep_learning
from workbench.joint.base import Shape
from workbench.joint.deep.forms import Form


def model(form: Form, shape: Shape) -> Any:
    """The network, its weights zeros for the time being."""
    keras, _ = deep_learning.keras()
    stack = [keras.layers.Input((shape.features,), dtype="float64")]
    layers = list(form.layers(shape))
    for place, (_, outputs, biased) in enumerate(layers):
        hidden = place + 1 < len(layers)
        stack.append(
            keras.layers.Dense(
                outputs,
                activation=form.activation if hidden else None,
                use_bias=biased,
                kernel_initializer="zeros",
                dtype="float64",
            )
        )
    return keras.Sequential(stack)


def parts(variables: Sequence[Any], w: Any) -> list[Any]:
    """A flat ``w``, array or tensor, in the shapes of a model's ``variables``."""
    _, tf = deep_learning.keras()
    found, first = [], 0
    for variable in variables:
        size = 1
        for side in variable.shape:
            size *= side
        found.append(tf.reshape(w[first : first + size], variable.shape))
        first += size
    return found


def flat(tensors: Sequence[Any]) -> Any:
    """One after another, as a vector."""
    _, tf = deep_learning.keras()
    return tf.concat([tf.reshape(tensor, [-1]) for tensor in tensors], axis=0)


def row_losses(form: Form, scores: Any, y: Any) -> Any:
    """Of each row, (rows,)."""
    _, tf = deep_learning.keras()
    if form.head == "classes":
        return tf.nn.sparse_softmax_cross_entropy_with_logits(y, scores)
    return 0.5 * tf.square(scores[:, 0] - y)
