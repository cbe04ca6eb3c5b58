"""What engines have in common that run tasks in the thread that asks for results."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

from workbench.core.cancel import CancelToken
from workbench.core.data import DataHandle, hold, let_go
from workbench.core.plan import Task
from workbench.core.results import TaskResult
from workbench.engines.base import Engine, PoolState
from workbench.engines.execute import in_process
from workbench.engines.memory import PeakMemory

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from workbench.core.spec import ClusterSpec


class CallerEngine(Engine):
    """One worker, which is there already: the caller's thread."""

    max_workers: ClassVar[int | None] = 1
    runs_in_caller: ClassVar[bool] = True

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
        self._placed: set[str] = set()
        self._open = False
        self._busy = False
        self._peak = PeakMemory()

    def open(self) -> None:
        """Nothing is started."""
        self._open = True

    def close(self) -> None:
        """Forget what was placed."""
        self._open = False
        for key in self._placed:
            let_go(key)
        self._placed.clear()

    def ensure(self, workers: int) -> float:
        """The caller's thread is there already."""
        return 0.0

    def place(self, arrays: Mapping[str, NDArray[Any]]) -> DataHandle:
        """Hold ``arrays`` in this process."""
        handle = hold(f"{self.name}-{uuid4().hex}", arrays)
        self._placed.add(handle.key)
        return handle

    def release(self, handle: DataHandle) -> None:
        """Forget placed arrays."""
        self._placed.discard(handle.key)
        let_go(handle.key)

    def warm_up(
        self, tasks: Sequence[Task], cancel: CancelToken, *, workers: int
    ) -> Iterator[TaskResult]:
        """Run ``tasks`` once: there is one worker."""
        return self.map(tasks, cancel, workers=workers)

    def state(self) -> PoolState:
        """One worker while open: the caller's thread."""
        return PoolState(alive=int(self._open), busy=int(self._busy))

    def alone(self, task: Task, *, interruptible: bool) -> TaskResult:
        """One task in a call of its own."""
        self._busy = True
        try:
            return in_process(
                task,
                worker=0,
                peak=self._peak,
                cpu_clock=time.process_time,
                interruptible=interruptible,
            )
        finally:
            self._busy = False
