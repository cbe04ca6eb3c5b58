from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest

from workbench.engines.mailbox import Mailbox

INTERRUPTIBLE = ("call", "c_return")
"""Where Python looks for signals: as a function begins, and as one of C returns."""


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    mailbox = Mailbox()
    yield mailbox
    mailbox.free()


@contextmanager
def ctrl_c(moment: int) -> Iterator[None]:
    """Raise ``KeyboardInterrupt`` at so many-th of the moments that follow."""
    moments = itertools.count()

    def look(frame: FrameType, event: str, argument: Any) -> None:
        if event in INTERRUPTIBLE and next(moments) == moment:
            raise KeyboardInterrupt

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        yield
    finally:
        sys.setprofile(before)


def ask_twice(mailbox: Mailbox) -> None:
    mailbox.put(first)
    mailbox.put(first)


def requested(mailbox: Mailbox) -> list[object]:
    """What the thread behind the mailbox hears of."""
    found: list[object] = []
    while mailbox.bell.poll(0):
        found += mailbox.take()
    return found


def first() -> None:
    """A request."""


def second() -> None:
    """Another one."""


def test_that_requests_arrive_in_their_order_and_ring_once(mailbox):
    assert mailbox.put(first)
    assert mailbox.put(second)
    assert mailbox.take() == [first, second]
    assert not mailbox.bell.poll(0)


def test_that_a_closed_mailbox_takes_nothing_and_gives_back_what_lies_there(mailbox):
    mailbox.put(first)
    assert mailbox.close() == [first]
    assert not mailbox.put(second)


@pytest.mark.parametrize("moment", range(12))
def test_that_after_ctrl_c_while_asking_the_next_request_is_heard(mailbox, moment):
    with pytest.raises(KeyboardInterrupt), ctrl_c(moment):
        ask_twice(mailbox)
    mailbox.put(second)
    assert requested(mailbox)[-1] is second
    mailbox.put(first)
    assert requested(mailbox) == [first]
