"""Fitting a law to measured points, with intervals that mean what they say.

A law predicts throughput X(n) from parameters; the last of them, γ, is the throughput
of one worker. Least squares give the estimates; s² = RSS / (N − k) and the inverse of
JᵀJ their standard errors, and Student's t with N − k degrees of freedom the intervals
(N rows, k parameters). Where an estimate sits on its bound that theory does not hold:
then every interval is a profile interval, the values for which the best fit of all
other parameters has RSS(θ) ≤ RSS · (1 + t² / (N − k)). The RSS on the right is that of
the best fit *without* the bound: measured against the worse one on the bound, intervals
would be too wide, and would hold the truth always instead of 95 times out of 100.
Gustafson's fraction is a ratio of two coefficients of a straight line; its profile is
Fieller's exact interval and is always taken.

Throughputs are taken to scatter by the same amount everywhere, times by the same share:
for times, logarithms are fitted.

Source: Bates and Watts, "Nonlinear Regression Analysis and Its Applications", Wiley
1988, chapters 2 (intervals, bands) and 6 (profiles).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import msgspec
import numpy as np
from scipy.optimize import brentq, least_squares

from workbench.core.student import t_quantile
from workbench.scaling import laws
from workbench.scaling.laws import Array

Scatter = Literal["absolute", "relative"]
_ON_BOUND = 1e-7
"""Nearer than this to its bound, as a share of its range, an estimate sits on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """A law that can be fitted; the last parameter is a factor of the throughput."""

    name: str
    parameters: tuple[str, ...]
    throughput: Callable[[Array, Array], Array]
    """Of worker counts (points,) and parameters (k,)."""
    upper: tuple[float, ...]
    """The largest value of each parameter; the smallest is 0."""
    starts: tuple[tuple[float, ...], ...]
    """Where the search begins, without the factor."""
    straight: bool = False
    """Whether it is a straight line, for which profiles are exact."""


def _amdahl(n: Array, theta: Array) -> Array:
    return np.asarray(theta[1] * laws.amdahl(n, theta[0]))


def _gustafson(n: Array, theta: Array) -> Array:
    return np.asarray(theta[1] * laws.gustafson(n, theta[0]))


def _usl(n: Array, theta: Array) -> Array:
    return laws.usl(n, theta[0], theta[1], theta[2])


AMDAHL = Law(
    name="amdahl",
    parameters=("serial_fraction", "gamma"),
    throughput=_amdahl,
    upper=(1.0, math.inf),
    starts=((0.01,), (0.2,), (0.7,)),
)
GUSTAFSON = Law(
    name="gustafson",
    parameters=("serial_fraction", "gamma"),
    throughput=_gustafson,
    upper=(1.0, math.inf),
    starts=((0.01,), (0.2,), (0.7,)),
    straight=True,
)
USL = Law(
    name="usl",
    parameters=("alpha", "beta", "gamma"),
    throughput=_usl,
    upper=(1.0, 1.0, math.inf),
    starts=((0.01, 1e-4), (0.1, 1e-2), (0.5, 1e-6), (0.02, 1e-6)),
)
LAWS = {law.name: law for law in (AMDAHL, GUSTAFSON, USL)}


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """A parameter's value; ``se`` is ``None`` where it sits ``at_bound``."""

    value: float
    se: float | None
    ci95: tuple[float, float]
    at_bound: bool


class Band(msgspec.Struct, frozen=True, kw_only=True):
    """A law drawn over worker counts, with bounds of a 95 % band.

    ``low`` and ``high`` are where the law itself may lie, ``new_low`` and ``new_high``
    where one more measurement would be expected. All are throughputs.
    """

    workers: tuple[float, ...]
    value: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    new_low: tuple[float, ...]
    new_high: tuple[float, ...]


class Fit(msgspec.Struct, frozen=True, kw_only=True):
    """A fitted law. ``aicc`` is ``None`` where there are too few points for it.

    ``residual_sd`` is in the units of the throughput, or a share of it where scatter is
    relative. ``peak`` is the largest throughput, at ``peak_workers``; ``limit`` the
    throughput of ever more workers if only contention held them back. Any of the three
    is ``None`` where it is infinite.
    """

    law: str
    scatter: Scatter
    parameters: dict[str, Estimate]
    covariance: tuple[tuple[float, ...], ...]
    aicc: float | None
    residual_sd: float
    df: int
    peak_workers: float | None
    peak: float | None
    limit: float | None
    contradicted: bool = False
    """Whether the points lie, beyond doubt, where no parameters within their bounds
    lead: the law does not hold, and its intervals are those that it would have."""

    @property
    def theta(self) -> Array:
        """The parameters' values in the law's order."""
        return np.array([estimate.value for estimate in self.parameters.values()])

    def throughput(self, workers: Sequence[float]) -> Array:
        """What the law predicts, (workers,)."""
        return LAWS[self.law].throughput(np.asarray(workers, dtype=float), self.theta)

    def band(self, workers: Sequence[float], confidence: float = 0.95) -> Band:
        """The law and its 95 % bands by the delta method, which widen away from data.

        Source: Bates and Watts 1988, section 2.3.
        """
        n = np.asarray(workers, dtype=float)
        spread = self._variance(self.sensitivity(workers))
        t = t_quantile(confidence, self.df)
        known = t * np.sqrt(spread)
        new = t * np.sqrt(spread + self.residual_sd**2)
        value = self.throughput(workers)
        low, high = _around(value, known, self.scatter)
        new_low, new_high = _around(value, new, self.scatter)
        return Band(
            workers=tuple(n.tolist()),
            value=tuple(value.tolist()),
            low=tuple(low.tolist()),
            high=tuple(high.tolist()),
            new_low=tuple(new_low.tolist()),
            new_high=tuple(new_high.tolist()),
        )

    def speedup_band(
        self, workers: Sequence[float], baseline: float, confidence: float = 0.95
    ) -> tuple[Array, Array, Array]:
        """S(n) = X(n) / X(baseline), its lower and its upper bound, each (workers,).

        By the delta method on ln S, in which the law's factor cancels; at the baseline
        all three are 1. Where a parameter sits on its bound that method does not hold:
        then the bounds are the speedups at the ends of all parameters' intervals, which
        is exact for one parameter and errs on the wide side for two.
        Source: Bates and Watts 1988, section 2.3.
        """
        n = np.array([*workers, baseline], dtype=float)
        speedup = self._speedup(n, self.theta)
        if any(estimate.at_bound for estimate in self.parameters.values()):
            ends = np.array([e.ci95 for e in self.parameters.values()])
            least, most = (self._speedup(n, end) for end in ends.T)
            return speedup, np.minimum(least, most), np.maximum(least, most)
        of_log = self.sensitivity(n, "relative")
        spread = self._variance(of_log[:-1] - of_log[-1])
        half = t_quantile(confidence, self.df) * np.sqrt(spread)
        return speedup, speedup * np.exp(-half), speedup * np.exp(half)

    def sensitivity(
        self, workers: Sequence[float] | Array, scatter: Scatter | None = None
    ) -> Array:
        """Derivatives by each parameter, (workers, k).

        Of what scatters: of ln X where scatter is relative, else of X.
        """
        n = np.asarray(workers, dtype=float)
        model = _Model(LAWS[self.law], n, np.ones_like(n), scatter or self.scatter)
        return model.gradient(self.theta)

    def _variance(self, gradient: Array) -> Array:
        """Of values with these derivatives (values, k), by the delta method."""
        covariance = np.asarray(self.covariance)
        variance = np.einsum("ij,jk,ik->i", gradient, covariance, gradient)
        return np.asarray(np.maximum(variance, 0.0))

    def _speedup(self, n: Array, theta: Array) -> Array:
        """Of all counts but the last, against the last."""
        throughput = LAWS[self.law].throughput(n, theta)
        return np.asarray(throughput[:-1] / throughput[-1])


class TooFewPoints(ValueError):
    """A law has more parameters than there are worker counts to tell them apart."""


def fit(
    law: Law,
    workers: Sequence[float],
    throughput: Sequence[float],
    scatter: Scatter = "absolute",
    confidence: float = 0.95,
) -> Fit:
    """Fit ``law`` to rows of worker counts and throughputs, repeats as further rows.

    Raises:
        TooFewPoints: with fewer than k + 1 rows or k different worker counts.
    """
    n = np.asarray(workers, dtype=float)
    x = np.asarray(throughput, dtype=float)
    k = len(law.parameters)
    if len(n) <= k or len(np.unique(n)) < k:
        raise TooFewPoints(f"{law.name} needs {k} worker counts and {k + 1} rows")
    model = _Model(law, n, x, scatter)
    theta = model.best()
    df = len(n) - k
    rss = model.rss(theta)
    variance = rss / df
    bound = model.on_bound(theta)
    covariance = _covariance(model.gradient(theta), bound, variance)
    t = t_quantile(confidence, df)
    by_profile = law.straight or bool(bound.any())
    free_rss = model.rss_beyond(theta) if bound.any() else rss
    allowed = free_rss * (1.0 + t * t / df) + model.precision
    contradicted = allowed < rss
    if contradicted:  # nothing within the bounds fits: what would hold if the law did
        allowed = rss * (1.0 + t * t / df) + model.precision
    estimates = {}
    for index, name in enumerate(law.parameters):
        se = None if bound[index] else math.sqrt(covariance[index, index])
        if se is None or by_profile:
            interval = _profile(model, theta, index, allowed)
        else:
            interval = (theta[index] - t * se, theta[index] + t * se)
        estimates[name] = Estimate(
            value=float(theta[index]),
            se=se,
            ci95=(float(interval[0]), float(interval[1])),
            at_bound=bool(bound[index]),
        )
    peak_workers, peak, limit = _extremes(law, theta)
    return Fit(
        law=law.name,
        scatter=scatter,
        parameters=estimates,
        covariance=tuple(tuple(row) for row in covariance.tolist()),
        aicc=_aicc(rss, len(n), k),
        residual_sd=math.sqrt(variance),
        df=df,
        peak_workers=peak_workers,
        peak=peak,
        limit=limit,
        contradicted=contradicted,
    )


class _Model:
    """A law beside data: residuals (N,) and their gradient (N, k)."""

    def __init__(self, law: Law, n: Array, x: Array, scatter: Scatter) -> None:
        self.law, self._n, self._x, self._scatter = law, n, x, scatter
        scale = 1.0 if scatter == "relative" else float(np.mean(x))
        self.precision = len(n) * (1e-9 * scale) ** 2
        """A sum of squares that is nothing but rounding."""

    def residuals(self, theta: Array) -> Array:
        predicted = self.law.throughput(self._n, theta)
        if self._scatter == "relative":
            tiny = np.finfo(float).tiny
            return np.log(np.maximum(predicted, tiny)) - np.log(self._x)
        return predicted - self._x

    def rss(self, theta: Array) -> float:
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

    def on_bound(self, theta: Array) -> NDArrayBool:
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


NDArrayBool = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


def _covariance(gradient: Array, bound: NDArrayBool, variance: float) -> Array:
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


def _profile(
    model: _Model, theta: Array, index: int, allowed: float
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


def _around(value: Array, half: Array, scatter: Scatter) -> tuple[Array, Array]:
    if scatter == "relative":
        return value * np.exp(-half), value * np.exp(half)
    return value - half, value + half


def _aicc(rss: float, rows: int, parameters: int) -> float | None:
    """Akaike's criterion, corrected for small samples; smaller is better.

    N ln(RSS / N) + 2 K + 2 K (K + 1) / (N − K − 1) with K = k + 1, as the scatter is
    estimated too. Source: Hurvich and Tsai, Biometrika 76(2), 1989.
    """
    k = parameters + 1
    if rows - k - 1 <= 0:
        return None
    # A perfect fit is as good as the numbers are precise.
    per_row = max(rss / rows, np.finfo(float).eps ** 2)
    return rows * math.log(per_row) + 2 * k + 2 * k * (k + 1) / (rows - k - 1)


def _extremes(
    law: Law, theta: Array
) -> tuple[float | None, float | None, float | None]:
    gamma = float(theta[-1])
    if law is GUSTAFSON:
        return None, None, None
    serial = float(theta[0])
    limit = gamma / serial if serial > 0.0 else None
    if law is AMDAHL:
        return None, None, limit
    at = laws.usl_peak(serial, float(theta[1]))
    if math.isinf(at):
        return None, None, limit
    return at, float(laws.usl(at, *theta)), limit
