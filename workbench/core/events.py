"""What happened: one typed union, read alike by the window, the CLI and the store.

``t`` is seconds since the run started. Each event is a tagged struct, so a line of JSON
turns back into the same event (:func:`encode`, :func:`decode`).
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from workbench.core.anatomy import Anatomy, Diagnosis, WorkerFacts
from workbench.core.finding import Body
from workbench.core.messages import Message
from workbench.core.plan import Trial
from workbench.core.results import Scores, TaskError, Timing
from workbench.core.spec import ExperimentSpec
from workbench.core.steadiness import Conditions, Instability, Scatter


class _Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    t: float


class RunStarted(_Event, frozen=True, kw_only=True, tag="run_started"):
    """A plan begins. ``started_at`` is Unix time; all other times are relative."""

    run_id: int
    started_at: float
    spec: ExperimentSpec
    environment: dict[str, Any]
    worker_counts: tuple[int, ...]
    model_titles: dict[str, Message] = {}
    metric: str = ""
    tasks_per_trial: int
    trials_planned: int
    estimated_s: float


class PhaseTimed(_Event, frozen=True, kw_only=True, tag="phase_timed"):
    """Something outside the trials took time."""

    phase: Literal["engine start", "data placement", "warm-up", "pilot"]
    seconds: float
    detail: str = ""


class TrialStarted(_Event, frozen=True, kw_only=True, tag="trial_started"):
    """A trial begins; its timings are relative to the clock reading ``origin``."""

    trial: Trial
    origin: float


class TaskFinished(_Event, frozen=True, kw_only=True, tag="task_finished", gc=False):
    """A task came back, with a value or an error."""

    trial_id: int
    task_id: int
    label: str
    part: str
    timing: Timing
    error: TaskError | None = None


class Reported(_Event, frozen=True, kw_only=True, tag="reported"):
    """A point of a named series: a fold's score, a round's loss."""

    trial_id: int
    series: str
    key: str
    x: float
    y: float


class Found(_Event, frozen=True, kw_only=True, tag="found"):
    """A workload found something that is no single point of a series."""

    trial_id: int
    workers: int
    body: Body


class WorkersInspected(_Event, frozen=True, kw_only=True, tag="workers_inspected"):
    """The warmed workers were asked what they are."""

    workers: tuple[WorkerFacts, ...]


class TrialFinished(_Event, frozen=True, kw_only=True, tag="trial_finished"):
    """A trial's time and scores.

    ``seconds`` is decompose + execute + aggregate. Starting workers, placing data and
    whatever the reader of the events did are no part of it.
    """

    trial: Trial
    seconds: float
    decompose_s: float
    execute_s: float
    aggregate_s: float
    cpu_s: float
    tasks: int
    failed_tasks: int
    scores: Scores
    anatomy: Anatomy | None = None
    conditions: Conditions | None = None


class ScalingPoint(msgspec.Struct, frozen=True, kw_only=True):
    """One worker count so far. ``ci95`` needs two paired repeats, else ``None``.

    ``work`` is how many times the baseline's work was done: 1, except in weak scaling,
    where ``speedup`` is the scaled one.
    """

    workers: int
    seconds: tuple[float, ...]
    median_s: float
    speedup: float
    ci95: tuple[float, float] | None
    efficiency: float
    work: float = 1.0


class ScalingLaw(msgspec.Struct, frozen=True, kw_only=True):
    """The law that fits the points best, from the smallest to the largest count.

    ``speedup`` is relative to the baseline, ``low`` and ``high`` bound in 95 % where
    the law itself may lie; all three have one entry per entry of ``workers``.
    ``parameters`` are value and 95 % interval, by name.
    """

    name: str
    workers: tuple[float, ...]
    speedup: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    parameters: dict[str, tuple[float, float, float]]
    sentences: tuple[Message, ...]


class ModelEstimate(msgspec.Struct, frozen=True, kw_only=True):
    """One model so far: mean score over the splits and its 95 % interval."""

    fold_scores: tuple[float | None, ...]
    mean: float | None
    ci95: tuple[float, float] | None
    fit_s: float | None
    score_s: float | None
    cost_s: float


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The finding in words: one sentence on workers, one on models, and why.

    ``recommended_workers`` is ``None`` while the data cannot support a conclusion.
    """

    sentences: tuple[Message, ...] = ()
    recommended_workers: int | None = None


class Estimated(_Event, frozen=True, kw_only=True, tag="estimated"):
    """What the measurements say after a trial or a block."""

    scaling: tuple[ScalingPoint, ...]
    models: dict[str, ModelEstimate]
    identical_across_workers: bool | None
    verdict: Verdict
    remaining_s: float | None
    trials_left: int
    anatomy: tuple[Anatomy, ...] = ()
    """One per worker count: every part the mean over its measured trials."""
    diagnoses: tuple[Diagnosis, ...] = ()
    law: ScalingLaw | None = None
    """``None`` while the points do not tell laws apart."""
    scatter: tuple[Scatter, ...] = ()
    """One per worker count."""
    unstable: Instability | None = None


class Warned(_Event, frozen=True, kw_only=True, tag="warned"):
    """Something the person should know that does not end the run."""

    message: Message


class RunFinished(_Event, frozen=True, kw_only=True, tag="run_finished"):
    """The plan was carried out; ``reason`` says why no further repeat was needed."""

    reason: Message


class RunCancelled(_Event, frozen=True, kw_only=True, tag="run_cancelled"):
    """Stopped on request; what was measured is kept."""


class RunFailed(_Event, frozen=True, kw_only=True, tag="run_failed"):
    """The run broke; ``traceback`` is empty for expected problems."""

    message: Message
    traceback: str = ""


Event = (
    RunStarted
    | PhaseTimed
    | TrialStarted
    | WorkersInspected
    | TaskFinished
    | Reported
    | Found
    | TrialFinished
    | Estimated
    | Warned
    | RunFinished
    | RunCancelled
    | RunFailed
)
End = (RunFinished, RunCancelled, RunFailed)
"""The events that end a run; each run has exactly one, or it was interrupted."""

_ENCODER = msgspec.json.Encoder()
_DECODER: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


def encode(event: Event) -> bytes:
    """One event as one JSON object."""
    return _ENCODER.encode(event)


def decode(body: bytes | str) -> Event:
    """The event of :func:`encode`; raises ``msgspec.DecodeError`` on anything else."""
    return _DECODER.decode(body)
