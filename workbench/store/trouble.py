"""SQLite's and the system's errors as sentences with a remedy."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from workbench.core.errors import StoreError
from workbench.core.messages import QT_TRANSLATE_NOOP, Message


class NewerHistory(StoreError):
    """A newer version of this program wrote the file."""


class UnwritableHistory(StoreError):
    """The file or its folder cannot be written, or the disk is full."""


_UNWRITABLE = (
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_TEXTS = {
    sqlite3.SQLITE_BUSY: QT_TRANSLATE_NOOP(
        "Message",
        "The history file {path} is in use by another program and did not become "
        "free. Close that program, or wait, and try again.",
    ),
    sqlite3.SQLITE_FULL: QT_TRANSLATE_NOOP(
        "Message",
        "The history file {path} cannot grow: the disk is full. Free some space and "
        "try again.",
    ),
    **dict.fromkeys(
        (
            sqlite3.SQLITE_CANTOPEN,
            sqlite3.SQLITE_PERM,
            sqlite3.SQLITE_READONLY,
        ),
        QT_TRANSLATE_NOOP(
            "Message",
            "The history file {path} cannot be written ({reason}). Make the file and "
            "its folder writable, or choose another history file.",
        ),
    ),
    sqlite3.SQLITE_IOERR: QT_TRANSLATE_NOOP(
        "Message",
        "The history file {path} cannot be read or written ({reason}). Check that its "
        "disk is there and has space, then try again.",
    ),
    **dict.fromkeys(
        _DAMAGED,
        QT_TRANSLATE_NOOP(
            "Message",
            "The history file {path} is damaged ({reason}). Start the program again: "
            "it then keeps the file under another name and begins a new one.",
        ),
    ),
}
_OTHER = QT_TRANSLATE_NOOP(
    "Message", "The history file {path} cannot be used ({reason})."
)


def damaged(error: sqlite3.Error) -> bool:
    """Whether the file is broken or not SQLite's at all, rather than out of reach."""
    return _code(error) in _DAMAGED


def explained(error: sqlite3.Error | OSError, path: Path) -> StoreError:
    """The error for a person: what happened to which file, and what helps."""
    if isinstance(error, OSError):
        template = _TEXTS[sqlite3.SQLITE_CANTOPEN]
        reason = error.strerror or type(error).__name__
    else:
        template = _TEXTS.get(_code(error), _OTHER)
        reason = str(error)
    unwritable = isinstance(error, OSError) or _code(error) in _UNWRITABLE
    kind = UnwritableHistory if unwritable else StoreError
    return kind(Message(template, {"path": str(path), "reason": reason}))


def _code(error: sqlite3.Error) -> int:
    """The primary result code; errors of Python's own have none."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF
