"""A worker of Spark's engine: a slot of the driver, with a Python process."""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

import psutil

from workbench.core.birth import birth
from workbench.core.data import DataHandle
from workbench.core.results import clock
from workbench.engines import clocks, foreign, foreign_pool, spark_task, spark_wire
from workbench.engines.spark_link import Link

FRESH_S = 45.0
"""Spark ends a Python worker that was idle for a minute. One that was not used for so
long is asked to get ready again before it is measured."""
T = TypeVar("T")


class Placed:
    """Arrays that were broadcast, as often as Spark was started."""

    def __init__(self, handle: DataHandle) -> None:
        self._handle = handle
        self._link: Link | None = None

    def spread(self, link: Link, folder: Path) -> None:
        """Broadcast them; returns when jobs can use them."""
        file = folder / f"{self._handle.key}.pickle"
        try:
            with file.open("wb") as stream:
                pickle.dump(dict(self._handle.arrays()), stream, 5)
            link.ask(spark_wire.Hold, self._handle.key, str(file)).result()
        finally:
            file.unlink(missing_ok=True)
        self._link = link

    def close(self) -> None:
        """Destroy the broadcast."""
        if self._link is not None:
            self._link.tell(spark_wire.Drop(self._handle.key))


class Worker(foreign_pool.Worker):
    """A slot of the driver."""

    def __init__(
        self,
        index: int,
        threads: int,
        link: Link,
        check: Callable[[Mapping[str, str]], None],
    ) -> None:
        super().__init__(index, threads)
        self._link = link
        self._check = check
        self._keys: frozenset[str] = frozenset()
        self._born = 0.0
        self._used = 0.0
        self._local: bool | None = None
        """Whether it runs on this computer; unknown until its clock was compared."""
        self._ended = False

    def greet(self) -> Future[int]:
        """Have Spark start its process."""
        answered: Future[int] = Future()
        _then(self._run([], introduce=True), answered, self._greeted)
        return answered

    def share(self, placed: Mapping[str, Placed]) -> None:
        """Have it hold exactly ``placed``; returns when it does."""
        if self._local is None:
            self._local = False
            self.clock_offset = clocks.offset(self._reading)
        keys = frozenset(placed)
        if keys == self._keys and clock() - self._used < FRESH_S:
            return
        self._keys = keys
        known: Future[int] = Future()
        _then(self._run([]), known, self._known)
        known.result()

    def send(self, calls: list[bytes]) -> Future[list[foreign.Answer]]:
        """Run packed calls there, as one job of one partition."""
        answers: Future[list[foreign.Answer]] = Future()
        _then(self._run(calls), answers, self._answers)
        return answers

    def look(self) -> None:
        """Find out whether Spark or the process died while nobody used it."""
        if self._link.gone is not None:
            self.alive = False
        elif self.pid is not None and clock() - self._used < FRESH_S:
            self.alive = self.alive and self._lives()

    def end(self) -> None:
        """Cancel its job and end its process; Spark alone would take its time."""
        if self._ended:
            return
        self._ended = True
        self._link.tell(spark_wire.Quit(self.index))
        if self.pid is not None and self._lives():
            with contextlib.suppress(psutil.Error):
                psutil.Process(self.pid).kill()
        self.pid, self.greeted = None, False

    def _run(self, calls: list[bytes], *, introduce: bool = False) -> Future[bytes]:
        return self._link.ask(spark_wire.Run, self.index, calls, self._keys, introduce)

    def _lives(self) -> bool:
        """Whether its process is still the one that answered last."""
        assert self.pid is not None
        try:
            return birth(self.pid) == self._born
        except psutil.Error:
            return False

    def _reading(self) -> clocks.Reading:
        report = pickle.loads(self._run([], introduce=True).result())
        assert isinstance(report, spark_task.Report)
        assert report.facts is not None
        return report.facts.clock

    def _greeted(self, report: spark_task.Report) -> int:
        assert report.facts is not None
        self._check(report.facts.versions)
        if report.facts.clock.clock == clocks.mark():
            self._local = True
        self.greeted = True
        return self._known(report)

    def _answers(self, report: spark_task.Report) -> list[foreign.Answer]:
        self._known(report)
        return report.answers

    def _known(self, report: spark_task.Report) -> int:
        """Note which process it was, and when."""
        self._used = clock()
        if self._local and report.pid != self.pid:
            with contextlib.suppress(psutil.Error):
                self._born = birth(report.pid)
                self.pid = report.pid
        return report.pid


def _then(
    raw: Future[bytes], future: Future[T], read: Callable[[spark_task.Report], T]
) -> None:
    """Have ``future`` tell what ``read`` makes of a report."""

    def done(raw: Future[bytes]) -> None:
        try:
            value = read(pickle.loads(raw.result()))
        except BaseException as error:  # raised where it is waited for
            future.set_exception(error)
        else:
            future.set_result(value)

    raw.add_done_callback(done)
