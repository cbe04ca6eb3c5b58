"""A look at a history file from outside: nothing in it is changed or set aside."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from workbench.store.database import BUSY_S, check, make_safe, refuse_foreign
from workbench.store.migrations import version_of
from workbench.store.trouble import explained


class Inspection(msgspec.Struct, frozen=True, kw_only=True):
    """What was found. ``version`` is the schema's, 0 in a file that is still empty."""

    version: int
    runs: int
    size: int
    journal: str
    """SQLite's journal mode, as it is while the program writes."""


def inspect(path: Path) -> Inspection:
    """Read the whole file, and write to it what it says already.

    Raises ``StoreError`` where the program could not use it: missing, damaged, locked,
    not writable, another program's or a newer version's.
    """
    try:
        with _opened(path) as connection:
            refuse_foreign(connection, path)
            check(connection)
            version = version_of(connection)
            runs = _runs(connection) if version else 0
            journal = _rewrite(connection, version)
        size = path.stat().st_size
    except (sqlite3.Error, OSError) as error:
        raise explained(error, path) from error
    return Inspection(version=version, runs=runs, size=size, journal=journal)


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """For writing, which SQLite needs to undo what a crashed process left half done."""
    uri = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_S, isolation_level=None)
    with closing(connection):
        yield connection


def _runs(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM runs").fetchone()[0])


def _rewrite(connection: sqlite3.Connection, version: int) -> str:
    """Take the lock, write the version again, and wait until it is on the disk."""
    make_safe(connection)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute("COMMIT")
    return str(connection.execute("PRAGMA journal_mode").fetchone()[0])
