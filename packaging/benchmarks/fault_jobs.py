"""Faults of jobs: a thousand at once, cancelled, or their window closed."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psutil
from fault_outcome import Outcome
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from responsiveness import opened

from tests.faults import programs
from workbench.core.results import clock
from workbench.core.spec import ExperimentSpec, RepeatSpec
from workbench.gui.app import application
from workbench.gui.bridge import Job, JobQueue
from workbench.session import Session

TINY = ExperimentSpec(
    workload="squares",
    params={"numbers": 10, "tasks": 2, "rounds": 1},
    workers=(1,),
    repeats=RepeatSpec(minimum=1, maximum=1),
)
LONG = ExperimentSpec(
    workload="squares",
    params={"numbers": 1000, "tasks": 100, "rounds": 500},
    workers=(2,),
    repeats=RepeatSpec(minimum=1000, maximum=1000),
)


class Queue:
    """The window's queue over a session with a history of its own."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.jobs = JobQueue(session)
        self._ended: list[Job] = []
        self.jobs.finished.connect(self._ended.append)

    def settle(self) -> None:
        """Wait until all jobs have ended and were told of."""
        turn_until(lambda: len(self._ended) >= len(self.jobs.jobs))

    def check(self, outcome: Outcome, status: str) -> None:
        """Every job was told of once and has ended like this."""
        told = sorted(job.id for job in self._ended)
        once = told == [job.id for job in self.jobs.jobs]
        outcome.expect(once, "a job ended twice or never")
        found = {job.state.status for job in self.jobs.jobs}
        outcome.expect(found == {status}, f"jobs ended as {sorted(found)}")


def queued_jobs(outcome: Outcome, quick: bool) -> None:
    """Real runs one after another; recovery is all of them."""
    count = 20 if quick else 1_000
    with opened_queue() as queue:
        begin = clock()
        for _ in range(count):
            queue.jobs.submit(TINY)
        queue.settle()
        outcome.recovery.append(clock() - begin)
        outcome.rounds = count
        queue.check(outcome, "done")
        kept = [run.status for run in queue.session.store.runs(limit=2 * count)]
        outcome.expect(kept == ["done"] * count, "the history lacks some")


def cancelled_jobs(outcome: Outcome, quick: bool) -> None:
    """Jobs cancelled when they were just queued, or run: then detected when told."""
    with opened_queue() as queue:
        for turn in range(20 if quick else 1_000):
            job = queue.jobs.submit(LONG)
            if turn % 20 == 0:
                outcome.detection.append(_cancel_running(queue, job))
            else:
                queue.jobs.cancel(job)
            outcome.rounds += 1
        queue.settle()
        queue.check(outcome, "cancelled")
        begin = clock()
        job = queue.jobs.submit(TINY)
        queue.settle()
        outcome.recovery.append(clock() - begin)
        outcome.expect(job.state.status == "done", f"after it: {job.state.status}")


def _cancel_running(queue: Queue, job: Job) -> float:
    turn_until(lambda: queue.session.engines.state().busy > 0)
    asked = clock()
    queue.jobs.cancel(job)
    turn_until(lambda: not job.live)
    return clock() - asked


def closed_window(outcome: Outcome, quick: bool) -> None:
    """The window closed in a run; detected when it is shut, recovered when all is."""
    for _ in range(1 if quick else 5):
        with opened_queue() as queue:
            _close_window(outcome, queue)
            queue.check(outcome, "cancelled")
            outcome.rounds += 1


def _close_window(outcome: Outcome, queue: Queue) -> None:
    window = opened(queue.session, queue.jobs)
    job = queue.jobs.submit(LONG)
    turn_until(lambda: len(job.state.trials) > 0)
    workers = [psutil.Process(pid) for pid in queue.session.engines.state().pids]
    asked = clock()
    window.close_at_once()
    turn_until(lambda: not window.isVisible())
    outcome.detection.append(clock() - asked)
    queue.session.close()
    outcome.recovery.append(clock() - asked)
    left = sum(map(programs.alive, workers))
    outcome.expect(len(workers) == 2 and not left, f"{left} workers were left")


@contextmanager
def opened_queue() -> Iterator[Queue]:
    """A queue, and an application for its signals."""
    _application()
    with (
        tempfile.TemporaryDirectory() as name,
        Session(history=Path(name) / "history.sqlite") as session,
    ):
        queue = Queue(session)
        yield queue
        queue.jobs.close()


@cache
def _application() -> QApplication:
    """The one that a program can have."""
    return application(sys.argv[:1])


def turn_until(condition: Callable[[], object]) -> None:
    """Let the window's events happen until the condition holds."""
    loop = QEventLoop()
    look = QTimer(interval=5)
    look.timeout.connect(lambda: loop.quit() if condition() else None)
    look.start()
    loop.exec()
    look.stop()
