"""What a model is worth: on all training rows together, and on rows held out."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from workbench.core.joint import JointReference, JointRound
from workbench.joint.base import OBJECTIVES, Clients, Floats, Learning, Vector
from workbench.joint.optimum import (
    local_only,
    objective_of,
    pooled,
    score,
    stationarity,
)


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

    learning: Learning
    X: Floats
    y: NDArray[Any]
    X_test: Floats
    y_test: NDArray[Any]

    def judge(self, w: Vector) -> Judgement:
        """All figures of ``w``; infinite or NaN where it has diverged."""
        with np.errstate(all="ignore"):
            whole, loss = objective_of(self.learning, w, self.X, self.y)
            test_loss, test_score = self._tested(w)
            return Judgement(
                objective=whole,
                loss=loss,
                gradient_norm=stationarity(self.learning, w, self.X, self.y),
                test_loss=test_loss,
                test_score=test_score,
            )

    def row_losses(self, w: Vector) -> tuple[Floats, Floats]:
        """Of every training row and of every row held out."""
        objective, shape = OBJECTIVES.get(self.learning.objective), self.learning.shape
        return (
            objective.row_losses(shape, w, self.X, self.y),
            objective.row_losses(shape, w, self.X_test, self.y_test),
        )

    def reference(self, clients: Clients) -> tuple[JointReference, Vector]:
        """The pooled optimum, and how far clients come alone."""
        w = pooled(self.learning, self.X, self.y).parameters
        found = self.judge(w)
        alone = None
        if len(self.y_test):
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
        found = score(self.learning, w, self.X_test, self.y_test)
        return float(losses.mean()), found


_FIGURES = (
    "objective",
    "loss",
    "test_loss",
    "test_score",
    "distance",
    "drift",
    "consensus",
    "gradient_norm",
    "primal",
    "dual",
)


def told(one: JointRound) -> JointRound:
    """Without infinities and NaN, which JSON and a chart have no place for."""
    figures = {name: getattr(one, name) for name in _FIGURES}
    far = {
        name: sys.float_info.max
        for name in ("objective", "loss")
        if not math.isfinite(figures[name])
    }
    unknown = {
        name: None
        for name in _FIGURES[2:]
        if figures[name] is not None and not math.isfinite(figures[name])
    }
    if not far and not unknown:
        return one
    return msgspec.structs.replace(one, **far, **unknown)
