"""A machine that nobody has, running tasks whose durations were measured.

Tasks are handed out in their order by one program to whoever is free first. Handing one
out takes the program a moment, its data cross a link that all workers share, and some
workers are slower than others. What comes out is a simulation and must be labelled so:
it knows nothing of caches, memory bandwidth, or cores that share a clock.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedMachine:
    """What the simulation assumes; with the defaults a perfect machine."""

    workers: int
    dispatch_s: float = 0.0
    """Seconds of the program to hand out one task; one after the other."""
    latency_s: float = 0.0
    """Seconds on the way to a worker, and as many back."""
    bytes_per_s: float = float("inf")
    """What the one link carries, to all workers together."""
    straggler_share: float = 0.0
    """The share of workers that are slow."""
    straggler_factor: float = 1.0
    """How many times longer tasks take on those."""
    seed: int = 0
    """Which workers they are."""

    def __post_init__(self) -> None:
        if self.workers < 1:
            raise ValueError("there must be a worker")
        if not 0.0 <= self.straggler_share <= 1.0 or self.straggler_factor < 1.0:
            raise ValueError("a share lies between 0 and 1, a slow worker is slower")
        if min(self.dispatch_s, self.latency_s) < 0.0 or self.bytes_per_s <= 0.0:
            raise ValueError("times are not negative, and a link carries something")

    def factors(self) -> list[float]:
        """How many times longer a task takes, for each worker."""
        slow = round(self.straggler_share * self.workers)
        found = [self.straggler_factor] * slow + [1.0] * (self.workers - slow)
        random.Random(self.seed).shuffle(found)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """What happened; all in seconds, parts in worker-seconds."""

    makespan_s: float
    serial_s: float
    compute_s: float
    """Inside tasks."""
    waiting_s: float
    """On the way, for the link, or for the program to hand out the next task."""
    idle_s: float
    """Nothing left to do, and the serial part, during which all workers are idle."""

    @property
    def speedup(self) -> float:
        """Against one perfect worker that does the same work without any way."""
        return (self.serial_s + self.compute_s) / self.makespan_s


def simulate(
    durations: Sequence[float],
    machine: SimulatedMachine,
    *,
    task_bytes: float = 0.0,
    serial_s: float = 0.0,
) -> Simulated:
    """Run tasks of these durations (seconds) on ``machine``, after a serial part.

    A discrete-event simulation with one event per task: a heap of the moments at which
    workers get free, so a million tasks on ten thousand workers take seconds.
    """
    factors = machine.factors()
    free = [(0.0, worker) for worker in range(machine.workers)]
    program = link = end = compute = waiting = 0.0
    carry = task_bytes / machine.bytes_per_s
    dispatch, latency = machine.dispatch_s, machine.latency_s
    for duration in durations:
        since, worker = free[0]
        program = (program if program > since else since) + dispatch
        link = (link if link > program else program) + carry
        begin = link + latency
        took = duration * factors[worker]
        done = begin + took + latency
        heapq.heapreplace(free, (done, worker))
        compute += took
        waiting += (begin - since) + latency
        if done > end:
            end = done
    makespan = serial_s + end
    worker_seconds = machine.workers * makespan
    return Simulated(
        makespan_s=makespan,
        serial_s=serial_s,
        compute_s=compute,
        waiting_s=waiting,
        idle_s=worker_seconds - compute - waiting,
    )
