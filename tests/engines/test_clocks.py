from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.results import clock
from workbench.engines import clocks
from workbench.engines.clocks import Reading

DELAYS = st.lists(st.tuples(st.floats(0, 2), st.floats(0, 2)), min_size=1, max_size=10)


class Elsewhere:
    """A worker on a clock that is ``ahead``, behind delays there and back."""

    def __init__(
        self, patch: pytest.MonkeyPatch, ahead: float, delays: Sequence[tuple]
    ) -> None:
        self.now = 1000.0
        self.ahead = ahead
        self.delays = iter(delays)
        patch.setattr(clocks, "clock", lambda: self.now)

    def ask(self) -> Reading:
        there, back = next(self.delays)
        self.now += there
        reading = Reading("another machine", self.now + self.ahead)
        self.now += back
        return reading


@given(ahead=st.floats(-1e6, 1e6), delays=DELAYS)
def test_that_the_error_is_at_most_half_the_fastest_round_trip(
    ahead: float, delays: list[tuple[float, float]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        there = Elsewhere(patch, ahead, delays)
        found = clocks.offset(there.ask, tries=len(delays))
    fastest = min(go + back for go, back in delays)
    assert abs(found + ahead) <= fastest / 2 + 1e-6


@given(ahead=st.floats(-1e6, 1e6), delay=st.floats(0, 2), tries=st.integers(1, 9))
def test_that_equal_delays_give_the_offset_itself(
    ahead: float, delay: float, tries: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        there = Elsewhere(patch, ahead, [(delay, delay)] * tries)
        found = clocks.offset(there.ask, tries=tries)
    assert found == pytest.approx(-ahead, abs=1e-6)


def test_that_the_clock_of_this_machine_needs_no_correction_at_all() -> None:
    asked = []

    def ask() -> Reading:
        asked.append(clock())
        return Reading(clocks.mark(), asked[-1] - 0.25)

    assert clocks.offset(ask) == 0.0
    assert len(asked) == 1


def test_that_a_reading_is_of_this_clock_and_between_two_looks_at_it() -> None:
    before = clock()
    reading = clocks.read()
    assert before <= reading.seconds <= clock()
    assert reading.clock == clocks.mark() != ""
