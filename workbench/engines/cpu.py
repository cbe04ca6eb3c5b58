"""The CPU time of tasks that are too short to be asked for it one by one.

Reading a process's CPU clock is a call of the system and takes longer than a tiny task.
So tasks that follow each other within :data:`TOGETHER_S` share two readings, one before
the first and one after the last. Between them the process had a core for some share of
the time, and each task is given that share of its own wall time. A task that is longer
than that has both readings to itself.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from workbench.core.results import clock

TOGETHER_S = 50e-6
"""How long one reading serves. What the clock's own cost adds is then about 1 %."""


class CpuShares:
    """CPU seconds per wall second of one task after another.

    Above 1 for a task with several threads. Call :meth:`begin` right before a task and
    :meth:`end` right after it.
    """

    def __init__(self) -> None:
        self._shares: list[float] = []
        self._begin = 0.0
        """When the tasks that share a reading began; 0 between them."""
        self._cpu = 0.0

    def begin(self) -> None:
        """A task is about to run."""
        if not self._begin:
            self._cpu = time.process_time()
            self._begin = clock()

    def end(self, now: float, tasks: int) -> None:
        """A task ended just now, at ``now``; with it, ``tasks`` want their share."""
        if now - self._begin >= TOGETHER_S:
            self._close(now, tasks)

    def shares(self, tasks: int) -> Sequence[float]:
        """The shares of all ``tasks`` since this was asked before, in their order."""
        if self._begin:
            self._close(clock(), tasks)
        shares, self._shares = self._shares, []
        shares += [0.0] * (tasks - len(shares))  # those that never came to run
        return shares

    def _close(self, now: float, tasks: int) -> None:
        used = time.process_time() - self._cpu
        share = used / max(now - self._begin, 1e-9)
        self._shares += [share] * (tasks - len(self._shares))
        self._begin = 0.0
