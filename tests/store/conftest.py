from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import workbench
from workbench.core import events as ev
from workbench.core.anatomy import WorkerFacts
from workbench.core.ensemble import (
    EnsembleFindings,
    GrowthEnd,
    GrowthPoint,
    RowFindings,
)
from workbench.core.messages import Message
from workbench.core.plan import Trial
from workbench.core.results import ModelScores, Scores, TaskError, Timing
from workbench.core.spec import DatasetSpec, ExperimentSpec, ModelSpec
from workbench.store import Store

PATIENCE_S = 60.0
RECORDER = Path(__file__).with_name("recorder.py")

SPEC = ExperimentSpec(
    dataset=DatasetSpec(name="iris"),
    models=(
        ModelSpec(estimator="decision_tree"),
        ModelSpec(estimator="k_nearest_neighbours", params={"k": 7}, name="knn"),
        ModelSpec(estimator="soft_vote"),
    ),
    engine="threads",
    workers=(1, 2),
)


@pytest.fixture
def spec() -> ExperimentSpec:
    return SPEC


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store(path) as opened:
        yield opened


@pytest.fixture
def until() -> Callable[[Callable[[], bool]], None]:
    """Wait for a condition that another process or thread will make true."""

    def wait(condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_S
        pause = threading.Event()
        while not condition():
            assert time.monotonic() < deadline, "the condition never came true"
            pause.wait(0.01)

    return wait


@pytest.fixture
def recorder(path: Path) -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    """Starts a process that records into ``path``; killed at the end at the latest."""
    started: list[subprocess.Popen[str]] = []
    root = str(Path(workbench.__file__).parents[1])

    def start(mode: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, str(RECORDER), str(path), mode],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": root},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


class Story:
    """The events of a whole small run, one of every kind among them."""

    def __init__(self, run_id: int = 1, spec: ExperimentSpec = SPEC) -> None:
        self.run_id = run_id
        self.spec = spec

    def started(self) -> ev.RunStarted:
        return ev.RunStarted(
            t=0.0,
            run_id=self.run_id,
            started_at=1_700_000_000.25,
            spec=self.spec,
            environment={"cpu": "a processor", "cores": {"usable": 2}},
            worker_counts=(1, 2),
            model_titles={
                "decision_tree": Message("Decision tree"),
                "knn": Message("{name}", {"name": "knn"}),
                "soft_vote": Message("Soft vote"),
            },
            tasks_per_trial=2,
            trials_planned=2,
            estimated_s=3.5,
        )

    def task(
        self, label: str = "knn", seconds: float = 0.25, **changed: Any
    ) -> ev.TaskFinished:
        timing = Timing(
            worker=0,
            submitted=9.0,
            received=9.5,
            started=10.0,
            ended=10.0 + seconds,
            completed=11.0,
            cpu_s=seconds,
            peak_bytes=2**20,
        )
        given = {"t": 0.5, "trial_id": 1, "task_id": 4, "part": "fold 1/5", **changed}
        return ev.TaskFinished(label=label, timing=timing, **given)

    def trial(
        self, workers: int = 1, **changed: Any
    ) -> tuple[ev.TrialStarted, ev.TrialFinished]:
        trial = Trial(id=1, engine="threads", workers=workers, repeat=1, **changed)
        scores = Scores(
            digest="abc",
            metric="accuracy",
            models={"knn": ModelScores(fold_scores=(0.9, None), fit_s=0.1)},
            facts={"sum": 285, "mean": 2.5, "name": "squares"},
        )
        finished = ev.TrialFinished(
            t=1.5,
            trial=trial,
            seconds=2.0 / workers,
            decompose_s=0.25,
            execute_s=1.5 / workers,
            aggregate_s=0.25,
            cpu_s=1.25,
            tasks=2,
            failed_tasks=1,
            scores=scores,
        )
        return ev.TrialStarted(t=0.25, trial=trial, origin=9.0), finished

    def estimated(self) -> ev.Estimated:
        return ev.Estimated(
            t=2.0,
            scaling=(
                ev.ScalingPoint(
                    workers=1,
                    seconds=(2.0, 2.5),
                    median_s=2.25,
                    speedup=1.0,
                    ci95=None,
                    efficiency=1.0,
                ),
                ev.ScalingPoint(
                    workers=2,
                    seconds=(1.0, 1.5),
                    median_s=1.25,
                    speedup=1.75,
                    ci95=(1.5, 2.0),
                    efficiency=0.875,
                ),
            ),
            models={
                "decision_tree": ev.ModelEstimate(
                    fold_scores=(None, None),
                    mean=None,
                    ci95=None,
                    fit_s=None,
                    score_s=None,
                    cost_s=0.0,
                ),
                "knn": ev.ModelEstimate(
                    fold_scores=(0.9, None),
                    mean=0.9,
                    ci95=(0.8, 1.0),
                    fit_s=0.125,
                    score_s=0.0625,
                    cost_s=0.5,
                ),
            },
            identical_across_workers=True,
            verdict=ev.Verdict(
                sentences=(
                    Message("Use {workers} workers: {s:.2f}×.", {"workers": 2, "s": 2}),
                    Message("{best} scores highest.", {"best": Message("Soft vote")}),
                ),
                recommended_workers=2,
            ),
            remaining_s=None,
            trials_left=0,
        )

    def finished(self, t: float = 4.0) -> ev.RunFinished:
        return ev.RunFinished(t=t, reason=Message("{n} repeats.", {"n": 2}))

    def every_kind(self) -> list[ev.Event]:
        """One event of every kind; of the three ends, each."""
        begun, done = self.trial()
        error = TaskError(kind="ValueError", text="bad", traceback="Traceback …")
        return [
            self.started(),
            ev.PhaseTimed(t=0.1, phase="engine start", seconds=0.1, detail="2 × 1"),
            ev.WorkersInspected(
                t=0.2, workers=(WorkerFacts(worker=0, threads={"openblas": 1}),)
            ),
            begun,
            self.task(),
            self.task(task_id=5, error=error),
            ev.Reported(t=1.0, trial_id=1, series="fold score", key="knn", x=0, y=0.9),
            *self.found(),
            done,
            self.estimated(),
            ev.Warned(t=2.5, message=Message("Mind {what}.", {"what": ("a", "b")})),
            ev.RunFailed(t=3.0, message=Message("It broke."), traceback="Traceback …"),
            ev.RunCancelled(t=3.5),
            self.finished(),
        ]

    def found(self) -> Iterator[ev.Found]:
        """One finding of every kind."""
        row = RowFindings(
            key="knn",
            title=Message("k-NN"),
            rule=False,
            fold_scores=(0.9, None),
            mean=0.9,
            ci95=None,
        )
        point = GrowthPoint(
            method="bagging",
            members=2,
            score=0.9,
            score_ci95=(0.8, 1.0),
            cpu_s=0.2,
            wall_s=0.1,
        )
        end = GrowthEnd(
            method="bagging", members=2, flat=True, sentence=Message("Flat.")
        )
        whole = EnsembleFindings(
            kind="classification",
            metric="accuracy",
            splits=2,
            inner_folds=5,
            rows=(row,),
            best_member="knn",
        )
        for body in (point, end, whole):
            yield ev.Found(t=1.5, trial_id=1, workers=1, body=body)

    def whole(self) -> list[ev.Event]:
        """A cross-validation as it really comes, to its good end."""
        others = (ev.RunFailed, ev.RunCancelled, ev.Found)
        return [event for event in self.every_kind() if not isinstance(event, others)]


@pytest.fixture
def story() -> Callable[..., Story]:
    return Story
