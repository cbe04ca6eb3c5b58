"""What came back: a task's result with its timing, and a trial's scores.

All times are readings of :func:`clock` in seconds. It is ``time.perf_counter``:
monotonic, shared by all processes of one machine on Linux, Windows and macOS, and finer
than ``time.monotonic`` on Windows.
"""

from __future__ import annotations

import time
from typing import Any

import msgspec

clock = time.perf_counter


class TaskError(msgspec.Struct, frozen=True, kw_only=True):
    """Why a task has no value. ``kind`` is the exception's type or ``WorkerDied``."""

    kind: str
    text: str
    traceback: str = ""


class Timing(msgspec.Struct, frozen=True, gc=False):
    """Who ran a task and when.

    ``submitted`` and ``completed`` are read where the engine dispatches, the others on
    the worker, in this order: it takes the task up (``received``), has unpacked it
    (``started``), has run it (``ended``), has packed the result (``packed``; ``None``
    where results are not packed). Tasks that travel together share ``submitted`` and
    ``completed``. ``cpu_s`` is the CPU time inside the task (of the thread on
    ``threads``). ``peak_bytes`` is the worker's peak resident memory so far, where the
    system tells. ``attempts`` counts tries; more than one means that a worker died on
    the way.

    Fields may be given by place, which takes two thirds of the time where they are made
    by the thousand.
    """

    worker: int
    submitted: float
    received: float
    started: float
    ended: float
    completed: float
    cpu_s: float
    packed: float | None = None
    peak_bytes: int | None = None
    bytes_in: int = 0
    bytes_out: int = 0
    attempts: int = 1


class TaskResult(msgspec.Struct, frozen=True, gc=False):
    """A task's value or its error, and its timing. Stays within the program."""

    task_id: int
    label: str
    part: str
    timing: Timing
    value: Any = None
    error: TaskError | None = None


class ModelScores(msgspec.Struct, frozen=True, kw_only=True):
    """One model in one trial, a value per split; ``None`` where its task failed.

    ``fit_s`` and ``score_s`` are medians over the splits; ``cost_s`` is the sum of fit
    and score seconds over all splits (for a vote: over its members).
    """

    fold_scores: tuple[float | None, ...]
    fit_s: float | None = None
    score_s: float | None = None
    cost_s: float = 0.0


class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """What a trial computed.

    ``digest`` fingerprints everything that must not depend on engine or worker count,
    bit for bit. ``facts`` are further named figures (a kernel's answer).
    """

    digest: str
    metric: str = ""
    models: dict[str, ModelScores] = {}
    facts: dict[str, int | float | str] = {}
