"""A task on its way to a worker, and what came back of it."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from workbench.core.plan import Task
from workbench.core.results import TaskError, TaskResult, Timing
from workbench.engines import large, wire
from workbench.engines.execute import describe, unanswered


class Entry(msgspec.Struct, eq=False, gc=False):
    """A task on its way: where it must run, if anywhere, and its suspicions so far."""

    task: Task
    only_on: int | None = None
    suspicions: int = 0
    packed: tuple[bytes, bytes] | None = None
    """Pickled function and arguments, kept while they wait for a worker."""


class Failed(NamedTuple):
    """A task that got no answer from a worker; the error was made on this side."""

    entry: Entry
    worker: int
    submitted: float
    completed: float
    error: TaskError

    @property
    def entries(self) -> Sequence[Entry]:
        """The one task."""
        return (self.entry,)

    def arrivals(self) -> Iterator[Sequence[TaskResult]]:
        """The one result."""
        result = unanswered(
            self.entry.task,
            self.error,
            worker=self.worker,
            submitted=self.submitted,
            completed=self.completed,
            attempts=max(1, self.entry.suspicions),
        )
        yield (result,)

    def discard(self) -> None:
        """Nothing is held."""


class Answered(NamedTuple):
    """A message of answers as it came from a worker, and the tasks it answers."""

    entries: Sequence[Entry]
    sizes: Sequence[int]
    """Bytes of each task's pickled call."""
    worker: int
    submitted: float
    completed: float
    message: bytes | bytearray
    heads: Sequence[wire.Head]

    def arrivals(self) -> Iterator[Sequence[TaskResult]]:
        """The tasks' results; a value that cannot be unpickled becomes an error.

        All at once, unless a value lies in shared memory: such ones are copied out when
        they are asked for, one by one.
        """
        start = wire.payloads_start(self.heads)
        if not wire.count_large(self.heads):
            yield self._results(self.entries, self.sizes, self.heads, start)
            return
        for entry, size, head in zip(self.entries, self.sizes, self.heads, strict=True):
            yield self._results((entry,), (size,), (head,), start)
            start += head[wire.SIZE]

    def _results(
        self,
        entries: Sequence[Entry],
        sizes: Sequence[int],
        heads: Sequence[wire.Head],
        stop: int,
    ) -> list[TaskResult]:
        """Of these tasks, whose first payload begins at ``stop``."""
        worker, submitted, completed = self.worker, self.submitted, self.completed
        message = self.message
        results = []
        for entry, bytes_in, head in zip(entries, sizes, heads, strict=True):
            kind, received, started, ended, packed, cpu_s, peak, size = head
            start, stop = stop, stop + size
            payload = message[start:stop]
            if payload == large.NONE and kind == wire.VALUE:
                value = error = None
            else:
                value, error, size = _opened(kind, payload)
            task = entry.task
            timing = Timing(  # by place, see there
                worker,
                submitted,
                received,
                started,
                ended,
                completed,
                cpu_s,
                packed,
                None if peak == wire.UNKNOWN else peak,
                bytes_in,
                size,
                entry.suspicions + 1,
            )
            results.append(
                TaskResult(task.id, task.label, task.part, timing, value, error)
            )
        return results

    def discard(self) -> None:
        """Free what the values hold; nobody wants them."""
        start = wire.payloads_start(self.heads)
        for head in self.heads:
            stop = start + head[wire.SIZE]
            if head[wire.KIND] == wire.LARGE_VALUE:
                large.discard(self.message[start:stop])
            start = stop


Delivery = Failed | Answered


def _opened(kind: int, payload: bytes | bytearray) -> tuple[Any, TaskError | None, int]:
    """An answer's value or error, and its bytes."""
    size = len(payload)
    try:
        if kind == wire.LARGE_VALUE:
            value, size = large.unpack(payload)
            return value, None, size
        value = pickle.loads(payload)
        if kind == wire.ERROR:
            name, text, traceback = value
            return None, TaskError(kind=name, text=text, traceback=traceback), size
    except BaseException as raised:
        return None, describe(raised, "the result could not be unpickled"), size
    return value, None, size
