"""From members' and rules' predictions over all splits to everything found of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from workbench.core.ensemble import (
    Calibration,
    Decomposition,
    Diversity,
    EnsembleFindings,
    RowCost,
    RowFindings,
)
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.ensembles.calibration import calibrated, calibration
from workbench.ensembles.comparison import mean_interval
from workbench.ensembles.confusion import confusion
from workbench.ensembles.decomposition import decompositions
from workbench.ensembles.diversity import diversity
from workbench.ensembles.evidence import Combined, Predicted
from workbench.ensembles.frontier import frontiers
from workbench.ensembles.rules.notes import merged_note
from workbench.ensembles.significance import pair_tests
from workbench.ensembles.worth import verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One member or rule over all splits; ``None`` where it failed.

    ``inner`` are a member's out-of-fold predictions for the training rows. ``combined``
    holds what the rule made, of the splits on which it succeeded.
    """

    key: str
    title: Message
    predicted: Sequence[Predicted | None]
    scores: tuple[float | None, ...]
    cost: RowCost
    rule: bool = False
    trained: bool = False
    members: tuple[str, ...] = ()
    inner: Sequence[Predicted | None] = ()
    combined: Sequence[Combined] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that findings are made of.

    ``truths`` and ``inner_truths`` are the targets of the test and the training rows of
    each split, ``test_rows`` the numbers of the test rows, ``repeats`` the repeat of
    the splits that each belongs to. ``test_ratio`` is n_test / n_train of one split.
    """

    kind: Literal["classification", "regression"]
    metric: str
    classes: tuple[str, ...]
    truths: Sequence[NDArray[Any]]
    inner_truths: Sequence[NDArray[Any]]
    test_rows: Sequence[NDArray[np.int64]]
    repeats: Sequence[int]
    test_ratio: float
    inner_folds: int
    rows: Sequence[Row]


def examine(material: Material) -> EnsembleFindings:
    """Everything about this ensemble; rows in the given order, members first."""
    rows = tuple(_row(row, material) for row in material.rows)
    members = [row for row in rows if not row.rule and row.mean is not None]
    best = max(members, key=lambda row: row.mean or 0.0, default=None)
    reference = _reference(rows, best)
    tests = (
        pair_tests(rows, material.test_ratio, reference, metric=material.metric)
        if reference
        else ()
    )
    return EnsembleFindings(
        kind=material.kind,
        metric=material.metric,
        classes=material.classes,
        splits=len(material.truths),
        inner_folds=material.inner_folds,
        rows=rows,
        best_member=best.key if best else None,
        diversity=_diversity(material),
        decompositions=_decompositions(material),
        tests=tests,
        frontiers=frontiers(rows, material.test_ratio),
        sentences=verdict(
            rows, tests, metric=material.metric, test_ratio=material.test_ratio
        ),
    )


def _reference(rows: Sequence[RowFindings], best: RowFindings | None) -> str | None:
    """What others are measured against.

    The single model chosen on inner scores is the fair competitor. Without one it is
    the member that scored best on the test rows, which flatters it a little.
    """
    fair = next((row for row in rows if row.single), None)
    if fair is not None and fair.mean is not None:
        return fair.key
    return best.key if best else None


def _row(row: Row, material: Material) -> RowFindings:
    known = [score for score in row.scores if score is not None]
    stated, truths = _stated(row.predicted, material.truths)
    interval = mean_interval(known, material.test_ratio)
    before = after = None
    table: tuple[tuple[int, ...], ...] = ()
    if material.kind == "classification":
        table = _confusion(row, material)
        if stated is not None:
            before = calibration(stated, truths)
            after = _calibrated(row, material)
    return RowFindings(
        key=row.key,
        title=row.title,
        rule=row.rule,
        trained=row.trained,
        single=bool(row.combined) and all(c.single for c in row.combined),
        members=row.members,
        fold_scores=row.scores,
        mean=fmean(known) if known else None,
        ci95=_within(interval, material.metric),
        weights=_weights(row.combined),
        note=_note(row),
        cost=row.cost,
        calibration=before,
        calibrated=after,
        confusion=table,
    )


def _within(
    interval: tuple[float, float] | None, metric: str
) -> tuple[float, float] | None:
    """No score lies above 1, and no accuracy below 0: neither does its interval."""
    if interval is None:
        return None
    low, high = interval
    return (max(0.0, low) if metric == "accuracy" else low, min(1.0, high))


def _stated(
    predicted: Sequence[Predicted | None], truths: Sequence[NDArray[Any]]
) -> tuple[NDArray[np.float64] | None, NDArray[Any]]:
    """Probabilities of all splits in one table, with the targets of its rows."""
    pairs = [
        (one.probabilities, truth)
        for one, truth in zip(predicted, truths, strict=True)
        if one is not None and one.probabilities is not None
    ]
    if not pairs or len(pairs) < sum(one is not None for one in predicted):
        return None, np.empty(0)
    return (
        np.concatenate([table for table, _ in pairs]),
        np.concatenate([truth for _, truth in pairs]),
    )


def _calibrated(row: Row, material: Material) -> Calibration | None:
    """After one temperature per split, learned on out-of-fold predictions only."""
    tables, truths = [], []
    for outer, inner, truth, learned in zip(
        row.predicted, row.inner, material.truths, material.inner_truths, strict=False
    ):
        if outer is None or inner is None:
            return None
        if outer.probabilities is None or inner.probabilities is None:
            return None
        tables.append(calibrated(inner.probabilities, learned, outer.probabilities))
        truths.append(truth)
    if len(tables) < len(material.truths):
        return None
    return calibration(np.concatenate(tables), np.concatenate(truths))


def _confusion(row: Row, material: Material) -> tuple[tuple[int, ...], ...]:
    pairs = [
        (truth, one.labels)
        for one, truth in zip(row.predicted, material.truths, strict=True)
        if one is not None
    ]
    if not pairs:
        return ()
    truth = np.concatenate([truth for truth, _ in pairs])
    labels = np.concatenate([labels for _, labels in pairs])
    return confusion(truth, labels, len(material.classes))


def _weights(combined: Sequence[Combined]) -> dict[str, float]:
    """The mean of each member's weight over the splits.

    Of a rule that relies on one member it is the share of splits that chose it.
    """
    made = [one.weights for one in combined if one.weights]
    keys = {key: None for weights in made for key in weights}
    return {key: fmean(w.get(key, 0.0) for w in made) for key in keys}


def _note(row: Row) -> Message | None:
    """Which member was chosen how often, else what the rule says of all splits."""
    chosen = Counter(one.single for one in row.combined if one.single is not None)
    if chosen:
        most, times = chosen.most_common(1)[0]
        return Message(
            QT_TRANSLATE_NOOP(
                "Message", "Chose “{member}” on {times} of {splits} splits."
            ),
            {"member": most, "times": times, "splits": len(row.combined)},
        )
    return merged_note([one.note for one in row.combined])


def _members(material: Material) -> list[Row]:
    """Members that some rule combines and that succeeded on every split."""
    wanted = {key for row in material.rows for key in row.members}
    return [
        row
        for row in material.rows
        if row.key in wanted and all(one is not None for one in row.predicted)
    ]


def _labels(row: Row) -> NDArray[Any]:
    return np.concatenate([one.labels for one in row.predicted if one is not None])


def _diversity(material: Material) -> Diversity | None:
    members = _members(material)
    if material.kind != "classification" or len(members) < 2:
        return None
    return diversity(
        [row.key for row in members],
        np.stack([_labels(row) for row in members]),
        np.concatenate(material.truths),
        len(material.classes),
        [row.title for row in members],
    )


def _decompositions(material: Material) -> tuple[Decomposition, ...]:
    members = _members(material)
    if len(members) < 2:
        return ()
    classes = material.kind == "classification"
    if classes and any(one.probabilities is None for one in _all(members)):
        return ()
    rows = 1 + max(int(numbers.max()) for numbers in material.test_rows)
    repeats = 1 + max(material.repeats)
    shape = (repeats, len(members), rows)
    predictions = np.zeros((*shape, len(material.classes)) if classes else shape)
    truth = np.zeros(rows, dtype=material.truths[0].dtype)
    tested = np.zeros((repeats, rows), dtype=bool)
    for split, repeat in enumerate(material.repeats):
        numbers = material.test_rows[split]
        truth[numbers] = material.truths[split]
        tested[repeat, numbers] = True
        for place, member in enumerate(members):
            one = member.predicted[split]
            assert one is not None  # members that failed somewhere are left out
            predictions[repeat, place, numbers] = (
                one.probabilities if classes else one.labels
            )
    return decompositions(material.kind, predictions, truth, tested)


def _all(members: Sequence[Row]) -> Iterator[Predicted]:
    for member in members:
        yield from (one for one in member.predicted if one is not None)
