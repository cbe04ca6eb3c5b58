"""Membership inference: whether losses tell which rows a model learned from.

The loss-threshold attack (Yeom, Giacomelli, Fredrikson, Jha 2018): rows with a small
loss are called training rows. Over all thresholds that is the area under the ROC curve,
which is the chance that of one training and one test row the training row has the
smaller loss. An attack that knows more may do better; this one is the least to expect.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.joint import Audit
from workbench.core.messages import QT_TRANSLATE_NOOP, Message

_Z = 1.959963984540054


def audit(
    start_train: NDArray[Any],
    start_test: NDArray[Any],
    end_train: NDArray[Any],
    end_test: NDArray[Any],
) -> Audit:
    """The attack on the model before and after learning, from each row's loss.

    Before learning it should find nothing: what it finds is a difference between the
    rows themselves, and no trace of learning.
    """
    area, interval = attack(end_train, end_test)
    return Audit(
        start=attack(start_train, start_test)[0],
        auc=area,
        ci95=interval,
        rows=len(end_train) + len(end_test),
    )


def attack(
    members: NDArray[Any], others: NDArray[Any]
) -> tuple[float, tuple[float, float] | None]:
    """The area under the ROC curve of −loss, and its 95 % interval.

    The interval is DeLong's (1988), on the log-odds, so that it stays between 0 and 1;
    without rows enough, there is none. Losses that are no number count as the largest.
    """
    m, n = len(members), len(others)
    if not m or not n:
        return 0.5, None
    from scipy.stats import rankdata

    losses = np.concatenate([members, others]).astype(np.float64)
    # Ranks alone count, and infinities could not be told from each other by rankdata.
    scores = -np.nan_to_num(losses, nan=np.finfo(float).max)
    ranks = rankdata(scores)
    # How many of the other side each row beats, ties by half.
    beats = ranks[:m] - rankdata(scores[:m])
    beaten_by = ranks[m:] - rankdata(scores[m:])
    area = float(beats.sum() / (m * n))  # halves add up exactly
    if m < 2 or n < 2:
        return area, None
    variance = (beats / n).var(ddof=1) / m + (beaten_by / m).var(ddof=1) / n
    return area, _interval(area, float(variance), min(m, n))


def sentence(found: Audit) -> Message:
    """What an audit says, in words."""
    values = {
        "auc": found.auc,
        "start": found.start,
        "low": found.ci95[0] if found.ci95 else None,
        "high": found.ci95[1] if found.ci95 else None,
    }
    if found.ci95 is None:
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "There are too few rows to say whether an attacker can tell training "
                "rows from test rows.",
            )
        )
    if found.ci95[0] <= 0.5 <= found.ci95[1]:
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "By their losses, an attacker tells a training row from a test row no "
                "better than by guessing: {auc:.0%} right, {low:.0%} to {high:.0%}.",
            ),
            values,
        )
    if found.ci95[0] <= found.start <= found.ci95[1] or found.auc < 0.5:
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "By their losses, an attacker tells a training row from a test row in "
                "{auc:.0%} of pairs ({low:.0%} to {high:.0%}), where the model before "
                "learning gave {start:.0%}: the rows differ, learning gave nothing "
                "away.",
            ),
            values,
        )
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "By their losses, an attacker tells a training row from a test row in "
            "{auc:.0%} of pairs ({low:.0%} to {high:.0%}), where guessing gives 50%: "
            "the model remembers rows. Fewer rounds, a stronger penalty or noise help.",
        ),
        values,
    )


def _interval(area: float, variance: float, pairs: int) -> tuple[float, float]:
    if variance <= 0 or area in (0.0, 1.0):
        # All rows alike, or all told apart: of so many pairs without a common row none
        # was an exception, which is Clopper and Pearson's case.
        if area == 1.0:
            return 0.025 ** (1 / pairs), 1.0
        if area == 0.0:
            return 0.0, 1 - 0.025 ** (1 / pairs)
        return area, area
    odds = np.log(area / (1 - area))
    reach = _Z * np.sqrt(variance) / (area * (1 - area))
    low, high = 1 / (1 + np.exp(-(odds - reach))), 1 / (1 + np.exp(-(odds + reach)))
    return float(low), float(high)
