"""The history file: opened, checked, brought up to date, and set aside when broken."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from workbench.core.errors import StoreError
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.store import owner
from workbench.store.migrations import APPLICATION_ID, VERSION, migrate, version_of
from workbench.store.trouble import NewerHistory, damaged, explained

BUSY_S = 5.0
"""How long to wait for a file that another process holds locked."""

_CHECKED_BYTES = 32 * 2**20
"""Up to this size the whole file is checked at opening, which takes some 30 ms."""


class Database:
    """Gives out connections to one file.

    Opening makes the file and its folder where they are missing, takes the steps of
    :mod:`workbench.store.migrations` that it lacks, and fills ``notices`` with what the
    person should know. Raises ``StoreError`` when the file cannot be used; it is then
    as it was.
    """

    def __init__(self, path: Path, *, busy_s: float = BUSY_S) -> None:
        self.path = path.absolute()
        self.notices: tuple[Message, ...] = ()
        self._busy_s = busy_s
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._open()
        except (sqlite3.Error, OSError) as error:
            raise explained(error, self.path) from error

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for a few quick queries, closed afterwards.

        A query must be read to its end soon: while it is open, nobody can commit.
        """
        try:
            with closing(self._connect()) as connection:
                self.refuse_foreign(connection)
                # Not a read-only connection: that could not undo what a crashed
                # process left half written.
                connection.execute("PRAGMA query_only = ON")
                connection.create_function("without_end", 2, _without_end)
                yield connection
        except sqlite3.Error as error:
            raise explained(error, self.path) from error

    def writer(self) -> sqlite3.Connection:
        """A connection that writes; transactions are begun and ended by its owner."""
        connection = self._connect()
        try:
            self.refuse_foreign(connection)
            make_safe(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def refuse_foreign(self, connection: sqlite3.Connection) -> None:
        """Leave alone what another program, or a newer version of this one, wrote."""
        refuse_foreign(connection, self.path)

    def _open(self) -> None:
        try:
            self._prepare()
        except sqlite3.Error as error:
            if not damaged(error):
                raise
            kept = _set_aside(self.path)
            self._prepare()
            self.notices = (
                Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "The history file could not be read ({reason}). It was kept as "
                        "{kept} and a new one was begun.",
                    ),
                    {"reason": str(error), "kept": str(kept)},
                ),
            )

    def _prepare(self) -> None:
        with closing(self._connect(create=True)) as connection:
            self.refuse_foreign(connection)
            if self.path.stat().st_size <= _CHECKED_BYTES:
                check(connection)
            make_safe(connection)
            migrate(connection)

    def _connect(self, *, create: bool = False) -> sqlite3.Connection:
        if not create and not self.path.exists():
            raise StoreError(
                Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "The history file {path} is gone. Start the program again to "
                        "begin a new one.",
                    ),
                    {"path": str(self.path)},
                )
            )
        return sqlite3.connect(self.path, timeout=self._busy_s, isolation_level=None)


def refuse_foreign(connection: sqlite3.Connection, path: Path) -> None:
    """Raise ``StoreError`` for what another program or a newer version wrote."""
    # Tables before the mark: another process may be making both just now.
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    if mark != APPLICATION_ID:
        if mark or tables:
            raise StoreError(
                Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "{path} is the database of another program and was left "
                        "as it is. Choose another history file.",
                    ),
                    {"path": str(path)},
                )
            )
    elif (version := version_of(connection)) > VERSION:
        raise NewerHistory(
            Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "The history file {path} was written by a newer version of "
                    "this program (schema {version}, known up to {known}) and was "
                    "left as it is. Update the program, or choose another history "
                    "file.",
                ),
                {"path": str(path), "version": version, "known": VERSION},
            )
        )


def make_safe(connection: sqlite3.Connection) -> None:
    """Each commit is on the disk when it returns, also where the power fails then.

    A rollback journal, since the write-ahead log of the SQLite that Python carries has
    a bug that two writing processes can meet.
    """
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def check(connection: sqlite3.Connection) -> None:
    """Raise the error of a damaged file when SQLite finds anything wrong in it."""
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        error = sqlite3.DatabaseError(found)
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error


def _set_aside(path: Path) -> Path:
    """Rename the file; nothing is overwritten.

    It has no journal any more: SQLite played that back before it found the damage.
    """
    stamp = datetime.now(UTC).astimezone().strftime("%Y%m%d-%H%M%S")
    kept = path.with_name(f"{path.name}.broken-{stamp}")
    number = 1
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.name}.broken-{stamp}-{number}")
    path.rename(kept)
    return kept


def _without_end(pid: int | None, created: float | None) -> str:
    """The status of a run that has no end event."""
    return "running" if owner.alive(pid, created) else "interrupted"
