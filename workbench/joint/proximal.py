"""argmin f_i(x) + ⟨c, x⟩ + ρ/2 ‖x − v‖² of each client: ADMM's x-update.

For least squares it is a linear system (Boyd et al. 2011, section 4.2), of the smaller
of two sizes: with A = XᵀDX for the row weights D and P the diagonal of ρ and l2::

    (A + P)⁻¹ = P⁻¹ − P⁻¹Zᵀ (I + ZP⁻¹Zᵀ)⁻¹ ZP⁻¹,   Z = √D X

For other convex losses Newton's method goes on to convergence.
"""

from __future__ import annotations

import numpy as np

from workbench.joint import newton, penalties
from workbench.joint.base import OBJECTIVES, Floats, Learning, Local, Vector
from workbench.joint.descent import Found, Sent
from workbench.joint.objectives.linear import Linear
from workbench.joint.objectives.scores import LinearScores
from workbench.joint.packing import Pack


def proximal(learning: Learning, local: Local, pack: Pack, sent: Sent) -> Found:
    """The minimisers; their steps are Newton's, 1 for least squares."""
    objective = OBJECTIVES.get(learning.objective)
    if not isinstance(objective, LinearScores):
        raise TypeError(f"{objective.name} is not convex: it has no proximal step")
    if local.rho <= 0.0:
        raise ValueError(f"a proximal step needs ρ > 0, not {local.rho}")
    size = sent.start.shape[1]
    l2 = penalties.ridge(learning.penalty, size) if local.penalised else 0.0
    a = local.rho + l2
    b = local.rho * sent.start
    if sent.correction is not None:
        b = b - sent.correction
    if isinstance(objective, Linear):
        losses = objective.loss(learning.shape, sent.start, pack.X, pack.y, pack.weight)
        steps = np.ones(len(pack), np.int64)
        return Found(vectors=_least_squares(pack, a, b), losses=losses, steps=steps)
    problem = newton.Problem(
        objective=objective,
        shape=learning.shape,
        X=pack.X,
        y=pack.y,
        weight=pack.weight,
        a=a,
        b=b,
    )
    found = newton.minimise(problem, sent.own_start(len(pack)))
    return Found(vectors=found.W, losses=found.losses, steps=found.steps)


def _least_squares(pack: Pack, a: Vector | float, b: Floats) -> Floats:
    """The solutions of (XᵀDX + diag(a)) x = XᵀDy + b."""
    Z = np.sqrt(pack.weight)[:, :, None] * pack.X
    back = Z.transpose(0, 2, 1)
    right = (back @ (np.sqrt(pack.weight) * pack.y)[:, :, None])[:, :, 0] + b
    rows, features = Z.shape[1:]
    if rows < features:
        apart = right / a
        small = np.eye(rows) + (Z / a) @ back
        inner = np.linalg.solve(small, Z @ apart[:, :, None])
        return apart - (back @ inner)[:, :, 0] / a
    normal = back @ Z
    normal[:, range(features), range(features)] += a
    return np.linalg.solve(normal, right[:, :, None])[:, :, 0]
