"""One trial of a large-data workload on an engine, step by step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from workbench.core.cancel import CancelToken
from workbench.core.parameters import ParamValue
from workbench.core.plan import Report, Submit, Task, Trial
from workbench.core.results import Scores, TaskResult
from workbench.core.spec import ExperimentSpec, LimitSpec
from workbench.engines import ENGINES, Engine
from workbench.workloads import WORKLOADS

Watch = Callable[[TaskResult], object]


def small(
    workload: str,
    folder: Path,
    worker_mb: int | None = None,
    seed: int = 5,
    **params: ParamValue,
) -> ExperimentSpec:
    """Five files of a megabyte in ``folder``."""
    return ExperimentSpec(
        workload=workload,
        params={
            "megabytes": 5,
            "file_megabytes": 1,
            "sensors": 300,
            "folder": str(folder),
            **params,
        },
        limits=LimitSpec(worker_mb=worker_mb),
        seed=seed,
    )


def trial(
    spec: ExperimentSpec,
    engine: Engine,
    workers: int = 1,
    watch: Watch = lambda result: None,
) -> tuple[Scores, list[Report]]:
    """What one trial computes and reports; its data are made where they are missing."""
    workload: Any = WORKLOADS.get(spec.workload).build(spec)
    data = engine.place(workload.arrays())
    workload.prepared(mapped(engine, workload.preparation(data), workers))
    steps = workload.steps(
        Trial(id=1, engine=engine.name, workers=workers, repeat=1), data
    )
    reports: list[Report] = []
    answer: list[TaskResult] | None = None
    while True:
        try:
            step = steps.send(answer)
        except StopIteration as stop:
            scores: Scores = stop.value
            return scores, reports
        answer = None
        if isinstance(step, Submit):
            answer = mapped(engine, step.tasks, workers, watch)
            reports += [point for result in answer for point in step.report(result)]
        else:
            reports.append(step)


def mapped(
    engine: Engine,
    tasks: Sequence[Task],
    workers: int,
    watch: Watch = lambda result: None,
) -> list[TaskResult]:
    """All results of a batch; ``watch`` sees each as it comes."""
    results = []
    for result in engine.map(tasks, CancelToken(), workers=workers):
        watch(result)
        results.append(result)
    return results


def serially(spec: ExperimentSpec) -> tuple[Scores, list[Report]]:
    """The same in this process."""
    with ENGINES.get("serial")() as engine:
        return trial(spec, engine)
