"""Caps on native threads, also when they overlap in one process."""

from __future__ import annotations

import numpy  # noqa: F401 - brings a native library with threads
import pytest
from threadpoolctl import threadpool_limits

from workbench.engines.caps import ThreadCap, native_threads


@pytest.fixture(autouse=True)
def two_threads():
    """What the libraries have before, whatever the machine."""
    with threadpool_limits(2):
        yield


def test_that_a_cap_holds_and_then_gives_back():
    with ThreadCap(1):
        assert set(native_threads().values()) == {1}
    assert set(native_threads().values()) == {2}


def test_that_a_cap_which_ends_late_does_not_free_the_next_one():
    late, next_one = ThreadCap(1), ThreadCap(1)
    late.refresh()
    next_one.refresh()
    late.restore()
    assert set(native_threads().values()) == {1}
    next_one.restore()
    assert set(native_threads().values()) == {2}


def test_that_the_newest_of_two_caps_rules():
    older, newer = ThreadCap(1), ThreadCap(3)
    older.refresh()
    newer.refresh()
    assert set(native_threads().values()) == {3}
    newer.restore()
    assert set(native_threads().values()) == {1}
    older.restore()
    older.restore()  # once more changes nothing
    assert set(native_threads().values()) == {2}


def test_that_zero_leaves_the_libraries_alone():
    with ThreadCap(0):
        assert set(native_threads().values()) == {2}
