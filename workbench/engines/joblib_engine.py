"""Tasks on joblib's process pool, loky.

joblib keeps one pool and resizes it when another number of workers is asked for, which
would start processes anew between measurements. Here each worker is a pool of one: a
worker keeps its number and its data, any of them can be warmed up by itself, and one
that dies takes nothing with it. Tasks are handed out by a ``Batch``, a chunk at a
time, from loky's own threads as soon as a worker has answered.
"""

from __future__ import annotations

import atexit
import itertools
import os
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from queue import Empty
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

import psutil

from workbench.core.cancel import CancelToken
from workbench.core.data import DataHandle, hold, let_go
from workbench.core.errors import EngineFailed
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.plan import Task
from workbench.core.results import TaskResult, clock
from workbench.engines import placement, scratch, shared
from workbench.engines.base import ENGINES, Engine, PoolState
from workbench.engines.joblib_pool import Batch, Entry, Worker

if TYPE_CHECKING:
    from numpy.typing import NDArray

POLL_S = 0.05
"""How late a cancel may be seen, in seconds."""
GRACE_S = 2.0
"""How long a running task may take to end after a stop; then its worker is ended."""
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
        self._workers: dict[int, Worker] = {}
        self._placed: dict[str, placement.Placed] = {}
        self._folder: Path | None = None
        self._batch: Batch | None = None
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
            self._workers[index] = Worker(
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
        queue = deque(Entry(task) for task in tasks)
        return self._run([queue] * workers, cancel)

    def warm_up(
        self, tasks: Sequence[Task], cancel: CancelToken, *, workers: int
    ) -> Iterator[TaskResult]:
        """Run ``tasks`` once on each of workers 0 to ``workers`` − 1."""
        queues = [deque(Entry(task) for task in tasks) for _ in range(workers)]
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
        self, queues: Sequence[deque[Entry]], cancel: CancelToken
    ) -> Iterator[TaskResult]:
        if not any(queues) or cancel.cancelled:
            return
        self.ensure(len(queues))
        workers = [self._workers[index] for index in range(len(queues))]
        batch = self._batch = Batch(queues, workers, self.schedule)
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
        if self._folder is not None:
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
