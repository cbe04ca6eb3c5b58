"""The schema's steps, one small file each, taken in order and never back.

A step is ``mNNNN_what.py`` with ``apply(connection)``; it is listed here by an explicit
import and is never changed once it was released.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from workbench.store.migrations import m0001_initial, m0002_origin, m0003_scaling

STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    m0001_initial.apply,
    m0002_origin.apply,
    m0003_scaling.apply,
)
VERSION = len(STEPS)
"""The schema that this program reads and writes: SQLite's ``user_version``."""

APPLICATION_ID = int.from_bytes(b"WkBn", "big")
"""Marks a SQLite file as ours."""


def version_of(connection: sqlite3.Connection) -> int:
    """The schema of the open file; 0 while it has none."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file to :data:`VERSION`, each step in a transaction of its own.

    The version is read again under the write lock, since another process may be doing
    the same. The last transaction writes even when there is nothing to do: a file or
    folder that cannot be written is found out now, not in the middle of a run.
    """
    done = -1
    while done < VERSION:
        connection.execute("BEGIN IMMEDIATE")
        try:
            done = version_of(connection)
            if done < VERSION:
                STEPS[done](connection)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                done += 1
            connection.execute(f"PRAGMA user_version = {done}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
