"""The generator at the centre: a plan in, events out.

A run is: engine start, data placement, warm-up, measured blocks of trials until the
stop rule is content, and where it helps a pilot. What one trial is and what its time
means, :mod:`workbench.runner.trial` says.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Generator, Iterable, Iterator
from typing import Protocol

import msgspec

from workbench.core import events as ev
from workbench.core.anatomy import WorkerFacts
from workbench.core.cancel import CancelToken
from workbench.core.comparison import ComparisonBody
from workbench.core.data import DataHandle
from workbench.core.errors import Stopped, WorkbenchError
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.plan import Plan, Preparing, Task, Trial, Workload
from workbench.core.results import clock
from workbench.core.spec import ClusterSpec
from workbench.engines import Engine, Schedule
from workbench.engines.addresses import remote_host
from workbench.engines.caps import capped, native_threads
from workbench.runner.environment import describe_environment, machine
from workbench.runner.memory import LOOK_FROM, refuse_what_does_not_fit
from workbench.runner.rivals import Rivals
from workbench.runner.tally import Tally, model_titles
from workbench.runner.trial import Trials
from workbench.workloads import WORKLOADS

PILOTS = 3
"""How often the pilot is measured."""


class EngineSource(Protocol):
    """Where the runner gets an opened engine from; it stays open afterwards."""

    def get(
        self,
        name: str,
        threads_per_worker: int,
        memory_limit: int | None,
        cluster: ClusterSpec,
        cancel: CancelToken,
    ) -> Engine:
        """The engine of that name; raises ``EngineUnavailable``, or ``Stopped``."""

    def drop(self, name: str) -> None:
        """End that engine's workers; the next :meth:`get` starts it anew."""


def run(
    plan: Plan, engines: EngineSource, cancel: CancelToken, *, run_id: int = 0
) -> Iterator[ev.Event]:
    """Carry out ``plan``; exactly one event of ``events.End`` is the last.

    Closing the generator stops the work at once, without an end event.
    """
    execution = _Run(plan, engines, cancel, run_id)
    try:
        yield from execution.events()
    except Stopped:
        yield ev.RunCancelled(t=execution.now())
    except WorkbenchError as error:
        yield ev.RunFailed(t=execution.now(), message=error.message)
    except Exception as error:  # whatever broke, the reader learns of it
        yield ev.RunFailed(
            t=execution.now(),
            message=Message(
                QT_TRANSLATE_NOOP(
                    "Message", "The run broke with an unexpected error: {error}"
                ),
                {"error": f"{type(error).__name__}: {error}"},
            ),
            traceback=traceback.format_exc(),
        )


class _Run:
    """One execution of a plan; holds what its steps share."""

    def __init__(
        self, plan: Plan, engines: EngineSource, cancel: CancelToken, run_id: int
    ) -> None:
        self._plan = plan
        self._engines = engines
        self._cancel = cancel
        self._run_id = run_id
        self._trials = Trials(plan, cancel, origin=clock())
        self._tally = Tally(plan, machine())
        self._done = (0, 0)
        """How many trials, and how many whole blocks, are measured."""
        self._rivals = (
            Rivals(plan, self._opened, engines.drop, cancel) if plan.engines else None
        )

    @property
    def _most(self) -> int:
        """The most workers that the experiment is measured on."""
        return max(self._plan.worker_counts)

    def now(self) -> float:
        """Seconds since the run started."""
        return self._trials.now()

    def events(self) -> Iterator[ev.Event]:
        plan, spec = self._plan, self._plan.spec
        # An engine may have fewer workers than the spec asks for; what grows with them
        # is made for those that there are.
        counts = {*plan.worker_counts, *plan.engines.values()}
        measured = msgspec.structs.replace(spec, workers=tuple(sorted(counts)))
        workload = WORKLOADS.get(spec.workload).build(measured)
        yield ev.RunStarted(
            t=self.now(),
            run_id=self._run_id,
            started_at=time.time(),
            spec=spec,
            environment=describe_environment(spec),
            worker_counts=plan.worker_counts,
            model_titles=model_titles(plan),
            metric=workload.metric,
            tasks_per_trial=plan.tasks_per_trial,
            trials_planned=spec.repeats.minimum * len(plan.worker_counts),
            estimated_s=plan.estimated_s,
        )
        if self._cancel.cancelled:
            yield ev.RunCancelled(t=self.now())
            return
        if self._rivals is not None:
            yield from self._told((self._rivals.planned(spec.repeats.minimum),))
            self._engines.drop(spec.engine)  # started anew, as all that it is beside
        begin = clock()
        engine = self._opened(spec.engine)
        engine.schedule = Schedule(
            chunk=spec.schedule.chunk, task_limit_s=spec.limits.task_s
        )
        with engine.stoppable(self._cancel):
            seconds = engine.ensure(max(plan.worker_counts))
        start_s = clock() - begin
        yield ev.PhaseTimed(t=self.now(), phase="engine start", seconds=seconds)
        begin = clock()
        data = engine.place(workload.arrays())
        yield ev.PhaseTimed(
            t=self.now(),
            phase="data placement",
            seconds=clock() - begin,
            detail=f"{data.size} B",
        )
        try:
            begin = clock()
            yield from self._warm_up(workload, engine, data)
            warm_up_s = clock() - begin
            reason = None
            if not self._cancel.cancelled:
                yield from self._inspect(engine)
                yield from self._meet(workload, engine, start_s, warm_up_s)
                reason = yield from self._blocks(workload, engine, data)
            if reason is not None and self._tally.crowded:
                yield from self._pilot(workload, engine, data)
            if reason is not None and self._rivals is not None:
                yield from self._told(self._rivals.rounds())
                reason = None if self._cancel.cancelled else reason
        finally:
            if self._rivals is not None:
                self._rivals.close()
            engine.release(data)
        if reason is None:
            yield ev.RunCancelled(t=self.now())
        else:
            yield ev.RunFinished(t=self.now(), reason=reason)

    def _opened(self, name: str) -> Engine:
        spec = self._plan.spec
        return self._engines.get(
            name,
            spec.threads_per_worker,
            spec.limits.worker_bytes,
            spec.cluster if name == spec.engine else ClusterSpec(),
            self._cancel,
        )

    def _warm_up(
        self, workload: Workload, engine: Engine, data: DataHandle
    ) -> Iterator[ev.Event]:
        """First use of each worker: shown on the timeline, never timed."""
        trial = self._plan.blocks[0][0]
        begin = clock()
        yield ev.TrialStarted(t=self.now(), trial=trial, origin=begin)
        if isinstance(workload, Preparing):
            yield from self._prepare(workload, engine, data, trial)
        if self._cancel.cancelled:
            return
        begin = clock()
        tasks = workload.warm_up(data)
        if self._needs_a_look(trial.workers):
            results = engine.warm_up(tasks, self._cancel, workers=1)
            peaks = [result.timing.peak_bytes or 0 for result in results]
            refuse_what_does_not_fit(max(peaks, default=0), trial.workers)
        for result in engine.warm_up(tasks, self._cancel, workers=trial.workers):
            yield self._trials.task_finished(trial, result, clock())
        yield ev.PhaseTimed(
            t=self.now(),
            phase="warm-up",
            seconds=clock() - begin,
            detail=f"{len(tasks)} × {trial.workers}",
        )

    def _prepare(
        self, workload: Preparing, engine: Engine, data: DataHandle, trial: Trial
    ) -> Iterator[ev.Event]:
        """What is made once, before anybody warms up; its tasks are no measurement."""
        begin = clock()
        tasks = workload.preparation(data)
        results = []
        for result in engine.map(tasks, self._cancel, workers=trial.workers):
            results.append(result)
            yield self._trials.task_finished(trial, result, clock())
        if not self._cancel.cancelled:
            workload.prepared(results)
        yield ev.PhaseTimed(
            t=self.now(),
            phase="data placement",
            seconds=clock() - begin,
            detail=f"{len(tasks)} tasks",
        )

    def _needs_a_look(self, workers: int) -> bool:
        """Whether one worker should try alone before all need their memory at once."""
        if remote_host(self._plan.spec.cluster) is not None:
            return False  # of the memory there nothing is known
        threshold = LOOK_FROM * machine().memory_bytes
        return workers > 1 and self._plan.memory_bytes > threshold

    def _inspect(self, engine: Engine) -> Iterator[ev.Event]:
        """Ask every warmed worker for its native threads and its memory."""
        workers = max(self._plan.worker_counts)
        task = Task(id=0, fn=native_threads, label="inspection")
        found = tuple(
            WorkerFacts(
                worker=result.timing.worker,
                threads=result.value,
                peak_bytes=result.timing.peak_bytes,
            )
            for result in engine.warm_up([task], self._cancel, workers=workers)
            if result.error is None
        )
        facts = tuple(sorted(found, key=lambda facts: facts.worker))
        self._tally.inspected(facts)
        yield ev.WorkersInspected(t=self.now(), workers=facts)

    def _pilot(
        self, workload: Workload, engine: Engine, data: DataHandle
    ) -> Iterator[ev.Event]:
        """Workers want more threads than there are cores: measure what a cap brings.

        The same tasks on the same workers, with one native thread per worker, a few
        times; none of it enters the timings of the run.
        """
        begin = clock()
        last = self._plan.blocks[-1][-1]
        workers = self._most
        trial = msgspec.structs.replace(last, workers=workers)
        seconds = []
        for _ in range(PILOTS):
            steps = self._trials.one(workload, engine, data, trial, around=capped)
            finished = _drained(steps)
            if finished is None:
                return
            seconds.append(finished.seconds)
        self._tally.piloted(workers, seconds)
        yield ev.PhaseTimed(
            t=self.now(),
            phase="pilot",
            seconds=clock() - begin,
            detail=f"{PILOTS} × {workers}",
        )
        yield self._tally.estimated(self.now(), *self._done)

    def _meet(
        self, workload: Workload, engine: Engine, start_s: float, warm_up_s: float
    ) -> Iterator[ev.Event]:
        """Start the engines that this one is compared with."""
        rivals = self._rivals
        if rivals is not None:
            own = rivals.joined(engine, start_s=start_s, warm_up_s=warm_up_s)
            yield from self._told((own,))
            yield from self._told(rivals.open_others(workload))
            yield from self._told((rivals.planned(self._plan.spec.repeats.minimum),))

    def _elsewhere(self, workload: Workload, trial: Trial) -> Iterator[ev.Event]:
        """The experiment on another engine: one figure, none of its events."""
        rival = self._rivals.get(trial.engine) if self._rivals is not None else None
        if self._rivals is None or rival is None or rival.data is None:
            return
        try:
            finished = _drained(
                self._trials.one(workload, rival.engine, rival.data, trial)
            )
        except WorkbenchError as error:
            if not self._cancel.cancelled:
                lost = self._rivals.lost(trial.engine, error.message)
                yield from self._told((lost,))
            return
        if finished is not None:
            yield from self._told((self._rivals.trial(finished, self._trials.carried),))

    def _told(self, bodies: Iterable[ComparisonBody]) -> Iterator[ev.Event]:
        last = self._plan.blocks[-1][-1]
        workers = self._rivals.workers if self._rivals is not None else last.workers
        for body in bodies:
            yield ev.Found(t=self.now(), trial_id=last.id, workers=workers, body=body)

    def _blocks(
        self, workload: Workload, engine: Engine, data: DataHandle
    ) -> Generator[ev.Event, None, Message | None]:
        """Measured blocks until the stop rule is content; ``None`` when cancelled."""
        trials_done = 0
        warned = False
        for done, block in enumerate(self._plan.blocks[1:]):
            here = self._plan.spec.engine
            own = [trial for trial in block if trial.engine == here]
            for trial in block:
                if trial.engine != here:
                    yield from self._elsewhere(workload, trial)
                    if self._cancel.cancelled:
                        return None
                    continue
                finished = yield from self._trials.one(workload, engine, data, trial)
                if finished is None:
                    return None
                self._tally.add(finished)
                trials_done += 1
                complete = done + (trial is own[-1])
                self._done = trials_done, complete
                yield self._tally.estimated(self.now(), *self._done)
                if self._rivals is not None and trial.workers == self._most:
                    timed = self._rivals.trial(finished, self._trials.carried)
                    yield from self._told((timed,))
                mismatch = self._tally.mismatch
                if mismatch is not None and not warned:
                    warned = True
                    yield ev.Warned(t=self.now(), message=mismatch)
            if self._rivals is not None:
                yield from self._told((self._rivals.found(),))
            if reason := self._tally.stop_reason(done + 1, self.now()):
                if self._rivals is not None:
                    yield from self._told((self._rivals.planned(done + 1),))
                return reason
        raise AssertionError("the stop rule ends every plan at its last block")


def _drained(
    steps: Generator[ev.Event, None, ev.TrialFinished | None],
) -> ev.TrialFinished | None:
    """Do the work of a trial whose events are nobody's business."""
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            finished: ev.TrialFinished | None = stop.value
            return finished
