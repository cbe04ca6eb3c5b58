"""Tasks of a known length, and tasks that do nothing: what engines are compared with.

They are module-level functions of a module without heavy imports, so that a fresh
worker runs them at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from workbench.core.results import clock
from workbench.core.spec import Work

_TRY_S = 0.002
"""A calibration lasts about so long: enough for the clock, and so short that on a busy
computer some of many are not interrupted."""
_TRIES = 30


def nothing() -> None:
    """The shortest task."""


def python_work(rounds: int) -> int:
    """Python's own arithmetic, which holds the interpreter's lock."""
    value = 1
    for _ in range(rounds):
        value = (value * 1_103_515_245 + 12_345) & 0x7FFF_FFFF
    return value


def native_work(rounds: int) -> bytes:
    """One call into C, which releases the interpreter's lock (PBKDF2, RFC 8018)."""
    return hashlib.pbkdf2_hmac("sha256", b"workbench", b"probe", max(1, rounds), 8)


WORK: dict[Work, Callable[[int], object]] = {
    "python": python_work,
    "native": native_work,
}


def rounds_per_second(work: Work) -> float:
    """How many rounds this computer does: the quickest of many short tries."""
    run = WORK[work]
    rounds = 256
    while _timed(run, rounds) < _TRY_S:
        rounds *= 2
    return rounds / min(_timed(run, rounds) for _ in range(_TRIES))


def plain_loop(work: Work, rounds: int, tasks: int) -> float:
    """Seconds of one task when ``tasks`` of them run in a loop, without an engine."""
    run = WORK[work]
    begin = clock()
    for _ in range(tasks):
        run(rounds)
    return (clock() - begin) / tasks


def _timed(run: Callable[[int], object], rounds: int) -> float:
    begin = clock()
    run(rounds)
    return clock() - begin
