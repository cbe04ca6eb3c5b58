"""Which worker counts an experiment measures."""

from __future__ import annotations

from workbench.core.spec import ExperimentSpec
from workbench.engines import ENGINES


def worker_counts(spec: ExperimentSpec) -> tuple[int, ...]:
    """The counts that are measured, ascending.

    One worker is always among them, since every speedup is relative to it; counts
    beyond what the engine can have are left out.
    """
    most = ENGINES.get(spec.engine).max_workers
    return tuple(sorted({1, *(w for w in spec.workers if most is None or w <= most)}))
