"""Tasks on threads of this process.

Cheap to start and to feed, nothing is pickled; but Python code holds the interpreter's
lock, so only tasks that spend their time in native code run at the same time.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

from workbench.core.cancel import CancelToken
from workbench.core.data import DataHandle, hold, let_go
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.plan import Task
from workbench.core.results import TaskResult, clock
from workbench.engines.base import ENGINES, Engine, PoolState
from workbench.engines.caps import ThreadCap
from workbench.engines.execute import in_process
from workbench.engines.memory import PeakMemory

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from workbench.core.spec import ClusterSpec

POLL_S = 0.05
CLOSE_S = 2.0


@ENGINES.register("threads")
class ThreadEngine(Engine):
    """Runs tasks on a crew of threads that lives as long as one batch.

    A thread cannot be ended from outside. After a cancel ``map`` ends at once and tasks
    that had not started never will, but a running task goes on to its end in the
    background, and its result is dropped. ``close`` waits 2 s for such threads and
    leaves them behind then; as daemons they do not keep the program from ending.
    """

    name: ClassVar[str] = "threads"
    title: ClassVar[Message] = Message(QT_TRANSLATE_NOOP("Message", "Threads"))

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
        self._crews: list[_Crew] = []
        self._peak = PeakMemory()

    def open(self) -> None:
        """Threads are started by each batch."""

    def close(self) -> None:
        """Stop all crews, wait up to 2 s for them, forget what was placed."""
        deadline = clock() + CLOSE_S
        for crew in self._crews:
            crew.stop()
        for crew in self._crews:
            crew.join(deadline - clock())
        self._crews.clear()
        for key in self._placed:
            let_go(key)
        self._placed.clear()

    def ensure(self, workers: int) -> float:
        """A thread starts in microseconds, with its batch."""
        return 0.0

    def place(self, arrays: Mapping[str, NDArray[Any]]) -> DataHandle:
        """Hold ``arrays`` in this process, which all threads share."""
        handle = hold(f"threads-{uuid4().hex}", arrays)
        self._placed.add(handle.key)
        return handle

    def release(self, handle: DataHandle) -> None:
        """Forget placed arrays."""
        self._placed.discard(handle.key)
        let_go(handle.key)

    def map(
        self, tasks: Sequence[Task], cancel: CancelToken, *, workers: int
    ) -> Iterator[TaskResult]:
        """Run ``tasks`` on ``workers`` threads that take from one queue."""
        queue = deque(tasks)
        return self._run([queue] * workers, len(queue), cancel)

    def warm_up(
        self, tasks: Sequence[Task], cancel: CancelToken, *, workers: int
    ) -> Iterator[TaskResult]:
        """Run ``tasks`` once on each of ``workers`` threads.

        Later batches run on new threads, but what a task warms up (imports, caches, the
        allocator's memory) belongs to the process.
        """
        queues = [deque(tasks) for _ in range(workers)]
        return self._run(queues, len(tasks) * workers, cancel)

    def state(self) -> PoolState:
        """The threads of the crews, those that finish a cancelled task included."""
        crews = tuple(self._crews)
        return PoolState(
            alive=sum(crew.alive for crew in crews),
            busy=sum(crew.busy for crew in crews),
        )

    def _run(
        self, queues: Sequence[deque[Task]], expected: int, cancel: CancelToken
    ) -> Iterator[TaskResult]:
        self._crews = [crew for crew in self._crews if crew.alive]
        with ThreadCap(self.threads_per_worker) as cap:
            crew = _Crew(queues, cap, self._peak)
            self._crews.append(crew)
            try:
                crew.start()
                while expected and not cancel.cancelled:
                    try:
                        result = crew.results.get(timeout=POLL_S)
                    except Empty:
                        continue
                    expected -= 1
                    yield result
            finally:
                crew.stop()
            if not expected:
                crew.join(None)


class _Crew:
    """The threads of one batch; thread ``i`` takes tasks from ``queues[i]``."""

    def __init__(
        self, queues: Sequence[deque[Task]], cap: ThreadCap, peak: PeakMemory
    ) -> None:
        self.results: SimpleQueue[TaskResult] = SimpleQueue()
        self._cap = cap
        self._peak = peak
        self._stopped = False
        self._busy = [False] * len(queues)
        self._threads = [
            threading.Thread(
                target=self._work,
                args=(index, queue),
                name=f"workbench-thread-{index}",
                daemon=True,
            )
            for index, queue in enumerate(queues)
        ]

    @property
    def alive(self) -> int:
        return sum(thread.is_alive() for thread in self._threads)

    @property
    def busy(self) -> int:
        return sum(self._busy)

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let no thread take another task."""
        self._stopped = True

    def join(self, timeout: float | None) -> None:
        """Wait for all threads to end, ``timeout`` seconds in all."""
        deadline = None if timeout is None else clock() + timeout
        for thread in self._threads:
            if thread.ident is not None:  # else it was never started
                left = None if deadline is None else max(0.0, deadline - clock())
                thread.join(left)

    def _work(self, index: int, queue: deque[Task]) -> None:
        while not self._stopped:
            try:
                task = queue.popleft()
            except IndexError:
                return
            self._busy[index] = True
            self._cap.refresh()
            result = in_process(
                task, worker=index, peak=self._peak, cpu_clock=time.thread_time
            )
            self._busy[index] = False
            self.results.put(result)
