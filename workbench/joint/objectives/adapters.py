"""Networks of PyTorch and Keras behind the seam of joint learning.

Every strategy drives them as it drives ours: parameters are a flat vector, a gradient
is a function of it, found by the library's automatic differentiation. In float64, with
the parameters of ``mlp`` in its order, so that all three compute the same. Clients are
taken one after another.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from workbench.core import deep_learning
from workbench.core.libraries import TENSORFLOW, TORCH
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.joint.base import OBJECTIVES, Floats, Objective, Shape, Vector
from workbench.joint.deep import keras_model, torch_model
from workbench.joint.deep.forms import FORMS, Form
from workbench.joint.objectives.mlp import CLASSES


class Adapter(Objective):
    """A network that is a library's; where learning begins is as of our ``twin``."""

    def __init__(self, name: str, twin: str, title: Message, requires: str) -> None:
        self.name, self.title, self.requires = name, title, requires
        self.help = CLASSES
        self._twin = OBJECTIVES.get(twin)
        self.kind: Literal["classification", "regression"] = self._twin.kind
        self.convex = self._twin.convex
        self.binary_only = False
        self._form = FORMS[name]

    def size(self, shape: Shape) -> int:
        """As of the twin."""
        return self._twin.size(shape)

    def start(self, shape: Shape, seed: int) -> Vector:
        """As of the twin."""
        return self._twin.start(shape, seed)

    def loss(
        self, shape: Shape, W: Floats, X: Floats, y: NDArray[Any], weight: Floats
    ) -> Floats:
        """The losses, (clients,)."""
        own = len(W) > 1
        return np.array(
            [
                weight[i] @ self.row_losses(shape, W[i if own else 0], X[i], y[i])
                for i in range(len(X))
            ]
        )

    def gradient(
        self, shape: Shape, W: Floats, X: Floats, y: NDArray[Any], weight: Floats
    ) -> tuple[Floats, Floats]:
        """Losses (clients,) and gradients (clients, parameters)."""
        losses, G = np.empty(len(X)), np.empty((len(X), W.shape[1]))
        own = len(W) > 1
        for i in range(len(X)):
            w = W[i if own else 0]
            losses[i], G[i] = self._slope(shape, w, X[i], y[i], weight[i])
        return losses, G

    def predict(self, shape: Shape, w: Vector, X: Floats) -> NDArray[Any]:
        """The likeliest class."""
        found: NDArray[Any] = np.argmax(self._scores(shape, w, X), axis=1)
        return found

    @abstractmethod
    def row_losses(self, shape: Shape, w: Vector, X: Floats, y: NDArray[Any]) -> Floats:
        """Each row's own loss, (rows,)."""

    @abstractmethod
    def _scores(self, shape: Shape, w: Vector, X: Floats) -> Floats:
        """(rows, scores)."""

    @abstractmethod
    def _slope(
        self, shape: Shape, w: Vector, X: Floats, y: NDArray[Any], weight: Floats
    ) -> tuple[float, Vector]:
        """One client's loss and gradient."""


class TorchObjective(Adapter):
    """A PyTorch module, its gradient by autograd."""

    def row_losses(self, shape: Shape, w: Vector, X: Floats, y: NDArray[Any]) -> Floats:
        """Each row's own loss, (rows,)."""
        with deep_learning.torch().inference_mode():
            found: Floats = self._losses(shape, torch_model.floats(w), X, y).numpy()
        return found

    def _scores(self, shape: Shape, w: Vector, X: Floats) -> Floats:
        with deep_learning.torch().inference_mode():
            found: Floats = self._said(shape, torch_model.floats(w), X).numpy()
        return found

    def _slope(
        self, shape: Shape, w: Vector, X: Floats, y: NDArray[Any], weight: Floats
    ) -> tuple[float, Vector]:
        flat = torch_model.floats(w).requires_grad_()
        loss = self._losses(shape, flat, X, y) @ torch_model.floats(weight)
        loss.backward()
        return loss.item(), flat.grad.numpy()

    def _losses(self, shape: Shape, w: Any, X: Floats, y: NDArray[Any]) -> Any:
        scores = self._said(shape, w, X)
        return torch_model.row_losses(
            self._form, scores, torch_model.targets(self._form, y)
        )

    def _said(self, shape: Shape, w: Any, X: Floats) -> Any:
        network = torch_model.kept(self._form, shape)
        given = {name: part for name, _, part in torch_model.parts(network, w)}
        call = deep_learning.torch().func.functional_call
        return call(network, given, (torch_model.floats(X),))


class KerasObjective(Adapter):
    """A Keras model, its gradient by TensorFlow's tape."""

    def row_losses(self, shape: Shape, w: Vector, X: Floats, y: NDArray[Any]) -> Floats:
        """Each row's own loss, (rows,)."""
        _, tf = deep_learning.keras()
        scores = tf.constant(self._scores(shape, w, X))
        found: Floats = keras_model.row_losses(self._form, scores, y).numpy()
        return found

    def _scores(self, shape: Shape, w: Vector, X: Floats) -> Floats:
        found: Floats = _compiled(self._form, shape)[0](w, X).numpy()
        return found

    def _slope(
        self, shape: Shape, w: Vector, X: Floats, y: NDArray[Any], weight: Floats
    ) -> tuple[float, Vector]:
        loss, slope = _compiled(self._form, shape)[1](w, X, y, weight)
        return float(loss), slope.numpy()


@lru_cache(maxsize=8)
def _compiled(form: Form, shape: Shape) -> tuple[Callable[..., Any], ...]:
    """Scores of (w, X), and loss and gradient of (w, X, y, weight), traced once."""
    _, tf = deep_learning.keras()
    model = keras_model.model(form, shape)
    vector = tf.TensorSpec([None], tf.float64)
    rows = tf.TensorSpec([None, shape.features], tf.float64)
    labels = tf.TensorSpec([None], tf.int64 if form.head == "classes" else tf.float64)

    def said(w: Any, X: Any) -> Any:
        given = keras_model.parts(model.trainable_variables, w)
        return model.stateless_call(given, [], X)[0]

    def slope(w: Any, X: Any, y: Any, weight: Any) -> tuple[Any, Any]:
        with tf.GradientTape() as tape:
            tape.watch(w)
            losses = keras_model.row_losses(form, said(w, X), y)
            loss = tf.tensordot(losses, weight, 1)
        return loss, tape.gradient(loss, w)

    return (
        tf.function(said, input_signature=[vector, rows], autograph=False),
        tf.function(
            slope, input_signature=[vector, rows, labels, vector], autograph=False
        ),
    )


OBJECTIVES.add(
    "torch_mlp",
    TorchObjective(
        "torch_mlp",
        "mlp",
        Message(QT_TRANSLATE_NOOP("Message", "Small neural network (PyTorch, tanh)")),
        TORCH,
    ),
)
OBJECTIVES.add(
    "keras_mlp",
    KerasObjective(
        "keras_mlp",
        "mlp",
        Message(QT_TRANSLATE_NOOP("Message", "Small neural network (Keras, tanh)")),
        TENSORFLOW,
    ),
)
