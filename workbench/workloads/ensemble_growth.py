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

from collections.abc import Sequence
from functools import partial
from typing import Any

from numpy.typing import NDArray

from workbench.core.data import DataHandle
from workbench.core.errors import BadInput
from workbench.core.finding import Finding
from workbench.core.parameters import real, whole
from workbench.core.plan import Steps, Submit, Task, Trial
from workbench.core.spec import ExperimentSpec
from workbench.datasets import load
from workbench.workloads import growth_rules as rules
from workbench.workloads.base import WORKLOADS, WorkloadEntry
from workbench.workloads.cross_validation import Recipe, metric
from workbench.workloads.growth_boosting import fit_block
from workbench.workloads.growth_members import fit_members
from workbench.workloads.growth_parameters import PARAMETERS
from workbench.workloads.growth_state import GrowingEnsemble, Split
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
        self._worth = real(given, "worth")
        self._cost = rules.size(spec).costs[self._method.name]
        self._assignment = assignment(self._dataset.y, spec.cv, spec.seed, kind)
        self._recipe = Recipe.of(self._dataset, spec.seed)

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

    def _new(self) -> GrowingEnsemble:
        folds = self._cv.folds if self._cv.scheme == "kfold" else 1
        y = self._dataset.y
        return GrowingEnsemble(
            method=self._method,
            metric=self.metric,
            members=self._members,
            worth=self._worth,
            stops=self._stops,
            test_ratio=self._cv.test_ratio,
            splits=[
                Split(
                    repeat=r,
                    fold=k,
                    truth=y[self._assignment[r] == k],
                    learned=y[self._assignment[r] != k],
                )
                for r in range(self._cv.repeats)
                for k in range(folds)
            ],
        )

    def _tasks(self, data: DataHandle, grown: GrowingEnsemble) -> list[Task]:
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
        grown: GrowingEnsemble,
        number: int,
        split: Split,
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


WORKLOADS.add(
    "ensemble_growth",
    WorkloadEntry(
        name="ensemble_growth",
        title=rules.TITLE,
        help=rules.HELP,
        build=EnsembleGrowth,
        size=rules.size,
        validate=rules.validate,
        parameters=PARAMETERS,
        titles=rules.titles,
    ),
)
