"""One run on its way into the history: events gathered into groups."""

from __future__ import annotations

import sqlite3
import threading
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import Future

import msgspec

from workbench.core import events as ev
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.results import clock
from workbench.store import summary
from workbench.store.costs import CostMeter
from workbench.store.writer import Writer

GROUP_S = 0.1
"""The longest that an event waits for others before its group is committed."""

_AT_ONCE = (ev.TrialFinished, *ev.End)
_LEVEL = 1  # the quickest: lines that repeat their keys shrink to a tenth even so


class Recording:
    """Takes a run's events and hands them to the writer, a group to a commit.

    :meth:`add` is called by the thread that drains the run, :meth:`_write` by the
    writer's.
    """

    def __init__(self, run_id: int, writer: Writer) -> None:
        self._run_id = run_id
        self._writer = writer
        self._lock = threading.Lock()
        self._lines: list[bytes] = []
        self._columns: summary.Columns = {}
        self._meter = CostMeter()
        self._done = False
        self._written = 0
        self._group: Future[None] | None = None
        self._due = 0.0
        self._error: BaseException | None = None

    def add(self, event: ev.Event) -> None:
        """Take in ``event``, and wait for the disk where the guarantee asks for it.

        A trial's end and the run's end are in the file on return. Of all other events
        at most one group is not: who comes when it is due waits until it is committed.
        Raises ``StoreError`` when writing failed.
        """
        if self._group is not None and clock() >= self._due:
            self._group.result()
        first = self._take(event)
        if isinstance(event, _AT_ONCE):
            self._submit(within=0.0).result()
        elif first:
            if self._group is not None:  # another's job may have hurried it
                self._group.result()
            self._due = clock() + GROUP_S
            self._group = self._submit(within=GROUP_S)

    def close(self) -> None:
        """Commit the rest; a run without its end has no owner from now on."""
        self._writer.run(self._leave)

    def _submit(self, *, within: float) -> Future[None]:
        group = self._writer.submit(self._write, within=within)
        group.add_done_callback(self._note)
        return group

    def _note(self, group: Future[None]) -> None:
        """Remember a failure: what is written after it would follow a gap."""
        self._error = self._error or group.exception()

    def _take(self, event: ev.Event) -> bool:
        """Put ``event`` into the group; whether it is the first there."""
        line = ev.encode(event)
        columns = summary.columns_after(event)
        with self._lock:
            self._meter.add(event)
            self._done = isinstance(event, ev.RunFinished)
            self._lines.append(line)
            self._columns |= columns
            return len(self._lines) == 1

    def _write(self, connection: sqlite3.Connection) -> None:
        if self._error is not None:
            raise self._error
        with self._lock:
            lines, self._lines = self._lines, []
            columns, self._columns = self._columns, {}
            first = self._written
            self._written += len(lines)
        if not lines:  # an earlier job of the same transaction took them
            return
        body = zlib.compress(b"\n".join(lines), _LEVEL)
        connection.execute(
            "INSERT INTO events (run_id, first, body) VALUES (?, ?, ?)",
            (self._run_id, first, body),
        )
        summary.update(connection, self._run_id, columns)
        if self._done:
            self._meter.save(connection)

    def _leave(self, connection: sqlite3.Connection) -> None:
        if self._error is None:
            self._write(connection)
        summary.update(connection, self._run_id, {"owner_pid": None})


def insert(
    connection: sqlite3.Connection,
    run_id: int,
    first: bytes,
    groups: Iterable[tuple[int, bytes]],
) -> None:
    """Add the events of a run from elsewhere: the first one's line, the others packed.

    The first one learns the run's number here.
    """
    rows = [(run_id, start, body) for start, body in groups]
    if first:
        event = ev.decode(first)
        if isinstance(event, ev.RunStarted):
            event = msgspec.structs.replace(event, run_id=run_id)
        rows.insert(0, (run_id, 0, zlib.compress(ev.encode(event), _LEVEL)))
    connection.executemany(
        "INSERT INTO events (run_id, first, body) VALUES (?, ?, ?)", rows
    )


def read(body: bytes, t: float) -> Iterator[ev.Event]:
    """The events of a stored group.

    One that this version cannot read becomes a warning at ``t`` or later, so the rest
    of an old run is shown all the same.
    """
    for line in zlib.decompress(body).split(b"\n"):
        try:
            event = ev.decode(line)
        except msgspec.DecodeError as error:
            event = ev.Warned(
                t=t,
                message=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "A part of this run could not be read back: {reason}.",
                    ),
                    {"reason": str(error)},
                ),
            )
        t = event.t
        yield event
