"""Local (stochastic, proximal) gradient steps of all clients of a pack.

One step of client i, on the rows of mini-batch b, with d = l2 + μ::

    w ← w − η (∇L_b(w) + l2·w + μ (w − w₀) + c)
      = (1 − ηd) w − η ∇L_b(w) + η (μ w₀ − c),   then |w| shrinks by η·l1

FedProx (Li et al. 2020) is μ > 0, SCAFFOLD (Karimireddy et al. 2020) its c.

Where scores are linear and rows few, no step touches a whole model: without an L1
penalty every w stays α w₀ + γ c + XᵀA, so only A (rows, scores) is stepped, with the
rows' Gram matrix, and w is formed once at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.joint import penalties
from workbench.joint.base import OBJECTIVES, Floats, Learning, Local, Objective
from workbench.joint.batches import Batches, steps_each
from workbench.joint.objectives.scores import (
    FEW_ROWS,
    LinearScores,
    Scored,
    Steady,
    by_score,
)
from workbench.joint.packing import Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What the clients of a pack were sent, in its order."""

    start: Floats
    """(clients, parameters), or (1, parameters) where all got the same."""
    correction: Floats | None
    seeds: Sequence[int]

    def own_start(self, clients: int) -> Floats:
        """(clients, parameters), to be written to."""
        return np.repeat(self.start, clients // len(self.start), axis=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What they made of it: (clients, parameters), (clients,), (clients,)."""

    vectors: Floats
    losses: Floats
    steps: NDArray[np.int64]


def descend(learning: Learning, local: Local, pack: Pack, sent: Sent) -> Found:
    """The models after the steps that ``local`` asks for.

    Where steps diverge, entries that are not finite stay: the server refuses them.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        return _Descent(learning, local, pack, sent).run()


def gradient(learning: Learning, local: Local, pack: Pack, sent: Sent) -> Found:
    """The gradients at the start, of a mini-batch where ``local`` has one."""
    descent = _Descent(learning, local, pack, sent)
    with np.errstate(over="ignore", invalid="ignore"):
        if descent.whole:
            losses, G = descent.at_start()
        else:
            losses = descent.losses()
            G = descent.pulled(sent.start, 0, len(pack), 1.0)
        if local.penalised and learning.penalty.l2:
            G += penalties.ridge(learning.penalty, G.shape[1]) * sent.start
        if sent.correction is not None:
            G += sent.correction
    return Found(vectors=G, losses=losses, steps=np.ones(len(pack), np.int64))


class _Descent:
    """The steps of one pack."""

    def __init__(
        self, learning: Learning, local: Local, pack: Pack, sent: Sent
    ) -> None:
        self._objective: Objective = OBJECTIVES.get(learning.objective)
        self._shape = learning.shape
        self._local, self._pack, self._sent = local, pack, sent
        penalty, size = learning.penalty, sent.start.shape[1]
        on = local.penalised
        self._l1 = local.eta * penalties.lasso(penalty, size) if on else 0.0
        l2 = penalties.ridge(penalty, size) if on else 0.0
        self._keep = 1.0 - local.eta * (l2 + local.mu)
        self._shrinks = not isinstance(self._l1, float) or self._l1 != 0.0
        self._decays = not isinstance(self._keep, float) or self._keep != 1.0
        self._steps = steps_each(pack.sizes, local.steps, local.epochs, local.batch)
        self._most, self._least = int(self._steps[0]), int(self._steps[-1])
        self.whole = local.batch <= 0 or local.batch >= pack.rows
        self._batches = (
            None if self.whole else Batches(pack.sizes, local.batch, sent.seeds)
        )
        self._pull, self._targets = _prepared(
            self._objective, learning, pack, whole=self.whole
        )
        self._steady: Steady | None = None

    def run(self) -> Found:
        """All steps; a client that has made its own is left as it is."""
        if self._in_span():
            return self._span()
        W = self._sent.own_start(len(self._pack))
        if not self._most:
            return Found(vectors=W, losses=self.losses(), steps=self._steps)
        if self.whole and self._most > 1:
            self._steady = self._kept_steady()
        losses, G = self._first()
        shift = self._shift()
        for step in range(self._most):
            active = self._active(step)
            if step:
                G = self.pulled(W[:active], step, active, self._local.eta)
            self._move(W[:active], G[:active], shift)
        return Found(vectors=W, losses=losses, steps=self._steps)

    def losses(self) -> Floats:
        """The losses at the start."""
        pack = self._pack
        return self._objective.loss(
            self._shape, self._sent.start, pack.X, pack.y, pack.weight
        )

    def at_start(self) -> tuple[Floats, Floats]:
        """Losses and gradients at the start, of all rows."""
        pack, objective, start = self._pack, self._objective, self._sent.start
        if isinstance(objective, Scored):
            return objective.both(
                self._shape, start, pack.X, self._targets, pack.weight
            )
        return objective.gradient(self._shape, start, pack.X, pack.y, pack.weight)

    def pulled(self, W: Floats, step: int, active: int, times: float) -> Floats:
        """``times`` the gradients at ``W`` of a step's rows."""
        pack = self._pack
        if self._batches is None:
            if self._steady is not None and active == len(pack):
                return self._steady(W, times)
            weight = pack.weight[:active]
            return self._pull(W, pack.X[:active], self._targets[:active], times, weight)
        rows, weight = self._batches.rows(step, active)
        flat = rows + np.arange(active)[:, None] * pack.rows
        return self._pull(
            W, _taken(pack.X, flat), _taken(self._targets, flat), times, weight
        )

    def _kept_steady(self) -> Steady | None:
        """The pack's own, made where it is missing."""
        objective, pack = self._objective, self._pack
        if not isinstance(objective, Scored):
            return None
        key = objective.name, self._shape
        if key not in pack.steady:
            pack.steady[key] = objective.steady(
                self._shape, pack.X, self._targets, pack.weight
            )
        return pack.steady[key]

    def _first(self) -> tuple[Floats, Floats]:
        """The losses at the start, and η times the first step's gradients."""
        if self.whole:
            losses, G = self.at_start()
            G *= self._local.eta
            return losses, G
        active = self._active(0)
        start = self._sent.start
        own = start if len(start) == 1 else start[:active]
        return self.losses(), self.pulled(own, 0, active, self._local.eta)

    def _shift(self) -> Floats | None:
        """η (μ w₀ − c), where there is any."""
        eta, mu, correction = self._local.eta, self._local.mu, self._sent.correction
        if correction is None:
            return eta * mu * self._sent.start if mu else None
        return eta * (mu * self._sent.start - correction)

    def _move(self, W: Floats, G: Floats, shift: Floats | None) -> None:
        """One step in place; ``G`` is η times the gradients."""
        if self._decays:
            W *= self._keep
        W -= G
        if shift is not None:
            W += shift if len(shift) == 1 else shift[: len(W)]
        if self._shrinks:
            penalties.shrink(W, self._l1)

    def _in_span(self) -> bool:
        """Whether stepping A costs less than stepping W, and gives the same."""
        return (
            isinstance(self._objective, LinearScores)
            and isinstance(self._keep, float)
            and not self._shrinks
            and 2 * self._pack.rows <= self._shape.features
        )

    def _span(self) -> Found:
        """The same steps for A."""
        objective, pack, eta = self._objective, self._pack, self._local.eta
        assert isinstance(objective, LinearScores)
        assert isinstance(self._keep, float)
        keep, start, correction = self._keep, self._sent.start, self._sent.correction
        at_start = objective.scores(self._shape, start, pack.X)
        losses = np.einsum(
            "cn,cn->c", objective.losses(at_start, self._targets), pack.weight
        )
        pushed = (
            None
            if correction is None
            else objective.scores(self._shape, correction, pack.X)
        )
        A = np.zeros_like(at_start)
        alpha, gamma = [1.0], [0.0]
        weight = eta * pack.weight[:, :, None]
        for step in range(self._most):
            active = self._active(step)
            own = A[:active]
            S = alpha[step] * at_start[:active]
            if step:
                S += pack.gram[:active] @ own
            if pushed is not None:
                S += gamma[step] * pushed[:active]
            R = objective.slopes(S, self._targets[:active])
            if self._batches is not None:
                weight = eta * self._weights(step, active)[:, :, None]
            R *= weight[:active]
            own *= keep
            own -= R
            alpha.append(keep * alpha[step] + eta * self._local.mu)
            gamma.append(keep * gamma[step] - eta)
        W = objective.back(pack.X, A)
        W += _at_ends(alpha, self._steps) * start
        if correction is not None:
            W += _at_ends(gamma, self._steps) * correction
        return Found(vectors=W, losses=losses, steps=self._steps)

    def _active(self, step: int) -> int:
        """How many clients make this step; they are the first ones."""
        if step < self._least:
            return len(self._steps)
        return int(np.count_nonzero(self._steps > step))

    def _weights(self, step: int, active: int) -> Floats:
        """The weights of all rows in a step, 0 outside its mini-batch."""
        assert self._batches is not None
        rows, weight = self._batches.rows(step, active)
        everywhere = np.zeros((active, self._pack.rows))
        # a place that only fills up a batch may name a row that is in it: add, not put
        np.add.at(everywhere, (np.arange(active)[:, None], rows), weight)
        return everywhere


def _at_ends(values: Sequence[float], steps: NDArray[np.int64]) -> Floats | float:
    """The value after each client's last step; a number where all made as many."""
    # Mostly they did: then no array as large as all models is needed.
    if steps[0] == steps[-1]:
        return float(values[steps[0]])
    found: Floats = np.array(values)[steps, None]
    return found


_Pull = Callable[[Floats, Floats, NDArray[Any], float, Floats], Floats]


def _prepared(
    objective: Objective, learning: Learning, pack: Pack, *, whole: bool
) -> tuple[_Pull, NDArray[Any]]:
    """How to get gradients, and the targets in the form that it takes.

    Targets have the layout of scores; those of mini-batches are gathered row by row.
    An objective that is not one of ours has its losses computed at every step.
    """
    shape = learning.shape
    if isinstance(objective, Scored):
        scored = objective

        def pull(
            W: Floats, X: Floats, T: Floats, times: float, weight: Floats
        ) -> Floats:
            return scored.pull(shape, W, X, T, times * weight)

        laid = whole and pack.rows >= FEW_ROWS
        key = (objective.name, shape.outputs, laid)
        if key not in pack.prepared:
            targets = objective.targets(shape, pack.y)
            pack.prepared[key] = by_score(targets) if laid else targets
        return pull, pack.prepared[key]

    def gradient(W: Floats, X: Floats, y: Floats, times: float, w: Floats) -> Floats:
        return times * objective.gradient(shape, W, X, y, w)[1]

    return gradient, pack.y


def _taken(values: NDArray[Any], flat: NDArray[np.intp]) -> NDArray[Any]:
    """Rows of (clients, rows, ...) by their place among all rows."""
    return values.reshape(-1, *values.shape[2:]).take(flat, axis=0)
