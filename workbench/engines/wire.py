"""What program and worker say to each other: one byte of kind, a fixed head, a payload.

To the worker: a task (ticket, pickled call), data to hold (see
:mod:`workbench.engines.placement`), a key to forget, a request to stop. From the
worker: ready, data held, and a task's answer. A worker answers tasks in the order in
which it got them, so the oldest unanswered one is the one that runs.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

TASK = b"T"
HOLD = b"H"
FORGET = b"F"
STOP = b"S"
READY = b"R"
HELD = b"K"
ANSWER = b"A"

_TASK = struct.Struct("<cQ")
_ANSWER = struct.Struct("<cQ?ddddq")
_UNKNOWN = -1


class Answer(NamedTuple):
    """The head of a task's answer. Times in seconds, ``peak_bytes`` −1 if unknown."""

    kind: bytes
    ticket: int
    good: bool
    received: float
    started: float
    ended: float
    cpu_s: float
    peak_bytes: int


def task(ticket: int, call: bytes) -> bytes:
    """A task's message; ``call`` is its pickled function and arguments."""
    return _TASK.pack(TASK, ticket) + call


def read_task(message: bytes | bytearray) -> tuple[int, memoryview]:
    """Ticket and pickled call."""
    _, ticket = _TASK.unpack_from(message)
    return ticket, memoryview(message)[_TASK.size :]


def answer(
    ticket: int,
    *,
    good: bool,
    received: float,
    started: float,
    ended: float,
    cpu_s: float,
    peak_bytes: int | None,
    payload: bytes,
) -> bytes:
    """An answer's message; ``payload`` is the pickled value, or error if not good."""
    peak = _UNKNOWN if peak_bytes is None else peak_bytes
    head = _ANSWER.pack(ANSWER, ticket, good, received, started, ended, cpu_s, peak)
    return head + payload


def read_answer(message: bytes | bytearray) -> Answer:
    """The head alone: the payload is unpickled by whoever wants the value."""
    return Answer._make(_ANSWER.unpack_from(message))


def payload(message: bytes | bytearray) -> memoryview:
    """The pickled value or error of an answer."""
    return memoryview(message)[_ANSWER.size :]


def peak_of(answer: Answer) -> int | None:
    """The peak memory in bytes, if the worker knew it."""
    return None if answer.peak_bytes == _UNKNOWN else answer.peak_bytes
