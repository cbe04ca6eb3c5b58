"""The engines that must keep the contract: each registered one, and some in a host."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.optional import REQUIRED
from workbench.engines import ENGINES, Engine
from workbench.external.engine import ExternalEngine

ROOT = Path(__file__).resolve().parents[2]
IN_A_HOST = ("joblib", "processes")
WITH_TESTS_OF_THEIR_OWN = ("dask", "ray", "spark")
"""Engines that take seconds to start, and whose own tests open one anyway: the contract
is asked of that one there (``TestEveryEngine``)."""


def _here() -> Iterator[Any]:
    """Names of those whose libraries are here, or must be."""
    for name in ENGINES.names():
        kind = ENGINES.get(name)
        if not kind.extra:
            yield name
        elif kind.availability().available or os.environ.get(REQUIRED):
            yield pytest.param(name, marks=pytest.mark.engines)


def _plain(name: Any) -> str:
    """The name without its marks."""
    return name if isinstance(name, str) else name.values[0]


NAMES = (
    *_here(),
    *(f"{name} in a host" for name in IN_A_HOST),
)
WARM = tuple(name for name in NAMES if _plain(name) not in WITH_TESTS_OF_THEIR_OWN)


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


@contextmanager
def opened(engine: Engine) -> Iterator[Engine]:
    """The engine with two workers; in the end nothing of it is left."""
    threads = set(threading.enumerate())
    with engine:
        engine.ensure(2)  # what starts later would count as a test's leftover
        engine.place({"X": np.ones(3)})  # nobody releases it
        yield engine
    assert_nothing_is_left(engine, threads)


def assert_nothing_is_left(engine: Engine, threads: set[threading.Thread]) -> None:
    # Dask has one thread per process for large messages, which it never ends.
    more = set(threading.enumerate()) - threads
    assert [t for t in more if not t.name.startswith("Dask-Offload")] == []
    assert engine.state().alive == 0
    engine.close()  # twice is no error
