"""Runs that were measured elsewhere: a column that says where."""

from __future__ import annotations

import sqlite3


def apply(connection: sqlite3.Connection) -> None:
    """Add ``origin``, empty for a run that was measured here."""
    connection.execute("ALTER TABLE runs ADD COLUMN origin TEXT NOT NULL DEFAULT ''")
