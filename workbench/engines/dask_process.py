"""The processes of a local Dask cluster: one scheduler, and workers.

They are children of the program, not of a nanny: a nanny would live in the program's
own process, and leave its mark on the environment variables there. Nothing of Dask's
but the client runs beside the window. Both ends of the pipe to a process are this
module; it carries the address under which the process listens, on loopback only.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import pickle
import warnings
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, NamedTuple

from workbench.core.results import clock
from workbench.engines import foreign

START_S = 60.0
"""How long a process may take until it listens; a cold disk needs seconds."""
_POLL_S = 0.01
_SPAWN = multiprocessing.get_context("spawn")

SETTINGS: Mapping[str, Any] = {
    "distributed.comm.offload": False,  # into a thread that would never end
    "distributed.admin.large-graph-warning-threshold": "1 TiB",
}
"""What this program and its cluster change of how Dask is set up."""
_CLUSTER: Mapping[str, Any] = {
    **SETTINGS,
    # What would wait, move, write to disk or sample stacks beside measured tasks.
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.profile.enabled": False,
    "distributed.scheduler.work-stealing": False,
    "distributed.scheduler.active-memory-manager.start": False,
    "distributed.scheduler.worker-ttl": None,  # native code may keep Python's lock
    "distributed.diagnostics.nvml": False,
    # Pages with figures, and what a person's own configuration would load.
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.scheduler.preload": [],
    "distributed.worker.preload": [],
}
_LOOPBACK = "127.0.0.1"
_LOGGERS = (
    "distributed",
    "distributed.client",
    "distributed.gc",
    "distributed.nanny",
    "distributed.scheduler",
    "distributed.worker",
    "tornado",
    "tornado.application",
)


class Settings(NamedTuple):
    """What a process is told when it is started; ``scheduler`` is for workers.

    Plain values: reading them must import nothing before threads are capped.
    """

    parent_pid: int
    security: dict[str, Any]
    folder: str
    threads: int = 1
    memory_limit: int | None = None
    scheduler: str = ""
    number: int = 0


class Process:
    """A process of the cluster, as the program sees it."""

    def __init__(self, settings: Settings) -> None:
        kind = "worker" if settings.scheduler else "scheduler"
        self._ours, theirs = _SPAWN.Pipe(duplex=False)
        self._process: SpawnProcess = _SPAWN.Process(
            target=_main,
            args=(theirs, settings),
            name=f"workbench-dask-{kind}-{settings.number}",
            daemon=True,
        )
        try:
            self._process.start()
        except BaseException:
            self._ours.close()
            raise
        finally:
            theirs.close()
        self.pid = self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self.pid is not None and self._process.is_alive()

    async def address(self) -> str:
        """Where it listens, as soon as it does; raises ``OSError`` if it ended."""
        deadline = clock() + START_S
        while not self._ours.poll():
            if not self.alive:
                raise OSError(f"its process ended with {self._process.exitcode}")
            if clock() > deadline:
                raise OSError(f"its process did not answer within {START_S:.0f} s")
            await asyncio.sleep(_POLL_S)
        try:
            return str(self._ours.recv())
        except EOFError:
            raise OSError("its process ended") from None

    def end(self) -> None:
        """End it, whatever it does."""
        if self.pid is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._ours.close()
            self.pid = None


def run(calls: bytes, threads: int) -> bytes:
    """In a worker: what :func:`foreign.run` does, so that Dask looks at no argument."""
    return pickle.dumps(foreign.run(pickle.loads(calls), threads), 5)


def set_up(settings: Mapping[str, Any] = SETTINGS) -> None:
    """Import Dask the way that is wanted here: quiet, and without lasting threads.

    What it logs at other levels is of use to who runs the cluster; what concerns the
    person comes from this program, in words.
    """
    import dask

    dask.config.set(settings)
    import distributed

    warnings.filterwarnings(
        "ignore", category=distributed.versions.VersionMismatchWarning
    )
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _main(conn: Connection, settings: Settings) -> None:
    """The process's target; it ends with the program."""
    foreign.start(settings.parent_pid, settings.threads, None)
    set_up(_CLUSTER)
    serve = _work if settings.scheduler else _schedule
    asyncio.run(serve(settings, conn.send))


async def _schedule(settings: Settings, say: Callable[[str], None]) -> None:
    from distributed import Scheduler, Security

    scheduler = Scheduler(
        host=_LOOPBACK,
        port=0,
        protocol="tls",
        security=Security(**settings.security),
        dashboard=False,
        dashboard_address=f"{_LOOPBACK}:0",
        allowed_failures=0,  # who tries again is ours to say
        local_directory=settings.folder,
    )
    async with scheduler:
        scheduler.http_server.stop()
        say(scheduler.address)
        await scheduler.finished()


async def _work(settings: Settings, say: Callable[[str], None]) -> None:
    from distributed import Security, Worker

    worker = Worker(
        settings.scheduler,
        nthreads=1,
        name=settings.number,
        host=_LOOPBACK,
        protocol="tls",
        security=Security(**settings.security),
        dashboard=False,
        memory_limit=settings.memory_limit or 0,
        local_directory=settings.folder,
    )
    async with worker:
        worker.http_server.stop()
        say(worker.address)
        await worker.finished()
