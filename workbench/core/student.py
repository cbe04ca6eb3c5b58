"""Student's t, as the intervals of timings and of scores both need it.

``scipy.special`` is imported on use: ``scipy.stats`` would take a second, and workers
import this package without needing either.
"""

from __future__ import annotations


def t_quantile(confidence: float, df: int) -> float:
    """The two-sided quantile of Student's t with ``df`` degrees of freedom."""
    from scipy.special import stdtrit

    return float(stdtrit(df, 0.5 + confidence / 2))


def two_sided_p(t: float, df: int) -> float:
    """The probability of a value at least as far from zero as ``t``."""
    from scipy.special import stdtr

    return float(2 * stdtr(df, -abs(t)))
