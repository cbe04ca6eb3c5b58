"""The one thread of a process that writes to the history."""

from __future__ import annotations

import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

from workbench.core.errors import StoreError
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.results import clock
from workbench.store.database import Database
from workbench.store.trouble import explained

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    work: Callable[[sqlite3.Connection], Any]
    due: float
    future: Future[Any]


class Writer:
    """Runs jobs on one connection, several to a transaction.

    A job says how long it may wait for others to share its transaction. All jobs of a
    transaction are done or none is. Thread and connection begin with the first job, so
    that who only reads costs nothing.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False

    def submit(
        self, work: Callable[[sqlite3.Connection], T], *, within: float = 0.0
    ) -> Future[T]:
        """Have ``work(connection)`` committed, begun at most ``within`` seconds later.

        The future is done after the commit; its exception is a ``StoreError`` where the
        file was the trouble. Raises ``StoreError`` when the writer is closed.
        """
        job = _Job(work=work, due=clock() + within, future=Future())
        with self._lock:
            if self._closed:
                raise StoreError(
                    Message(QT_TRANSLATE_NOOP("Message", "The history is closed."))
                )
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._serve, name="history writer", daemon=True
                )
                self._thread.start()
            self._jobs.put(job)
        return job.future

    def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Have ``work`` committed now, and give its result."""
        return self.submit(work).result()

    def close(self) -> None:
        """Commit what waits and end the thread; safe to call twice."""
        with self._lock:
            self._closed = True
            thread = self._thread
            self._jobs.put(None)
        if thread is not None:
            thread.join()

    def _serve(self) -> None:
        connection: sqlite3.Connection | None = None
        last = False
        try:
            while not last:
                jobs, last = self._gather()
                if not jobs:
                    continue
                try:
                    connection = connection or self._database.writer()
                    results = self._commit(connection, jobs)
                except BaseException as error:  # whoever waits for the job gets it
                    _fail(jobs, self._for_person(error))
                else:
                    for job, result in zip(jobs, results, strict=True):
                        job.future.set_result(result)
        finally:
            if connection is not None:
                connection.close()

    def _gather(self) -> tuple[list[_Job], bool]:
        """The jobs of one transaction, and whether they are the last."""
        jobs: list[_Job] = []
        while True:
            try:
                job = self._jobs.get(timeout=_patience(jobs))
            except queue.Empty:
                return jobs, False
            if job is None:
                return jobs, True
            jobs.append(job)

    def _commit(self, connection: sqlite3.Connection, jobs: list[_Job]) -> list[Any]:
        connection.execute("BEGIN IMMEDIATE")
        try:
            # A newer version of the program may have migrated the file meanwhile.
            self._database.refuse_foreign(connection)
            results = [job.work(connection) for job in jobs]
            connection.execute("COMMIT")
        except BaseException:
            # SQLite may have rolled back already (a full disk).
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return results

    def _for_person(self, error: BaseException) -> BaseException:
        if isinstance(error, sqlite3.Error):
            return explained(error, self._database.path)
        return error


def _patience(jobs: list[_Job]) -> float | None:
    """Seconds until one of ``jobs`` must begin; ``None`` while there are none."""
    if not jobs:
        return None
    return max(0.0, min(job.due for job in jobs) - clock())


def _fail(jobs: list[_Job], error: BaseException) -> None:
    for job in jobs:
        job.future.set_exception(error)
