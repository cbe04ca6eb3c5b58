"""An ensemble of one kind of model, grown member by member until it is flat.

Every split gets the next members in steps, one batch of tasks each. Where members are
independent each is a task; under boosting a split's step is one task, which goes on
from what the step before returned, so that at most as many workers are busy as there
are splits. After each step the ensembles of all new sizes are scored from the members'
own predictions, and the stop rule is asked.

How many members a step has depends on the spec alone, and so does where growth ends:
every engine and worker count grows the same ensemble.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.data import DataHandle
from workbench.core.ensemble import Finding, GrowthEnd, GrowthPoint
from workbench.core.errors import BadInput
from workbench.core.messages import Message
from workbench.core.parameters import whole
from workbench.core.plan import Steps, Submit, Task, Trial
from workbench.core.results import ModelScores, Scores, TaskResult, clock
from workbench.core.spec import CvSpec, ExperimentSpec
from workbench.datasets import load
from workbench.ensembles import growth_words as words
from workbench.ensembles.growth import (
    Curve,
    StopRule,
    growth_point,
    is_flat,
    running_means,
    score_gain,
)
from workbench.workloads import growth_rules as rules
from workbench.workloads.base import WORKLOADS, WorkloadEntry
from workbench.workloads.cross_validation import Recipe, metric
from workbench.workloads.growth_boosting import fit_block
from workbench.workloads.growth_members import Grown, fit_members
from workbench.workloads.growth_methods import Method
from workbench.workloads.splits import assignment


class EnsembleGrowth:
    """Grows the chosen ensemble; see the module's docstring."""

    def __init__(self, spec: ExperimentSpec) -> None:
        self._dataset = load(spec.dataset, spec.seed)
        if problems := rules.validate_data(spec, self._dataset):
            raise BadInput(problems)
        kind = self._dataset.kind
        self.metric = metric(kind)
        given = rules.options(spec)
        self._cv = spec.cv
        self._method = rules.method_of(spec)
        self._growing = rules.growing_of(spec)
        self._members = whole(given, "members")
        self._step = whole(given, "step")
        self._stops = bool(given["stop_when_flat"])
        self._worth = rules.number(given, "worth")
        self._cost = rules.size(spec).costs[self._method.name]
        self._assignment = assignment(self._dataset.y, spec.cv, spec.seed, kind)
        self._recipe = Recipe(
            kind=kind,
            n_classes=len(self._dataset.classes),
            categories=dict(self._dataset.categories),
            missing=self._dataset.missing > 0,
            seed=spec.seed,
        )

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Rows, target and splits, placed once."""
        return {
            "X": self._dataset.X,
            "y": self._dataset.y,
            "assignment": self._assignment,
        }

    def warm_up(self, data: DataHandle) -> Sequence[Task]:
        """The first member, or the first block, of the first split."""
        return self._tasks(data, self._new())[:1]

    def steps(self, trial: Trial, data: DataHandle) -> Steps:
        """One batch per step; the points of its sizes, until the rule or the end."""
        grown = self._new()
        while tasks := self._tasks(data, grown):
            results = yield Submit(tasks=tasks)
            for size in grown.take(results or ()):
                yield Finding(body=partial(grown.point, size))
        yield Finding(body=grown.end)
        return grown.scores()

    def _new(self) -> _Growth:
        folds = self._cv.folds if self._cv.scheme == "kfold" else 1
        y = self._dataset.y
        return _Growth(
            method=self._method,
            metric=self.metric,
            members=self._members,
            worth=self._worth,
            stops=self._stops,
            test_ratio=_test_ratio(self._cv),
            splits=[
                _Split(repeat=r, fold=k, truth=y[self._assignment[r] == k])
                for r in range(self._cv.repeats)
                for k in range(folds)
            ],
        )

    def _tasks(self, data: DataHandle, grown: _Growth) -> list[Task]:
        """The next step of every split that still grows; none when growth is over."""
        count = min(self._step, self._members - grown.size)
        if grown.over or count <= 0:
            return []
        growing = [(n, s) for n, s in enumerate(grown.splits) if s.growing]
        if self._method.sequential:
            return [self._task(data, grown, n, s, count) for n, s in growing]
        # Member by member, so that the splits stay side by side.
        return [
            self._task(data, grown, n, s, 1, ahead)
            for ahead in range(count)
            for n, s in growing
        ]

    def _task(
        self,
        data: DataHandle,
        grown: _Growth,
        number: int,
        split: _Split,
        count: int,
        ahead: int = 0,
    ) -> Task:
        first = grown.size + ahead
        last = first + count
        args = (data, self._recipe, self._growing, split.repeat, split.fold)
        which = f"{last}" if count == 1 else f"{first + 1}–{last}"
        sequential = self._method.sequential
        return Task(
            id=first * len(grown.splits) + number,
            fn=fit_block if sequential else fit_members,
            args=(*args, first, count, *((split.state,) if sequential else ())),
            label=self._method.name,
            part=f"{number + 1} · {which}",
            expected_cost=self._cost,
        )


@dataclass(slots=True, kw_only=True)
class _Split:
    """One split's ensemble on its way."""

    repeat: int
    fold: int
    truth: NDArray[Any]
    curve: Curve = field(default_factory=Curve)
    total: NDArray[np.float64] | None = None
    """The sum of the members' tables, where they are averaged."""
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
        else:
            self.state, self.ended = blocks[-1].state, blocks[-1].ended
        if len(tables):
            self.curve.extend(tables, self.truth)


class _Growth:
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
        splits: list[_Split],
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
        )

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


def _test_ratio(cv: CvSpec) -> float:
    """n_test / n_train of one split."""
    if cv.scheme == "kfold":
        return 1 / (cv.folds - 1)
    return cv.test_size / (1 - cv.test_size)


WORKLOADS.add(
    "ensemble_growth",
    WorkloadEntry(
        name="ensemble_growth",
        title=rules.TITLE,
        help=rules.HELP,
        build=EnsembleGrowth,
        size=rules.size,
        validate=rules.validate,
        parameters=rules.PARAMETERS,
        titles=rules.titles,
    ),
)
