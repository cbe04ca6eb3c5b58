"""What the engines on somebody else's pool have in common.

A :class:`ForeignEngine` keeps numbered :class:`~workbench.engines.foreign_pool.Worker`
objects, hands tasks out by a :class:`~workbench.engines.foreign_pool.Batch`, replaces
workers that died and ends those that do not stop. An adapter says how the pool is
opened and closed, what a worker is, and how arrays get there.
"""

from __future__ import annotations

import atexit
import contextlib
import threading
from abc import abstractmethod
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, wait
from queue import Empty
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

import psutil

from workbench.core.cancel import CancelToken
from workbench.core.data import DataHandle, hold, let_go
from workbench.core.errors import EngineFailed, Stopped, WorkbenchError
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.plan import Task
from workbench.core.results import TaskResult, clock
from workbench.engines import foreign_pool
from workbench.engines.base import Engine, PoolState
from workbench.engines.foreign_pool import Batch, Entry, Placed, Worker

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from workbench.core.spec import ClusterSpec

POLL_S = 0.05
"""How late a cancel may be seen, in seconds."""
GRACE_S = 2.0
"""How long a running task may take to end after a stop; then its worker is ended."""


class ForeignEngine(Engine):
    """Runs tasks on workers of a pool that is not ours, which stay warm.

    After a cancel ``map`` ends within 50 ms. Tasks that run at that moment get 2 s to
    end, then their worker is ended and started anew when it is needed; a batch that
    comes meanwhile waits for that.
    """

    chunk_s: ClassVar[float] = foreign_pool.CHUNK_S
    """How long tasks that travel together should take, against the way there."""

    def __init__(
        self,
        *,
        threads_per_worker: int = 1,
        memory_limit: int | None = None,
        cluster: ClusterSpec | None = None,
    ) -> None:
        super().__init__(
            threads_per_worker=threads_per_worker,
            memory_limit=memory_limit,
            cluster=cluster,
        )
        self._workers: dict[int, Worker] = {}
        self._placed: dict[str, Placed] = {}
        self._is_open = False
        self._batch: Batch | None = None
        self._reaper: threading.Thread | None = None
        self._restarts = 0

    @abstractmethod
    def begin(self) -> None:
        """Get the pool ready; raises :class:`EngineFailed` with a remedy."""

    @abstractmethod
    def finish(self) -> None:
        """End what :meth:`begin` made; workers and data are gone by then."""

    @abstractmethod
    def worker(self, index: int) -> Worker:
        """A new worker with that number, not yet greeted."""

    @abstractmethod
    def put(self, handle: DataHandle) -> Placed:
        """Make the arrays of ``handle`` available to workers, once."""

    def prepare(self, workers: int) -> None:
        """Have the pool large enough for so many workers."""

    def open(self) -> None:
        """Get the pool ready; workers are started when they are needed."""
        if not self._is_open:
            self._is_open = True
            atexit.register(self.close)
            try:
                self.begin()
            except BaseException:
                self.close()
                raise

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
        was_open, self._is_open = self._is_open, False
        if was_open:
            self.finish()

    def ensure(self, workers: int) -> float:
        """Have ``workers`` workers that can take tasks and hold the data."""
        begin = clock()
        self._opened()
        self._settle()
        for worker in self._workers.values():
            worker.look()
        for index in [i for i, w in self._workers.items() if not w.alive]:
            self._workers.pop(index).end()
            self._restarts += 1
        try:
            self.prepare(workers)
            missing = [i for i in range(workers) if i not in self._workers]
            for index in missing:
                self._workers[index] = self.worker(index)
            self._greet(missing)
            for index in range(workers):
                self._workers[index].share(self._placed)
        except WorkbenchError:
            raise
        except Exception as error:  # whatever the pool refuses
            raise self.cannot_start(error) from error
        return clock() - begin

    def _greet(self, missing: Sequence[int]) -> None:
        """Start new workers; if one does not come, none of them stays half started."""
        try:
            greetings = [self._workers[index].greet() for index in missing]
            for greeting in greetings:
                self._await(greeting)
        except BaseException:
            for index in missing:
                self._workers.pop(index).end()
            raise

    def _await(self, greeting: Future[int]) -> None:
        while not wait([greeting], POLL_S).done:
            if self.cancel.cancelled:
                raise Stopped
        greeting.result()

    def place(self, arrays: Mapping[str, NDArray[Any]]) -> DataHandle:
        """Make ``arrays`` available once; every worker takes them from there."""
        self._opened()
        handle = hold(f"{self.name}-{uuid4().hex}", arrays)
        self._placed[handle.key] = self.put(handle)
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
        queue = deque(Entry(task) for task in tasks)
        return self._run([queue] * workers, cancel)

    def warm_up(
        self, tasks: Sequence[Task], cancel: CancelToken, *, workers: int
    ) -> Iterator[TaskResult]:
        """Run ``tasks`` once on each of workers 0 to ``workers`` − 1."""
        queues = [deque(Entry(task) for task in tasks) for _ in range(workers)]
        return self._run(queues, cancel)

    def state(self) -> PoolState:
        """The workers, and how many of them have tasks."""
        workers = list(self._workers.values())
        pids = tuple(w.pid for w in workers if w.pid is not None)
        return PoolState(
            alive=sum(worker.greeted for worker in workers),
            busy=sum(worker.busy for worker in workers),
            pids=pids,
            restarts=self._restarts,
        )

    def end_worker(self, pid: int) -> bool:
        """End one worker; what it ran is run again, and not to blame."""
        for worker in list(self._workers.values()):
            if worker.pid == pid:
                worker.excused = True
                with contextlib.suppress(psutil.NoSuchProcess):  # it has just died
                    psutil.Process(pid).kill()
                return True
        return False

    def cannot_start(self, error: Exception) -> EngineFailed:
        """What a person is told when workers could not be started."""
        return EngineFailed(
            Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "The workers of {engine} cannot be started ({reason}). Allow "
                    "workers more memory, or choose the engine “processes”.",
                ),
                {
                    "engine": self.title,
                    "reason": f"{type(error).__name__}: {error}",
                },
            )
        )

    def _opened(self) -> None:
        if not self._is_open:
            raise RuntimeError("the engine is not open")

    def _run(
        self, queues: Sequence[deque[Entry]], cancel: CancelToken
    ) -> Iterator[TaskResult]:
        if not any(queues) or cancel.cancelled:
            return
        self.ensure(len(queues))
        workers = [self._workers[index] for index in range(len(queues))]
        batch = self._batch = Batch(queues, workers, self.schedule, self.chunk_s)
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
                if isinstance(found, Worker):
                    self._replace(found, batch)
                    continue
                batch.left -= 1
                yield found
        finally:
            batch.end()
            self._batch = None
            self._clear([worker for worker in workers if worker.busy])

    def _replace(self, dead: Worker, batch: Batch) -> None:
        """Put another worker on the place of one that died; its tasks run again."""
        if self._is_open:
            dead.alive = False
            self.ensure(dead.index + 1)
            batch.feed(self._workers[dead.index])

    def _clear(self, busy: Sequence[Worker]) -> None:
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


def _reap(busy: Sequence[Worker]) -> None:
    """In a thread of its own: let running tasks end, for a while."""
    deadline = clock() + GRACE_S
    for worker in busy:
        if not worker.idle.wait(max(0.0, deadline - clock())):
            worker.alive = False
            worker.end()
