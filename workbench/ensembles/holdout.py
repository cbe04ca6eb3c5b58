"""Two rows on the same held-out rows of data: McNemar's test.

Rows that both get right, or both wrong, tell nothing about which is better. McNemar
looks at the others: were the two equally good, each would be the one that is right
equally often. It belongs to one hold-out. Predictions pooled over the folds of a
cross-validation come from several fits and are no such sample.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from workbench.core.ensemble import PairTest
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.ensembles.power import ALPHA
from workbench.ensembles.wording import Named, bound, gap, p_value

FEW = 25
"""Below so many rows that tell, the chi-square approximation is too rough."""
FIRST = Named("first", Message(QT_TRANSLATE_NOOP("Message", "the first")))
SECOND = Named("second", Message(QT_TRANSLATE_NOOP("Message", "the second")))


def mcnemar(
    first_labels: ArrayLike,
    second_labels: ArrayLike,
    truth: ArrayLike,
    first: Named = FIRST,
    second: Named = SECOND,
) -> PairTest:
    """Accuracy of ``first`` minus ``second`` on held-out rows, all three (rows,).

    With b rows that only the first gets right and c that only the second does, p is
    that of the exact binomial test where b + c < 25, its statistic min(b, c); otherwise
    of χ² = (|b − c| − 1)² / (b + c) with one degree of freedom. The interval is the
    adjusted Wald one of Bonett and Price. Sources: McNemar, Psychometrika 12, 1947;
    Dietterich, Neural Computation 10, 1998; Bonett and Price, Journal of Educational
    and Behavioral Statistics 37, 2012.
    """
    labels = [np.asarray(given) for given in (first_labels, second_labels, truth)]
    if len({given.shape for given in labels}) > 1 or not labels[2].size:
        raise ValueError("the labels are not of the same, at least one, rows")
    right, other = labels[0] == labels[2], labels[1] == labels[2]
    b, c, rows = int((right & ~other).sum()), int((other & ~right).sum()), right.size
    statistic, p = _test(b, c)
    difference, ci95 = (b - c) / rows, _interval(b, c, rows)
    return PairTest(
        method="mcnemar",
        first=first.key,
        second=second.key,
        difference=difference,
        ci95=ci95,
        statistic=statistic,
        p=p,
        sentence=Message(
            _template(difference, p, told_apart=b + c > 0),
            {
                "first": first.title,
                "second": second.title,
                "gap": gap(difference, "accuracy"),
                "low": bound(ci95[0], "accuracy"),
                "high": bound(ci95[1], "accuracy"),
                "p": p_value(p),
                "how": _how(b, c),
                "rows": rows,
            },
        ),
    )


def _test(b: int, c: int) -> tuple[float, float]:
    from scipy.special import bdtr, chdtrc

    if b + c < FEW:
        fewer = min(b, c)
        # Both tails, each up to the smaller count, which may meet in the middle.
        return float(fewer), min(1.0, 2 * float(bdtr(fewer, b + c, 0.5)))
    # An excess of less than one row is none: equal counts give p = 1, not more.
    statistic = max(0, abs(b - c) - 1) ** 2 / (b + c)
    return statistic, float(chdtrc(1, statistic))


def _interval(b: int, c: int, rows: int) -> tuple[float, float]:
    from scipy.special import ndtri

    one, two = (b + 1) / (rows + 2), (c + 1) / (rows + 2)
    middle = one - two
    half = float(ndtri(0.975)) * math.sqrt((one + two - middle**2) / (rows + 2))
    return (max(-1.0, middle - half), min(1.0, middle + half))


def _how(b: int, c: int) -> Message:
    values: dict[str, Value] = {"b": b, "c": c}
    if b + c < FEW:
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "only one of the two is right on {b} and {c} rows; McNemar’s test, "
                "exact binomial",
            ),
            values,
        )
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "only one of the two is right on {b} and {c} rows; McNemar’s test, "
            "chi-square with continuity correction",
        ),
        values,
    )


def _template(difference: float, p: float, *, told_apart: bool) -> str:
    if not told_apart:
        return QT_TRANSLATE_NOOP(
            "Message",
            "{first} and {second} are right and wrong on the same rows, of {rows} held "
            "out.",
        )
    if p >= ALPHA:
        return QT_TRANSLATE_NOOP(
            "Message",
            "{first} against {second} on {rows} rows held out: {gap}, difference not "
            "significant ({p}; 95 % interval {low} to {high}; {how}).",
        )
    if difference > 0:
        return QT_TRANSLATE_NOOP(
            "Message",
            "{first} is better than {second} on {rows} rows held out: {gap}, "
            "significant ({p}; 95 % interval {low} to {high}; {how}).",
        )
    return QT_TRANSLATE_NOOP(
        "Message",
        "{first} is worse than {second} on {rows} rows held out: {gap}, significant "
        "({p}; 95 % interval {low} to {high}; {how}).",
    )
