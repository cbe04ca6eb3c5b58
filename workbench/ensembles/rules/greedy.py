"""Greedy selection with replacement: which member to add next, and how far to go.

Source: Caruana, Niculescu-Mizil, Crew and Ksikes, "Ensemble selection from libraries of
models", ICML 2004.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from workbench.ensembles.rules.tables import Array, log_of_product

_EPS = float(np.finfo(np.float64).eps)
"""What scikit-learn's ``log_loss`` takes for 0."""
_MANY = 10
"""More members than this looked at in one round, and the bounds are renewed."""
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
    picked so far, the loss with member m as the t-th is log t − f_m for
    f_m = mean log(S + p_m). Only members whose upper bound of f_m reaches what another
    one has for sure are looked at; the picks are the same.
    """
    sums = _LogSums(truths)
    bounds = _Bounds(truths)
    picks: list[int] = []
    losses: list[float] = []
    for size in range(1, rounds + 1):
        found = np.full(len(truths), np.inf)
        upper = bounds.upper(size)
        for member in np.argsort(-upper, kind="stable"):
            if upper[member] + _SAME < np.log(size) - found.min():
                break
            found[member] = np.log(size) - sums.mean_log(member, size)
        best = _lowest(found)
        picks.append(best)
        losses.append(float(found[best]))
        sums.add(best)
        bounds.add(best)
        if np.isfinite(found).sum() > _MANY:
            bounds.renew(sums.total)
    return Path(picks, losses)


class _LogSums:
    """S, and the mean of log(S + p) for a member that would join it."""

    def __init__(self, truths: Array) -> None:
        self._truths = truths
        self.total = np.zeros(truths.shape[1])
        self._least = 0.0
        self._sums = np.empty_like(self.total)

    def mean_log(self, member: int, size: int) -> float:
        """With S + p clipped to ``size`` times what counts as 0."""
        np.add(self._truths[member], self.total, out=self._sums)
        if self._least < size * _EPS:
            np.maximum(self._sums, size * _EPS, out=self._sums)
        return log_of_product(self._sums) / len(self._sums)

    def add(self, member: int) -> None:
        """Pick a member."""
        self.total += self._truths[member]
        self._least = float(self.total.min())


class _Bounds:
    """An upper bound of every f_m that costs next to nothing.

    For any positive r, by Jensen's inequality, mean log(S + p) ≤
    mean log r + log mean((S + p) / r), and the last mean is a sum of figures that each
    member has once r is chosen. The nearer r is to the mean of those picked, the
    tighter the bound.
    """

    def __init__(self, truths: Array) -> None:
        self._truths = truths
        self._counts = np.zeros(len(truths))
        self.renew(truths.mean(axis=0))

    def renew(self, near: Array) -> None:
        """Take ``near`` for r."""
        r = np.maximum(near / near.max(initial=_EPS), _EPS)
        self._mean_log = float(np.log(r).mean())
        self._shares = self._truths @ (1.0 / r) / len(r)
        self._clipped = float((_EPS / r).mean())

    def upper(self, size: int) -> Array:
        """The bounds of every member as the ``size``-th, clipping allowed for."""
        picked = float(self._counts @ self._shares) + size * self._clipped
        bounds: Array = self._mean_log + np.log(picked + self._shares)
        return bounds

    def add(self, member: int) -> None:
        """Pick a member."""
        self._counts[member] += 1


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
