"""Tasks on Apache Spark: on this computer, or on a running standalone cluster.

Each worker is a slot that runs jobs of one partition, one after the other, in a Python
process of its own; so it keeps its number and its data, and Spark does what Spark does:
schedules the job, brings broadcast data there, and starts processes and executors anew.
A job's way through the scheduler takes tens of milliseconds, however small it is.

``local`` is one Java process with threads as its cores; ``standalone`` a master, a
worker and an executor on loopback. Both are started by this program, ask for a secret,
and end with it. On ``spark://host:7077`` executors with as many cores as there are
workers are asked for; the cluster itself is left alone. A cluster with
``spark.authenticate`` takes its secret from the variable ``_SPARK_AUTH_SECRET``, its
Python from ``PYSPARK_PYTHON``, and further properties from ``spark-defaults.conf`` in
``SPARK_CONF_DIR``.
"""

from __future__ import annotations

import itertools
import os
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from workbench.core.data import DataHandle
from workbench.core.errors import EngineFailed, EngineUnavailable
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.engines import (
    addresses,
    connecting,
    java,
    scratch,
    spark_failures,
    spark_wire,
    versions,
)
from workbench.engines.base import ENGINES, Availability
from workbench.engines.foreign_engine import ForeignEngine
from workbench.engines.spark_link import Link
from workbench.engines.spark_pool import Placed, Worker

MOST = 256
"""Cores that a cluster of our own claims to have: as many tasks at once as there may be
workers. Nothing is started for a core before it is used."""


@ENGINES.register("spark")
class SparkEngine(ForeignEngine):
    """Runs tasks as jobs of Apache Spark."""

    name: ClassVar[str] = "spark"
    title: ClassVar[Message] = Message(QT_TRANSLATE_NOOP("Message", "Apache Spark"))
    requires: ClassVar[tuple[str, ...]] = ("pyspark",)
    extra: ClassVar[str] = "spark"
    schemes: ClassVar[tuple[str, ...]] = ("spark://",)
    chunk_s: ClassVar[float] = 0.2
    patience_s: ClassVar[float] = 20.0
    """How long after an executor of a cluster the next one may come."""
    _folder: Path
    _link: Link | None = None

    @classmethod
    def availability(cls) -> Availability:
        """Whether its library and Java are there."""
        found = super().availability()
        if found.available and (message := java.problem(cls.title)):
            return Availability(available=False, message=message)
        return found

    def begin(self) -> None:
        """Check that there is Java; it is started with the first worker."""
        if message := java.problem(self.title):
            raise EngineUnavailable(message)
        self._folder = scratch.make()
        self._numbers = itertools.count(1)

    def finish(self) -> None:
        """End Spark."""
        self._leave()
        if hasattr(self, "_folder"):
            scratch.remove(self._folder)

    def prepare(self, workers: int) -> None:
        """Have Spark with at least so many cores."""
        if workers:
            self._connected(workers)

    def worker(self, index: int) -> Worker:
        """A slot of the driver."""
        return Worker(index, self.threads_per_worker, self._connected(1), self._check)

    def put(self, handle: DataHandle) -> Placed:
        """Broadcast arrays; each process loads them once."""
        placed = Placed(handle)
        placed.spread(self._connected(1), self._folder)
        return placed

    def cannot_start(self, error: Exception) -> EngineFailed:
        """What a person is told when workers could not be started."""
        return spark_failures.refused(self.title, error) or super().cannot_start(error)

    def _check(self, theirs: Mapping[str, str]) -> None:
        versions.check(self.title, theirs)

    def _connected(self, workers: int) -> Link:
        """Spark with so many cores, started anew where it has fewer or is gone."""
        link = self._link
        if link is not None and link.gone is None and workers <= link.cores:
            return link
        if link is not None and link.gone is not None and self._batch is not None:
            raise link.gone  # a run does not go on as if nothing had been
        self._leave()
        link = self._link = self._start(workers)
        try:
            link.wait(self.cancel)
            for placed in self._placed.values():
                assert isinstance(placed, Placed)
                placed.spread(link, self._folder)
        except BaseException:
            self._leave()
            raise
        return link

    def _start(self, workers: int) -> Link:
        address = here = ""
        if self.cluster.remote:
            where = addresses.parse(self.cluster.address)
            if where is None or where.scheme not in self.schemes:
                raise EngineFailed(
                    addresses.problems(self.cluster, self.title, self.schemes)[
                        0
                    ].message
                )
            connecting.reach(where, self.title, self.cancel)
            host = f"[{where.host}]" if ":" in where.host else where.host
            address = f"{host}:{where.port}"
            here = _seen_from(where)
        folder = self._folder / str(next(self._numbers))
        folder.mkdir(mode=0o700)
        settings = spark_wire.Settings(
            parent_pid=os.getpid(),
            folder=str(folder),
            standalone=self.cluster.address == "standalone",
            address=address,
            cores=workers if address else max(workers, MOST),
            threads=self.threads_per_worker,
            memory_limit=self.memory_limit,
            patience_s=self.patience_s,
        )
        failures = spark_failures.Failures(self.title, self.cluster.address, workers)
        return Link(settings, here, failures.of)

    def _leave(self) -> None:
        """End Spark; its workers are worthless then."""
        while self._workers:
            self._workers.popitem()[1].end()
        link, self._link = self._link, None
        if link is not None:
            link.close()


def _seen_from(master: addresses.Address) -> str:
    """This computer's address on the way to a cluster's master."""
    where = master.host, master.port
    with socket.create_connection(where, timeout=connecting.CONNECT_S) as connection:
        return str(connection.getsockname()[0])
