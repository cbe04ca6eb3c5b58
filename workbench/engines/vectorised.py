"""Many tasks in one call, in the caller's thread: parallel in the data, not in workers.

A task that names a ``batch_fn`` says that the same work can be done for many of its
kind at once, as an array program does it: one pass over all their numbers instead of a
thousand short calls. Tasks that name none run one by one, as on the serial engine.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar

from workbench.core.cancel import CancelToken
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.plan import Task
from workbench.core.results import TaskResult, Timing
from workbench.engines.base import ENGINES
from workbench.engines.caller import CallerEngine
from workbench.engines.caps import ThreadCap
from workbench.engines.execute import call

AT_ONCE = 256
"""The most tasks in one call: between calls a cancel is seen and results are shown."""


@ENGINES.register("vectorised")
class VectorisedEngine(CallerEngine):
    """Gives tasks with the same ``batch_fn`` to it together.

    ``batch_fn`` takes the list of the tasks' arguments and gives the list of their
    values. Where it raises, its tasks run one by one, so that each keeps its own error.
    The time of a call is shared out evenly. Ctrl-C in the main thread passes through.
    """

    name: ClassVar[str] = "vectorised"
    title: ClassVar[Message] = Message(
        QT_TRANSLATE_NOOP("Message", "Vectorised (one batched call)")
    )

    def map(
        self, tasks: Sequence[Task], cancel: CancelToken, *, workers: int
    ) -> Iterator[TaskResult]:
        """Run ``tasks`` call by call; ``workers`` means nothing here."""
        main = threading.current_thread() is threading.main_thread()
        with ThreadCap(self.threads_per_worker) as cap:
            for together in _calls(tasks):
                if cancel.cancelled:
                    return
                cap.refresh()
                found = self._together(together, interruptible=main)
                if found is None:
                    yield from self._one_by_one(together, cancel, cap, main)
                else:
                    yield from found

    def _together(
        self, tasks: Sequence[Task], *, interruptible: bool
    ) -> list[TaskResult] | None:
        """All results of one batched call; none if it cannot be made or it failed."""
        batch_fn = tasks[0].batch_fn
        if batch_fn is None:
            return None
        cpu = time.process_time()
        self._busy = True
        try:
            values, error, started, ended = call(
                batch_fn, ([task.args for task in tasks],), interruptible=interruptible
            )
        finally:
            self._busy = False
        if error or not isinstance(values, list) or len(values) != len(tasks):
            return None
        cpu = (time.process_time() - cpu) / len(tasks)
        return self._shared_out(tasks, values, started, ended, cpu)

    def _shared_out(
        self,
        tasks: Sequence[Task],
        values: Sequence[Any],
        started: float,
        ended: float,
        cpu_s: float,
    ) -> list[TaskResult]:
        """A result for each task, as if they had run one after the other."""
        peak = self._peak.read(ended - started)
        each = (ended - started) / len(tasks)
        begins = [started + place * each for place in range(len(tasks))]
        # Whatever a call takes beyond its tasks is the last one's.
        ends = [*begins[1:], ended]
        return [
            TaskResult(
                task_id=task.id,
                label=task.label,
                part=task.part,
                value=value,
                timing=Timing(
                    worker=0,
                    submitted=begin,
                    received=begin,
                    started=begin,
                    ended=end,
                    completed=end,
                    cpu_s=cpu_s,
                    peak_bytes=peak,
                ),
            )
            for task, value, begin, end in zip(tasks, values, begins, ends, strict=True)
        ]

    def _one_by_one(
        self, tasks: Sequence[Task], cancel: CancelToken, cap: ThreadCap, main: bool
    ) -> Iterator[TaskResult]:
        """Each task's own call."""
        for task in tasks:
            if cancel.cancelled:
                return
            cap.refresh()
            yield self.alone(task, interruptible=main)


def _calls(tasks: Sequence[Task]) -> Iterator[list[Task]]:
    """Tasks that go together, in the order of the first of each kind."""
    kinds: dict[Callable[..., Any], list[Task]] = {}
    for task in tasks:
        if task.batch_fn is not None:
            kinds.setdefault(task.batch_fn, []).append(task)
    for task in tasks:
        if task.batch_fn is None:
            yield [task]
            continue
        alike = kinds.pop(task.batch_fn, [])
        for begin in range(0, len(alike), AT_ONCE):
            yield alike[begin : begin + AT_ONCE]
