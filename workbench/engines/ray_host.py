"""The process that talks to Ray: its driver, in Ray's words.

Started by :mod:`workbench.engines.ray_driver` as ``python -m
workbench.engines.ray_host``. Ray lives in a process of its own since it belongs to a
whole process (one cluster, settings from the environment), and since it ends that
process, without a word, when the head of its cluster is gone.

The main thread reads requests and hands them on; answers come from Ray's threads and
leave through one of ours, so that nobody here ever waits for the program.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, InvalidStateError
from functools import partial
from pathlib import Path
from typing import IO, Any

import psutil

from workbench.core.data import DataHandle
from workbench.engines import placement, ray_cluster, ray_wire, scratch, watchdog
from workbench.engines.execute import describe
from workbench.engines.ray_actor import Actor

START_S = 60.0
"""How long a worker may take to start: it waits for free cores of a running cluster."""
_LOOK_S = 0.25
"""How often the cluster is looked at."""


def main() -> int:
    """Serve until the program says so or is gone."""
    requests, replies = _streams()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _, _, arguments = ray_wire.read(requests)
    settings = ray_cluster.Settings(*arguments)
    orphaned = partial(_end_all, Path(settings.folder))
    watchdog.watch_quietly(settings.parent_pid, orphaned)
    host = _Host(replies, settings)
    try:
        host.serve(requests)
    except (EOFError, OSError):
        orphaned()
        os._exit(watchdog.EXIT_CODE)
    host.shut_down()
    return 0


class _Host:
    """Workers and placed arrays, by the names that the program gave them."""

    def __init__(self, replies: IO[bytes], settings: ray_cluster.Settings) -> None:
        self._settings = settings
        self._outbox: queue.SimpleQueue[ray_wire.Reply] = queue.SimpleQueue()
        self._actors: dict[int, Any] = {}
        self._placed: dict[str, Any] = {}
        self._closing = threading.Event()
        self._joined = False
        threading.Thread(target=self._send, args=(replies,), daemon=True).start()
        self._verbs: dict[str, Callable[..., Any]] = {
            "start": self._start,
            "knock": partial(ray_cluster.knock, settings),
            "join": self._join,
            "cores": self._cores,
            "greet": self._greet,
            "clock": self._clock,
            "run": self._run,
            "put": self._put,
            "drop": self._drop,
            "share": self._share,
            "end": self._end,
        }

    def serve(self, requests: IO[bytes]) -> None:
        """Carry out what is asked, until there is nobody to ask."""
        while True:
            number, verb, arguments = ray_wire.read(requests)
            if verb == "close":
                return
            try:
                made = self._verbs[verb](*arguments)
            except Exception as error:  # everything must be answered
                self._refuse(number, error)
                continue
            if isinstance(made, Future):
                made.add_done_callback(partial(self._answer, number))
            else:
                self._outbox.put((number, ray_wire.DONE, made))

    def shut_down(self) -> None:
        """End our workers; a cluster that we started ends, another one lives on."""
        import ray

        self._closing.set()
        for number in list(self._actors):
            with contextlib.suppress(Exception):  # gone with its cluster
                self._end(number)
        ray.shutdown()

    def _start(self) -> None:
        ray_cluster.start(self._settings)
        self._watch(ray_cluster.lost_head(ray_cluster.heads()))

    def _join(self) -> None:
        """Twice if need be: on a busy head the process for us may die as it starts."""
        try:
            ray_cluster.join(self._settings)
        except ConnectionAbortedError:
            ray_cluster.join(self._settings)
        self._joined = True
        self._watch(ray_cluster.lost_connection)

    def _cores(self) -> float:
        """All cores of the cluster."""
        import ray

        return float(ray.cluster_resources().get("CPU", 0.0))

    def _greet(
        self, number: int, threads: int, memory_limit: int | None
    ) -> Future[Any]:
        """Have a worker started.

        On this computer we say how many there are; on a running cluster each takes a
        core, so that they find places beside the work of others.
        """
        import ray

        options = {
            "num_cpus": 1 if self._settings.address else 0,
            "max_restarts": 0,
            "max_task_retries": 0,
        }
        actor = ray.remote(**options)(Actor).remote()
        self._actors[number] = actor
        store = int(ray.cluster_resources().get("object_store_memory", 0))
        future = _future(actor.start.remote(threads, memory_limit, store))
        timer = threading.Timer(START_S, partial(self._give_up, number, future))
        timer.daemon = True
        future.add_done_callback(lambda _: timer.cancel())
        timer.start()
        return future

    def _give_up(self, number: int, future: Future[Any]) -> None:
        """A worker did not start in time: nobody waits for it any longer."""
        text = f"no worker started within {START_S:.0f} s"
        if _settle(future, error=TimeoutError(text)):
            self._end(number)

    def _clock(self, number: int) -> Future[Any]:
        return _future(self._actor(number).read_clock.remote())

    def _run(self, number: int, calls: Sequence[bytes]) -> Future[Any]:
        return _future(self._actor(number).run.remote(calls))

    def _put(self, key: str, message: bytes) -> None:
        """Copy arrays from the program's shared memory into Ray's object store."""
        import ray

        placement.receive(message)
        try:
            arrays = dict(DataHandle(key=key).arrays())
            self._placed[key] = ray.put(arrays)
            del arrays
        finally:
            placement.forget(key)

    def _drop(self, key: str) -> None:
        self._placed.pop(key, None)

    def _share(
        self, number: int, forget: Sequence[str], hold: Sequence[str]
    ) -> Future[Any]:
        """Have a worker hold what was put, and nothing that was not."""
        placed = [self._placed[key] for key in hold]
        return _future(self._actor(number).share.remote(forget, hold, *placed))

    def _end(self, number: int) -> None:
        import ray

        actor = self._actors.pop(number, None)
        if actor is not None:
            ray.kill(actor, no_restart=True)

    def _actor(self, number: int) -> Any:
        try:
            return self._actors[number]
        except KeyError:
            raise _Gone from None

    def _answer(self, number: int, future: Future[Any]) -> None:
        """In one of Ray's threads."""
        error = future.exception()
        if error is not None:
            self._refuse(number, error)
        else:
            self._outbox.put((number, ray_wire.DONE, future.result()))

    def _refuse(self, number: int, error: BaseException) -> None:
        from ray.exceptions import RayActorError

        if self._joined and (what := ray_cluster.lost_connection()):
            self._outbox.put((ray_wire.UNASKED, ray_wire.LOST, what))
            return
        kind = ray_wire.FAILED
        if isinstance(error, (_Gone, RayActorError)):
            kind = ray_wire.DEAD
        cause = getattr(error, "cause", None)
        told = describe(cause if isinstance(cause, BaseException) else error)
        self._outbox.put((number, kind, (told.kind, told.text)))

    def _send(self, replies: IO[bytes]) -> None:
        with contextlib.suppress(OSError):  # the program is gone
            while True:
                ray_wire.write(replies, self._outbox.get())

    def _watch(self, lost: Callable[[], str]) -> None:
        """Say so when the cluster is gone; Ray itself would hope for a minute."""

        def look() -> None:
            pause = threading.Event()
            while not (what := lost()):
                pause.wait(_LOOK_S)
            if not self._closing.is_set():
                self._outbox.put((ray_wire.UNASKED, ray_wire.LOST, what))

        threading.Thread(target=look, daemon=True).start()


class _Gone(Exception):
    """That worker was ended."""


def _future(reference: Any) -> Future[Any]:
    """What Ray will know; its own future must be settled by nobody else."""
    future: Future[Any] = Future()

    def known(theirs: Future[Any]) -> None:
        error = theirs.exception()
        _settle(future, None if error else theirs.result(), error)

    reference.future().add_done_callback(known)
    return future


def _settle(
    future: Future[Any], value: Any = None, error: BaseException | None = None
) -> bool:
    """Whether it was not known before."""
    try:
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(value)
    except InvalidStateError:
        return False
    return True


def _end_all(folder: Path) -> None:
    """The program is gone: end the cluster that this process started, at once."""
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            process.kill()
    scratch.remove(folder)


def _streams() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes, kept where no ``print`` and no process of Ray finds them."""
    requests, replies = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)
    os.close(null)
    sys.stdin = open(os.devnull)  # noqa: SIM115, PTH123 - for as long as we live
    sys.stdout = sys.stderr
    return os.fdopen(requests, "rb"), os.fdopen(replies, "wb")


if __name__ == "__main__":
    sys.exit(main())
