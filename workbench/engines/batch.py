"""The tasks of one ``map`` and what became of them.

The supervisor's thread takes tasks from here and delivers answers; the thread that
iterates ``map`` takes the answers out. How a task that ends its worker is treated:

- the task that was running is the suspect; it is run again, like the tasks behind it;
- after its second suspicion it runs last and alone, with every other worker idle;
- only a death while alone blames it. A task that was merely near something deadly thus
  never gets an error that is not its own.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import NamedTuple

from workbench.core.cancel import CancelToken
from workbench.core.plan import Task
from workbench.core.results import TaskError, TaskResult, Timing
from workbench.engines import wire
from workbench.engines.execute import describe

POLL_S = 0.05
"""How late a cancel may be seen, in seconds."""
SUSPICIONS = 2
"""How often a task may be running when its worker dies before it runs alone."""
UNREAD_LIMIT = 1_000
"""Answers that wait for their reader; with more, no further task is started."""
BRIEF_S = 0.01
"""Tasks shorter than this on average are sent ahead of time, since the way to the
worker would cost more than a percent; longer ones never wait behind another."""
HOLD_S = 0.005
"""How long the answer of a brief task may wait for company."""
_SMOOTHING = 0.2


@dataclass(slots=True)
class Entry:
    """A task on its way: where it must run, if anywhere, and its suspicions so far."""

    task: Task
    only_on: int | None = None
    suspicions: int = 0
    packed: bytes | None = None
    """The pickled call, kept while it waits for its worker to be idle."""


class Delivery(NamedTuple):
    """An answer as it came from a worker, or an error made on this side."""

    entry: Entry
    worker: int
    submitted: float
    completed: float
    bytes_in: int
    message: bytes | bytearray = b""
    error: TaskError | None = None

    def result(self) -> TaskResult:
        """The task's result; a value that cannot be unpickled becomes an error."""
        value, error = None, self.error
        timing = self._timing()
        if error is None:
            good = wire.read_answer(self.message).good
            try:
                value = pickle.loads(wire.payload(self.message))
                if not good:
                    kind, text, traceback = value
                    error = TaskError(kind=kind, text=text, traceback=traceback)
                    value = None
            except BaseException as raised:
                error = describe(raised, "the result could not be unpickled")
        task = self.entry.task
        return TaskResult(
            task_id=task.id,
            label=task.label,
            part=task.part,
            value=value,
            error=error,
            timing=timing,
        )

    def _timing(self) -> Timing:
        suspicions = self.entry.suspicions
        if not self.message:
            return Timing(
                worker=self.worker,
                submitted=self.submitted,
                received=self.submitted,
                started=self.submitted,
                ended=self.completed,
                completed=self.completed,
                cpu_s=0.0,
                bytes_in=self.bytes_in,
                attempts=max(1, suspicions),
            )
        head = wire.read_answer(self.message)
        return Timing(
            worker=self.worker,
            submitted=self.submitted,
            received=head.received,
            started=head.started,
            ended=head.ended,
            completed=self.completed,
            cpu_s=head.cpu_s,
            peak_bytes=wire.peak_of(head),
            bytes_in=self.bytes_in,
            bytes_out=len(wire.payload(self.message)),
            attempts=suspicions + 1,
        )


class Batch:
    """One call of ``map``: filled and emptied from two threads, see the module."""

    def __init__(
        self, entries: Sequence[Entry], cancel: CancelToken, workers: int
    ) -> None:
        self.cancel = cancel
        self.workers = workers
        self.started = False
        """Whether all workers were ready once; nothing is handed out before."""
        self.ended = False
        """Whether nobody wants further answers."""
        self.solo: Entry | None = None
        """The suspect that runs alone right now."""
        self._left = len(entries)
        self._shared = deque(e for e in entries if e.only_on is None)
        self._bound: list[deque[Entry]] = [deque() for _ in range(workers)]
        for entry in entries:
            if entry.only_on is not None:
                self._bound[entry.only_on].append(entry)
        self._alone: deque[Entry] = deque()
        self._mean_s: float | None = None
        self._keep_waiting = False
        self._fresh: list[Delivery] = []
        self._answers: SimpleQueue[list[Delivery] | Exception | None] = SimpleQueue()
        self._delivered = 0
        self._read = 0

    @property
    def full(self) -> bool:
        """Whether its reader is too far behind."""
        return self._delivered - self._read >= UNREAD_LIMIT

    @property
    def suspects(self) -> bool:
        """Whether tasks wait to be run alone."""
        return bool(self._alone)

    @property
    def brief(self) -> bool:
        """Whether its tasks are short, as far as is known."""
        return self._mean_s is not None and self._mean_s < BRIEF_S

    @property
    def patience(self) -> float:
        """How long the supervisor may sleep, in seconds."""
        return HOLD_S if self._fresh or self.full else POLL_S

    @property
    def may_prefetch(self) -> bool:
        """Whether a task may be sent to a worker that is still busy.

        Only brief tasks, and only while more remain than there are workers: the last
        ones go to whoever is free first.
        """
        return (
            self.brief and len(self._shared) > self.workers and not self._keep_waiting
        )

    def take(self, worker: int) -> Entry | None:
        """The next task for ``worker``, which is below ``workers``."""
        if self._bound[worker]:
            return self._bound[worker].popleft()
        return self._shared.popleft() if self._shared else None

    def next_alone(self) -> Entry | None:
        """The next suspect, once nothing else is left to hand out."""
        if self._shared or any(self._bound) or not self._alone:
            return None
        return self._alone[0]

    def take_alone(self) -> None:
        """The next suspect is about to run alone."""
        self.solo = self._alone.popleft()

    def put_back(self, entry: Entry) -> None:
        """``entry`` was not run; it comes first again."""
        if entry is self.solo:
            self.solo = None
            self._alone.appendleft(entry)
        elif entry.only_on is not None:
            self._bound[entry.only_on].appendleft(entry)
        else:
            self._shared.appendleft(entry)

    def wait_for_idle(self, entry: Entry) -> None:
        """``entry`` is too large for a busy worker; so may be those after it."""
        self._keep_waiting = True
        self.put_back(entry)

    def suspect(self, entry: Entry) -> bool:
        """A worker died while it ran ``entry``; whether that blames it."""
        entry.suspicions += 1
        if entry is self.solo:
            self.solo = None
            return True
        if entry.suspicions >= SUSPICIONS:
            self._alone.append(entry)
        else:
            self.put_back(entry)
        return False

    def deliver(self, delivery: Delivery, task_s: float | None = None) -> None:
        """An answer has arrived, of a task that took ``task_s`` seconds."""
        self._left -= 1
        if delivery.entry is self.solo:
            self.solo = None
        if task_s is not None:
            mean = task_s if self._mean_s is None else self._mean_s
            self._mean_s = mean + _SMOOTHING * (task_s - mean)
        self._fresh.append(delivery)

    def flush(self, now: float) -> None:
        """Pass on what was delivered, and the end.

        Waking the reader costs as much as a brief task, so brief tasks' answers are
        passed on together, at most ``HOLD_S`` late.
        """
        if self._fresh and (
            not self.brief or not self._left or now - self._fresh[0].completed >= HOLD_S
        ):
            self._delivered += len(self._fresh)
            self._answers.put(self._fresh)
            self._fresh = []
        if not self._left and not self.ended:
            self.end()

    def end(self, error: Exception | None = None) -> None:
        """Nothing more will come; ``error`` is raised in the reader."""
        self.ended = True
        self._answers.put(error)

    def read(self) -> Iterator[TaskResult]:
        """In the caller's thread: results until the end, a cancel, or an error."""
        while not self.cancel.cancelled:
            try:
                answers = self._answers.get(timeout=POLL_S)
            except Empty:
                continue
            if answers is None:
                return
            if isinstance(answers, Exception):
                raise answers
            yield from self._results(answers)

    def _results(self, deliveries: Iterable[Delivery]) -> Iterator[TaskResult]:
        for delivery in deliveries:
            if self.cancel.cancelled:
                return
            self._read += 1
            yield delivery.result()
