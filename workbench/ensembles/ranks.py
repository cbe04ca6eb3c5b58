"""Several rows over several data sets, and which of them can be told apart.

Scores of different data sets have no common unit, so rows are ranked on each data set
and their mean ranks compared: first all at once (Friedman's test), then, if they differ
at all, in pairs by Nemenyi's critical difference. Wilcoxon's test of each pair stands
beside it. Source: Demšar, Journal of Machine Learning Research 7, 2006.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.core.ensemble import Ranks
from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.ensembles.power import ALPHA
from workbench.ensembles.signed_rank import average_ranks, wilcoxon_tests
from workbench.ensembles.wording import Named, p_value

FEWEST_ROWS = 3
FEWEST_DATASETS = 2


def ranks(
    rows: Sequence[Named],
    datasets: Sequence[str],
    scores: ArrayLike,
    metric: str = "accuracy",
) -> Ranks:
    """The comparison of ``rows`` by ``scores``, (data sets, rows), higher is better.

    Where Friedman's test finds no difference, all rows are one group: pairs are only
    looked at after it. Wilcoxon's pairs have the better ranked row first. ``BadInput``
    with fewer than 3 rows or 2 data sets.
    """
    table = np.asarray(scores, dtype=np.float64)
    _refuse_too_few(rows, datasets)
    if table.shape != (len(datasets), len(rows)) or not np.isfinite(table).all():
        raise ValueError("scores are not one finite number per data set and row")
    placed = np.array([average_ranks(-line) for line in table])
    mean_ranks = placed.mean(axis=0)
    statistic, p = friedman(placed)
    apart = critical_difference(len(rows), len(datasets))
    keys = [row.key for row in rows]
    differ = p < ALPHA
    order = np.argsort(mean_ranks, kind="stable")
    return Ranks(
        keys=tuple(keys),
        titles=tuple(row.title for row in rows),
        datasets=tuple(datasets),
        scores=tuple(tuple(map(float, line)) for line in table),
        mean_ranks=tuple(map(float, mean_ranks)),
        statistic=statistic,
        p=p,
        critical_difference=apart,
        groups=groups(keys, mean_ranks, apart if differ else math.inf),
        wilcoxon=wilcoxon_tests([rows[row] for row in order], table[:, order], metric),
        sentence=_sentence(rows, mean_ranks, p, apart, len(datasets)),
    )


def friedman(placed: NDArray[np.float64]) -> tuple[float, float]:
    """Friedman's χ² and p of ranks, (data sets, rows), corrected for ties.

    χ² = [12 / (N k (k + 1)) · Σ R_j² − 3 N (k + 1)] / (1 − Σ (t³ − t) / (N k (k² − 1)))
    with R_j the sum of row j's ranks over N data sets, t the sizes of ties; k − 1
    degrees of freedom. Rows that tie on every data set give p = 1. Source: Conover,
    Practical Nonparametric Statistics, 1999, section 5.8.
    """
    from scipy.special import chdtrc

    n, k = placed.shape
    tied = sum(
        int((sizes**3 - sizes).sum())
        for line in placed
        for sizes in [np.unique(line, return_counts=True)[1]]
    )
    correction = 1 - tied / (n * k * (k**2 - 1))
    if correction == 0:
        return 0.0, 1.0
    sums = float((placed.sum(axis=0) ** 2).sum())
    statistic = (12 / (n * k * (k + 1)) * sums - 3 * n * (k + 1)) / correction
    statistic = max(0.0, statistic)  # equal rank sums may fall below by rounding
    return statistic, float(chdtrc(k - 1, statistic))


def critical_difference(rows: int, datasets: int, alpha: float = ALPHA) -> float:
    """How far apart two mean ranks must be: q_α · √(k (k + 1) / (6 N)).

    q_α is the quantile of the studentized range of k values with infinite degrees of
    freedom, divided by √2. Source: Nemenyi, Distribution-free multiple comparisons,
    1963; Demšar 2006, table 5.
    """
    return q_alpha(rows, alpha) * math.sqrt(rows * (rows + 1) / (6 * datasets))


@cache
def q_alpha(rows: int, alpha: float = ALPHA) -> float:
    """The critical value of Nemenyi's test for ``rows`` rows."""
    from scipy.stats import studentized_range

    return float(studentized_range.ppf(1 - alpha, rows, math.inf)) / math.sqrt(2)


def groups(
    keys: Sequence[str], mean_ranks: ArrayLike, apart: float
) -> tuple[tuple[str, ...], ...]:
    """The largest sets of rows whose mean ranks all lie closer than ``apart``.

    Best first, within and among the sets. A row that differs from every other is in
    none. On a line, such sets are runs of neighbours that no other run contains.
    """
    given = np.asarray(mean_ranks, dtype=np.float64)
    order = np.argsort(given, kind="stable")
    found: list[tuple[str, ...]] = []
    reached = 0
    for first in range(len(order)):
        near = given[order] - given[order[first]] < apart
        end = int(np.flatnonzero(near)[-1]) + 1
        if end > reached and end - first > 1:
            found.append(tuple(keys[row] for row in order[first:end]))
        reached = max(reached, end)
    return tuple(found)


def _refuse_too_few(rows: Sequence[Named], datasets: Sequence[str]) -> None:
    problems = []
    if len(rows) < FEWEST_ROWS:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "Ranks need at least {least} rows (models or rules), here are {count}. For "
            "two of them on one data set, the tests of that run say more.",
        )
        values: dict[str, Value] = {"least": FEWEST_ROWS, "count": len(rows)}
        problems.append(Problem(field="models", message=Message(text, values)))
    if len(datasets) < FEWEST_DATASETS:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "Ranks need at least {least} data sets, here are {count}. Run the same "
            "models on another data set and add that run.",
        )
        values = {"least": FEWEST_DATASETS, "count": len(datasets)}
        problems.append(Problem(field="RUN", message=Message(text, values)))
    if problems:
        raise BadInput(problems)


def _sentence(
    rows: Sequence[Named],
    mean_ranks: NDArray[np.float64],
    p: float,
    apart: float,
    datasets: int,
) -> Message:
    order = [int(row) for row in np.argsort(mean_ranks, kind="stable")]
    lead = mean_ranks - mean_ranks.min()
    best = [row for row in order if lead[row] == 0]
    worse = [row for row in order if lead[row] >= apart]
    near = [row for row in order if 0 < lead[row] < apart]

    def titles(chosen: Sequence[int]) -> tuple[Message, ...]:
        return tuple(rows[row].title for row in chosen)

    values: dict[str, Value] = {
        "best": titles(best),
        "worse": titles(worse),
        "near": titles(near),
        "rank": float(mean_ranks.min()),
        "datasets": datasets,
        "p": p_value(p),
        "apart": apart,
    }
    if len(best) == len(rows):
        return Message(_ALL_SAME, values)
    if p >= ALPHA:
        return Message(_NO_DIFFERENCE, values)
    if not worse:
        return Message(_SOMEWHERE, values)
    return Message(_AMONG_BEST if near else _BEST, values)


_ALL_SAME = QT_TRANSLATE_NOOP(
    "Message", "Over {datasets} data sets all have the same mean rank."
)
_NO_DIFFERENCE = QT_TRANSLATE_NOOP(
    "Message",
    "None can be called better than another: over {datasets} data sets the ranks "
    "differ no more than chance would have it ({p}, Friedman’s test). Best by rank: "
    "{best} ({rank:.2f} on average). More data sets would tell more.",
)
_SOMEWHERE = QT_TRANSLATE_NOOP(
    "Message",
    "The ranks over {datasets} data sets are not all chance ({p}, Friedman’s test), "
    "but the best by rank, {best} ({rank:.2f} on average), cannot be told from any "
    "other: mean ranks would have to lie {apart:.2f} apart (Nemenyi’s test). More data "
    "sets would tell more.",
)
_AMONG_BEST = QT_TRANSLATE_NOOP(
    "Message",
    "Best by rank over {datasets} data sets: {best} ({rank:.2f} on average), better "
    "than {worse} ({p}, Friedman’s test; mean ranks at least {apart:.2f} apart, "
    "Nemenyi’s test), but not told apart from {near}.",
)
_BEST = QT_TRANSLATE_NOOP(
    "Message",
    "Best by rank over {datasets} data sets: {best} ({rank:.2f} on average), better "
    "than all others ({p}, Friedman’s test; mean ranks at least {apart:.2f} apart, "
    "Nemenyi’s test).",
)
