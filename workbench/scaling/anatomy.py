"""Where the worker-seconds of a trial went, from the clock readings of its tasks.

A trial on p workers that lasts T seconds costs p · T worker-seconds. While the program
decomposes or aggregates, all workers are idle: *serial*. While it executes, each worker
has a lane of its own, cut by the readings that belong to its tasks::

        idle          on its way   unpack     run           pack     way back
    ├───────────────┼────────────┼─────────┼──────────────┼────────┼───────────┤
    (free)      submitted    received   started         ended   packed     completed
      dispatch or    transfer   transfer   compute +      transfer   transfer
      imbalance                            contention

Idle time counts as *dispatch* until the last task of the batch was handed out, and as
*imbalance* from then on. Inside a task, *compute* is the smaller of CPU and wall time,
and *contention* the rest of the wall time. A task that was sent ahead of time is on its
way while its worker still runs another one: only what the worker really waited counts.
No part is what is left over by the others; their sum is checked against p · T.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from statistics import fmean

from workbench.core.anatomy import PARTS, Anatomy
from workbench.core.results import Timing


@dataclass(slots=True)
class Lanes:
    """Sums up one trial, batch by batch; all in seconds."""

    workers: int
    compute_s: float = 0.0
    contention_s: float = 0.0
    transfer_s: float = 0.0
    dispatch_s: float = 0.0
    imbalance_s: float = 0.0
    tasks: int = 0
    longest_task_s: float = 0.0
    cpu_s: float = 0.0

    def add(
        self,
        timings: Sequence[Timing],
        begin: float,
        end: float,
        paused_s: float = 0.0,
    ) -> None:
        """A batch that was executed from ``begin`` to ``end``, as ``clock`` reads.

        ``paused_s`` are seconds in which an engine that works in its reader's thread
        had to wait for the reader; they lie between tasks and are no part of the trial.
        """
        lanes: dict[int, list[Timing]] = defaultdict(list)
        drained = begin
        for timing in timings:
            lanes[timing.worker].append(timing)
            if timing.submitted > drained:
                drained = timing.submitted
        for worker in range(self.workers):
            lane = sorted(lanes.get(worker, ()), key=attrgetter("started"))
            self._lane(lane, begin, end, drained)
        self.dispatch_s -= paused_s

    def anatomy(self, makespan_s: float, serial_s: float) -> Anatomy:
        """The trial's anatomy; ``serial_s`` by the program's clock, not per worker."""
        return Anatomy(
            workers=self.workers,
            makespan_s=makespan_s,
            compute_s=self.compute_s,
            contention_s=self.contention_s,
            transfer_s=self.transfer_s,
            dispatch_s=self.dispatch_s,
            imbalance_s=self.imbalance_s,
            serial_s=serial_s * self.workers,
            tasks=self.tasks,
            longest_task_s=self.longest_task_s,
            cpu_s=self.cpu_s,
        )

    def _lane(
        self, lane: Sequence[Timing], begin: float, end: float, drained: float
    ) -> None:
        """One worker's lane; it runs for every task, so without calls in its loop."""
        free = begin
        compute = contention = transfer = cpu = 0.0
        longest = self.longest_task_s
        following = [timing.received for timing in lane[1:]]
        following.append(end)
        for timing, next_received in zip(lane, following, strict=False):
            received, started, ended = timing.received, timing.started, timing.ended
            sent = timing.submitted
            if sent <= free:
                sent = free if free < received else received  # it was sent ahead
            else:
                if sent > received:
                    sent = received
                if sent > free:
                    self._idle(free, sent, drained)
            wall = ended - started
            inside = cpu_s = timing.cpu_s
            if not 0.0 <= inside <= wall:
                inside = wall if inside > wall else 0.0
            compute += inside
            contention += wall - inside
            cpu += cpu_s
            if wall > longest:
                longest = wall
            packed = timing.packed
            if packed is None:
                packed = ended
            # Back when the program had it, or when the worker took up the next one.
            free = timing.completed
            if free > next_received:
                free = next_received
            if free < packed:
                free = packed
            transfer += (started - sent) + (free - ended)
        self._idle(free, end, drained)
        self.compute_s += compute
        self.contention_s += contention
        self.transfer_s += transfer
        self.cpu_s += cpu
        self.tasks += len(lane)
        self.longest_task_s = longest

    def _idle(self, begin: float, end: float, drained: float) -> None:
        if end > begin:
            waiting = min(max(drained - begin, 0.0), end - begin)
            self.dispatch_s += waiting
            self.imbalance_s += (end - begin) - waiting


def mean_anatomy(found: Iterable[Anatomy]) -> Anatomy:
    """Trials on the same worker count as one: each part is the mean, so they add up."""
    trials = list(found)
    parts = {
        f"{part}_s": fmean(getattr(trial, f"{part}_s") for trial in trials)
        for part in PARTS
    }
    return Anatomy(
        workers=trials[0].workers,
        makespan_s=fmean(trial.makespan_s for trial in trials),
        tasks=trials[0].tasks,
        longest_task_s=fmean(trial.longest_task_s for trial in trials),
        cpu_s=fmean(trial.cpu_s for trial in trials),
        **parts,
    )


def lost_seconds(anatomy: Anatomy) -> float:
    """Wall seconds in which the workers, on average, were handed or waited for tasks.

    Transfer, dispatch and imbalance are worker-seconds: divided by the workers.
    """
    lost = anatomy.transfer_s + anatomy.dispatch_s + anatomy.imbalance_s
    return max(0.0, lost / anatomy.workers)
