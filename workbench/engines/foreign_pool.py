"""Workers of somebody else's pool, and the tasks of one ``map`` on them.

joblib (loky), Dask, Spark and Ray differ in how a worker is started, reached and ended:
that is a :class:`Worker`. What is handed to whom, when, and what happens when a worker
dies is the same for all and stands in :class:`Batch`. Tasks are handed out from the
pool's own threads as soon as a worker has answered, so that dispatch never waits for
whoever reads the results.
"""

from __future__ import annotations

import math
import threading
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from queue import SimpleQueue
from typing import Any, Protocol

import msgspec

from workbench.core.errors import EngineFailed
from workbench.core.plan import Task
from workbench.core.results import TaskError, TaskResult, clock
from workbench.engines import foreign
from workbench.engines.base import Schedule
from workbench.engines.execute import describe

CHUNK_S = 0.02
"""How long tasks that travel together should take where the way there and back is
short, as it is to a process of the same machine: it is then a few percent of it."""
TRIES = 3
"""So many workers may die under a task before it is blamed."""


class Entry(msgspec.Struct, eq=False):
    """A task on its way, and how many workers died while they had it."""

    task: Task
    deaths: int = 0


class Placed(Protocol):
    """Arrays that were made available to workers."""

    def close(self) -> None:
        """Free what was needed for it."""


class TooFewWorkers(EngineFailed):
    """There are fewer workers than were asked for, and no more can be had."""


class Worker(ABC):
    """One worker of such a pool, with a number of its own that it keeps.

    ``greeted`` once it has answered; ``pid`` is ``None`` until then, and for workers
    that are no process of this machine. ``idle`` is set while it has no tasks.
    ``clock_offset`` is what must be added to a time read there to have it on this
    program's clock. A death that is
    ``excused`` is nobody's fault; ``fate`` is what is said of any other.
    """

    def __init__(self, index: int, threads: int) -> None:
        self.index = index
        self.threads = threads
        self.pid: int | None = None
        self.greeted = False
        self.clock_offset = 0.0
        self.excused = False
        self.fate = "the worker process ended while it ran this task"
        self.alive = True
        self.idle = threading.Event()
        self.idle.set()

    @property
    def busy(self) -> bool:
        """Whether it has tasks."""
        return not self.idle.is_set()

    @abstractmethod
    def greet(self) -> Future[int]:
        """Start it; the future is done once it answers."""

    @abstractmethod
    def share(self, placed: Mapping[str, Any]) -> None:
        """Have it hold exactly ``placed``; returns when it does."""

    @abstractmethod
    def send(self, calls: list[bytes]) -> Future[list[foreign.Answer]]:
        """Run packed calls there, by :func:`workbench.engines.foreign.run`.

        Raises, or the future does, if the worker is gone.
        """

    @abstractmethod
    def end(self) -> None:
        """End it, whatever it does; twice is no error."""

    def look(self) -> None:  # noqa: B027 - most pools find out by themselves
        """Find out whether it died while nobody used it: then ``alive`` is false."""


class Batch:
    """The tasks of one ``map``: handed out from the pool's threads, read from another.

    ``results`` carries task results, a worker that died, or ``None`` at an early end.
    """

    def __init__(
        self,
        queues: Sequence[deque[Entry]],
        workers: Sequence[Worker],
        schedule: Schedule,
        chunk_s: float = CHUNK_S,
    ) -> None:
        self.left = sum(len(queue) for queue in {id(q): q for q in queues}.values())
        self.results: SimpleQueue[TaskResult | Worker | None] = SimpleQueue()
        self._queues = queues
        self.workers = len(workers)
        self._chunk = schedule.chunk
        self._chunk_s = chunk_s
        self._mean_s: float | None = None
        self._lock = threading.Lock()
        self._ended = False

    def end(self) -> None:
        """Hand out nothing more; whoever reads is told."""
        with self._lock:
            self._ended = True
        self.results.put(None)

    def together(self, one: Worker, other: Worker) -> bool:
        """Whether either may run the other's tasks."""
        last = max(one.index, other.index)
        return last < len(self._queues) and (
            self._queues[one.index] is self._queues[other.index]
        )

    def feed(self, worker: Worker) -> None:
        """Give ``worker`` its next tasks, if there are any."""
        with self._lock:
            entries, calls = ([], []) if self._ended else self._take(worker)
            if not entries:
                worker.idle.set()
                return
            worker.idle.clear()
            submitted = clock()
            try:
                future = worker.send(calls)
            except Exception:  # the pool found out that it is gone
                self._lost(worker, entries)
                return
        sizes = [len(call) for call in calls]
        # Outside the lock: a future that is done already calls back at once.
        future.add_done_callback(
            partial(self._answered, worker, entries, sizes, submitted)
        )

    def _take(self, worker: Worker) -> tuple[list[Entry], list[bytes]]:
        queue = self._queues[worker.index]
        most = self._most(len(queue))
        entries: list[Entry] = []
        calls: list[bytes] = []
        while queue and len(calls) < most:
            entry = queue[0]
            if entry.deaths and calls:
                break
            queue.popleft()
            try:
                calls.append(foreign.pack(entry.task))
            except BaseException as raised:
                error = describe(raised, "the task could not be pickled")
                failed = foreign.failed(entry.task, error, worker=worker.index)
                self.results.put(failed)
                continue
            entries.append(entry)
            if entry.deaths:  # alone, so that a death is its own
                break
        return entries, calls

    def _most(self, waiting: int) -> int:
        """How many tasks travel together: chunks shrink with what remains."""
        if self._chunk:
            return self._chunk
        if self._mean_s is None:
            return 1
        worth_it = math.ceil(self._chunk_s / max(self._mean_s, 1e-6))
        return max(1, min(worth_it, waiting // (2 * self.workers)))

    def _answered(
        self,
        worker: Worker,
        entries: Sequence[Entry],
        sizes: Sequence[int],
        submitted: float,
        future: Future[list[foreign.Answer]],
    ) -> None:
        """In the pool's thread: pass the answers on and hand out the next tasks."""
        completed = clock()
        if future.cancelled() or future.exception() is not None:
            self._lost(worker, entries)
            return
        answers = future.result()
        took = sum(a.packed - a.received for a in answers) / len(answers)
        mean = took if self._mean_s is None else self._mean_s
        self._mean_s = mean + 0.2 * (took - mean)
        self.feed(worker)  # first, so that the worker waits for nobody
        for entry, size, answer in zip(entries, sizes, answers, strict=True):
            result = foreign.result(
                entry.task,
                answer,
                worker=worker.index,
                submitted=submitted,
                completed=completed,
                bytes_in=size,
                attempts=entry.deaths + 1,
                offset=worker.clock_offset,
            )
            self.results.put(result)

    def _lost(self, worker: Worker, entries: Sequence[Entry]) -> None:
        """The worker is gone: its tasks come first again, or are blamed."""
        worker.alive = False
        worker.idle.set()
        queue = self._queues[worker.index]
        for entry in reversed(entries):
            entry.deaths += not worker.excused
            if entry.deaths < TRIES:
                queue.appendleft(entry)
                continue
            error = TaskError(kind="WorkerDied", text=worker.fate)
            self.results.put(
                foreign.failed(
                    entry.task, error, worker=worker.index, attempts=entry.deaths
                )
            )
        self.results.put(worker)
