"""Run one task's call inside guards, so that errors look the same on every engine.

Whatever a task raises is its own error: exceptions of any kind, ``SystemExit``
included. Exceptions themselves never travel, only their type's name, text and
traceback, cut to a bounded length: an exception may be unpicklable, or a megabyte long.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any

from workbench.core.plan import Task
from workbench.core.results import TaskError, TaskResult, Timing, clock
from workbench.engines.memory import PeakMemory

TEXT_LIMIT = 2_000
"""The most characters kept of an exception's text."""
TRACEBACK_LIMIT = 20_000
"""The most characters kept of a traceback; what is cut is its middle."""


Outcome = tuple[Any, TaskError | None, float, float]
"""A call's value or error; when it started and ended, as read by ``clock``."""


def call(
    fn: Callable[..., Any], args: tuple[Any, ...], *, interruptible: bool = False
) -> Outcome:
    """``fn(*args)``, timed; ``interruptible`` lets a ``KeyboardInterrupt`` through."""
    started = clock()
    try:
        value = fn(*args)
    except BaseException as raised:
        ended = clock()
        if interruptible and isinstance(raised, KeyboardInterrupt):
            raise
        return None, describe(raised), started, ended
    return value, None, started, clock()


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
    cpu = cpu_clock()
    value, error, started, ended = call(task.fn, task.args, interruptible=interruptible)
    cpu_s = cpu_clock() - cpu
    return TaskResult(
        task_id=task.id,
        label=task.label,
        part=task.part,
        value=value,
        error=error,
        timing=Timing(
            worker=worker,
            submitted=taken,
            received=taken,
            started=started,
            ended=ended,
            completed=clock(),
            cpu_s=cpu_s,
            peak_bytes=peak.read(ended - started),
        ),
    )


def unanswered(
    task: Task,
    error: TaskError,
    *,
    worker: int,
    submitted: float,
    completed: float,
    attempts: int = 1,
) -> TaskResult:
    """The result of a task that got no answer from its worker."""
    return TaskResult(
        task_id=task.id,
        label=task.label,
        part=task.part,
        error=error,
        timing=Timing(
            worker=worker,
            submitted=submitted,
            received=submitted,
            started=submitted,
            ended=completed,
            completed=completed,
            cpu_s=0.0,
            attempts=attempts,
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
