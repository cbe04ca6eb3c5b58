"""A process engine of one's own, to be maltreated."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from workbench.core.cancel import CancelToken
from workbench.core.plan import Task
from workbench.core.results import TaskResult
from workbench.engines import ENGINES, Engine, seat, supervisor


@pytest.fixture
def engine() -> Iterator[Engine]:
    with ENGINES.get("processes")() as engine:
        yield engine


@pytest.fixture(scope="module")
def warm_engine() -> Iterator[Engine]:
    """One for tests that end no worker."""
    with ENGINES.get("processes")() as engine:
        engine.ensure(2)  # what starts later would count as a test's leftover
        yield engine


@pytest.fixture
def short_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step towards force after half a second; faults.py measures the real 2 s."""
    for module in (seat, supervisor):
        monkeypatch.setattr(module, "GRACE_S", 0.5)


@pytest.fixture
def run() -> Callable[..., list[TaskResult]]:
    """Run calls (function, arguments ...) as one batch; results in their order."""

    def run_all(
        engine: Engine, calls: Sequence[tuple[Any, ...]], workers: int = 2
    ) -> list[TaskResult]:
        tasks = [Task(id=i, fn=fn, args=args) for i, (fn, *args) in _listed(calls)]
        results = engine.map(tasks, CancelToken(), workers=workers)
        return sorted(results, key=lambda result: result.task_id)

    return run_all


def _listed(calls: Sequence[tuple[Any, ...]]) -> list[tuple[int, list[Any]]]:
    return [(i, [fn, *args]) for i, (fn, *args) in enumerate(calls)]
