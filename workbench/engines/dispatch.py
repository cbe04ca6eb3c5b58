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

from workbench.core.plan import Task
from workbench.core.results import clock
from workbench.engines import wire
from workbench.engines.batch import CHUNK_S, Batch
from workbench.engines.deliveries import Entry, Failed
from workbench.engines.durations import Durations
from workbench.engines.execute import describe
from workbench.engines.pool import Pool
from workbench.engines.seat import AHEAD, SMALL, WINDOW, Seat, Sent


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
                _send_packed(batch, seat, fn, [suspect], [args], submitted)
            return


def _give_next(batch: Batch, seat: Seat, durations: Durations) -> None:
    """Send the next tasks that can be sent at all, as many as may travel together.

    A chunk has one function. Left to adapt, it takes in tasks whose durations are known
    to add up to little; one of unknown length, or under suspicion, travels alone.
    """
    submitted = clock()
    if batch.alike is not None and _give_alike(
        batch, seat, batch.alike, durations, submitted
    ):
        return
    entries: list[Entry] = []
    calls: list[bytes] = []
    function = b""
    room = SMALL if seat.sent else None
    budget = math.inf if batch.schedule.chunk else CHUNK_S
    most = batch.most_in_chunk
    fn = label = None
    lasts = math.inf
    while len(entries) < most and (entry := batch.take(seat.index)) is not None:
        task = entry.task
        if task.label is not label or task.fn is not fn:
            fn, label = task.fn, task.label
            expected = durations.expected(task)
            lasts = math.inf if expected is None else expected
        if entries and (entry.suspicions or lasts > budget):
            batch.put_back(entry)
            break
        call = _packed(batch, seat, entry, submitted)
        if call is None:
            continue
        its_function, args = call
        if entries and its_function != function:
            entry.packed = call
            batch.put_back(entry)
            break
        function = its_function
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
        _send_packed(batch, seat, function, entries, calls, submitted)


def _give_alike(
    batch: Batch, seat: Seat, example: Task, durations: Durations, submitted: float
) -> bool:
    """The same where all tasks that wait are like ``example``, without looking at each.

    False if that did not go well: then nothing was sent, and each is to be looked at.
    """
    count = batch.most_in_chunk
    if not batch.schedule.chunk:
        expected = durations.expected(example)
        fit = 1 if expected is None else CHUNK_S / max(expected, CHUNK_S / count)
        count = max(1, math.floor(fit))
    entries = batch.take_alike(count)
    if not entries:
        return True
    try:
        message, sizes = _alike(batch, example, entries, seat.next_ticket)
    except BaseException:  # of which task, and whether it is its fault, is seen later
        message, sizes = b"", []
    if message and len(message) <= SMALL:
        _send(batch, seat, message, entries, sizes, submitted)
        return True
    batch.put_back(*entries)
    if not message or len(entries) == 1:
        batch.alike = None
        return False
    batch.fitting = max(1, len(entries) * SMALL // len(message))
    return _give_alike(batch, seat, example, durations, submitted)


def _alike(
    batch: Batch, example: Task, entries: list[Entry], ticket: int
) -> tuple[bytes, list[int]]:
    """The message, and the bytes of each task in it; raises what pickling raises."""
    fn = batch.pickled(example.fn)
    calls = [entry.task.args for entry in entries]
    if wire.PLAIN.issuperset(map(type, itertools.chain.from_iterable(calls))):
        message = wire.plain_chunk(ticket, fn, calls)
        return message, [len(fn) + (len(message) - len(fn)) // len(calls)] * len(calls)
    packed = [pickle.dumps(call, 5) for call in calls]
    return wire.chunk(ticket, fn, packed), [len(fn) + len(call) for call in packed]


def _send(
    batch: Batch,
    seat: Seat,
    message: bytes,
    entries: list[Entry],
    sizes: list[int],
    submitted: float,
) -> None:
    sent = Sent(seat.next_ticket, batch, entries, submitted=submitted, sizes=sizes)
    seat.next_ticket += len(entries)
    seat.sent.append(sent)
    try:
        seat.channel.send(message)
    except OSError:
        seat.sent.pop()
        batch.put_back(*entries)


def _send_packed(
    batch: Batch,
    seat: Seat,
    fn: bytes,
    entries: list[Entry],
    calls: list[bytes],
    submitted: float,
) -> None:
    message = wire.chunk(seat.next_ticket, fn, calls)
    sizes = [len(fn) + len(call) for call in calls]
    _send(batch, seat, message, entries, sizes, submitted)


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
