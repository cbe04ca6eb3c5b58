"""The engines that must keep the contract: each registered one, and some in a host."""

from __future__ import annotations

import sys
from pathlib import Path

from workbench.engines import ENGINES, Engine
from workbench.external.engine import ExternalEngine

ROOT = Path(__file__).resolve().parents[2]
IN_A_HOST = ("joblib", "processes")
NAMES = (*ENGINES.names(), *(f"{name} in a host" for name in IN_A_HOST))


def make(name: str, *, threads_per_worker: int = 1) -> Engine:
    """The engine of that name, not yet opened."""
    name, _, hosted = name.partition(" ")
    if hosted:
        return ExternalEngine(
            name,
            Path(sys.executable),
            threads_per_worker=threads_per_worker,
            path=[ROOT],
        )
    return ENGINES.get(name)(threads_per_worker=threads_per_worker)
