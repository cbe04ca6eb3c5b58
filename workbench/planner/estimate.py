"""How long an experiment will take, guessed before it runs."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from workbench.core.spec import ExperimentSpec
from workbench.engines.addresses import remote_host
from workbench.planner.counts import (
    compared_engines,
    engine_workers,
    worker_counts,
)
from workbench.planner.memory import predicted_memory
from workbench.workloads import WORKLOADS, Size

_START_S = {"processes": 1.5}
"""Starting workers and importing scikit-learn in them, seen on ordinary machines."""


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """The size of an experiment at its smallest number of repeats."""

    seconds: float
    tasks: int
    tasks_per_trial: int
    """On one worker."""
    trials: int
    memory_bytes: int
    """Predicted peak of the program and all workers together."""
    work: dict[int, float] = {}
    """How many times the work of one worker's problem each worker count gets."""
    needs_cores: bool = True


def estimate(
    spec: ExperimentSpec, cores: int, costs: Mapping[str, float] | None = None
) -> Estimate:
    """Seconds and tasks for ``spec.repeats.minimum`` repeats of every worker count.

    ``costs`` are seconds of one task by label, from earlier runs; they replace the
    guesses of the entries. The work is assumed to divide over as many cores as there
    are, if it needs any.
    """
    size_on = WORKLOADS.get(spec.workload).size
    sizes = {workers: size_on(spec, workers) for workers in worker_counts(spec)}
    first = sizes[min(sizes)]
    # Of another computer's cores nothing is known.
    needs_cores = first.needs_cores and remote_host(spec.cluster) is None
    most = max(1, cores) if needs_cores else max(sizes)
    one_block = sum(
        _seconds(size, costs or {}) / min(workers, most)
        for workers, size in sizes.items()
    )
    warm_up = sum((costs or {}).get(k, v) for k, v in first.costs.items())
    return Estimate(
        seconds=_START_S.get(spec.engine, 0.0)
        + warm_up
        + spec.repeats.minimum * one_block
        + _comparison(spec, most, costs or {}),
        tasks=spec.repeats.minimum * sum(size.tasks for size in sizes.values()),
        tasks_per_trial=first.tasks,
        trials=spec.repeats.minimum * len(sizes),
        memory_bytes=predicted_memory(spec).total,
        work={workers: size.work for workers, size in sizes.items()},
        needs_cores=needs_cores,
    )


def _seconds(size: Size, costs: Mapping[str, float]) -> float:
    """One trial on one worker, by what its tasks took earlier where that is known."""
    guessed = sum(size.costs.values())
    if not size.costs or not costs:
        return size.seconds
    known = sum(costs.get(label, guess) for label, guess in size.costs.items())
    return size.seconds * known / guessed if guessed else 0.0


def _comparison(spec: ExperimentSpec, most: int, costs: Mapping[str, float]) -> float:
    """Other engines' trials, and the timings of short and long tasks on all of them."""
    names = compared_engines(spec)
    size_on = WORKLOADS.get(spec.workload).size
    trials = points = 0.0
    for name in names:
        workers = engine_workers(spec, name)
        if name != spec.engine:
            size = size_on(spec, workers)
            trials += _START_S["processes"] + spec.repeats.minimum * (
                _seconds(size, costs) / min(workers, most)
            )
        points += 2 * spec.engines.point_s + sum(
            max(spec.engines.point_s, length) for length in spec.engines.task_lengths
        )
    return trials + spec.engines.repeats * points
