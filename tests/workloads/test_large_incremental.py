"""An ensemble that learns file by file: the same as its members one after another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import psutil
import pytest

from tests.workloads.large_runs import serially, small, trial
from workbench.core.parameters import ParamValue
from workbench.core.plan import Report
from workbench.core.results import Scores, TaskResult
from workbench.core.spec import ExperimentSpec
from workbench.datasets.readings import FEATURES, columns
from workbench.engines import ENGINES
from workbench.workloads import WORKLOADS
from workbench.workloads.large_incremental import (
    AT_ONCE,
    SERIES,
    VOTE,
    LargeIncremental,
)
from workbench.workloads.large_members import KINDS, most_of_each


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("readings")


@pytest.fixture(scope="module")
def spec(folder: Path) -> ExperimentSpec:
    return small("large_incremental", folder, perceptron=True)


@pytest.fixture(scope="module")
def outcome(spec: ExperimentSpec) -> tuple[Scores, list[Report]]:
    return serially(spec)


@pytest.fixture(scope="module")
def light(spec: ExperimentSpec) -> tuple[ExperimentSpec, str]:
    """The same without the model of all rows at once, and its scores' digest."""
    quick = with_params(spec, reference=False)
    return quick, serially(quick)[0].digest


def built(spec: ExperimentSpec) -> LargeIncremental:
    workload = WORKLOADS.get("large_incremental").build(spec)
    assert isinstance(workload, LargeIncremental)
    return workload


def matrix(readings: Any, file: int) -> tuple[Any, Any]:
    table = columns(readings, file)
    return np.column_stack([table[name] for name in FEATURES]), table["state"]


def with_params(spec: ExperimentSpec, **params: ParamValue) -> ExperimentSpec:
    return msgspec.structs.replace(spec, params={**spec.params, **params})


def test_that_members_are_those_of_partial_fit_in_one_process(
    spec: ExperimentSpec, outcome: tuple[Scores, list[Report]]
) -> None:
    readings = built(spec).readings
    train = [matrix(readings, file) for file in range(4)]
    X_test, y_test = matrix(readings, 4)
    X_test, y_test = X_test[:20_000], y_test[:20_000]
    rows = np.concatenate([X for X, _ in train])
    mean, deviation = rows.mean(axis=0), rows.std(axis=0)
    said = []
    for name, kind in KINDS.items():
        model = kind.make(5)
        for X, y in train:
            model.partial_fit((X - mean) / deviation, y, classes=[0, 1, 2])
        Z = (X_test - mean) / deviation
        found = outcome[0].models[name].fold_scores[0]
        # NumPy's mean may differ in its last bit from the exact one: a row or two.
        assert found == pytest.approx(model.score(Z, y_test), abs=3e-4)
        said.append(
            model.predict_proba(Z)
            if hasattr(model, "predict_proba")
            else np.eye(3)[model.predict(Z)]
        )
    vote = (np.mean(said, axis=0).argmax(axis=1) == y_test).mean()
    assert outcome[0].models[VOTE].fold_scores[0] == pytest.approx(vote, abs=3e-4)


def test_that_accuracy_is_reported_against_the_rows_seen(
    spec: ExperimentSpec, outcome: tuple[Scores, list[Report]]
) -> None:
    scores, reports = outcome
    readings = built(spec).readings
    for key in (*KINDS, VOTE):
        curve = [r for r in reports if r.series == SERIES and r.key == key]
        assert [r.x for r in curve] == [
            sum(map(readings.rows_of, range(file + 1))) for file in range(4)
        ]
        assert (curve[-1].y,) == scores.models[key].fold_scores
    assert scores.facts["readings learnt from"] == 4 * readings.rows_per_file


def test_that_all_have_learnt_more_than_the_most_frequent_state(
    outcome: tuple[Scores, list[Report]],
) -> None:
    for key in (*KINDS, VOTE, AT_ONCE):
        (score,) = outcome[0].models[key].fold_scores
        assert score is not None
        assert score > 0.72  # of 0.7 normal


@pytest.mark.parametrize("name", ["threads", "processes"])
def test_that_no_engine_and_no_number_of_workers_changes_a_bit(
    name: str, light: tuple[ExperimentSpec, str]
) -> None:
    spec, digest = light
    with ENGINES.get(name)() as engine:
        for workers in (1, 3):
            scores, _ = trial(spec, engine, workers)
            assert scores.digest == digest


def test_that_a_killed_worker_changes_no_answer(
    light: tuple[ExperimentSpec, str],
) -> None:
    spec, digest = light
    killed: list[int] = []
    with ENGINES.get("processes")() as engine:
        engine.ensure(2)

        def kill(result: TaskResult) -> None:
            if result.label == "mlp" and not killed:
                killed.append(engine.state().pids[1])
                psutil.Process(killed[0]).kill()

        scores, _ = trial(spec, engine, 2, kill)
    assert killed
    assert scores.digest == digest


def test_that_bags_differ_in_files_and_seeds(spec: ExperimentSpec) -> None:
    bagged = with_params(
        spec, bags=3, share=0.5, perceptron=False, mlp=False, reference=False
    )
    workload = built(bagged)
    keys = [f"{kind} {n}" for kind in ("logistic", "naive_bayes") for n in (1, 2, 3)]
    members = workload._members
    assert [m.key for m in members] == keys
    assert all(len(m.files) == 2 for m in members)
    assert len({m.files for m in members}) > 1
    scores, reports = serially(bagged)
    assert list(scores.models) == [*keys, VOTE]
    first = [r for r in reports if r.series == SERIES][:1]
    assert first
    entry = WORKLOADS.get("large_incremental")
    assert str(entry.titles(bagged)["logistic 2"]) == "Logistic regression (SGD) 2"
    assert entry.size(bagged).tasks == 4 + 1 + 6 * 2


def test_that_one_fit_on_all_is_left_out_where_it_would_not_fit(
    spec: ExperimentSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.workloads import large_incremental

    monkeypatch.setattr(large_incremental.asked, "memory_mb", lambda spec: 8)
    workload = built(spec)
    assert not workload._at_once
    monkeypatch.setattr(large_incremental.asked, "memory_mb", lambda spec: 300)
    assert built(spec)._at_once


def test_that_held_out_files_share_the_rows_that_score() -> None:
    files: Any = [None] * 3
    assert most_of_each(files) == 6_667


@pytest.mark.parametrize(
    ("params", "field"),
    [
        (dict.fromkeys(KINDS, False), "params.mlp"),
        ({"megabytes": 1, "file_megabytes": 4}, "params.file_megabytes"),
        ({"share": 0}, "params.share"),
    ],
)
def test_that_what_cannot_be_learnt_is_refused(
    params: dict[str, Any], field: str, tmp_path: Path
) -> None:
    (problem,) = WORKLOADS.get("large_incremental").validate(
        small("large_incremental", tmp_path, **params)
    )
    assert problem.field == field
