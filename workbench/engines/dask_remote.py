"""A Dask cluster that somebody else runs, reached by its address.

Its workers are used as they are: none is started, ended or restarted, and what was
placed in them is taken away again.
"""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Mapping
from concurrent.futures import Future
from typing import Any
from uuid import uuid4

from workbench.core.cancel import CancelToken
from workbench.core.data import DataHandle
from workbench.core.errors import EngineFailed, Stopped
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.results import clock
from workbench.core.spec import ClusterSpec
from workbench.engines import (
    clocks,
    dask_connect,
    dask_guest,
    foreign,
    foreign_pool,
    versions,
)
from workbench.engines.dask_link import Link, Lost, fate
from workbench.engines.foreign_pool import TooFewWorkers

ANSWER_S = 10.0
"""How long a worker may take to say who it is."""
LEAVE_S = 2.0
"""How long a worker may take to let go of what is ours: a task, data."""
RETURN_S = 5.0
"""How long a worker that is missing is waited for: its nanny may start it again."""
_PAUSE_S = 0.2


class Remote:
    """The workers of a running cluster, each with a number."""

    def __init__(self, cluster: ClusterSpec, threads: int, title: Message) -> None:
        self._cluster = cluster
        self._threads = threads
        self._title = title
        self._taken: dict[int, str] = {}
        self._had = 0
        self.link = Link()

    def open(self, cancel: CancelToken) -> None:
        """Connect, within five seconds; raises :class:`EngineFailed` with a remedy."""
        dask_connect.connect(self.link, self._cluster, self._title, cancel)
        self._had = len(self.link.workers)

    def close(self) -> None:
        """Leave the cluster as it was."""
        self.link.close()
        self._taken.clear()

    def prepare(self, workers: int, cancel: CancelToken) -> None:
        """See that there are so many workers; one that was lost may come back."""
        deadline = clock() + RETURN_S
        there = len(self.link.workers)
        while there < workers and self.link.alive:
            self.link.wait(self.link.look(), cancel, ANSWER_S)
            there = len(self.link.workers)
            if there >= min(workers, self._had) or clock() > deadline:
                break
            if cancel.wait(_PAUSE_S):
                raise Stopped
        self._had = max(self._had, there)
        if there < workers:
            raise self._too_few(there, workers)

    def worker(self, index: int) -> Worker:
        """One that has no other number."""
        self._taken.pop(index, None)
        taken = set(self._taken.values())
        free = [a for a in self.link.workers if a not in taken]
        if not free:
            there = len(self.link.workers)
            raise self._too_few(there, there + 1)
        self._taken[index] = free[0]
        return Worker(index, self._threads, self.link, free[0], self._title)

    def put(self, handle: DataHandle) -> Scattered:
        """Let workers get arrays from each other."""
        return Scattered(self.link, handle, self._taken)

    def lost(self) -> EngineFailed:
        """What a person is told when the scheduler is gone."""
        return EngineFailed(
            Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "The connection to the Dask cluster at {address} was lost. What "
                    "was measured is kept. See that its scheduler is running, then run "
                    "again.",
                ),
                {"address": self._cluster.address},
            )
        )

    def _too_few(self, there: int, asked: int) -> TooFewWorkers:
        return TooFewWorkers(
            Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "The Dask cluster at {address} has {there} workers, and {asked} "
                    "were asked for. Start more of them there, or choose fewer workers "
                    "here.",
                ),
                {
                    "address": self._cluster.address,
                    "there": there,
                    "asked": asked,
                },
            )
        )


class Scattered:
    """Arrays that Dask brings to workers, which then hold them by themselves."""

    def __init__(
        self, link: Link, handle: DataHandle, taken: Mapping[int, str]
    ) -> None:
        self.key = handle.key
        self._link = link
        self._handle = handle
        self._taken = taken
        self._future: Any = None

    async def bring(self, address: str) -> None:
        """Have the worker hold them; scattered anew if all who had them are gone."""
        for is_last in (False, True):
            try:
                if self._future is None:
                    there = set(self._link.workers)
                    self._future = await self._link.scatter(
                        dict(self._handle.arrays()),
                        [a for a in self._taken.values() if a in there],
                    )
                await self._link.submit(
                    address, dask_guest.keep, self.key, self._future
                )
            except Exception:
                self._future = None
                if is_last:
                    raise
            else:
                return

    def close(self) -> None:
        """Tell Dask that nobody needs them."""
        future, self._future = self._future, None
        if future is not None:
            with contextlib.suppress(Lost):
                self._link.start(_release(future))


class Worker(foreign_pool.Worker):
    """A worker of that cluster."""

    def __init__(
        self, index: int, threads: int, link: Link, address: str, title: Message
    ) -> None:
        super().__init__(index, threads)
        self._link = link
        self._address = address
        self._title = title
        self._held: set[str] = set()
        self._mark = ""
        self._sent: Future[list[foreign.Answer]] | None = None

    def greet(self) -> Future[int]:
        """See that it is there, has what we have, and what its clock shows."""
        greeting: Future[int] = Future()
        try:
            said = self._ask(dask_guest.greet)
        except Exception as error:
            words = versions.missing(self._title, error)
            raise (error if words is None else EngineFailed(words)) from error
        versions.check(self._title, said.versions)
        self.clock_offset = clocks.offset(lambda: self._ask(clocks.read))
        self.greeted = True
        greeting.set_result(0)
        return greeting

    def share(self, placed: Mapping[str, Scattered]) -> None:
        """Have it hold exactly ``placed``; returns when it does."""
        old, new = self._held - placed.keys(), placed.keys() - self._held
        if old:
            self._ask(dask_guest.forget, list(old))
        self._held -= old
        for key in new:
            self._link.start(placed[key].bring(self._address)).result()
            self._held.add(key)

    def send(self, calls: list[bytes]) -> Future[list[foreign.Answer]]:
        """Run packed calls there, as one task."""
        self._mark = uuid4().hex
        self._sent = self._link.start(self._send(pickle.dumps(calls, 5), self._mark))
        return self._sent

    def end(self) -> None:
        """Let go of it: of what it runs for us, and of what it holds for us."""
        self.greeted = False
        if self.busy and self._sent is not None:
            with contextlib.suppress(Exception):  # it, or all of the cluster, is gone
                self._ask(dask_guest.interrupt, self._mark, seconds=LEAVE_S)
                self.idle.wait(LEAVE_S)
            self._sent.cancel()
        held, self._held = self._held, set()
        if held:
            with contextlib.suppress(Exception):
                self._ask(dask_guest.forget, list(held), seconds=LEAVE_S)

    def look(self) -> None:
        """Find out whether it is there."""
        if self._address not in self._link.workers:
            self.alive = False

    def _ask(self, fn: Any, *args: Any, seconds: float = ANSWER_S) -> Any:
        work = self._link.call(self._address, fn, *args)
        return self._link.wait(work, CancelToken(), seconds)

    async def _send(self, calls: bytes, mark: str) -> list[foreign.Answer]:
        try:
            packed = await self._link.submit(
                self._address, dask_guest.run, calls, self.threads, mark
            )
        except Exception as error:
            self.fate = fate(error, self.fate)
            raise
        answers: list[foreign.Answer] = pickle.loads(packed)
        return answers


async def _release(future: Any) -> None:
    future.release()
