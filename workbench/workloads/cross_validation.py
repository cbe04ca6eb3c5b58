"""The main job: every model on every split, one flat queue of tasks.

One task fits one model on one split's training rows and predicts its test rows, so the
cores never wait for one model to end. Votes are computed from the members' predictions
on the same split; nothing is fitted twice.

Splits are placed once as ``assignment``, an integer matrix (repeats, rows): entry k
means "a test row of split k of this repeat", −1 "never a test row". A task names its
split by two numbers.

It does not grow with the workers. More repeats of the splits would be p times the work,
but each worker count would then score other splits: no two could be compared, and
"identical on every worker count" would prove nothing any more.
"""

from __future__ import annotations

import hashlib
import struct
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.data import DataHandle
from workbench.core.errors import BadInput
from workbench.core.plan import Report, Steps, Submit, Task, Trial
from workbench.core.results import ModelScores, Scores, TaskResult, clock
from workbench.core.spec import ExperimentSpec, ModelSpec
from workbench.core.text import TextSettings
from workbench.datasets import Dataset, load
from workbench.ensembles import RULES, Evidence, Predicted
from workbench.ensembles.evidence import Kind
from workbench.estimators import prepared_model
from workbench.workloads.base import WORKLOADS, WorkloadEntry
from workbench.workloads.cross_validation_rules import (
    HELP,
    TITLE,
    members_of,
    size,
    validate,
    validate_data,
)
from workbench.workloads.splits import assignment

SERIES = "fold score"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What a worker needs to know of the data beside the arrays; small."""

    kind: Kind
    n_classes: int
    categories: dict[int, tuple[str, ...]]
    """The categories of each categorical column; the others are numeric."""
    missing: bool
    seed: int
    text: TextSettings | None = None
    """How texts become numbers, where the single column holds such."""

    @classmethod
    def of(cls, dataset: Dataset, seed: int) -> Recipe:
        """For the rows of ``dataset``."""
        return cls(
            kind=dataset.kind,
            n_classes=len(dataset.classes),
            categories=dict(dataset.categories),
            missing=dataset.missing > 0,
            seed=seed,
            text=dataset.text,
        )

    @property
    def prepares(self) -> bool:
        """Whether anything stands between the rows and a model."""
        return bool(self.categories) or self.missing or self.text is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one task found: test predictions, the score, and the seconds it took."""

    predicted: Predicted
    score: float | None
    fit_s: float
    score_s: float


def fit_and_score(
    data: DataHandle,
    recipe: Recipe,
    model: ModelSpec,
    repeat: int,
    fold: int,
    probabilities: bool,
) -> Outcome:
    """Fit ``model`` on one split's training rows, score it on its test rows.

    Runs in any process. ``score_s`` is the time of ``predict`` and the metric; the
    probabilities that a soft vote wants are predicted outside of it.
    """
    arrays = data.arrays()
    X, y = arrays["X"], arrays["y"]
    test = arrays["assignment"][repeat] == fold
    train = ~test
    X_train, X_test = X[train], X[test]
    estimator = build(model, recipe, X.shape[1])
    begin = clock()
    estimator.fit(X_train, y[train])
    fitted = clock()
    predictions = estimator.predict(X_test)
    value = score(recipe.kind, y[test], predictions)
    scored = clock()
    table = aligned(estimator, X_test, recipe.n_classes) if probabilities else None
    return Outcome(
        predicted=Predicted(labels=predictions, probabilities=table),
        score=value,
        fit_s=fitted - begin,
        score_s=scored - fitted,
    )


def build(model: ModelSpec, recipe: Recipe, n_features: int) -> Any:
    """The unfitted estimator of one row, prepared for what the data need."""
    return prepared_model(
        model.estimator,
        model.params,
        recipe.seed,
        n_features=n_features,
        categories=recipe.categories,
        has_missing=recipe.missing,
        text=recipe.text,
    )


def score(kind: str, truth: NDArray[Any], predicted: NDArray[Any]) -> float | None:
    """Accuracy for classes, R² for values; ``None`` where R² is not defined."""
    if kind == "classification":
        return float((truth == predicted).mean())
    if len(truth) < 2:
        return None
    from sklearn.metrics import r2_score

    return float(r2_score(truth, predicted))


def aligned(
    estimator: Any,
    X_test: NDArray[Any],
    n_classes: int,
) -> NDArray[np.float64]:
    """Probabilities with one column per class, also for classes unseen in training."""
    table = np.zeros((len(X_test), n_classes))
    table[:, estimator.classes_] = estimator.predict_proba(X_test)
    return table


class CrossValidation:
    """Cross-validates the chosen models; see the module's docstring."""

    def __init__(self, spec: ExperimentSpec) -> None:
        self._spec = spec
        self._dataset = load(spec.dataset, spec.seed)
        if problems := validate_data(spec, self._dataset):
            raise BadInput(problems)
        self.metric = metric(self._dataset.kind)
        self._singles = [m for m in spec.models if m.estimator not in RULES]
        self._votes = [m for m in spec.models if m.estimator in RULES]
        self._members = {v.key: members_of(v, spec.models) for v in self._votes}
        self._costs = dict(size(spec).costs)
        self._assignment = assignment(
            self._dataset.y, spec.cv, spec.seed, self._dataset.kind
        )
        self._recipe = Recipe.of(self._dataset, spec.seed)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Rows, target and splits, placed once."""
        return {
            "X": self._dataset.X,
            "y": self._dataset.y,
            "assignment": self._assignment,
        }

    def warm_up(self, data: DataHandle) -> Sequence[Task]:
        """Every model once on the first split: imports, caches and allocators."""
        return [task for task in self._tasks(data) if task.id < len(self._singles)]

    def steps(self, trial: Trial, data: DataHandle) -> Steps:
        """Decompose into one batch, collect votes as splits complete, aggregate."""
        ballots = _Ballots(self._votes, self._members, self._recipe, self._targets())
        results = yield Submit(tasks=self._tasks(data), report=ballots.collect)
        results = results or ()
        self._learn_costs(results)
        return self._aggregate(results, ballots)

    def _tasks(self, data: DataHandle) -> list[Task]:
        """Longest expected first, so that no long task is left for the end."""
        soft = {
            member
            for vote in self._votes
            if self._needs_probabilities(vote)
            for member in self._members[vote.key]
        }
        tasks = []
        for split, (repeat, fold) in enumerate(self._splits()):
            for position, model in enumerate(self._singles):
                tasks.append(
                    Task(
                        id=split * len(self._singles) + position,
                        fn=fit_and_score,
                        args=(
                            data,
                            self._recipe,
                            model,
                            repeat,
                            fold,
                            model.key in soft,
                        ),
                        label=model.key,
                        part=str(split + 1),
                        expected_cost=self._costs.get(model.key, 0.0),
                    )
                )
        return sorted(tasks, key=lambda task: -task.expected_cost)

    def _splits(self) -> list[tuple[int, int]]:
        cv = self._spec.cv
        folds = cv.folds if cv.scheme == "kfold" else 1
        return [(r, k) for r in range(cv.repeats) for k in range(folds)]

    def _needs_probabilities(self, vote: ModelSpec) -> bool:
        entry = RULES.get(vote.estimator)
        return entry.needs(vote.params, self._dataset.kind).probabilities

    def _targets(self) -> _Targets:
        return _Targets(self._dataset.y, self._assignment, self._splits())

    def _learn_costs(self, results: Sequence[TaskResult]) -> None:
        """Order the next trial by what tasks took in this one."""
        seconds = defaultdict(list)
        for result in results:
            seconds[result.label].append(result.timing.ended - result.timing.started)
        self._costs.update({label: median(times) for label, times in seconds.items()})

    def _aggregate(self, results: Sequence[TaskResult], ballots: _Ballots) -> Scores:
        splits = len(self._splits())
        outcomes: dict[str, list[Outcome | None]] = {
            m.key: [None] * splits for m in self._singles
        }
        for result in results:
            outcomes[result.label][int(result.part) - 1] = result.value
        models = {key: _summary(found) for key, found in outcomes.items()}
        digest = hashlib.sha256()
        for found in outcomes.values():
            for outcome in found:
                _digest(digest, outcome)
        for vote in self._votes:
            scores = tuple(ballots.scores[vote.key].get(i) for i in range(splits))
            digest.update(repr(scores).encode())
            members = [models[m] for m in self._members[vote.key]]
            models[vote.key] = ModelScores(
                fold_scores=scores,
                fit_s=_total(m.fit_s for m in members),
                score_s=_total(m.score_s for m in members),
                cost_s=sum(m.cost_s for m in members),
            )
        return Scores(
            digest=digest.hexdigest(),
            metric=self.metric,
            models={m.key: models[m.key] for m in self._spec.models},
        )


@dataclass(frozen=True, slots=True)
class _Targets:
    """The true targets of each split's rows."""

    y: NDArray[Any]
    assignment: NDArray[np.int16]
    splits: list[tuple[int, int]]

    def test(self, split: int) -> NDArray[Any]:
        """Of the rows that it is scored on."""
        repeat, fold = self.splits[split]
        rows: NDArray[Any] = self.y[self.assignment[repeat] == fold]
        return rows

    def train(self, split: int) -> NDArray[Any]:
        """Of the rows that its members were fitted on."""
        repeat, fold = self.splits[split]
        rows: NDArray[Any] = self.y[self.assignment[repeat] != fold]
        return rows


class _Ballots:
    """Collects members' predictions per split and combines them once all are in."""

    def __init__(
        self,
        votes: Sequence[ModelSpec],
        members: dict[str, tuple[str, ...]],
        recipe: Recipe,
        targets: _Targets,
    ) -> None:
        self._votes = votes
        self._members = members
        self._recipe = recipe
        self._targets = targets
        self._seen: dict[int, dict[str, Predicted]] = defaultdict(dict)
        self.scores: dict[str, dict[int, float | None]] = {v.key: {} for v in votes}

    def collect(self, result: TaskResult) -> Iterator[Report]:
        """Report the model's score on this split, and the rules that it completes."""
        outcome: Outcome | None = result.value
        if outcome is None:
            return
        split = int(result.part) - 1
        if outcome.score is not None:
            yield Report(series=SERIES, key=result.label, x=split, y=outcome.score)
        seen = self._seen[split]
        seen[result.label] = outcome.predicted
        for vote in self._votes:
            members = self._members[vote.key]
            if result.label not in members or not seen.keys() >= set(members):
                continue
            evidence = Evidence(
                kind=self._recipe.kind,
                n_classes=self._recipe.n_classes,
                keys=members,
                test=tuple(seen[m] for m in members),
                y=self._targets.train(split),
                seed=self._recipe.seed,
            )
            combined = RULES.get(vote.estimator).combine(evidence, vote.params)
            truth = self._targets.test(split)
            value = score(self._recipe.kind, truth, combined.predicted.labels)
            self.scores[vote.key][split] = value
            if value is not None:
                yield Report(series=SERIES, key=vote.key, x=split, y=value)


def metric(kind: str) -> str:
    """The score's name: ``accuracy`` or ``r2``."""
    return "accuracy" if kind == "classification" else "r2"


def _summary(found: Sequence[Outcome | None]) -> ModelScores:
    done = [o for o in found if o is not None]
    return ModelScores(
        fold_scores=tuple(None if o is None else o.score for o in found),
        fit_s=median(o.fit_s for o in done) if done else None,
        score_s=median(o.score_s for o in done) if done else None,
        cost_s=sum(o.fit_s + o.score_s for o in done),
    )


def _total(seconds: Iterator[float | None]) -> float | None:
    values = list(seconds)
    return None if None in values else sum(v for v in values if v is not None)


def _digest(digest: Any, outcome: Outcome | None) -> None:
    if outcome is None:
        digest.update(b"none")
        return
    digest.update(np.ascontiguousarray(outcome.predicted.labels).tobytes())
    if outcome.predicted.probabilities is not None:
        digest.update(outcome.predicted.probabilities.tobytes())
    digest.update(
        b"none" if outcome.score is None else struct.pack("<d", outcome.score)
    )


WORKLOADS.add(
    "cross_validation",
    WorkloadEntry(
        name="cross_validation",
        title=TITLE,
        help=HELP,
        build=CrossValidation,
        size=size,
        validate=validate,
    ),
)
