"""Which worker counts an experiment measures."""

from __future__ import annotations

from workbench.core.spec import ExperimentSpec
from workbench.engines import ENGINES

_SIMPLEST = ("serial", "threads", "processes")
"""Of engines that do equally well the first one is recommended."""


def worker_counts(spec: ExperimentSpec) -> tuple[int, ...]:
    """The counts that are measured, ascending.

    One worker is always among them, since every speedup is relative to it; counts
    beyond what the engine can have are left out.
    """
    most = ENGINES.get(spec.engine).max_workers
    return tuple(sorted({1, *(w for w in spec.workers if most is None or w <= most)}))


def compared_engines(spec: ExperimentSpec) -> tuple[str, ...]:
    """All engines of a comparison, the simplest first; none without one.

    The serial engine and the experiment's own are always among them.
    """
    if not spec.engines.names:
        return ()
    wanted = {"serial", spec.engine, *spec.engines.names}
    order = dict.fromkeys((*_SIMPLEST, *ENGINES.names()))
    return tuple(name for name in order if name in wanted and name in ENGINES)


def engine_workers(spec: ExperimentSpec, engine: str) -> int:
    """On how many workers an engine is compared: the most asked for that it has."""
    most = ENGINES.get(engine).max_workers
    asked = max(1, *spec.workers)
    return asked if most is None else min(most, asked)
