"""A Dask cluster of this computer, which the program starts and ends itself."""

from __future__ import annotations

import asyncio
import itertools
import os
import pickle
from collections.abc import Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

import psutil

from workbench.core.cancel import CancelToken
from workbench.core.data import DataHandle
from workbench.core.errors import EngineFailed
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.engines import (
    dask_process,
    foreign,
    foreign_pool,
    placement,
    scratch,
    shared,
)
from workbench.engines.dask_link import Link, fate

if TYPE_CHECKING:
    from distributed import Security

MEMORY_SHARE = 0.95
"""The share of its memory limit at which a worker is ended, as by Dask's own nanny."""
_MEMORY_POLL_S = 0.1
_NUMBERS = itertools.count(1)


class Local:
    """A scheduler and workers, which only this program can talk to.

    They listen on loopback, and take nobody without the certificate that is made here
    for this cluster alone and never written to disk.
    """

    def __init__(self, threads: int, memory_limit: int | None) -> None:
        from distributed import Security

        self._threads = threads
        self._memory_limit = memory_limit
        self._security: Security = Security.temporary()
        self._address = ""
        self._folder = scratch.make()
        self._scheduler: dask_process.Process | None = None
        self.link = Link()

    def open(self, cancel: CancelToken) -> None:
        """Start the scheduler; workers come when they are asked for."""
        shared.sweep()
        self._scheduler = dask_process.Process(self._settings())
        seconds = dask_process.START_S
        self._address = self.link.wait(self._scheduler.address(), cancel, seconds)
        self.link.connect(self._address, self._security, cancel, seconds)

    def close(self) -> None:
        """End the scheduler; workers have ended by now."""
        self.link.close()
        if self._scheduler is not None:
            self._scheduler.end()
        scratch.remove(self._folder)

    def prepare(self, workers: int, cancel: CancelToken) -> None:
        """Any number can be started."""

    def worker(self, index: int) -> Worker:
        """A new process with that number."""
        return Worker(index, self.link, self._settings(index, self._address))

    def put(self, handle: DataHandle) -> placement.Placed:
        """Copy arrays into shared memory once; every worker maps it."""
        return placement.Placed(
            handle.key,
            handle.arrays(),
            name=f"{shared.owner_mark(os.getpid())}-dask-{next(_NUMBERS)}",
            folder=self._folder,
            spare=lambda size: None,
        )

    def lost(self) -> EngineFailed:
        """What a person is told when the scheduler is gone."""
        return EngineFailed(
            Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "The scheduler of the local Dask cluster has ended. What was "
                    "measured is kept; run again, and a new one is started.",
                )
            )
        )

    def _settings(self, index: int = 0, scheduler: str = "") -> dask_process.Settings:
        return dask_process.Settings(
            parent_pid=os.getpid(),
            security={
                name: getattr(self._security, name)
                for name in type(self._security).__slots__
            },
            folder=str(self._folder),
            threads=self._threads,
            memory_limit=self._memory_limit,
            scheduler=scheduler,
            number=index,
        )


class Worker(foreign_pool.Worker):
    """A worker process of that cluster, started when it is greeted."""

    def __init__(self, index: int, link: Link, settings: dask_process.Settings) -> None:
        super().__init__(index, settings.threads)
        self._link = link
        self._settings = settings
        self._process: dask_process.Process | None = None
        self._address = ""
        self._held: set[str] = set()

    def greet(self) -> Future[int]:
        """Start the process."""
        self._process = dask_process.Process(self._settings)
        return self._link.start(self._greet(self._process))

    def share(self, placed: Mapping[str, placement.Placed]) -> None:
        """Have it hold exactly ``placed``; returns when it does."""
        call, there = self._link.call, self._address
        said: list[Future[Any]] = [
            self._link.start(call(there, placement.forget, key))
            for key in self._held - placed.keys()
        ]
        said += [
            self._link.start(call(there, placement.receive, placed[key].message))
            for key in placed.keys() - self._held
        ]
        self._held = set(placed)
        for future in said:
            future.result()

    def send(self, calls: list[bytes]) -> Future[list[foreign.Answer]]:
        """Run packed calls there, as one task."""
        return self._link.start(self._send(pickle.dumps(calls, 5)))

    def end(self) -> None:
        """End the process, whatever it does."""
        self.pid, self.greeted = None, False
        if self._process is not None:
            self._process.end()

    def look(self) -> None:
        """Find out whether the process died while nobody used it."""
        if self._process is not None and not self._process.alive:
            self.alive = False
        if self.greeted and self._address not in self._link.workers:
            self.alive = False

    async def _greet(self, process: dask_process.Process) -> int:
        self._address = await process.address()
        await asyncio.wait_for(self._link.arrived(self._address), dask_process.START_S)
        assert process.pid is not None  # it has answered
        self.pid, self.greeted = process.pid, True
        if self._settings.memory_limit is not None:
            self._link.start(self._guard(process.pid, self._settings.memory_limit))
        return process.pid

    async def _send(self, calls: bytes) -> list[foreign.Answer]:
        try:
            packed = await self._link.submit(
                self._address, dask_process.run, calls, self.threads
            )
        except Exception as error:
            self.fate = fate(error, self.fate)
            raise
        answers: list[foreign.Answer] = pickle.loads(packed)
        return answers

    async def _guard(self, pid: int, limit: int) -> None:
        """Have it ended before it takes the memory of others, as a nanny would."""
        try:
            process = psutil.Process(pid)
            while process.memory_info().rss < MEMORY_SHARE * limit:
                await asyncio.sleep(_MEMORY_POLL_S)
            self.fate = (
                f"the worker process used more than the {limit / 2**20:.0f} MiB that "
                "it may have while it ran this task, and was ended"
            )
            process.kill()
        except psutil.NoSuchProcess:
            return
