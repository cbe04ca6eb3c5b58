from __future__ import annotations

import pytest

from workbench.engines import awake
from workbench.engines.awake import SLACK_S, AwakeClock


@pytest.fixture
def now(monkeypatch):
    """A clock of the test's own; ``now[0]`` is what it reads."""
    reading = [100.0]
    monkeypatch.setattr(awake, "clock", lambda: reading[0])
    return reading


def test_that_it_runs_while_turns_come_in_time(now):
    time = AwakeClock()
    begin = time()
    for _ in range(10):
        now[0] += 1.0
        time.woke(patience=1.0)
    assert time() - begin == 10.0


def test_that_it_stands_still_while_the_program_is_stopped(now):
    time = AwakeClock()
    begin = time()
    now[0] += 60.0
    time.woke(patience=0.05)
    assert time() - begin == pytest.approx(0.05)


def test_that_a_late_turn_is_no_stop(now):
    time = AwakeClock()
    begin = time()
    now[0] += SLACK_S
    time.woke(patience=0.05)
    assert time() - begin == SLACK_S
