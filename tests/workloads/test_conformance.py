"""Every workload gives the same answer on every engine and worker count."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from workbench.core.events import RunFinished, TrialFinished
from workbench.core.spec import DatasetSpec, ExperimentSpec, RepeatSpec
from workbench.planner import PRESETS
from workbench.session import Session
from workbench.workloads import WORKLOADS

KERNELS = {
    "squares": {"numbers": 1000, "tasks": 7, "rounds": 1},
    "monte_carlo_pi": {"points": 20_000, "tasks": 5},
    "integration": {"steps": 10_000, "tasks": 7},
    "mandelbrot": {"size": 40, "iterations": 30, "tasks": 6},
    "matrix_product": {"size": 50, "tasks": 4},
    "sorting": {"numbers": 10_001, "tasks": 5},
    "word_count": {"words": 20_000, "tasks": 3},
    "memory_bandwidth": {"megabytes": 1, "sweeps": 2, "tasks": 3},
    "amdahl_job": {"seconds": 0.02, "serial_fraction": 0.5, "tasks": 4},
    "uneven_tasks": {"seconds": 0.02, "tasks": 5, "how": "sleep"},
}
SMALL = {
    **{
        name: ExperimentSpec(workload=name, params=params)
        for name, params in KERNELS.items()
    },
    "cross_validation": PRESETS["iris-vote"].spec,
    "ensemble": PRESETS["iris-ensemble"].spec,
    "ensemble_growth": ExperimentSpec(
        workload="ensemble_growth",
        params={"method": "random_forest", "members": 60},
        dataset=DatasetSpec(name="iris"),
    ),
    "large_data": ExperimentSpec(
        workload="large_data",
        params={"megabytes": 2, "file_megabytes": 1, "sensors": 50},
    ),
    "large_incremental": ExperimentSpec(
        workload="large_incremental",
        params={"megabytes": 3, "file_megabytes": 1, "sensors": 50, "mlp": False},
    ),
    "joint": msgspec.structs.replace(
        PRESETS["joint-iid"].spec,
        params={**PRESETS["joint-iid"].spec.params, "rounds": 3},
    ),
}


def answers(spec: ExperimentSpec, session: Session) -> set[str]:
    events = list(session.start(spec))
    assert isinstance(events[-1], RunFinished)
    return {e.scores.digest for e in events if isinstance(e, TrialFinished)}


@pytest.mark.parametrize("name", WORKLOADS.names())
def test_that_the_answer_depends_on_neither_engine_nor_worker_count(
    name: str, warm: Session
) -> None:
    found = set()
    for engine, workers in (("serial", (1,)), ("threads", (1, 3)), ("processes", (2,))):
        spec = msgspec.structs.replace(
            SMALL[name],
            engine=engine,
            workers=workers,
            repeats=RepeatSpec(minimum=1, maximum=1),
        )
        found |= answers(spec, warm)
    assert len(found) == 1


@pytest.mark.parametrize("name", WORKLOADS.names())
def test_that_the_size_is_known_before_anything_runs(name: str) -> None:
    entry = WORKLOADS.get(name)
    assert entry.validate(SMALL[name]) == []
    size = entry.size(SMALL[name])
    workload = entry.build(SMALL[name])
    assert size.tasks >= 1
    assert size.seconds > 0
    assert workload.arrays() is not None


def test_that_the_sum_of_squares_is_right(tmp_path: Path) -> None:
    spec = msgspec.structs.replace(
        SMALL["squares"], engine="serial", repeats=RepeatSpec(minimum=1, maximum=1)
    )
    with Session(history=tmp_path / "history.sqlite") as session:
        (trial,) = [e for e in session.start(spec) if isinstance(e, TrialFinished)]
    assert trial.scores.facts == {"sum of squares": sum(x * x for x in range(1000))}
    assert trial.tasks == 7
