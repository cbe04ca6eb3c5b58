"""From the clients' vectors to one: mean, median, trimmed mean, Krum's choice.

``deltas`` is (clients, parameters). All but the weighted mean count each client once:
a weight is what a client says of itself, and these are for clients that may lie.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.joint.base import Floats, Vector

_PER_BLOCK = 4_000_000
"""Distances held at once, 32 MB."""


def weighted_mean(deltas: Floats, weights: Floats) -> Vector:
    """Σ p_i Δ_i / Σ p_i; no move where nobody has any weight."""
    total = weights.sum()
    if total <= 0.0:
        return np.zeros(deltas.shape[1])
    mean: Vector = (weights / total) @ deltas
    return mean


def median(deltas: Floats) -> Vector:
    """The middle one of each coordinate; of an even number, the mean of both."""
    middle: Vector = np.median(deltas, axis=0)
    return middle


def trimmed(share: float, clients: int) -> int:
    """How many are left out at either end: ⌊share · clients⌋."""
    return int(share * clients + 1e-9)  # 0.29 · 100 is 28.999999999999996


def trimmed_mean(deltas: Floats, share: float) -> Vector:
    """The mean of each coordinate without ⌊share · n⌋ at either end."""
    n = len(deltas)
    cut = trimmed(share, n)
    if cut:
        deltas = np.partition(deltas, (cut, n - cut - 1), axis=0)[cut : n - cut]
    mean: Vector = deltas.mean(axis=0)
    return mean


def krum_order(deltas: Floats, f: int) -> NDArray[np.intp]:
    """All clients, from the one that Krum trusts most; ``f`` of them may be hostile.

    A client's score is the sum of its squared distances to its n − f − 2 nearest
    others, one at least. Of equal scores (two that are each other's nearest have the
    same) the nearer to all others goes first, then the smaller vector in the order of
    its entries, so that who is called first decides nothing.
    """
    n = len(deltas)
    if n == 1:
        return np.zeros(1, np.intp)
    nearest = min(max(1, n - f - 2), n - 1)
    scores, totals = np.empty(n), np.empty(n)
    step = max(1, _PER_BLOCK // n)
    for start in range(0, n, step):
        rows = slice(start, start + step)
        distances = _squared_distances(deltas[rows], deltas)
        distances.sort(axis=1)  # itself, at distance 0, comes first
        scores[rows] = distances[:, 1 : nearest + 1].sum(axis=1)
        totals[rows] = distances.sum(axis=1)
    order = np.lexsort((totals, scores))
    return _settled(order, deltas, scores, totals)


def _squared_distances(rows: Floats, deltas: Floats) -> Floats:
    # Differences first, so that a pair has one distance both ways, and equals have 0.
    from scipy.spatial.distance import cdist

    distances: Floats = cdist(rows, deltas, "sqeuclidean")
    return distances


def _settled(
    order: NDArray[np.intp], deltas: Floats, scores: Floats, totals: Floats
) -> NDArray[np.intp]:
    """``order`` with runs of equal clients sorted by their vectors' entries."""
    same = (np.diff(scores[order]) == 0) & (np.diff(totals[order]) == 0)
    if same.any():
        runs = np.split(order, np.flatnonzero(~same) + 1)
        order = np.concatenate(
            [sorted(run, key=lambda i: tuple(deltas[i])) for run in runs]
        ).astype(np.intp)
    return order
