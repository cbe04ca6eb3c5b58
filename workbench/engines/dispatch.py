"""Which worker gets which task, and when.

Tasks are started in the order given: idle workers first, by index. Brief tasks travel
together, see :func:`_give_next`. A worker that is busy gets its next tasks ahead of
time only under the rule of
:attr:`Batch.may_prefetch <workbench.engines.batch.Batch.may_prefetch>`. Suspects come
last, one at a time, with every other worker idle.

A process that turns out to be dead while a task is sent does not get it; burying it is
left to the supervisor, whom its sentinel tells.
"""

from __future__ import annotations

import itertools
import math
import pickle

from workbench.core.results import clock
from workbench.engines import wire
from workbench.engines.batch import CHUNK_S, Batch
from workbench.engines.deliveries import Entry, Failed
from workbench.engines.durations import Durations
from workbench.engines.execute import describe
from workbench.engines.pool import Pool
from workbench.engines.seat import AHEAD, SMALL, WINDOW, Seat, Sent

_TICKETS = itertools.count(1)  # 0 is an idle worker's
"""Tickets are never given twice, so a late answer cannot be taken for another's."""


def hand_out(batch: Batch, pool: Pool, durations: Durations) -> None:
    """Send whatever may be sent now."""
    if batch.solo is not None or batch.full:
        return
    seats = [pool.seats[i] for i in range(batch.workers) if i in pool.seats]
    for seat in seats:
        if seat.prepared and not seat.sent:
            _give_next(batch, seat, durations)
    if batch.may_prefetch:
        window = max(
            WINDOW, AHEAD // batch.schedule.chunk if batch.schedule.chunk else 0
        )
        for seat in seats:
            while seat.prepared and len(seat.sent) < window and batch.may_prefetch:
                before = len(seat.sent)
                _give_next(batch, seat, durations)
                if len(seat.sent) == before:
                    break
    if batch.suspects and pool.silent:
        _try_alone(batch, seats)


def _try_alone(batch: Batch, seats: list[Seat]) -> None:
    suspect = batch.next_alone()
    if suspect is None:
        return
    for seat in seats:
        if seat.prepared and suspect.only_on in (None, seat.index):
            batch.take_alone()
            submitted = clock()
            call = _packed(batch, seat, suspect, submitted)
            if call is not None:
                fn, args = call
                _send(batch, seat, fn, [suspect], [args], submitted)
            return


def _give_next(batch: Batch, seat: Seat, durations: Durations) -> None:
    """Send the next tasks that can be sent at all, as many as may travel together.

    A chunk has one function. Left to adapt, it takes in tasks whose durations are known
    to add up to little; one of unknown length, or under suspicion, travels alone.
    """
    submitted = clock()
    entries: list[Entry] = []
    calls: list[bytes] = []
    function = b""
    room = SMALL if seat.sent else None
    budget = math.inf if batch.schedule.chunk else CHUNK_S
    most = batch.most_in_chunk
    while len(entries) < most and (entry := batch.take(seat.index)) is not None:
        expected = durations.expected(entry.task)
        lasts = math.inf if expected is None or entry.suspicions else expected
        if entries and lasts > budget:
            batch.put_back(entry)
            break
        call = _packed(batch, seat, entry, submitted)
        if call is None:
            continue
        fn, args = call
        if entries and fn != function:
            entry.packed = call
            batch.put_back(entry)
            break
        function = fn
        if room is not None and len(args) > room:
            entry.packed = call
            if entries:
                batch.put_back(entry)
            else:
                batch.wait_for_idle(entry)
            break
        entries.append(entry)
        calls.append(args)
        room = (SMALL if room is None else room) - len(args)
        budget -= lasts
        if entry.suspicions:
            break
    if entries:
        _send(batch, seat, function, entries, calls, submitted)


def _send(
    batch: Batch,
    seat: Seat,
    fn: bytes,
    entries: list[Entry],
    calls: list[bytes],
    submitted: float,
) -> None:
    ticket = next(_TICKETS)
    for _ in entries[1:]:
        next(_TICKETS)
    sizes = [len(fn) + len(call) for call in calls]
    sent = Sent(ticket, batch, entries, submitted=submitted, sizes=sizes)
    seat.sent.append(sent)
    try:
        seat.channel.send(wire.chunk(ticket, fn, calls))
    except OSError:
        seat.sent.pop()
        for entry in reversed(entries):
            batch.put_back(entry)


def _packed(
    batch: Batch, seat: Seat, entry: Entry, submitted: float
) -> tuple[bytes, bytes] | None:
    """The pickled function and arguments.

    ``None`` if the task had to be answered here with an error.
    """
    if entry.packed is not None:
        packed, entry.packed = entry.packed, None
        return packed
    task = entry.task
    try:
        return batch.pickled(task.fn), pickle.dumps(task.args, 5)
    except BaseException as raised:  # pickling runs the task's own code
        error = describe(raised, "the task could not be pickled")
        batch.deliver(Failed(entry, seat.index, submitted, clock(), error))
        return None
