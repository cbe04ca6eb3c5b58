"""Saving, predicting and exporting from the command line."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sklearn.datasets import load_iris

from tests.persistence.runs import ONE_THREAD
from workbench.cli import main
from workbench.core.spec import CvSpec, ExperimentSpec, ModelSpec, RepeatSpec, to_json
from workbench.core.state import fold
from workbench.session import Session

RULES = ("soft_vote", "stacking_logistic", "greedy_selection", "weighted_vote")
ROWS = "sepal length (cm),sepal width (cm),petal length (cm),petal width (cm)\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cli-models")


@pytest.fixture(scope="module")
def history(folder: Path) -> list[str]:
    """A history with one run of three models and some rules over them."""
    models = ("logistic_regression", "decision_tree", "naive_bayes", *RULES)
    spec = ExperimentSpec(
        workload="ensemble",
        models=tuple(ModelSpec(estimator=name) for name in models),
        engine="serial",
        workers=(1,),
        cv=CvSpec(folds=3),
        repeats=RepeatSpec(minimum=1, maximum=1),
    )
    path = folder / "history.sqlite"
    with Session(history=path) as session:
        state = fold(session.start(spec))
    assert state.status == "done", to_json(spec)
    return ["--history", str(path)]


@pytest.fixture(scope="module")
def model(folder: Path, history: list[str]) -> Path:
    path = folder / "iris.skops"
    assert main(["save", "last", "soft_vote", str(path), *history]) == 0
    return path


def table(tmp_path: Path, rows: int = 150) -> Path:
    X, _ = load_iris(return_X_y=True)
    path = tmp_path / "new.csv"
    lines = "\n".join(",".join(map(str, row)) for row in X[:rows].tolist())
    path.write_text(f"{ROWS}{lines}\n")
    return path


def test_that_saving_says_what_was_written_where(
    folder: Path, history: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "tree.skops"
    assert main(["save", "last", "decision_tree", str(path), *history]) == 0
    said = capsys.readouterr().out
    assert "Decision tree saved to" in said
    assert "tree.card.md" in said
    assert path.exists()


def test_that_predictions_are_printed_as_csv(
    model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["predict", str(model), str(table(tmp_path))]) == 0
    lines = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert len(lines) == 150
    assert lines[0]["species"] == "setosa"
    _, y = load_iris(return_X_y=True)
    names = load_iris().target_names
    hits = sum(line["species"] == names[k] for line, k in zip(lines, y, strict=True))
    assert hits > 140
    shares = [float(lines[7][f"p({name})"]) for name in names]
    assert sum(shares) == pytest.approx(1.0)


def test_that_predictions_are_written_to_a_file_or_as_json(
    model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.csv"
    call = ["predict", str(model), str(table(tmp_path, 3)), "--out", str(out), "--json"]
    assert main(call) == 0
    printed = capsys.readouterr()
    assert "3 predictions written" in printed.err
    found = json.loads(printed.out)
    assert found["predictions"] == ["setosa"] * 3
    assert len(found["probabilities"]) == found["rows"] == 3
    assert found["card"]["title"] == "Soft vote"
    assert len(out.read_text().splitlines()) == 4


def test_that_a_bad_table_or_model_ends_with_status_2_and_a_remedy(
    model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("a,b\n1,2\n")
    assert main(["predict", str(model), str(bad)]) == 2
    said = capsys.readouterr().err
    assert said.count("workbench: table:") == 4
    foreign = tmp_path / "foreign.skops"
    foreign.write_bytes(model.read_bytes()[:-7])
    assert main(["predict", str(foreign), str(bad)]) == 2
    assert "workbench: model:" in capsys.readouterr().err


def test_that_the_card_of_a_model_is_shown(
    model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", str(model)]) == 0
    assert capsys.readouterr().out == model.with_suffix(".card.md").read_text()
    assert main(["show", str(model), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["method"] == "soft"


def test_that_scripts_print_the_scores_of_the_run(
    tmp_path: Path, history: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """As any stranger would run them: an interpreter that knows nothing of us."""
    paths = [str(tmp_path / f"{rule}.py") for rule in RULES]
    for rule, path in zip(RULES, paths, strict=True):
        assert main(["export", "last", "--to", path, "--row", rule, *history]) == 0
    capsys.readouterr()
    run_all = "import runpy, sys; [runpy.run_path(path) for path in sys.argv[1:]]"
    done = subprocess.run(
        [sys.executable, "-I", "-c", run_all, *paths],
        env={**os.environ, **ONE_THREAD},
        capture_output=True,
        text=True,
        check=True,
    )
    printed = [float(line.split()[1]) for line in done.stdout.splitlines()]
    assert main(["show", "last", "--json", *history]) == 0
    run = json.loads(capsys.readouterr().out)["models"]
    assert printed == pytest.approx([run[rule]["mean"] for rule in RULES], abs=1e-9)


def test_that_a_script_wants_to_know_its_row(
    tmp_path: Path, history: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "last", "--to", str(tmp_path / "x.py"), *history]) == 2
    assert "soft_vote" in capsys.readouterr().err


def test_that_a_row_that_is_not_there_is_named(
    tmp_path: Path, history: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["save", "last", "softvote", str(tmp_path / "x.skops"), *history]
    assert main(call) == 2
    assert "Did you mean “soft_vote”?" in capsys.readouterr().err
