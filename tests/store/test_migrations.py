from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from workbench.core.spec import ExperimentSpec
from workbench.store import Store, migrations, summary
from workbench.store.migrations import APPLICATION_ID, STEPS, VERSION, migrate


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as opened:
        yield opened


def _schema(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return connection.execute("SELECT name, sql FROM sqlite_master").fetchall()


def test_that_an_empty_file_gets_every_step(connection: sqlite3.Connection) -> None:
    migrate(connection)
    assert migrations.version_of(connection) == VERSION == len(STEPS)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    names = {name for name, _ in _schema(connection)}
    assert {"runs", "events", "task_costs"} <= names


def test_that_migrating_twice_changes_nothing(connection: sqlite3.Connection) -> None:
    migrate(connection)
    before = _schema(connection)
    migrate(connection)
    assert _schema(connection) == before
    assert not connection.in_transaction


def test_that_steps_are_taken_from_where_the_file_stands(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(connection)

    def add_column(opened: sqlite3.Connection) -> None:
        opened.execute("ALTER TABLE runs ADD COLUMN note TEXT")

    monkeypatch.setattr(migrations, "STEPS", (*STEPS, add_column))
    monkeypatch.setattr(migrations, "VERSION", VERSION + 1)
    migrate(connection)
    assert migrations.version_of(connection) == VERSION + 1
    columns = connection.execute("SELECT name FROM pragma_table_info('runs')")
    assert ("note",) in columns.fetchall()


def test_that_a_step_that_breaks_leaves_the_file_at_the_step_before(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(connection)
    before = _schema(connection)

    def breaks(opened: sqlite3.Connection) -> None:
        opened.execute("CREATE TABLE half (a)")
        opened.execute("no SQL at all")

    monkeypatch.setattr(migrations, "STEPS", (*STEPS, breaks))
    monkeypatch.setattr(migrations, "VERSION", VERSION + 1)
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection)
    assert _schema(connection) == before
    assert migrations.version_of(connection) == VERSION
    assert not connection.in_transaction


def test_that_the_files_of_the_steps_are_numbered_as_they_are_taken() -> None:
    modules = [step.__module__.rpartition(".")[-1] for step in STEPS]
    assert [name[:6] for name in modules] == [
        f"m{n:04}_" for n in range(1, VERSION + 1)
    ]


def test_that_runs_from_before_weak_scaling_are_of_strong_scaling(
    path: Path, connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as old:
        old.setattr(migrations, "STEPS", STEPS[:2])
        old.setattr(migrations, "VERSION", 2)
        migrate(connection)
    columns = summary.columns_of(ExperimentSpec(workload="squares"))
    del columns["scaling"]
    columns["spec"] = str(columns["spec"]).replace('"scaling":"strong",', "")
    assert "scaling" not in columns["spec"]
    run_id = summary.insert(connection, {**columns, "started_at": 1.0})
    connection.close()
    with Store(path) as store:
        (run,) = store.runs()
        assert (run.id, run.scaling) == (run_id, "strong")
        state = store.state(run_id)
    assert state.spec is not None
    assert state.spec.workload == "squares"
    assert not state.spec.weak
