"""A worker of joblib's engine: a loky pool of one process."""

from __future__ import annotations

import contextlib
import math
import os
import queue
from collections.abc import Mapping
from concurrent.futures import Future

import psutil

from workbench.engines import foreign, foreign_pool, placement
from workbench.engines.caps import VARIABLES

_FEEDER_S = 2.0
"""How long a thread that fills a queue may take to end."""


class Worker(foreign_pool.Worker):
    """A loky pool of one process."""

    def __init__(self, index: int, threads: int, memory_limit: int | None) -> None:
        from joblib.externals.loky.process_executor import ProcessPoolExecutor

        super().__init__(index, threads)
        self._held: set[str] = set()
        self._pool = ProcessPoolExecutor(
            max_workers=1,
            initializer=_start,
            initargs=(os.getpid(), threads, memory_limit),
            env=dict.fromkeys(VARIABLES, str(threads)) if threads else None,
        )

    def greet(self) -> Future[int]:
        """Start the process."""
        future: Future[int] = self._pool.submit(os.getpid)
        future.add_done_callback(self._greeted)
        return future

    def share(self, placed: Mapping[str, placement.Placed]) -> None:
        """Have it hold exactly ``placed``; returns when it does."""
        said = [
            self._pool.submit(placement.forget, k) for k in self._held - placed.keys()
        ]
        said += [
            self._pool.submit(placement.receive, placed[key].message)
            for key in placed.keys() - self._held
        ]
        self._held = set(placed)
        for future in said:
            future.result()

    def send(self, calls: list[bytes]) -> Future[list[foreign.Answer]]:
        """Run packed calls there."""
        future: Future[list[foreign.Answer]] = self._pool.submit(
            foreign.run, calls, self.threads
        )
        return future

    def end(self) -> None:
        """End the process, whatever it does, and loky's threads for it."""
        self.pid, self.greeted = None, False
        self._forget_waiting()
        calls = getattr(self._pool, "_call_queue", None)
        self._pool.shutdown(wait=True, kill_workers=True)
        # The thread that fills the queue ends a moment after the pool, or never, if it
        # writes to a process that was killed; it is a daemon.
        feeder = getattr(calls, "_thread", None)
        if feeder is not None:
            feeder.join(_FEEDER_S)

    def _forget_waiting(self) -> None:
        """Take back the numbers of calls that the pool has not looked at yet.

        Its thread forgets the calls themselves when it ends the process, and would fail
        as it looked up what such a number stands for.
        """
        numbers = getattr(self._pool, "_work_ids", None)
        with contextlib.suppress(queue.Empty):
            while numbers is not None:
                numbers.get_nowait()

    def _greeted(self, future: Future[int]) -> None:
        if future.exception() is None:
            self.pid = future.result()
            self.greeted = True

    def look(self) -> None:
        """Find out whether the process died while nobody used it."""
        if self.pid is not None and not psutil.pid_exists(self.pid):
            self.alive = False


def _start(parent_pid: int, threads: int, memory_limit: int | None) -> None:
    """In a worker, before anything else.

    loky looks once a second whether a worker has grown, collects garbage to find out,
    and exchanges it if so: both would fall into what is timed, and data would be lost.
    """
    from joblib.externals.loky import process_executor

    process_executor._MEMORY_LEAK_CHECK_DELAY = math.inf  # noqa: SLF001 - no other way
    foreign.start(parent_pid, threads, memory_limit)
