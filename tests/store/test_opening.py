from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from workbench.core.errors import StoreError
from workbench.core.spec import ExperimentSpec
from workbench.store import Store
from workbench.store.migrations import APPLICATION_ID, VERSION


def _sql(path: Path, *statements: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            rows = connection.execute(statement).fetchall()
        connection.commit()
    return rows


def _set_aside(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{path.name}.broken-*[0-9]"))


@pytest.fixture
def used(path: Path, spec: ExperimentSpec, story: Callable[..., Any]) -> Path:
    """A history of 40 runs, several pages long."""
    with Store(path) as store:
        for _ in range(40):
            run_id = store.new_run(spec)
            list(store.record(run_id, story(run_id).whole()))
    return path


def test_that_a_new_history_is_begun_with_its_folder_and_schema(path: Path) -> None:
    path = path.parent / "not" / "there" / path.name
    with Store(path) as store:
        assert store.notices == ()
        assert store.runs() == []
    assert _sql(path, "PRAGMA user_version") == [(VERSION,)]
    assert _sql(path, "PRAGMA application_id") == [(APPLICATION_ID,)]


def test_that_an_empty_file_becomes_a_history(path: Path) -> None:
    path.touch()
    with Store(path) as store:
        assert store.notices == ()
    assert _sql(path, "PRAGMA user_version") == [(VERSION,)]


def test_that_opening_again_changes_no_run(used: Path) -> None:
    with Store(used) as store:
        before = store.runs()
    with Store(used) as store:
        assert store.runs() == before
    assert len(before) == 40


def test_that_a_newer_history_is_refused_and_stays_byte_by_byte(used: Path) -> None:
    _sql(used, f"PRAGMA user_version = {VERSION + 1}")
    before = used.read_bytes()
    with pytest.raises(StoreError, match=f"schema {VERSION + 1}, known up to"):
        Store(used)
    assert used.read_bytes() == before


def test_that_the_database_of_another_program_is_refused_and_stays(path: Path) -> None:
    _sql(path, "CREATE TABLE theirs (a)", "INSERT INTO theirs VALUES (1)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        Store(path)
    assert path.read_bytes() == before


def test_that_a_history_migrated_by_a_newer_program_meanwhile_is_left_alone(
    used: Path, spec: ExperimentSpec
) -> None:
    with Store(used) as store:
        store.new_run(spec)
        _sql(used, f"PRAGMA user_version = {VERSION + 1}")
        before = used.read_bytes()
        with pytest.raises(StoreError, match="newer version"):
            store.new_run(spec)
        with pytest.raises(StoreError, match="newer version"):
            store.runs()
    assert used.read_bytes() == before


@pytest.mark.parametrize("garbage", [b"hello", b"\x00" * 5000, b"PK\x03\x04" * 9999])
def test_that_a_file_that_is_no_database_is_kept_and_a_new_one_begun(
    path: Path, garbage: bytes
) -> None:
    path.write_bytes(garbage)
    with Store(path) as store:
        (kept,) = _set_aside(path)
        (notice,) = store.notices
        assert str(kept) in str(notice)
        assert store.runs() == []
    assert kept.read_bytes() == garbage


def test_that_a_history_cut_short_is_kept_and_a_new_one_begun(used: Path) -> None:
    half = used.read_bytes()[: used.stat().st_size // 2]
    used.write_bytes(half)
    with Store(used) as store:
        assert len(store.notices) == 1
        assert store.runs() == []
    (kept,) = _set_aside(used)
    assert kept.read_bytes() == half


def test_that_a_history_with_a_scribbled_page_is_kept_and_a_new_one_begun(
    used: Path,
) -> None:
    content = bytearray(used.read_bytes())
    (page,) = _sql(used, "SELECT rootpage FROM sqlite_master WHERE name = 'events'")[0]
    start = (page - 1) * 4096
    content[start : start + 4096] = b"\xa5" * 4096
    used.write_bytes(content)
    with Store(used) as store:
        assert len(store.notices) == 1
    (kept,) = _set_aside(used)
    assert kept.read_bytes() == bytes(content)


def test_that_files_set_aside_in_the_same_second_do_not_replace_each_other(
    path: Path,
) -> None:
    contents = [f"garbage {n}".encode() for n in range(3)]
    for content in contents:
        path.write_bytes(content)
        Store(path).close()
    assert sorted(kept.read_bytes() for kept in _set_aside(path)) == contents


def test_that_a_folder_in_the_files_place_is_explained(path: Path) -> None:
    path.mkdir()
    with pytest.raises(StoreError, match="Make the file and its folder writable"):
        Store(path)


def test_that_a_file_in_the_folders_place_is_explained(path: Path) -> None:
    path.write_text("not a folder")
    with pytest.raises(StoreError, match="Make the file and its folder writable"):
        Store(path / "history.sqlite")
    assert path.read_text() == "not a folder"


def test_that_a_locked_file_is_waited_for_and_then_explained(path: Path) -> None:
    Store(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="in use by another program"):
            Store(path, busy_s=0.05)
        other.execute("ROLLBACK")
    Store(path, busy_s=0.05).close()
    assert _set_aside(path) == []


def test_that_a_history_deleted_meanwhile_is_explained(path: Path) -> None:
    with Store(path) as store:
        path.unlink()
        with pytest.raises(StoreError, match="is gone"):
            store.runs()
    assert not path.exists()


def test_that_every_commit_is_forced_to_the_disk_with_a_rollback_journal(
    store: Store,
) -> None:
    def settings(connection: sqlite3.Connection) -> list[Any]:
        names = ("journal_mode", "synchronous", "foreign_keys")
        return [connection.execute(f"PRAGMA {n}").fetchone()[0] for n in names]

    assert store._writer.run(settings) == ["truncate", 2, 1]
