"""What joint learning is held against: all rows in one place, and no one's help.

The pooled optimum of a convex objective is found to rounding: by Newton's method where
it is smooth; with an L1 penalty by L-BFGS on positive and negative parts, then an
active-set method, which knows which weights are exactly 0 and proves it by the
optimality conditions. A neural network has no optimum that anybody can prove; what a
long run finds stands in for it, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.joint import newton, penalties
from workbench.joint.base import (
    OBJECTIVES,
    Clients,
    Floats,
    Learning,
    Objective,
    Vector,
)
from workbench.joint.objectives.scores import LinearScores
from workbench.joint.packing import packs

_LONG = 600
"""Iterations of a long run."""
_EXCHANGES = 500
"""The most changes of the set of weights that are not 0."""
_ALONE_STEPS = 30
"""Newton steps of a client alone: without a penalty, few rows have no optimum."""
_ALONE_EXACT = 1e-7
"""How exact its model is: only its mean test score is told."""
_NETWORK, _NETWORK_ALONE = 300, 60
"""Iterations where there are many valleys: the end of none is the optimum."""
_ALONE_FITS = 50
"""The most clients fitted one by one, evenly chosen, where no batch can be made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """The model of all rows together."""

    parameters: Vector
    objective: float
    """Loss and penalty."""
    loss: float
    exact: bool
    """Whether it is the global minimum to rounding, or the end of a long run."""


def pooled(
    learning: Learning,
    X: Floats,
    y: NDArray[Any],
    seed: int = 0,
    *,
    most: int = _NETWORK,
) -> Pooled:
    """The minimiser of the learning's objective.

    ``seed`` is for a network's start, and ``most`` how many iterations it gets.
    """
    objective = OBJECTIVES.get(learning.objective)
    if not isinstance(objective, LinearScores):
        w, exact = _long_run(learning, objective, X, y, seed, most), False
    elif learning.penalty.l1:
        warm = _long_run(learning, objective, X, y, seed)
        w, exact = _Sparse(learning, objective, X, y).run(warm)
    else:
        size = objective.size(learning.shape)
        a = penalties.ridge(learning.penalty, size)
        problem = _problem(learning, objective, X, y, a, np.zeros(size))
        found = newton.minimise(problem, np.zeros((1, size)))
        w, exact = found.W[0], bool(found.converged[0])
    value, loss = objective_of(learning, w, X, y)
    return Pooled(parameters=w, objective=value, loss=loss, exact=exact)


def objective_of(
    learning: Learning, w: Vector, X: Floats, y: NDArray[Any]
) -> tuple[float, float]:
    """The objective (loss and penalty), and the mean loss alone."""
    objective = OBJECTIVES.get(learning.objective)
    loss = objective.loss(learning.shape, w[None], X[None], y[None], _even(X))
    mean = float(loss[0])
    return mean + float(penalties.value(learning.penalty, w)), mean


def gradient_of(
    learning: Learning, w: Vector, X: Floats, y: NDArray[Any]
) -> tuple[float, Vector]:
    """Loss with L2 penalty, and its gradient: the smooth part of the objective."""
    objective = OBJECTIVES.get(learning.objective)
    losses, G = objective.gradient(learning.shape, w[None], X[None], y[None], _even(X))
    pull = penalties.ridge(learning.penalty, len(w)) * w
    return float(losses[0]) + 0.5 * float(pull @ w), G[0] + pull


def stationarity(learning: Learning, w: Vector, X: Floats, y: NDArray[Any]) -> float:
    """How far ``w`` is from optimal: the norm of the smallest subgradient.

    Without an L1 penalty it is the norm of the gradient.
    """
    return subgradient_norm(learning, w, gradient_of(learning, w, X, y)[1])


def subgradient_norm(learning: Learning, w: Vector, smooth: Vector) -> float:
    """The same of the ``smooth`` part's gradient: of loss and L2 penalty."""
    l1 = penalties.lasso(learning.penalty, len(w))
    at_zero = np.maximum(np.abs(smooth) - l1, 0.0)
    return float(np.linalg.norm(np.where(w == 0.0, at_zero, smooth + l1 * np.sign(w))))


def score(learning: Learning, w: Vector, X: Floats, y: NDArray[Any]) -> float:
    """Accuracy, or R² where a number is predicted (0 if all of ``y`` are equal)."""
    objective = OBJECTIVES.get(learning.objective)
    return score_of(objective.kind, y, objective.predict(learning.shape, w, X))


def score_of(kind: str, y: NDArray[Any], found: NDArray[Any]) -> float:
    """The same of predictions that are there already."""
    if kind == "classification":
        return float(np.mean(found == y))
    spread = float(np.sum(np.square(y - np.mean(y))))
    return 1.0 - float(np.sum(np.square(y - found))) / spread if spread else 0.0


def local_only(
    learning: Learning,
    X: Floats,
    y: NDArray[Any],
    clients: Clients,
    X_test: Floats,
    y_test: NDArray[Any],
) -> float:
    """The mean test score of clients that each learn alone, empty ones left out."""
    objective = OBJECTIVES.get(learning.objective)
    numbers = np.flatnonzero(clients.sizes)
    if isinstance(objective, LinearScores) and not learning.penalty.l1:
        models = _alone(learning, objective, X, y, clients, numbers)
    else:
        fits = _ALONE_FITS if isinstance(objective, LinearScores) else _ALONE_FITS // 5
        most = min(len(numbers), fits)
        chosen = numbers[np.linspace(0, len(numbers) - 1, most).astype(int)]
        models = [
            pooled(learning, X[rows], y[rows], most=_NETWORK_ALONE).parameters
            for rows in map(clients.rows, chosen.tolist())
        ]
    return float(np.mean([score(learning, w, X_test, y_test) for w in models]))


def _alone(
    learning: Learning,
    objective: LinearScores,
    X: Floats,
    y: NDArray[Any],
    clients: Clients,
    numbers: NDArray[np.intp],
) -> list[Vector]:
    """Every client's own minimiser, found together."""
    size = objective.size(learning.shape)
    arrays = {"X": X, "y": y, "order": clients.order, "bounds": clients.bounds}
    models: list[Vector] = []
    for _, pack in packs(arrays, numbers.tolist(), size):
        problem = newton.Problem(
            objective=objective,
            shape=learning.shape,
            X=pack.X,
            y=pack.y,
            weight=pack.weight,
            a=penalties.ridge(learning.penalty, size),
            b=np.zeros((1, size)),
        )
        start = np.zeros((len(pack), size))
        models.extend(newton.minimise(problem, start, _ALONE_STEPS, _ALONE_EXACT).W)
    return models


class _Sparse:
    """Minimises a smooth convex objective with an L1 penalty exactly.

    The set of weights that may differ from 0, and their signs, are exchanged one at a
    time, each change lowering the objective: a weight that would change its sign stops
    at 0 and leaves, the one that violates its optimality condition most enters.
    """

    def __init__(
        self,
        learning: Learning,
        objective: LinearScores,
        X: Floats,
        y: NDArray[Any],
    ) -> None:
        size = objective.size(learning.shape)
        self._learning, self._objective = learning, objective
        self._X, self._y = X, y
        self._l1 = np.broadcast_to(penalties.lasso(learning.penalty, size), (size,))
        self._a = penalties.ridge(learning.penalty, size)

    def run(self, w: Vector) -> tuple[Vector, bool]:
        """The minimiser, and whether the conditions hold; ``w`` is close to it."""
        w = np.where(np.abs(w) > 1e-6 * np.abs(w).max(initial=0.0), w, 0.0)
        signs = np.sign(w) * (self._l1 > 0.0)
        for _ in range(_EXCHANGES):
            found, converged = self._solve(w, signs)
            crossing = (signs != 0.0) & (found * signs <= 0.0) & (found != w)
            if crossing.any():
                w, signs = _stopped(w, found, signs, crossing)
                continue
            w = found
            entering = self._violator(w, signs)
            if entering is None:
                return w, converged
            place, sign = entering
            signs[place] = sign
        return w, False

    def _solve(self, w: Vector, signs: Vector) -> tuple[Vector, bool]:
        """The minimiser with the L1 penalty taken as l1·sign."""
        free = (signs != 0.0) | (self._l1 == 0.0)
        problem = _problem(
            self._learning,
            self._objective,
            self._X,
            self._y,
            self._a,
            -self._l1 * signs,
            free,
        )
        found = newton.minimise(problem, (w * free)[None])
        return found.W[0], bool(found.converged[0])

    def _violator(self, w: Vector, signs: Vector) -> tuple[int, float] | None:
        """The weight at 0 whose gradient exceeds l1 most, and where it wants to go."""
        _, g = gradient_of(self._learning, w, self._X, self._y)
        excess = np.abs(g) - self._l1 * (1.0 + 1e-9)
        excess[(signs != 0.0) | (self._l1 == 0.0)] = 0.0
        place = int(np.argmax(excess))
        return (place, -float(np.sign(g[place]))) if excess[place] > 0.0 else None


def _stopped(
    w: Vector, found: Vector, signs: Vector, crossing: NDArray[np.bool_]
) -> tuple[Vector, Vector]:
    """As far from ``w`` to ``found`` as no sign changes; who reaches 0 leaves."""
    share = np.full(len(w), np.inf)
    share[crossing] = w[crossing] / (w[crossing] - found[crossing])
    first = int(np.argmin(share))
    moved = w + share[first] * (found - w)
    moved[share <= share[first]] = 0.0
    return moved, np.where(share <= share[first], 0.0, signs)


def _long_run(
    learning: Learning,
    objective: Objective,
    X: Floats,
    y: NDArray[Any],
    seed: int,
    most: int = _LONG,
) -> Vector:
    """L-BFGS from the start; an L1 penalty by parts: w = u − v with u, v ≥ 0."""
    from scipy.optimize import minimize

    start = objective.start(learning.shape, seed)
    options = {"maxiter": most, "maxfun": 2 * most, "ftol": 1e-15, "gtol": 1e-9}
    if not learning.penalty.l1:
        found = minimize(
            lambda w: gradient_of(learning, w, X, y),
            start,
            jac=True,
            method="L-BFGS-B",
            options=options,
        )
        return np.asarray(found.x, np.float64)
    size = len(start)
    l1 = np.broadcast_to(penalties.lasso(learning.penalty, size), (size,))

    def parts(z: Vector) -> tuple[float, Vector]:
        value, g = gradient_of(learning, z[:size] - z[size:], X, y)
        value += float(l1 @ (z[:size] + z[size:]))
        return value, np.concatenate([g + l1, l1 - g])

    found = minimize(
        parts,
        np.concatenate([np.maximum(start, 0.0), np.maximum(-start, 0.0)]),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0.0, None)] * (2 * size),
        options=options,
    )
    return np.asarray(found.x[:size] - found.x[size:], np.float64)


def _problem(
    learning: Learning,
    objective: LinearScores,
    X: Floats,
    y: NDArray[Any],
    a: Vector | float,
    b: Vector,
    free: NDArray[np.bool_] | None = None,
) -> newton.Problem:
    """All rows as one client."""
    return newton.Problem(
        objective=objective,
        shape=learning.shape,
        X=X[None],
        y=y[None],
        weight=_even(X),
        a=a,
        b=b[None],
        free=free,
    )


def _even(X: Floats) -> Floats:
    """Equal weights, (1, rows)."""
    return np.full((1, len(X)), 1.0 / max(len(X), 1))
