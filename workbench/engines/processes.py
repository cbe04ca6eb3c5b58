"""Tasks on processes of our own: the engine that the program exists for.

Spawned workers, one pipe each, no shared locks or queues. See the package's docstring
for the parts and ``batch`` for what happens to a task that ends its worker.
"""

from __future__ import annotations

import atexit
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

from workbench.core.cancel import CancelToken
from workbench.core.data import DataHandle, hold, let_go
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.plan import Task
from workbench.core.results import TaskResult, clock
from workbench.engines.base import ENGINES, Engine, PoolState
from workbench.engines.batch import Batch
from workbench.engines.deliveries import Entry
from workbench.engines.supervisor import Supervisor

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from workbench.core.spec import ClusterSpec


@ENGINES.register("processes")
class ProcessEngine(Engine):
    """Runs tasks on worker processes that stay warm between batches.

    After a cancel ``map`` ends within 50 ms. Tasks that run at that moment get 2 s to
    end, then their worker is terminated, 2 s later killed; a batch that comes meanwhile
    waits for that. Worker processes ignore Ctrl-C, and end by themselves when this
    program is gone. Methods may be called from any thread, one ``map`` at a time.
    """

    name: ClassVar[str] = "processes"
    title: ClassVar[Message] = Message(QT_TRANSLATE_NOOP("Message", "Processes"))

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
        self._supervisor: Supervisor | None = None
        self._placed: set[str] = set()

    def open(self) -> None:
        """Start the supervisor's thread, no worker yet."""
        if self._supervisor is None:
            self._supervisor = Supervisor(
                threads=self.threads_per_worker, memory_limit=self.memory_limit
            )
            atexit.register(self.close)

    def close(self) -> None:
        """End all workers, by force where needed: within 5 s."""
        supervisor, self._supervisor = self._supervisor, None
        if supervisor is None:
            return
        atexit.unregister(self.close)
        supervisor.close()
        for key in self._placed:
            let_go(key)
        self._placed.clear()

    def ensure(self, workers: int) -> float:
        """Start missing workers, all at once; the seconds until all can take tasks."""
        begin = clock()
        self._running().ensure(workers)
        return clock() - begin

    def place(self, arrays: Mapping[str, NDArray[Any]]) -> DataHandle:
        """Copy ``arrays`` into shared memory once; every worker, now or later, maps it.

        The arrays themselves stay as they are in this process.
        """
        handle = hold(f"processes-{uuid4().hex}", arrays)
        self._placed.add(handle.key)
        self._running().place(handle.key, handle.arrays())
        return handle

    def release(self, handle: DataHandle) -> None:
        """Forget placed arrays, here and in all workers."""
        self._placed.discard(handle.key)
        let_go(handle.key)
        if self._supervisor is not None:
            self._supervisor.release(handle.key)

    def map(
        self, tasks: Sequence[Task], cancel: CancelToken, *, workers: int
    ) -> Iterator[TaskResult]:
        """Run ``tasks`` on workers 0 to ``workers`` − 1, started where missing."""
        return _one_by_one(self.arrivals(tasks, cancel, workers=workers), cancel)

    def arrivals(
        self, tasks: Sequence[Task], cancel: CancelToken, *, workers: int
    ) -> Generator[Sequence[TaskResult], None, None]:
        """As :meth:`map`, a worker's answers together as they came."""
        return self._run(list(map(Entry, tasks)), cancel, workers)

    def warm_up(
        self, tasks: Sequence[Task], cancel: CancelToken, *, workers: int
    ) -> Iterator[TaskResult]:
        """Run ``tasks`` once on each of workers 0 to ``workers`` − 1."""
        entries = [Entry(t, only_on=w) for w in range(workers) for t in tasks]
        return _one_by_one(self._run(entries, cancel, workers), cancel)

    def state(self) -> PoolState:
        """The worker processes that are alive, and which of them stand still."""
        supervisor = self._supervisor
        return PoolState() if supervisor is None else supervisor.state()

    def end_worker(self, pid: int) -> bool:
        """End one worker; what it ran is run again, and not to blame."""
        return self._supervisor is not None and self._supervisor.end_worker(pid)

    def _run(
        self, entries: Sequence[Entry], cancel: CancelToken, workers: int
    ) -> Generator[Sequence[TaskResult], None, None]:
        if not entries or cancel.cancelled:
            return
        batch = Batch(entries, cancel, workers, self.schedule)
        supervisor = self._running()
        supervisor.submit(batch)
        try:
            yield from batch.read()
        finally:
            supervisor.leave(batch)

    def _running(self) -> Supervisor:
        if self._supervisor is None:
            raise RuntimeError("the engine is not open")
        return self._supervisor


def _one_by_one(
    arrivals: Generator[Sequence[TaskResult], None, None], cancel: CancelToken
) -> Iterator[TaskResult]:
    """Until a cancel; whoever leaves this iterator leaves ``arrivals``."""
    with closing(arrivals):
        for results in arrivals:
            for result in results:
                if cancel.cancelled:
                    return
                yield result
