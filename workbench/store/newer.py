"""A look at the history of a newer program, in a copy."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from workbench.core.errors import StoreError
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.store import summary
from workbench.store.migrations import VERSION
from workbench.store.trouble import explained


def copy_newer(path: Path, copy: Path) -> None:
    """Copy the history ``path`` of a newer program so that this one can read it.

    A newer schema may have more than this program knows; as long as it has what this
    one reads, the copy is marked as of this one's version. ``path`` is only read.
    Raises ``StoreError`` where the copy cannot be made or read.
    """
    try:
        shutil.copyfile(path, copy)
    except OSError as error:
        raise explained(error, copy) from error
    try:
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            connection.execute(f"SELECT {summary.COLUMNS} FROM runs").fetchone()
            connection.execute("SELECT run_id, first, body FROM events").fetchone()
            connection.execute("SELECT key, label, seconds FROM task_costs").fetchone()
            connection.execute(f"PRAGMA user_version = {VERSION}")
    except sqlite3.Error as error:
        raise StoreError(
            Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "The history {path} differs too much from what this version can "
                    "read ({reason}). Update the program.",
                ),
                {"path": str(path), "reason": str(error)},
            )
        ) from error
