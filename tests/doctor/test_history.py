from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.doctor.worlds import as_a_user, words
from workbench.core.spec import ExperimentSpec
from workbench.doctor.base import Subject
from workbench.doctor.history import history
from workbench.store import Store
from workbench.store.inspection import inspect
from workbench.store.migrations import VERSION

World = Callable[..., Subject]


@pytest.fixture
def used(tmp_path: Path) -> Path:
    """A history with two runs."""
    path = tmp_path / "used.sqlite"
    with Store(path) as store:
        for _ in range(2):
            store.new_run(ExperimentSpec())
    return path


def sql(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


def test_that_a_history_in_order_is_described(world: World, used: Path) -> None:
    found = history(world(history=used))
    assert found.status == "ok"
    assert f"{used} opens and is writable: 2 runs" in words(found)
    assert sqlite3.sqlite_version in words(found)
    assert found.facts["journal"] == "truncate"
    assert found.facts["schema"] == VERSION
    with Store(used) as store:
        assert len(store.runs()) == 2


def test_that_a_history_in_use_by_the_window_is_examined_beside_it(
    world: World, used: Path
) -> None:
    with Store(used) as store:
        store.new_run(ExperimentSpec())
        assert history(world(history=used)).facts["runs"] == 3
        store.new_run(ExperimentSpec())


def test_that_a_history_to_come_is_tried_and_not_begun(
    world: World, tmp_path: Path
) -> None:
    path = tmp_path / "not" / "there" / "history.sqlite"
    found = history(world(history=path))
    assert found.status == "ok"
    assert "will be begun by the first run" in words(found)
    assert not (tmp_path / "not").exists()
    assert found.facts["journal"] == "truncate"


def test_that_an_older_history_is_told_that_it_will_be_brought_up_to_date(
    world: World, used: Path
) -> None:
    sql(used, f"PRAGMA user_version = {VERSION - 1}")
    found = history(world(history=used))
    assert found.status == "ok"
    if VERSION > 1:
        assert f"brings it to {VERSION}" in words(found)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (f"PRAGMA user_version = {VERSION + 1}", "written by a newer version"),
        ("PRAGMA application_id = 7", "the database of another program"),
    ],
)
def test_that_a_newer_or_foreign_history_is_refused_politely_and_stays(
    statement: str, said: str, world: World, used: Path
) -> None:
    sql(used, statement)
    before = used.read_bytes()
    found = history(world(history=used))
    assert found.status == "failed"
    assert said in words(found)
    assert "--history" in str(found.remedy)
    assert used.read_bytes() == before


def test_that_a_damaged_history_is_said_and_not_set_aside(
    world: World, used: Path, tmp_path: Path
) -> None:
    used.write_bytes(used.read_bytes()[:5000])
    before = used.read_bytes()
    found = history(world(history=used))
    assert found.status == "failed"
    assert "is damaged" in words(found)
    assert used.read_bytes() == before
    assert not list(tmp_path.glob("*.broken-*"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permission")
def test_that_a_history_that_may_not_be_written_is_said(
    world: World, read_only: Path
) -> None:
    path = read_only / "history.sqlite"
    Store(path).close()
    path.chmod(0o444)
    with as_a_user():
        found = history(world(history=path))
    path.unlink()
    assert found.status == "failed"
    assert "cannot be written" in words(found)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permission")
def test_that_a_read_only_home_is_said_where_there_is_no_history_yet(
    world: World, read_only: Path
) -> None:
    with as_a_user():
        found = history(world(history=read_only / "workbench" / "history.sqlite"))
    assert found.status == "failed"
    assert "No history can be begun" in words(found)
    assert "Permission denied" in words(found)


def test_that_a_history_that_another_program_does_not_let_go_is_said(
    world: World, used: Path
) -> None:
    with closing(sqlite3.connect(used)) as other:
        other.execute("BEGIN IMMEDIATE")
        found = history(world(history=used))
    assert found.status == "failed"
    assert "in use by another program" in words(found)


def test_that_an_inspection_of_an_empty_file_finds_no_schema(tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite"
    path.touch()
    found = inspect(path)
    assert (found.version, found.runs) == (0, 0)
