"""Softmax (multinomial logistic) regression."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.joint.base import OBJECTIVES, Floats, Shape
from workbench.joint.objectives.scores import LinearScores, Steady

_TAME = 500.0
"""The exponentials of scores within ± this, and sums of many, are normal numbers."""


class Softmax(LinearScores):
    """Cross-entropy −log p_y per row, p = softmax(xW), W (features, classes)."""

    name = "softmax"
    title = Message(QT_TRANSLATE_NOOP("Message", "Softmax regression"))
    help = Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "A weighted sum of the features for each class, turned into probabilities "
            "of all classes together.",
        )
    )
    curvature_bound = 0.5

    def columns(self, shape: Shape) -> int:
        """One score per class."""
        return shape.outputs

    def targets(self, shape: Shape, y: NDArray[Any]) -> Floats:
        """1 for a row's class and 0 for the others."""
        one_hot: Floats = np.eye(shape.outputs)[np.asarray(y, np.intp)]
        return one_hot

    def losses(self, S: Floats, T: Floats) -> Floats:
        """Log of the sum of exponentials, minus the score of the row's class."""
        top = S.max(-1, keepdims=True)
        found: Floats = np.log(np.exp(S - top).sum(-1)) + top[..., 0]
        found -= np.einsum("cnk,cnk->cn", S, T)
        return found

    def slopes(self, S: Floats, T: Floats) -> Floats:
        """Probability minus target."""
        P = _softmax(S)
        P -= T
        return P

    def steady(self, shape: Shape, X: Floats, T: Floats, weight: Floats) -> Steady:
        """Xᵀ(weight · p) minus the same of the targets, which no model changes.

        Weights and the exponentials' sums meet in one factor per row.
        """
        of_targets = self.back(X, T * weight[:, :, None])

        def pull(W: Floats, times: float) -> Floats:
            S = self.scores(shape, W, X)
            if not -_TAME < S.min(initial=0.0) <= S.max(initial=0.0) < _TAME:
                S -= np.maximum.reduce(S, axis=-1, keepdims=True)
            np.exp(S, out=S)
            S *= (times * weight / np.add.reduce(S, axis=-1))[:, :, None]
            found = self.back(X, S)
            found -= times * of_targets
            return found

        return pull

    def curvature(self, S: Floats, T: Floats) -> Floats:
        """The probabilities."""
        return _softmax(S.copy())

    def curved(self, H: Floats, V: Floats) -> Floats:
        """(diag(p) − ppᵀ) V."""
        PV = H * V
        PV -= H * PV.sum(-1, keepdims=True)
        return PV

    def diagonal(self, H: Floats) -> Floats:
        """p(1 − p)."""
        return H * (1.0 - H)

    def decide(self, shape: Shape, S: Floats) -> NDArray[Any]:
        """The likeliest class."""
        found: NDArray[Any] = np.argmax(S, -1)
        return found


def _softmax(S: Floats) -> Floats:
    """Probabilities, written over the scores; the largest exponential is 1."""
    S -= np.maximum.reduce(S, axis=-1, keepdims=True)
    np.exp(S, out=S)
    S /= np.add.reduce(S, axis=-1, keepdims=True)
    return S


OBJECTIVES.add(Softmax.name, Softmax())
