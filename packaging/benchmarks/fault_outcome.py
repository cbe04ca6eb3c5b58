"""What a fault found out, and an engine that is watched while its workers die."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from typing import Any, cast

import psutil

from tests.engines import engine_tasks
from tests.engines.waiting import until
from tests.faults import fault_tasks, programs
from workbench.core.cancel import CancelToken
from workbench.core.plan import Task
from workbench.core.results import TaskResult, clock
from workbench.engines import ENGINES
from workbench.engines.processes import ProcessEngine

KNOWN_S = 1.0
"""Within which 95 of 100 deaths are known."""
ORPHANED_S = 2.0

Call = tuple[Any, ...]
"""A function and its arguments."""


@dataclass(slots=True)
class Outcome:
    """What one fault's program found out; seconds."""

    rounds: int = 0
    detection: list[float] = field(default_factory=list)
    recovery: list[float] = field(default_factory=list)
    lost: int = 0
    broken: list[str] = field(default_factory=list)
    """Sentences on what else was not as it must be."""

    def expect(self, truth: object, sentence: str) -> None:
        """Note ``sentence`` unless ``truth``."""
        if not truth and sentence not in self.broken:
            self.broken.append(sentence)


Act = Callable[[Outcome, bool], None]
"""Makes a fault happen and fills in the outcome; the flag asks for a small one."""
SQUARES: list[Call] = [(engine_tasks.square, i) for i in range(20)]


class Sentry:
    """Notes when the supervisor takes a worker off its list."""

    def __init__(self, engine: ProcessEngine) -> None:
        self.gone: dict[int, float] = {}
        self._engine = engine
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Look no more."""
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        known: set[int] = set()
        while not self._over.wait(0.001):
            pids = set(self._engine.state().pids)
            now = clock()
            self.gone.update(dict.fromkeys(known - pids, now))
            known = pids


@contextmanager
def watched(
    workers: int, memory_limit: int | None = None
) -> Iterator[tuple[ProcessEngine, Sentry]]:
    """A warm engine and its sentry."""
    with opened(workers, memory_limit) as engine:
        sentry = Sentry(engine)
        try:
            yield engine, sentry
        finally:
            sentry.close()


@contextmanager
def opened(workers: int, memory_limit: int | None = None) -> Iterator[ProcessEngine]:
    """An engine whose workers are up."""
    made = ENGINES.get("processes")(memory_limit=memory_limit)
    with cast(ProcessEngine, made) as engine:
        engine.ensure(workers)
        yield engine


def tasks_of(calls: Sequence[Call]) -> list[Task]:
    return [Task(id=i, fn=fn, args=tuple(args)) for i, (fn, *args) in enumerate(calls)]


def batch(
    engine: ProcessEngine, calls: Sequence[Call], workers: int
) -> list[TaskResult]:
    """Run them all; results as they come."""
    return list(engine.map(tasks_of(calls), CancelToken(), workers=workers))


def lost(results: Sequence[TaskResult], expected: dict[int, Any]) -> int:
    """How many tasks did not give their value exactly once."""
    values = [(r.task_id, r.value) for r in results if r.error is None]
    return sum(values.count((i, value)) != 1 for i, value in expected.items())


def squares(first: int) -> dict[int, int]:
    """The right values of ``SQUARES`` when they are the tasks from ``first`` on."""
    return {first + i: i * i for i in range(len(SQUARES))}


def note_deaths(outcome: Outcome, sentry: Sentry, notes: Path) -> dict[int, float]:
    """Take up when processes died, and when that was known; the deaths."""
    deaths = {
        pid: died
        for pid, died in fault_tasks.deaths(str(notes)).items()
        if pid in sentry.gone or not lives(pid)
    }
    with suppress(TimeoutError):
        until(lambda: deaths.keys() <= sentry.gone.keys(), KNOWN_S)
    outcome.detection += [sentry.gone.get(pid, inf) - d for pid, d in deaths.items()]
    return deaths


def lives(pid: int) -> bool:
    """Whether a process of that number runs."""
    try:
        return programs.alive(psutil.Process(pid))
    except psutil.NoSuchProcess:
        return False


def count_orphans(outcome: Outcome, workers: Sequence[psutil.Process]) -> None:
    """Workers must be gone within two seconds of their program."""
    with suppress(TimeoutError):
        until(lambda: not any(map(programs.alive, workers)), ORPHANED_S)
    left = sum(map(programs.alive, workers))
    outcome.expect(not left, f"{left} workers lived on")
