"""A worker that dies costs at most its own task, and never an innocent one."""

from __future__ import annotations

import os
import signal
import sys
import threading

import numpy as np
import psutil
import pytest

from tests.engines import engine_tasks
from tests.engines.waiting import until
from tests.faults import fault_tasks
from workbench.core.cancel import CancelToken
from workbench.core.plan import Task
from workbench.core.results import clock

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="the deaths are POSIX deaths"
)
SQUARES = [(engine_tasks.square, i) for i in range(30)]
DEATHS = {
    "kill": "signal SIGKILL",
    "segfault": "signal SIGSEGV",
    "exit": "exit code 3",
}


@pytest.mark.parametrize("how", DEATHS)
def test_that_a_deadly_task_is_blamed_and_costs_only_itself(engine, run, how):
    calls = [*SQUARES[:5], (fault_tasks.die, how), *SQUARES[5:]]
    results = run(engine, calls)
    blamed = results.pop(5)
    assert blamed.error.kind == "WorkerDied"
    assert DEATHS[how] in blamed.error.text
    assert blamed.timing.attempts == 3
    assert blamed.timing.submitted <= blamed.timing.started <= blamed.timing.completed
    assert [r.value for r in results] == [i * i for i in range(30)]
    engine.ensure(2)  # nobody was started whom the rest had no use for
    assert engine.state().restarts == 3
    assert run(engine, SQUARES[:2])[1].value == 1


def test_that_a_segfault_leaves_the_stack_of_the_task(engine, run):
    (result,) = run(engine, [(fault_tasks.die, "segfault")])
    assert "Segmentation fault" in result.error.traceback
    assert "in die" in result.error.traceback


def test_that_a_task_that_recovers_says_how_many_tries_it_took(engine, run, tmp_path):
    for times in (1, 2):
        marks = tmp_path / str(times)
        marks.mkdir()
        (result,) = run(engine, [(fault_tasks.die_first, "kill", str(marks), times)])
        assert result.value == "done"
        assert result.timing.attempts == times + 1


def test_that_tasks_that_die_together_are_blamed_apart(engine, run, tmp_path):
    a, b = str(tmp_path / "a"), str(tmp_path / "b")
    results = run(
        engine,
        [
            (fault_tasks.die_with_company, a, b),
            (fault_tasks.die_with_company, b, a),
            *SQUARES,
        ],
    )
    assert [r.error.kind for r in results[:2]] == ["WorkerDied"] * 2
    assert [r.value for r in results[2:]] == [i * i for i in range(30)]


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_that_tasks_whose_neighbours_kill_stay_innocent(engine, run, workers):
    calls = [(fault_tasks.kill_neighbours, 3) for _ in range(workers + 1)]
    results = run(engine, [*calls, *SQUARES], workers)
    assert [r.error for r in results] == [None] * len(results)
    assert (sum(r.value for r in results[: len(calls)]) > 0) == (workers > 1)
    assert [r.value for r in results[len(calls) :]] == [i * i for i in range(30)]


def test_that_a_worker_killed_from_outside_costs_nothing(engine, run, tmp_path):
    engine.ensure(2)
    running = tmp_path / "running"
    tasks = [
        Task(id=0, fn=engine_tasks.touch_and_work, args=(str(running), 0.3)),
        *(Task(id=i, fn=engine_tasks.work, args=(0.01,)) for i in range(1, 30)),
    ]
    results = engine.map(tasks, CancelToken(), workers=2)
    seen = [next(results)]
    until(running.exists)
    victim = engine.state().pids[0]
    os.kill(victim, signal.SIGKILL)
    seen += results
    assert sorted(r.task_id for r in seen) == list(range(30))
    assert all(r.error is None for r in seen)
    assert engine.state().restarts == 1
    assert victim not in engine.state().pids


def test_that_a_worker_killed_between_batches_is_replaced_with_its_data(engine, run):
    handle = engine.place({"X": np.ones(100)})
    engine.ensure(2)
    victim, survivor = engine.state().pids
    os.kill(victim, signal.SIGKILL)
    until(lambda: engine.state().alive == 1)
    results = run(engine, [(engine_tasks.total, handle)] * 10)
    assert [r.value for r in results] == [100.0] * 10
    assert engine.state().restarts == 1
    assert survivor in engine.state().pids
    assert {r.timing.attempts for r in results} == {1}


def test_that_warming_up_survives_a_death(engine, tmp_path):
    marks = tmp_path / "marks"
    marks.mkdir()
    task = Task(id=0, fn=fault_tasks.die_first, args=("kill", str(marks), 2))
    results = list(engine.warm_up([task], CancelToken(), workers=2))
    assert [r.value for r in results] == ["done", "done"]
    assert {r.timing.worker for r in results} == {0, 1}


def test_that_a_worker_without_its_pipe_is_a_dead_worker(engine, run):
    results = run(engine, [(fault_tasks.close_everything,), *SQUARES])
    assert results[0].error.kind == "WorkerDied"
    assert [r.value for r in results[1:]] == [i * i for i in range(30)]


def test_that_a_death_is_known_although_a_child_of_the_worker_lives(
    engine, run, tmp_path
):
    end = tmp_path / "end"
    begin = clock()
    try:
        bad, *good = run(engine, [(fault_tasks.fork_and_die, str(end)), *SQUARES])
    finally:
        end.touch()
    assert clock() - begin < 20.0  # the children wait for 30 s
    assert bad.error.kind == "WorkerDied"
    assert [r.value for r in good] == [i * i for i in range(30)]


def test_that_a_stopped_worker_does_not_keep_the_engine_from_closing(
    short_grace, engine, tmp_path
):
    stopped = tmp_path / "stopped"
    task = Task(id=0, fn=fault_tasks.stop, args=(str(stopped),))
    seen = []
    reader = threading.Thread(
        target=lambda: seen.extend(engine.map([task], CancelToken(), workers=1))
    )
    reader.start()
    until(stopped.exists)
    until(lambda: _stopped(engine))
    (pid,) = engine.state().pids
    engine.close()
    reader.join()
    assert seen == []
    assert not psutil.pid_exists(pid)


def _stopped(engine):
    return fault_tasks.asleep(engine.state().pids)


def test_that_a_death_between_two_batches_is_made_good_on_its_own_seat(engine, run):
    engine.ensure(2)
    first, _ = engine.state().pids
    psutil.Process(first).kill()
    results = run(engine, [(engine_tasks.square, i) for i in range(5)], workers=1)
    assert [r.value for r in results] == [0, 1, 4, 9, 16]
