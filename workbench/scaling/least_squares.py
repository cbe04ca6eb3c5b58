"""Least squares of a law within its bounds: the search, and where a profile ends.

What the figures mean, and where the theory comes from, :mod:`workbench.scaling.fitting`
says.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import Literal

import numpy as np
from scipy.optimize import brentq, least_squares

from workbench.scaling.laws import Array, Law

Scatter = Literal["absolute", "relative"]
"""Whether measurements scatter by the same amount everywhere, or by the same share."""
Flags = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]

_ON_BOUND = 1e-7
"""Nearer than this to its bound, as a share of its range, an estimate sits on it."""


class Model:
    """A law beside data: residuals (N,) and their gradient (N, k)."""

    def __init__(self, law: Law, n: Array, x: Array, scatter: Scatter) -> None:
        self.law, self._n, self._x, self._scatter = law, n, x, scatter
        scale = 1.0 if scatter == "relative" else float(np.mean(x))
        self.precision = len(n) * (1e-9 * scale) ** 2
        """A sum of squares that is nothing but rounding."""

    def residuals(self, theta: Array) -> Array:
        """Predicted less measured, (N,); of logarithms where scatter is relative."""
        predicted = self.law.throughput(self._n, theta)
        if self._scatter == "relative":
            tiny = np.finfo(float).tiny
            return np.log(np.maximum(predicted, tiny)) - np.log(self._x)
        return predicted - self._x

    def rss(self, theta: Array) -> float:
        """The sum of the squared residuals."""
        return float(np.sum(self.residuals(theta) ** 2))

    def gradient(self, theta: Array) -> Array:
        """By central differences, one-sided at a bound; in the scale of residuals."""
        columns = []
        for index, value in enumerate(theta):
            step = 1e-6 * max(abs(value), 1e-4 if index < len(theta) - 1 else value)
            above, below = theta.copy(), theta.copy()
            above[index] = value + step
            below[index] = max(0.0, value - step)
            width = above[index] - below[index]
            columns.append((self.residuals(above) - self.residuals(below)) / width)
        return np.column_stack(columns)

    def best(self) -> Array:
        """The parameters of least squares."""
        found = [self._search(start, None) for start in self._starts()]
        return min(found, key=self.rss)

    def best_near(self, theta: Array, index: int, value: float) -> Array:
        """The same with one parameter held at ``value``, searched from ``theta`` on."""
        start = theta.copy()
        start[index] = value
        return self._search(start, index)

    def rss_beyond(self, theta: Array) -> float:
        """The RSS of the best fit from ``theta`` on if parameters had no bound."""
        last = len(theta) - 1

        def residuals(values: Array) -> Array:
            whole = np.array([*values, 1.0])
            shape = self.law.throughput(self._n, whole)
            if np.any(~np.isfinite(shape)) or np.any(shape <= 0.0):
                return np.full(len(self._n), 1e6 * math.sqrt(self.rss(theta)) + 1.0)
            whole[-1] = self._factor(whole)
            return self.residuals(whole)

        scale = np.maximum(np.abs(theta[:last]), 1e-4)
        found = least_squares(residuals, theta[:last], x_scale=scale)
        return min(self.rss(theta), 2.0 * float(found.cost))

    def on_bound(self, theta: Array) -> Flags:
        """Which parameters cannot go further; the factor never is."""
        ranges = np.array([1.0 if math.isinf(u) else u for u in self.law.upper])
        low = theta <= _ON_BOUND * ranges
        high = theta >= np.array(self.law.upper) - _ON_BOUND * ranges
        at = np.asarray(low | high)
        at[-1] = False
        return at

    def _starts(self) -> list[Array]:
        return [np.array([*start, 1.0]) for start in self.law.starts]

    def _factor(self, theta: Array) -> float:
        """The best factor to the other parameters: it enters linearly."""
        shape = self.law.throughput(self._n, np.array([*theta[:-1], 1.0]))
        if self._scatter == "relative":
            return float(np.exp(np.mean(np.log(self._x) - np.log(shape))))
        return float(shape @ self._x / (shape @ shape))

    def _search(self, start: Array, fixed: int | None) -> Array:
        """From ``start``, over all but the fixed parameter and the factor.

        The factor is eliminated where it is free (variable projection), which leaves
        one or two well-scaled parameters.
        """
        last = len(start) - 1
        free = [i for i in range(last) if i != fixed]
        held = fixed == last

        def whole(values: Array) -> Array:
            theta = start.copy()
            theta[free] = values
            if not held:
                theta[-1] = self._factor(theta)
            return theta

        if not free:
            return whole(np.empty(0))
        upper = np.array([self.law.upper[i] for i in free])
        found = least_squares(
            lambda values: self.residuals(whole(values)),
            np.clip(start[free], 1e-12, upper - 1e-12),
            bounds=(np.zeros(len(free)), upper),
            x_scale=np.maximum(start[free], 1e-6),
            xtol=1e-12,
            ftol=1e-12,
            gtol=1e-12,
        )
        best = found.x
        allowed = self.rss(whole(best)) * (1.0 + 1e-9) + self.precision
        for index in range(len(free)):  # the search only comes near a bound
            at_zero = best.copy()
            at_zero[index] = 0.0
            if self.rss(whole(at_zero)) <= allowed:
                best = at_zero
        return whole(best)


def covariance_of(gradient: Array, bound: Flags, variance: float) -> Array:
    """s² (JᵀJ)⁻¹ of the parameters that are free; rows of the others are 0."""
    free = np.flatnonzero(~bound)
    jacobian = gradient[:, free]
    # Scaled first: γ may be a million times β.
    scale = np.linalg.norm(jacobian, axis=0)
    scale[scale == 0.0] = 1.0
    inner = np.linalg.pinv((jacobian / scale).T @ (jacobian / scale))
    covariance = np.zeros((len(bound), len(bound)))
    covariance[np.ix_(free, free)] = variance * inner / np.outer(scale, scale)
    return covariance


def profile(
    model: Model, theta: Array, index: int, allowed: float
) -> tuple[float, float]:
    """Where the best fit with the parameter held still reaches ``allowed``."""
    near = theta

    @cache  # a search from elsewhere may end elsewhere: one place has one value
    def excess(value: float) -> float:
        nonlocal near
        near = model.best_near(near, index, value)
        return model.rss(near) - allowed

    value, upper = float(theta[index]), model.law.upper[index]
    if excess(value) >= 0.0:  # all that would fit lies beyond the bound
        return value, value
    low = 0.0
    if value > 0.0 and excess(0.0 if index < len(theta) - 1 else 1e-9 * value) > 0.0:
        low = _edge(excess, value, 1e-9 * value)
    step = max(value, 1e-6)
    high = value + step
    while high < upper and excess(high) < 0.0:
        step *= 2.0
        high = value + step
    if high >= upper:
        if excess(upper) < 0.0:
            return low, upper
        high = upper
    return low, _edge(excess, value, high)


def _edge(excess: Callable[[float], float], inside: float, outside: float) -> float:
    """Where ``excess`` gets positive on the way from ``inside`` to ``outside``.

    Of numbers that fit exactly only rounding is left, whose sign may be any: there, the
    way is no longer than its begin.
    """
    if excess(inside) >= 0.0:
        return inside
    if excess(outside) <= 0.0:
        return outside
    return float(brentq(excess, inside, outside, rtol=1e-5))
