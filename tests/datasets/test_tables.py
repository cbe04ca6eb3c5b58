"""Users' files as the program reads them: in a child process, by any name."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from workbench.core.errors import BadInput
from workbench.core.isolate import Limits
from workbench.datasets.tables import read, sniff

GOOD = "a,b,y\n" + "".join(f"{i},{'uv'[i % 2]},{'pq'[i % 2]}\n" for i in range(30))
NAMES = [
    "with space.csv",
    'it\'s "quoted".csv',
    "Größe 数据.csv",
    "[a]*?.csv",
    "{a,b}.csv",
    "$HOME ~ %d.csv",
    "year=2020/part.csv",
    "table.csv.gz",
    "no suffix",
]
ON_WINDOWS = [name for name in NAMES if not set(name) & set('"*?')]


def refused(path: Path | str, *args, **kwargs) -> tuple[str, str]:
    with pytest.raises(BadInput) as caught:
        read(path, *args, **kwargs)
    (problem,) = caught.value.problems
    return problem.field, str(problem.message)


def state(path: Path) -> tuple[bytes, int, set[Path]]:
    return path.read_bytes(), path.stat().st_mtime_ns, set(path.parent.iterdir())


def test_that_a_file_becomes_a_data_set_and_stays_as_it_was(write) -> None:
    path = write(GOOD)
    before = state(path)
    seen = sniff(path)
    data = read(path, "y", None, seen.dialect)
    assert (data.name, str(data.title), data.target) == (path.name, path.name, "y")
    assert data.kind == "classification"
    assert (data.X.shape, data.X.dtype, data.y.dtype) == ((30, 2), float, np.int64)
    assert data.features == ("a", "b")
    assert data.categories == {1: ("u", "v")}
    assert data.needs_preparation
    assert state(path) == before


@pytest.mark.parametrize("name", ON_WINDOWS if os.name == "nt" else NAMES)
def test_that_a_path_is_read_literally(write, name: str) -> None:
    write("a,y\n9,p\n9,q\n9,q\n", "a-other.csv")  # what a wildcard would also find
    data = read(write(GOOD, name), "y")
    assert data.X.shape == (30, 2)


def test_that_a_relative_path_and_a_text_will_do(write, monkeypatch) -> None:
    monkeypatch.chdir(write(GOOD).parent)
    assert read("table.csv", "y").X.shape == (30, 2)


def test_that_the_problem_found_in_the_child_names_its_field(write) -> None:
    field, text = refused(write(GOOD), "z")
    assert field == "dataset.target"
    assert "There is no column “z”" in text


def test_that_a_missing_file_is_refused(tmp_path: Path) -> None:
    field, text = refused(tmp_path / "none.csv", "y")
    assert field == "dataset.file"
    assert "There is no file" in text


def test_that_a_folder_is_refused(tmp_path: Path) -> None:
    assert "is a folder" in refused(tmp_path, "y")[1]


def test_that_an_empty_file_is_refused(write) -> None:
    assert "is empty" in refused(write(""), "y")[1]


def test_that_a_path_that_no_system_has_is_refused() -> None:
    assert "cannot be opened" in refused("a\0b.csv", "y")[1]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_that_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    assert "is a device or a pipe" in refused(tmp_path / "pipe.csv", "y")[1]


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)
def test_that_a_file_without_permission_is_refused(write) -> None:
    path = write(GOOD)
    path.chmod(0)
    assert "may not be read by you" in refused(path, "y")[1]


def test_that_an_unknown_setting_of_the_dialect_is_refused(write) -> None:
    field, text = refused(write(GOOD), "y", None, {"delimeter": ";"})
    assert field == "dataset.dialect.delimeter"
    assert "Did you mean “delimiter”?" in text


def test_that_a_file_too_large_for_the_memory_is_refused(write) -> None:
    row = ",".join(f"{i}.123456789" for i in range(50))
    path = write(f"{','.join(f'f{i}' for i in range(50))}\n" + f"{row}\n" * 60_000)
    field, text = refused(path, "f0", limits=Limits(memory_bytes=160 * 2**20))
    assert field == "dataset.file"
    assert "could not be read" in text
    assert "smaller extract" in text


def test_that_a_file_that_takes_too_long_is_refused(write) -> None:
    _, text = refused(write(GOOD), "y", limits=Limits(seconds=0.01))
    assert "took longer than 0.01 seconds" in text
