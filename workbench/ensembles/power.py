"""How many more folds it takes to see a gain that is worth having.

With J splits that share training rows, the variance of a mean difference is
(1/J + n_test/n_train) · s² (Nadeau and Bengio, Machine Learning 52, 2003). More splits
shrink its first term only. The second is a floor: a gain that is small beside it stays
out of sight however often the same rows are split anew.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import stdev

ALPHA = 0.05
POWER = 0.8
MOST_FOLDS = 1_000_000
"""Beyond any practical number."""


def power(
    gain: float, spread: float, folds: int, test_ratio: float, alpha: float = ALPHA
) -> float:
    """The probability that a true ``gain`` is found by the corrected t-test.

    ``spread`` is the standard deviation of the differences over the folds,
    ``test_ratio`` n_test / n_train. The test is two-sided at ``alpha``; only finding
    the gain with its right sign counts. T is noncentral t with J − 1 degrees of
    freedom and noncentrality gain / (s · √(1/J + n_test/n_train)).
    """
    from scipy.special import nctdtr, stdtrit

    if spread == 0:
        return 1.0
    limit = float(stdtrit(folds - 1, 1 - alpha / 2))
    shift = gain / (spread * math.sqrt(1 / folds + test_ratio))
    missed = float(nctdtr(folds - 1, shift, limit))
    # It gives up where a gain is so large that missing it has no digits left.
    return 1.0 if math.isnan(missed) else 1.0 - missed


def ceiling(
    gain: float, spread: float, test_ratio: float, alpha: float = ALPHA
) -> float:
    """What :func:`power` tends to as the number of folds grows."""
    from scipy.special import ndtr, ndtri

    if spread == 0 or test_ratio == 0:
        return 1.0
    shift = gain / (spread * math.sqrt(test_ratio))
    return float(ndtr(shift - ndtri(1 - alpha / 2)))


def more_folds(
    differences: Sequence[float],
    test_ratio: float,
    worth: float,
    alpha: float = ALPHA,
) -> int | None:
    """How many further folds show a true gain of ``worth`` four times in five.

    The differences so far tell how much folds scatter. 0 when these folds are enough;
    ``None`` when no practical number is, and with fewer than two folds or none that
    differ, which tell nothing of the scatter.
    """
    done = len(differences)
    spread = stdev(differences) if done > 1 else 0.0
    if spread == 0:
        return None

    def enough(folds: int) -> bool:
        return power(worth, spread, folds, test_ratio, alpha) >= POWER

    if enough(done):
        return 0
    if ceiling(worth, spread, test_ratio, alpha) < POWER:
        return None
    low, high = done, 2 * done
    while not enough(high):
        low, high = high, 2 * high
        if low > MOST_FOLDS:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high - done


def times_the_rows(
    gain: float, spread: float, test_ratio: float, alpha: float = ALPHA
) -> float:
    """How many times the rows it takes before enough folds can show ``gain`` at all.

    Differences on twice the rows scatter by 1/√2, so that :func:`ceiling` reaches 80 %
    with ((z_{1−α/2} + z_{0.8}) · s · √(n_test/n_train) / gain)² times the rows.
    """
    from scipy.special import ndtri

    needed = float(ndtri(1 - alpha / 2) + ndtri(POWER))
    return (needed * spread * math.sqrt(test_ratio) / gain) ** 2


def about(count: int) -> int:
    """``count`` as it is said: from 20 on rounded up to two digits."""
    if count < 20:
        return count
    unit: int = 10 ** (len(str(count)) - 2)
    return -(-count // unit) * unit
