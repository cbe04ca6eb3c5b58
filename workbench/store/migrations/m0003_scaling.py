"""Runs whose problem grew with the workers: a column, as their speedup is another."""

from __future__ import annotations

import sqlite3


def apply(connection: sqlite3.Connection) -> None:
    """Add ``scaling``; until now every run was one of strong scaling."""
    connection.execute(
        "ALTER TABLE runs ADD COLUMN scaling TEXT NOT NULL DEFAULT 'strong'"
    )
