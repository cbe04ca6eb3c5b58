from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from workbench.gui.collector import Collector


class Node:
    """Part of a cycle."""

    def __init__(self) -> None:
        self.me = self


def cycle() -> weakref.ref[Node]:
    return weakref.ref(Node())


@pytest.fixture
def collector(qapp: object) -> Iterator[Collector]:
    gc.collect()
    with Collector() as collector:
        yield collector


def test_that_python_collects_by_itself_only_outside(qapp: object) -> None:
    gc.enable()
    with Collector():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_that_allocating_collects_nothing_until_the_event_loop_does(
    qtbot: QtBot, collector: Collector
) -> None:
    lost = cycle()
    kept = [[] for _ in range(10 * gc.get_threshold()[0])]
    assert lost() is not None
    qtbot.waitUntil(lambda: lost() is None)
    assert kept


def test_that_little_garbage_may_wait(collector: Collector) -> None:
    lost = cycle()
    collector.collect()
    assert lost() is not None
