"""Rules over a table of predictions that were made elsewhere, each scored honestly.

The rows are cut into folds. What a rule has to learn (weights, a combiner, which member
is best) it learns from the other folds, so no row is scored by what was learned from
it. Rules that learn nothing are scored on the same folds, so all can be compared.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import fmean
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from workbench.core.messages import Message
from workbench.core.parameters import ParamValue
from workbench.ensembles.comparison import mean_interval
from workbench.ensembles.evidence import Combined, Evidence, Kind, Predicted
from workbench.ensembles.rules import RuleEntry
from workbench.ensembles.rules.inner_scores import accuracy, r2
from workbench.ensembles.rules.notes import merged_note
from workbench.ensembles.rules.tables import log_losses, predicted

Array = NDArray[np.float64]


class RowScore(msgspec.Struct, frozen=True, kw_only=True):
    """A rule or member over all folds.

    ``fold_scores`` are accuracies or R²; ``log_loss`` is the mean over all rows, where
    there are probabilities. ``seconds`` is what the rule took, learning included.
    ``weights`` are means over the folds, ``chosen`` the folds in which the rule relied
    on that one member.
    """

    key: str
    title: Message
    fold_scores: tuple[float, ...]
    mean: float
    ci95: tuple[float, float] | None
    log_loss: float | None
    seconds: float
    weights: dict[str, float] = {}
    chosen: dict[str, int] = {}
    trained: bool = False
    note: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberTable:
    """Every member's prediction for every row, and what is true; sorted by fold.

    ``predicted`` holds all rows twice, one after the other, so that those of all folds
    but one lie in one piece and no fold's evidence has to be copied.
    """

    kind: Kind
    n_classes: int
    keys: tuple[str, ...]
    predicted: tuple[Predicted, ...]
    y: NDArray[Any]
    fold: NDArray[np.int64]

    @classmethod
    def of(
        cls,
        kind: Kind,
        n_classes: int,
        outputs: Mapping[str, Array],
        y: NDArray[Any],
        fold: NDArray[Any],
    ) -> MemberTable:
        """From probabilities (rows, classes) or values (rows,) by member.

        ``fold`` gives each row its fold, 0 to the number of folds less one.
        """
        order = np.argsort(fold, kind="stable")
        return cls(
            kind=kind,
            n_classes=n_classes,
            keys=tuple(outputs),
            predicted=tuple(_twice(o, order, kind) for o in outputs.values()),
            y=y[order],
            fold=fold[order].astype(np.int64),
        )

    @property
    def folds(self) -> int:
        """How many there are."""
        return int(self.fold[-1]) + 1

    def evidence(self, fold: int, seed: int) -> Evidence:
        """What a rule may see to predict the rows of ``fold``: not their truth.

        The rows of the other folds begin with the next fold's.
        """
        part = self._part(fold)
        others = slice(part.stop, part.start + len(self.y))

        def in_turn(array: NDArray[Any]) -> NDArray[Any]:
            return np.concatenate([array[part.stop :], array[: part.start]])

        return Evidence(
            kind=self.kind,
            n_classes=self.n_classes,
            keys=self.keys,
            test=tuple(_rows(member, part) for member in self.predicted),
            y=in_turn(self.y),
            inner=tuple(_rows(member, others) for member in self.predicted),
            inner_fold=in_turn(self.fold),
            seed=seed,
        )

    def truth(self, fold: int) -> NDArray[Any]:
        """What is true of the rows of ``fold``."""
        return self.y[self._part(fold)]

    def _part(self, fold: int) -> slice:
        begin, end = np.searchsorted(self.fold, [fold, fold + 1])
        return slice(int(begin), int(end))


def _scored(
    rules: Mapping[str, tuple[RuleEntry, Mapping[str, ParamValue]]],
    evidence: Evidence,
    truth: NDArray[Any],
) -> Callable[[str], _Part]:
    """What applies the rule of a key to one fold, and scores it."""

    def scored(key: str) -> _Part:
        entry, params = rules[key]
        begin = time.perf_counter()
        combined = entry.combine(evidence, params)
        seconds = time.perf_counter() - begin
        return _part(combined, truth, evidence.kind, seconds)

    return scored


def score_rules(
    table: MemberTable,
    rules: Mapping[str, tuple[RuleEntry, Mapping[str, ParamValue]]],
    seed: int,
    threads: int = 1,
) -> dict[str, RowScore]:
    """Every rule, with its parameters, over all folds; by the same keys.

    ``threads`` rules at a time, each held to one BLAS thread; the scores are the same.
    The next fold is begun before the last is done, so that no thread waits between
    them; more at a time would only take memory.
    """
    from threadpoolctl import threadpool_limits

    # Those that train take longest: begun first, none of them is left for the end.
    order = sorted(rules, key=lambda key: not rules[key][0].trained)
    begun: list[Iterator[_Part]] = []
    folds: list[dict[str, _Part]] = []
    with threadpool_limits(1), ThreadPoolExecutor(threads) as pool:
        for fold in range(table.folds + 1):
            if fold < table.folds:
                scored = _scored(rules, table.evidence(fold, seed), table.truth(fold))
                begun.append(pool.map(scored, order))
            if fold > 0:
                folds.append(dict(zip(order, begun.pop(0), strict=True)))
    return {
        key: _row(key, entry, [parts[key] for parts in folds], table)
        for key, (entry, _) in rules.items()
    }


def score_members(table: MemberTable) -> dict[str, tuple[float, ...]]:
    """The members' own scores, fold by fold."""
    score = accuracy if table.kind == "classification" else r2
    parts = [
        slice(*np.searchsorted(table.fold, [k, k + 1])) for k in range(table.folds)
    ]
    return {
        key: tuple(score(member.labels[part], table.y[part]) for part in parts)
        for key, member in zip(table.keys, table.predicted, strict=True)
    }


@dataclass(frozen=True, slots=True)
class _Part:
    """What a rule came to on one fold; its predictions are not kept."""

    score: float
    losses: tuple[float, int] | None
    """The sum of the rows' log-losses, and how many rows."""
    seconds: float
    weights: Mapping[str, float]
    single: str | None
    note: Message | None


def _part(combined: Combined, truth: NDArray[Any], kind: Kind, seconds: float) -> _Part:
    found = combined.predicted
    score = accuracy if kind == "classification" else r2
    losses = None
    if found.probabilities is not None:
        losses = (
            float(log_losses(found.probabilities, truth).sum()),
            len(truth),
        )
    return _Part(
        score=score(found.labels, truth),
        losses=losses,
        seconds=seconds,
        weights=combined.weights,
        single=combined.single,
        note=combined.note,
    )


def _row(
    key: str, entry: RuleEntry, parts: Sequence[_Part], table: MemberTable
) -> RowScore:
    scores = tuple(part.score for part in parts)
    losses = [part.losses for part in parts if part.losses is not None]
    singles = [part.single for part in parts if part.single is not None]
    weighted = all(part.weights for part in parts)
    return RowScore(
        key=key,
        title=entry.title,
        fold_scores=scores,
        mean=fmean(scores),
        ci95=bounded_interval(scores, table.kind),
        log_loss=(
            sum(loss for loss, _ in losses) / sum(rows for _, rows in losses)
            if len(losses) == len(parts)
            else None
        ),
        seconds=sum(part.seconds for part in parts),
        weights={
            name: fmean(part.weights.get(name, 0.0) for part in parts)
            for name in (table.keys if weighted else ())
        },
        chosen={name: singles.count(name) for name in table.keys if name in singles},
        trained=entry.trained,
        note=merged_note([part.note for part in parts]),
    )


def bounded_interval(scores: Sequence[float], kind: Kind) -> tuple[float, float] | None:
    """The corrected interval of the mean over k folds, within what a score can be."""
    interval = mean_interval(scores, 1 / (len(scores) - 1))
    if interval is None:
        return None
    low, high = interval
    return (max(0.0, low) if kind == "classification" else low, min(1.0, high))


def _twice(output: Array, order: NDArray[Any], kind: Kind) -> Predicted:
    """A member's output in this order of rows, and once more."""
    if output.shape[1:] == (2,):
        # Class by class in memory: of two, most rules read one class of all rows.
        columns = output.T.take(order, axis=1)
        return predicted(np.hstack([columns, columns]).T, kind)
    rows = output[order]
    return predicted(np.concatenate([rows, rows]), kind)


def _rows(member: Predicted, rows: slice) -> Predicted:
    table = member.probabilities
    return Predicted(
        labels=member.labels[rows], probabilities=None if table is None else table[rows]
    )
