from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QModelIndex
from pytestqt.qtbot import QtBot

from workbench.core.spec import DatasetSpec, ExperimentSpec, ModelSpec
from workbench.core.state import RunState
from workbench.gui.bridge import Job
from workbench.gui.models.jobs import (
    PROGRESS,
    PROGRESS_ROLE,
    RUN,
    STATUS,
    TIME,
    JobsModel,
    what_text,
)


def job(number: int, **state: object) -> Job:
    spec = ExperimentSpec(models=(ModelSpec(estimator="decision_tree"),))
    return Job(
        id=number,
        spec=spec,
        state=RunState(spec=spec, **state),  # type: ignore[arg-type]
        submitted_at=0.0,
    )


def change(job: Job, **state: object) -> None:
    job.state = msgspec.structs.replace(job.state, **state)


def cells(model: JobsModel, row: int) -> list[str]:
    return [model.index(row, c).data() for c in range(model.columnCount())]


def test_that_a_waiting_job_has_neither_number_nor_times(qapp: object) -> None:
    row = cells(JobsModel([job(1, status="queued")]), 0)
    assert (row[RUN], row[TIME], row[STATUS]) == ("–", "–", "queued")


def test_that_a_running_job_says_what_is_left(qapp: object) -> None:
    model = JobsModel([job(1, status="running", run_id=58, t=5.1, estimated_s=8.0)])
    assert cells(model, 0)[TIME] == "5.1 s / 2.9 s"
    assert cells(model, 0)[RUN] == "58"


def test_that_an_overrun_estimate_promises_nothing(qapp: object) -> None:
    model = JobsModel([job(1, status="running", t=9.0, estimated_s=8.0)])
    assert cells(model, 0)[TIME] == "9.0 s"


def test_that_only_changed_cells_are_reported(qtbot: QtBot) -> None:
    first, second = job(1, status="running", t=1.0), job(2, status="queued")
    model = JobsModel([first, second])
    change(first, t=2.0)
    heard: list[tuple[QModelIndex, QModelIndex]] = []
    model.dataChanged.connect(lambda a, b: heard.append((a, b)))
    with qtbot.assertNotEmitted(model.modelReset):
        model.update((first, second))
    assert [(a.row(), a.column(), b.column()) for a, b in heard] == [(0, TIME, TIME)]


def test_that_nothing_is_reported_when_nothing_changed(qtbot: QtBot) -> None:
    waiting = job(1, status="queued")
    model = JobsModel([waiting])
    with qtbot.assertNotEmitted(model.dataChanged):
        model.update((waiting,))


def test_that_progress_is_a_share_for_the_bar(qapp: object) -> None:
    model = JobsModel([job(1, status="done")])
    assert model.index(0, PROGRESS).data(PROGRESS_ROLE) == 1.0
    assert cells(model, 0)[PROGRESS] == "100 %"


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        (ExperimentSpec(workload="squares", workers=(2,)), "Squares · 1, 2 workers"),
        (
            ExperimentSpec(dataset=DatasetSpec(file="some/where/flats.csv")),
            "flats.csv · 0 models · 1, 2 workers",
        ),
        (
            ExperimentSpec(workload="ensemble_growth", params={"method": "bagging"}),
            "Iris flowers · Bagging · 1, 2 workers",
        ),
    ],
)
def test_that_an_experiment_is_named_by_what_it_holds(
    qapp: object, spec: ExperimentSpec, words: str
) -> None:
    assert what_text(spec) == words
