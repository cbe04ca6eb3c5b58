"""What a model is worth: on all training rows together, and on rows held out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from workbench.core.joint import JointReference
from workbench.joint import penalty
from workbench.joint.base import OBJECTIVES, Clients, Floats, Learning, Vector
from workbench.joint.optimum import local_only, pooled


class Judgement(NamedTuple):
    """The figures of one model; those of held-out rows are ``None`` without such."""

    objective: float
    loss: float
    gradient_norm: float
    test_loss: float | None
    test_score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Sees all rows, as nobody in joint learning does: it is there to look on.

    ``gradient_norm`` is that of the whole objective; with an L1 penalty of the least
    subgradient.
    """

    kind: Literal["classification", "regression"]
    learning: Learning
    X: Floats
    y: NDArray[Any]
    X_test: Floats
    y_test: NDArray[Any]

    def judge(self, w: Vector) -> Judgement:
        """All figures of ``w``; infinite or NaN where it has diverged."""
        objective, shape = OBJECTIVES.get(self.learning.objective), self.learning.shape
        with np.errstate(all="ignore"):
            weight = np.full((1, len(self.y)), 1 / len(self.y))
            losses, gradients = objective.gradient(
                shape, w[None], self.X[None], self.y[None], weight
            )
            loss = float(losses[0])
            whole = loss + float(penalty.value(self.learning.penalty, w))
            slope = penalty.optimality(self.learning.penalty, w, gradients[0])
            test_loss, test_score = self._tested(w)
            return Judgement(
                objective=whole,
                loss=loss,
                gradient_norm=float(np.linalg.norm(slope)),
                test_loss=test_loss,
                test_score=test_score,
            )

    def score(self, w: Vector) -> float | None:
        """Accuracy or R² on the rows held out."""
        if not len(self.y_test):
            return None
        objective, shape = OBJECTIVES.get(self.learning.objective), self.learning.shape
        said = objective.predict(shape, w, self.X_test)
        if self.kind == "classification":
            return float(np.mean(said == self.y_test))
        spread = float(((self.y_test - self.y_test.mean()) ** 2).sum())
        rest = float(((self.y_test - said) ** 2).sum())
        return 1 - rest / spread if spread > 0 else None

    def row_losses(self, w: Vector) -> tuple[Floats, Floats]:
        """Of every training row and of every row held out."""
        objective, shape = OBJECTIVES.get(self.learning.objective), self.learning.shape
        return (
            objective.row_losses(shape, w, self.X, self.y),
            objective.row_losses(shape, w, self.X_test, self.y_test),
        )

    def reference(self, clients: Clients) -> tuple[JointReference, Vector]:
        """The pooled optimum, and how far clients come alone."""
        w, _ = pooled(self.learning, self.X, self.y)
        found = self.judge(w)
        alone = local_only(
            self.learning, self.X, self.y, clients, self.X_test, self.y_test
        )
        reference = JointReference(
            objective=found.objective,
            loss=found.loss,
            test_loss=found.test_loss,
            test_score=found.test_score,
            local_only=alone,
            parameters=tuple(w.tolist()),
        )
        return reference, w

    def _tested(self, w: Vector) -> tuple[float | None, float | None]:
        if not len(self.y_test):
            return None, None
        objective, shape = OBJECTIVES.get(self.learning.objective), self.learning.shape
        losses = objective.row_losses(shape, w, self.X_test, self.y_test)
        return float(losses.mean()), self.score(w)
