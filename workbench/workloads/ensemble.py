"""Every combination rule from one set of fits, and what each member adds.

Inside each outer split a member is fitted once on the training part, and once without
each inner fold: its out-of-fold predictions are what rules learn from. From these all
rules are computed; no rule fits a member again, and none sees a test row's target. All
fits of all members on all splits are one flat queue of tasks. Rules that train a
combiner of their own are a second, small batch; the others are computed in place.

Splits are those of :mod:`workbench.workloads.cross_validation`, so that members score
the same here and there. What explains the ensemble is worked out after the first
measured trial, outside of its time: it is the same in every trial.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.data import DataHandle
from workbench.core.errors import BadInput
from workbench.core.finding import Finding
from workbench.core.plan import Report, Steps, Submit, Task, Trial
from workbench.core.results import ModelScores, Scores, TaskResult
from workbench.core.spec import ExperimentSpec, ModelSpec
from workbench.datasets import load
from workbench.ensembles.evidence import Predicted
from workbench.ensembles.findings import Material, Row, examine
from workbench.ensembles.rules import RULES
from workbench.workloads.base import WORKLOADS, WorkloadEntry
from workbench.workloads.cross_validation import SERIES, Recipe, metric, score
from workbench.workloads.cross_validation_rules import members_of, title_of
from workbench.workloads.ensemble_costs import member_cost, rule_cost
from workbench.workloads.ensemble_evidence import Fits, Gathered, out_of_fold
from workbench.workloads.ensemble_rules import (
    HELP,
    TITLE,
    gives_probabilities,
    learns,
    needs_inner,
    size,
    validate,
    validate_data,
)
from workbench.workloads.ensemble_tasks import (
    OUTER,
    Fitted,
    Made,
    Split,
    combine,
    fit_member,
)
from workbench.workloads.splits import assignment, inner_folds


class Ensemble:
    """Members, rules and splits of one run; see the module's docstring."""

    def __init__(self, spec: ExperimentSpec) -> None:
        self._spec = spec
        self._dataset = load(spec.dataset, spec.seed)
        if problems := validate_data(spec, self._dataset):
            raise BadInput(problems)
        kind = self._dataset.kind
        self.metric = metric(kind)
        self._singles = [m for m in spec.models if m.estimator not in RULES]
        self._rules = [m for m in spec.models if m.estimator in RULES]
        self._members = {r.key: members_of(r, spec.models) for r in self._rules}
        self._inner = needs_inner(spec)
        self._costs = dict(size(spec).costs)
        self._assignment = assignment(self._dataset.y, spec.cv, spec.seed, kind)
        cv = spec.cv
        folds = cv.folds if cv.scheme == "kfold" else 1
        places = [(r, k) for r in range(cv.repeats) for k in range(folds)]
        self._splits = [
            Split(number=n, repeat=r, fold=k) for n, (r, k) in enumerate(places)
        ]
        self._folds = inner_folds(
            self._dataset.y,
            [self._assignment[s.repeat] == s.fold for s in self._splits],
            cv,
            spec.seed,
            kind,
        )
        self._recipe = Recipe.of(self._dataset, spec.seed)
        self._told = False

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Rows, target, outer splits and inner folds, placed once."""
        return {
            "X": self._dataset.X,
            "y": self._dataset.y,
            "assignment": self._assignment,
            "inner": self._folds,
        }

    def warm_up(self, data: DataHandle) -> Sequence[Task]:
        """Every member once on the first split: imports, caches and allocators."""
        first = self._splits[0]
        return [self._task(data, n, m, first, OUTER) for n, m in self._numbered()]

    def steps(self, trial: Trial, data: DataHandle) -> Steps:
        """Fit all members, combine them by every rule, aggregate."""
        results = yield Submit(tasks=self._fits(data), report=self._report)
        fits = self._collect(results or ())
        evidence = self._evidence(fits)
        made: dict[tuple[str, int], Made] = {}
        cpu: dict[str, float] = defaultdict(float)
        trained = [r for r in self._rules if RULES.get(r.estimator).trained]
        tasks = self._combinations(data, trained, evidence)
        for result in (yield Submit(tasks=tasks)) or () if tasks else ():
            if result.value is not None:
                made[result.label, int(result.part) - 1] = result.value
                cpu[result.label] += result.timing.cpu_s
        for rule in self._rules:
            if rule in trained:
                continue
            for split in self._splits:
                if (seen := evidence(rule.key, split.number)) is not None:
                    found = combine(data, seen, rule, split)
                    made[rule.key, split.number] = found
                    cpu[rule.key] += found.seconds
        rows = self._rows(fits, made, cpu)
        for row in rows:
            if row.rule:
                for number, value in enumerate(row.scores):
                    if value is not None:
                        yield Report(series=SERIES, key=row.key, x=number, y=value)
        if not self._told:
            self._told = True
            yield Finding(body=lambda: examine(self._material(rows)))
        return self._scores(rows)

    def _numbered(self) -> list[tuple[int, ModelSpec]]:
        return list(enumerate(self._singles))

    def _fits(self, data: DataHandle) -> list[Task]:
        """Longest expected first, so that no long task is left for the end."""
        tasks: list[Task] = []
        for split in self._splits:
            for model in self._singles:
                inner = self._spec.cv.inner_folds if model.key in self._inner else 0
                tasks += [
                    self._task(data, len(tasks) + n, model, split, fold)
                    for n, fold in enumerate((OUTER, *range(inner)))
                ]
        return sorted(tasks, key=lambda task: -task.expected_cost)

    def _task(
        self, data: DataHandle, number: int, model: ModelSpec, split: Split, inner: int
    ) -> Task:
        part = f"{split.number + 1}"
        return Task(
            id=number,
            fn=fit_member,
            args=(data, self._recipe, model, split, inner, gives_probabilities(model)),
            label=model.key,
            part=part if inner == OUTER else f"{part}.{inner + 1}",
            expected_cost=self._costs.get(model.key, 0.0),
        )

    def _combinations(
        self, data: DataHandle, rules: Sequence[ModelSpec], evidence: Gathered
    ) -> list[Task]:
        tasks: list[Task] = []
        for split in self._splits:
            for rule in rules:
                if (seen := evidence(rule.key, split.number)) is None:
                    continue
                tasks.append(
                    Task(
                        id=len(tasks),
                        fn=combine,
                        args=(data, seen, rule, split),
                        label=rule.key,
                        part=str(split.number + 1),
                        expected_cost=self._costs.get(rule.key, 0.0),
                    )
                )
        return tasks

    def _report(self, result: TaskResult) -> Iterator[Report]:
        """A member's score on a split, as soon as it is known."""
        if result.value is None or "." in result.part:
            return
        split = int(result.part) - 1
        found: Fitted = result.value
        value = score(self._recipe.kind, self._truth(split), found.predicted.labels)
        if value is not None:
            yield Report(series=SERIES, key=result.label, x=split, y=value)

    def _truth(self, split: int) -> NDArray[Any]:
        truth: NDArray[Any] = self._dataset.y[self._folds[split] == OUTER]
        return truth

    def _collect(self, results: Sequence[TaskResult]) -> Fits:
        """By split, member and fold; the next trial is ordered by what these took."""
        fits: Fits = {}
        seconds = defaultdict(list)
        for result in results:
            timing = result.timing
            seconds[result.label].append(timing.ended - timing.started)
            if result.value is not None:
                split, _, inner = result.part.partition(".")
                place = int(inner) - 1 if inner else OUTER
                fits[int(split) - 1, result.label, place] = (
                    result.value,
                    timing.cpu_s,
                )
        self._costs.update({label: median(times) for label, times in seconds.items()})
        return fits

    def _evidence(self, fits: Fits) -> Gathered:
        return Gathered(
            fits, self._members, self._inner, self._folds, self._dataset.y, self._recipe
        )

    def _rows(
        self,
        fits: Fits,
        made: Mapping[tuple[str, int], Made],
        cpu: Mapping[str, float],
    ) -> list[Row]:
        """Members first, then rules, each over all splits."""
        inner = range(self._spec.cv.inner_folds)
        rows = []
        for model in self._singles:
            outer = [fits.get((s.number, model.key, OUTER)) for s in self._splits]
            predicted = [None if one is None else one[0].predicted for one in outer]
            rows.append(
                Row(
                    key=model.key,
                    title=title_of(model),
                    predicted=predicted,
                    scores=self._scored(predicted),
                    inner=[
                        out_of_fold(
                            fits, s.number, model.key, self._folds[s.number], inner
                        )
                        if model.key in self._inner
                        else None
                        for s in self._splits
                    ],
                    cost=member_cost(fits, model.key, [s.number for s in self._splits]),
                )
            )
        known = {row.key: row for row in rows}
        return rows + [
            self._rule_row(rule, [known[k] for k in self._members[rule.key]], made, cpu)
            for rule in self._rules
        ]

    def _rule_row(
        self,
        rule: ModelSpec,
        members: Sequence[Row],
        made: Mapping[tuple[str, int], Made],
        cpu: Mapping[str, float],
    ) -> Row:
        entry = RULES.get(rule.estimator)
        found = [made.get((rule.key, s.number)) for s in self._splits]
        predicted = [None if one is None else one.combined.predicted for one in found]
        done = [one for one in found if one is not None]
        return Row(
            key=rule.key,
            title=title_of(rule),
            rule=True,
            trained=entry.trained,
            members=tuple(member.key for member in members),
            predicted=predicted,
            scores=self._scored(predicted),
            combined=[one.combined for one in done],
            cost=rule_cost(
                members,
                done,
                cpu.get(rule.key, 0.0),
                learns=learns(rule),
            ),
        )

    def _scored(
        self, predicted: Sequence[Predicted | None]
    ) -> tuple[float | None, ...]:
        return tuple(
            None
            if one is None
            else score(self._recipe.kind, self._truth(split), one.labels)
            for split, one in enumerate(predicted)
        )

    def _material(self, rows: Sequence[Row]) -> Material:
        y, folds = self._dataset.y, self._folds
        return Material(
            kind=self._recipe.kind,
            metric=self.metric,
            classes=self._dataset.classes,
            truths=[self._truth(s.number) for s in self._splits],
            inner_truths=[y[folds[s.number] != OUTER] for s in self._splits],
            test_rows=[np.flatnonzero(folds[s.number] == OUTER) for s in self._splits],
            repeats=[s.repeat for s in self._splits],
            test_ratio=self._spec.cv.test_ratio,
            inner_folds=self._spec.cv.inner_folds if self._inner else 0,
            rows=rows,
        )

    def _scores(self, rows: Sequence[Row]) -> Scores:
        digest = hashlib.sha256()
        models = {}
        for row in rows:
            for one in row.predicted:
                _digest(digest, one)
            digest.update(repr(row.scores).encode())
            cost = row.cost
            models[row.key] = ModelScores(
                fold_scores=row.scores,
                fit_s=cost.fit_s,
                score_s=cost.predict_s,
                cost_s=cost.cpu_s or 0.0,
            )
        return Scores(
            digest=digest.hexdigest(),
            metric=self.metric,
            models={m.key: models[m.key] for m in self._spec.models},
        )


def _digest(digest: Any, predicted: Predicted | None) -> None:
    if predicted is None:
        digest.update(b"none")
        return
    digest.update(np.ascontiguousarray(predicted.labels).tobytes())
    if predicted.probabilities is not None:
        digest.update(np.ascontiguousarray(predicted.probabilities).tobytes())


WORKLOADS.add(
    "ensemble",
    WorkloadEntry(
        name="ensemble",
        title=TITLE,
        help=HELP,
        build=Ensemble,
        size=size,
        validate=validate,
        judges=True,
    ),
)
