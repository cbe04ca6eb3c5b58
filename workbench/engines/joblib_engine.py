"""Tasks on joblib's process pool, loky.

joblib keeps one pool and resizes it when another number of workers is asked for, which
would start processes anew between measurements. Here each worker is a pool of one: a
worker keeps its number and its data, any of them can be warmed up by itself, and one
that dies takes nothing with it. Tasks are handed out by :class:`_Batch`, a chunk at a
time, from loky's own threads as soon as a worker has answered.
"""

from __future__ import annotations

import atexit
import itertools
import math
import os
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

import msgspec
import psutil

from workbench.core.cancel import CancelToken
from workbench.core.data import DataHandle, hold, let_go
from workbench.core.errors import EngineFailed
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.plan import Task
from workbench.core.results import TaskError, TaskResult, clock
from workbench.engines import foreign, placement, scratch, shared
from workbench.engines.base import ENGINES, Engine, PoolState, Schedule
from workbench.engines.caps import VARIABLES
from workbench.engines.execute import describe

if TYPE_CHECKING:
    from concurrent.futures import Future

    from numpy.typing import NDArray

POLL_S = 0.05
"""How late a cancel may be seen, in seconds."""
GRACE_S = 2.0
"""How long a running task may take to end after a stop; then its worker is ended."""
CHUNK_S = 0.02
"""How long tasks that travel together should take: loky's way there and back is then a
few percent of it."""
TRIES = 3
"""So many workers may die under a task before it is blamed."""
_NUMBERS = itertools.count(1)


@ENGINES.register("joblib")
class JoblibEngine(Engine):
    """Runs tasks on loky's worker processes, which stay warm between batches.

    After a cancel ``map`` ends within 50 ms. Tasks that run at that moment get 2 s to
    end, then their worker is ended and started anew when it is needed; a batch that
    comes meanwhile waits for that. Workers end by themselves when this program is gone.
    """

    name: ClassVar[str] = "joblib"
    title: ClassVar[Message] = Message(QT_TRANSLATE_NOOP("Message", "joblib (loky)"))
    requires: ClassVar[tuple[str, ...]] = ("joblib",)

    def __init__(
        self, *, threads_per_worker: int = 1, memory_limit: int | None = None
    ) -> None:
        super().__init__(
            threads_per_worker=threads_per_worker, memory_limit=memory_limit
        )
        self._workers: dict[int, _Worker] = {}
        self._placed: dict[str, placement.Placed] = {}
        self._folder: Path | None = None
        self._batch: _Batch | None = None
        self._reaper: threading.Thread | None = None
        self._restarts = 0

    def open(self) -> None:
        """Make a folder for data; workers are started when they are needed."""
        if self._folder is None:
            shared.sweep()
            self._folder = scratch.make()
            atexit.register(self.close)

    def close(self) -> None:
        """End all workers and forget what was placed."""
        atexit.unregister(self.close)
        if self._batch is not None:
            self._batch.end()
        while self._workers:
            self._workers.popitem()[1].end()
        self._settle()
        for key, placed in self._placed.items():
            let_go(key)
            placed.close()
        self._placed.clear()
        folder, self._folder = self._folder, None
        if folder is not None:
            scratch.remove(folder)

    def ensure(self, workers: int) -> float:
        """Have ``workers`` worker processes that can take tasks and hold the data."""
        begin = clock()
        self._opened()
        self._settle()
        for worker in self._workers.values():
            worker.look()
        for index in [i for i, w in self._workers.items() if not w.alive]:
            self._workers.pop(index).end()
            self._restarts += 1
        missing = [i for i in range(workers) if i not in self._workers]
        for index in missing:
            self._workers[index] = _Worker(
                index, self.threads_per_worker, self.memory_limit
            )
        try:
            greetings = [self._workers[i].greet() for i in missing]
            for greeting in greetings:
                greeting.result()
            for index in range(workers):
                self._workers[index].share(self._placed)
        except Exception as error:  # whatever the system refuses
            raise _cannot_start(error) from error
        return clock() - begin

    def place(self, arrays: Mapping[str, NDArray[Any]]) -> DataHandle:
        """Copy ``arrays`` into shared memory once; every worker maps it."""
        folder = self._opened()
        number = next(_NUMBERS)
        handle = hold(f"joblib-{uuid4().hex}", arrays)
        self._placed[handle.key] = placement.Placed(
            handle.key,
            handle.arrays(),
            name=f"{shared.owner_mark(os.getpid())}-joblib-{number}",
            folder=folder,
            spare=lambda size: None,
        )
        self.ensure(1 + max(self._workers, default=-1))
        return handle

    def release(self, handle: DataHandle) -> None:
        """Forget placed arrays, here and in all workers."""
        let_go(handle.key)
        placed = self._placed.pop(handle.key, None)
        if placed is not None:
            self.ensure(1 + max(self._workers, default=-1))
            placed.close()

    def map(
        self, tasks: Sequence[Task], cancel: CancelToken, *, workers: int
    ) -> Iterator[TaskResult]:
        """Run ``tasks`` on workers 0 to ``workers`` − 1, started where missing."""
        queue = deque(_Entry(task) for task in tasks)
        return self._run([queue] * workers, cancel)

    def warm_up(
        self, tasks: Sequence[Task], cancel: CancelToken, *, workers: int
    ) -> Iterator[TaskResult]:
        """Run ``tasks`` once on each of workers 0 to ``workers`` − 1."""
        queues = [deque(_Entry(task) for task in tasks) for _ in range(workers)]
        return self._run(queues, cancel)

    def state(self) -> PoolState:
        """The worker processes, and how many of them have tasks."""
        workers = list(self._workers.values())
        pids = tuple(w.pid for w in workers if w.pid is not None)
        return PoolState(
            alive=len(pids),
            busy=sum(worker.busy for worker in workers),
            pids=pids,
            restarts=self._restarts,
        )

    def end_worker(self, pid: int) -> bool:
        """End one worker; what it ran is run again, and not to blame."""
        for worker in list(self._workers.values()):
            if worker.pid == pid:
                worker.excused = True
                psutil.Process(pid).kill()
                return True
        return False

    def _opened(self) -> Path:
        if self._folder is None:
            raise RuntimeError("the engine is not open")
        return self._folder

    def _run(
        self, queues: Sequence[deque[_Entry]], cancel: CancelToken
    ) -> Iterator[TaskResult]:
        if not any(queues) or cancel.cancelled:
            return
        self.ensure(len(queues))
        workers = [self._workers[index] for index in range(len(queues))]
        batch = self._batch = _Batch(queues, workers, self.schedule)
        try:
            for worker in workers:
                batch.feed(worker)
            while batch.left and not cancel.cancelled:
                try:
                    found = batch.results.get(timeout=POLL_S)
                except Empty:
                    continue
                if found is None:
                    return
                if isinstance(found, _Worker):
                    self._replace(found, batch)
                    continue
                batch.left -= 1
                yield found
        finally:
            batch.end()
            self._batch = None
            self._clear([worker for worker in workers if worker.busy])

    def _replace(self, dead: _Worker, batch: _Batch) -> None:
        """Put another worker on the place of one that died; its tasks run again."""
        if self._folder is not None:
            dead.alive = False
            self.ensure(dead.index + 1)
            batch.feed(self._workers[dead.index])

    def _clear(self, busy: Sequence[_Worker]) -> None:
        """Have workers that still run what nobody wants ended, if need be by force."""
        if busy:
            self._reaper = threading.Thread(
                target=_reap, args=(busy,), name="workbench-reaper", daemon=True
            )
            self._reaper.start()

    def _settle(self) -> None:
        """Wait until nobody runs what nobody wants."""
        reaper, self._reaper = self._reaper, None
        if reaper is not None:
            reaper.join()


def _reap(busy: Sequence[_Worker]) -> None:
    """In a thread of its own: let running tasks end, for a while."""
    deadline = clock() + GRACE_S
    for worker in busy:
        if not worker.idle.wait(max(0.0, deadline - clock())):
            worker.alive = False
            worker.end()


class _Entry(msgspec.Struct, eq=False):
    """A task on its way, and how many workers died while they had it."""

    task: Task
    deaths: int = 0


class _Worker:
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
        self._pool.shutdown(wait=True, kill_workers=True)

    def _greeted(self, future: Future[int]) -> None:
        if future.exception() is None:
            self.pid = future.result()

    def look(self) -> None:
        """Find out whether the process died while nobody used it."""
        if self.pid is not None and not psutil.pid_exists(self.pid):
            self.alive = False


class _Batch:
    """The tasks of one ``map``: handed out from loky's threads, read from another.

    ``results`` carries task results, a worker that died, or ``None`` at an early end.
    """

    def __init__(
        self,
        queues: Sequence[deque[_Entry]],
        workers: Sequence[_Worker],
        schedule: Schedule,
    ) -> None:
        self.left = sum(len(queue) for queue in {id(q): q for q in queues}.values())
        self.results: SimpleQueue[TaskResult | _Worker | None] = SimpleQueue()
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

    def feed(self, worker: _Worker) -> None:
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

    def _take(self, worker: _Worker) -> tuple[list[_Entry], list[bytes]]:
        queue = self._queues[worker.index]
        most = self._most(len(queue))
        entries: list[_Entry] = []
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
        worker: _Worker,
        entries: Sequence[_Entry],
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

    def _lost(self, worker: _Worker, entries: Sequence[_Entry]) -> None:
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


def _cannot_start(error: Exception) -> EngineFailed:
    return EngineFailed(
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "joblib's workers cannot be started ({reason}). Allow workers more "
                "memory, or choose the engine “processes”.",
            ),
            {"reason": f"{type(error).__name__}: {error}"},
        )
    )
