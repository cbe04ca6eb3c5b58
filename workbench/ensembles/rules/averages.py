"""Averages that a few odd members cannot move: median and trimmed mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue, real
from workbench.ensembles.evidence import Combined, Evidence
from workbench.ensembles.rules.base import RULES, RuleEntry
from workbench.ensembles.rules.tables import Array, outputs, predicted

_PER_BLOCK = 200_000
"""Figures sorted at once, so that they stay near the processor."""


def median(columns: Array) -> Array:
    """The median of each row of (rows, members)."""
    middle: Array = np.median(columns, axis=1, overwrite_input=True)
    return middle


def trimmed_mean(columns: Array, share: float) -> Array:
    """The mean of each row without ⌊share · members⌋ at either end.

    As ``scipy.stats.trim_mean``.
    """
    members = columns.shape[1]
    cut = int(share * members)
    if cut:
        columns.partition((cut, members - cut - 1), axis=1)
    mean: Array = columns[:, cut : members - cut].mean(axis=1)
    return mean


def _robust(evidence: Evidence, average: Callable[[Array], Array]) -> Combined:
    tables = outputs(evidence.test, evidence.kind)
    if evidence.kind == "regression":
        return Combined(predicted=predicted(_by_row(tables, average), evidence.kind))
    if evidence.n_classes == 2:
        # Both averages are symmetric: that of 1 − p is 1 minus that of p.
        positive = _by_row([table[:, 1] for table in tables], average)
        output = np.column_stack([1.0 - positive, positive])
    else:
        output = np.column_stack(
            [
                _by_row([table[:, k] for table in tables], average)
                for k in range(evidence.n_classes)
            ]
        )
        output = _renormalised(output)
    return Combined(predicted=predicted(output, evidence.kind))


def _by_row(columns: Sequence[Array], average: Callable[[Array], Array]) -> Array:
    """``average`` of the members' columns, some thousand rows at a time."""
    rows = len(columns[0])
    step = max(1, _PER_BLOCK // len(columns))
    result = np.empty(rows)
    for start in range(0, rows, step):
        part = slice(start, start + step)
        # The copy is ours to reorder.
        block = np.stack([column[part] for column in columns], axis=1)
        result[part] = average(block)
    return result


def _renormalised(table: Array) -> Array:
    """Rows that sum to 1; classes count the same where no member's middle has any."""
    sums = table.sum(axis=1, keepdims=True)
    equal = np.full_like(table, 1.0 / table.shape[1])
    scaled: Array = np.divide(table, sums, out=equal, where=sums > 0)
    return scaled


def _median(evidence: Evidence, params: Mapping[str, ParamValue]) -> Combined:
    return _robust(evidence, median)


def _trimmed(evidence: Evidence, params: Mapping[str, ParamValue]) -> Combined:
    share = real(params, "share")
    return _robust(evidence, lambda columns: trimmed_mean(columns, share))


RULES.add(
    "median",
    RuleEntry(
        name="median",
        title=Message(QT_TRANSLATE_NOOP("Message", "Median of members")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The middle one of the members' values, so that single wild members "
                "move nothing; of probabilities, class by class.",
            )
        ),
        function=_median,
        needs_probabilities=True,
    ),
)
RULES.add(
    "trimmed_mean",
    RuleEntry(
        name="trimmed_mean",
        title=Message(QT_TRANSLATE_NOOP("Message", "Trimmed mean of members")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The mean of the members' values without the lowest and the highest; "
                "of probabilities, class by class.",
            )
        ),
        function=_trimmed,
        parameters=(
            Parameter(
                name="share",
                kind="float",
                default=0.2,
                minimum=0.0,
                maximum=0.49,
                title=Message(QT_TRANSLATE_NOOP("Message", "Share trimmed")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "How much of the members is left out at either end, rounded "
                        "down to whole members.",
                    )
                ),
            ),
        ),
        needs_probabilities=True,
    ),
)
