"""What a model is worth: on all training rows together, and on rows held out."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from workbench.core.joint import JointReference, JointRound
from workbench.joint import penalties
from workbench.joint.base import (
    OBJECTIVES,
    Clients,
    Floats,
    Learning,
    Objective,
    Vector,
)
from workbench.joint.objectives.scores import Scored, by_score
from workbench.joint.optimum import local_only, pooled, score_of, subgradient_norm


class Judgement(NamedTuple):
    """The figures of one model; those of held-out rows are ``None`` without such."""

    objective: float
    loss: float
    gradient_norm: float
    test_loss: float | None
    test_score: float | None


@dataclass(frozen=True, kw_only=True)
class Judge:
    """Sees all rows, as nobody in joint learning does: it is there to look on.

    ``gradient_norm`` is that of the whole objective; with an L1 penalty of the least
    subgradient. It looks after every round, so what does not change is kept, and scores
    are computed once for all figures.
    """

    learning: Learning
    X: Floats
    y: NDArray[Any]
    X_test: Floats
    y_test: NDArray[Any]

    def judge(self, w: Vector) -> Judgement:
        """All figures of ``w``; infinite or NaN where it has diverged."""
        with np.errstate(all="ignore"):
            loss, slope = self._learned(w)
            penalty = self.learning.penalty
            test_loss, test_score = self._tested(w)
            return Judgement(
                objective=loss + float(penalties.value(penalty, w)),
                loss=loss,
                gradient_norm=subgradient_norm(
                    self.learning, w, slope + penalties.ridge(penalty, len(w)) * w
                ),
                test_loss=test_loss,
                test_score=test_score,
            )

    def row_losses(self, w: Vector) -> tuple[Floats, Floats]:
        """Of every training row and of every row held out."""
        objective, shape = OBJECTIVES.get(self.learning.objective), self.learning.shape
        with np.errstate(over="ignore", invalid="ignore"):
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

    def _learned(self, w: Vector) -> tuple[float, Vector]:
        """The mean loss of all training rows, and its gradient."""
        objective, shape = self._objective, self.learning.shape
        one, X = w[None], self.X[None]
        if isinstance(objective, Scored):
            losses, G = objective.both(shape, one, X, self._targets, self._even)
        else:
            losses, G = objective.gradient(shape, one, X, self.y[None], self._even)
        return float(losses[0]), G[0]

    def _tested(self, w: Vector) -> tuple[float | None, float | None]:
        if not len(self.y_test):
            return None, None
        objective, shape = self._objective, self.learning.shape
        if isinstance(objective, Scored):
            S = objective.scores(shape, w[None], self.X_test[None])
            losses = objective.losses(S, self._test_targets)[0]
            found = objective.decide(shape, S[0])
        else:
            losses = objective.row_losses(shape, w, self.X_test, self.y_test)
            found = objective.predict(shape, w, self.X_test)
        return float(losses.mean()), score_of(objective.kind, self.y_test, found)

    @property
    def _objective(self) -> Objective:
        return OBJECTIVES.get(self.learning.objective)

    @cached_property
    def _even(self) -> Floats:
        return np.full((1, len(self.X)), 1.0 / max(len(self.X), 1))

    @cached_property
    def _targets(self) -> Floats:
        return self._laid(self.y)

    @cached_property
    def _test_targets(self) -> Floats:
        return self._laid(self.y_test)

    def _laid(self, y: NDArray[Any]) -> Floats:
        objective = self._objective
        assert isinstance(objective, Scored)
        return by_score(objective.targets(self.learning.shape, y[None]))


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
