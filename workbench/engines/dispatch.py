"""Which worker gets which task, and when.

Tasks are started in the order given: idle workers first, by index. A worker that is
busy gets its next task ahead of time only under the rule of
:attr:`Batch.may_prefetch <workbench.engines.batch.Batch.may_prefetch>`. Suspects come
last, one at a time, with every other worker idle.

A process that turns out to be dead while a task is sent does not get it; burying it is
left to the supervisor, whom its sentinel tells.
"""

from __future__ import annotations

import itertools
import pickle

from workbench.core.results import TaskError, clock
from workbench.engines import wire
from workbench.engines.batch import Batch, Delivery, Entry
from workbench.engines.execute import describe
from workbench.engines.pool import Pool
from workbench.engines.seat import SMALL, WINDOW, Seat, Sent

_TICKETS = itertools.count()
"""Tickets are never given twice, so a late answer cannot be taken for another's."""


def hand_out(batch: Batch, pool: Pool) -> None:
    """Send whatever may be sent now."""
    if batch.solo is not None or batch.full:
        return
    seats = [pool.seats[i] for i in range(batch.workers) if i in pool.seats]
    for seat in seats:
        if seat.prepared and not seat.sent:
            _give_next(batch, seat)
    if batch.may_prefetch:
        for seat in seats:
            if seat.prepared and len(seat.sent) < WINDOW and batch.may_prefetch:
                _give_next(batch, seat)
    if batch.suspects and pool.silent:
        _try_alone(batch, seats)


def _try_alone(batch: Batch, seats: list[Seat]) -> None:
    suspect = batch.next_alone()
    if suspect is None:
        return
    for seat in seats:
        if seat.prepared and suspect.only_on in (None, seat.index):
            batch.take_alone()
            _give(batch, seat, suspect)
            return


def _give_next(batch: Batch, seat: Seat) -> None:
    """Send the next task that can be sent at all."""
    while (entry := batch.take(seat.index)) is not None:
        if _give(batch, seat, entry):
            return


def _give(batch: Batch, seat: Seat, entry: Entry) -> bool:
    """Pickle and send a task; false if it had to be answered here with an error."""
    submitted = clock()
    if entry.packed is None:
        packed = _packed(entry)
        if isinstance(packed, TaskError):
            batch.deliver(
                Delivery(entry, seat.index, submitted, clock(), 0, error=packed)
            )
            return False
        if seat.sent and len(packed) > SMALL:
            entry.packed = packed
            batch.wait_for_idle(entry)
            return True
    else:
        packed, entry.packed = entry.packed, None
    ticket = next(_TICKETS)
    seat.sent.append(Sent(ticket, batch, entry, submitted, len(packed)))
    try:
        seat.channel.send(wire.task(ticket, packed))
    except OSError:
        seat.sent.pop()
        batch.put_back(entry)
    return True


def _packed(entry: Entry) -> bytes | TaskError:
    try:
        return pickle.dumps((entry.task.fn, entry.task.args), 5)
    except BaseException as raised:  # pickling runs the task's own code
        return describe(raised, "the task could not be pickled")
