"""``workbench data``: what was made, and its removal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench.cli import main
from workbench.datasets import readings_folder
from workbench.datasets.readings import Readings, write_sensors

READINGS = Readings(seed=7, rows=100, rows_per_file=100, sensors=5)


@pytest.fixture
def folder(tmp_path: Path) -> str:
    parent = str(tmp_path)
    readings_folder.missing(parent, READINGS)
    made = write_sensors(READINGS, str(readings_folder.folder_of(parent, READINGS)))
    readings_folder.record(parent, READINGS, [made])
    return parent


def test_that_what_was_made_is_listed_with_its_size(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["data", "list", "--json", "--folder", folder]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["name"] == f"readings-{READINGS.key}"
    assert (row["seed"], row["rows"], row["sensors"]) == (7, 100, 5)
    assert main(["data", "list", "--folder", folder]) == 0
    assert READINGS.key in capsys.readouterr().out


def test_that_data_are_removed_by_name_and_nothing_else(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    name = f"readings-{READINGS.key}"
    assert main(["data", "remove", "readings-0", "--folder", folder]) == 2
    assert name in capsys.readouterr().err  # the known ones
    assert main(["data", "remove", name, "--folder", folder]) == 0
    assert list(Path(folder).iterdir()) == []
    assert main(["data", "list", "--folder", folder]) == 0
    assert "nothing was made" in capsys.readouterr().out


def test_that_the_cache_is_listed_where_no_folder_is_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["data", "list", "--json"]) == 0
    assert isinstance(json.loads(capsys.readouterr().out), list)
