"""The order of trials: baseline first, repeats interleaved in seeded random blocks."""

from __future__ import annotations

import random

from workbench.core.plan import Plan, Trial
from workbench.core.spec import ExperimentSpec
from workbench.planner.counts import (
    compared_engines,
    engine_workers,
    worker_counts,
)
from workbench.planner.estimate import estimate
from workbench.workloads import WORKLOADS


def expand(
    spec: ExperimentSpec,
    cores: int = 1,
    costs: dict[str, float] | None = None,
) -> Plan:
    """All trials up to the cap of repeats.

    Block 0 is one warm-up on the largest worker count. Each later block times every
    count once, so that a slow minute of the machine falls on all of them; the first of
    these begins with the baseline, which lets a speedup be shown at once, the others
    are shuffled with the spec's seed. Engines that are compared are timed once in each
    block too, on as many workers as each can have.
    """
    counts = worker_counts(spec)
    own = [(spec.engine, workers) for workers in counts]
    engines = {name: engine_workers(spec, name) for name in compared_engines(spec)}
    others = [pair for pair in engines.items() if pair[0] != spec.engine]
    shuffle = random.Random(f"order of trials, seed {spec.seed}").shuffle
    blocks = [[(*own[-1], 0)]]
    for repeat in range(1, spec.repeats.maximum + 1):
        order = [*own, *others]
        if repeat == 1:
            rest = order[1:]
            shuffle(rest)
            order = [order[0], *rest]
        else:
            shuffle(order)
        blocks.append([(*cell, repeat) for cell in order])
    ids = iter(range(sum(map(len, blocks))))
    size = estimate(spec, cores, costs)
    size_on = WORKLOADS.get(spec.workload).size
    return Plan(
        spec=spec,
        blocks=tuple(
            tuple(
                Trial(
                    id=next(ids),
                    role="measure" if repeat else "warmup",
                    engine=engine,
                    workers=workers,
                    repeat=repeat,
                )
                for engine, workers, repeat in block
            )
            for block in blocks
        ),
        tasks_per_trial=size.tasks_per_trial,
        estimated_s=size.seconds,
        memory_bytes=size.memory_bytes,
        work=size.work | {n: size_on(spec, n).work for n in engines.values()},
        needs_cores=size.needs_cores,
        engines=engines,
    )
