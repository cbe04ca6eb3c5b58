"""What program and worker say to each other: one byte of kind, then what belongs to it.

To the worker: a chunk of tasks, data to hold (see
:mod:`workbench.engines.placement`), a key to forget, a request to stop. From the
worker: ready, data held or why not, and the answers of tasks. A chunk's tasks have
consecutive tickets; they are run, and answered, in that order, be it in one message or
in several.

A chunk is one pickled function, a count, the sizes of the pickled arguments, and the
arguments: pickling a function costs as much as running a tiny task. Answers are a
count, as many heads of fixed size, and the payloads that the heads give the sizes of.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

CHUNK = b"T"
HOLD = b"H"
FORGET = b"F"
STOP = b"S"
READY = b"R"
HELD = b"K"
NOT_HELD = b"N"
ANSWERS = b"A"

ERROR, VALUE, LARGE_VALUE = range(3)
"""What an answer's payload is: a pickled error, a pickled value, or where a value lies
that was too large for the pipe (see :mod:`workbench.engines.large`)."""

_CHUNK = struct.Struct("<cQIQ")
_COUNT = struct.Struct("<cI")
_HEAD = struct.Struct("<QBdddddqQ")
_UNKNOWN = -1


class Head(NamedTuple):
    """The fixed part of an answer. Times in seconds, ``peak_bytes`` −1 if unknown."""

    ticket: int
    kind: int
    received: float
    started: float
    ended: float
    packed: float
    cpu_s: float
    peak_bytes: int
    size: int


def chunk(ticket: int, fn: bytes, calls: Sequence[bytes]) -> bytes:
    """The message of tasks with tickets from ``ticket`` on: their pickled arguments."""
    count = len(calls)
    sizes = struct.pack(f"<{count}Q", *map(len, calls))
    return b"".join((_CHUNK.pack(CHUNK, ticket, count, len(fn)), sizes, fn, *calls))


def read_chunk(
    message: bytes | bytearray,
) -> tuple[int, memoryview, list[memoryview]]:
    """The first ticket, the pickled function, the pickled arguments of each task."""
    _, ticket, count, size = _CHUNK.unpack_from(message)
    sizes = struct.unpack_from(f"<{count}Q", message, _CHUNK.size)
    view = memoryview(message)
    start = _CHUNK.size + 8 * count
    ends = list(accumulate(sizes, initial=start + size))
    return ticket, view[start : start + size], [view[a:b] for a, b in pairwise(ends)]


def head(
    ticket: int,
    kind: int,
    *,
    received: float,
    started: float,
    ended: float,
    packed: float,
    cpu_s: float,
    peak_bytes: int | None,
    size: int,
) -> bytes:
    """An answer's head; its payload follows in the same message."""
    peak = _UNKNOWN if peak_bytes is None else peak_bytes
    return _HEAD.pack(ticket, kind, received, started, ended, packed, cpu_s, peak, size)


def answers(heads: Sequence[bytes], payloads: Sequence[bytes]) -> bytes:
    """The message of one or more answers."""
    return b"".join((_COUNT.pack(ANSWERS, len(heads)), *heads, *payloads))


def read_heads(message: bytes | bytearray) -> list[Head]:
    """The heads alone: payloads are for whoever wants the values."""
    _, count = _COUNT.unpack_from(message)
    end = _COUNT.size + count * _HEAD.size
    table = memoryview(message)[_COUNT.size : end]
    heads = [Head._make(fields) for fields in _HEAD.iter_unpack(table)]
    if len(heads) != count or end + sum(head.size for head in heads) != len(message):
        raise ValueError("an answer that is not as long as it says")
    return heads


def read_payloads(
    message: bytes | bytearray, heads: Sequence[Head]
) -> list[memoryview]:
    """The payload of each head."""
    view = memoryview(message)
    first = _COUNT.size + len(heads) * _HEAD.size
    ends = list(accumulate((head.size for head in heads), initial=first))
    return [view[a:b] for a, b in pairwise(ends)]


def peak_of(head: Head) -> int | None:
    """The peak memory in bytes, if the worker knew it."""
    return None if head.peak_bytes == _UNKNOWN else head.peak_bytes
