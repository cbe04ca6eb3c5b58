"""Workers of somebody else's pool that do not come."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from concurrent.futures import Future
from typing import Any, ClassVar

import pytest

from workbench.core.cancel import CancelToken
from workbench.core.data import DataHandle
from workbench.core.errors import EngineFailed, Stopped
from workbench.core.messages import Message
from workbench.engines.foreign import Answer
from workbench.engines.foreign_engine import ForeignEngine
from workbench.engines.foreign_pool import Placed, Worker


class Absent(Worker):
    """Comes when it is let, or fails."""

    def __init__(self, index: int, asked: threading.Event) -> None:
        super().__init__(index, 1)
        self.asked = asked
        self.greeting: Future[int] = Future()
        self.ended = False

    def greet(self) -> Future[int]:
        self.asked.set()
        return self.greeting

    def share(self, placed: Mapping[str, Any]) -> None:
        assert not placed

    def send(self, calls: list[bytes]) -> Future[list[Answer]]:
        raise NotImplementedError

    def end(self) -> None:
        self.ended = True


class Lonely(ForeignEngine):
    name: ClassVar[str] = "lonely"
    title: ClassVar[Message] = Message("Lonely")

    def begin(self) -> None:
        self.made: list[Absent] = []
        self.asked = threading.Event()

    def finish(self) -> None:
        pass

    def worker(self, index: int) -> Absent:
        self.made.append(Absent(index, self.asked))
        return self.made[-1]

    def put(self, handle: DataHandle) -> Placed:
        raise NotImplementedError


def start(engine: Lonely, cancel: CancelToken) -> None:
    with engine.stoppable(cancel):
        engine.ensure(2)


def test_that_a_stop_ends_the_wait_for_workers_and_leaves_none_half_started() -> None:
    cancel = CancelToken()
    with Lonely() as engine:

        def stop() -> None:
            engine.asked.wait()
            cancel.cancel()

        person = threading.Thread(target=stop)
        person.start()
        with pytest.raises(Stopped):
            start(engine, cancel)
        person.join()
        assert [worker.ended for worker in engine.made] == [True, True]
        assert engine.state().alive == 0
        assert not engine.cancel.cancelled


def test_that_a_worker_that_does_not_come_takes_those_with_it_that_came() -> None:
    with Lonely() as engine:

        def answer() -> None:
            engine.asked.wait()
            engine.made[0].greeting.set_result(1)
            engine.made[1].greeting.set_exception(OSError("no room"))

        pool = threading.Thread(target=answer)
        pool.start()
        with pytest.raises(EngineFailed, match="no room"):
            start(engine, CancelToken())
        pool.join()
        assert all(worker.ended for worker in engine.made)
        assert engine._workers == {}
