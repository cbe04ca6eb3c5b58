from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.core.errors import StoreError
from workbench.store.database import Database
from workbench.store.writer import Writer

LONG_S = 3600.0


@pytest.fixture
def database(path: Path) -> Database:
    return Database(path)


@pytest.fixture
def writer(database: Database) -> Iterator[Writer]:
    opened = Writer(database)
    yield opened
    opened.close()


def _cost(label: str) -> tuple[str, tuple[str, str]]:
    statement = "INSERT INTO task_costs (key, label, seconds) VALUES (?, ?, 1.0)"
    return statement, ("key", label)


def _labels(database: Database) -> set[str]:
    with database.reading() as connection:
        return {row[0] for row in connection.execute("SELECT label FROM task_costs")}


def test_that_a_jobs_result_comes_back_from_the_one_writing_thread(
    writer: Writer,
) -> None:
    threads = {writer.run(lambda c: threading.current_thread()) for _ in range(3)}
    assert len(threads) == 1
    assert threading.current_thread() not in threads


def test_that_a_patient_job_is_committed_with_the_next_hurried_one(
    writer: Writer, database: Database
) -> None:
    patient = writer.submit(lambda c: c.execute(*_cost("a")), within=LONG_S)
    assert not patient.done()
    assert _labels(database) == set()
    writer.run(lambda c: c.execute(*_cost("b")))
    assert patient.done()
    assert _labels(database) == {"a", "b"}


def test_that_a_patient_job_is_not_kept_waiting_beyond_its_time(
    writer: Writer, database: Database
) -> None:
    writer.submit(lambda c: c.execute(*_cost("a")), within=0.01).result()
    assert _labels(database) == {"a"}


def test_that_closing_hurries_what_waits(writer: Writer, database: Database) -> None:
    patient = writer.submit(lambda c: c.execute(*_cost("a")), within=LONG_S)
    writer.close()
    assert patient.done()
    assert _labels(database) == {"a"}


def test_that_all_jobs_of_a_transaction_are_done_or_none(
    writer: Writer, database: Database
) -> None:
    patient = writer.submit(lambda c: c.execute(*_cost("a")), within=LONG_S)
    with pytest.raises(StoreError, match="no such table"):
        writer.run(lambda c: c.execute("INSERT INTO nowhere VALUES (1)"))
    assert isinstance(patient.exception(), StoreError)
    assert _labels(database) == set()


def test_that_the_writer_goes_on_after_a_job_that_broke(
    writer: Writer, database: Database
) -> None:
    def breaks(connection: sqlite3.Connection) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        writer.run(breaks)
    writer.run(lambda c: c.execute(*_cost("a")))
    assert _labels(database) == {"a"}


def test_that_a_closed_writer_takes_no_job(writer: Writer) -> None:
    writer.close()
    with pytest.raises(StoreError, match="closed"):
        writer.submit(lambda c: None)
