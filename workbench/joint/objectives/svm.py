"""The linear support vector machine with squared hinge loss."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.joint.base import OBJECTIVES, Floats, Shape
from workbench.joint.objectives.scores import LinearScores


class SquaredHinge(LinearScores):
    """max(0, 1 − t·s)² per row, t = ±1; summed over classes, each against the rest.

    Two classes need one score. scikit-learn's ``LinearSVC`` without an intercept of its
    own minimises the same with C = 1 / (n · l2), class by class.
    """

    name = "svm"
    title = Message(QT_TRANSLATE_NOOP("Message", "Linear SVM"))
    help = Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "A weighted sum of the features for each class, which asks only for a "
            "margin: rows that are safely right have no say any more.",
        )
    )
    curvature_bound = 2.0

    def columns(self, shape: Shape) -> int:
        """One score per class, or one for two classes."""
        return shape.outputs if shape.outputs > 2 else 1

    def targets(self, shape: Shape, y: NDArray[Any]) -> Floats:
        """1 for a row's class and −1 for the others."""
        if self.columns(shape) == 1:
            return 2.0 * np.asarray(y, np.float64)[..., None] - 1.0
        signs: Floats = 2.0 * np.eye(shape.outputs)[np.asarray(y, np.intp)] - 1.0
        return signs

    def losses(self, S: Floats, T: Floats) -> Floats:
        """The squared shortfall of the margin."""
        short = np.maximum(1.0 - T * S, 0.0)
        return np.einsum("cnk,cnk->cn", short, short)

    def slopes(self, S: Floats, T: Floats) -> Floats:
        """−2t times the shortfall."""
        return -2.0 * T * np.maximum(1.0 - T * S, 0.0)

    def curvature(self, S: Floats, T: Floats) -> Floats:
        """2 inside the margin, 0 beyond it: the generalised Hessian."""
        return 2.0 * (T * S < 1.0)

    def decide(self, shape: Shape, S: Floats) -> NDArray[Any]:
        """The class of the largest score, or the sign of the only one."""
        if self.columns(shape) == 1:
            return (S[:, 0] > 0.0).astype(np.int64)
        return S.argmax(-1)


OBJECTIVES.add(SquaredHinge.name, SquaredHinge())
