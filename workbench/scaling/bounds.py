"""Bounds on a speedup that need no law: from the durations of the tasks themselves.

However many workers there are, a run takes at least as long as its longest task; with
p workers at least a p-th of all work. Between the two lies what really happens when
tasks are handed out one after the other to whoever is free: :func:`list_schedule`.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence


def speedup_bound(durations: Sequence[float], workers: int | None = None) -> float:
    """Σ work / max(longest task, Σ work / p): no schedule is faster.

    Without ``workers``, of any number of them. ``durations`` are in seconds, one per
    task, at least one of them positive.
    """
    work = math.fsum(durations)
    least = max(durations)
    if workers is not None:
        least = max(least, work / workers)
    return work / least


def list_schedule(
    durations: Sequence[float], workers: int, overhead_s: float = 0.0
) -> float:
    """Seconds until all tasks are done, each given to the first free worker in order.

    ``overhead_s`` is added to every task: what handing it out costs. At most
    2 − 1/p times as long as the best schedule; with the longest tasks first at most
    4/3 − 1/(3p) times.

    Source: Graham, "Bounds on multiprocessing timing anomalies", SIAM Journal on
    Applied Mathematics 17(2), 1969.
    """
    if workers < 1:
        raise ValueError("there must be a worker")
    free = [0.0] * min(workers, max(1, len(durations)))
    end = 0.0
    for duration in durations:
        done = free[0] + duration + overhead_s
        heapq.heapreplace(free, done)
        end = max(end, done)
    return end
