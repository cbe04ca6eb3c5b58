"""Logistic regression of two classes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.joint.base import OBJECTIVES, Floats, Shape
from workbench.joint.objectives.scores import LinearScores


class Logistic(LinearScores):
    """log(1 + exp(s)) − t·s per row, t = 1 for the second class and 0 for the first.

    scikit-learn's ``LogisticRegression`` without an intercept of its own minimises the
    same with C = 1 / (n · l2).
    """

    name = "logistic"
    title = Message(QT_TRANSLATE_NOOP("Message", "Logistic regression"))
    help = Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Tells two classes apart by a weighted sum of the features, turned into a "
            "probability.",
        )
    )
    binary_only = True
    curvature_bound = 0.25

    def targets(self, shape: Shape, y: NDArray[Any]) -> Floats:
        """0 and 1."""
        return np.asarray(y, np.float64)[..., None]

    def losses(self, S: Floats, T: Floats) -> Floats:
        """Cross-entropy; neither term overflows."""
        return (np.logaddexp(0.0, S) - T * S).sum(-1)

    def slopes(self, S: Floats, T: Floats) -> Floats:
        """Probability minus target."""
        return _sigmoid(S) - T

    def curvature(self, S: Floats, T: Floats) -> Floats:
        """p(1 − p)."""
        p = _sigmoid(S)
        return p * (1.0 - p)

    def decide(self, shape: Shape, S: Floats) -> NDArray[Any]:
        """The second class where it is the likelier one."""
        return (S[:, 0] > 0.0).astype(np.int64)


def _sigmoid(S: Floats) -> Floats:
    """1 / (1 + exp(−s)), by tanh, which saturates instead of overflowing."""
    return 0.5 * np.tanh(0.5 * S) + 0.5


OBJECTIVES.add(Logistic.name, Logistic())
