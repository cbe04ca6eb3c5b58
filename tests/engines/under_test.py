"""The engines that must keep the contract: each registered one, and some in a host."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.optional import REQUIRED
from workbench.core.spec import ClusterSpec
from workbench.engines import ENGINES, Engine
from workbench.external.engine import ExternalEngine

ROOT = Path(__file__).resolve().parents[2]
IN_A_HOST = ("joblib", "processes")
ON_CLUSTERS = {"spark on a standalone cluster": ("spark", "standalone")}


def _here(kinds: Mapping[str, str]) -> Iterator[Any]:
    """Names of those whose libraries are here, or must be, by name of the engine."""
    for name, engine in kinds.items():
        kind = ENGINES.get(engine)
        if not kind.extra:
            yield name
        elif kind.availability().available or os.environ.get(REQUIRED):
            yield pytest.param(name, marks=pytest.mark.engines)


NAMES = (
    *_here({name: name for name in ENGINES.names()}),
    *(f"{name} in a host" for name in IN_A_HOST),
)
WARM = (*_here({name: engine for name, (engine, _) in ON_CLUSTERS.items()}), *NAMES)
"""Those and clusters that take too many seconds to start to be opened more than once;
what is left after the end is tested with the engine itself."""


def make(name: str, *, threads_per_worker: int = 1) -> Engine:
    """The engine of that name, not yet opened."""
    if name in ON_CLUSTERS:
        engine, address = ON_CLUSTERS[name]
        return ENGINES.get(engine)(
            threads_per_worker=threads_per_worker,
            cluster=ClusterSpec(address=address),
        )
    name, _, hosted = name.partition(" ")
    if hosted:
        return ExternalEngine(
            name,
            Path(sys.executable),
            threads_per_worker=threads_per_worker,
            path=[ROOT],
        )
    return ENGINES.get(name)(threads_per_worker=threads_per_worker)
