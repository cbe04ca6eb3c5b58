"""How much memory an experiment will need, predicted before it runs.

Libraries cost a worker process the same whatever the data; the data lie in shared
memory once, and a task copies its training rows a few times over. The figures are what
was seen with scikit-learn's models; the runner's pilot corrects them before the workers
are all at it (see ``runner.run``).
"""

from __future__ import annotations

import msgspec

from workbench.core.spec import ExperimentSpec
from workbench.planner.counts import (
    compared_engines,
    engine_workers,
    worker_counts,
)
from workbench.workloads import WORKLOADS

_MIB = 2**20
PROGRAM = 250 * _MIB
"""The program itself, its window and libraries included."""
LIBRARIES = 140 * _MIB
"""A worker process that has imported scikit-learn."""
BARE = 30 * _MIB
"""A worker process that has imported nothing."""
COPIES = 3
"""Training rows, the model's own form of them, and what it computes from them."""
_IN_THE_PROGRAM = ("serial", "threads", "vectorised")
"""Engines without processes of their own. Of those that are compared all have their
workers at once, but only one of them computes."""
TIGHT = 0.8
"""The share of memory from which on a run is warned about."""


class Memory(msgspec.Struct, frozen=True, kw_only=True):
    """Predicted peaks in bytes: of one worker beyond what is shared, and of all."""

    per_worker: int
    total: int


def predicted_memory(spec: ExperimentSpec) -> Memory:
    """For the largest worker count of a valid ``spec``."""
    entry = WORKLOADS.get(spec.workload)
    workers = worker_counts(spec)[-1]
    size = entry.size(spec, workers)
    data = size.data_bytes
    own = COPIES * data + size.worker_bytes
    if spec.engine == "processes":
        own += LIBRARIES if entry.uses_data else BARE
        shared = 2 * data  # as it was loaded, and as the workers see it
    else:
        shared = data
    others = sum(
        engine_workers(spec, name) * (LIBRARIES if entry.uses_data else BARE) + data
        for name in compared_engines(spec)
        if name not in (spec.engine, *_IN_THE_PROGRAM)
    )
    return Memory(per_worker=own, total=PROGRAM + shared + workers * own + others)
