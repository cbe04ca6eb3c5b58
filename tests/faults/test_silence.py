"""A worker that stands still: shown after a while, ended on request, or it goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

import psutil
import pytest

from tests.engines import engine_tasks
from tests.engines.waiting import until
from tests.faults import fault_tasks
from tests.faults.programs import ROOT
from workbench.core.cancel import CancelToken
from workbench.core.plan import Task
from workbench.engines import seat

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="nothing is stopped there"
)
SILENCE_S = 0.6
"""Twice what the watchdog sleeps, and a little."""


@pytest.fixture
def soon_silent(monkeypatch):
    monkeypatch.setattr(seat, "SILENCE_S", SILENCE_S)


@pytest.fixture
def one_asleep(engine, tmp_path):
    """A batch whose first task stops its worker once; its reader, results, the pid."""
    stopped = tmp_path / "stopped"
    tasks = [
        Task(id=0, fn=fault_tasks.stop_once, args=(str(stopped),)),
        *(Task(id=i, fn=engine_tasks.square, args=(i,)) for i in range(1, 20)),
    ]
    seen = []
    reader = threading.Thread(
        target=lambda: seen.extend(engine.map(tasks, CancelToken(), workers=2))
    )
    reader.start()
    until(stopped.exists)
    until(lambda: fault_tasks.asleep(engine.state().pids))
    (pid,) = fault_tasks.asleep(engine.state().pids)
    yield reader, seen, pid
    reader.join()


def check(seen):
    assert sorted(r.task_id for r in seen) == list(range(20))
    assert [r.error for r in seen] == [None] * 20


def test_that_a_stopped_worker_is_shown_until_it_goes_on(
    soon_silent, engine, one_asleep
):
    reader, seen, pid = one_asleep
    assert engine.state().silent == ()
    until(lambda: engine.state().silent == (pid,), limit_s=SILENCE_S + 2.0)
    os.kill(pid, signal.SIGCONT)
    reader.join()
    check(seen)
    until(lambda: engine.state().silent == ())
    assert engine.state().restarts == 0
    assert pid in engine.state().pids


def test_that_a_stopped_worker_may_be_ended_and_its_task_runs_again(
    soon_silent, engine, one_asleep
):
    reader, seen, pid = one_asleep
    until(lambda: engine.state().silent == (pid,), limit_s=SILENCE_S + 2.0)
    assert engine.end_worker(pid)
    reader.join(timeout=3.0)
    assert not reader.is_alive()
    check(seen)
    assert engine.state().silent == ()
    assert pid not in engine.state().pids
    assert not engine.end_worker(pid)


def test_that_a_worker_ended_thrice_on_request_blames_no_task(engine, run, tmp_path):
    marks = tmp_path / "marks"
    marks.mkdir()
    tasks = [Task(id=0, fn=fault_tasks.sleep_first, args=(str(marks), 4))]
    seen = []
    reader = threading.Thread(
        target=lambda: seen.extend(engine.map(tasks, CancelToken(), workers=1))
    )
    reader.start()
    for count in range(1, 5):
        until(lambda count=count: len(list(marks.iterdir())) == count)
        (pid,) = engine.state().pids
        assert engine.end_worker(pid)
    reader.join()
    assert [r.value for r in seen] == ["done"]


def test_that_an_idle_worker_that_is_stopped_is_shown_too(soon_silent, engine):
    engine.ensure(1)
    (pid,) = engine.state().pids
    os.kill(pid, signal.SIGSTOP)
    until(lambda: engine.state().silent == (pid,), limit_s=SILENCE_S + 3.0)
    os.kill(pid, signal.SIGCONT)
    until(lambda: engine.state().silent == ())
    assert engine.state().pids == (pid,)  # it goes on; nobody replaced it


def test_that_a_program_that_was_suspended_gives_no_false_alarm():
    """With limits of a second, and a suspension that is longer."""
    limits = ["1.0", "0.3"]
    command = [sys.executable, "-m", "tests.faults.suspended_program", "12", "0.3"]
    command += limits
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, cwd=ROOT, text=True, process_group=0
    ) as program:
        try:
            assert program.stdout.readline() == "running\n"
            group = [
                psutil.Process(program.pid),
                *psutil.Process(program.pid).children(),
            ]
            os.killpg(program.pid, signal.SIGSTOP)
            until(lambda: all(p.status() == psutil.STATUS_STOPPED for p in group))
            threading.Event().wait(3.0)  # the one wait for time: it is the fault itself
            os.killpg(program.pid, signal.SIGCONT)
            told = program.communicate(timeout=30)[0]
        finally:
            program.kill()
    assert told == "results 12, errors 0, restarts 0, silent 0\n"
