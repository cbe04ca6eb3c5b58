"""Tasks on Ray: on a cluster of this computer, or on a running one by its address.

A worker is an actor, which keeps its number, its caps and its data. The program talks
to Ray through a driver in a process of its own, so that nothing of Ray can end it::

    ray_engine      the adapter
      ray_pool      a worker, and placed arrays, as the program sees them
      ray_driver    the program's end of the driver
    ray_wire        what is said over the pipes between them
      ray_host      the driver: hands on to Ray what the program asks
      ray_cluster   how a cluster is started or joined
    ray_actor       a worker, as Ray sees it
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import ClassVar

from workbench.core.data import DataHandle
from workbench.core.errors import EngineFailed
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.engines import (
    addresses,
    connecting,
    ray_cluster,
    scratch,
    shared,
    versions,
)
from workbench.engines.base import ENGINES
from workbench.engines.foreign_engine import ForeignEngine
from workbench.engines.ray_driver import Driver, Lost, Refused
from workbench.engines.ray_pool import Placed, Worker

START_S = 120.0
"""How long a cluster may take to start, on a slow disk; a running one to let us in."""


@ENGINES.register("ray")
class RayEngine(ForeignEngine):
    """Runs tasks on Ray's actors; its processes end when this program is gone."""

    name: ClassVar[str] = "ray"
    title: ClassVar[Message] = Message(QT_TRANSLATE_NOOP("Message", "Ray"))
    requires: ClassVar[tuple[str, ...]] = ("ray",)
    extra: ClassVar[str] = "ray"
    schemes: ClassVar[tuple[str, ...]] = ("ray://",)
    _folder: Path
    _driver: Driver | None = None

    def begin(self) -> None:
        """Start a cluster of this computer, or get a session on a running one."""
        shared.sweep()
        self._folder = scratch.make(_short())
        self._connect()

    def finish(self) -> None:
        """End our cluster, or our part in a running one, and remove its folder."""
        driver, self._driver = self._driver, None
        if driver is not None:
            driver.close()
        scratch.remove(self._folder)

    def worker(self, index: int) -> Worker:
        """An actor that is yet to start."""
        return Worker(
            index,
            self.threads_per_worker,
            self._connected(),
            self.memory_limit,
            self.title,
        )

    def put(self, handle: DataHandle) -> Placed:
        """Copy arrays into Ray's object store once; every worker maps them there."""
        placed = Placed(handle, self._folder)
        try:
            placed.put(self._connected())
        except Lost as error:
            raise self._lost(error) from error
        except Refused as error:
            raise _no_room(error) from error
        return placed

    def prepare(self, workers: int) -> None:
        """Have a cluster, and on a running one as many cores as workers."""
        driver = self._connected()
        if not driver.local:
            cores = driver.wait(driver.ask("cores"), self.cancel, START_S)
            if cores < workers:
                raise _too_few(self.cluster.address, int(cores), workers)

    def cannot_start(self, error: Exception) -> EngineFailed:
        """What a person is told when workers could not be started."""
        if isinstance(error, Lost):
            return self._lost(error)
        if isinstance(error, Refused) and error.kind == "TimeoutError":
            return _too_busy(self.cluster.address)
        if (missing := versions.missing(self.title, error)) is not None:
            return EngineFailed(missing)
        return super().cannot_start(error)

    def _connected(self) -> Driver:
        """The driver; after the end of a run whose cluster was lost, a new one."""
        assert self._driver is not None  # it is open
        try:
            self._driver.check()
        except Lost as error:
            if self._batch is not None:
                raise self._lost(error) from error
            self._driver.close()
            self._workers.clear()
            self._connect()
            for placed in self._placed.values():
                assert isinstance(placed, Placed)  # it is what this engine puts
                placed.put(self._driver)
        return self._driver

    def _connect(self) -> None:
        address = self.cluster.address if self.cluster.remote else ""
        read = addresses.parse(address)
        if address:
            if read is None:
                raise _unreadable(address)
            connecting.reach(read, self.title, self.cancel)
        self._driver = driver = Driver(
            ray_cluster.Settings(
                address=address,
                folder=str(self._folder),
                threads=self.threads_per_worker,
                parent_pid=os.getpid(),
                patience_s=connecting.CONNECT_S,
            )
        )
        try:
            if read is None:
                driver.wait(driver.ask("start"), self.cancel, START_S)
            else:
                self._join(driver, read)
        except Lost as error:
            raise self._lost(error) from error
        except (Refused, TimeoutError) as error:
            raise _cannot_start(error) from error

    def _join(self, driver: Driver, address: addresses.Address) -> None:
        """Get in, once it is known that it is Ray who answers."""
        try:
            driver.wait(driver.ask("knock"), self.cancel, START_S)
        except Refused as error:
            if "Timeout" in error.kind:
                raise connecting.silent(
                    address, self.title, connecting.CONNECT_S
                ) from error
            raise connecting.refused(address, self.title, _words(error)) from error
        try:
            driver.wait(driver.ask("join"), self.cancel, START_S)
        except (Refused, TimeoutError) as error:
            raise connecting.refused(address, self.title, _words(error)) from error

    def _lost(self, error: Lost) -> EngineFailed:
        if self.cluster.remote:
            template = QT_TRANSLATE_NOOP(
                "Message",
                "The connection to the Ray cluster at {address} was lost ({reason}). "
                "What was measured is kept; check that the cluster is running, then "
                "run again.",
            )
        else:
            template = QT_TRANSLATE_NOOP(
                "Message",
                "The Ray cluster of this computer ended unexpectedly ({reason}). What "
                "was measured is kept; run again to start it anew.",
            )
        values: dict[str, Value] = {"reason": str(error)}
        if self.cluster.remote:
            values["address"] = self.cluster.address
        return EngineFailed(Message(template, values))


def _short() -> Path | None:
    """Where paths stay short: those of Ray's sockets must not exceed 103 bytes."""
    folder = Path("/tmp")
    if sys.platform != "win32" and os.access(folder, os.W_OK):
        return folder
    return Path(tempfile.gettempdir())


def _words(error: Exception) -> str:
    """The last line, which says what happened where a traceback came along."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1].rstrip(".") if lines else type(error).__name__


def _cannot_start(error: Exception) -> EngineFailed:
    return EngineFailed(
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Ray cannot be started on this computer: {reason}. Close other "
                "programs and run again, or choose the engine “processes”.",
            ),
            {"reason": _words(error)},
        )
    )


def _no_room(error: Exception) -> EngineFailed:
    return EngineFailed(
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Ray has no room for the data ({reason}). Use less data, or free "
                "memory and space on the disk.",
            ),
            {"reason": _words(error)},
        )
    )


def _too_few(address: str, cores: int, workers: int) -> EngineFailed:
    return EngineFailed(
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The Ray cluster at {address} has {cores} cores, which is not enough "
                "for {workers} workers. Ask for fewer workers, or add computers to "
                "the cluster.",
            ),
            {"address": address, "cores": cores, "workers": workers},
        )
    )


def _too_busy(address: str) -> EngineFailed:
    return EngineFailed(
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "No worker of Ray ({address}) started within a minute. Others may be "
                "using all of its cores: ask for fewer workers, or run again later.",
            ),
            {"address": address},
        )
    )


def _unreadable(address: str) -> EngineFailed:
    return EngineFailed(
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "“{address}” is not the address of a cluster. Write its kind, host and "
                "port, such as {example}.",
            ),
            {"address": address, "example": "ray://host:10001"},
        )
    )
