"""One chunk of tasks on a worker of somebody else's pool (loky, Dask, Spark, Ray).

What such a pool carries is this module's :func:`run` with bytes in and plain tuples
out: tasks are pickled and unpickled here, inside guards, so that an error costs one
task and looks the same on every engine, and times are read on the worker.
"""

from __future__ import annotations

import os
import pickle
import signal
import time
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from workbench.core.plan import Task
from workbench.core.results import TaskError, TaskResult, Timing, clock
from workbench.engines import watchdog
from workbench.engines.caps import ThreadCap, set_environment
from workbench.engines.execute import call, describe, unanswered
from workbench.engines.memory import PeakMemory, limit_memory


class Answer(NamedTuple):
    """What became of one task: its pickled value or its error's three texts."""

    value: bytes | None
    error: tuple[str, str, str] | None
    received: float
    started: float
    ended: float
    packed: float
    cpu_s: float
    peak_bytes: int | None


def start(parent_pid: int, threads: int, memory_limit: int | None) -> None:
    """Make a worker process ours: caps, limits, and an end with the program."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the program's business
    set_environment(threads)
    watchdog.watch_quietly(parent_pid)
    if memory_limit is not None:
        limit_memory(memory_limit)
    try:
        os.dup2(2, 1)  # the program's own output may be a document
    except OSError:
        return


def pack(task: Task) -> bytes:
    """A task's call; raises what pickling raises."""
    return pickle.dumps((task.fn, task.args), 5)


def run(
    calls: Sequence[bytes], threads: int, cap: ThreadCap | None = None
) -> list[Answer]:
    """In a worker: run packed calls one after the other.

    A worker that is not ours is given back as it was: it has a ``cap`` of the caller's.
    """
    cap = cap or _cap(threads)
    received = clock()
    answers = []
    for packed_call in calls:
        answers.append(_run(packed_call, cap, received))
        received = answers[-1].packed
    return answers


def _run(packed_call: bytes, cap: ThreadCap, received: float) -> Answer:
    value: bytes | None = None
    cpu_s = 0.0
    try:
        fn, args = pickle.loads(packed_call)
        cap.refresh()
    except BaseException as raised:
        error: TaskError | None = describe(raised, "the task could not be unpickled")
        started = ended = clock()
    else:
        cpu = time.process_time()
        answer, error, started, ended = call(fn, args)
        cpu_s = time.process_time() - cpu
        if error is None:
            try:
                value = pickle.dumps(answer, 5)
            except BaseException as raised:
                error = describe(raised, "the result could not be pickled")
    return Answer(
        value=value,
        error=None if error is None else (error.kind, error.text, error.traceback),
        received=received,
        started=started,
        ended=ended,
        peak_bytes=_peak().read(ended - started),
        packed=clock(),
        cpu_s=cpu_s,
    )


def result(
    task: Task,
    answer: Answer,
    *,
    worker: int,
    submitted: float,
    completed: float,
    bytes_in: int,
    attempts: int,
    offset: float = 0.0,
) -> TaskResult:
    """In the program: the task's result; a value that cannot be read is an error.

    ``offset`` in seconds takes the worker's clock to this program's.
    """
    value: Any = None
    error = None
    if answer.error is not None:
        kind, text, traceback = answer.error
        error = TaskError(kind=kind, text=text, traceback=traceback)
    elif answer.value is not None:
        try:
            value = pickle.loads(answer.value)
        except BaseException as raised:
            error = describe(raised, "the result could not be unpickled")
    return TaskResult(
        task_id=task.id,
        label=task.label,
        part=task.part,
        value=value,
        error=error,
        timing=Timing(
            worker=worker,
            submitted=submitted,
            received=answer.received + offset,
            started=answer.started + offset,
            ended=answer.ended + offset,
            completed=completed,
            cpu_s=answer.cpu_s,
            packed=answer.packed + offset,
            peak_bytes=answer.peak_bytes,
            bytes_in=bytes_in,
            bytes_out=len(answer.value or b""),
            attempts=attempts,
        ),
    )


def failed(
    task: Task, error: TaskError, *, worker: int, attempts: int = 1, since: float = 0.0
) -> TaskResult:
    """The result of a task that got no answer from a worker, as of now."""
    now = clock()
    return unanswered(
        task,
        error,
        worker=worker,
        submitted=since or now,
        completed=now,
        attempts=attempts,
    )


@cache
def _cap(threads: int) -> ThreadCap:
    """This worker's cap, which holds until it ends."""
    return ThreadCap(threads)


@cache
def _peak() -> PeakMemory:
    return PeakMemory()
