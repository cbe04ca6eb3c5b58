"""Stop means stop: at once for who asked, by force for what does not listen."""

from __future__ import annotations

import sys
import threading

import psutil
import pytest

from tests.engines import engine_tasks
from tests.engines.waiting import until
from tests.faults import fault_tasks
from workbench.core.cancel import CancelToken
from workbench.core.plan import Task

pytestmark = pytest.mark.usefixtures("short_grace")
SQUARES = [(engine_tasks.square, i) for i in range(10)]


def cancel_while(engine, path, fn, *args):
    """Cancel a batch of two such tasks once one runs; the worker that ran it."""
    cancel = CancelToken()
    tasks = [Task(id=i, fn=fn, args=(str(path), *args)) for i in range(2)]
    seen = []
    reader = threading.Thread(
        target=lambda: seen.extend(engine.map(tasks, cancel, workers=1))
    )
    reader.start()
    until(path.exists)
    (pid,) = engine.state().pids
    worker = psutil.Process(pid)
    cancel.cancel()
    reader.join(timeout=10)
    assert worker.is_running()  # it has its grace, for which nobody waits
    assert not reader.is_alive()
    assert seen == []
    return worker


@pytest.mark.parametrize(
    ("fn", "args"),
    [
        (fault_tasks.sleep, (60.0,)),
        (fault_tasks.hold_the_lock, ()),
    ],
)
def test_that_a_long_task_is_ended_and_the_engine_goes_on(
    engine, run, tmp_path, fn, args
):
    worker = cancel_while(engine, tmp_path / "running", fn, *args)
    results = run(engine, SQUARES, workers=1)
    assert [r.value for r in results] == [i * i for i in range(10)]
    assert not worker.is_running()
    assert engine.state().restarts == 0  # it did not die by itself


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_that_a_worker_that_ignores_termination_is_killed(engine, run, tmp_path):
    worker = cancel_while(engine, tmp_path / "running", fault_tasks.refuse_to_end)
    results = run(engine, SQUARES, workers=1)
    assert [r.value for r in results] == [i * i for i in range(10)]
    assert not worker.is_running()


def test_that_a_task_that_ends_in_time_keeps_its_worker_warm(engine, run, tmp_path):
    path = tmp_path / "running"
    worker = cancel_while(engine, path, engine_tasks.touch_and_work, 0.2)
    results = run(engine, [(fault_tasks.pid,)], workers=1)
    assert [r.value for r in results] == [worker.pid]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_that_closing_ends_a_worker_that_does_not_want_to(engine, run, tmp_path):
    (result,) = run(
        engine, [(fault_tasks.ignore_and_leave, str(tmp_path / "path"))], workers=1
    )
    assert psutil.pid_exists(result.value)
    engine.close()
    assert not psutil.pid_exists(result.value)


def test_that_a_storm_of_cancels_leaves_a_working_engine(engine, run):
    tasks = [Task(id=i, fn=engine_tasks.square, args=(i,)) for i in range(50)]
    for i in range(100):
        cancel = CancelToken()
        results = engine.map(tasks, cancel, workers=2)
        for _ in range(i % 5):
            next(results)
        cancel.cancel()
        assert list(results) == []
    assert [r.value for r in run(engine, SQUARES)] == [i * i for i in range(10)]
    assert engine.state().restarts == 0
