from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from workbench.core.comparison import (
    EngineLeftOut,
    EngineRow,
    EnginesFound,
    EngineTimed,
    Figure,
)
from workbench.core.ensemble import (
    Calibration,
    EnsembleFindings,
    GrowthPoint,
    RowFindings,
)
from workbench.core.errors import BadInput
from workbench.core.events import Found, Reported, ScalingLaw
from workbench.core.messages import Message
from workbench.core.spec import from_builtins
from workbench.core.state import RunState, fold
from workbench.core.steadiness import Instability, Scatter
from workbench.store import export

Stories = Callable[..., Any]


@pytest.fixture
def state(story: Stories) -> RunState:
    return fold(story(7).whole())


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_that_the_documents_keys_are_the_promised_ones(state: RunState) -> None:
    document = export.to_document(state)
    assert set(document) == {
        "run", "status", "reason", "error", "spec", "environment", "metric", "speedup",
        "models", "identical_across_workers", "verdict", "facts", "trials", "phases",
        "warnings", "failures", "anatomy", "diagnoses", "workers", "scatter",
        "unstable", "scaling", "law", "ensemble", "growth", "series", "engines",
    }  # fmt: skip
    assert {frozenset(point) for point in document["speedup"]} == {
        frozenset(
            {"workers", "seconds", "median_s", "speedup", "ci95", "efficiency", "work"}
        )
    }
    assert set(document["models"]["knn"]) >= {
        "fold_scores", "mean", "ci95", "fit_s", "score_s",
    }  # fmt: skip
    assert set(document["verdict"]) == {"text", "recommended_workers"}


def test_that_the_document_says_what_was_measured(state: RunState) -> None:
    document = export.to_document(state)
    assert document["run"] == {
        "id": 7,
        "title": "",
        "started_at": "2023-11-14T22:13:20+00:00",
        "seconds": 4.0,
        "origin": "",
    }
    assert document["status"] == "done"
    assert document["metric"] == "accuracy"
    assert document["speedup"][1]["ci95"] == [1.5, 2.0]
    assert document["speedup"][0]["ci95"] is None
    assert document["models"]["knn"]["fold_scores"] == [0.9, None]
    assert document["identical_across_workers"] is True
    text = "Use 2 workers: 2.00×. Soft vote scores highest."
    assert document["verdict"] == {"text": text, "recommended_workers": 2}
    assert document["warnings"] == ["Mind a, b."]
    assert document["facts"] == {"sum": 285, "mean": 2.5, "name": "squares"}
    assert document["failures"][0]["text"] == "bad"
    assert document["phases"][0]["phase"] == "engine start"
    assert document["trials"][0]["seconds"] == 2.0


def test_that_the_document_tells_outliers_and_why_times_are_unstable(
    state: RunState,
) -> None:
    assert state.estimate is not None
    unstable = Instability(
        workers=(2,),
        finding=Message("Unstable by {n} %.", {"n": 14}),
        cause=Message("No cause was seen."),
        cure=Message("Add repeats."),
    )
    one = Scatter(workers=2, spread=0.14, fences=(1.0, 2.0), outliers=(3,))
    estimate = msgspec.structs.replace(
        state.estimate, scatter=(one,), unstable=unstable
    )
    found = msgspec.structs.replace(state, estimate=estimate)

    document = export.to_document(found)

    assert document["scatter"][0]["outliers"] == [3]
    assert document["unstable"] == {
        "workers": [2],
        "finding": "Unstable by 14 %.",
        "cause": "No cause was seen.",
        "cure": "Add repeats.",
        "causes": [],
    }
    assert export.to_document(state)["unstable"] is None
    rows = {row["kind"]: row["value"] for row in _rows(export.to_csv(found))}
    assert (rows["scatter"], rows["outliers"]) == ("0.14", "1")


def test_that_the_spec_of_the_document_can_be_run_again(state: RunState) -> None:
    assert from_builtins(export.to_document(state)["spec"]) == state.spec


def test_that_a_run_that_measured_nothing_has_the_same_keys(state: RunState) -> None:
    empty = export.to_document(RunState())
    assert set(empty) == set(export.to_document(state))
    assert (empty["speedup"], empty["models"], empty["facts"]) == ([], {}, {})
    assert empty["verdict"] == {"text": "", "recommended_workers": None}
    assert export.to_csv(RunState()).splitlines() == [",".join(export.COLUMNS)]


def test_that_the_document_is_strict_json(state: RunState) -> None:
    strange = msgspec.structs.replace(
        state, environment={"load": math.nan, "most": math.inf, "where": ("a", "b")}
    )
    text = json.dumps(export.to_document(strange), allow_nan=False)
    assert json.loads(text) == json.loads(export.to_json(strange))
    assert json.loads(text)["environment"]["load"] is None


def test_that_the_table_holds_one_value_a_row(state: RunState) -> None:
    rows = _rows(export.to_csv(state))

    def value(kind: str, **where: str) -> list[str]:
        return [
            row["value"]
            for row in rows
            if row["kind"] == kind and where.items() <= row.items()
        ]

    assert value("trial_seconds", workers="1", repeat="1", unit="s") == ["2.0"]
    assert value("speedup", workers="2", unit="×") == ["1.75"]
    assert value("speedup_ci95_low", workers="2") == ["1.5"]
    assert value("speedup_ci95_low", workers="1") == []
    assert value("fold_score", model="knn", unit="accuracy") == ["0.9", ""]
    assert value("fold_score", model="knn", split="2") == [""]
    assert value("mean_score", model="knn") == ["0.9"]
    assert value("mean_score", model="decision_tree") == []


def test_that_names_with_commas_and_quotes_survive_the_table(state: RunState) -> None:
    assert state.estimate is not None
    name = 'mine, "best"\n模型'
    models = {name: state.estimate.models["knn"]}
    estimate = msgspec.structs.replace(state.estimate, models=models)
    text = export.to_csv(msgspec.structs.replace(state, estimate=estimate))
    assert {row["model"] for row in _rows(text)} == {"", name}


@pytest.mark.parametrize("name", ["run.json", "run.JSON", "run.csv"])
def test_that_the_suffix_says_how_to_write(
    tmp_path: Path, state: RunState, name: str
) -> None:
    path = tmp_path / name
    export.write(state, path)
    text = path.read_text(encoding="utf-8")
    if name == "run.csv":
        assert text == export.to_csv(state)
    else:
        assert json.loads(text) == export.to_document(state)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["run.xlsx", "run", ".json"])
def test_that_an_unknown_suffix_is_refused_with_the_known_ones(
    tmp_path: Path, state: RunState, name: str
) -> None:
    with pytest.raises(BadInput, match=r"\.json, \.csv") as caught:
        export.write(state, tmp_path / name)
    assert [problem.field for problem in caught.value.problems] == ["--to"]
    assert list(tmp_path.iterdir()) == []


def test_that_a_place_that_cannot_be_written_is_refused_and_nothing_is_left(
    tmp_path: Path, state: RunState
) -> None:
    (tmp_path / "taken.json").mkdir()
    for path in (tmp_path / "taken.json", tmp_path / "missing" / "run.json"):
        with pytest.raises(BadInput, match="cannot be written") as caught:
            export.write(state, path)
        assert [problem.field for problem in caught.value.problems] == ["--to"]
    assert [path.name for path in tmp_path.iterdir()] == ["taken.json"]


def test_that_a_file_is_replaced_only_by_a_whole_one(
    tmp_path: Path, state: RunState
) -> None:
    path = tmp_path / "run.csv"
    path.write_text("before")
    broken = msgspec.structs.replace(state, trials=state.trials.append(None))
    with pytest.raises(AttributeError):
        export.write(broken, path)
    assert path.read_text() == "before"
    old = tmp_path / "the same file under another name"
    old.hardlink_to(path)
    export.write(state, path)
    assert path.read_text(encoding="utf-8") == export.to_csv(state)
    assert old.read_text() == "before"


def test_that_reports_alone_are_no_result() -> None:
    point = Reported(t=1.0, trial_id=1, series="fold score", key="knn", x=1, y=0.5)
    assert export.to_document(fold([point]))["models"] == {}


def test_that_findings_about_an_ensemble_are_exported_in_words(state: RunState) -> None:
    assert export.to_document(state)["ensemble"] is None
    row = RowFindings(
        key="soft_vote",
        title=Message("Soft vote"),
        rule=True,
        fold_scores=(0.5, None),
        mean=0.5,
        ci95=None,
        weights={"knn": 0.25},
        calibration=Calibration(log_loss=float("inf"), brier=0.1, ece=0.2),
    )
    found = EnsembleFindings(
        kind="classification",
        metric="accuracy",
        splits=2,
        inner_folds=5,
        rows=(row,),
        best_member=None,
        sentences=(Message("{count} members.", {"count": 3}),),
    )
    point = GrowthPoint(method="bagging", members=1, score=0.5, cpu_s=1.0, wall_s=2.0)
    grown = fold(
        [
            Found(t=0.0, trial_id=1, workers=2, body=found),
            Found(t=0.0, trial_id=1, workers=2, body=point),
        ],
        state,
    )
    document = export.to_document(grown)
    assert document["ensemble"]["sentences"] == ["3 members."]
    (told,) = document["ensemble"]["rows"]
    assert told["title"] == "Soft vote"
    assert told["fold_scores"] == [0.5, None]
    assert told["weights"] == {"knn": 0.25}
    assert told["calibration"]["log_loss"] is None  # JSON has no infinity
    assert document["growth"]["bagging"]["2"]["points"][0]["members"] == 1


def test_that_a_comparison_of_engines_is_exported(state: RunState) -> None:
    assert export.to_document(state)["engines"] is None
    title = Message("Threads")
    row = EngineRow(
        engine="threads",
        title=title,
        workers=2,
        start_s=0.1,
        warm_up_s=0.2,
        overhead_s=Figure(value=1e-5, ci95=(9e-6, 2e-5)),
    )
    timed = EngineTimed(
        engine="threads", what="chunks", repeat=1, workers=2, tasks=9, seconds=0.1
    )
    bodies = (
        EngineLeftOut(engine="dask", title=Message("Dask"), reason=Message("install")),
        timed,
        EnginesFound(
            workers=2,
            rows=(row,),
            sentences=(Message("Take {engine}.", {"engine": title}),),
        ),
    )
    found = (Found(t=0.0, trial_id=1, workers=2, body=body) for body in bodies)
    document = export.to_document(fold(found, state))["engines"]
    assert document["sentences"] == ["Take Threads."]
    assert document["rows"][0]["title"] == "Threads"
    assert document["rows"][0]["overhead_s"] == {"value": 1e-5, "ci95": [9e-6, 2e-5]}
    assert document["left_out"][0]["reason"] == "install"
    assert document["timings"][0]["tasks"] == 9


def test_that_a_law_is_exported_with_its_parameters_and_words(state: RunState) -> None:
    assert export.to_document(state)["law"] is None
    assert state.estimate is not None
    law = ScalingLaw(
        name="gustafson",
        workers=(1.0, 2.0),
        speedup=(1.0, 1.9),
        low=(1.0, 1.8),
        high=(1.0, 2.0),
        parameters={"serial_fraction": (0.1, 0.05, 0.15)},
        sentences=(Message("{share} % is serial.", {"share": 10}),),
    )
    estimate = msgspec.structs.replace(state.estimate, law=law)
    fitted = msgspec.structs.replace(state, estimate=estimate)
    assert export.to_document(fitted)["law"] == {
        "name": "gustafson",
        "parameters": {"serial_fraction": [0.1, 0.05, 0.15]},
        "text": ["10 % is serial."],
    }
