"""Where a growing ensemble stands: splits, costs, and whether it is to grow on."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean, median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.ensemble import GrowthEnd, GrowthPoint
from workbench.core.messages import Message
from workbench.core.results import ModelScores, Scores, TaskResult, clock
from workbench.ensembles import growth_words as words
from workbench.ensembles.growth import (
    Curve,
    StopRule,
    accuracies,
    growth_point,
    is_flat,
    r2_scores,
    running_means,
    score_gain,
)
from workbench.workloads.growth_members import Grown, LeftOut
from workbench.workloads.growth_methods import Method


@dataclass(slots=True, kw_only=True)
class Split:
    """One split's ensemble on its way."""

    repeat: int
    fold: int
    truth: NDArray[Any]
    learned: NDArray[Any]
    """The targets of the training rows."""
    curve: Curve = field(default_factory=Curve)
    total: NDArray[np.float64] | None = None
    """The sum of the members' tables, where they are averaged."""
    outside: NDArray[np.float64] | None = None
    """The sum of what members said of training rows that they never saw."""
    outside_of: NDArray[np.int64] | None = None
    """How many members never saw each."""
    state: Any = None
    """What boosting goes on from."""
    ended: bool = False
    broken: bool = False
    """A task failed: what follows would be another ensemble."""
    digest: Any = field(default_factory=hashlib.sha256)
    fit_s: float = 0.0
    predict_s: float = 0.0

    @property
    def growing(self) -> bool:
        """Whether it takes further members."""
        return not (self.ended or self.broken)

    def take(self, results: Sequence[TaskResult], *, averaged: bool) -> None:
        """The next members, in their order."""
        if any(result.error is not None for result in results):
            self.broken, self.state, self.total = True, None, None
            return
        blocks: list[Grown] = [result.value for result in results]
        tables = np.concatenate([block.tables for block in blocks])
        self.digest.update(tables.tobytes())
        self.fit_s += sum(block.fit_s for block in blocks)
        self.predict_s += sum(block.predict_s for block in blocks)
        if averaged:
            total = np.zeros(tables.shape[1:]) if self.total is None else self.total
            tables, self.total = running_means(total, tables, len(self.curve))
            for block in blocks:
                for left in block.out_of_bag:
                    self._count_outside(left)
        else:
            self.state, self.ended = blocks[-1].state, blocks[-1].ended
        if len(tables):
            self.curve.extend(tables, self.truth)

    def _count_outside(self, left: LeftOut) -> None:
        if self.outside is None or self.outside_of is None:
            self.outside = np.zeros((len(self.learned), *left.table.shape[1:]))
            self.outside_of = np.zeros(len(self.learned), dtype=np.int64)
        self.outside[left.rows] += left.table
        self.outside_of[left.rows] += 1

    def out_of_bag_score(self) -> float | None:
        """Over the training rows that some member never saw; Breiman, 1996."""
        if self.outside is None or self.outside_of is None:
            return None
        seen = self.outside_of > 0
        if seen.sum() < 2:
            return None
        times = self.outside_of[seen].reshape(-1, *(1,) * (self.outside.ndim - 1))
        means, truth = self.outside[seen] / times, self.learned[seen]
        score = accuracies if means.ndim == 2 else r2_scores
        return float(score(means[None], truth)[0])


class GrowingEnsemble:
    """One trial: all splits, what they cost, and whether they are to grow on."""

    def __init__(
        self,
        *,
        method: Method,
        metric: str,
        members: int,
        worth: float,
        stops: bool,
        test_ratio: float,
        splits: list[Split],
    ) -> None:
        self.splits = splits
        self.size = 0
        self.over = False
        self._method = method
        self._metric = metric
        self._members = members
        self._worth = worth
        self._ratio = test_ratio
        self._rule = StopRule(worth=worth, test_ratio=test_ratio) if stops else None
        self._flat = False
        self._cpu: list[float] = []
        """Of the first 1, 2, … members, over all splits."""
        self._wall: list[float] = []
        """When they were there, without what the reader of the events took."""
        self._elapsed = 0.0

    @property
    def _curves(self) -> list[Curve]:
        return [split.curve for split in self.splits if not split.broken]

    def take(self, results: Sequence[TaskResult]) -> range:
        """Grow by a step, and decide whether it was the last; the new sizes."""
        began = clock()
        parts: dict[int, list[TaskResult]] = defaultdict(list)
        for result in sorted(results, key=lambda result: result.task_id):
            parts[result.task_id % len(self.splits)].append(result)
        for number, split in enumerate(self.splits):
            if found := parts.get(number):
                split.take(found, averaged=not self._method.sequential)
        before = self.size
        curves = self._curves
        self.size = max(map(len, curves), default=before)
        for curve in curves:
            curve.stay(self.size)
        self._account(results, before)
        grows = any(split.growing for split in self.splits)
        if self._rule is not None and grows and self.size > before:
            self._flat = self._rule.look(curves, self.size)
        self.over = self._flat or not grows or self.size == before
        self._elapsed += clock() - began
        return range(before + 1, self.size + 1)

    def _account(self, results: Sequence[TaskResult], before: int) -> None:
        """CPU seconds and wall time of each new size, from the tasks' own readings."""
        if not results:
            return
        begin = min(result.timing.submitted for result in results)
        cpu = dict.fromkeys(range(before, self.size), 0.0)
        wall = dict.fromkeys(range(before, self.size), begin)
        for result in results:
            first, made = result.task_id // len(self.splits), 1
            if self._method.sequential and result.error is None:
                made = len(result.value.tables)
            for member in range(first, min(first + made, self.size)):
                cpu[member] += result.timing.cpu_s / made
                wall[member] = max(wall[member], result.timing.completed)
        spent = self._cpu[-1] if self._cpu else 0.0
        latest = begin
        for member in range(before, self.size):
            spent += cpu[member]
            latest = max(latest, wall[member])
            self._cpu.append(spent)
            self._wall.append(self._elapsed + latest - begin)
        self._elapsed += max(r.timing.completed for r in results) - begin

    def point(self, size: int) -> GrowthPoint:
        """The ensemble of so many members, over all splits that are whole."""
        return growth_point(
            self._method.name,
            size,
            self._curves,
            self._ratio,
            cpu=self._cpu,
            wall_s=self._wall[size - 1],
        )

    def end(self) -> GrowthEnd:
        """Why growth is over, and under boosting why so few workers were busy."""
        sentence = self._sentence()
        if self._method.sequential:
            why = words.sequential_sentence(self._method.title, len(self.splits))
            sentence = Message("{end} {why}", {"end": sentence, "why": why})
        return GrowthEnd(
            method=self._method.name,
            members=self.size,
            flat=self._flat,
            sentence=sentence,
            oob_score=self._out_of_bag(),
        )

    def _out_of_bag(self) -> float | None:
        found = [s.out_of_bag_score() for s in self.splits if not s.broken]
        scores = [score for score in found if score is not None]
        return fmean(scores) if scores else None

    def _sentence(self) -> Message:
        curves = self._curves
        if not curves or not self.size:
            return words.nothing_sentence()
        gain = score_gain(curves, self.size, self._ratio)
        if self._flat and gain is not None:
            return words.flat_sentence(self.size, gain, self._metric, self._worth)
        if self.size < self._members:
            return words.exhausted_sentence(self.size)
        flat = is_flat(curves, self.size, self._ratio, self._worth)
        return words.largest_sentence(self.size, gain, self._metric, flat=flat)

    def scores(self) -> Scores:
        """The final ensemble's scores, and a digest of all that was predicted."""
        intact = [split for split in self.splits if not split.broken]
        digest = hashlib.sha256()
        for split in self.splits:
            digest.update(split.digest.digest())
        found = ModelScores(
            fold_scores=tuple(
                None if split.broken else split.curve.scores[-1]
                for split in self.splits
            ),
            fit_s=median(s.fit_s for s in intact) if intact else None,
            score_s=median(s.predict_s for s in intact) if intact else None,
            cost_s=sum(s.fit_s + s.predict_s for s in self.splits),
        )
        return Scores(
            digest=digest.hexdigest(),
            metric=self._metric,
            models={self._method.name: found},
            facts={"members": self.size},
        )
