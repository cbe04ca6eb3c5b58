"""What takes another machine's clock to this one's, so that one timeline holds both.

All processes of a machine share its clock (:data:`workbench.core.results.clock`); the
clocks of two machines start anywhere. The difference is estimated as NTP does: the
other end is asked for a reading, which lies somewhere between the question and the
answer. In the middle, the estimate is wrong by at most half the round trip, so the
fastest of several round trips is taken (Mills, RFC 5905, section 10: clock filter).
"""

from __future__ import annotations

import os
import platform
import uuid
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from workbench.core.results import clock

TRIES = 7
"""How often is asked; NTP's filter holds eight."""


class Reading(NamedTuple):
    """Which clock it is, and what it shows."""

    clock: str
    seconds: float


def read() -> Reading:
    """This process's reading; to be run on a worker."""
    return Reading(mark(), clock())


def offset(ask: Callable[[], Reading], tries: int = TRIES) -> float:
    """Seconds to be added to a time read there to have it on this program's clock.

    ``ask`` has :func:`read` run there and gives its answer. Exactly 0 where it is the
    same clock: on the same boot of the same machine.
    """
    here = mark()
    best: tuple[float, float] | None = None
    for _ in range(tries):
        asked = clock()
        there = ask()
        answered = clock()
        if there.clock == here:
            return 0.0
        found = answered - asked, (asked + answered) / 2 - there.seconds
        best = found if best is None else min(best, found)
    assert best is not None  # there is at least one try
    return best[1]


@cache
def mark() -> str:
    """What the clock of this process is told apart by.

    Linux gives every boot a name, and lets a container have a clock of its own (time
    namespaces). Elsewhere the machine's own name and network address have to do.
    """
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return f"{platform.node()}-{uuid.getnode():x}"
    try:
        return f"{boot}-{os.stat('/proc/self/ns/time').st_ino}"  # noqa: PTH116 - no link
    except OSError:  # a kernel without them
        return boot
