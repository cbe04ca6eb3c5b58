"""The wall clock may jump: no duration is read from it."""

from __future__ import annotations

import time

import numpy as np
import psutil
import pytest

from tests.engines import engine_tasks
from tests.faults import fault_tasks
from workbench.core import events as ev
from workbench.core.cancel import CancelToken
from workbench.core.plan import Task
from workbench.core.results import clock
from workbench.core.spec import ExperimentSpec, RepeatSpec
from workbench.engines import ENGINES
from workbench.session import Session

DAY_S = 86_400.0
SPEC = ExperimentSpec(
    workload="squares",
    params={"numbers": 100, "tasks": 4, "rounds": 10},
    workers=(1, 2),
    repeats=RepeatSpec(minimum=3, maximum=3),
)


@pytest.fixture
def set_clock(monkeypatch):
    """Move the wall clock of this process, as often as one likes."""
    real, moved = time.time, []
    monkeypatch.setattr(time, "time", lambda: real() + sum(moved))
    return moved.append


@pytest.mark.parametrize("jump", [-DAY_S, DAY_S])
def test_that_a_clock_that_jumps_a_day_changes_no_duration(tmp_path, set_clock, jump):
    begin = clock()
    with Session(history=tmp_path / "history.sqlite") as session:
        events = []
        for event in session.start(SPEC):
            events.append(event)
            if isinstance(event, ev.TrialStarted):
                set_clock(jump)  # in every trial anew
        state = session.store.state(session.store.runs(limit=1)[0].id)
    took = clock() - begin
    assert isinstance(events[-1], ev.RunFinished)
    assert all(0.0 <= event.t <= took for event in events)
    assert [e.t for e in events] == sorted(e.t for e in events)
    durations = [s for repeats in state.seconds.values() for s in repeats]
    durations += [phase.seconds for phase in state.phases]
    assert all(0.0 <= seconds <= took for seconds in durations)
    assert len(state.trials) == 6


def test_that_a_clock_that_jumps_in_a_worker_neither_ends_nor_delays_it(engine):
    tasks = [Task(id=i, fn=fault_tasks.jump_clock, args=(-DAY_S,)) for i in range(20)]
    begin = clock()
    results = list(engine.map(tasks, CancelToken(), workers=2))
    took = clock() - begin
    assert [r.error for r in results] == [None] * 20
    for timing in (r.timing for r in results):
        assert 0.0 <= timing.started - begin <= timing.ended - begin <= took
        assert 0.0 <= timing.cpu_s <= took
    assert engine.state().restarts == 0


@pytest.mark.parametrize("jump", [-DAY_S, -1.0, 1.0, DAY_S])
def test_that_a_start_after_the_clock_jumped_spares_the_living(
    engine, run, monkeypatch, jump
):
    born = psutil.Process.create_time
    handle = engine.place({"X": np.ones(1_000)})
    monkeypatch.setattr(psutil.Process, "create_time", lambda self: born(self) + jump)
    with ENGINES.get("processes")():  # as another program would start one
        pass
    (result,) = run(engine, [(engine_tasks.total, handle)], workers=1)
    assert result.value == 1_000.0


def test_that_a_live_run_is_shown_as_running_after_the_clock_was_set(
    tmp_path, monkeypatch
):
    born = psutil.Process.create_time
    with Session(history=tmp_path / "history.sqlite") as session:
        events = session.start(SPEC)
        next(events)
        monkeypatch.setattr(
            psutil.Process, "create_time", lambda self: born(self) - DAY_S
        )
        assert session.store.runs(limit=1)[0].status == "running"
        events.close()
