"""One trial: the steps of the workload, its batches on the engine, and what it took.

A trial's time is decompose + execute + aggregate:

- *decompose* and *aggregate* are the seconds inside the workload's own code;
- *execute* runs from handing the first task to the engine to the last result.

What the reader of the events does between two events (writing to disk, drawing) is no
part of it: other engines work on meanwhile, and for an engine that runs tasks in the
reader's own thread the pause is taken out.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Generator, Sequence

from workbench.core import events as ev
from workbench.core.cancel import CancelToken
from workbench.core.data import DataHandle
from workbench.core.finding import Finding
from workbench.core.plan import Plan, Report, Submit, Task, Trial, Workload, no_reports
from workbench.core.results import Scores, TaskResult, clock
from workbench.engines import Engine
from workbench.runner.conditions import Lookout
from workbench.runner.environment import machine
from workbench.scaling import Lanes


class Trials:
    """Carries out the trials of one plan; knows from each what helps the next."""

    def __init__(self, plan: Plan, cancel: CancelToken, origin: float) -> None:
        self._plan = plan
        self._cancel = cancel
        self._origin = origin
        self._lookout = Lookout(limited=machine().quota is not None)
        self._seconds: dict[int, dict[tuple[str, str], float]] = {}
        """By size of the problem, what each label and part took the last time."""
        self.carried = (0, 0)
        """Bytes to the workers and back in the last trial."""

    def now(self) -> float:
        """Seconds since the run started."""
        return clock() - self._origin

    def one(
        self,
        workload: Workload,
        engine: Engine,
        data: DataHandle,
        trial: Trial,
        around: Callable[[Task], Task] | None = None,
    ) -> Generator[ev.Event, None, ev.TrialFinished | None]:
        """One trial; its ``TrialFinished`` event, or ``None`` when it was cancelled.

        ``around`` may put something around each task, for a trial that is no
        measurement of the plan.
        """
        spent = _Spent(trial.workers if engine.max_workers is None else 1)
        before = self._lookout.read(engine.state().pids)
        begin = clock()
        yield ev.TrialStarted(t=self.now(), trial=trial, origin=begin)
        steps = workload.steps(trial, data)
        answer: Sequence[TaskResult] | None = None
        done: Sequence[TaskResult] = ()
        while True:
            began = clock()
            try:
                step = steps.send(answer)
            except StopIteration as stop:
                spent.aggregate(clock() - began)
                scores: Scores = stop.value
                break
            spent.own(clock() - began)
            answer = None
            if isinstance(step, Report):
                yield self._reported(trial, step)
            elif isinstance(step, Finding):
                yield self._found(trial, step)
            else:
                self._learn(trial, done)
                done = ()  # their values may be as large as those that come
                tasks = self._ordered(trial, step.tasks)
                if around is not None:
                    tasks = [around(task) for task in tasks]
                answer = done = yield from self._batch(
                    engine, trial, step, tasks, spent
                )
                if len(answer) < len(step.tasks):
                    steps.close()
                    return None
        conditions = self._lookout.since(before, engine.state().pids)
        serial_s = spent.decompose_s + spent.aggregate_s
        finished = ev.TrialFinished(
            t=self.now(),
            trial=trial,
            seconds=serial_s + spent.execute_s,
            decompose_s=spent.decompose_s,
            execute_s=spent.execute_s,
            aggregate_s=spent.aggregate_s,
            cpu_s=spent.lanes.cpu_s,
            tasks=spent.tasks,
            failed_tasks=spent.failed,
            scores=scores,
            anatomy=spent.lanes.anatomy(serial_s + spent.execute_s, serial_s),
            conditions=conditions,
        )
        self.carried = spent.bytes_in, spent.bytes_out
        yield finished
        # The next trial's order can wait; the end of this one could not.
        self._learn(trial, done)
        return finished

    def task_finished(
        self, trial: Trial, result: TaskResult, now: float
    ) -> ev.TaskFinished:
        """The event of a task whose result arrived at ``now``, on our own clock."""
        return ev.TaskFinished(
            t=now - self._origin,
            trial_id=trial.id,
            task_id=result.task_id,
            label=result.label,
            part=result.part,
            timing=result.timing,
            error=result.error,
        )

    def _learn(self, trial: Trial, results: Sequence[TaskResult]) -> None:
        """How long each task took, for the order of the next trial."""
        known = self._seconds.setdefault(self._plan.spec.times(trial.workers), {})
        for result in results:
            timing = result.timing
            known[result.label, result.part] = timing.ended - timing.started

    def _ordered(self, trial: Trial, tasks: Sequence[Task]) -> list[Task]:
        """By what each took the last time, else by what is expected of it."""
        order = self._plan.spec.schedule.order
        if order == "as_given":
            return list(tasks)

        known = self._seconds.get(self._plan.spec.times(trial.workers), {})
        if _of_one_known_kind(known, tasks):
            return list(tasks)
        costs = [known.get((t.label, t.part), t.expected_cost) for t in tasks]
        if len(set(costs)) <= 1:
            return list(tasks)
        by_cost = sorted(
            range(len(costs)), key=costs.__getitem__, reverse=order == "longest_first"
        )
        return [tasks[place] for place in by_cost]

    def _batch(
        self,
        engine: Engine,
        trial: Trial,
        step: Submit,
        tasks: Sequence[Task],
        spent: _Spent,
    ) -> Generator[ev.Event, None, list[TaskResult]]:
        """Hand a batch to the engine; all its results, fewer when cancelled."""
        results: list[TaskResult] = []
        cancel, origin, trial_id = self._cancel, self._origin, trial.id
        begin = clock()
        pause = begin
        paused = pause_s = 0.0
        report = None if step.report is no_reports else step.report
        in_caller = engine.runs_in_caller  # elsewhere workers go on during a pause
        for arrived in engine.arrivals(tasks, cancel, workers=trial.workers):
            now = clock()  # they arrived together
            for result in arrived:
                if cancel.cancelled:
                    break
                results.append(result)
                # Pauses count where work went on after them: not those that follow the
                # last task, nor those between tasks that were all done in one call.
                if in_caller and result.timing.started >= pause:
                    paused, pause_s = paused + pause_s, 0.0
                pause = now
                # As task_finished, but for its call: this stands here for every task.
                yield ev.TaskFinished(
                    t=now - origin,
                    trial_id=trial_id,
                    task_id=result.task_id,
                    label=result.label,
                    part=result.part,
                    timing=result.timing,
                    error=result.error,
                )
                if report is not None:
                    for point in report(result):
                        yield self._reported(trial, point)
                    now = clock()
                if in_caller:
                    pause_s += clock() - pause
        timings = [result.timing for result in results]
        end = max([timing.completed for timing in timings], default=begin)
        spent.execute_s += (end - begin) - paused
        spent.lanes.add(timings, begin, end, paused)
        spent.tasks += len(results)
        spent.bytes_in += sum([timing.bytes_in for timing in timings])
        spent.bytes_out += sum([timing.bytes_out for timing in timings])
        spent.failed += sum([result.error is not None for result in results])
        return results

    def _found(self, trial: Trial, finding: Finding) -> ev.Found:
        made = finding.body
        body = made() if callable(made) else made
        return ev.Found(
            t=self.now(), trial_id=trial.id, workers=trial.workers, body=body
        )

    def _reported(self, trial: Trial, report: Report) -> ev.Reported:
        return ev.Reported(
            t=self.now(),
            trial_id=trial.id,
            series=report.series,
            key=report.key,
            x=report.x,
            y=report.y,
        )


def _of_one_known_kind(
    known: Container[tuple[str, str]], tasks: Sequence[Task]
) -> bool:
    """Whether all tasks have the same label and part, and what that took is known."""
    if not tasks:
        return False
    label, part = tasks[0].label, tasks[0].part
    for task in tasks:
        if task.label != label or task.part != part:
            return False
    return (label, part) in known


class _Spent:
    """The seconds of one trial, by phase."""

    def __init__(self, workers: int) -> None:
        self.lanes = Lanes(workers)
        self.decompose_s = 0.0
        self.execute_s = 0.0
        self.aggregate_s = 0.0
        self.tasks = 0
        self.failed = 0
        self.bytes_in = self.bytes_out = 0

    def own(self, seconds: float) -> None:
        """The workload's own code before a batch or between two."""
        if self.tasks:
            self.aggregate_s += seconds
        else:
            self.decompose_s += seconds

    def aggregate(self, seconds: float) -> None:
        """The workload's own code after the last batch."""
        self.aggregate_s += seconds
