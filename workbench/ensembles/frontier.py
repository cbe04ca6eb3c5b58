"""What a score costs: the rows that no other beats in both, and the cheapest good one.

A row is on the frontier (Pareto's) when no other scores at least as high for at most
the same cost, and differs in one of them. "Good" is Breiman's rule (Classification and
Regression Trees, 1984): within one standard error of the best mean score. The standard
error is corrected for splits that share training rows, see :mod:`.comparison`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, get_args

from workbench.core.ensemble import Axis, Frontier, RowFindings
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.ensembles.comparison import standard_error

AXES: tuple[Axis, ...] = get_args(Axis)


class Priced(NamedTuple):
    """A row that has a mean score and a cost."""

    row: RowFindings
    score: float
    cost: float


def frontiers(rows: Sequence[RowFindings], test_ratio: float) -> tuple[Frontier, ...]:
    """One frontier per kind of cost that was measured.

    ``test_ratio`` is n_test / n_train of one split. Rows that failed on some split are
    left out.
    """
    found = (_frontier(axis, priced(rows, axis), test_ratio) for axis in AXES)
    return tuple(frontier for frontier in found if frontier is not None)


def priced(rows: Sequence[RowFindings], axis: Axis) -> list[Priced]:
    """The rows that have a score on every split and this cost, cheapest first."""
    known = [
        Priced(row, row.mean, cost)
        for row in rows
        if row.mean is not None
        and None not in row.fold_scores
        and (cost := getattr(row.cost, axis)) is not None
    ]
    return sorted(known, key=lambda entry: (entry.cost, -entry.score))


def unbeaten(entries: Sequence[Priced]) -> list[Priced]:
    """Those on the frontier; ``entries`` come cheapest first, equal ones best first."""
    kept: list[Priced] = []
    for entry in entries:
        last = kept[-1] if kept else None
        same = last and (entry.score, entry.cost) == (last.score, last.cost)
        if last is None or entry.score > last.score or same:
            kept.append(entry)
    return kept


def row_error(row: RowFindings, test_ratio: float) -> float | None:
    """The standard error of a row's mean score, ``None`` with fewer than two splits."""
    scores = [score for score in row.fold_scores if score is not None]
    return standard_error(scores, test_ratio) if len(scores) > 1 else None


def _frontier(axis: Axis, entries: list[Priced], test_ratio: float) -> Frontier | None:
    if not entries:
        return None
    best = max(entries, key=lambda entry: entry.score)
    error = row_error(best.row, test_ratio)
    cheapest = (
        None
        if error is None
        else next(entry for entry in entries if entry.score >= best.score - error)
    )
    return Frontier(
        axis=axis,
        keys=tuple(entry.row.key for entry in unbeaten(entries)),
        cheapest=cheapest.row.key if cheapest else None,
        floor=None if error is None else best.score - error,
        sentence=_sentence(axis, best, cheapest) if cheapest else None,
    )


def _sentence(axis: Axis, best: Priced, cheapest: Priced) -> Message:
    values: dict[str, Value] = {
        "best": best.row.title,
        "score": best.score,
        "cheapest": cheapest.row.title,
        "reached": cheapest.score,
        "times": best.cost / cheapest.cost if cheapest.cost else float("inf"),
        "share": 100 * cheapest.cost / best.cost if best.cost else 100.0,
    }
    if cheapest.row.key == best.row.key:
        text = (
            QT_TRANSLATE_NOOP(
                "Message",
                "{best} scores highest ({score:.3f}), and nothing within one standard "
                "error of it predicts faster.",
            )
            if axis == "predict_s"
            else QT_TRANSLATE_NOOP(
                "Message",
                "{best} scores highest ({score:.3f}), and nothing within one standard "
                "error of it takes less CPU time.",
            )
        )
    elif axis == "predict_s":
        text = QT_TRANSLATE_NOOP(
            "Message",
            "{cheapest} ({reached:.3f}) is within one standard error of the best, "
            "{best} ({score:.3f}), and predicts {times:.1f}× as fast.",
        )
    else:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "{cheapest} ({reached:.3f}) is within one standard error of the best, "
            "{best} ({score:.3f}), and takes {share:.0f} % of its CPU time.",
        )
    return Message(text, values)
