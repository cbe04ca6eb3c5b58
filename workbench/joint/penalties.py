"""The penalty λR(w) = l1 ‖w‖₁ + l2/2 ‖w‖², entries in ``Penalty.free`` spared.

All take one vector (parameters,) or many (..., parameters). R is the elastic net:
lasso with l2 = 0, ridge with l1 = 0. Source of the proximal maps: Parikh and Boyd,
"Proximal Algorithms", Foundations and Trends in Optimization 1(3), 2014, section 6.5.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from workbench.joint.base import Floats, Penalty, Vector


def value(penalty: Penalty, W: Floats) -> Floats:
    """λR of each vector, (...); a scalar array of one vector."""
    held = _spared(penalty, W)
    total = np.zeros(held.shape[:-1])
    if penalty.l1:
        total += penalty.l1 * np.abs(held).sum(-1)
    if penalty.l2:
        total += penalty.l2 / 2 * np.square(held).sum(-1)
    return total


def smooth_gradient(penalty: Penalty, W: Floats) -> Floats:
    """The gradient of the smooth part, l2 w."""
    return penalty.l2 * _spared(penalty, W)


def threshold(penalty: Penalty, V: Floats, step: float | Floats) -> Floats:
    """argmin_w step · l1 ‖w‖₁ + ½ ‖w − v‖²: the soft threshold alone.

    ``step`` may be an array that broadcasts against V.
    """
    return prox(replace(penalty, l2=0.0), V, step)


def prox(penalty: Penalty, V: Floats, step: float | Floats) -> Floats:
    """argmin_w step · λR(w) + ½ ‖w − v‖²: soft threshold, then shrink."""
    if not (penalty.l1 or penalty.l2):
        return V.copy()
    found = V - np.clip(V, -step * penalty.l1, step * penalty.l1)
    found /= 1 + step * penalty.l2
    if penalty.free:
        free = list(penalty.free)
        found[..., free] = V[..., free]
    return found


def optimality(penalty: Penalty, w: Floats, gradient: Floats) -> Floats:
    """The shortest element of ``gradient`` + ∂λR(w): zero exactly at an optimum.

    ``gradient`` is that of the loss alone. Where w_j = 0 the subdifferential of
    l1 |w_j| is the interval [−l1, l1], of which the nearest point is taken.
    """
    slope = gradient + smooth_gradient(penalty, w)
    if not penalty.l1:
        return slope
    at_zero = slope - np.clip(slope, -penalty.l1, penalty.l1)
    found = np.where(w == 0, at_zero, slope + penalty.l1 * np.sign(w))
    if penalty.free:
        free = list(penalty.free)
        found[..., free] = slope[..., free]
    return np.asarray(found)


def ridge(penalty: Penalty, size: int) -> Vector | float:
    """l2 of each parameter; a number where all have the same."""
    return _amounts(penalty.l2, penalty, size)


def lasso(penalty: Penalty, size: int) -> Vector | float:
    """l1 of each parameter; a number where all have the same."""
    return _amounts(penalty.l1, penalty, size)


def shrink(W: Floats, by: Vector | float) -> None:
    """Soft-threshold in place: the proximal operator of by·‖w‖₁."""
    W -= np.clip(W, -by, by)


def _amounts(amount: float, penalty: Penalty, size: int) -> Vector | float:
    if not amount or not penalty.free:
        return amount
    amounts = np.full(size, amount)
    amounts[list(penalty.free)] = 0.0
    return amounts


def _spared(penalty: Penalty, W: Floats) -> Floats:
    """W with zeros where nothing is penalised."""
    if not penalty.free:
        return W
    held = W.copy()
    held[..., list(penalty.free)] = 0.0
    return held
