"""The other end: opens one engine in this environment and serves it over two pipes.

Started by :mod:`workbench.external.link` as ``python -m workbench.external.host``.
Requests come on standard input, replies leave on what was standard output; what tasks
or libraries print goes to standard error instead. When the program is gone, this
process and everything that it started end within two seconds.

The threads: the main one reads requests and answers quick ones; one carries out slow
requests in their order; one sends results, one tells of workers that come and go; one
watches the program.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import pickle
import queue
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from typing import BinaryIO

import msgspec
import psutil

from workbench.core.cancel import CancelToken
from workbench.core.data import DataHandle
from workbench.core.errors import EngineUnavailable, WorkbenchError
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.plan import Task
from workbench.core.results import TaskResult
from workbench.engines import (
    ENGINES,
    Engine,
    PoolState,
    placement,
    watchdog,
)
from workbench.engines.execute import describe
from workbench.external import tasks, wire
from workbench.external.report import own

COMPANY = 256
"""So many results travel together at most."""
STATE_S = 0.1
"""How often the workers are looked at."""


def main() -> int:
    """Serve until the program closes the engine or is gone."""
    requests, replies = _streams()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    replies.write(wire.MAGIC)
    try:
        wire.write(replies, wire.Hello(report=own()))
        first, _ = wire.read_request(requests)
        assert isinstance(first, wire.Open)
        watchdog.watch_quietly(first.parent_pid, _end_children)
        _Host(requests, replies, first).serve()
    except (EOFError, OSError):
        _end_children()  # the program is gone
        os._exit(watchdog.EXIT_CODE)
    return 0


_Item = tuple[int, TaskResult | wire.Reply] | None
"""What is to be sent, and for which request; ``None`` at the end."""


class _Host:
    """One engine and the requests for it."""

    def __init__(
        self, requests: BinaryIO, replies: BinaryIO, settings: wire.Open
    ) -> None:
        self._requests = requests
        self._replies = replies
        self._settings = settings
        self._writing = threading.Lock()
        self._handles: dict[str, DataHandle] = {}
        self._cancels = {0: CancelToken()}
        """By the number of the request; 0 is the opening."""
        self._slow: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._outbox: queue.SimpleQueue[_Item] = queue.SimpleQueue()
        self._closed = threading.Event()
        self._engine: Engine | None = None

    def serve(self) -> None:
        """Read requests until one says to close."""
        threads = [
            threading.Thread(target=target, name=f"host-{name}", daemon=True)
            for name, target in (
                ("work", self._work),
                ("send", self._send),
                ("state", self._tell_state),
            )
        ]
        try:
            self._slow.put(lambda: self._answer(0, self._open))
            for thread in threads:
                thread.start()
            while not self._closed.is_set():
                request, body = wire.read_request(self._requests)
                self._take(request, body)
        finally:
            self._closed.set()
            for token in list(self._cancels.values()):
                token.cancel()
            self._slow.put(None)
            self._outbox.put(None)
        for thread in threads:
            thread.join()
        if self._engine is not None:
            self._engine.close()

    def _take(self, request: wire.Request, body: bytes) -> None:
        match request:
            case wire.Close():
                self._closed.set()
            case wire.Cancel(id=number):
                if token := self._cancels.get(number):
                    token.cancel()
            case wire.EndWorker(id=number, pid=pid):
                self._answer(number, lambda: self._opened().end_worker(pid))
            case wire.Map(id=number):
                self._cancels[number] = CancelToken()
                self._slow.put(lambda: self._map(request, body))
            case wire.Ensure(id=number, workers=workers):
                self._cancels[number] = CancelToken()
                self._later(number, lambda: self._ensure(number, workers))
            case wire.Place(id=number, key=key):
                self._later(number, lambda: self._place(key, body))
            case wire.Release(id=number, key=key):
                self._later(number, lambda: self._release(key))
            case wire.Open():
                raise EOFError("opened twice")

    def _later(self, number: int, work: Callable[[], object]) -> None:
        self._slow.put(lambda: self._answer(number, work))

    def _work(self) -> None:
        while (work := self._slow.get()) is not None:
            work()

    def _answer(self, number: int, work: Callable[[], object]) -> None:
        """Carry ``work`` out and say how it went."""
        try:
            value = work()
        except Exception as error:  # everything must be answered
            self._say(wire.Failed(id=number, message=_words(error)))
        else:
            seconds = float(value) if isinstance(value, (int, float)) else 0.0
            self._say(wire.Done(id=number, value=seconds, state=self._state()))

    def _open(self) -> None:
        kind = ENGINES.get(self._settings.engine)
        availability = kind.availability()
        if not availability.available:
            raise EngineUnavailable(availability.message)
        engine = kind(
            threads_per_worker=self._settings.threads,
            memory_limit=self._settings.memory_limit,
            cluster=self._settings.cluster,
        )
        with engine.stoppable(self._cancels.pop(0)):
            engine.open()
        self._engine = engine

    def _opened(self) -> Engine:
        if self._engine is None:
            raise RuntimeError("the engine is not open")
        return self._engine

    def _ensure(self, number: int, workers: int) -> float:
        """Have workers started, unless nobody waits for them any more."""
        engine = self._opened()
        try:
            with engine.stoppable(self._cancels[number]):
                return engine.ensure(workers)
        finally:
            del self._cancels[number]

    def _place(self, key: str, body: bytes) -> None:
        """Map the program's block; its name is gone then, its memory stays for us."""
        placement.receive(body)
        try:
            arrays = DataHandle(key=key).arrays()
            self._handles[key] = self._opened().place(arrays)
        except BaseException:
            placement.forget(key)
            raise

    def _release(self, key: str) -> None:
        handle = self._handles.pop(key, None)
        if handle is not None:
            self._opened().release(handle)
            placement.forget(key)

    def _map(self, request: wire.Map, body: bytes) -> None:
        """Run a batch; results are sent as they complete."""
        number, token = request.id, self._cancels[request.id]
        try:
            for result in self._results(request, body, token):
                self._outbox.put((number, result))
        except Exception as error:  # everything must be answered
            self._outbox.put((number, wire.Failed(id=number, message=_words(error))))
        else:
            self._outbox.put((number, wire.Done(id=number, state=self._state())))
        finally:
            del self._cancels[number]

    def _send(self) -> None:
        """In a thread of its own: what is there by now travels together."""
        ended = False
        while not ended:
            items = [self._outbox.get()]
            with contextlib.suppress(queue.Empty):
                while len(items) < COMPANY:
                    items.append(self._outbox.get_nowait())
            ended = None in items
            told = [item for item in items if item is not None]
            for (number, is_result), run in itertools.groupby(told, key=_kind):
                if is_result:
                    results = [what for _, what in run if isinstance(what, TaskResult)]
                    self._say(wire.Results(id=number), _pickled(results))
                    continue
                for _, reply in run:
                    assert not isinstance(reply, TaskResult)  # that is the other kind
                    self._say(reply)

    def _results(
        self, request: wire.Map, body: bytes, token: CancelToken
    ) -> Iterator[TaskResult]:
        engine = self._opened()
        good: list[Task] = []
        for task in tasks.unpacked(body, self._handles):
            if isinstance(task, TaskResult):
                yield task
            else:
                good.append(task)
        engine.schedule = request.schedule
        work = engine.warm_up if request.each else engine.map
        yield from work(good, token, workers=request.workers)

    def _state(self) -> PoolState:
        return PoolState() if self._engine is None else self._engine.state()

    def _tell_state(self) -> None:
        told = PoolState()
        while not self._closed.wait(STATE_S):
            state = self._state()
            if state != told:
                self._say(wire.State(state=state))
                told = state

    def _say(self, reply: wire.Reply, body: bytes = b"") -> None:
        with self._writing, contextlib.suppress(OSError):  # then the watchdog ends us
            wire.write(self._replies, reply, body)


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """The pipes, kept where no ``print`` and no child process finds them."""
    requests, replies = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)
    os.close(null)
    sys.stdin = open(os.devnull)  # noqa: SIM115, PTH123 - for as long as we live
    sys.stdout = sys.stderr
    return os.fdopen(requests, "rb"), os.fdopen(replies, "wb")


def _kind(item: tuple[int, TaskResult | wire.Reply]) -> tuple[int, bool]:
    return item[0], isinstance(item[1], TaskResult)


def _pickled(results: list[TaskResult]) -> bytes:
    """All of them; of a value that cannot be pickled, the reason."""
    try:
        return pickle.dumps(results, 5)
    except Exception:  # one of them, and the others must not pay for it
        return pickle.dumps([_sendable(result) for result in results], 5)


def _sendable(result: TaskResult) -> TaskResult:
    try:
        pickle.dumps(result, 5)
    except Exception as raised:
        error = describe(raised, "the result could not be pickled")
        return msgspec.structs.replace(result, value=None, error=error)
    return result


def _end_children() -> None:
    """End all that this process started; it ends itself right after.

    Only Python's and loky's trackers live on for a moment: they end by themselves and
    clear away the shared memory and semaphores of the others.
    """
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if not any("resource_tracker" in word for word in process.cmdline()):
                process.kill()


def _words(error: Exception) -> Message:
    if isinstance(error, WorkbenchError):
        return error.message
    return Message(
        QT_TRANSLATE_NOOP("Message", "The engine broke down: {reason}"),
        {"reason": f"{type(error).__name__}: {error}"},
    )


if __name__ == "__main__":
    sys.exit(main())
