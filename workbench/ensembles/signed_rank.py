"""Two rows over several data sets: Wilcoxon's signed-rank test, exact.

Each data set counts once, however many rows or folds it has, and a difference counts by
its rank: points on an easy data set are not worth the same as on a hard one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, count

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.core.ensemble import PairTest
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.ensembles.multiple import holm
from workbench.ensembles.power import ALPHA
from workbench.ensembles.wording import Named, gap, p_value

DIGITS = 12
"""Scores that agree to so many decimals are the same, computed in another order."""


def average_ranks(values: ArrayLike) -> NDArray[np.float64]:
    """Ranks from 1 for the smallest; equal values share the mean of theirs."""
    given = np.round(np.asarray(values, dtype=np.float64), DIGITS)
    _, place, counts = np.unique(given, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    shared: NDArray[np.float64] = (last - (counts - 1) / 2)[place]
    return shared


def signed_rank(differences: ArrayLike) -> tuple[float, float]:
    """W, the smaller of the two sums of signed ranks, and its two-sided p.

    Differences of zero are dropped. p is exact for any number of differences, ties
    included: if signs were chance, each of the 2ⁿ ways to give them to these ranks
    would be equally likely, and their sums are counted. Source: Wilcoxon, Biometrics
    Bulletin 1, 1945.
    """
    given = np.round(np.asarray(differences, dtype=np.float64), DIGITS)
    kept = given[given != 0]
    if not kept.size:
        return 0.0, 1.0
    ranks = average_ranks(np.abs(kept))
    up = float(ranks[kept > 0].sum())
    w = min(up, float(ranks.sum()) - up)
    below = _share_of_sums(np.rint(2 * ranks).astype(np.int64))[: round(2 * w) + 1]
    return w, min(1.0, 2 * float(below.sum()))


def wilcoxon_tests(
    rows: Sequence[Named], scores: NDArray[np.float64], metric: str
) -> tuple[PairTest, ...]:
    """Every pair of ``rows``, with Holm's correction over all pairs.

    ``scores`` is (data sets, rows).
    """
    pairs = list(combinations(range(len(rows)), 2))
    found = [signed_rank(scores[:, i] - scores[:, j]) for i, j in pairs]
    adjusted = holm([p for _, p in found])
    tests = []
    for (i, j), (w, p), p_adjusted in zip(pairs, found, adjusted, strict=True):
        differences = np.round(scores[:, i] - scores[:, j], DIGITS)
        middle = _typical(differences)
        test = PairTest(
            method="wilcoxon",
            first=rows[i].key,
            second=rows[j].key,
            difference=middle,
            statistic=w,
            p=p,
            p_adjusted=p_adjusted,
            sentence=Message(
                _template(middle, p_adjusted, least_p(len(differences), len(pairs))),
                {
                    "first": rows[i].title,
                    "second": rows[j].title,
                    "gap": gap(middle, metric),
                    "p": p_value(p_adjusted),
                    "wins": int((differences > 0).sum()),
                    "losses": int((differences < 0).sum()),
                    "datasets": len(differences),
                    "tests": len(pairs),
                    "needed": least_datasets(len(pairs)),
                },
            ),
        )
        tests.append(test)
    return tuple(tests)


def least_p(datasets: int, tests: int) -> float:
    """The smallest p, after Holm's correction over ``tests``, that can come out."""
    return min(1.0, tests * 2.0 ** (1 - datasets))


def least_datasets(tests: int) -> int:
    """How many data sets it takes for anything to be significant."""
    return next(n for n in count(1) if least_p(n, tests) < ALPHA)


def _typical(differences: NDArray[np.float64]) -> float:
    """The median over all pairs of data sets of their mean difference.

    It is the estimate that belongs to the test: Hodges and Lehmann, Annals of
    Mathematical Statistics 34, 1963.
    """
    i, j = np.triu_indices(len(differences))
    return float(np.median((differences[i] + differences[j]) / 2))


def _template(difference: float, p: float, least: float) -> str:
    if p < ALPHA:
        return _BETTER if difference > 0 else _WORSE
    return _TOO_FEW if least >= ALPHA else _OPEN


def _share_of_sums(ranks: NDArray[np.int64]) -> NDArray[np.float64]:
    """Entry s is the probability that the ranks with a plus sum to s.

    One rank after the other is added to every sum so far, or not, with equal
    probability.
    """
    shares = np.zeros(int(ranks.sum()) + 1)
    shares[0] = 1.0
    for rank in ranks:
        added = np.zeros_like(shares)
        added[rank:] = shares[:-rank]
        shares = (shares + added) / 2
    return shares


_BETTER = QT_TRANSLATE_NOOP(
    "Message",
    "{first} is better than {second} on {wins} of {datasets} data sets, worse on "
    "{losses}, typically by {gap}: significant ({p}; Wilcoxon’s signed-rank test, "
    "exact, allowing for {tests} comparisons).",
)
_WORSE = QT_TRANSLATE_NOOP(
    "Message",
    "{first} is worse than {second} on {losses} of {datasets} data sets, better on "
    "{wins}, typically by {gap}: significant ({p}; Wilcoxon’s signed-rank test, exact, "
    "allowing for {tests} comparisons).",
)
_OPEN = QT_TRANSLATE_NOOP(
    "Message",
    "{first} is better than {second} on {wins} of {datasets} data sets, worse on "
    "{losses}, typically by {gap}: not significant ({p}; Wilcoxon’s signed-rank test, "
    "exact, allowing for {tests} comparisons).",
)
_TOO_FEW = QT_TRANSLATE_NOOP(
    "Message",
    "{first} is better than {second} on {wins} of {datasets} data sets, worse on "
    "{losses}, typically by {gap}: not significant ({p}; Wilcoxon’s signed-rank test, "
    "exact, allowing for {tests} comparisons). On {datasets} data sets it never can "
    "be: that takes at least {needed}.",
)
