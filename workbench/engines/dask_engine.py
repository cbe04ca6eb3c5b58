"""Tasks on Dask: a cluster of this computer, or one that somebody runs elsewhere.

Each worker is one Dask worker and keeps its number: a task of ours names the worker
that it is for, so that Dask moves nothing by itself, tries nothing again, and what the
timeline shows is who really ran it. What is started anew, and how often, is decided as
for every other pool (:mod:`workbench.engines.foreign_pool`). The parts::

    dask_link      a client of a cluster, in a thread of its own
    dask_local     a cluster of this computer
      dask_process   its processes
    dask_remote    somebody else's cluster
      dask_connect   getting there, or saying why not
      dask_guest     what runs in its workers

They are imported when the engine is opened: asyncio alone takes as long as all of this
package.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Protocol

from workbench.core.cancel import CancelToken
from workbench.core.data import DataHandle, let_go
from workbench.core.errors import EngineFailed, Stopped, WorkbenchError
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.results import TaskResult
from workbench.engines.base import ENGINES
from workbench.engines.foreign_engine import ForeignEngine
from workbench.engines.foreign_pool import (
    Batch,
    Entry,
    Placed,
    TooFewWorkers,
    Worker,
)

if TYPE_CHECKING:
    from workbench.engines.dask_link import Link


class Site(Protocol):
    """A cluster that this program uses."""

    link: Link

    def open(self, cancel: CancelToken) -> None:
        """Get in touch with it."""

    def close(self) -> None:
        """Leave it."""

    def prepare(self, workers: int, cancel: CancelToken) -> None:
        """See that there may be so many workers."""

    def worker(self, index: int) -> Worker:
        """A worker with that number."""

    def put(self, handle: DataHandle) -> Placed:
        """Make arrays available to workers."""

    def lost(self) -> EngineFailed:
        """What to say when it is gone."""


@ENGINES.register("dask")
class DaskEngine(ForeignEngine):
    """Runs tasks on the workers of a Dask cluster.

    A cluster whose scheduler is lost ends the batch; the next one begins anew, with a
    new local cluster or another connection.
    """

    name: ClassVar[str] = "dask"
    title: ClassVar[Message] = Message(QT_TRANSLATE_NOOP("Message", "Dask"))
    requires: ClassVar[tuple[str, ...]] = ("distributed", "cryptography")
    extra: ClassVar[str] = "dask"
    schemes: ClassVar[tuple[str, ...]] = ("tls://", "tcp://")
    chunk_s: ClassVar[float] = 0.1  # the way there and back takes some 10 ms
    _site: Site | None = None

    def begin(self) -> None:
        """Start a local cluster's scheduler, or connect to the one that is named."""
        from workbench.engines import dask_local, dask_process, dask_remote

        threads = self.threads_per_worker
        try:
            dask_process.set_up()
            if self.cluster.remote:
                self._site = dask_remote.Remote(self.cluster, threads, self.title)
            else:
                self._site = dask_local.Local(threads, self.memory_limit)
            self._site.open(self.cancel)
        except WorkbenchError:
            raise
        except Exception as error:  # its libraries, or the scheduler's process
            raise super().cannot_start(error) from error

    def finish(self) -> None:
        """Leave the cluster; a local one ends."""
        site, self._site = self._site, None
        if site is not None:
            site.close()

    def prepare(self, workers: int) -> None:
        """See that the cluster has so many workers."""
        self._there.prepare(workers, self.cancel)

    def worker(self, index: int) -> Worker:
        """One of the cluster's."""
        return self._there.worker(index)

    def put(self, handle: DataHandle) -> Placed:
        """By shared memory on this computer, through Dask elsewhere."""
        return self._there.put(handle)

    def ensure(self, workers: int) -> float:
        """Have workers; with a new cluster if the old one was lost meanwhile."""
        if self._is_open and not self._alive:
            if self._batch is not None:
                raise self._there.lost()
            self._begin_again()
        return super().ensure(workers)

    def release(self, handle: DataHandle) -> None:
        """Forget placed arrays, here and in all workers that are left."""
        if self._alive:
            super().release(handle)
            return
        let_go(handle.key)
        placed = self._placed.pop(handle.key, None)
        if placed is not None:
            placed.close()

    def cannot_start(self, error: Exception) -> EngineFailed:
        """What a person is told when workers could not be started."""
        if self._site is not None and not self._alive:
            return self._site.lost()
        return super().cannot_start(error)

    @property
    def _there(self) -> Site:
        if self._site is None:
            raise RuntimeError("the engine is not open")
        return self._site

    @property
    def _alive(self) -> bool:
        return self._site is not None and self._site.link.alive

    def _run(
        self, queues: Sequence[deque[Entry]], cancel: CancelToken
    ) -> Iterator[TaskResult]:
        """As for every pool; a stop also ends the waiting for a worker on the way."""
        try:
            with self.stoppable(cancel):
                yield from super()._run(queues, cancel)
        except Stopped:
            return

    def _begin_again(self) -> None:
        while self._workers:
            self._workers.popitem()[1].end()
        self._settle()
        self.finish()
        self.begin()
        for key, placed in list(self._placed.items()):
            placed.close()
            self._placed[key] = self.put(DataHandle(key=key))

    def _replace(self, dead: Worker, batch: Batch) -> None:
        """As for every pool; a cluster that has no other worker goes on with the rest.

        They get the tasks at once. Then it is waited for a worker that comes back.
        """
        heirs = [
            worker
            for worker in self._workers.values()
            if worker is not dead and worker.alive and batch.together(worker, dead)
        ]
        for worker in heirs:
            if not worker.busy:
                batch.feed(worker)
        try:
            if self._alive:
                self.prepare(batch.workers)
            super()._replace(dead, batch)
        except TooFewWorkers:
            if not any(worker.alive for worker in heirs):
                raise
