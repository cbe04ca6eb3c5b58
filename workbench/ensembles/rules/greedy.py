"""Greedy selection with replacement: which member to add next, and how far to go.

Source: Caruana, Niculescu-Mizil, Crew and Ksikes, "Ensemble selection from libraries of
models", ICML 2004.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from workbench.ensembles.rules.tables import Array

_EPS = float(np.finfo(np.float64).eps)
"""What scikit-learn's ``log_loss`` takes for 0."""
_GROUP = 16
"""Probabilities multiplied before a logarithm is taken: even 16 times ``_EPS`` is far
from what a float cannot hold, and multiplying is much faster."""
_SAME = 1e-12
"""Losses nearer than this are ties: that far rounding goes."""


class Path(NamedTuple):
    """Members in the order in which they were added, and the loss after each."""

    picks: list[int]
    losses: list[float]

    @property
    def best(self) -> list[int]:
        """The prefix with the lowest loss, the shortest on ties."""
        return self.picks[: _lowest(np.array(self.losses)) + 1]

    def counts(self, members: int) -> Array:
        """How often each member is in the best prefix."""
        return np.bincount(self.best, minlength=members).astype(np.float64)


def by_log_loss(truths: Array, rounds: int) -> Path:
    """Each time the member that gives the mean probability the lowest log-loss.

    ``truths`` is (members, rows): what each gave to the rows' true classes. The mean is
    clipped from below as ``sklearn.metrics.log_loss`` does. With S the sum over those
    picked so far, the loss with member m as the t-th is log t − mean log(S + p_m).
    """
    rows = truths.shape[1]
    width = -(-rows // _GROUP)
    # Further rows, in which S + p is 1 and its logarithm 0, fill the last group.
    padded = np.zeros((len(truths), width * _GROUP))
    padded[:, :rows] = truths
    total = np.zeros(width * _GROUP)
    total[rows:] = 1.0
    work, products = np.empty_like(total), np.empty(width)

    def log_sum(member: Array, floor: float) -> float:
        np.add(member, total, out=work)
        if floor:
            np.maximum(work, floor, out=work)
        np.multiply.reduce(work.reshape(_GROUP, width), axis=0, out=products)
        return float(np.log(products, out=products).sum())

    picks: list[int] = []
    losses: list[float] = []
    for size in range(1, rounds + 1):
        floor = size * _EPS
        needed = floor if total.min() < floor else 0.0
        sums = np.array([log_sum(member, needed) for member in padded])
        found = np.log(size) - sums / rows
        best = _lowest(found)
        picks.append(best)
        losses.append(float(found[best]))
        total += padded[best]
    return Path(picks, losses)


def by_squared_error(values: Array, y: NDArray[Any], rounds: int) -> Path:
    """Each time the member that gives the mean value the lowest mean squared error.

    ``values`` is (members, rows). With residuals r and R their sum over those picked,
    the loss with m as the t-th is (‖R‖² + 2 R·r_m + ‖r_m‖²) / t², all of it from the
    residuals' products, computed once.
    """
    residuals = values - y
    products = residuals @ residuals.T / len(y)
    own = products.diagonal()
    cross, squared = np.zeros(len(values)), 0.0
    picks: list[int] = []
    losses: list[float] = []
    for size in range(1, rounds + 1):
        found = (squared + 2 * cross + own) / size**2
        best = _lowest(found)
        picks.append(best)
        losses.append(float(found[best]))
        squared = losses[-1] * size**2
        cross = cross + products[best]
    return Path(picks, losses)


def _lowest(losses: Array) -> int:
    """The first index that nothing lies below by more than rounding."""
    least = losses.min()
    return int(np.argmax(losses <= least + _SAME * max(1.0, abs(least))))
