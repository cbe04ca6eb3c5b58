"""Intervals of speedups from repeated, interleaved timings."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import fmean, stdev

import msgspec

from workbench.core.student import t_quantile


class Interval(msgspec.Struct, frozen=True, kw_only=True):
    """An estimate and the bounds of its confidence interval."""

    value: float
    low: float
    high: float

    @property
    def relative_half_width(self) -> float:
        """Half the interval's width as a share of the estimate."""
        return (self.high - self.low) / 2 / self.value


def paired_speedup(
    baseline_s: Sequence[float], seconds: Sequence[float], confidence: float = 0.95
) -> Interval | None:
    """Speedup as the geometric mean of paired ratios, with a t-interval.

    Timings of one repeat are taken side by side and share the machine's mood, so they
    are compared pair by pair: with r_i = ln(baseline_i / seconds_i),
    S = exp(mean r) and the interval is exp(mean r ± t(n−1) · sd(r) / √n).

    Args:
        baseline_s: seconds of the baseline, one per repeat.
        seconds: seconds of the other worker count, in the same repeats; the longer of
            the two is cut to the repeats that both have.
        confidence: coverage of the interval.

    Returns:
        ``None`` with fewer than two pairs, which carry no information on their spread.

    Source: t-interval on paired log ratios, e.g. Georges, Buytaert and Eeckhout,
    "Statistically rigorous Java performance evaluation", OOPSLA 2007, section 3.
    """
    logs = [
        math.log(one / other) for one, other in zip(baseline_s, seconds, strict=False)
    ]
    if len(logs) < 2:
        return None
    mean = fmean(logs)
    half = t_quantile(confidence, len(logs) - 1) * stdev(logs) / math.sqrt(len(logs))
    return Interval(
        value=math.exp(mean), low=math.exp(mean - half), high=math.exp(mean + half)
    )
