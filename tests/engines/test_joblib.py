from __future__ import annotations

import sys

import numpy as np
import psutil
import pytest

from tests.engines import engine_tasks
from tests.engines.waiting import until
from workbench.core.cancel import CancelToken
from workbench.core.plan import Task
from workbench.engines import ENGINES, Schedule
from workbench.engines.joblib_engine import JoblibEngine

posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")


@pytest.fixture
def engine():
    with JoblibEngine() as engine:
        engine.ensure(2)
        yield engine


def test_that_without_its_library_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(JoblibEngine, "requires", ("no_such_module",))
    availability = JoblibEngine.availability()
    assert not availability.available
    assert "pip install 'workbench'" in str(availability.message)


def test_that_a_frozen_program_asks_for_an_environment(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    availability = JoblibEngine.availability()
    assert not availability.available
    assert "workbench engines create joblib" in str(availability.message)
    assert ENGINES.get("processes").availability().available


@posix
def test_that_a_worker_lost_on_the_way_costs_no_task(engine, run, tmp_path):
    calls = [(str(tmp_path / "mark"),)] * 8
    results = run(engine, engine_tasks.die_once, calls)
    assert [r.value for r in results] == ["done"] * 8
    assert max(r.timing.attempts for r in results) == 2
    assert engine.state().restarts == 1


@posix
def test_that_a_task_that_ends_every_worker_is_blamed_alone(engine, tasks_for):
    tasks = [*tasks_for(engine_tasks.square, [(i,) for i in range(6)])]
    tasks.append(Task(id=99, fn=engine_tasks.die_always))
    results = {r.task_id: r for r in engine.map(tasks, CancelToken(), workers=2)}
    assert results[99].error.kind == "WorkerDied"
    assert [results[i].value for i in range(6)] == [i * i for i in range(6)]


@posix
def test_that_a_worker_ended_by_hand_is_replaced_and_nobody_blamed(
    engine, run, tmp_path
):
    pids = engine.state().pids
    assert engine.end_worker(pids[0])
    assert not engine.end_worker(1)
    until(lambda: not psutil.pid_exists(pids[0]))
    results = run(engine, engine_tasks.square, [(i,) for i in range(20)])
    assert all(r.error is None for r in results)


def test_that_a_new_worker_has_the_data(engine, run):
    handle = engine.place({"X": np.ones(100)})
    engine.end_worker(engine.state().pids[1])
    results = run(engine, engine_tasks.total, [(handle,)] * 8)
    assert [r.value for r in results] == [100.0] * 8


def test_that_brief_tasks_travel_together_unless_one_by_one_is_asked(
    engine, run, tasks_for
):
    results = run(engine, engine_tasks.square, [(i,) for i in range(2_000)])
    journeys = {r.timing.submitted for r in results}
    assert len(journeys) < 500
    engine.schedule = Schedule(chunk=1)
    results = run(engine, engine_tasks.square, [(i,) for i in range(50)])
    assert len({r.timing.submitted for r in results}) == 50


def test_that_workers_stay_the_same_between_batches_and_counts(engine, run):
    first = run(engine, engine_tasks.pid, [()] * 20)
    run(engine, engine_tasks.pid, [()] * 20, workers=1)
    second = run(engine, engine_tasks.pid, [()] * 20)
    assert {r.value for r in second} <= {r.value for r in first}
    assert engine.state().restarts == 0


def test_that_a_task_that_goes_on_after_a_stop_is_ended(engine, run, tasks_for):
    cancel = CancelToken()
    pids = engine.state().pids
    results = engine.map(
        tasks_for(engine_tasks.work, [(0.01,), *[(60.0,)] * 2]), cancel, workers=2
    )
    next(results)
    cancel.cancel()
    assert list(results) == []
    until(lambda: not any(map(psutil.pid_exists, pids)), limit_s=5.0)
    assert run(engine, engine_tasks.square, [(3,)])[0].value == 9
