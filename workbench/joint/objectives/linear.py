"""Least squares: linear regression, with a penalty ridge, lasso and elastic net."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.joint.base import OBJECTIVES, Floats, Shape
from workbench.joint.objectives.scores import LinearScores


class Linear(LinearScores):
    """(y − xw)²/2 per row.

    With an L1 penalty it is the objective of scikit-learn's ``Lasso`` (alpha = l1),
    with L2 that of ``Ridge`` (alpha = n · l2).
    """

    name = "linear"
    title = Message(QT_TRANSLATE_NOOP("Message", "Linear regression"))
    help = Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Predicts a number as a weighted sum of the features. With an L2 penalty "
            "it is ridge regression, with an L1 penalty lasso, with both elastic net.",
        )
    )
    kind = "regression"
    curvature_bound = 1.0

    def targets(self, shape: Shape, y: NDArray[Any]) -> Floats:
        """The values themselves."""
        return np.asarray(y, np.float64)[..., None]

    def losses(self, S: Floats, T: Floats) -> Floats:
        """Half the squared error."""
        error = (S - T).sum(-1)
        return 0.5 * error * error

    def slopes(self, S: Floats, T: Floats) -> Floats:
        """The error."""
        S -= T
        return S

    def curvature(self, S: Floats, T: Floats) -> Floats:
        """1 everywhere."""
        return np.ones_like(S)

    def decide(self, shape: Shape, S: Floats) -> NDArray[Any]:
        """The score is the value."""
        return S[:, 0]


OBJECTIVES.add(Linear.name, Linear())
