"""One task after the other in the caller's thread: the reference of all engines."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import ClassVar

from workbench.core.cancel import CancelToken
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.plan import Task
from workbench.core.results import TaskResult
from workbench.engines.base import ENGINES
from workbench.engines.caller import CallerEngine
from workbench.engines.caps import ThreadCap


@ENGINES.register("serial")
class SerialEngine(CallerEngine):
    """Runs each task when its result is asked for. No overhead, no parallelism.

    A cancel is seen between tasks. Ctrl-C in the main thread is the person's, not the
    task's, and passes through.
    """

    name: ClassVar[str] = "serial"
    title: ClassVar[Message] = Message(QT_TRANSLATE_NOOP("Message", "Serial"))

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
                yield self.alone(task, interruptible=main)
