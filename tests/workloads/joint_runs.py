"""Joint learning, driven by hand as the runner drives it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from workbench.core.cancel import CancelToken
from workbench.core.finding import Finding
from workbench.core.joint import (
    JointBody,
    JointCourse,
    JointEnd,
    JointFindings,
    JointReference,
    JointRound,
    JointUpdates,
)
from workbench.core.parameters import ParamValue
from workbench.core.plan import Submit, Trial
from workbench.core.results import Scores, TaskError, TaskResult
from workbench.core.spec import CvSpec, DatasetSpec, ExperimentSpec, ModelSpec
from workbench.engines import ENGINES, Engine
from workbench.planner import PRESETS
from workbench.workloads import WORKLOADS

ENGINES_ALIKE = ("serial", "processes", "vectorised")
DIGITS = PRESETS["joint-iid"].spec


class Run:
    """One trial of ``spec``: what it found, what it scored, how much it did.

    ``engine`` is a name or an open one. The tasks of client ``failing`` fail, as if its
    worker had died.
    """

    def __init__(
        self,
        spec: ExperimentSpec,
        engine: str | Engine = "vectorised",
        workers: int = 1,
        *,
        failing: int | None = None,
    ) -> None:
        self.found = JointFindings(trial_id=1)
        self.bodies: list[JointBody] = []
        self.batches: list[int] = []
        with ExitStack() as opened:
            running = (
                opened.enter_context(ENGINES.get(engine)())
                if isinstance(engine, str)
                else engine
            )
            trial = Trial(id=1, engine=running.name, workers=workers, repeat=1)
            workload = WORKLOADS.get("joint").build(spec)
            data = running.place(workload.arrays())
            running.ensure(workers)
            for _ in running.warm_up(
                workload.warm_up(data), CancelToken(), workers=workers
            ):
                pass
            steps, answer = workload.steps(trial, data), None
            while True:
                try:
                    step = steps.send(answer)
                except StopIteration as stop:
                    self.scores: Scores = stop.value
                    break
                answer = None
                if isinstance(step, Submit):
                    self.batches.append(len(step.tasks))
                    answer = list(
                        running.map(step.tasks, CancelToken(), workers=workers)
                    )
                    assert [result.error for result in answer if result.error] == []
                    if failing is not None:
                        answer = [
                            _died(result) if result.value.client == failing else result
                            for result in answer
                        ]
                elif isinstance(step, Finding):
                    self._note(step.body() if callable(step.body) else step.body)
            running.release(data)

    def _note(self, body: Any) -> None:
        assert isinstance(body, JointBody)
        self.bodies.append(body)
        self.found = self.found.after(body)

    def __getitem__(self, key: str) -> JointCourse:
        return self.found.courses[key]

    def rounds(self, key: str) -> tuple[JointRound, ...]:
        return self[key].rounds

    def end(self, key: str) -> JointEnd:
        found = self[key].end
        assert found is not None
        return found

    def parameters(self, key: str) -> np.ndarray[Any, Any]:
        return np.array(self.end(key).parameters)

    def maps(self, key: str) -> list[JointUpdates]:
        return [
            body
            for body in self.bodies
            if isinstance(body, JointUpdates) and body.strategy == key
        ]

    @property
    def reference(self) -> JointReference:
        assert self.found.reference is not None
        return self.found.reference

    @property
    def sentences(self) -> list[str]:
        assert self.found.verdict is not None
        return [str(sentence) for sentence in self.found.verdict.sentences]


def _died(result: TaskResult) -> TaskResult:
    error = TaskError(kind="WorkerDied", text="its process is gone")
    return msgspec.structs.replace(result, value=None, error=error)


def strategy(name: str, key: str = "", **params: ParamValue) -> ModelSpec:
    return ModelSpec(estimator=name, name=key, params=params)


def digits(*strategies: ModelSpec, **params: ParamValue) -> ExperimentSpec:
    """On digits, as the reference case has it; fast where ``rounds`` says so."""
    return msgspec.structs.replace(
        DIGITS,
        models=strategies or (strategy("fedavg", steps=5, eta=0.5),),
        params={**DIGITS.params, "rounds": 3, **params},
    )


def table(path: Path, columns: str, rows: Iterable[Iterable[object]]) -> Path:
    """A CSV file; floats are written in full."""
    lines = (",".join(map(_cell, row)) for row in rows)
    path.write_text("\n".join([columns, *lines]) + "\n", encoding="utf-8")
    return path


def _cell(value: object) -> str:
    return repr(float(value)) if isinstance(value, float) else str(value)


def owned(path: Path, *strategies: ModelSpec, **params: ParamValue) -> ExperimentSpec:
    """On a CSV file whose column ``owner`` says whose a row is; none is held out."""
    return ExperimentSpec(
        workload="joint",
        dataset=DatasetSpec(file=str(path), target="y", owner="owner"),
        params={"partition": "owner", "rounds": 3, **params},
        models=strategies or (strategy("fedavg", steps=5, eta=0.1),),
        cv=CvSpec(scheme="holdout", test_size=0.0),
    )
