"""The command line as a person meets it: real processes, real exit codes."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.gui.plots.states import Run
from workbench.cli import main
from workbench.cli.tables import print_state
from workbench.core import spec as specs
from workbench.planner import PRESETS

QUICK = ("--engine", "threads", "--repeats", "2", "--quiet")


@pytest.fixture
def history(tmp_path: Path) -> list[str]:
    return ["--history", str(tmp_path / "history.sqlite")]


def document(text: str) -> dict[str, Any]:
    """The one JSON document on stdout, read without accepting NaN."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    parsed: dict[str, Any] = json.loads(text, parse_constant=refuse)
    return parsed


def test_that_a_run_prints_one_json_document_with_stable_keys(
    history: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "iris-vote", "--json", *QUICK, *history]) == 0
    found = document(capsys.readouterr().out)
    assert {
        "spec",
        "environment",
        "speedup",
        "models",
        "identical_across_workers",
        "verdict",
    } <= set(found)
    one, two = found["speedup"]
    assert [one["workers"], two["workers"]] == [1, 2]
    assert len(two["seconds"]) == 2
    assert two["efficiency"] == pytest.approx(two["speedup"] / 2)
    assert set(two) == {
        "workers",
        "seconds",
        "median_s",
        "speedup",
        "ci95",
        "efficiency",
        "work",
    }
    assert found["identical_across_workers"] is True
    assert set(found["models"]) == {m.key for m in PRESETS["iris-vote"].spec.models}
    for model in found["models"].values():
        assert len(model["fold_scores"]) == 20
        assert {"mean", "ci95", "fit_s", "score_s"} <= set(model)
        assert model["mean"] > 0.9
    assert found["verdict"]["text"]
    assert specs.from_builtins(found["spec"]).seed == 0


def test_that_options_replace_parts_of_the_spec(
    history: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(
        [
            *("run", "iris-vote", "--json", "--quiet", *history),
            *("--engine", "threads", "--repeats", "1", "--dataset", "wine"),
            *("--models", "naive_bayes,decision_tree,hard_vote", "--workers", "3"),
            *("--cv", "3", "--cv-repeats", "2", "--seed", "5"),
        ]
    )
    assert status == 0
    found = document(capsys.readouterr().out)
    spec = found["spec"]
    assert spec["dataset"]["name"] == "wine"
    assert spec["cv"]["folds"] == 3
    assert spec["seed"] == 5
    assert list(found["models"]) == ["naive_bayes", "decision_tree", "hard_vote"]
    assert [p["workers"] for p in found["speedup"]] == [1, 3]
    assert found["speedup"][1]["ci95"] is None


def test_that_a_table_of_ones_own_is_run_with_its_target(
    tmp_path: Path, history: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "plants of mine.csv"
    rows = [(i, i % 7, "ab"[i % 2], ("no", "yes")[i % 7 > 3]) for i in range(140)]
    with table.open("w", newline="") as file:
        csv.writer(file).writerows([("n", "size", "kind", "big"), *rows])
    status = main(
        [
            *("run", "iris-vote", "--json", *QUICK, *history),
            *("--data", str(table), "--target", "big", "--features", "size,kind"),
            *("--models", "decision_tree,naive_bayes,hard_vote"),
            *("--cv", "3", "--cv-repeats", "1"),
        ]
    )
    assert status == 0
    found = document(capsys.readouterr().out)
    assert found["spec"]["dataset"]["features"] == ["size", "kind"]
    assert found["models"]["decision_tree"]["mean"] == 1.0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["iris-vot"], "Did you mean “iris-vote”?"),
        (["iris-vote", "--engine", "spork"], "engine"),
        (["iris-vote", "--workers", "0"], "workers"),
        (["iris-vote", "--workers", "10000"], "Use at most 256"),
        (["iris-vote", "--models", "decision_treee"], "“decision_tree”"),
        (["iris-vote", "--data", "nowhere.csv", "--target", "x"], "nowhere.csv"),
        (["iris-vote", "--features", "petal"], "features"),
        (["iris-vote", "--owner", "site"], "columns of a table of your own"),
        (["iris-vote", "--test-column", "kept"], "columns of a table of your own"),
    ],
)
def test_that_bad_input_names_the_field_and_the_remedy_and_exits_with_2(
    arguments: list[str],
    words: str,
    history: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["run", *arguments, *history]) == 2
    captured = capsys.readouterr()
    assert words in captured.err
    assert captured.out == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"datset": {}}', "Did you mean “dataset”?"),
        ('{"workers": ["two"]}', "workers"),
        ("not json", "not a valid experiment"),
        ('{"cv": {"scheme": "loo"}}', "cv.scheme"),
    ],
)
def test_that_a_broken_spec_file_is_explained(
    text: str,
    words: str,
    tmp_path: Path,
    history: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "spec.json"
    path.write_text(text)
    assert main(["run", str(path), *history]) == 2
    assert words in capsys.readouterr().err


def test_that_a_spec_file_written_by_us_runs(
    tmp_path: Path, history: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "spec.json"
    path.write_text(specs.to_json(PRESETS["squares"].spec))
    assert main(["run", str(path), "--json", *QUICK, *history]) == 0
    found = document(capsys.readouterr().out)
    assert found["models"] == {}
    assert found["facts"]["sum of squares"] == sum(x * x for x in range(20_000))


@pytest.mark.parametrize(
    "what", ["datasets", "models", "engines", "workloads", "presets"]
)
def test_that_everything_that_can_be_chosen_is_listed(
    what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", what, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len({row["name"] for row in rows}) == len(rows) > 1
    assert main(["list", what]) == 0
    assert rows[0]["name"] in capsys.readouterr().out


def test_that_past_runs_are_listed_shown_and_exported(
    tmp_path: Path, history: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "runs", *history]) == 0
    assert capsys.readouterr().out == "nothing yet\n"
    assert main(["run", "squares", "--json", *QUICK, *history]) == 0
    ran = document(capsys.readouterr().out)
    assert main(["list", "runs", "--json", *history]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["run"], row["status"]) == (1, "done")
    assert main(["show", "last", "--json", *history]) == 0
    assert document(capsys.readouterr().out) == ran
    assert main(["show", "1", *history]) == 0
    assert "speedup" in capsys.readouterr().out
    for suffix in ("json", "csv"):
        target = tmp_path / f"run.{suffix}"
        assert main(["export", "1", "--to", str(target), *history]) == 0
        assert target.stat().st_size > 100
    assert json.loads((tmp_path / "run.json").read_text()) == ran


@pytest.mark.parametrize("number", ["99", "nonsense"])
def test_that_an_unknown_run_is_said(
    number: str, history: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "squares", *QUICK, *history]) == 0
    assert main(["show", number, *history]) == 2
    assert "The newest is 1" in capsys.readouterr().err


def test_that_the_time_limit_keeps_what_was_measured(
    history: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["run", "digits-models", "--engine", "threads", "--time-limit", "2"]
    assert main([*arguments, "--json", *history]) == 130
    captured = capsys.readouterr()
    assert document(captured.out)["status"] == "cancelled"
    assert "time limit" in captured.err


def started(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "workbench", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_that_ctrl_c_cancels_with_130_and_keeps_what_was_measured(
    history: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    few = ("--models", "decision_tree,naive_bayes", "--repeats", "500")
    run = ("run", "iris-vote", *few, "--json", *history)
    with started(*run) as process:
        assert process.stderr is not None
        assert "repeat 1" in process.stderr.readline()
        os.kill(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert document(out)["status"] == "cancelled"
    assert main(["show", "last", "--json", *history]) == 0
    assert document(capsys.readouterr().out)["speedup"][0]["seconds"]


def test_that_the_command_line_never_imports_qt(history: list[str]) -> None:
    code = (
        "import sys; from workbench.cli import main; "
        f"main(['run', 'squares', '--engine', 'serial', '--repeats', '1', '--quiet', "
        f"*{history!r}]); "
        "print([m for m in sys.modules if m.startswith(('PySide6', 'pyqtgraph'))])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert ended.stdout.splitlines()[-1] == "[]"


def test_that_engines_says_where_each_can_run(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["engines"]) == 0
    assert "available here" in capsys.readouterr().out
    assert main(["engines", "list", "--json"]) == 0
    rows = {row["engine"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["processes"]["available"]
    assert rows["processes"]["install"] is None
    assert rows["joblib"]["install"] == "pip install 'workbench'"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["create", "nonesuch"], "There is no engine “nonesuch”"),
        (["create", "joblib", "--python", "/nowhere"], "is not a Python"),
        (["create", "joblib", "--wheels", "/nowhere"], "no folder “/nowhere”"),
        (["use", "joblib", "--python", "/nowhere"], "is not a Python"),
        (["remove", "mine"], "There is no environment “mine”"),
    ],
)
def test_that_engines_refuses_what_cannot_be_in_words(
    capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert main(["engines", *arguments]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_that_ctrl_c_stops_the_creation_of_an_environment(own_home: Path) -> None:
    command = [sys.executable, "-m", "workbench", "engines", "create", "joblib"]
    with subprocess.Popen(
        [*command, "--python", sys.executable],
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        process.stderr.readline()  # it has begun
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
    assert process.returncode == 130
    assert "nothing was kept" in said
    assert not list(own_home.rglob("pyvenv.cfg"))


def test_that_unstable_times_and_outliers_are_told_in_the_terminal_too(
    capsys: pytest.CaptureFixture[str],
) -> None:
    state = Run(slow={7: 1.8}).finished()
    assert state.estimate is not None
    assert state.estimate.unstable is not None

    print_state(state)

    words = " ".join(capsys.readouterr().out.split())
    for sentence in state.estimate.unstable.sentences:
        assert str(sentence) in words
    assert "outliers" in words


def test_that_too_few_repeats_have_no_outliers_in_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_state(Run(workers=(1, 2), repeats=4).finished())

    lines = capsys.readouterr().out.splitlines()
    rows = [line for line in lines if line.startswith("│") and "×" in line]
    assert [row.replace("│", " ").split()[-1] for row in rows[:2]] == ["–", "–"]


WEAK = ("weak-pi", "--engine", "threads", "--repeats", "2", "--quiet")


def test_that_a_growing_problem_is_told_in_json_tables_and_csv(
    history: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", *WEAK, "--json", *history]) == 0
    found = document(capsys.readouterr().out)
    assert found["scaling"] == found["spec"]["scaling"] == "weak"
    assert found["identical_across_workers"] is None
    assert [p["work"] for p in found["speedup"]] == [1.0, 2.0]
    two = found["speedup"][1]
    assert two["efficiency"] == pytest.approx(two["speedup"] / 2)
    points = {t["workers"]: t["facts"]["π, estimated"] for t in found["trials"]}
    assert points[1] != points[2]
    assert {t["workers"]: t["tasks"] for t in found["trials"]} == {1: 16, 2: 32}

    assert main(["show", "last", *history]) == 0
    shown = capsys.readouterr().out
    assert "as long" in shown
    assert "2 workers: π, estimated: " in shown
    assert "1 worker: π, estimated: " in shown
    assert "bit for bit" not in shown

    table = tmp_path / "weak.csv"
    assert main(["export", "last", "--to", str(table), *history]) == 0
    with table.open(newline="") as file:
        rows = [(r["kind"], r["workers"]) for r in csv.DictReader(file)]
    kinds = {kind for kind, workers in rows if workers == "2"}
    assert {"work", "scaled_speedup", "scaled_speedup_ci95_low"} <= kinds
    assert "speedup" not in kinds


def test_that_an_option_makes_a_problem_grow_or_stay(
    history: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    once = ("--engine", "threads", "--repeats", "1", "--quiet", "--json", *history)
    assert main(["run", "squares", "--weak", *once]) == 0
    assert document(capsys.readouterr().out)["scaling"] == "weak"
    assert main(["run", "weak-pi", "--strong", *once]) == 0
    found = document(capsys.readouterr().out)
    assert found["scaling"] == "strong"
    assert found["identical_across_workers"] is True


def test_that_work_that_cannot_grow_is_refused_with_the_remedy(
    history: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "iris-vote", "--weak", *QUICK, *history]) == 2
    said = capsys.readouterr().err
    assert "scaling: Cross-validation cannot grow with the workers" in said
    assert "strong scaling" in said


def test_that_the_list_of_work_says_what_grows(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["list", "workloads", "--json"]) == 0
    grows = {r["name"]: r["grows"] for r in json.loads(capsys.readouterr().out)}
    assert grows["monte_carlo_pi"] == "points"
    assert [name for name, what in grows.items() if what is None] == [
        "cross_validation",
        "ensemble",
        "ensemble_growth",
        "joint",
        "large_data",
        "large_incremental",
    ]
