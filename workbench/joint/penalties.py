"""λR(w) = l1‖w‖₁ + l2/2 ‖w‖² with places that are spared."""

from __future__ import annotations

import numpy as np

from workbench.joint.base import Floats, Penalty, Vector


def ridge(penalty: Penalty, size: int) -> Vector | float:
    """l2 of each parameter; a number where all have the same."""
    return _spared(penalty.l2, penalty, size)


def lasso(penalty: Penalty, size: int) -> Vector | float:
    """l1 of each parameter; a number where all have the same."""
    return _spared(penalty.l1, penalty, size)


def value(penalty: Penalty, w: Vector) -> float:
    """λR(w)."""
    total = np.sum(0.5 * ridge(penalty, len(w)) * w * w)
    return float(total + np.sum(lasso(penalty, len(w)) * np.abs(w)))


def shrink(W: Floats, by: Vector | float) -> None:
    """Soft-threshold in place: the proximal operator of by·‖w‖₁."""
    W -= np.clip(W, -by, by)


def _spared(amount: float, penalty: Penalty, size: int) -> Vector | float:
    if not amount or not penalty.free:
        return amount
    amounts = np.full(size, amount)
    amounts[list(penalty.free)] = 0.0
    return amounts
