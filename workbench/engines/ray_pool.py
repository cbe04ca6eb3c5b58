"""What Ray's engine shares out: workers, which are actors, and placed arrays."""

from __future__ import annotations

import contextlib
import itertools
import os
import pickle
from collections.abc import Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

from workbench.core.data import DataHandle
from workbench.core.errors import EngineFailed
from workbench.core.messages import Message
from workbench.engines import (
    clocks,
    foreign,
    foreign_pool,
    placement,
    shared,
    versions,
)
from workbench.engines.ray_driver import Driver, Lost, WorkerGone, await_end

if TYPE_CHECKING:
    from workbench.engines.ray_actor import Hello

_NUMBERS = itertools.count(1)
_END_S = 5.0
"""How long a process that was killed may take to be gone."""


class Worker(foreign_pool.Worker):
    """An actor. On this computer it is ended by the system, at once."""

    def __init__(
        self,
        index: int,
        threads: int,
        driver: Driver,
        memory_limit: int | None,
        title: Message,
    ) -> None:
        super().__init__(index, threads)
        self._driver = driver
        self._memory_limit = memory_limit
        self._title = title
        self._number = next(_NUMBERS)
        self._held: set[str] = set()
        self._process: psutil.Process | None = None
        self._hello: Hello | None = None

    def greet(self) -> Future[int]:
        """Have the actor started."""
        greeting: Future[int] = Future()

        def greeted(future: Future[Hello]) -> None:
            error = future.exception()
            if error is None:
                error = self._know(future.result())
            if error is None:
                greeting.set_result(future.result().pid)
            else:
                greeting.set_exception(error)

        arguments = self._number, self.threads, self._memory_limit
        self._driver.ask("greet", *arguments).add_done_callback(greeted)
        return greeting

    def share(self, placed: Mapping[str, Any]) -> None:
        """Have it hold exactly ``placed``; returns when it does."""
        self._adjust_clock()
        forget = self._held - placed.keys()
        hold = placed.keys() - self._held
        if forget or hold:
            arguments = self._number, list(forget), list(hold)
            try:
                self._driver.ask("share", *arguments).result()
            except WorkerGone:  # found out again when it is given tasks
                self.alive = False
            self._held = set(placed)

    def send(self, calls: list[bytes]) -> Future[list[foreign.Answer]]:
        """Run packed calls there."""
        answers: Future[list[foreign.Answer]] = Future()

        def answered(future: Future[bytes]) -> None:
            error = future.exception()
            if error is not None:
                answers.set_exception(error)
            else:
                answers.set_result(pickle.loads(future.result()))

        self._driver.ask("run", self._number, calls).add_done_callback(answered)
        return answers

    def end(self) -> None:
        """End the actor and, on this computer, wait until its process is gone."""
        process, self._process = self._process, None
        self.pid, self.greeted = None, False
        with contextlib.suppress(Lost):  # then it is gone, too
            self._driver.ask("end", self._number)
        if process is not None:
            with contextlib.suppress(psutil.Error):
                process.kill()
            await_end([process], _END_S)

    def look(self) -> None:
        """Find out whether the process died while nobody used it."""
        if self._process is not None and not self._process.is_running():
            self.alive = False

    def _know(self, hello: Hello) -> Exception | None:
        """It has answered: take note of who it is; why it cannot be used."""
        reason = versions.problem(self._title, hello.versions, versions.here())
        if reason is not None:
            return EngineFailed(reason)
        self._hello = hello
        if self._driver.local:
            try:
                self._process = psutil.Process(hello.pid)
            except psutil.NoSuchProcess:
                return WorkerGone("it ended at once")
            self.pid = hello.pid
        self.greeted = True
        return None

    def _adjust_clock(self) -> None:
        """Once, and only for a worker of another computer."""
        hello, self._hello = self._hello, None
        if hello is None or hello.clock == clocks.mark():
            return
        self.clock_offset = clocks.offset(
            lambda: self._driver.ask("clock", self._number).result()
        )


class Placed:
    """Arrays in Ray's object store, by their key."""

    def __init__(self, handle: DataHandle, folder: Path) -> None:
        self._handle = handle
        self._folder = folder
        self._driver: Driver | None = None

    def put(self, driver: Driver) -> None:
        """Copy them there, through shared memory on the way to the driver."""
        block = placement.Placed(
            self._handle.key,
            self._handle.arrays(),
            name=f"{shared.owner_mark(os.getpid())}-ray-{next(_NUMBERS)}",
            folder=self._folder,
            spare=lambda size: None,
        )
        try:
            driver.ask("put", self._handle.key, bytes(block.message)).result()
        finally:
            block.close()
        self._driver = driver

    def close(self) -> None:
        """Free their place; workers have let go of them."""
        if self._driver is not None:
            with contextlib.suppress(Lost):
                self._driver.ask("drop", self._handle.key)
