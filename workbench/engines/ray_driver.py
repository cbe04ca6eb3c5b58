"""The program's end of Ray's driver: starts it, asks it, and ends all that it started.

See :mod:`workbench.engines.ray_host` for why the driver is a process of its own.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, InvalidStateError
from typing import IO, Any

import psutil

from workbench.core.cancel import CancelToken
from workbench.core.errors import Stopped
from workbench.core.results import clock
from workbench.engines import ray_cluster, ray_wire

CLOSE_S = 10.0
"""How long a cluster may take to end by itself; then it is ended."""
POLL_S = 0.05
"""How late a stop may be seen, in seconds."""
_LOOK_S = 0.005


class Refused(Exception):
    """Ray, or what was run there, raised ``kind`` with this text."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(f"{kind}: {text}")
        self.kind = kind


class WorkerGone(Exception):
    """The worker that was asked is dead."""


class Lost(Exception):
    """The driver or its cluster is gone; the text says what ended."""


class Driver:
    """A running driver. It may be asked from any thread."""

    def __init__(self, settings: ray_cluster.Settings) -> None:
        self.local = not settings.address
        self._numbers = itertools.count(1)
        self._waiting: dict[int, Future[Any]] = {}
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._lost: str | None = None
        self._closing = False
        self._process: subprocess.Popen[bytes] = subprocess.Popen(
            [sys.executable, "-m", "workbench.engines.ray_host"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=tempfile.gettempdir(),  # “-m” would look for modules in any other
            env=ray_cluster.environment(settings.address, settings.threads),
            **_group(),
        )
        assert self._process.stdin is not None  # they were asked for
        assert self._process.stdout is not None
        self._requests: IO[bytes] = self._process.stdin
        self._replies: IO[bytes] = self._process.stdout
        self._reader = threading.Thread(
            target=self._read, name="workbench-ray-reader", daemon=True
        )
        self._reader.start()
        self._say(0, "settings", tuple(settings))

    def check(self) -> None:
        """Raise :class:`Lost` if there is nobody to ask any more."""
        if self._lost is not None:
            raise Lost(self._lost)

    def ask(self, verb: str, *arguments: Any) -> Future[Any]:
        """Have something done; see the verbs of the host."""
        future: Future[Any] = Future()
        number = next(self._numbers)
        with self._lock:
            self.check()
            self._waiting[number] = future
        self._say(number, verb, arguments)
        return future

    def wait(self, future: Future[Any], cancel: CancelToken, seconds: float) -> Any:
        """Its result; raises :class:`Stopped` or ``TimeoutError`` where that is so."""
        deadline = clock() + seconds
        while True:
            try:
                return future.result(timeout=POLL_S)
            except TimeoutError:
                if future.done():  # it is the answer
                    raise
            if cancel.cancelled:
                raise Stopped
            if clock() > deadline:
                raise TimeoutError(f"no answer within {seconds:.0f} s")

    def close(self) -> None:
        """End the driver and, where it is of this computer, its cluster."""
        if self._closing:
            return
        self._closing = True
        if self._lost is None:
            self._say(0, "close", ())
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(CLOSE_S)
        self.kill()

    def kill(self) -> None:
        """End it all at once."""
        self._closing = True
        self._end_processes()
        self._reader.join()
        for stream in (self._requests, self._replies):
            with contextlib.suppress(OSError):  # what was buffered for the dead
                stream.close()

    def _end_processes(self) -> None:
        left = list(self._company())
        self._process.kill()
        self._process.wait()
        for process in left:
            with contextlib.suppress(psutil.Error):
                process.kill()
        await_end(left, CLOSE_S)

    def _company(self) -> Iterator[psutil.Process]:
        """All processes of the driver's session, also of one that has ended.

        Windows has no sessions; there Ray's processes are in a job that ends with it.
        """
        if sys.platform == "win32":
            with contextlib.suppress(psutil.Error):
                yield from psutil.Process(self._process.pid).children(recursive=True)
            return
        for pid in psutil.pids():
            with contextlib.suppress(OSError, psutil.Error):
                if os.getsid(pid) == self._process.pid != pid:
                    yield psutil.Process(pid)

    def _say(self, number: int, verb: str, arguments: tuple[Any, ...]) -> None:
        """The driver's end is always read, so this never waits for long."""
        with (
            self._writing,
            contextlib.suppress(OSError, ValueError),
        ):  # the reader knows
            ray_wire.write(self._requests, (number, verb, arguments))

    def _read(self) -> None:
        """In a thread of its own: pass on what the driver says, and its end."""
        reason = ""
        with contextlib.suppress(EOFError, OSError, ValueError):
            while True:
                number, kind, value = ray_wire.read(self._replies)
                if kind == ray_wire.LOST:
                    reason = value
                    break
                self._deliver(number, kind, value)
        self._bury(reason)

    def _deliver(self, number: int, kind: str, value: Any) -> None:
        with self._lock:
            future = self._waiting.pop(number)
        with contextlib.suppress(InvalidStateError):  # nobody waits any more
            match kind:
                case ray_wire.DONE:
                    future.set_result(value)
                case ray_wire.DEAD:
                    future.set_exception(WorkerGone(value[1]))
                case _:
                    future.set_exception(Refused(*value))

    def _bury(self, reason: str) -> None:
        """The cluster is gone: its remains are ended, then everybody hears it."""
        if not self._closing:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(POLL_S)
            reason = reason or f"exit status {self._process.poll()}"
            self._end_processes()
        with self._lock:
            self._lost = reason or "closed"
            waiting = list(self._waiting.values())
            self._waiting.clear()
        for future in waiting:
            with contextlib.suppress(InvalidStateError):
                future.set_exception(Lost(self._lost))


def await_end(processes: Sequence[psutil.Process], seconds: float) -> None:
    """Wait until none of them lives, which is so for zombies as well.

    In a container whose first process buries nobody, orphans stay zombies for ever.
    """
    deadline = clock() + seconds
    pause = threading.Event()
    while any(map(_lives, processes)) and clock() < deadline:
        pause.wait(_LOOK_S)


def _lives(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def _group() -> dict[str, Any]:
    """A session of its own, away from the terminal's Ctrl-C."""
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        return {"creationflags": flags}
    return {"start_new_session": True}
