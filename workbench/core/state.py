"""Everything known of a run, as a value: events folded one by one.

``reduce`` is pure, so each picture can be tested with a state made by hand, and History
shows an old run by folding its stored events through the same function.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from workbench.core import events as ev
from workbench.core.anatomy import WorkerFacts
from workbench.core.comparison import Comparison, ComparisonBody
from workbench.core.ensemble import EnsembleFindings, GrowthEnd, GrowthPoint
from workbench.core.joint import JointBody, JointFindings
from workbench.core.log import Log
from workbench.core.messages import Message
from workbench.core.plan import Trial
from workbench.core.spec import ExperimentSpec

Status = Literal[
    "empty", "queued", "running", "done", "cancelled", "failed", "interrupted"
]


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """The tasks of one trial; times in seconds from the trial's start."""

    trial: Trial
    origin: float
    tasks: Log[ev.TaskFinished]
    finished: ev.TrialFinished | None = None


class Growth(msgspec.Struct, frozen=True, kw_only=True):
    """One way of growing an ensemble, in the latest trial of one worker count."""

    trial_id: int
    points: tuple[GrowthPoint, ...] = ()
    end: GrowthEnd | None = None


class RunState(msgspec.Struct, frozen=True, kw_only=True):
    """What the plots draw.

    ``seconds`` holds the measured repeats per worker count, warm-up left out.
    ``series`` maps a series' name to key to x to y (``series["fold
    score"]["knn"][3.0]``). ``timelines`` holds the latest trial of each worker count.
    ``findings`` is what was found about an ensemble; ``growth`` maps a method to worker
    count to its curve; ``joint`` is what the latest trial of joint learning found;
    ``comparison`` is what other engines took for the same.
    ``origin`` names the computer of a run that was imported, and is empty otherwise.
    """

    status: Status = "empty"
    run_id: int | None = None
    spec: ExperimentSpec | None = None
    environment: dict[str, Any] = {}
    started_at: float | None = None
    worker_counts: tuple[int, ...] = ()
    model_titles: dict[str, Message] = {}
    metric: str = ""
    tasks_per_trial: int = 0
    trials_planned: int = 0
    estimated_s: float | None = None
    t: float = 0.0
    phases: tuple[ev.PhaseTimed, ...] = ()
    current: Trial | None = None
    trials: Log[ev.TrialFinished] = Log()
    seconds: dict[int, tuple[float, ...]] = {}
    series: dict[str, dict[str, dict[float, float]]] = {}
    findings: EnsembleFindings | None = None
    growth: dict[str, dict[int, Growth]] = {}
    joint: JointFindings | None = None
    comparison: Comparison | None = None
    timelines: dict[int, Timeline] = {}
    latest_timeline: int | None = None
    failures: Log[ev.TaskFinished] = Log()
    worker_facts: tuple[WorkerFacts, ...] = ()
    estimate: ev.Estimated | None = None
    warnings: tuple[Message, ...] = ()
    reason: Message | None = None
    error: Message | None = None
    traceback: str = ""
    origin: str = ""

    @property
    def live(self) -> bool:
        """Whether more events may come."""
        return self.status in ("queued", "running")

    @property
    def tasks_done_in_trial(self) -> int:
        """How many tasks of the current trial came back."""
        if self.current is None:
            return 0
        timeline = self.timelines.get(self.current.workers)
        return len(timeline.tasks) if timeline else 0

    @property
    def tasks_in_trial(self) -> int:
        """How many tasks the current trial has: they may grow with its workers.

        What an earlier trial on as many workers had, since work that stops by itself
        has fewer than were planned, and the same in every trial.
        """
        if self.current is None:
            return 0
        workers = self.current.workers
        for finished in reversed(self.trials):
            if finished.trial.workers == workers or not (self.spec and self.spec.weak):
                return finished.tasks
        return self.tasks_per_trial * (self.spec.times(workers) if self.spec else 1)

    @property
    def progress(self) -> float:
        """Share of the planned work that is done, 0 to 1, never more than planned."""
        if self.status == "done":
            return 1.0
        if self.estimate is not None:
            planned = len(self.trials) + self.estimate.trials_left
        else:
            planned = self.trials_planned
        if not planned:
            return 0.0
        tasks = self.tasks_in_trial
        part = self.tasks_done_in_trial / tasks if tasks else 0.0
        share = min(1.0, (len(self.trials) + part) / planned)
        if self.comparison is None:
            return share
        return min(share, self.comparison.share)

    @property
    def remaining_s(self) -> float | None:
        """Expected seconds to go, corrected after each trial."""
        if self.comparison is not None and self.comparison.timings:
            done = self.progress  # a comparison's timings last about as long each
            return self.t * (1.0 - done) / done if done else None
        if self.estimate is not None:
            return self.estimate.remaining_s
        if self.estimated_s is None:
            return None
        return max(0.0, self.estimated_s - self.t)


def reduce(state: RunState, event: ev.Event) -> RunState:
    """The state after ``event``; ``state`` itself does not change."""
    changed = _change(state, event)
    return msgspec.structs.replace(state, t=event.t, **changed)


def fold(events: Iterable[ev.Event], state: RunState | None = None) -> RunState:
    """All of ``events`` reduced in order."""
    state = RunState() if state is None else state
    for event in events:
        state = reduce(state, event)
    return state


def _change(state: RunState, event: ev.Event) -> dict[str, Any]:
    match event:
        case ev.RunStarted():
            return {
                "status": "running",
                "run_id": event.run_id,
                "spec": event.spec,
                "environment": event.environment,
                "started_at": event.started_at,
                "worker_counts": event.worker_counts,
                "model_titles": event.model_titles,
                "metric": event.metric,
                "tasks_per_trial": event.tasks_per_trial,
                "trials_planned": event.trials_planned,
                "estimated_s": event.estimated_s,
            }
        case ev.PhaseTimed():
            return {"phases": (*state.phases, event)}
        case ev.TrialStarted(trial=trial):
            fresh = Timeline(trial=trial, origin=event.origin, tasks=Log())
            return {
                "current": trial,
                "timelines": {**state.timelines, trial.workers: fresh},
                "latest_timeline": trial.workers,
            }
        case ev.WorkersInspected(workers=workers):
            return {"worker_facts": workers}
        case ev.TaskFinished():
            return _task(state, event)
        case ev.Reported(series=series, key=key):
            family = state.series.get(series, {})
            points = {**family.get(key, {}), event.x: event.y}
            return {"series": {**state.series, series: {**family, key: points}}}
        case ev.Found():
            return _found(state, event)
        case ev.TrialFinished(trial=trial):
            changed: dict[str, Any] = {
                "current": None,
                "trials": state.trials.append(event),
                "metric": event.scores.metric or state.metric,
            }
            if timeline := state.timelines.get(trial.workers):
                done = msgspec.structs.replace(timeline, finished=event)
                changed["timelines"] = {**state.timelines, trial.workers: done}
            if trial.role == "measure":
                before = state.seconds.get(trial.workers, ())
                after = (*before, event.seconds)
                changed["seconds"] = {**state.seconds, trial.workers: after}
            return changed
        case ev.Estimated():
            return {"estimate": event}
        case ev.Warned():
            return {"warnings": (*state.warnings, event.message)}
        case ev.RunFinished():
            return {"status": "done", "current": None, "reason": event.reason}
        case ev.RunCancelled():
            return {"status": "cancelled", "current": None}
        case ev.RunFailed():
            return {
                "status": "failed",
                "current": None,
                "error": event.message,
                "traceback": event.traceback,
            }


def _task(state: RunState, event: ev.TaskFinished) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    if state.current is not None:
        timeline = state.timelines[state.current.workers]
        longer = msgspec.structs.replace(timeline, tasks=timeline.tasks.append(event))
        changed["timelines"] = {**state.timelines, state.current.workers: longer}
    if event.error is not None:
        changed["failures"] = state.failures.append(event)
    return changed


def _found(state: RunState, event: ev.Found) -> dict[str, Any]:
    body = event.body
    if isinstance(body, ComparisonBody):
        return {"comparison": (state.comparison or Comparison()).after(body)}
    if isinstance(body, EnsembleFindings):
        return {"findings": body}
    if isinstance(body, JointBody):
        joint = state.joint
        if joint is None or joint.trial_id != event.trial_id:
            joint = JointFindings(trial_id=event.trial_id)
        return {"joint": joint.after(body)}
    curves = state.growth.get(body.method, {})
    known = curves.get(event.workers)
    if known is None or known.trial_id != event.trial_id:
        known = Growth(trial_id=event.trial_id)
    if isinstance(body, GrowthEnd):
        known = msgspec.structs.replace(known, end=body)
    else:
        known = msgspec.structs.replace(known, points=(*known.points, body))
    return {"growth": {**state.growth, body.method: {**curves, event.workers: known}}}
