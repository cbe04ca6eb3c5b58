"""Newton's method with conjugate gradients, for many clients in lockstep.

Minimises, for each client, over the entries of w that are not held at 0::

    F(w) = L(w) + ½ Σ_j a_j w_j² − ⟨b, w⟩

for a convex loss L of linear scores. No Hessian is formed: H v = Xᵀ h(Xv) + a v, and a
client of few rows needs few products, since H is then diagonal plus low rank. The inner
solve is as exact as the outer step deserves (Dembo, Eisenstat & Steihaug 1982), so
convergence is quadratic in the end. Clients that are done stand still.

The loss sees of w only its part in the span of the rows. Where rows are few and all a_j
are equal, that part is found in coordinates of the span, with X = RᵀQᵀ by a QR
decomposition; across it, F is quadratic and its minimum is b/a (0 where both are 0).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.joint.base import Floats, Shape, Vector
from workbench.joint.objectives.scores import LinearScores

MOST_STEPS = 100
MOST_PRODUCTS = 500
"""Conjugate gradient steps within one Newton step."""
TOLERANCE = 1e-13
"""Of an exact minimum."""
CONVERGED = 1e-8
"""What is called converged in the end: rounding may keep it from the tolerance."""
_HALVINGS = 40
_ARMIJO = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is minimised; the arrays begin with (clients, ...)."""

    objective: LinearScores
    shape: Shape
    X: Floats
    y: NDArray[Any]
    weight: Floats
    a: Vector | float
    """(parameters,) or one number."""
    b: Floats
    """(clients, parameters), or (1, parameters)."""
    free: NDArray[np.bool_] | None = None
    """(parameters,): where w may differ from what it begins with; none: everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """The minimisers (clients, parameters), and which are as exact as asked."""

    W: Floats
    losses: Floats
    """At the beginning, without the other terms."""
    converged: NDArray[np.bool_]
    steps: NDArray[np.int64]


def minimise(
    problem: Problem,
    W: Floats,
    most: int = MOST_STEPS,
    tolerance: float = TOLERANCE,
) -> Solution:
    """From ``W`` (clients, parameters), left alone, in at most ``most`` steps.

    ``tolerance`` is of the gradient, relative to the terms that cancel in it.
    """
    rows, features = problem.X.shape[1:]
    alike = isinstance(problem.a, float) and problem.free is None
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        bounded = np.any(problem.a) or not problem.b.any()
        if alike and bounded and 0 < 2 * rows <= features:
            return _in_span(problem, W, most, tolerance)
        return _Newton(problem, W.copy(), tolerance).run(most)


def _in_span(problem: Problem, W: Floats, most: int, tolerance: float) -> Solution:
    """The same in coordinates Z of the rows' span: w = QZ and what lies across."""
    clients, rows, features = problem.X.shape
    Q, R = np.linalg.qr(problem.X.transpose(0, 2, 1))
    onto = Q.transpose(0, 2, 1)
    b = problem.b.reshape(len(problem.b), features, -1)
    along = onto @ b
    inner = replace(
        problem,
        shape=replace(problem.shape, features=rows),
        X=np.ascontiguousarray(R.transpose(0, 2, 1)),
        b=along.reshape(clients, -1),
    )
    Z = (onto @ W.reshape(clients, features, -1)).reshape(clients, -1)
    found = _Newton(inner, Z, tolerance).run(most)
    W = Q @ found.W.reshape(along.shape)
    if np.any(problem.a):
        W += (b - Q @ along) / problem.a
    return replace(found, W=W.reshape(clients, -1))


class _Newton:
    """The state of one lockstep run."""

    def __init__(self, problem: Problem, W: Floats, tolerance: float) -> None:
        self._problem, self._W, self._tolerance = problem, W, tolerance
        self._T = problem.objective.targets(problem.shape, problem.y)
        self._S = problem.objective.scores(problem.shape, W, problem.X)
        self._squares: Floats | None = None

    def run(self, most: int) -> Solution:
        """Newton steps until every client is done, or stands still."""
        at_start = self._losses(self._S)
        steps = np.zeros(len(self._W), np.int64)
        G, scale = self._gradient()
        left = _norms(G) > self._tolerance * scale
        for _ in range(most):
            if not left.any():
                break
            forcing = np.minimum(0.1, _norms(G) / scale)
            wanted = 0.1 * self._tolerance * scale
            D = self._direction(G, left, np.maximum(forcing * _norms(G), wanted))
            before = _norms(G)
            moved = self._search(D, G, left)
            steps += left
            G, scale = self._gradient()
            after = _norms(G)
            floor = (after <= CONVERGED * scale) & (after > 0.5 * before)
            left &= moved & ~floor & (after > self._tolerance * scale)
        return Solution(
            W=self._W,
            losses=at_start,
            converged=_norms(G) <= CONVERGED * scale,
            steps=steps,
        )

    def _losses(self, S: Floats) -> Floats:
        problem = self._problem
        rows = problem.objective.losses(S, self._T)
        found: Floats = np.einsum("cn,cn->c", rows, problem.weight)
        return found

    def _gradient(self) -> tuple[Floats, Floats]:
        """The gradients, and the size of what cancels in them."""
        problem = self._problem
        R = problem.objective.slopes(self._S.copy(), self._T)
        R *= problem.weight[:, :, None]
        pulled = problem.objective.back(problem.X, R)
        held = problem.a * self._W
        G = pulled + held - problem.b
        scale = _norms(pulled) + _norms(held) + _norms(problem.b)
        if problem.free is not None:
            G *= problem.free
        return G, np.maximum(scale, np.finfo(np.float64).tiny / TOLERANCE)

    def _direction(self, G: Floats, left: NDArray[np.bool_], enough: Floats) -> Floats:
        """HD = −G, solved by conjugate gradients preconditioned with H's diagonal.

        They go on until the residual's norm is ``enough``.
        """
        H = self._problem.objective.curvature(self._S, self._T)
        inverse = 1.0 / self._diagonal(H)
        D = np.zeros_like(G)
        R = np.where(left[:, None], -G, 0.0)
        Z = inverse * R
        P = Z.copy()
        old = _dots(R, Z)
        for _ in range(min(MOST_PRODUCTS, 2 * G.shape[1])):
            going = _norms(R) > enough
            if not going.any():
                break
            HP = self._product(H, P)
            bent = _dots(P, HP)
            going &= bent > 0.0
            alpha = np.where(going, old / bent, 0.0)[:, None]
            D += alpha * P
            R -= alpha * HP
            R[~going] = 0.0
            Z = inverse * R
            new = _dots(R, Z)
            P *= np.where(going, new / old, 0.0)[:, None]
            P += Z
            old = new
        return D

    def _product(self, H: Floats, P: Floats) -> Floats:
        problem, objective = self._problem, self._problem.objective
        V = objective.curved(H, objective.scores(problem.shape, P, problem.X))
        HP = objective.back(problem.X, problem.weight[:, :, None] * V)
        HP += problem.a * P
        if problem.free is not None:
            HP *= problem.free
        return HP

    def _diagonal(self, H: Floats) -> Floats:
        """Of the Hessians; 1 where it vanishes."""
        problem = self._problem
        if self._squares is None:
            self._squares = np.square(problem.X) * problem.weight[:, :, None]
        found = problem.objective.back(self._squares, problem.objective.diagonal(H))
        found += problem.a
        found[found <= 0.0] = 1.0
        return found

    def _search(
        self, D: Floats, G: Floats, left: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        """Halve each step until it is worth it; who moved.

        Close to the minimum the value cannot tell any more: what rounding may hide is
        allowed for, and the gradient decides when to stop.
        """
        problem = self._problem
        SD = problem.objective.scores(problem.shape, D, problem.X)
        slope = _dots(D, G)
        before = self._losses(self._S)
        W, a, b = self._W, problem.a, problem.b
        linear = _dots(a * W - b, D)
        square = 0.5 * _dots(a * D, D)
        slack = 1e-14 * (np.abs(before) + _norms(a * W - b) * _norms(W))
        t = np.where(left & (slope < 0.0), 1.0, 0.0)
        for _ in range(_HALVINGS):
            rise = self._losses(self._S + t[:, None, None] * SD) - before
            rise += t * linear + t * t * square
            bad = ~(rise <= _ARMIJO * t * slope + slack) & (t > 0.0)
            if not bad.any():
                break
            t[bad] *= 0.5
        else:
            t[bad] = 0.0
        W += t[:, None] * D
        self._S = problem.objective.scores(problem.shape, W, problem.X)
        return t > 0.0


def _dots(A: Floats, B: Floats) -> Floats:
    found: Floats = np.einsum("cp,cp->c", A, B)
    return found


def _norms(A: Floats) -> Floats:
    return np.sqrt(_dots(A, A))
