"""The engines that must keep the contract: each registered one, and some in a host."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.optional import REQUIRED
from workbench.engines import ENGINES, Engine
from workbench.external.engine import ExternalEngine

ROOT = Path(__file__).resolve().parents[2]
IN_A_HOST = ("joblib", "processes")


def _here(kind: type[Engine]) -> bool:
    """Whether its libraries are there, or have to be."""
    return bool(os.environ.get(REQUIRED)) or kind.availability().available


NAMES = (
    *(
        pytest.param(name, marks=pytest.mark.engines if kind.extra else ())
        for name, kind in ENGINES.items()
        if _here(kind)
    ),
    *(f"{name} in a host" for name in IN_A_HOST),
)


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
