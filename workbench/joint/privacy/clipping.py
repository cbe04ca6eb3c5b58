"""Bounding what one client can change: δ ← δ · min(1, C/‖δ‖₂).

The bound is the sensitivity of the sum, which the noise is measured in (McMahan,
Ramage, Talwar, Zhang 2018, "Learning differentially private recurrent language models",
flat clipping).
"""

from __future__ import annotations

import numpy as np

from workbench.joint.base import Floats


def norms(deltas: Floats) -> Floats:
    """Euclidean lengths (m,) of ``deltas`` (m, P), without overflow on the way."""
    peaks = np.max(np.abs(deltas), axis=1, initial=0.0)
    units = deltas / np.where(peaks > 0, peaks, 1.0)[:, None]
    with np.errstate(over="ignore"):  # a length beyond all floats is infinite
        lengths: Floats = peaks * np.linalg.norm(units, axis=1)
    return lengths


def clip(deltas: Floats, bound: float) -> tuple[Floats, float]:
    """``deltas`` (m, P), none longer than ``bound``, and the share that was shortened.

    All entries are finite. Directions are kept.
    """
    lengths = norms(deltas)
    longer = lengths > bound
    clipped = deltas.copy()
    if not longer.any():
        return clipped, 0.0
    peaks = np.max(np.abs(deltas[longer]), axis=1, keepdims=True)
    units = deltas[longer] / peaks
    clipped[longer] = units * (bound / np.linalg.norm(units, axis=1, keepdims=True))
    return clipped, float(longer.mean())
