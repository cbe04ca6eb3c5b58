"""Comparing scores from cross-validation without fooling oneself.

Splits share training rows, so their scores are correlated and the plain t-test is far
too sure of itself. Nadeau and Bengio ("Inference for the generalization error", Machine
Learning 52, 2003) replace the variance s²/J of the mean over J splits by
(1/J + n_test/n_train) · s².
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import fmean, stdev

import msgspec

from workbench.core.student import t_quantile, two_sided_p


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """The mean difference of two models' scores over the same splits.

    ``ci95`` and ``p`` are ``None`` with fewer than two splits. ``p`` is two-sided.
    """

    difference: float
    ci95: tuple[float, float] | None
    t: float | None
    p: float | None

    @property
    def supported(self) -> bool:
        """Whether the interval excludes zero."""
        return self.ci95 is not None and (self.ci95[0] > 0 or self.ci95[1] < 0)


def mean_interval(
    scores: Sequence[float], test_ratio: float, confidence: float = 0.95
) -> tuple[float, float] | None:
    """The corrected interval of a mean score over splits.

    ``test_ratio`` is n_test / n_train of one split. ``None`` with fewer than two
    scores.
    """
    if len(scores) < 2:
        return None
    half = t_quantile(confidence, len(scores) - 1) * standard_error(scores, test_ratio)
    mean = fmean(scores)
    return (mean - half, mean + half)


def compare(
    ours: Sequence[float], theirs: Sequence[float], test_ratio: float
) -> Comparison:
    """``ours`` minus ``theirs``, split by split, by the corrected resampled t-test.

    Identical scores on every split give p = 1: no difference was seen at all.
    """
    differences = [a - b for a, b in zip(ours, theirs, strict=True)]
    mean = fmean(differences)
    if len(differences) < 2:
        return Comparison(difference=mean, ci95=None, t=None, p=None)
    error = standard_error(differences, test_ratio)
    bounds = mean_interval(differences, test_ratio)
    if error == 0:
        same = mean == 0
        t = 0.0 if same else math.copysign(math.inf, mean)
        return Comparison(
            difference=mean, ci95=bounds, t=None if not same else t, p=float(same)
        )
    t = mean / error
    return Comparison(
        difference=mean, ci95=bounds, t=t, p=two_sided_p(t, len(differences) - 1)
    )


def standard_error(scores: Sequence[float], test_ratio: float) -> float:
    """Of a mean over at least two splits, corrected: √((1/J + n_test/n_train) s²)."""
    return math.sqrt(1 / len(scores) + test_ratio) * stdev(scores)
