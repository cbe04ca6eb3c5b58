"""The engine's end of Spark's driver process: starts it, asks it, ends it."""

from __future__ import annotations

import contextlib
import itertools
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import psutil

from workbench.core.cancel import CancelToken
from workbench.core.errors import EngineFailed, Stopped
from workbench.core.results import clock
from workbench.engines import java, spark_settings, spark_wire
from workbench.engines.spark_cluster import tail

START_S = 240.0
"""How long Java, a cluster of our own or a slow one may take to start."""
END_S = 12.0
"""How long the driver may take to leave; then it is ended."""
VANISH_S = 3.0
"""How long what the driver started may take to end after it."""
_POLL_S = 0.05


class Lost(Exception):
    """A job failed, or the worker that ran it is gone; the text is Spark's."""


class Link:
    """A driver process, started and connected.

    ``failure`` makes what a person is told of what the driver says when Spark is gone.
    """

    def __init__(
        self,
        settings: spark_wire.Settings,
        here: str,
        failure: Callable[[spark_wire.Gone], EngineFailed],
    ) -> None:
        self.cores = settings.cores
        self.gone: EngineFailed | None = None
        self._failure = failure
        self._numbers = itertools.count(1)
        self._asked: dict[int, Future[bytes]] = {}
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._ready = threading.Event()
        folder = Path(settings.folder)
        secret = spark_settings.secret_for(settings)
        spark_settings.write(settings, here, secret)
        found = java.find()
        variables = found.variables if found else {}
        with (folder / "driver.log").open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "workbench.engines.spark_driver"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=spark_settings.environment(settings, variables, secret),
            )
        self._log = folder / "driver.log"
        self._reader = threading.Thread(
            target=self._read, name="workbench-spark", daemon=True
        )
        self._reader.start()
        self.tell(settings)

    def wait(self, cancel: CancelToken) -> None:
        """Return once Spark takes jobs; raises ``EngineFailed`` or ``Stopped``."""
        deadline = clock() + START_S
        while not self._ready.wait(_POLL_S):
            if self.gone is not None:
                raise self.gone
            if cancel.cancelled:
                raise Stopped
            if clock() > deadline:
                raise self._failure(spark_wire.Gone("start", f"{START_S:.0f} s"))
        if self.gone is not None:
            raise self.gone

    def ask(self, kind: Callable[..., Any], *values: Any) -> Future[bytes]:
        """Send a message that is answered; its number comes before ``values``."""
        future: Future[bytes] = Future()
        with self._lock:
            if self.gone is not None:
                raise self.gone
            number = next(self._numbers)
            self._asked[number] = future
        self.tell(kind(number, *values))
        return future

    def tell(self, message: Any) -> None:
        """Send a message that is not answered; in vain if the driver is gone."""
        stream = self._process.stdin
        assert stream is not None
        with self._writing, contextlib.suppress(OSError, ValueError):
            spark_wire.write(stream, message)

    def close(self) -> None:
        """Leave the cluster, and end all that was started for it.

        What is only starting, or broken, is ended by force.
        """
        started = self._descendants()
        whole = self._ready.is_set() and self.gone is None
        if whole:
            self.tell(spark_wire.End())
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(END_S)
        self._process.kill()
        self._process.wait()
        with self._writing, contextlib.suppress(OSError):
            assert self._process.stdin is not None
            self._process.stdin.close()
        _, alive = psutil.wait_procs(started, VANISH_S if whole else 0.0)
        for process in alive:
            with contextlib.suppress(psutil.Error):
                process.kill()
        psutil.wait_procs(alive, VANISH_S)
        self._reader.join()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _descendants(self) -> list[psutil.Process]:
        try:
            return list(psutil.Process(self._process.pid).children(recursive=True))
        except psutil.Error:
            return []

    def _read(self) -> None:
        """In a thread of its own: what the driver says."""
        assert self._process.stdout is not None
        try:
            while True:
                match spark_wire.read(self._process.stdout):
                    case spark_wire.Answer() as answer:
                        self._answered(answer)
                    case spark_wire.Stage(name="ready"):
                        self._ready.set()
                    case spark_wire.Gone() as told:
                        self._fail(told)
        except (EOFError, OSError):
            self._fail(spark_wire.Gone("driver", tail(self._log)))

    def _answered(self, answer: spark_wire.Answer) -> None:
        with self._lock:
            future = self._asked.pop(answer.number, None)
        if future is None:
            return
        if answer.error is not None:
            future.set_exception(Lost(answer.error))
        else:
            future.set_result(answer.value)

    def _fail(self, gone: spark_wire.Gone) -> None:
        """Nobody answers any more: what was asked fails with that."""
        with self._lock:
            if self.gone is not None:
                return
            self.gone = self._failure(gone)
            asked, self._asked = list(self._asked.values()), {}
        for future in asked:
            future.set_exception(self.gone)
        self._ready.set()
