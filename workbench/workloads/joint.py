"""Joint learning as rounds of tasks: min Σ L(θ_i, D_i) + λR(w).

One strategy after another on the same rows and clients. Every round is one batch with a
task per client that works in it; what a client does is the same function on every
engine, and one engine makes a single call of the whole batch. Looking on (the objective
over all rows, the test score) is no part of the time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from workbench.core.data import DataHandle
from workbench.core.errors import BadInput
from workbench.core.finding import Finding
from workbench.core.joint import (
    JointPartition,
    JointReference,
    JointRound,
    JointVerdict,
)
from workbench.core.parameters import filled
from workbench.core.plan import Steps, Submit, Task, Trial
from workbench.core.results import ModelScores, Scores, TaskResult, clock
from workbench.core.spec import ExperimentSpec, ModelSpec
from workbench.datasets import load
from workbench.joint.base import OBJECTIVES, STRATEGIES, Setting, Vector, Work
from workbench.joint.course import Course
from workbench.joint.judging import Judge
from workbench.joint.local import do_client, do_clients
from workbench.joint.partition import shares
from workbench.joint.round_plan import RoundPlan, round_plan
from workbench.joint.verdict import verdict
from workbench.workloads import joint_rules as rules
from workbench.workloads.base import WORKLOADS, WorkloadEntry
from workbench.workloads.cross_validation import metric
from workbench.workloads.cross_validation_rules import title_of
from workbench.workloads.joint_data import prepare
from workbench.workloads.joint_parameters import PARAMETERS


class JointLearning:
    """Runs the chosen strategies; see the module's docstring."""

    def __init__(self, spec: ExperimentSpec) -> None:
        if problems := rules.validate_data(spec, load(spec.dataset, spec.seed)):
            raise BadInput(problems)
        self._spec = spec
        given = rules.options(spec)
        self._data = prepare(spec, given)
        self._plan: RoundPlan = round_plan(given, self._data.clients, spec.seed)
        self.metric = metric(self._data.kind)
        self._judge = Judge(
            learning=self._data.learning,
            X=self._data.X,
            y=self._data.y,
            X_test=self._data.X_test,
            y_test=self._data.y_test,
        )
        self._costs = rules.size(spec).costs
        self._courses = rules.courses_of(spec)

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """The training rows and who holds them, placed once."""
        return self._data.arrays

    def warm_up(self, data: DataHandle) -> Sequence[Task]:
        """The first client of the first round of every course."""
        return [
            task
            for key, model, bare in self._courses
            for task in self._tasks(
                data, key, 1, (self._course(key, model, bare=bare).works() or [])[:1]
            )
        ]

    def steps(self, trial: Trial, data: DataHandle) -> Steps:
        """One batch per round and strategy, until its stop rule is content."""
        yield Finding(body=self._partition)
        yield Finding(body=lambda: self._reference[0])
        done = []
        for key, model, bare in self._courses:
            course = self._course(key, model, bare=bare)
            done.append((key, model, course))
            yield Finding(body=partial(self._looked, course))
            cpu_s = 0.0
            while True:
                begin = clock()
                works = course.works()
                if works is None:
                    break
                results: Sequence[TaskResult] = ()
                tasks: list[Task] = []
                if works:
                    tasks = self._tasks(data, key, course.number, works)
                    sent = clock()
                    results = (yield Submit(tasks=tasks)) or ()
                    # What is shown and written after the last answer is no part of it.
                    ended = max((r.timing.completed for r in results), default=sent)
                    begin += clock() - max(sent, ended)
                cpu_s += sum(result.timing.cpu_s for result in results)
                came = sorted(
                    (r for r in results if r.error is None), key=lambda r: r.task_id
                )
                made = course.take(
                    [result.value for result in came],
                    {r.value.client: r.timing.ended - r.timing.started for r in came},
                )
                # All that was asked and answered is as large as all clients' models,
                # and would else be held while the next round makes as many.
                results, came, tasks, works = (), [], [], []
                course.seconds += clock() - begin
                if not made:
                    break
                yield Finding(body=partial(self._looked, course))
                if course.map_due:
                    yield Finding(body=course.mapped)
            course.cpu_s = cpu_s
            yield Finding(body=partial(course.end, self._judge))
        yield Finding(body=partial(self._verdict, done))
        return self._scores(done)

    def _looked(self, course: Course) -> JointRound:
        return course.look(self._judge, self._reference[1])

    def _course(self, key: str, model: ModelSpec, *, bare: bool) -> Course:
        entry = STRATEGIES.get(model.estimator)
        learning = self._data.learning
        start = OBJECTIVES.get(learning.objective).start(
            learning.shape, self._spec.seed
        )
        setting = Setting(
            learning=learning,
            weights=self._data.weights,
            rows=self._data.clients.sizes,
            seed=self._spec.seed,
            start=start,
            rounds=self._plan.rounds,
        )
        params = filled(entry.parameters, model.params)
        eta = params.get("eta")
        return Course(
            key,
            entry,
            entry.make(setting, params),
            self._plan,
            eta=float(eta) if isinstance(eta, int | float) else None,
            poisoned=self._data.poisoned,
            bare=bare,
        )

    def _tasks(
        self, data: DataHandle, key: str, number: int, works: Sequence[Work]
    ) -> list[Task]:
        clients = self._data.clients
        sizes = clients.sizes.tolist()
        mean = max(1.0, len(clients.order) / max(1, len(clients)))
        return [
            Task(
                id=place,
                fn=do_client,
                batch_fn=do_clients,
                args=(data, self._data.learning, work),
                label=key,
                part=f"{number} · {clients.names[work.client]}",
                expected_cost=self._costs[key] * sizes[work.client] / mean,
            )
            for place, work in enumerate(works)
        ]

    def _partition(self) -> JointPartition:
        data = self._data
        return JointPartition(
            method=data.clients.method,
            classes=data.classes,
            clients=shares(data.clients, data.y, len(data.classes)),
            test_rows=len(data.y_test),
            notes=data.clients.notes,
        )

    @cached_property
    def _reference(self) -> tuple[JointReference, Vector]:
        return self._judge.reference(self._data.clients)

    def _verdict(self, done: Sequence[tuple[str, ModelSpec, Course]]) -> JointVerdict:
        titles = rules.titles(self._spec) | {
            model.key: title_of(model) for model in self._spec.models
        }
        return verdict(
            {key: course.course for key, _, course in done},
            {key: model.estimator for key, model, _ in done},
            titles,
            self._reference[0],
            self.metric,
            plain={key for key, model, _ in done if self._plain(model)},
        )

    def _plain(self, model: ModelSpec) -> bool:
        """Whether nothing but local steps can keep a strategy from the optimum."""
        given = rules.options(self._spec)
        undisturbed = given["clip"] is None and not any(
            (
                self._data.poisoned,
                given["compression"] != "none",
                given["dropout"],
                given["stragglers"],
                given["fraction"] != 1,
                model.params.get("batch"),
            )
        )
        return undisturbed and OBJECTIVES.get(self._data.learning.objective).convex

    def _scores(self, done: Sequence[tuple[str, ModelSpec, Course]]) -> Scores:
        digest = hashlib.sha256()
        models = {}
        for key, _, course in done:
            digest.update(course.parameters.tobytes())
            models[key] = ModelScores(
                fold_scores=(course.test_score,),
                fit_s=course.seconds,
                cost_s=course.cpu_s,
            )
        return Scores(digest=digest.hexdigest(), metric=self.metric, models=models)


WORKLOADS.add(
    "joint",
    WorkloadEntry(
        name="joint",
        title=rules.TITLE,
        help=rules.HELP,
        build=JointLearning,
        size=rules.size,
        validate=rules.validate,
        parameters=PARAMETERS,
        titles=rules.titles,
        judges=True,
    ),
)
