"""An engine whose libraries live in another Python environment.

To the runner it is the engine itself: the same name, the same contract. Data go there
once, through shared memory; tasks and results through pipes. Times are read in the
host and its workers; the clock is one for all processes of a machine, so they fit those
of this program, and only ``completed`` is read here, where the result arrives.
"""

from __future__ import annotations

import atexit
import contextlib
import itertools
import os
import pickle
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from queue import Empty
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import msgspec

from workbench.core.cancel import CancelToken
from workbench.core.data import DataHandle, hold, let_go
from workbench.core.errors import EngineFailed
from workbench.core.plan import Task
from workbench.core.results import TaskResult, clock
from workbench.engines import ENGINES, Engine, PoolState, placement, scratch, shared
from workbench.external import tasks as task_messages
from workbench.external import wire
from workbench.external.link import Link

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from workbench.core.spec import ClusterSpec

POLL_S = 0.05
"""How late a cancel may be seen, in seconds."""
_NUMBERS = itertools.count(1)


class ExternalEngine(Engine):
    """The engine ``name``, opened in the environment of ``python``.

    A host that died is started anew by the next call, with the data that it had.
    ``path`` is searched for modules there before the environment's own.
    """

    def __init__(
        self,
        name: str,
        python: Path,
        *,
        threads_per_worker: int = 1,
        memory_limit: int | None = None,
        cluster: ClusterSpec | None = None,
        path: Sequence[Path] = (),
    ) -> None:
        super().__init__(
            threads_per_worker=threads_per_worker,
            memory_limit=memory_limit,
            cluster=cluster,
        )
        kind = ENGINES.get(name, "engine")
        # Of the instance, since one class stands for all engines.
        self.name = name  # type: ignore[misc]
        self.title = kind.title  # type: ignore[misc]
        self.max_workers = kind.max_workers  # type: ignore[misc]
        self.schemes = kind.schemes  # type: ignore[misc]
        self.python = python
        self._path = tuple(path)
        self._link: Link | None = None
        self._placed: dict[str, DataHandle] = {}
        self._folder: Path | None = None

    def open(self) -> None:
        """Start the host, check that it fits, open the engine there."""
        if self._folder is None:
            shared.sweep()
            self._folder = scratch.make()
            atexit.register(self.close)
            try:
                self._connected()
            except BaseException:
                self.close()
                raise

    def close(self) -> None:
        """Close the engine and end its host."""
        atexit.unregister(self.close)
        folder, self._folder = self._folder, None
        link, self._link = self._link, None
        if link is not None:
            link.close()
        for key in self._placed:
            let_go(key)
        self._placed.clear()
        if folder is not None:
            scratch.remove(folder)

    def ensure(self, workers: int) -> float:
        """Have workers started there; the seconds of it all, a new host included."""
        begin = clock()
        link = self._connected()
        number = link.number()
        inbox = link.begin(wire.Ensure(id=number, workers=workers), number)
        link.answer(number, inbox, self.cancel)
        return clock() - begin

    def place(self, arrays: Mapping[str, NDArray[Any]]) -> DataHandle:
        """Hand ``arrays`` to the host through a block of shared memory."""
        link = self._connected()
        handle = hold(f"external-{uuid4().hex}", arrays)
        self._placed[handle.key] = handle
        self._hand_over(link, handle)
        return handle

    def release(self, handle: DataHandle) -> None:
        """Forget placed arrays, here and there."""
        let_go(handle.key)
        if self._placed.pop(handle.key, None) is None:
            return
        link = self._link
        if link is not None and link.alive:
            number = link.number()
            with contextlib.suppress(EngineFailed):  # gone, and its data with it
                request = wire.Release(id=number, key=handle.key)
                link.answer(number, link.begin(request, number))

    def map(
        self, tasks: Sequence[Task], cancel: CancelToken, *, workers: int
    ) -> Iterator[TaskResult]:
        """Run ``tasks`` there; results as they arrive."""
        return self._run(tasks, cancel, workers, each=False)

    def warm_up(
        self, tasks: Sequence[Task], cancel: CancelToken, *, workers: int
    ) -> Iterator[TaskResult]:
        """Run ``tasks`` once on each worker there."""
        return self._run(tasks, cancel, workers, each=True)

    def state(self) -> PoolState:
        """What the host said last of its workers."""
        link = self._link
        return PoolState() if link is None else link.state

    def end_worker(self, pid: int) -> bool:
        """Have one worker ended there."""
        link = self._link
        if link is None or pid not in link.state.pids:
            return False
        number = link.number()
        inbox = link.begin(wire.EndWorker(id=number, pid=pid), number)
        return bool(link.answer(number, inbox).value)

    def _connected(self) -> Link:
        """The host, started anew where it has died."""
        if self._folder is None:
            raise RuntimeError("the engine is not open")
        if self._link is not None and not self._link.alive:
            self._link.kill()
            self._link = None
        if self._link is None:
            link = Link(self.python, self._path)
            link.open(
                wire.Open(
                    engine=self.name,
                    threads=self.threads_per_worker,
                    memory_limit=self.memory_limit,
                    cluster=self.cluster,
                    parent_pid=os.getpid(),
                ),
                self.cancel,
            )
            self._link = link
            for handle in self._placed.values():
                self._hand_over(link, handle)
        return self._link

    def _hand_over(self, link: Link, handle: DataHandle) -> None:
        """The block lives until the host has copied it, or holds it by itself."""
        assert self._folder is not None  # it is open
        block = placement.Placed(
            handle.key,
            handle.arrays(),
            name=f"{shared.owner_mark(os.getpid())}-external-{next(_NUMBERS)}",
            folder=self._folder,
            spare=lambda size: None,
        )
        try:
            number = link.number()
            request = wire.Place(id=number, key=handle.key)
            link.answer(number, link.begin(request, number, block.message))
        finally:
            block.close()

    def _run(
        self, tasks: Sequence[Task], cancel: CancelToken, workers: int, *, each: bool
    ) -> Iterator[TaskResult]:
        if not tasks or cancel.cancelled:
            return
        message, failed = task_messages.packed(tasks)
        yield from failed
        link = self._connected()
        number = link.number()
        request = wire.Map(
            id=number, workers=workers, schedule=self.schedule, each=each
        )
        inbox = link.begin(request, number, message)
        try:
            while not cancel.cancelled:
                try:
                    found = inbox.get(timeout=POLL_S)
                except Empty:
                    continue
                if isinstance(found, EngineFailed):
                    raise found
                reply, body = found
                match reply:
                    case wire.Done():
                        return
                    case wire.Failed(message=words):
                        raise EngineFailed(words)
                    case _:
                        yield from _arrived(body)
        finally:
            link.cancel(number)


def _arrived(body: bytes) -> Iterator[TaskResult]:
    """Results, completed now; their pickle was made by the host that we started."""
    completed = clock()
    results: list[TaskResult] = pickle.loads(body)
    for result in results:
        timing = msgspec.structs.replace(result.timing, completed=completed)
        yield msgspec.structs.replace(result, timing=timing)
