"""Spark's driver, a process: ``python -m workbench.engines.spark_driver``.

Spark allows one context per process, takes over Ctrl-C, and keeps threads and sockets
for as long as its process lives. Here all that is gone with the process. The main
thread reads messages; each slot has a thread that runs one job after the other; one
thread writes answers; one looks whether Spark is still there.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO

from workbench.engines import spark_cluster, spark_wire, watchdog
from workbench.engines.spark_jobs import Context, Slot, TooFewCores, told

LOOK_S = 0.5
"""How often is looked whether Spark is still there."""


def main() -> int:
    """Serve until the program says to end or is gone."""
    requests, replies = _streams()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the program's business
    try:
        settings = spark_wire.read(requests)
        watchdog.watch_quietly(settings.parent_pid)
        Driver(settings, requests, replies).serve()
    except (EOFError, OSError):
        os._exit(watchdog.EXIT_CODE)  # Spark ends when its pipe to us breaks
    return 0


class Driver:
    """A context of Spark, and the slots on which jobs run."""

    def __init__(
        self, settings: spark_wire.Settings, requests: BinaryIO, replies: BinaryIO
    ) -> None:
        self._settings = settings
        self._requests = requests
        self._replies = replies
        self._outbox: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._slots: dict[int, Slot] = {}
        self._ended = threading.Event()
        self._cluster: spark_cluster.Cluster | None = None
        self._context: Context | None = None

    def serve(self) -> None:
        """Start Spark and do what is asked."""
        writer = threading.Thread(target=self._write, name="write", daemon=True)
        writer.start()
        try:
            context = self._start()
            if context is not None:
                threading.Thread(target=self._look, name="look", daemon=True).start()
                self._read(context)
        finally:
            self._end()
        self._outbox.put(None)
        writer.join()

    def _start(self) -> Context | None:
        """Everything up to a context that takes jobs, or word of why not."""
        log = Path(self._settings.folder, "spark.log")
        context = self._context = Context(self._settings, log)
        try:
            if self._settings.standalone:
                self._cluster = spark_cluster.Cluster(self._settings)
            context.launch()
            self._outbox.put(spark_wire.Stage("java"))
            if self._settings.address:
                context.probe()
                self._outbox.put(spark_wire.Stage("connected"))
            context.open(self._cluster.address if self._cluster else "")
        except Exception as error:  # it must be told
            self._outbox.put(_failed(error, log))
            return None
        self._outbox.put(spark_wire.Stage("ready"))
        return context

    def _read(self, context: Context) -> None:
        while True:
            match spark_wire.read(self._requests):
                case spark_wire.Run() as run:
                    self._slot(context, run.slot).put(run)
                case spark_wire.Quit(slot=number):
                    if slot := self._slots.pop(number, None):
                        slot.quit()
                case spark_wire.Hold(number=number, key=key, file=file):
                    self._outbox.put(_held(context, number, key, file))
                case spark_wire.Drop(key=key):
                    context.drop(key)
                case _:
                    return

    def _slot(self, context: Context, number: int) -> Slot:
        if number not in self._slots:
            self._slots[number] = Slot(context, number, self._outbox.put)
        return self._slots[number]

    def _look(self) -> None:
        """Tell when Java, a part of our cluster or the whole of another is gone."""
        assert self._context is not None
        while not self._ended.wait(LOOK_S):
            reason = self._context.lost()
            if reason is not None:
                self._outbox.put(spark_wire.Gone("java", reason))
                return
            reason = self._cluster.lost() if self._cluster else None
            with contextlib.suppress(Exception):  # then Java is gone
                reason = reason or self._context.deserted()
            if reason is not None:
                self._outbox.put(spark_wire.Gone("cluster", reason))
                return

    def _end(self) -> None:
        self._ended.set()
        if self._context is not None:
            self._context.close()
        if self._cluster is not None:
            self._cluster.end()

    def _write(self) -> None:
        with contextlib.suppress(OSError):  # then the main thread finds out as well
            while (message := self._outbox.get()) is not None:
                spark_wire.write(self._replies, message)


def _held(context: Context, number: int, key: str, file: str) -> spark_wire.Answer:
    try:
        context.hold(key, Path(file))
    except Exception as error:  # it must be told
        return spark_wire.Answer(number, error=f"{type(error).__name__}: {error}")
    return spark_wire.Answer(number)


def _failed(error: Exception, log: Path) -> spark_wire.Gone:
    if isinstance(error, TooFewCores):
        return spark_wire.Gone("cores", str(error.have))
    if isinstance(error, ConnectionError):
        return spark_wire.Gone("connect", str(error))
    return spark_wire.Gone("start", f"{told(error)}\n{spark_cluster.tail(log)}".strip())


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """The pipes, kept where no ``print`` and no child process finds them."""
    requests, replies = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)
    os.close(null)
    return os.fdopen(requests, "rb"), os.fdopen(replies, "wb")


if __name__ == "__main__":
    sys.exit(main())
