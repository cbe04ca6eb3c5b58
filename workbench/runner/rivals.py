"""The engines that an experiment's own one is compared with, and their timings.

All of them are started anew, so that start-up is told of each alike, and stay warm
until the end. Everything is interleaved: in each repeat all engines take their turn, in
seeded random order, so that a slow minute of the machine hits all of them.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.core.cancel import CancelToken
from workbench.core.comparison import (
    ComparisonBody,
    EngineLeftOut,
    EngineReady,
    EnginesFound,
    EnginesPlanned,
    EngineTimed,
    What,
)
from workbench.core.data import DataHandle
from workbench.core.errors import EngineFailed, WorkbenchError
from workbench.core.events import TrialFinished
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, plain
from workbench.core.plan import Plan, Task, Workload
from workbench.core.results import TaskResult, clock
from workbench.engines import ENGINES, Engine, Schedule
from workbench.engines.probe import WORK, nothing, plain_loop, rounds_per_second
from workbench.scaling.comparison import compared

_FEWEST, _MOST = 50, 20_000
"""How many tasks that do nothing are handed out to time it."""
_PART = 4
"""Trying that out goes on until it lasts this part of what a point should."""
_REFERENCE_S = 0.1
"""How long the plain loop runs at least, to know what a task takes."""


@dataclass(slots=True, kw_only=True)
class Rival:
    """An opened engine of the comparison."""

    name: str
    engine: Engine
    workers: int
    data: DataHandle | None = None
    """What was placed for the experiment; ``None`` for the experiment's own engine."""


class Rivals:
    """Opens engines, times them, and says what the timings so far mean.

    ``open_one`` gives an opened engine by name, ``drop`` ends its workers.
    """

    def __init__(
        self,
        plan: Plan,
        open_one: Callable[[str], Engine],
        drop: Callable[[str], None],
        cancel: CancelToken,
    ) -> None:
        self._spec = plan.spec
        self._plan = plan
        self._open_one, self._drop = open_one, drop
        self._cancel = cancel
        self._rivals: dict[str, Rival] = {}
        self._ready: dict[str, EngineReady] = {}
        self._timings: list[EngineTimed] = []
        self._task_s: dict[tuple[str, What], float] = {}
        """What handing out one task cost the last time."""

    @property
    def workers(self) -> int:
        """On how many workers engines are compared that can have so many."""
        return max(1, *self._spec.workers)

    def planned(self, repeats: int) -> EnginesPlanned:
        """How many timings there will be with so many repeats of the experiment."""
        asked = self._spec.engines
        each = repeats + asked.repeats * (2 + asked.lengths)
        engines = self._rivals or self._plan.engines
        return EnginesPlanned(workers=self.workers, timings=len(engines) * each)

    def joined(
        self, engine: Engine, *, start_s: float, warm_up_s: float
    ) -> EngineReady:
        """The experiment's own engine takes part."""
        name = self._spec.engine
        rival = Rival(name=name, engine=engine, workers=self._plan.engines[name])
        return self._join(rival, start_s, warm_up_s)

    def open_others(self, workload: Workload) -> Iterator[ComparisonBody]:
        """Start the other engines and have each worker run everything once."""
        for name in self._plan.engines:
            if name == self._spec.engine or self._stopped():
                continue
            try:
                yield self._opened(name, workload)
            except Exception as error:  # whatever a library does when it starts
                if self._stopped():
                    return
                yield self.lost(name, _why(error))

    def get(self, name: str) -> Rival | None:
        """The engine of that name, unless it was left out."""
        return self._rivals.get(name)

    def lost(self, name: str, reason: Message) -> EngineLeftOut:
        """Go on without an engine; what it was timed with is kept."""
        rival = self._rivals.pop(name, None)
        if rival is not None:
            self._release(rival)
        if name != self._spec.engine:
            self._drop(name)
        return EngineLeftOut(engine=name, title=ENGINES.get(name).title, reason=reason)

    def trial(self, finished: TrialFinished, carried: tuple[int, int]) -> EngineTimed:
        """Take in a trial of the experiment."""
        trial = finished.trial
        return self._kept(
            EngineTimed(
                engine=trial.engine,
                what="experiment",
                repeat=trial.repeat,
                workers=trial.workers,
                tasks=finished.tasks,
                seconds=finished.seconds,
                work=self._plan.work.get(trial.workers, 1.0),
                bytes_in=carried[0],
                bytes_out=carried[1],
                digest="" if finished.failed_tasks else finished.scores.digest,
            )
        )

    def found(self) -> EnginesFound:
        """What all timings so far say."""
        ready = [
            self._ready[name] for name in self._plan.engines if name in self._ready
        ]
        return compared(ready, self._timings, self.workers)

    def rounds(self) -> Iterator[ComparisonBody]:
        """Tasks that do nothing and tasks of a known length, repeat by repeat.

        Ends early when cancelled. An engine that breaks is left out from then on.
        """
        asked = self._spec.engines
        rate = rounds_per_second(asked.work)
        shuffle = random.Random(f"order of engines, seed {self._spec.seed}").shuffle
        for repeat in range(1, asked.repeats + 1):
            names = list(self._rivals)
            shuffle(names)
            for name in names:
                yield from self._tried(name, repeat, "one by one")
                yield from self._tried(name, repeat, "chunks")
            lengths = list(asked.task_lengths)
            shuffle(lengths)
            for length in lengths:
                yield from self._at_length(repeat, length, max(1, round(rate * length)))
            if self._cancel.cancelled:
                return
            yield self.found()

    def close(self) -> None:
        """Forget what was placed; end all engines but the experiment's own."""
        while self._rivals:
            name, rival = self._rivals.popitem()
            self._release(rival)
            if name != self._spec.engine:
                self._drop(name)

    # Opening

    def _opened(self, name: str, workload: Workload) -> EngineReady:
        workers = self._plan.engines[name]
        self._drop(name)  # one that was kept warm would have no start-up
        begin = clock()
        engine = self._open_one(name)
        engine.schedule = self._schedule()
        with engine.stoppable(self._cancel):
            engine.ensure(workers)
        started = clock()
        data = engine.place(workload.arrays())
        placed = clock()
        tasks = workload.warm_up(data)
        results = list(engine.warm_up(tasks, self._cancel, workers=workers))
        warm = clock()
        _refuse_errors(results)
        rival = Rival(name=name, engine=engine, workers=workers, data=data)
        return self._join(rival, started - begin, warm - placed)

    def _join(self, rival: Rival, start_s: float, warm_up_s: float) -> EngineReady:
        self._rivals[rival.name] = rival
        ready = self._ready[rival.name] = EngineReady(
            engine=rival.name,
            title=rival.engine.title,
            workers=rival.workers,
            start_s=start_s,
            warm_up_s=warm_up_s,
        )
        return ready

    def _release(self, rival: Rival) -> None:
        if rival.data is not None:
            try:
                rival.engine.release(rival.data)
            except WorkbenchError:
                return  # it broke, which was told of already

    def _stopped(self) -> bool:
        return self._cancel.cancelled

    # Timing

    def _tried(self, name: str, repeat: int, what: What) -> Iterator[ComparisonBody]:
        """Time tasks that do nothing, if the engine still takes part."""
        rival = self._rivals.get(name)
        if rival is None or self._cancel.cancelled:
            return
        try:
            timed = self._nothing(rival, repeat, what)
        except WorkbenchError as error:
            if not self._stopped():
                yield self.lost(name, error.message)
        else:
            if timed is not None:
                yield self._kept(timed)

    def _nothing(self, rival: Rival, repeat: int, what: What) -> EngineTimed | None:
        chunk = 1 if what == "one by one" else self._spec.schedule.chunk
        rival.engine.schedule = self._schedule(chunk)
        known = self._task_s.get((rival.name, what)) or self._tried_out(rival)
        if known is None:
            return None
        count = round(self._spec.engines.point_s / known)
        count = max(_FEWEST, min(_MOST, count))
        seconds = self._seconds(rival, _tasks(count))
        if seconds is None:
            return None
        self._task_s[rival.name, what] = seconds / count
        return EngineTimed(
            engine=rival.name,
            what=what,
            repeat=repeat,
            workers=rival.workers,
            tasks=count,
            seconds=seconds,
        )

    def _tried_out(self, rival: Rival) -> float | None:
        """What a task costs roughly, once chunks have grown to their usual size."""
        enough_s = self._spec.engines.point_s / _PART
        count = _FEWEST
        while (seconds := self._seconds(rival, _tasks(count))) is not None:
            if seconds >= enough_s or count >= _MOST:
                return seconds / count
            count = min(_MOST, _PART * count)
        return None

    def _at_length(
        self, repeat: int, length: float, rounds: int
    ) -> Iterator[ComparisonBody]:
        """All engines with tasks of one length, beside what a plain loop takes."""
        asked = self._spec.engines
        tasks = max(1, round(_REFERENCE_S / length))
        task_s = plain_loop(asked.work, rounds, tasks)
        names = list(self._rivals)
        random.Random(f"{self._spec.seed}, {repeat}, {length}").shuffle(names)
        for name in names:
            if self._cancel.cancelled:
                return
            rival = self._rivals[name]
            rival.engine.schedule = self._schedule()
            count = self._count(rival, task_s)
            made = _tasks(count, WORK[asked.work], rounds, task_s)
            try:
                seconds = self._seconds(rival, made)
            except WorkbenchError as error:
                if not self._stopped():
                    yield self.lost(name, error.message)
                continue
            if seconds is not None:
                yield self._kept(
                    EngineTimed(
                        engine=name,
                        what="length",
                        repeat=repeat,
                        workers=rival.workers,
                        tasks=count,
                        seconds=seconds,
                        length_s=length,
                        task_s=task_s,
                    )
                )

    def _count(self, rival: Rival, task_s: float) -> int:
        """As many tasks as take about as long as a point should, overhead included.

        A multiple of the workers, so that none has to wait for the last one.
        """
        overhead = self._task_s.get((rival.name, "chunks"), 0.0)
        each = max(task_s / rival.workers, overhead)
        count = min(_MOST, self._spec.engines.point_s / each)
        return max(1, math.ceil(count / rival.workers)) * rival.workers

    def _seconds(self, rival: Rival, tasks: Sequence[Task]) -> float | None:
        """From handing out the first task to the last result; none when cancelled."""
        begin = clock()
        results = list(rival.engine.map(tasks, self._cancel, workers=rival.workers))
        if len(results) < len(tasks):
            if self._cancel.cancelled:
                return None
            raise EngineFailed(_FEWER)
        _refuse_errors(results)
        return max(result.timing.completed for result in results) - begin

    def _schedule(self, chunk: int | None = None) -> Schedule:
        usual = self._spec.schedule.chunk
        return Schedule(chunk=usual if chunk is None else chunk)

    def _kept(self, timed: EngineTimed) -> EngineTimed:
        self._timings.append(timed)
        return timed


def _why(error: Exception) -> Message:
    if isinstance(error, WorkbenchError):
        return error.message
    return plain(f"{type(error).__name__}: {error}")


def _tasks(
    count: int, fn: Any = nothing, rounds: int | None = None, cost_s: float = 0.0
) -> list[Task]:
    args = () if rounds is None else (rounds,)
    return [
        Task(id=i, fn=fn, args=args, label="probe", expected_cost=cost_s)
        for i in range(count)
    ]


def _refuse_errors(results: Sequence[TaskResult]) -> None:
    """An engine whose workers cannot run a task has no place in a comparison."""
    error = next((r.error for r in results if r.error is not None), None)
    if error is not None:
        reason = f"{error.kind}: {error.text}"
        raise EngineFailed(Message(_TASK_FAILED, {"reason": reason}))


_TASK_FAILED = QT_TRANSLATE_NOOP(
    "Message", "A task failed on its workers ({reason}), so nothing could be timed."
)
_FEWER = Message(
    QT_TRANSLATE_NOOP("Message", "It ended before all of its tasks were done.")
)
