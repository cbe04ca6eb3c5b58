"""Faults of workers: they die, stand still, never end, or are asked for too much."""

from __future__ import annotations

import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from itertools import islice
from math import inf
from pathlib import Path
from typing import Any

import psutil
from fault_outcome import (
    SQUARES,
    Act,
    Call,
    Outcome,
    Sentry,
    batch,
    lost,
    note_deaths,
    opened,
    squares,
    tasks_of,
    watched,
)

from tests.engines import engine_tasks
from tests.engines.waiting import until
from tests.faults import fault_tasks
from workbench.core.cancel import CancelToken
from workbench.core.results import TaskResult, clock
from workbench.engines import seat
from workbench.engines.base import Schedule
from workbench.engines.processes import ProcessEngine

TASK_LIMIT_S = 0.5
GIGABYTE = 2**30

# ---- deaths


def deadly(make: Callable[[str], Call]) -> Act:
    """A task that ends its worker each time: blamed after three, harmless ones done.

    ``make`` is given the folder where the task notes its deaths.
    """

    def act(outcome: Outcome, quick: bool) -> None:
        with watched(2) as (engine, sentry):
            for _ in range(2 if quick else 20):
                with tempfile.TemporaryDirectory() as notes:
                    results = batch(engine, [make(notes), *SQUARES], 2)
                    complete = clock()
                    deaths = note_deaths(outcome, sentry, Path(notes))
                outcome.rounds += 1
                outcome.recovery.append(complete - min(deaths.values()))
                outcome.lost += lost(results, squares(1))
                blamed = [r.error.kind for r in results if r.error is not None]
                outcome.expect(blamed == ["WorkerDied"], f"blamed: {blamed}")
                outcome.expect(len(deaths) == 3, f"{len(deaths)} tries, not 3")

    return act


def killed_from_outside(outcome: Outcome, quick: bool) -> None:
    """SIGKILL of a worker in the middle of its task; nobody is blamed."""
    calls: list[Call] = [(engine_tasks.work, 0.02)] * 30
    with watched(2) as (engine, sentry):
        for turn in range(3 if quick else 50):
            results = engine.map(tasks_of(calls), CancelToken(), workers=2)
            seen = list(islice(results, 2))
            victim = engine.state().pids[turn % 2]
            died = clock()
            os.kill(victim, signal.SIGKILL)
            seen += results
            outcome.recovery.append(clock() - died)
            outcome.detection.append(sentry.gone.get(victim, inf) - died)
            outcome.rounds += 1
            done = {r.task_id for r in seen if r.error is None}
            outcome.lost += len(calls) - len(done) + len(seen) - len(done)


def neighbours(workers: int) -> Act:
    """Tasks that kill all other workers, one more of them than there are workers."""

    def act(outcome: Outcome, quick: bool) -> None:
        killers = workers + 1
        with watched(workers) as (engine, sentry):
            for _ in range(2 if quick else 200):
                with tempfile.TemporaryDirectory() as notes:
                    kill: Call = (fault_tasks.kill_neighbours, 1, notes)
                    results = batch(engine, [kill] * killers + SQUARES, workers)
                    complete = clock()
                    deaths = note_deaths(outcome, sentry, Path(notes))
                outcome.rounds += 1
                if deaths:
                    outcome.recovery.append(complete - max(deaths.values()))
                outcome.lost += lost(results, squares(killers))
                outcome.lost += sum(
                    r.error is not None for r in results if r.task_id < killers
                )

    return act


# ---- errors that end no process


def harmless(make: Call, *kinds: str, memory_limit: int | None = None) -> Act:
    """A task that fails without a death; detected when the program has the error."""

    def act(outcome: Outcome, quick: bool) -> None:
        with opened(2, memory_limit) as engine:
            for _ in range(2 if quick else 20):
                failed, seen = inf, []
                tasks = tasks_of([make, *SQUARES])
                for result in engine.map(tasks, CancelToken(), workers=2):
                    seen.append(result)
                    if result.task_id == 0:
                        failed = result.timing.ended
                        outcome.detection.append(clock() - failed)
                        kind = result.error.kind if result.error else "missing"
                        outcome.expect(kind in kinds, f"its error is {kind}")
                outcome.recovery.append(clock() - failed)
                outcome.rounds += 1
                outcome.lost += lost(seen, squares(1))
            outcome.expect(engine.state().restarts == 0, "a worker was replaced")

    return act


def long_traceback(outcome: Outcome, quick: bool) -> None:
    """A megabyte of traceback arrives cut."""
    call: Call = (fault_tasks.raise_chain, 500, 2_000)
    harmless(call, "ValueError")(outcome, quick)
    with opened(1) as engine:
        (result,) = batch(engine, [call], 1)
    length = len(result.error.traceback) if result.error else 0
    outcome.expect(0 < length <= 20_000, f"its traceback has {length} characters")


# ---- workers that do not answer


def stopped(outcome: Outcome, quick: bool) -> None:
    """SIGSTOP in a task: shown after the silence, then ended on request.

    Detection is how much later than the silence it is shown.
    """
    if quick:
        seat.SILENCE_S = 1.0
    with opened(2) as engine, tempfile.TemporaryDirectory() as name:
        for turn in range(1 if quick else 3):
            sleeper = Sleeper(engine, Path(name) / str(turn))
            until(sleeper.shown)
            late = clock() - sleeper.since - seat.SILENCE_S
            outcome.detection.append(late)
            outcome.expect(late > -0.5, "the badge came too early")
            asked = clock()
            engine.end_worker(sleeper.pid)
            outcome.lost += lost(sleeper.results(), {0: None, **squares(1)})
            outcome.recovery.append(clock() - asked)
            outcome.rounds += 1


def stopped_and_continued(outcome: Outcome, quick: bool) -> None:
    """SIGSTOP in a task, SIGCONT before the badge: as if nothing had been."""
    with opened(2) as engine, tempfile.TemporaryDirectory() as name:
        for turn in range(1 if quick else 3):
            sleeper = Sleeper(engine, Path(name) / str(turn))
            end = clock() + (0.5 if quick else seat.SILENCE_S / 2)
            while clock() < end:
                outcome.expect(not sleeper.shown(), "there was a badge")
                time.sleep(0.01)
            os.kill(sleeper.pid, signal.SIGCONT)
            woken = clock()
            outcome.lost += lost(sleeper.results(), {0: None, **squares(1)})
            outcome.recovery.append(clock() - woken)
            outcome.rounds += 1
            outcome.expect(engine.state().restarts == 0, "a worker was replaced")


class Sleeper:
    """A batch whose first task has put its worker to sleep."""

    def __init__(self, engine: ProcessEngine, path: Path) -> None:
        self._engine = engine
        self._seen: list[TaskResult] = []
        self._calls: list[Call] = [(fault_tasks.stop_once, str(path)), *SQUARES]
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        until(lambda: fault_tasks.asleep(engine.state().pids))
        self.since = clock()
        (self.pid,) = fault_tasks.asleep(engine.state().pids)

    def shown(self) -> bool:
        """Whether the engine says so."""
        return self.pid in self._engine.state().silent

    def results(self) -> list[TaskResult]:
        """All of them, waited for."""
        self._reader.join()
        return self._seen

    def _read(self) -> None:
        self._seen += batch(self._engine, self._calls, 2)


def endless(fn: Callable[[str], Any]) -> Act:
    """A task that never ends; detected when its process is gone, from its deadline on.

    Recovered when two workers have run a batch after that.
    """

    def act(outcome: Outcome, quick: bool) -> None:
        with watched(2) as (engine, sentry), tempfile.TemporaryDirectory() as name:
            engine.schedule = Schedule(task_limit_s=TASK_LIMIT_S)
            for turn in range(1 if quick else 5):
                path = Path(name) / str(turn)
                gone = _end_it(outcome, engine, sentry, (fn, str(path)))
                outcome.lost += lost(batch(engine, SQUARES, 2), squares(0))
                outcome.recovery.append(clock() - gone)
                outcome.rounds += 1

    return act


def _end_it(
    outcome: Outcome, engine: ProcessEngine, sentry: Sentry, call: Call
) -> float:
    """Run one such task among others; when its worker was gone."""
    before = set(engine.state().pids)
    tasks = tasks_of([call, *SQUARES])
    results = engine.map(tasks, CancelToken(), workers=2)
    seen = list(islice(results, 1))
    until(Path(call[1]).exists)
    deadline = clock() + TASK_LIMIT_S
    seen += results
    until(lambda: before & sentry.gone.keys())
    gone = max(sentry.gone[pid] for pid in before & sentry.gone.keys())
    outcome.detection.append(gone - deadline)
    outcome.lost += lost(seen, squares(1))
    kinds = [r.error.kind for r in seen if r.error is not None]
    outcome.expect(kinds == ["TimeLimit"], f"errors: {kinds}")
    return gone


# ---- too much of something


def large_result(outcome: Outcome, quick: bool) -> None:
    """A gigabyte comes back whole, and the others' results too."""
    size = GIGABYTE // 16 if quick else GIGABYTE
    with opened(2) as engine:
        for _ in range(1 if quick else 3):
            begin = clock()
            results = batch(engine, [(fault_tasks.big, size), *SQUARES], 2)
            outcome.recovery.append(clock() - begin)
            outcome.rounds += 1
            outcome.lost += lost(results, squares(1))
            value = next(r.value for r in results if r.task_id == 0)
            whole = value is not None and len(value) == value.count(b"x") == size
            outcome.expect(whole, "the result is not whole")


def many_lines(outcome: Outcome, quick: bool) -> None:
    """Lines printed by a task go where errors go, and hold nobody up for ever."""
    count = 10_000 if quick else 1_000_000
    with opened(2) as engine:
        begin = clock()
        results = batch(engine, [(fault_tasks.print_lines, count), *SQUARES], 2)
        outcome.recovery.append(clock() - begin)
    outcome.rounds = 1
    outcome.lost = lost(results, {0: count, **squares(1)})


def nested(outcome: Outcome, quick: bool) -> None:
    """Forests on all cores, in as many workers as there are cores."""
    cores = len(psutil.Process().cpu_affinity())
    calls: list[Call] = [(fault_tasks.fit_forest, 1_000 if quick else 10_000)] * cores
    with opened(cores) as engine:
        batch(engine, calls, cores)  # imports
        for _ in range(1 if quick else 5):
            begin = clock()
            results = batch(engine, calls * 2, cores)
            seconds = clock() - begin
            outcome.recovery.append(seconds)
            outcome.rounds += 1
            outcome.lost += sum(r.value is None for r in results)
            used = sum(r.timing.cpu_s for r in results) / seconds
            outcome.expect(used <= 1.05 * cores, f"{used:.2f} cores of {cores} used")
            made = max(r.value[1] for r in results if r.value)
            outcome.expect(made <= 1, f"a forest made {made} threads")


def cancel_storm(outcome: Outcome, quick: bool) -> None:
    """Batches cancelled at any moment; detected when the iteration has ended.

    Recovered when a batch that comes at once is complete.
    """
    tasks = tasks_of([(engine_tasks.square, i) for i in range(50)])
    with opened(2) as engine:
        for turn in range(50 if quick else 1_000):
            cancel = CancelToken()
            results = engine.map(tasks, cancel, workers=2)
            list(islice(results, turn % 7))
            cancel.cancel()
            asked = clock()
            list(results)
            outcome.detection.append(clock() - asked)
            outcome.rounds += 1
            if turn % 50 == 49:
                outcome.lost += lost(batch(engine, SQUARES, 2), squares(0))
                outcome.recovery.append(clock() - asked)
        outcome.expect(engine.state().restarts == 0, "a worker was replaced")
