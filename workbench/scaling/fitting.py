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
from collections.abc import Sequence

import msgspec
import numpy as np

from workbench.core.student import t_quantile
from workbench.scaling.laws import AMDAHL, GUSTAFSON, LAWS, Array, Law, usl, usl_peak
from workbench.scaling.least_squares import Model, Scatter, covariance_of, profile


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
        model = Model(LAWS[self.law], n, np.ones_like(n), scatter or self.scatter)
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
    model = Model(law, n, x, scatter)
    theta = model.best()
    df = len(n) - k
    rss = model.rss(theta)
    variance = rss / df
    bound = model.on_bound(theta)
    covariance = covariance_of(model.gradient(theta), bound, variance)
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
            interval = profile(model, theta, index, allowed)
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
    at = usl_peak(serial, float(theta[1]))
    if math.isinf(at):
        return None, None, limit
    return at, float(usl(at, *theta)), limit
