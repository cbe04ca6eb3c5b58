"""Run one task's call inside guards, so that errors look the same on every engine.

Whatever a task raises is its own error: exceptions of any kind, ``SystemExit``
included. Exceptions themselves never travel, only their type's name, text and
traceback, cut to a bounded length: an exception may be unpicklable, or a megabyte long.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any, NamedTuple

from workbench.core.plan import Task
from workbench.core.results import TaskError, TaskResult, Timing, clock
from workbench.engines.memory import PeakMemory

TEXT_LIMIT = 2_000
"""The most characters kept of an exception's text."""
TRACEBACK_LIMIT = 20_000
"""The most characters kept of a traceback; what is cut is its middle."""


class Outcome(NamedTuple):
    """A call's value or error; times in seconds as read by ``clock``."""

    value: Any
    error: TaskError | None
    started: float
    ended: float
    cpu_s: float


def call(
    fn: Callable[..., Any],
    args: tuple[Any, ...],
    cpu_clock: Callable[[], float] = time.process_time,
    *,
    interruptible: bool = False,
) -> Outcome:
    """``fn(*args)``, timed; ``interruptible`` lets a ``KeyboardInterrupt`` through."""
    value, error = None, None
    cpu = cpu_clock()
    started = clock()
    try:
        value = fn(*args)
    except BaseException as raised:
        ended = clock()
        if interruptible and isinstance(raised, KeyboardInterrupt):
            raise
        error = describe(raised)
    else:
        ended = clock()
    return Outcome(
        value=value,
        error=error,
        started=started,
        ended=ended,
        cpu_s=cpu_clock() - cpu,
    )


def in_process(
    task: Task,
    *,
    worker: int,
    peak: PeakMemory,
    cpu_clock: Callable[[], float],
    interruptible: bool = False,
) -> TaskResult:
    """Run ``task`` in this thread; nothing is sent, so submitted equals received."""
    taken = clock()
    outcome = call(task.fn, task.args, cpu_clock, interruptible=interruptible)
    return TaskResult(
        task_id=task.id,
        label=task.label,
        part=task.part,
        value=outcome.value,
        error=outcome.error,
        timing=Timing(
            worker=worker,
            submitted=taken,
            received=taken,
            started=outcome.started,
            ended=outcome.ended,
            completed=clock(),
            cpu_s=outcome.cpu_s,
            peak_bytes=peak.read(outcome.ended - outcome.started),
        ),
    )


def describe(raised: BaseException, doing: str = "") -> TaskError:
    """An exception as plain text; ``doing`` says what failed around the task itself."""
    try:
        text = str(raised)
    except BaseException as unshowable:
        text = f"its text cannot be shown ({type(unshowable).__name__})"
    return TaskError(
        kind=type(raised).__name__,
        text=shortened(f"{doing}: {text}" if doing else text, TEXT_LIMIT),
        traceback=shortened(_traceback(raised), TRACEBACK_LIMIT),
    )


def shortened(text: str, limit: int) -> str:
    """``text``, or its beginning and end with a note between, ``limit`` in all."""
    if len(text) <= limit:
        return text
    note = f"\n[... {len(text) - limit} characters left out ...]\n"
    half = (limit - len(note)) // 2
    return text[:half] + note + text[-half:]


def _traceback(raised: BaseException) -> str:
    """The task's own frames: the guard that caught the exception is left out."""
    own = raised.__traceback__
    if own is not None and own.tb_frame.f_code is call.__code__:
        own = own.tb_next
    try:
        return "".join(_formatted(raised, own))
    except BaseException as unshowable:
        return f"the traceback cannot be shown ({type(unshowable).__name__})"


def _formatted(raised: BaseException, own: TracebackType | None) -> list[str]:
    limit = sys.getrecursionlimit()
    return traceback.format_exception(type(raised), raised, own, limit=limit)
