"""Dask on this computer: a cluster that the program starts and ends."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import psutil
import pytest

from tests.engines import engine_tasks, test_conformance, under_test
from tests.engines.under_test import ROOT
from tests.engines.waiting import until
from tests.optional import need
from workbench.core import events as ev
from workbench.core.cancel import CancelToken
from workbench.core.errors import EngineFailed, Stopped
from workbench.core.plan import Task
from workbench.core.spec import CvSpec, ExperimentSpec, RepeatSpec
from workbench.engines import Schedule, dask_process
from workbench.engines.dask_engine import DaskEngine
from workbench.engines.dask_local import Local
from workbench.external.engine import ExternalEngine
from workbench.planner import PRESETS
from workbench.session import Session

need("distributed", "cryptography")
pytestmark = pytest.mark.engines

posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
PROGRAM = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
import psutil
from tests.engines import engine_tasks
from workbench.core.cancel import CancelToken
from workbench.core.plan import Task
from workbench.engines.dask_engine import DaskEngine

if __name__ == "__main__":
    engine = DaskEngine()
    engine.open()
    engine.ensure(2)
    print(*[c.pid for c in psutil.Process().children(recursive=True)], flush=True)
    tasks = [Task(id=i, fn=engine_tasks.work, args=(60.0,)) for i in range(2)]
    list(engine.map(tasks, CancelToken(), workers=2))
"""


@pytest.fixture(scope="module")
def warm() -> Iterator[DaskEngine]:
    """An engine that tests leave with the same two workers."""
    with under_test.opened(DaskEngine()) as engine:
        yield engine


class TestDask(test_conformance.TestEveryEngine):
    """The contract."""

    @pytest.fixture
    def engine(self, warm):
        return warm


def fill(size: int) -> None:
    """Take memory, and keep it until the end."""
    taken = b"x" * size
    until(lambda: not taken)


def listening(process: psutil.Process) -> list[str]:
    return [
        c.laddr.ip
        for c in process.net_connections(kind="inet")
        if c.status == psutil.CONN_LISTEN
    ]


def scheduler_of(engine: DaskEngine) -> psutil.Process:
    assert isinstance(engine._site, Local)
    assert engine._site._scheduler is not None
    return psutil.Process(engine._site._scheduler.pid)


def test_that_without_its_libraries_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(DaskEngine, "requires", ("no_such_module",))
    availability = DaskEngine.availability()
    assert not availability.available
    assert "pip install 'workbench[dask]'" in str(availability.message)


def test_that_it_listens_on_loopback_alone(warm):
    pids = warm.state().pids
    assert len(pids) == 2
    for process in [scheduler_of(warm), *map(psutil.Process, pids)]:
        assert listening(process) == ["127.0.0.1"]
    assert listening(psutil.Process()) == []


def test_that_workers_have_the_environment_of_ours(warm, run):
    (result,) = run(warm, engine_tasks.environment, [()])
    assert set(result.value.values()) == {"1"}


def test_that_a_task_that_cannot_be_sent_costs_only_itself(warm, tasks_for):
    tasks = tasks_for(engine_tasks.square, [(i,) for i in range(3)])
    tasks.append(Task(id=3, fn=lambda: None))
    results = {r.task_id: r for r in warm.map(tasks, CancelToken(), workers=2)}
    assert "could not be pickled" in results[3].error.text
    assert [results[i].value for i in range(3)] == [0, 1, 4]


def test_that_brief_tasks_travel_together_unless_one_by_one_is_asked(warm, run):
    calls = [(i,) for i in range(2_000)]
    results = run(warm, engine_tasks.square, calls)
    assert len({r.timing.submitted for r in results}) < 500
    warm.schedule = Schedule(chunk=1)
    results = run(warm, engine_tasks.square, calls[:20])
    warm.schedule = Schedule()
    assert len({r.timing.submitted for r in results}) == 20


def test_that_large_results_and_calls_arrive_and_leave_no_thread(warm, run):
    block = np.arange(2_000_000.0)
    (result,) = run(warm, engine_tasks.echo, [(block,)])
    assert result.error is None
    assert np.array_equal(result.value, block)


def test_that_workers_that_are_gone_cost_no_task_and_new_ones_have_the_data(
    run, tasks_for, tmp_path
):
    with DaskEngine() as engine:
        engine.ensure(2)
        end_a_worker_by_hand(engine, run)
        stop_a_task_that_goes_on(engine, run, tasks_for)
        if sys.platform != "win32":  # there are no such signals
            lose_a_worker_on_the_way(engine, run, tmp_path)
            blame_a_task_that_ends_every_worker(engine, tasks_for)


def end_a_worker_by_hand(engine, run):
    handle = engine.place({"X": np.ones(100)})
    old = engine.state().pids[1]
    assert engine.end_worker(old)
    assert not engine.end_worker(1)
    results = run(engine, engine_tasks.total, [(handle,)] * 8)
    engine.release(handle)
    assert [r.value for r in results] == [100.0] * 8
    assert old not in engine.state().pids


def stop_a_task_that_goes_on(engine, run, tasks_for):
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


def lose_a_worker_on_the_way(engine, run, tmp_path):
    restarts = engine.state().restarts
    results = run(engine, engine_tasks.die_once, [(str(tmp_path / "mark"),)] * 8)
    assert [r.value for r in results] == ["done"] * 8
    assert [r.task_id for r in results] == list(range(8))
    assert max(r.timing.attempts for r in results) == 2
    assert engine.state().restarts == restarts + 1


def blame_a_task_that_ends_every_worker(engine, tasks_for):
    tasks = [*tasks_for(engine_tasks.square, [(i,) for i in range(6)])]
    tasks.append(Task(id=99, fn=engine_tasks.die_always))
    results = {r.task_id: r for r in engine.map(tasks, CancelToken(), workers=2)}
    assert results[99].error.kind == "WorkerDied"
    assert results[99].timing.attempts == 3
    assert [results[i].value for i in range(6)] == [i * i for i in range(6)]


def test_that_a_worker_that_takes_too_much_memory_is_ended_and_the_reason_told(run):
    with DaskEngine(memory_limit=400 * 2**20) as engine:
        (result,) = run(engine, fill, [(600 * 2**20,)], workers=1)
        assert result.error.kind == "WorkerDied"
        assert "used more than the 400 MiB" in result.error.text
        assert run(engine, engine_tasks.square, [(3,)], workers=1)[0].value == 9


def test_that_a_lost_scheduler_ends_the_batch_and_the_next_begins_anew(
    run, tasks_for, tmp_path, own_home
):
    environment = dict(os.environ)
    with DaskEngine() as engine:
        handle = engine.place({"X": np.ones(10)})
        engine.ensure(1)
        started = tmp_path / "started"
        calls = [(0.001,)] * 3
        tasks = tasks_for(engine_tasks.work, calls)
        never = str(tmp_path / "never")
        tasks.append(
            Task(id=9, fn=engine_tasks.touch_and_wait, args=(str(started), never))
        )
        results = engine.map(tasks, CancelToken(), workers=1)
        kept = [next(results) for _ in calls]
        until(started.exists)
        scheduler_of(engine).kill()
        with pytest.raises(EngineFailed, match="run again"):
            next(results)
        assert [r.error for r in kept] == [None] * 3
        engine.release(engine.place({"Y": np.ones(3)}))
        again = run(engine, engine_tasks.total, [(handle,)] * 2, workers=1)
        assert [r.value for r in again] == [10.0, 10.0]
        scheduler_of(engine).kill()
        until(lambda: not engine._alive)  # it may be gone when the engine is closed
        engine.release(handle)
    assert engine.state().alive == 0
    assert dict(os.environ) == environment
    assert list(own_home.iterdir()) == []


def test_that_a_cluster_that_does_not_start_is_a_failure_with_a_remedy(monkeypatch):
    monkeypatch.setattr(dask_process, "START_S", 0.0)
    engine = DaskEngine()
    with pytest.raises(EngineFailed, match="choose the engine “processes”"):
        engine.open()


def test_that_a_stop_ends_the_waiting_for_workers():
    engine = DaskEngine()
    cancel = CancelToken()
    cancel.cancel()
    with engine.stoppable(cancel), pytest.raises(Stopped):
        engine.open()


@posix
def test_that_the_cluster_ends_with_a_killed_program(tmp_path):
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True, cwd=tmp_path
    )
    assert program.stdout is not None
    try:
        pids = [int(word) for word in program.stdout.readline().split()]
        assert len(pids) >= 3
    finally:
        program.kill()
        program.wait()
        program.stdout.close()
    until(lambda: not any(map(running, pids)), limit_s=5.0)


def running(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_that_it_runs_in_an_environment_of_its_own(run):
    host = ExternalEngine("dask", Path(sys.executable), path=[ROOT])
    with host as engine:
        handle = engine.place({"X": np.ones(10)})
        results = run(engine, engine_tasks.total, [(handle,)] * 4)
    assert [r.value for r in results] == [10.0] * 4


def trimmed(preset: str, models: int) -> ExperimentSpec:
    spec = PRESETS[preset].spec
    return msgspec.structs.replace(
        spec,
        models=spec.models[:models],
        cv=CvSpec(folds=3),
        repeats=RepeatSpec(minimum=1, maximum=1),
    )


def test_that_scores_equal_the_serial_ones_bit_for_bit(warm, tmp_path):
    with Session(history=tmp_path / "history.sqlite") as session:
        session.engines._open["dask"] = warm
        session.engines._through["dask"] = None
        for preset, models in (("iris-vote", 9), ("digits-models", 3)):
            serial = digests(session, trimmed(preset, models), "serial", (1,))
            dask = digests(session, trimmed(preset, models), "dask", (1, 2))
            assert len(serial) == 1
            assert dask == serial
        assert session.engines._open.pop("dask") is warm


def digests(
    session: Session, spec: ExperimentSpec, engine: str, workers: tuple[int, ...]
) -> set[str]:
    spec = msgspec.structs.replace(spec, engine=engine, workers=workers)
    events = list(session.start(spec))
    assert isinstance(events[-1], ev.RunFinished)
    return {e.scores.digest for e in events if isinstance(e, ev.TrialFinished)}
