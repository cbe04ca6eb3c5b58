"""How often a majority is right: Condorcet's theorem, next to the observed hard vote.

If members err independently, the number that are right is Poisson binomial: member i is
right with probability p_i. With equal p it is binomial, and

    P(majority) = Σ_{k > L/2} C(L, k) p^k (1 − p)^(L − k).

A tie of an even number of members counts half: a fair coin would settle it. A hard vote
over more than two classes can win without a majority, so it may do better than this.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


def number_right(accuracies: Sequence[float]) -> NDArray[np.float64]:
    """P(exactly k members are right) for k = 0 … L, of independent members.

    Exact, by adding one member after another: O(L²).
    """
    if not accuracies:
        raise ValueError("a majority needs at least one member")
    if not all(0 <= p <= 1 for p in accuracies):
        raise ValueError("accuracies lie between 0 and 1")
    chances = np.ones(1)
    for p in accuracies:
        grown = np.zeros(len(chances) + 1)
        grown[:-1] = chances * (1 - p)
        grown[1:] += chances * p
        chances = grown
    return chances


def independent_majority(accuracies: Sequence[float]) -> float:
    """P(a majority is right) for members of these accuracies that err independently.

    A tie counts half.
    """
    chances = number_right(accuracies)
    members = len(accuracies)
    right = float(chances[members // 2 + 1 :].sum())
    if members % 2 == 0:
        right += float(chances[members // 2]) / 2
    return min(right, 1.0)


def majority_of_equals(p: float, members: int) -> float:
    """P(a majority is right) for ``members`` independent ones, each right with p."""
    return independent_majority([p] * members)


def observed_majority(
    labels: NDArray[Any], truth: NDArray[Any], n_classes: int
) -> float:
    """The accuracy of the members' hard vote; the lowest label wins a tie.

    ``labels`` is (members, rows), ``truth`` (rows,).
    """
    counts = [(labels == label).sum(axis=0) for label in range(n_classes)]
    winners = np.stack(counts).argmax(axis=0)
    return float((winners == truth).mean())
