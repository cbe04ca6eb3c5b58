from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from workbench.core import events as ev
from workbench.core.results import TaskError
from workbench.core.spec import CvSpec, DatasetSpec, ExperimentSpec, ModelSpec
from workbench.store import Store

Stories = Callable[..., Any]


def _run(
    store: Store,
    story: Any,
    *tasks: ev.TaskFinished,
    workers: int = 1,
    role: str = "measure",
) -> None:
    begun, done = story.trial(workers, role=role)
    run_id = store.new_run(story.spec)
    events = [story.started(), begun, *tasks, done, story.finished()]
    assert list(store.record(run_id, events)) == events


def test_that_a_task_is_expected_to_take_its_last_median(
    store: Store, spec: ExperimentSpec, story: Stories
) -> None:
    one = story()
    seconds = (0.25, 4.0, 0.5)
    _run(store, one, *(one.task("knn", s) for s in seconds), one.task("decision_tree"))
    assert store.expected_seconds(spec) == {"knn": 0.5, "decision_tree": 0.25}


def test_that_the_latest_run_counts_and_leaves_the_other_models(
    store: Store, spec: ExperimentSpec, story: Stories
) -> None:
    one = story()
    _run(store, one, one.task("knn", 1.0), one.task("decision_tree", 2.0))
    _run(store, one, one.task("knn", 3.0))
    assert store.expected_seconds(spec) == {"knn": 3.0, "decision_tree": 2.0}


@pytest.mark.parametrize(
    "changes",
    [
        {"dataset": DatasetSpec(name="wine")},
        {"dataset": DatasetSpec(name="iris", features=("petal length (cm)",))},
        {"cv": CvSpec(folds=10)},
        {"threads_per_worker": 2},
        {"workload": "other"},
        {"models": (ModelSpec(estimator="k_nearest_neighbours", params={"k": 8}),)},
        {"models": ()},
    ],
)
def test_that_nothing_is_expected_of_what_was_never_measured(
    store: Store, spec: ExperimentSpec, story: Stories, changes: dict[str, Any]
) -> None:
    one = story()
    _run(store, one, one.task("knn"))
    assert store.expected_seconds(spec)
    assert store.expected_seconds(msgspec.structs.replace(spec, **changes)) == {}


def test_that_titles_names_and_worker_counts_make_no_difference(
    store: Store, spec: ExperimentSpec, story: Stories
) -> None:
    one = story()
    _run(store, one, one.task("knn", 0.5))
    model = ModelSpec(estimator="k_nearest_neighbours", params={"k": 7}, name="mine")
    like_it = msgspec.structs.replace(
        spec, title="t", models=(model,), workers=(1, 8), engine="processes", seed=9
    )
    assert store.expected_seconds(like_it) == {"mine": 0.5}


def test_that_a_workload_without_models_is_known_by_its_labels(
    store: Store, story: Stories
) -> None:
    spec = ExperimentSpec(workload="squares", params={"size": 10})
    one = story(spec=spec)
    _run(store, one, one.task("squares", 0.125))
    assert store.expected_seconds(spec) == {"squares": 0.125}


def test_that_only_good_tasks_of_measured_trials_on_one_worker_count(
    store: Store, spec: ExperimentSpec, story: Stories
) -> None:
    one = story()
    error = TaskError(kind="ValueError", text="bad")
    _run(store, one, one.task("knn"), workers=2)
    _run(store, one, one.task("knn"), role="warmup")
    _run(store, one, one.task("knn", error=error))
    assert store.expected_seconds(spec) == {}


def test_that_a_run_that_did_not_finish_teaches_nothing(
    store: Store, spec: ExperimentSpec, story: Stories
) -> None:
    one = story()
    begun, done = one.trial()
    run_id = store.new_run(spec)
    list(store.record(run_id, [one.started(), begun, one.task(), done]))
    assert store.expected_seconds(spec) == {}


def test_that_an_unreadable_history_is_no_reason_not_to_estimate(
    path: Path, spec: ExperimentSpec
) -> None:
    with Store(path) as store:
        path.unlink()
        assert store.expected_seconds(spec) == {}
