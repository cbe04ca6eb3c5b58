"""Experiment files and run bundles on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from workbench.cli import main

QUICK = ("--engine", "serial", "--repeats", "1", "--workers", "1", "--quiet")


def history(folder: Path) -> list[str]:
    return ["--history", str(folder / "history.sqlite")]


@pytest.fixture
def bundle(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A run of one computer as a file."""
    file = tmp_path / "run.wbrun"
    here = history(tmp_path)
    models = ("--models", "decision_tree")
    assert main(["run", "iris-vote", *models, *QUICK, *here]) == 0
    assert main(["export", "last", "--to", str(file), *here]) == 0
    capsys.readouterr()
    return file


def document(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main([*arguments, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_that_a_bundle_is_imported_once_and_shown_as_it_was(
    bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = history(tmp_path / "elsewhere")
    own = document(capsys, "show", "last", *history(tmp_path))
    assert main(["import", str(bundle), *there]) == 0
    assert "imported as run 1" in capsys.readouterr().out
    assert main(["import", str(bundle), *there]) == 0
    assert "was in the history as run 1" in capsys.readouterr().out
    found = document(capsys, "show", "1", *there)
    assert found["run"].pop("origin")
    assert not own["run"].pop("origin")
    assert found == own


def test_that_a_bundle_is_shown_without_being_imported(
    bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = history(tmp_path / "elsewhere")
    found = document(capsys, "show", str(bundle), *there)
    assert found["models"]["decision_tree"]["mean"] > 0.9
    assert found["run"]["origin"]
    assert not (tmp_path / "elsewhere").exists()
    assert main(["show", str(bundle)]) == 0
    assert "Measured elsewhere" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["show", "import"])
def test_that_a_bad_bundle_is_one_sentence_and_exit_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    file = tmp_path / "bad.wbrun"
    file.write_bytes(b"PK\3\4 nothing")
    assert main([command, str(file), *history(tmp_path)]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert "is damaged" in line


def test_that_an_experiment_file_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.wbexp"
    file.write_text('{"models": [{"estimator": "dummy"}]}', encoding="utf-8")
    found = document(capsys, "run", str(file), *QUICK, *history(tmp_path))
    assert list(found["models"]) == ["dummy"]
