"""The other end: what Spark's Python workers run.

A worker process serves one slot and is used again for its next job. Which data a job
needs travels with it as broadcast variables, so that a process that Spark starts anew
has them as well.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from workbench.core.data import hold, let_go
from workbench.engines import clocks, foreign, versions

_HELD: set[str] = set()
"""Keys of the data that this process holds."""
_seen = 0
"""How many modules were imported when it last looked."""
_begun = False


class Order(NamedTuple):
    """A chunk of tasks, and what they need."""

    calls: Any
    """Packed calls, or a broadcast variable of them."""
    data: Mapping[str, Any]
    """Broadcast variables of arrays by name, by the key of the data."""
    threads: int
    memory_limit: int | None
    introduce: bool


class Facts(NamedTuple):
    """What a worker says of itself."""

    clock: clocks.Reading
    versions: versions.Versions


class Report(NamedTuple):
    """What became of an order."""

    pid: int
    answers: list[foreign.Answer]
    facts: Facts | None


def run(order: Order, split: int, rows: Iterable[object]) -> Iterator[bytes]:
    """The function of a job with one partition; one pickled :class:`Report`."""
    for _ in rows:  # what is left unread would cost the process its life
        pass
    _begin(order)
    _have(order.data)
    calls: Sequence[bytes] = getattr(order.calls, "value", order.calls)
    answers = foreign.run(calls, order.threads)
    facts = Facts(clocks.read(), versions.here()) if order.introduce else None
    yield pickle.dumps(Report(os.getpid(), answers, facts), 5)
    _spare_the_collector()


def _begin(order: Order) -> None:
    """Once in every process, before anything that computes is imported."""
    global _begun
    if _begun:
        return
    _begun = True
    if not order.threads and "WORKBENCH_OMP" not in os.environ:
        os.environ.pop("OMP_NUM_THREADS", None)  # Spark's own, for every worker
    foreign.start(os.getppid(), order.threads, order.memory_limit)


def _have(data: Mapping[str, Any]) -> None:
    """Hold exactly these data."""
    for key in _HELD - data.keys():
        let_go(key)
        _HELD.discard(key)
    for key in data.keys() - _HELD:
        hold(key, data[key].value)
        _HELD.add(key)


def _spare_the_collector() -> None:
    """Keep Spark's full garbage collection after every job from taking 50 ms.

    That is how long it takes to look through libraries like scikit-learn, which stay
    loaded anyway.
    """
    global _seen
    if _seen != len(sys.modules):
        _seen = len(sys.modules)
        gc.collect()
        gc.freeze()
