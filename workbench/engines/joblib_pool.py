"""The parts of joblib's engine: a worker, and the tasks of one ``map``.

Tasks are handed out from loky's own threads as soon as a worker has answered, so that
dispatch never waits for whoever reads the results.
"""

from __future__ import annotations

import math
import os
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from functools import partial
from queue import SimpleQueue
from typing import TYPE_CHECKING

import msgspec
import psutil

from workbench.core.plan import Task
from workbench.core.results import TaskError, TaskResult, clock
from workbench.engines import foreign, placement
from workbench.engines.base import Schedule
from workbench.engines.caps import VARIABLES
from workbench.engines.execute import describe

if TYPE_CHECKING:
    from concurrent.futures import Future

CHUNK_S = 0.02
"""How long tasks that travel together should take: loky's way there and back is then a
few percent of it."""
_FEEDER_S = 2.0
"""How long a thread that fills a queue may take to end."""
TRIES = 3
"""So many workers may die under a task before it is blamed."""


class Entry(msgspec.Struct, eq=False):
    """A task on its way, and how many workers died while they had it."""

    task: Task
    deaths: int = 0


class Worker:
    """A loky pool of one process."""

    def __init__(self, index: int, threads: int, memory_limit: int | None) -> None:
        from joblib.externals.loky.process_executor import ProcessPoolExecutor

        self.index = index
        self.threads = threads
        self.pid: int | None = None
        self.excused = False
        self.alive = True
        self.idle = threading.Event()
        self.idle.set()
        self._held: set[str] = set()
        self._pool = ProcessPoolExecutor(
            max_workers=1,
            initializer=_start,
            initargs=(os.getpid(), threads, memory_limit),
            env=dict.fromkeys(VARIABLES, str(threads)) if threads else None,
        )

    @property
    def busy(self) -> bool:
        """Whether it has tasks."""
        return not self.idle.is_set()

    def greet(self) -> Future[int]:
        """Start the process."""
        future: Future[int] = self._pool.submit(os.getpid)
        future.add_done_callback(self._greeted)
        return future

    def share(self, placed: Mapping[str, placement.Placed]) -> None:
        """Have it hold exactly ``placed``; returns when it does."""
        said = [
            self._pool.submit(placement.forget, k) for k in self._held - placed.keys()
        ]
        said += [
            self._pool.submit(placement.receive, placed[key].message)
            for key in placed.keys() - self._held
        ]
        self._held = set(placed)
        for future in said:
            future.result()

    def send(self, calls: list[bytes]) -> Future[list[foreign.Answer]]:
        """Run packed calls there."""
        self.idle.clear()
        future: Future[list[foreign.Answer]] = self._pool.submit(
            foreign.run, calls, self.threads
        )
        return future

    def end(self) -> None:
        """End the process, whatever it does, and loky's threads for it."""
        self.pid = None
        queue = getattr(self._pool, "_call_queue", None)
        self._pool.shutdown(wait=True, kill_workers=True)
        # The thread that fills the queue ends a moment after the pool, or never, if it
        # writes to a process that was killed; it is a daemon.
        feeder = getattr(queue, "_thread", None)
        if feeder is not None:
            feeder.join(_FEEDER_S)

    def _greeted(self, future: Future[int]) -> None:
        if future.exception() is None:
            self.pid = future.result()

    def look(self) -> None:
        """Find out whether the process died while nobody used it."""
        if self.pid is not None and not psutil.pid_exists(self.pid):
            self.alive = False


class Batch:
    """The tasks of one ``map``: handed out from loky's threads, read from another.

    ``results`` carries task results, a worker that died, or ``None`` at an early end.
    """

    def __init__(
        self,
        queues: Sequence[deque[Entry]],
        workers: Sequence[Worker],
        schedule: Schedule,
    ) -> None:
        self.left = sum(len(queue) for queue in {id(q): q for q in queues}.values())
        self.results: SimpleQueue[TaskResult | Worker | None] = SimpleQueue()
        self._queues = queues
        self._workers = len(workers)
        self._chunk = schedule.chunk
        self._mean_s: float | None = None
        self._lock = threading.Lock()
        self._ended = False

    def end(self) -> None:
        """Hand out nothing more; whoever reads is told."""
        with self._lock:
            self._ended = True
        self.results.put(None)

    def feed(self, worker: Worker) -> None:
        """Give ``worker`` its next tasks, if there are any."""
        with self._lock:
            entries, calls = ([], []) if self._ended else self._take(worker)
            if not entries:
                worker.idle.set()
                return
            submitted = clock()
            try:
                future = worker.send(calls)
            except Exception:  # loky found out that its process is gone
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
        worth_it = math.ceil(CHUNK_S / max(self._mean_s, 1e-6))
        return max(1, min(worth_it, waiting // (2 * self._workers)))

    def _answered(
        self,
        worker: Worker,
        entries: Sequence[Entry],
        sizes: Sequence[int],
        submitted: float,
        future: Future[list[foreign.Answer]],
    ) -> None:
        """In loky's thread: pass the answers on and hand out the next tasks."""
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
            )
            self.results.put(result)

    def _lost(self, worker: Worker, entries: Sequence[Entry]) -> None:
        """The process has died: its tasks come first again, or are blamed."""
        worker.alive = False
        worker.idle.set()
        queue = self._queues[worker.index]
        for entry in reversed(entries):
            entry.deaths += not worker.excused
            if entry.deaths < TRIES:
                queue.appendleft(entry)
                continue
            error = TaskError(
                kind="WorkerDied",
                text="the worker process ended while it ran this task",
            )
            self.results.put(
                foreign.failed(
                    entry.task, error, worker=worker.index, attempts=entry.deaths
                )
            )
        self.results.put(worker)


def _start(parent_pid: int, threads: int, memory_limit: int | None) -> None:
    """In a worker, before anything else.

    loky looks once a second whether a worker has grown, collects garbage to find out,
    and exchanges it if so: both would fall into what is timed, and data would be lost.
    """
    from joblib.externals.loky import process_executor

    process_executor._MEMORY_LEAK_CHECK_DELAY = math.inf  # noqa: SLF001 - no other way
    foreign.start(parent_pid, threads, memory_limit)
