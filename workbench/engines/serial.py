"""One task after the other in the caller's thread: the reference of all engines."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

from workbench.core.cancel import CancelToken
from workbench.core.data import DataHandle, hold, let_go
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.plan import Task
from workbench.core.results import TaskResult
from workbench.engines.base import ENGINES, Engine, PoolState
from workbench.engines.caps import ThreadCap
from workbench.engines.execute import in_process
from workbench.engines.memory import PeakMemory

if TYPE_CHECKING:
    from numpy.typing import NDArray


@ENGINES.register("serial")
class SerialEngine(Engine):
    """Runs each task when its result is asked for. No overhead, no parallelism.

    A cancel is seen between tasks. Ctrl-C in the main thread is the person's, not the
    task's, and passes through.
    """

    name: ClassVar[str] = "serial"
    title: ClassVar[Message] = Message(QT_TRANSLATE_NOOP("Message", "Serial"))
    max_workers: ClassVar[int | None] = 1
    runs_in_caller: ClassVar[bool] = True

    def __init__(
        self, *, threads_per_worker: int = 1, memory_limit: int | None = None
    ) -> None:
        super().__init__(
            threads_per_worker=threads_per_worker, memory_limit=memory_limit
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
        handle = hold(f"serial-{uuid4().hex}", arrays)
        self._placed.add(handle.key)
        return handle

    def release(self, handle: DataHandle) -> None:
        """Forget placed arrays."""
        self._placed.discard(handle.key)
        let_go(handle.key)

    def map(
        self, tasks: Sequence[Task], cancel: CancelToken, *, workers: int
    ) -> Iterator[TaskResult]:
        """Run ``tasks`` in order; ``workers`` means nothing here."""
        main = threading.current_thread() is threading.main_thread()
        with ThreadCap(self.threads_per_worker) as cap:
            for task in tasks:
                if cancel.cancelled:
                    return
                cap.refresh()
                self._busy = True
                try:
                    result = in_process(
                        task,
                        worker=0,
                        peak=self._peak,
                        cpu_clock=time.process_time,
                        interruptible=main,
                    )
                finally:
                    self._busy = False
                yield result

    def warm_up(
        self, tasks: Sequence[Task], cancel: CancelToken, *, workers: int
    ) -> Iterator[TaskResult]:
        """Run ``tasks`` once: there is one worker."""
        return self.map(tasks, cancel, workers=workers)

    def state(self) -> PoolState:
        """One worker while open: the caller's thread."""
        return PoolState(alive=int(self._open), busy=int(self._busy))
