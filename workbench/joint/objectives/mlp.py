"""A small neural network: one hidden layer, its backpropagation in NumPy."""

from __future__ import annotations

import math
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.joint.base import OBJECTIVES, Floats, Shape, Vector
from workbench.joint.objectives.linear import Linear
from workbench.joint.objectives.scores import LinearScores, Scored, turned
from workbench.joint.objectives.softmax import Softmax


class Network(Scored):
    """S = act(XA) B + b, with the loss of ``head`` on S.

    The parameters are A (features, hidden), B (hidden, scores) and b (scores), in this
    order. A hidden unit's bias is its weight of the bias column of X, where X has one.
    """

    convex = False

    def __init__(
        self,
        name: str,
        activation: Literal["tanh", "relu"],
        head: LinearScores,
        title: Message,
        about: Message,
    ) -> None:
        self.name = name
        self.title = title
        self.help = about
        self.kind = head.kind
        self._relu = activation == "relu"
        self._head = head

    def size(self, shape: Shape) -> int:
        """Both layers, and the biases of the scores."""
        return shape.features * shape.hidden + (shape.hidden + 1) * self._outputs(shape)

    def start(self, shape: Shape, seed: int) -> Vector:
        """Gaussian, of variance 1 (relu: 2) / inputs; zeros would never part the units.

        LeCun et al. 1998, He et al. 2015. Biases of scores are 0.
        """
        rng = np.random.default_rng(seed)
        gain = 2.0 if self._relu else 1.0
        outputs = self._outputs(shape)
        A = rng.standard_normal(shape.features * shape.hidden)
        B = rng.standard_normal(shape.hidden * outputs)
        return np.concatenate(
            [
                A * math.sqrt(gain / max(shape.features, 1)),
                B * math.sqrt(1.0 / max(shape.hidden, 1)),
                np.zeros(outputs),
            ]
        )

    def targets(self, shape: Shape, y: NDArray[Any]) -> Floats:
        """The head's."""
        return self._head.targets(shape, y)

    def losses(self, S: Floats, T: Floats) -> Floats:
        """The head's."""
        return self._head.losses(S, T)

    def slopes(self, S: Floats, T: Floats) -> Floats:
        """The head's."""
        return self._head.slopes(S, T)

    def decide(self, shape: Shape, S: Floats) -> NDArray[Any]:
        """The head's."""
        return self._head.decide(shape, S)

    def scores(self, shape: Shape, W: Floats, X: Floats) -> Floats:
        """Forward, and no more."""
        return self._forward(shape, W, X)[1]

    def pull(
        self, shape: Shape, W: Floats, X: Floats, T: Floats, weight: Floats
    ) -> Floats:
        """Forward and back."""
        return self._back(shape, W, X, *self._forward(shape, W, X), T, weight)

    def both(
        self, shape: Shape, W: Floats, X: Floats, T: Floats, weight: Floats
    ) -> tuple[Floats, Floats]:
        """Forward once, and back."""
        H, S = self._forward(shape, W, X)
        losses = np.einsum("cn,cn->c", self.losses(S, T), weight)
        return losses, self._back(shape, W, X, H, S, T, weight)

    def _back(
        self,
        shape: Shape,
        W: Floats,
        X: Floats,
        H: Floats,
        S: Floats,
        T: Floats,
        weight: Floats,
    ) -> Floats:
        R = self.slopes(S, T) * weight[:, :, None]
        _, B, _ = self._layers(shape, W)
        back = R @ B.transpose(0, 2, 1)
        back *= (H > 0.0) if self._relu else (1.0 - H * H)
        parts = (X.transpose(0, 2, 1) @ back, H.transpose(0, 2, 1) @ R, R.sum(1))
        return np.concatenate([part.reshape(len(X), -1) for part in parts], axis=1)

    def _outputs(self, shape: Shape) -> int:
        return self._head.columns(shape)

    def _layers(self, shape: Shape, W: Floats) -> tuple[Floats, Floats, Floats]:
        """A, B and b of each client, as views."""
        inner = shape.features * shape.hidden
        outer = inner + shape.hidden * self._outputs(shape)
        return (
            W[:, :inner].reshape(len(W), shape.features, shape.hidden),
            W[:, inner:outer].reshape(len(W), shape.hidden, -1),
            W[:, outer:].reshape(len(W), 1, -1),
        )

    def _forward(self, shape: Shape, W: Floats, X: Floats) -> tuple[Floats, Floats]:
        """The hidden layer's values and the scores."""
        A, B, b = self._layers(shape, W)
        H = X @ A
        if self._relu:
            np.maximum(H, 0.0, out=H)
        else:
            np.tanh(H, out=H)
        return H, turned(turned(B) @ turned(H)) + b


CLASSES = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "One hidden layer between features and classes. Its loss has many valleys, so "
        "where learning ends depends on where it began.",
    )
)
_VALUES = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "One hidden layer between features and a number. Its loss has many valleys, so "
        "where learning ends depends on where it began.",
    )
)

for network in (
    Network(
        "mlp",
        "tanh",
        Softmax(),
        Message(QT_TRANSLATE_NOOP("Message", "Small neural network (tanh)")),
        CLASSES,
    ),
    Network(
        "mlp_relu",
        "relu",
        Softmax(),
        Message(QT_TRANSLATE_NOOP("Message", "Small neural network (ReLU)")),
        CLASSES,
    ),
    Network(
        "mlp_regression",
        "tanh",
        Linear(),
        Message(QT_TRANSLATE_NOOP("Message", "Small neural network for numbers")),
        _VALUES,
    ),
):
    OBJECTIVES.add(network.name, network)
