"""How long an experiment will take, guessed before it runs."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from workbench.core.spec import ExperimentSpec
from workbench.planner.counts import worker_counts
from workbench.planner.memory import predicted_memory
from workbench.workloads import WORKLOADS

_START_S = {"processes": 1.5}
"""Starting workers and importing scikit-learn in them, seen on ordinary machines."""


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """The size of an experiment at its smallest number of repeats."""

    seconds: float
    tasks: int
    tasks_per_trial: int
    trials: int
    memory_bytes: int
    """Predicted peak of the program and all workers together."""


def estimate(
    spec: ExperimentSpec, cores: int, costs: Mapping[str, float] | None = None
) -> Estimate:
    """Seconds and tasks for ``spec.repeats.minimum`` repeats of every worker count.

    ``costs`` are seconds of one task by label, from earlier runs; they replace the
    guesses of the entries. The work is assumed to divide over as many cores as there
    are.
    """
    size = WORKLOADS.get(spec.workload).size(spec)
    seconds = size.seconds
    if size.costs and costs:
        known = {label: costs.get(label, guess) for label, guess in size.costs.items()}
        guessed = sum(size.costs.values())
        seconds = size.seconds * sum(known.values()) / guessed if guessed else 0.0
    counts = worker_counts(spec)
    one_block = sum(seconds / min(workers, max(1, cores)) for workers in counts)
    trials = spec.repeats.minimum * len(counts)
    warm_up = sum((costs or {}).get(k, v) for k, v in size.costs.items())
    return Estimate(
        seconds=_START_S.get(spec.engine, 0.0)
        + warm_up
        + spec.repeats.minimum * one_block,
        tasks=trials * size.tasks,
        tasks_per_trial=size.tasks,
        trials=trials,
        memory_bytes=predicted_memory(spec).total,
    )
