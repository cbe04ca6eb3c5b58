"""A task on its way to a worker, and what came back of it."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from workbench.core.plan import Task
from workbench.core.results import TaskError, TaskResult, Timing
from workbench.engines import large, wire
from workbench.engines.execute import describe


@dataclass(slots=True, eq=False)
class Entry:
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
    bytes_in: int = 0

    @property
    def entries(self) -> Sequence[Entry]:
        """The one task."""
        return (self.entry,)

    def results(self) -> Iterator[TaskResult]:
        """The one result."""
        task = self.entry.task
        yield TaskResult(
            task_id=task.id,
            label=task.label,
            part=task.part,
            error=self.error,
            timing=Timing(
                worker=self.worker,
                submitted=self.submitted,
                received=self.submitted,
                started=self.submitted,
                ended=self.completed,
                completed=self.completed,
                cpu_s=0.0,
                bytes_in=self.bytes_in,
                attempts=max(1, self.entry.suspicions),
            ),
        )

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

    def results(self) -> Iterator[TaskResult]:
        """The tasks' results; a value that cannot be unpickled becomes an error."""
        payloads = wire.read_payloads(self.message, self.heads)
        for entry, bytes_in, head, payload in zip(
            self.entries, self.sizes, self.heads, payloads, strict=True
        ):
            value, error, bytes_out = _opened(head, payload)
            task = entry.task
            yield TaskResult(
                task_id=task.id,
                label=task.label,
                part=task.part,
                value=value,
                error=error,
                timing=Timing(
                    worker=self.worker,
                    submitted=self.submitted,
                    received=head.received,
                    started=head.started,
                    ended=head.ended,
                    completed=self.completed,
                    cpu_s=head.cpu_s,
                    packed=head.packed,
                    peak_bytes=wire.peak_of(head),
                    bytes_in=bytes_in,
                    bytes_out=bytes_out,
                    attempts=entry.suspicions + 1,
                ),
            )

    def discard(self) -> None:
        """Free what the values hold; nobody wants them."""
        for head, payload in zip(
            self.heads, wire.read_payloads(self.message, self.heads), strict=True
        ):
            if head.kind == wire.LARGE_VALUE:
                large.discard(payload)


Delivery = Failed | Answered


def _opened(head: wire.Head, payload: memoryview) -> tuple[Any, TaskError | None, int]:
    """An answer's value or error, and its bytes."""
    try:
        if head.kind == wire.LARGE_VALUE:
            value, size = large.unpack(payload)
            return value, None, size
        value = pickle.loads(payload)
        if head.kind == wire.ERROR:
            kind, text, traceback = value
            error = TaskError(kind=kind, text=text, traceback=traceback)
            return None, error, head.size
    except BaseException as raised:
        error = describe(raised, "the result could not be unpickled")
        return None, error, head.size
    return value, None, head.size
