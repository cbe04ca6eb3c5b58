"""What program and worker say to each other: one byte of kind, then what belongs to it.

To the worker: a chunk of tasks, data to hold (see
:mod:`workbench.engines.placement`), a key to forget, a request to stop. From the
worker: ready, data held or why not, a key forgotten or something of it kept, and the
answers of tasks. A chunk's tasks have
consecutive tickets; they are run, and answered, in that order, be it in one message or
in several.

A chunk is one pickled function, a count, the sizes of the pickled arguments, and the
arguments: pickling a function costs as much as running a tiny task. Where all arguments
are :data:`plain <PLAIN>`, they travel as one, in Python's own format for constants,
which takes a fifth of the time: nothing in it can fail or run code. Answers are the
ticket of the first, a count, as many heads of fixed size, and the payloads that the
heads give the sizes of. Heads are plain tuples, which are read by the thousand.
"""

from __future__ import annotations

import marshal
import struct
from collections.abc import Sequence
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import Any, Final

CHUNK = b"T"
PLAIN_CHUNK = b"P"
HOLD = b"H"
FORGET = b"F"
STOP = b"S"
READY = b"R"
HELD = b"K"
NOT_HELD = b"N"
FORGOT = b"G"
KEPT = b"L"
ANSWERS = b"A"

ERROR, VALUE, LARGE_VALUE = range(3)
"""What an answer's payload is: a pickled error, a pickled value, or where a value lies
that was too large for the pipe (see :mod:`workbench.engines.large`)."""

_CHUNK = struct.Struct("<cQIQ")
_ANSWERS = struct.Struct("<cQI")
_HEAD = struct.Struct("<BdddddqQ")
UNKNOWN = -1
"""The peak memory of a worker that does not know it."""

Head = tuple[int, float, float, float, float, float, int, int]
"""The fixed part of an answer: kind, received, started, ended, packed, CPU time (all in
seconds), peak memory in bytes or :data:`UNKNOWN`, size of the payload in bytes."""
# Where they stand in a Head.
KIND: Final = 0
STARTED: Final = 2
ENDED: Final = 3
SIZE: Final = 7
_KIND_OF, _SIZE_OF = itemgetter(KIND), itemgetter(SIZE)

head = _HEAD.pack
"""The bytes of a :data:`Head`, whose fields are the arguments."""


def chunk(ticket: int, fn: bytes, calls: Sequence[bytes]) -> bytes:
    """The message of tasks with tickets from ``ticket`` on: their pickled arguments."""
    count = len(calls)
    sizes = struct.pack(f"<{count}Q", *map(len, calls))
    return b"".join((_CHUNK.pack(CHUNK, ticket, count, len(fn)), sizes, fn, *calls))


PLAIN = frozenset({bool, bytes, float, int, str, type(None)})
"""The types that an argument has if it is plain."""
_NO_REFERENCES = 2
"""The version of the format in which no two arguments can become one object."""


def plain_chunk(ticket: int, fn: bytes, calls: list[tuple[Any, ...]]) -> bytes:
    """The message of tasks whose arguments are all plain."""
    head = _CHUNK.pack(PLAIN_CHUNK, ticket, len(calls), len(fn))
    return head + fn + marshal.dumps(calls, _NO_REFERENCES)


def read_plain_chunk(
    message: bytes | bytearray,
) -> tuple[int, memoryview, list[tuple[Any, ...]]]:
    """The first ticket, the pickled function, the arguments of each task."""
    _, ticket, _, size = _CHUNK.unpack_from(message)
    view = memoryview(message)[_CHUNK.size :]
    return ticket, view[:size], marshal.loads(view[size:])


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


def answers(ticket: int, heads: Sequence[bytes], payloads: Sequence[bytes]) -> bytes:
    """The message of one or more answers, to the tasks from ``ticket`` on."""
    return b"".join((_ANSWERS.pack(ANSWERS, ticket, len(heads)), *heads, *payloads))


def read_heads(message: bytes | bytearray) -> tuple[int, list[Head]]:
    """The first ticket, and the heads alone: payloads are for who wants the values."""
    _, ticket, count = _ANSWERS.unpack_from(message)
    end = _ANSWERS.size + count * _HEAD.size
    table = memoryview(message)[_ANSWERS.size : end]
    heads: list[Head] = list(_HEAD.iter_unpack(table))
    if len(heads) != count or end + sum(map(_SIZE_OF, heads)) != len(message):
        raise ValueError("an answer that is not as long as it says")
    return ticket, heads


def count_large(heads: Sequence[Head]) -> int:
    """How many of the answers have a value that was too large for the pipe."""
    return list(map(_KIND_OF, heads)).count(LARGE_VALUE)


def payloads_start(heads: Sequence[Head]) -> int:
    """Where the first payload begins in the message of these heads."""
    return _ANSWERS.size + len(heads) * _HEAD.size
