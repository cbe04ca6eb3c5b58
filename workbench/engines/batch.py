"""The tasks of one ``map`` and what became of them.

The supervisor's thread takes tasks from here and delivers answers; the thread that
iterates ``map`` takes the answers out. How a task that ends its worker is treated:

- the task that was running is the suspect; it is run again, like the tasks behind it;
- after its second suspicion it runs last and alone, with every other worker idle;
- only a death while alone blames it. A task that was merely near something deadly thus
  never gets an error that is not its own.
"""

from __future__ import annotations

import contextlib
import math
import pickle
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from queue import Empty, SimpleQueue
from typing import Any

from workbench.core.cancel import CancelToken
from workbench.core.plan import Task
from workbench.core.results import TaskResult
from workbench.engines.base import Schedule
from workbench.engines.deliveries import Delivery, Entry

POLL_S = 0.05
"""How late a cancel may be seen by the reader, in seconds, who then tells."""
LOOK_S = 0.2
"""How often workers are looked after while all goes well: each look takes a core from
one of them."""
SUSPICIONS = 2
"""How often a task may be running when its worker dies before it runs alone."""
UNREAD_LIMIT = 4_000
"""Tasks on their way to the reader, be they sent, running or answered; with that many,
no further one is handed out."""
BRIEF_S = 0.03
"""Tasks shorter than this on average are sent ahead of time, since the way to a worker
and back, about 0.4 ms, would cost more than a percent; longer ones never wait behind
another."""
CHUNK_S = 0.005
"""How long the tasks that travel together should take: the way to the worker and back
is then a few percent of it, and a stop or a screen waits no longer for them."""
LEAST_S = 0.001
"""How long a chunk should last at least: less, and its journey costs more than even
the last chunks could gain by being smaller."""
LAST_PIECES = 4
"""The last chunks of all may be so many times shorter than that."""
OVERHEAD_S = 2e-6
"""What a task costs its worker beside its own work."""
COMPANY = 64
"""So many answers are passed on at once, however brief their tasks."""
HOLD_S = 0.005
"""How long the answer of a brief task may wait for company."""
_SMOOTHING = 0.2


class Batch:
    """One call of ``map``: filled and emptied from two threads, see the module."""

    def __init__(
        self,
        entries: Sequence[Entry],
        cancel: CancelToken,
        workers: int,
        schedule: Schedule,
    ) -> None:
        self.cancel = cancel
        self.workers = workers
        self.schedule = schedule
        self.started = False
        """Whether all workers were ready once; nothing is handed out before."""
        self.ended = False
        """Whether nobody wants further answers."""
        self.solo: Entry | None = None
        """The suspect that runs alone right now."""
        self.alike: Task | None = None
        """One of the tasks that wait, if it can stand for all of them."""
        self.fitting = len(entries)
        """The most tasks that fit into one message, as far as is known."""
        self._count = self._left = len(entries)
        self._shared = deque([e for e in entries if e.only_on is None])
        self._bound: list[deque[Entry]] = [deque() for _ in range(workers)]
        if len(self._shared) < len(entries):
            for entry in entries:
                if entry.only_on is not None:
                    self._bound[entry.only_on].append(entry)
        self._choosy = any(self._bound)
        """Whether some tasks must run on one particular worker."""
        if not self._choosy and _are_alike(entries):
            self.alike = entries[0].task
        self._alone: deque[Entry] = deque()
        self._function: Callable[..., Any] | None = None
        self._pickled = b""
        self._mean_s: float | None = None
        self._keep_waiting = False
        self._fresh: list[Delivery] = []
        self._answers: SimpleQueue[list[Delivery] | Exception | None] = SimpleQueue()
        self._read = 0

    @property
    def full(self) -> bool:
        """Whether its reader is too far behind."""
        return self._room <= 0

    @property
    def _room(self) -> int:
        """How many tasks may be handed out before the reader must have read some."""
        waiting = len(self._shared) + len(self._alone) + sum(map(len, self._bound))
        return UNREAD_LIMIT - (self._count - waiting - self._read)

    @property
    def suspects(self) -> bool:
        """Whether tasks wait to be run alone."""
        return bool(self._alone)

    @property
    def useful_workers(self) -> int:
        """How many workers are worth having; a suspect needs no neighbours."""
        if not self.started or self._choosy:
            return self.workers
        if not self._shared and (self._alone or self.solo):
            return 1
        return min(self.workers, self._left)

    @property
    def brief(self) -> bool:
        """Whether its tasks are short, as far as is known."""
        return self._mean_s is not None and self._mean_s < BRIEF_S

    @property
    def patience(self) -> float:
        """How long the supervisor may sleep, in seconds."""
        return HOLD_S if self._fresh or self.full else LOOK_S

    @property
    def most_in_chunk(self) -> int:
        """How many tasks may travel together now.

        Guided self-scheduling (Polychronopoulos and Kuck 1987): chunks shrink with what
        remains, so that the last ones even out who ends when. Each worker's first one
        is as small as the last, so that the reader soon has something to do.
        """
        if self.schedule.chunk:
            return min(self.schedule.chunk, self.fitting)
        left, worth_it = len(self._shared), self._worth_it
        least = worth_it // LAST_PIECES
        if self._count - left < self.workers * least:
            guided = least
        else:
            fair = min(worth_it, left // self.workers)
            guided = max(left // (2 * self.workers), fair, least)
        return max(1, min(guided, self._room, self.fitting))

    @property
    def _worth_it(self) -> int:
        """How many tasks are worth a journey."""
        if self._mean_s is None:
            return 1
        return math.ceil(LEAST_S / (self._mean_s + OVERHEAD_S))

    @property
    def may_prefetch(self) -> bool:
        """Whether tasks may be sent to a worker that is still busy.

        Only brief tasks, and only while more remain than each worker's last chunk: the
        last ones go to whoever is free first.
        """
        if not self.brief or self._keep_waiting:
            return False
        last = 1 if self.schedule.chunk else max(1, self._worth_it // LAST_PIECES)
        return len(self._shared) > self.workers * last

    def pickled(self, fn: Callable[..., Any]) -> bytes:
        """The pickled function; the same one is pickled once."""
        if fn is not self._function:
            self._pickled = pickle.dumps(fn, 5)
            self._function = fn
        return self._pickled

    def take(self, worker: int) -> Entry | None:
        """The next task for ``worker``, which is below ``workers``."""
        if self._bound[worker]:
            return self._bound[worker].popleft()
        return self._shared.popleft() if self._shared else None

    def take_alike(self, most: int) -> list[Entry]:
        """The next tasks of a batch that is alike, at most so many."""
        take = self._shared.popleft
        return [take() for _ in range(min(most, len(self._shared)))]

    def next_alone(self) -> Entry | None:
        """The next suspect, once nothing else is left to hand out."""
        if self._shared or any(self._bound) or not self._alone:
            return None
        return self._alone[0]

    def take_alone(self) -> None:
        """The next suspect is about to run alone."""
        self.solo = self._alone.popleft()

    def put_back(self, *entries: Entry) -> None:
        """``entries`` were not run; they come first again."""
        for entry in reversed(entries):
            if entry.suspicions or entry.packed:
                self.alike = None  # this one is to be looked at
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

    def learn(self, task_s: float) -> None:
        """Tasks took this long on average."""
        mean = task_s if self._mean_s is None else self._mean_s
        self._mean_s = mean + _SMOOTHING * (task_s - mean)

    def deliver(self, delivery: Delivery) -> None:
        """Tasks are done, with a value or an error."""
        if self.ended:
            delivery.discard()
            return
        self._left -= len(delivery.entries)
        if self.solo is not None and self.solo in delivery.entries:
            self.solo = None
        self._fresh.append(delivery)

    def flush(self, now: float) -> None:
        """Pass on what was delivered, and the end.

        Waking the reader costs as much as a brief task, so brief tasks' answers are
        passed on together, at most ``HOLD_S`` late.
        """
        if self._fresh and (
            not self.brief
            or not self._left
            or self.full
            or sum(len(done.entries) for done in self._fresh) >= COMPANY
            or now - self._fresh[0].completed >= HOLD_S
        ):
            self._answers.put(self._fresh)
            self._fresh = []
        if not self._left and not self.ended:
            self.end()

    def end(self, error: Exception | None = None) -> None:
        """Nothing more will come; ``error`` is raised in the reader."""
        self.ended = True
        self._answers.put(error)

    def discard_unread(self) -> None:
        """Free what the reader did not take; only once it has left.

        A second consumer would make it wait for ever: ``SimpleQueue.get`` takes a
        timeout that has run out meanwhile for none (seen on CPython 3.11).
        """
        unread = self._fresh
        self._fresh = []
        with contextlib.suppress(Empty):
            while True:
                answers = self._answers.get_nowait()
                if isinstance(answers, list):
                    unread += answers
        for delivery in unread:
            delivery.discard()

    def read(self) -> Iterator[Sequence[TaskResult]]:
        """In the caller's thread: results until the end, a cancel, or an error.

        Those that arrived together come together.
        """
        token = self.cancel
        while not token.cancelled:
            try:
                answers = self._answers.get(timeout=POLL_S)
            except Empty:
                continue
            if answers is None:
                return
            if isinstance(answers, Exception):
                raise answers
            for place, delivery in enumerate(answers):
                for results in delivery.arrivals():
                    if self.cancel.cancelled:
                        for unread in answers[place:]:
                            unread.discard()
                        return
                    yield results
                self._read += len(delivery.entries)


def _are_alike(entries: Sequence[Entry]) -> bool:
    fn, label = entries[0].task.fn, entries[0].task.label
    for entry in entries:  # a loop takes half the time of all()
        if entry.task.fn is not fn or entry.task.label != label:
            return False
    return True
