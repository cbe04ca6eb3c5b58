"""A standalone cluster of Spark on this computer: a master and a worker, on loopback.

They are started through pyspark's own ``spark-class``, listen on free ports of the
loopback address, ask each other and the driver for a secret, and end with the process
that started them.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from workbench.engines import keeper, spark_settings
from workbench.engines.spark_settings import LOOPBACK
from workbench.engines.spark_wire import Settings

START_S = 120.0
"""How long a part of it may take to come up."""
_PAUSE_S = 0.05
_MASTER = re.compile(r"Starting Spark master at (spark://[\w.:\[\]-]+)")
_WORKER = re.compile(r"Successfully registered with master")
_TAIL = 2_000


class Failed(Exception):
    """A part of the cluster ended or did not come up; the text is its own."""


class Cluster:
    """A master and a worker, as children of this process."""

    def __init__(
        self, settings: Settings, environment: Mapping[str, str] | None = None
    ) -> None:
        self._environment = environment
        self._folder = Path(settings.folder)
        self._daemons: list[subprocess.Popen[bytes]] = []
        try:
            self.address = self._start_both(settings)
        except BaseException:
            self.end()
            raise

    def _start_both(self, settings: Settings) -> str:
        where = ["--host", LOOPBACK, "--port", "0", "--webui-port", "0"]
        where += [
            "--properties-file",
            str(spark_settings.properties_file(self._folder)),
        ]
        url = self._start("master.Master", where, "master", _MASTER)
        memory = spark_settings.heap_mb(settings.memory_limit)
        size = ["--cores", str(settings.cores), "--memory", f"{memory}m"]
        work = ["--work-dir", str(self._folder / "work")]
        self._start("worker.Worker", [*where, *size, *work, url], "worker", _WORKER)
        return url

    def lost(self) -> str | None:
        """What a part that ended said last; ``None`` while all of them run."""
        for name, daemon in zip(("master", "worker"), self._daemons, strict=False):
            if daemon.poll() is not None:
                return f"{name}: {tail(self._log(name))}"
        return None

    def end(self) -> None:
        """End worker and master."""
        for daemon in reversed(self._daemons):
            assert daemon.stdin is not None
            daemon.stdin.close()
        for daemon in self._daemons:
            daemon.wait()

    def _log(self, name: str) -> Path:
        return self._folder / f"{name}.log"

    def _start(
        self, kind: str, options: Sequence[str], name: str, ready: re.Pattern[str]
    ) -> str:
        command = [str(spark_settings.script("spark-class"))]
        command += [f"org.apache.spark.deploy.{kind}", *options]
        with self._log(name).open("wb") as log:
            daemon = subprocess.Popen(
                [sys.executable, "-I", keeper.__file__, *command],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                env=self._environment,
            )
        self._daemons.append(daemon)
        return self._waited(self._log(name), lambda: daemon.poll() is None, ready)

    def _waited(
        self, log: Path, alive: Callable[[], bool], ready: re.Pattern[str]
    ) -> str:
        """What ``ready`` finds in the log, as soon as it is there."""
        deadline = time.monotonic() + START_S
        while True:
            was_alive = alive()
            if found := ready.search(log.read_text("utf-8", errors="replace")):
                return found[found.re.groups]
            if not was_alive:
                raise Failed(tail(log))
            if time.monotonic() > deadline:
                raise Failed(
                    f"TimeoutError: {log.stem} is not up after {START_S:.0f} s"
                )
            time.sleep(_PAUSE_S)


def tail(log: Path) -> str:
    """The end of what was logged."""
    try:
        text = log.read_text("utf-8", errors="replace")
    except OSError:
        return ""
    return text.strip()[-_TAIL:]
