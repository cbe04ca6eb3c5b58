"""Which of our models are networks of dense layers, as data.

The parameters are a flat vector as everywhere in joint learning: for each layer its
matrix (inputs, outputs) row by row, then its biases where it has them. A hidden unit's
bias is its weight of the bias column of X.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from workbench.joint.base import Shape


@dataclass(frozen=True, slots=True)
class Form:
    """``activation`` of the hidden layer (empty: there is none), and what is learned.

    ``classes``: cross-entropy of the scores. ``value``: half their squared error.
    """

    activation: Literal["", "tanh", "relu"]
    head: Literal["classes", "value"]

    def outputs(self, shape: Shape) -> int:
        """Scores per row."""
        return shape.outputs if self.head == "classes" else 1

    def layers(self, shape: Shape) -> Iterator[tuple[int, int, bool]]:
        """Inputs, outputs, and whether it has biases, of each layer."""
        if self.activation:
            yield shape.features, shape.hidden, False
            yield shape.hidden, self.outputs(shape), True
        else:
            yield shape.features, self.outputs(shape), False


_MLP = Form("tanh", "classes")
FORMS = {
    "softmax": Form("", "classes"),
    "linear": Form("", "value"),
    "mlp": _MLP,
    "mlp_relu": Form("relu", "classes"),
    "mlp_regression": Form("tanh", "value"),
    "torch_mlp": _MLP,
    "keras_mlp": _MLP,
}
"""By the objective's name."""
