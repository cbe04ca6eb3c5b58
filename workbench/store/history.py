"""The history as the rest of the program sees it."""

from __future__ import annotations

import sqlite3
import time
import zlib
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from workbench.core import events as ev
from workbench.core.errors import StoreError
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.spec import ExperimentSpec
from workbench.core.state import RunState, fold
from workbench.store import bundle, costs, owner, recording, summary
from workbench.store.database import BUSY_S, Database
from workbench.store.export import cannot_write
from workbench.store.recording import Recording
from workbench.store.summary import RunSummary
from workbench.store.writer import Writer

_STATUS = "coalesce(status, without_end(owner_pid, owner_created))"
_FOUND = f"('#' || id || ' ' || words || ' ' || findings || ' ' || {_STATUS})"
_PAGE = 100  # groups read at once: a query left open would keep others from writing


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """Where an imported run is in the history, and whether it was there before."""

    run_id: int
    known: bool


class Store:
    """All runs, in one file that several processes may use at the same time.

    May be made in one thread and used in any other. Raises ``StoreError`` when the file
    cannot be used; ``notices`` holds what the person should be told after opening.
    """

    def __init__(self, path: Path, *, busy_s: float = BUSY_S) -> None:
        self._database = Database(path, busy_s=busy_s)
        self._writer = Writer(self._database)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The file."""
        return self._database.path

    @property
    def notices(self) -> tuple[Message, ...]:
        """What happened while the file was opened, worth a person's knowing."""
        return self._database.notices

    def new_run(self, spec: ExperimentSpec) -> int:
        """Begin a run that this process owns; its number."""
        pid, created = owner.this_process()
        columns: summary.Columns = {
            **summary.columns_of(spec),
            "started_at": time.time(),
            "owner_pid": pid,
            "owner_created": created,
        }
        return self._writer.run(lambda connection: summary.insert(connection, columns))

    def record(self, run_id: int, events: Iterable[ev.Event]) -> Iterator[ev.Event]:
        """Write each event, then pass it on.

        How soon an event is on the disk is told in :mod:`workbench.store`. When writing
        fails the run goes on: one ``Warned`` event says so, and nothing more is
        written. Closing this generator early, or an error in ``events``, commits what
        was received and closes ``events``.
        """
        run = Recording(run_id, self._writer)
        writing = True
        try:
            for event in events:
                if writing:
                    try:
                        run.add(event)
                    except StoreError as error:
                        writing = False
                        yield _cannot_write(event.t, error)
                yield event
        finally:
            with suppress(StoreError):  # was said above, where it can be said
                run.close()
            if isinstance(events, Generator):
                events.close()

    def runs(self, search: str = "", limit: int | None = None) -> list[RunSummary]:
        """The newest ``limit`` runs in which every word of ``search`` occurs.

        Looks at number, title, workload, data set, models, engine, status and verdict
        (in English), whatever the case of the letters.
        """
        words = [_pattern(word) for word in search.casefold().split()]
        found = " AND ".join(rf"{_FOUND} LIKE ? ESCAPE '\'" for _ in words)
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {summary.COLUMNS}, {_STATUS} FROM runs "
                f"WHERE {found or 'true'} ORDER BY started_at DESC, id DESC LIMIT ?",
                (*words, -1 if limit is None else limit),
            ).fetchall()
        return summary.summaries(rows)

    def events(self, run_id: int) -> Iterator[ev.Event]:
        """The stored events in their order; none for an unknown run."""
        first, t = -1, 0.0
        while groups := self._groups(run_id, after=first):
            for _, body in groups:
                for event in self._read(body, t):
                    t = event.t
                    yield event
            first = groups[-1][0]

    def state(self, run_id: int) -> RunState:
        """Everything known of a run; ``KeyError`` when there is no such run.

        A run without its end event is ``interrupted``, or still ``running`` while its
        process lives.
        """
        spec, started_at, origin, _ = self._row(run_id)
        beginning = RunState(
            status="running",
            run_id=run_id,
            spec=msgspec.json.decode(spec, type=ExperimentSpec),
            started_at=started_at,
            origin=origin,
        )
        state = fold(self.events(run_id), beginning)
        if state.live and self._row(run_id)[-1] == "interrupted":
            return msgspec.structs.replace(state, status="interrupted", current=None)
        return state

    def delete(self, run_id: int) -> None:
        """Forget a run and its events; an unknown one is no error.

        Raises ``StoreError`` while the run goes on.
        """
        with suppress(KeyError):
            if self._row(run_id)[-1] == "running":
                raise StoreError(
                    Message(
                        QT_TRANSLATE_NOOP(
                            "Message", "Run {run} is still going on. Stop it first."
                        ),
                        {"run": run_id},
                    )
                )
            self._writer.run(
                lambda connection: connection.execute(
                    "DELETE FROM runs WHERE id = ?", (run_id,)
                )
            )

    def save_bundle(self, run_id: int, path: Path) -> None:
        """Write a run to the bundle ``path``, whole or not at all.

        Raises ``KeyError`` for an unknown run, ``StoreError`` while it goes on, and
        ``BadInput`` (field ``--to``) where the place cannot be written.
        """
        spec, started_at, _, status = self._row(run_id)
        if status == "running":
            raise StoreError(
                Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "Run {run} is still going on. Save it when it has ended.",
                    ),
                    {"run": run_id},
                )
            )
        try:
            bundle.write(
                path,
                spec=msgspec.json.decode(spec, type=ExperimentSpec),
                started_at=started_at,
                events=self.events(run_id),
            )
        except OSError as error:
            raise cannot_write(path, error) from error

    def import_bundle(self, path: Path) -> Imported:
        """Take the run in the bundle ``path`` into the history, once.

        Raises ``BadInput`` with what is wrong with the file, ``StoreError`` where the
        history cannot be written; nothing was changed then.
        """
        contents = bundle.read(path)
        known = self._same_run(contents)
        if known is not None:
            return Imported(run_id=known, known=True)
        columns = {**contents.columns, "origin": bundle.origin_of(contents.environment)}

        def add(connection: sqlite3.Connection) -> int:
            run_id = summary.insert(connection, columns)
            recording.insert(connection, run_id, contents.first, contents.groups)
            return run_id

        return Imported(run_id=self._writer.run(add), known=False)

    def _same_run(self, contents: bundle.Contents) -> int | None:
        """The number under which this run is in the history already."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, spec FROM runs WHERE started_at = ? ORDER BY id",
                (contents.started_at,),
            ).fetchall()
        for run_id, text in rows:
            spec = msgspec.json.decode(text, type=ExperimentSpec)
            if bundle.digest_of(spec, self.events(run_id)) == contents.digest:
                return int(run_id)
        return None

    def expected_seconds(self, spec: ExperimentSpec) -> dict[str, float]:
        """Median seconds of one task by label, from the latest finished run like it.

        "Like it" is the same data, splits, thread cap and model on this computer.
        Labels that were never measured are missing, and so is everything when the
        history cannot be read: a guess is no reason to fail.
        """
        try:
            with self._database.reading() as connection:
                return costs.expected_seconds(connection, spec)
        except StoreError:
            return {}

    def close(self) -> None:
        """Commit what waits and end the writer's thread; safe to call twice."""
        self._writer.close()

    def _row(self, run_id: int) -> tuple[str, float, str, str]:
        """The run's spec as JSON, its start in Unix time, origin and status."""
        with self._database.reading() as connection:
            row: tuple[str, float, str, str] | None = connection.execute(
                f"SELECT spec, started_at, origin, {_STATUS} FROM runs WHERE id = ?",
                (run_id,),
            ).fetchone()
        if row is None:
            raise KeyError(run_id)
        return row

    def _groups(self, run_id: int, *, after: int) -> list[tuple[int, bytes]]:
        with self._database.reading() as connection:
            return connection.execute(
                "SELECT first, body FROM events WHERE run_id = ? AND first > ? "
                "ORDER BY first LIMIT ?",
                (run_id, after, _PAGE),
            ).fetchall()

    def _read(self, body: bytes, t: float) -> Iterator[ev.Event]:
        try:
            yield from recording.read(body, t)
        except zlib.error as error:
            raise StoreError(
                Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "The history file {path} is damaged: a run's events cannot be "
                        "unpacked ({reason}).",
                    ),
                    {"path": str(self.path), "reason": str(error)},
                )
            ) from error


def _pattern(word: str) -> str:
    """A pattern for ``LIKE`` that stands for ``word`` itself, anywhere."""
    for special in "\\%_":
        word = word.replace(special, f"\\{special}")
    return f"%{word}%"


def _cannot_write(t: float, error: StoreError) -> ev.Warned:
    return ev.Warned(
        t=t,
        message=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "From here on this run is not kept in the history. {reason}",
            ),
            {"reason": error.message},
        ),
    )
