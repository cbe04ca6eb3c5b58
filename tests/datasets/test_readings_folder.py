"""Where readings are kept: found again, never overwritten, refused with a remedy."""

from __future__ import annotations

import os
import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from workbench.core.errors import BadInput
from workbench.datasets import readings_folder
from workbench.datasets.readings import (
    SENSORS_FILE,
    Readings,
    write_file,
    write_sensors,
)

SMALL = Readings(seed=3, rows=2_500, rows_per_file=1_000, sensors=20)
ALL = [SENSORS_FILE, *SMALL.names()]
Usage = namedtuple("Usage", "total used free")


def fill(parent: Path, readings: Readings = SMALL) -> Path:
    folder = readings_folder.folder_of(str(parent), readings)
    assert readings_folder.missing(str(parent), readings) != []
    marks = [write_file(readings, f, str(folder)) for f in range(readings.files)]
    marks.append(write_sensors(readings, str(folder)))
    readings_folder.record(str(parent), readings, marks)
    return folder


def refusal(parent: Path) -> str:
    with pytest.raises(BadInput) as refused:
        readings_folder.missing(str(parent), SMALL)
    (problem,) = refused.value.problems
    assert problem.field == "params.folder"
    return str(problem.message)


def test_that_all_files_are_missing_at_first_and_none_once_made(tmp_path: Path) -> None:
    assert readings_folder.missing(str(tmp_path), SMALL) == ALL
    fill(tmp_path)
    assert readings_folder.missing(str(tmp_path), SMALL) == []


def test_that_what_was_interrupted_is_made_anew_and_can_be_removed(
    tmp_path: Path,
) -> None:
    readings_folder.missing(str(tmp_path), SMALL)
    folder = readings_folder.folder_of(str(tmp_path), SMALL)
    write_file(SMALL, 0, str(folder))
    assert readings_folder.missing(str(tmp_path), SMALL) == ALL
    (found,) = readings_folder.kept(str(tmp_path))
    readings_folder.remove(found)
    assert list(tmp_path.iterdir()) == []


def test_that_only_a_deleted_file_is_made_again(tmp_path: Path) -> None:
    folder = fill(tmp_path)
    (folder / ALL[2]).unlink()
    assert readings_folder.missing(str(tmp_path), SMALL) == [ALL[2]]
    readings_folder.record(str(tmp_path), SMALL, [write_file(SMALL, 1, str(folder))])
    assert readings_folder.missing(str(tmp_path), SMALL) == []


def test_that_a_copy_with_other_times_is_known_by_its_content(tmp_path: Path) -> None:
    folder = fill(tmp_path)
    for path in folder.glob("*.parquet"):
        os.utime(path, ns=(1, 1))
    assert readings_folder.missing(str(tmp_path), SMALL) == []


@pytest.mark.parametrize("shorter", [True, False])
def test_that_a_damaged_file_is_refused_with_its_remedy(
    tmp_path: Path, shorter: bool
) -> None:
    path = fill(tmp_path) / ALL[1]
    whole = path.read_bytes()
    path.write_bytes(whole[:-9] if shorter else whole[:100] + b"!" + whole[101:])
    assert "“readings-00000.parquet”" in refusal(tmp_path)
    assert "Delete it" in refusal(tmp_path)
    path.unlink()
    assert readings_folder.missing(str(tmp_path), SMALL) == [ALL[1]]


def test_that_a_foreign_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    folder = fill(tmp_path)
    foreign = folder / "mine.parquet"
    foreign.write_bytes(b"PAR1")
    assert "“mine.parquet”" in refusal(tmp_path)
    (found,) = readings_folder.kept(str(tmp_path))
    readings_folder.remove(found)
    assert list(folder.iterdir()) == [foreign]


def test_that_a_place_below_a_file_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    (problem,) = readings_folder.problems(str(tmp_path / "file" / "x"), SMALL)
    assert problem.field == "params.folder"
    assert "Nothing can be written" in str(problem.message)
    assert "Nothing can be written" in refusal(tmp_path / "file" / "x")


def test_that_a_full_disk_is_said_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(9, 9, 200_000_000))
    (problem,) = readings_folder.problems(str(tmp_path), SMALL)
    assert problem.field == "params.megabytes"
    assert "workbench data remove" in str(problem.message)
    fill(tmp_path)  # what is there already needs no room
    assert list(readings_folder.problems(str(tmp_path), SMALL)) == []


def test_that_the_cache_is_the_place_of_who_names_none() -> None:
    folder = readings_folder.folder_of("", SMALL)
    assert folder.parent == readings_folder.cache()
    assert SMALL.key in folder.name
