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


def test_that_what_is_left_out_is_collected_once_more_and_then_no_longer_looked_at(
    collector: Collector,
) -> None:
    lost = cycle()
    kept = [[] for _ in range(1000)]
    collector.leave_out()
    assert lost() is None
    assert gc.get_freeze_count() >= len(kept)
    assert not any(one is kept for one in gc.get_objects())


def test_that_garbage_made_later_still_goes(qtbot: QtBot, collector: Collector) -> None:
    collector.leave_out()
    lost = cycle()
    kept = [[] for _ in range(10 * gc.get_threshold()[0])]
    qtbot.waitUntil(lambda: lost() is None)
    assert kept


def test_that_nothing_stays_left_out_afterwards(qapp: object) -> None:
    with Collector() as collector:
        collector.leave_out()
        assert gc.get_freeze_count() > 0
    assert gc.get_freeze_count() == 0
