"""The border between the runs' thread and the window.

Runs are drained one after another in a pool of one thread, so timings stay honest.
Their events go into a deque; a timer empties it, folds them into each job's state and
emits one signal per tick. The only thing that travels back is ``cancel()``.
"""

from __future__ import annotations

import logging
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

import msgspec
from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from workbench.core.cancel import CancelToken
from workbench.core.errors import WorkbenchError
from workbench.core.events import Event, RunFailed
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.spec import ExperimentSpec
from workbench.core.state import RunState, reduce

TICK_MS = 33
FOLD_BUDGET_S = 0.008
"""Seconds of folding in one tick; what is left waits for the next one."""
ENDS_PER_TICK = 20
"""How many jobs may end in one tick: the window has to show each of them."""

_log = logging.getLogger(__name__)


class Starter(Protocol):
    """What the queue needs of a session."""

    def start(self, spec: ExperimentSpec, cancel: CancelToken) -> Iterator[Event]:
        """The run's events; everything happens in the thread that drains them."""


@dataclass(slots=True, kw_only=True, eq=False)
class Job:
    """One experiment in the queue; only the window's thread replaces its ``state``."""

    id: int
    spec: ExperimentSpec
    state: RunState
    submitted_at: float
    """Unix time."""
    cancel: CancelToken = field(default_factory=CancelToken)

    @property
    def live(self) -> bool:
        """Whether it waits or runs."""
        return self.state.live


class JobQueue(QObject):
    """Runs experiments one after another and tells the window what happened."""

    submitted = Signal(object)
    """Carries the new :class:`Job`."""
    received = Signal(object)
    """Carries the tuple of jobs whose state changed in this tick."""
    finished = Signal(object)
    """Carries a :class:`Job` that will not change any more."""

    def __init__(self, session: Starter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs: list[Job] = []
        self._live: dict[int, Job] = {}
        self._open: dict[int, Job] = {}  # its ``None`` has not come out of the inbox
        self._running: Job | None = None
        self._prepared: list[CancelToken] = []
        self._waiting: dict[int, _Drain] = {}  # whoever takes one out may use it
        self._inbox: deque[tuple[Job, Event | None]] = deque()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(-1)  # SQLite's connection is bound to its thread
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def jobs(self) -> tuple[Job, ...]:
        """All jobs of this session, oldest first."""
        return tuple(self._jobs)

    @property
    def current(self) -> Job | None:
        """The job that runs, else the one that is next."""
        return self._running or next(iter(self._live.values()), None)

    @property
    def live(self) -> bool:
        """Whether any job waits or runs."""
        return bool(self._live)

    def submit(self, spec: ExperimentSpec) -> Job:
        """Queue an experiment; it starts when those before it have ended."""
        job = Job(
            id=len(self._jobs) + 1,
            spec=spec,
            state=RunState(status="queued", spec=spec),
            submitted_at=time.time(),
        )
        self._jobs.append(job)
        self._live[job.id] = self._open[job.id] = job
        waiting = self._waiting
        waiting[job.id] = _Drain(self._session, job, self._inbox)
        self._pool.start(lambda: _drain(waiting, job.id))
        self._timer.start()
        self.submitted.emit(job)
        return job

    def prepare(
        self, work: Callable[[], object], cancel: CancelToken | None = None
    ) -> None:
        """Do ``work`` in the runs' thread before whatever is submitted later.

        ``cancel`` ends it, and is used when everything is stopped.
        """
        if cancel is not None:
            self._prepared = [one for one in self._prepared if not one.cancelled]
            self._prepared.append(cancel)
        self._pool.start(lambda: _prepare(work))

    def cancel(self, job: Job) -> None:
        """Stop a job: a waiting one at once, a running one as soon as it answers."""
        job.cancel.cancel()
        # Not taken back from the pool, whose search gives way to other threads: with a
        # run that computes, a thousand of them would hold up the window for seconds.
        drain = self._waiting.pop(job.id, None)
        if drain is not None:
            drain.withdraw()

    def cancel_current(self) -> None:
        """Stop the job that runs; those behind it go on."""
        if (job := self.current) is not None:
            self.cancel(job)

    def cancel_all(self) -> None:
        """Stop everything, what waits first, so that nothing starts in between."""
        while self._prepared:
            self._prepared.pop().cancel()
        for job in reversed(list(self._live.values())):
            self.cancel(job)

    def close(self, timeout_s: float = 10.0) -> bool:
        """Stop everything and wait for the thread; whether it ended in time."""
        self.cancel_all()
        ended = self._pool.waitForDone(round(timeout_s * 1000))
        self._tick(budget_s=float("inf"), most_ends=len(self._open))
        self._timer.stop()
        return ended

    def _tick(
        self, budget_s: float = FOLD_BUDGET_S, most_ends: int = ENDS_PER_TICK
    ) -> None:
        changed: dict[int, Job] = {}
        ended: list[Job] = []
        until = time.monotonic() + budget_s
        while self._inbox and len(ended) < most_ends and time.monotonic() < until:
            job, event = self._inbox.popleft()
            if event is None:
                ended.append(job)
                _settle(job)
            else:
                job.state = reduce(job.state, event)
            changed[job.id] = job
        for job in changed.values():
            self._file(job)
        for job in ended:
            del self._open[job.id]
        if not self._open:
            self._timer.stop()
        if changed:
            self.received.emit(tuple(changed.values()))
        for job in ended:
            self.finished.emit(job)

    def _file(self, job: Job) -> None:
        """Keep what is asked all the time, so that nobody has to look at all jobs."""
        if not job.live:
            self._live.pop(job.id, None)
            if self._running is job:
                self._running = None
        elif job.state.status == "running":
            self._running = job


class _Drain:
    """Drains one run into the inbox, ``None`` behind its last event."""

    def __init__(
        self,
        session: Starter,
        job: Job,
        inbox: deque[tuple[Job, Event | None]],
    ) -> None:
        self._session = session
        self._job = job
        self._inbox = inbox

    def run(self) -> None:
        """In the runs' thread."""
        try:
            for event in self._session.start(self._job.spec, self._job.cancel):
                self._inbox.append((self._job, event))
        except WorkbenchError as error:
            failed = RunFailed(t=self._job.state.t, message=error.message)
            self._inbox.append((self._job, failed))
        except Exception:  # the border: a bug must end the job and be reported
            self._inbox.append((self._job, _bug(self._job)))
            sys.excepthook(*sys.exc_info())
        finally:
            self._inbox.append((self._job, None))

    def withdraw(self) -> None:
        """Give up without having run."""
        self._inbox.append((self._job, None))


def _drain(waiting: dict[int, _Drain], job_id: int) -> None:
    drain = waiting.pop(job_id, None)
    if drain is not None:  # else it was cancelled before its turn
        drain.run()


def _settle(job: Job) -> None:
    """Give a job that ended without saying so the status it deserves."""
    match job.state.status:
        case "queued":
            status = "cancelled"
        case "running":
            status = "interrupted"
        case _:
            return
    job.state = msgspec.structs.replace(job.state, status=status, current=None)


def _bug(job: Job) -> RunFailed:
    return RunFailed(
        t=job.state.t,
        message=Message(
            QT_TRANSLATE_NOOP(
                "Message", "The run was ended by an error in the program."
            )
        ),
        traceback=traceback.format_exc(),
    )


def _prepare(work: Callable[[], object]) -> None:
    try:
        work()
    except WorkbenchError as error:
        _log.info("preparing ended early, a run will say why: %s", error)
    except Exception:  # as in _Drain: the thread must not swallow a bug
        sys.excepthook(*sys.exc_info())
