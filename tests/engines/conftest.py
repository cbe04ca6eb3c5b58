"""Engines to test, and the few lines that every test of theirs needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from tests.engines import under_test
from workbench.core.cancel import CancelToken
from workbench.core.plan import Task
from workbench.core.results import TaskResult
from workbench.engines import ENGINES, Engine


@pytest.fixture(params=under_test.WARM, scope="module")
def warm_engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each of these engines in turn, opened once for the tests of a module."""
    with under_test.opened(under_test.make(request.param)) as engine:
        yield engine


@pytest.fixture(scope="module")
def warm_processes() -> Iterator[Engine]:
    """A process engine that tests leave as they found it."""
    with ENGINES.get("processes")() as engine:
        engine.ensure(2)
        yield engine


@pytest.fixture
def processes() -> Iterator[Engine]:
    """A process engine of the test's own."""
    with ENGINES.get("processes")() as engine:
        yield engine


@pytest.fixture
def run() -> Callable[..., list[TaskResult]]:
    """Run ``fn`` once for each tuple of arguments; results in the order of tasks."""

    def run_all(
        engine: Engine,
        fn: Callable[..., Any],
        calls: Sequence[tuple[Any, ...]],
        workers: int = 2,
    ) -> list[TaskResult]:
        results = engine.map(tasks_of(fn, calls), CancelToken(), workers=workers)
        return sorted(results, key=lambda result: result.task_id)

    return run_all


@pytest.fixture
def tasks_for() -> Callable[..., list[Task]]:
    return tasks_of


def tasks_of(fn: Callable[..., Any], calls: Sequence[tuple[Any, ...]]) -> list[Task]:
    return [Task(id=i, fn=fn, args=args) for i, args in enumerate(calls)]
