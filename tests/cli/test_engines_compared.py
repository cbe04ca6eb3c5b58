"""Comparisons of engines from the command line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from tests.gui.comparison_states import bodies
from workbench.cli import main
from workbench.cli.engines_table import print_engines
from workbench.core.comparison import Comparison
from workbench.core.spec import EnginesSpec, ExperimentSpec, RepeatSpec, to_json


@pytest.fixture
def experiment(tmp_path: Path) -> str:
    spec = ExperimentSpec(
        workload="squares",
        params={"numbers": 100, "tasks": 4, "rounds": 1},
        engine="threads",
        engines=EnginesSpec(
            shortest_s=1e-4, longest_s=1e-3, lengths=2, point_s=0.01, repeats=2
        ),
        repeats=RepeatSpec(minimum=2, maximum=2),
    )
    file = tmp_path / "small.wbexp"
    file.write_text(to_json(spec), encoding="utf-8")
    return str(file)


def test_that_engines_are_compared_on_request(
    experiment: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history = ["--history", str(tmp_path / "history.sqlite")]
    command = ["run", experiment, "--compare", "serial", "--json", "--quiet"]
    assert main([*command, *history]) == 0
    found = json.loads(capsys.readouterr().out)["engines"]
    assert [row["engine"] for row in found["rows"]] == ["serial", "threads"]
    assert all(len(row["curve"]) == 2 for row in found["rows"])
    assert found["identical"] is True
    assert found["sentences"]


def test_that_an_unknown_engine_is_refused_with_those_there_are(
    experiment: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history = ["--history", str(tmp_path / "history.sqlite")]
    assert main(["run", experiment, "--compare", "tractor", *history]) == 2
    said = capsys.readouterr().err
    assert "tractor" in said
    assert "joblib" in said


def test_that_the_table_names_engines_that_are_left_out() -> None:
    comparison = Comparison()
    for body in bodies():
        comparison = comparison.after(body)
    written = io.StringIO()
    print_engines(Console(width=160, file=written), comparison)
    text = written.getvalue()
    assert "engines on 2 workers" in text
    assert "efficiency by task length" in text
    assert "Tasks shorter than" in text
    assert "never" in text
    assert "Tractor is left out: Tractor is not installed." in text
