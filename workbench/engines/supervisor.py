"""The thread that runs the worker processes.

It alone talks to the workers, so nothing of theirs is locked. Other threads hand it
requests through a deque and a byte in a pipe that wakes it; answers go to the reader of
the batch through the :class:`~workbench.engines.batch.Batch`. One turn of its loop::

    wait for pipes, sentinels, requests
      └─ take answers, bury the dead, obey requests, look at the clock
           └─ start missing workers ─► hand out tasks ─► pass on answers
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import struct
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from workbench.core.errors import EngineFailed
from workbench.core.results import TaskError, clock
from workbench.engines import scratch, shared, wire
from workbench.engines.base import PoolState
from workbench.engines.batch import CHUNK_S, LOOK_S, POLL_S, Batch
from workbench.engines.deliveries import Answered, Failed
from workbench.engines.dispatch import hand_out
from workbench.engines.durations import Durations
from workbench.engines.failures import broke_down, cannot_hold, cannot_start, closed
from workbench.engines.mailbox import Mailbox
from workbench.engines.placement import Placed
from workbench.engines.pool import Pool
from workbench.engines.seat import GRACE_S, Seat, how_it_ended
from workbench.engines.waiting import Waiting

if TYPE_CHECKING:
    from numpy.typing import NDArray

PATIENCE = 30
"""Failed starts of workers in a row, weighted, after which the engine has failed."""
FAILED = 10
"""Weight of a worker that failed by itself: three of them, and it is hopeless."""
KILLED = 1
"""Weight of a worker that somebody killed while it started, perhaps another's task."""

BROKEN = (
    EOFError,
    OSError,
    ValueError,
    LookupError,
    MemoryError,
    OverflowError,
    struct.error,
)
"""What a worker's pipe raises at its end, or when what comes makes no sense."""

IDLE_S = 1.0
"""How often the pulses of workers are felt while there is nothing to do."""
PAUSE_S = 0.1
"""How long after a failed start the next one is tried."""

_PLACED_NUMBERS = itertools.count(1)
_LOG = logging.getLogger(__name__)


class Supervisor:
    """See the module. Public methods may be called from any thread."""

    def __init__(self, *, threads: int, memory_limit: int | None) -> None:
        self._folder = scratch.make()
        shared.sweep()
        self._pool = Pool(self._folder, threads=threads, memory_limit=memory_limit)
        self._batch: Batch | None = None
        self._durations = Durations()
        self._waiting: list[Waiting] = []
        self._bad_starts = 0
        self._vacant = False
        self._fill_at = 0.0
        self._next_look = 0.0
        self._closing = False
        self._mailbox = Mailbox()
        self._pool.watch(self._mailbox.bell)
        self._thread = threading.Thread(
            target=self._run, name="workbench-supervisor", daemon=True
        )
        self._thread.start()

    def ensure(self, workers: int) -> None:
        """Block until ``workers`` workers are ready; raises ``EngineFailed``."""
        waiting = Waiting(lambda: self._pool.prepared(workers), workers)

        def begin() -> None:
            self._waiting.append(waiting)
            self._vacant = True

        self._ask(begin)
        waiting.wait()

    def submit(self, batch: Batch) -> None:
        """Run ``batch``. One at a time: the one before must be at its end or left."""
        self._ask(lambda: self._begin(batch))

    def leave(self, batch: Batch) -> None:
        """Nobody reads ``batch`` any more; what it still runs is given a grace."""

        def begin() -> None:
            self._end(batch)
            batch.discard_unread()

        if not self._ask(begin, even_late=True):
            batch.discard_unread()

    def place(self, key: str, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Block until every worker that is up and not busy holds ``arrays``."""
        number = next(_PLACED_NUMBERS)
        name = f"{self._pool.mark}-p{number}"
        spare = self._pool.spare.take
        placed = Placed(key, arrays, name=name, folder=self._folder, spare=spare)
        waiting = Waiting(self._all_settled)

        def begin() -> None:
            self._durations.forget()
            self._pool.placed[key] = placed
            for seat in list(self._pool.seats.values()):
                seat.hold(key, placed)
                with contextlib.suppress(OSError):  # dead: its sentinel will tell
                    seat.settle()
            self._waiting.append(waiting)

        try:
            self._ask(begin)
            waiting.wait()
        except BaseException:
            placed.close()
            raise

    def release(self, key: str) -> None:
        """Have all workers forget ``key``."""

        def begin() -> None:
            placed = self._pool.placed.pop(key, None)
            seats = list(self._pool.seats.values())
            told = [seat for seat in seats if seat.forget(key)]
            if placed is not None:
                self._pool.spare.retire(placed, told, clock())
            for seat in told:
                with contextlib.suppress(OSError):  # dead: its sentinel will tell
                    seat.settle()

        self._ask(begin, even_late=True)

    def close(self) -> None:
        """End all workers and the thread: 2 s asked, 2 s terminated, then killed."""
        self._ask(self._close, even_late=True)
        self._thread.join(2 * GRACE_S + 1.0)
        while self._thread.is_alive():  # it waits for a worker that stands still
            self._pool.kill()
            self._thread.join(POLL_S)

    def end_worker(self, pid: int) -> bool:
        """Kill the worker with that process id; no task is blamed for it."""
        if pid not in self._pool.state().pids:
            return False

        def begin() -> None:
            for seat in self._pool.seats.values():
                if seat.pid == pid:
                    seat.excused = True
                    seat.process.kill()

        self._ask(begin, even_late=True)
        return True

    def state(self) -> PoolState:
        """A look from outside, without asking the thread."""
        return self._pool.state()

    def _ask(self, request: Callable[[], None], *, even_late: bool = False) -> bool:
        """Have the thread call ``request``; false when it has ended."""
        asked = self._mailbox.put(request)
        if not asked and not even_late:
            raise RuntimeError("the engine is closed")
        return asked

    # ---- from here on in the supervisor's thread

    def _run(self) -> None:
        error: EngineFailed | None = None
        try:
            while not self._closing or self._pool.seats:
                self._turn()
        except BaseException as bug:
            _LOG.exception("the supervisor of the processes broke")
            error = broke_down(bug)
        finally:
            self._shut_down(error)

    def _turn(self) -> None:
        patience = self._patience()
        for source, seat in self._pool.wait(patience):
            if seat is None:
                for request in self._mailbox.take():
                    request()
            elif not seat.buried:
                if source is seat.channel.conn:
                    self._hear(seat)
                else:
                    self._lose(seat)
        self._pool.time.woke(patience)
        now = clock()
        if now >= self._next_look:
            self._next_look = now + (LOOK_S if self._pool.calm else POLL_S) / 2
            self._look_at_clock(self._pool.time())
            self._pool.spare.look(now)
        if self._vacant and now >= self._fill_at:
            self._fill()
        batch = self._batch
        if batch is not None:
            if not batch.started:
                batch.started = self._pool.prepared(batch.workers)
            if batch.started:
                hand_out(batch, self._pool, self._durations)
            batch.flush(now)
            if batch.ended:
                self._batch = None
        if self._waiting:
            self._answer_waiting()
        self._pool.expect_room()

    def _patience(self) -> float:
        """Somebody may cancel, or a worker's time may end; else only pulses matter."""
        patience = IDLE_S
        if self._batch is not None:
            patience = self._batch.patience
        if not self._pool.calm:
            patience = min(patience, POLL_S)
        if self._vacant:
            patience = min(patience, max(0.0, self._fill_at - clock()))
        return patience

    def _look_at_clock(self, now: float) -> None:
        if self._batch is not None and self._batch.cancel.cancelled:
            self._end(self._batch)
        for seat in list(self._pool.seats.values()):
            if not seat.process.is_alive():
                # A child that a task left behind keeps sentinel and pipe open.
                self._lose(seat)
                continue
            seat.look(now)
            self._check_limit(seat, now)
            seat.push(now)

    def _check_limit(self, seat: Seat, now: float) -> None:
        """End the worker whose task takes longer than tasks may."""
        batch = self._batch
        limit = batch.schedule.task_limit_s if batch is not None else None
        if limit is None or seat.leaving or seat.ran_for(now) <= limit:
            return
        entry = seat.running()
        if batch is None or entry is None or seat.sent[0].batch is not batch:
            return
        chunk = next(sent for sent in seat.sent if entry in sent.entries)
        chunk.entries.remove(entry)
        error = TaskError(
            kind="TimeLimit",
            text=f"the task ran for more than {limit:g} s and was ended",
        )
        batch.deliver(Failed(entry, seat.index, chunk.submitted, clock(), error))
        seat.dismiss()

    def _answer_waiting(self) -> None:
        for waiting in [w for w in self._waiting if w.done()]:
            waiting.finish()
            self._waiting.remove(waiting)

    # ---- batches

    def _begin(self, batch: Batch) -> None:
        if self._closing:
            batch.end()
        elif self._batch is not None:
            batch.end(RuntimeError("the engine runs another batch already"))
        else:
            self._batch = batch
            self._vacant = True
            lasts = self._durations.expected(batch.alike) if batch.alike else None
            if lasts is not None and lasts < CHUNK_S:
                batch.learn(lasts)  # brief, as they were lately: sent ahead at once

    def _end(self, batch: Batch) -> None:
        if batch is self._batch:
            self._batch = None
            batch.end()
            for seat in self._pool.seats.values():
                seat.give_grace()

    def _fail(self, error: EngineFailed | None) -> None:
        """Tell all who wait, by ``error`` or by a quiet end."""
        if self._batch is not None:
            self._batch.end(error)
            self._batch = None
        for waiting in self._waiting:
            waiting.finish(error or closed())
        self._waiting.clear()

    # ---- workers

    def _hear(self, seat: Seat) -> None:
        """Take what a worker says, and send it what its pipe did not take before."""
        try:
            seat.channel.flush()
            for message in seat.channel.receive():
                self._understand(seat, message)
            seat.settle()
        except BROKEN:
            self._lose(seat)
            return
        if seat.prepared and not seat.started:
            seat.started = True
            self._bad_starts = 0

    def _understand(self, seat: Seat, message: bytes | bytearray) -> None:
        kind = message[:1]
        if kind == wire.ANSWERS:
            if not seat.excused:  # else its tasks were taken from it
                self._take_answers(seat, message)
        elif kind == wire.READY:
            seat.arrived()
        elif kind == wire.HELD:
            seat.confirmed(message[1:].decode())
        elif kind in (wire.FORGOT, wire.KEPT):
            free = kind == wire.FORGOT
            self._pool.spare.confirmed(message[1:].decode(), seat, clock(), free=free)
        elif kind == wire.NOT_HELD:
            seat.dismiss()
            self._fail(cannot_hold(message[1:].decode()))
        else:
            raise ValueError(f"worker {seat.index} said {kind!r}")

    def _take_answers(self, seat: Seat, message: bytes | bytearray) -> None:
        now = clock()
        ticket, heads = wire.read_heads(message)
        sent, entries, sizes = seat.answered(ticket, heads)
        answered = Answered(
            entries, sizes, seat.index, sent.submitted, now, message, heads
        )
        if sent.batch is not self._batch:  # late: nobody wants it any more
            answered.discard()
            return
        seconds = [head[wire.ENDED] - head[wire.STARTED] for head in heads]
        if sent.batch.alike:
            self._durations.learn(entries[0].task, sum(seconds) / len(seconds))
        else:
            for entry, its in zip(entries, seconds, strict=True):
                self._durations.learn(entry.task, its)
        sent.batch.learn(sum(seconds) / len(seconds))
        sent.batch.deliver(answered)

    def _lose(self, seat: Seat) -> None:
        """A worker has died, or cannot be talked to."""
        if seat.buried:
            return
        self._hear_out(seat)
        code = self._pool.bury(seat)
        how = how_it_ended(code)
        _LOG.info("worker %d (pid %s) ended: %s", seat.index, seat.pid, how)
        self._pass_on(seat, how)
        self._vacant = True
        if not seat.started and not self._closing:
            killed = code is not None and code < 0 and not seat.leaving
            self._bad_start(how, KILLED if killed else FAILED)

    def _hear_out(self, seat: Seat) -> None:
        """What a worker said before it died still counts."""
        try:
            while seat.channel.conn.poll(0):
                for message in seat.channel.receive():
                    self._understand(seat, message)
        except BROKEN:
            return

    def _pass_on(self, seat: Seat, how: str) -> None:
        """Its unfinished tasks run again; the one that it ran is the suspect."""
        batch = self._batch
        if batch is None:
            return
        unfinished = seat.unanswered(batch)
        suspect = None if seat.excused or not unfinished else seat.running()
        batch.put_back(*(entry for entry in unfinished if entry is not suspect))
        if suspect is None or suspect not in unfinished:
            return
        if batch.suspect(suspect):
            error = TaskError(
                kind="WorkerDied",
                text=f"the worker process ended while it ran this task: {how}",
                traceback=seat.last_words(),
            )
            submitted = seat.sent[0].submitted
            batch.deliver(Failed(suspect, seat.index, submitted, clock(), error))

    def _fill(self) -> None:
        """Start the workers that a batch or a waiting thread needs."""
        self._vacant = False
        asked = max((waiting.workers for waiting in self._waiting), default=0)
        batch = self._batch
        mine = range(batch.workers if batch is not None else 0)
        useful = batch.useful_workers if batch is not None else 0
        for index in range(max(asked, len(mine))):
            there = sum(place in self._pool.seats for place in mine)
            if index not in self._pool.seats and (index < asked or there < useful):
                try:
                    self._pool.start(index)
                except Exception as error:  # whatever the system refuses
                    self._vacant = True
                    self._bad_start(f"{type(error).__name__}: {error}")
                    return

    def _bad_start(self, how: str, weight: int = FAILED) -> None:
        """A worker did not start. Hopeless, if nobody else gets on with the work."""
        self._fill_at = clock() + PAUSE_S
        if self._batch is not None and self._batch.started and self._pool.working:
            return
        self._bad_starts += weight
        if self._bad_starts >= PATIENCE:
            self._bad_starts = 0
            self._fail(cannot_start(how))

    def _all_settled(self) -> bool:
        return all(
            seat.prepared or seat.sent or not seat.ready or seat.leaving
            for seat in self._pool.seats.values()
        )

    # ---- the end

    def _close(self) -> None:
        self._closing = True
        self._fail(None)
        for seat in list(self._pool.seats.values()):
            if not seat.leaving:
                seat.ask_to_stop()

    def _shut_down(self, error: EngineFailed | None) -> None:
        self._closing = True
        for request in self._mailbox.close():
            request()
        self._pool.kill()
        for seat in list(self._pool.seats.values()):
            self._pool.bury(seat)
        self._fail(error)
        for placed in self._pool.placed.values():
            placed.close()
        self._pool.placed.clear()
        self._pool.spare.close()
        self._pool.close()
        self._mailbox.free()
        scratch.remove(self._folder)
