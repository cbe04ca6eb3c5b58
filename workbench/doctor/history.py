"""The history: does the file open, may it be written, is it not a newer program's."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path
from typing import Any

from workbench.core.errors import StoreError
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.doctor.base import Finding, Subject, check
from workbench.doctor.folders import nearest
from workbench.store import Store
from workbench.store.inspection import inspect
from workbench.store.migrations import VERSION


@check(
    "history",
    group="files",
    title=Message(QT_TRANSLATE_NOOP("Message", "History")),
)
def history(subject: Subject) -> Finding:
    """The history file as the program would meet it; it stays as it is."""
    path = subject.history
    facts: dict[str, Any] = {
        "path": str(path),
        "sqlite": sqlite3.sqlite_version,
        "known": VERSION,
    }
    try:
        if not path.exists():
            journal = _tried_beside(path)
            return Finding(
                status="ok",
                found=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "{path} will be begun by the first run. Trying it in the same "
                        "place worked (SQLite {sqlite}, schema {known}).",
                    ),
                    facts,
                ),
                facts={**facts, "journal": journal},
            )
        found = inspect(path)
    except StoreError as error:
        return Finding(
            status="failed", found=error.message, remedy=_ANOTHER, facts=facts
        )
    facts = {
        **facts,
        "schema": found.version,
        "runs": found.runs,
        "bytes": found.size,
        "journal": found.journal,
    }
    values = {
        **{key: value for key, value in facts.items() if key != "bytes"},
        "mib": found.size / 2**20,
    }
    template = QT_TRANSLATE_NOOP(
        "Message",
        "{path} opens and is writable: {runs} runs, {mib:.1f} MiB (SQLite {sqlite}, "
        "schema {schema}).",
    )
    if found.version < VERSION:
        template = QT_TRANSLATE_NOOP(
            "Message",
            "{path} opens and is writable: {runs} runs, {mib:.1f} MiB (SQLite "
            "{sqlite}, schema {schema}; the next start brings it to {known}).",
        )
    return Finding(status="ok", found=Message(template, values), facts=facts)


def _tried_beside(path: Path) -> str:
    """Begin a history where the file would lie, and take it away again."""
    place = nearest(path.parent)
    try:
        folder = tempfile.TemporaryDirectory(prefix=".workbench-", dir=place)
    except OSError as error:
        raise StoreError(
            Message(
                QT_TRANSLATE_NOOP(
                    "Message", "No history can be begun in {path} ({reason})."
                ),
                {"path": str(path.parent), "reason": error.strerror or str(error)},
            )
        ) from error
    with folder as name:
        trial = Path(name) / "history.sqlite"
        Store(trial).close()
        return inspect(trial).journal


_ANOTHER = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "Until then the terminal can keep its runs elsewhere: workbench run … "
        "--history FILE",
    )
)
