"""The first schema: runs, their events, and what tasks cost."""

from __future__ import annotations

import sqlite3

_STATEMENTS = (
    # One row per run; the headline numbers are kept up to date while it goes on.
    # ``status`` is null until the run's end event; ``owner_pid`` is null once nobody
    # writes the run any more. Lists and messages are JSON. ``words`` and ``findings``
    # are what a search looks at, case-folded.
    """
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL,
        named INTEGER NOT NULL,
        status TEXT,
        owner_pid INTEGER,
        owner_created REAL,
        started_at REAL NOT NULL,
        seconds REAL NOT NULL DEFAULT 0,
        workload TEXT NOT NULL,
        dataset TEXT NOT NULL,
        models TEXT NOT NULL,
        engine TEXT NOT NULL,
        workers TEXT NOT NULL,
        best_speedup REAL,
        best_workers INTEGER,
        recommended_workers INTEGER,
        best_model TEXT,
        best_score REAL,
        metric TEXT NOT NULL DEFAULT '',
        verdict TEXT NOT NULL DEFAULT '[]',
        words TEXT NOT NULL,
        findings TEXT NOT NULL DEFAULT '',
        spec TEXT NOT NULL
    )
    """,
    "CREATE INDEX runs_by_start ON runs (started_at)",
    # One row per committed group: ``body`` is zlib over JSON lines, one per event.
    # ``first`` counts the run's events before the group.
    """
    CREATE TABLE events (
        run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
        first INTEGER NOT NULL,
        body BLOB NOT NULL,
        UNIQUE (run_id, first)
    )
    """,
    # Median seconds of one task on one worker, of the latest finished run that had it.
    """
    CREATE TABLE task_costs (
        key TEXT NOT NULL,
        label TEXT NOT NULL,
        seconds REAL NOT NULL,
        PRIMARY KEY (key, label)
    )
    """,
)


def apply(connection: sqlite3.Connection) -> None:
    """Make the tables; inside the caller's transaction."""
    for statement in _STATEMENTS:
        connection.execute(statement)
