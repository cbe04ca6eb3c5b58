"""Ray's engine on a cluster of this computer; see also the conformance suite."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import Counter
from pathlib import Path

import msgspec
import numpy as np
import psutil
import pytest

from tests.conftest import ADOPTED
from tests.engines import engine_tasks, test_conformance, under_test
from tests.engines.ray_programs import alive, busy_program, listening, session
from tests.engines.waiting import until
from tests.optional import need
from workbench.core import events as ev
from workbench.core.cancel import CancelToken
from workbench.core.errors import EngineFailed
from workbench.core.plan import Task
from workbench.core.spec import CvSpec, ExperimentSpec, RepeatSpec
from workbench.engines.addresses import is_loopback
from workbench.engines.caps import VARIABLES
from workbench.engines.ray_engine import RayEngine
from workbench.planner import PRESETS
from workbench.session import Session

need("ray")
pytestmark = pytest.mark.engines
linux = pytest.mark.skipif(sys.platform != "linux", reason="it reads Linux's tables")
posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")


@pytest.fixture(scope="module")
def warm():
    """One cluster for all tests that leave it alive; its workers may be exchanged."""
    with under_test.opened(RayEngine()) as engine:
        leader = engine._driver._process.pid
        ADOPTED.add(leader)
        yield engine
    ADOPTED.remove(leader)
    assert not any(map(alive, session(leader)))


@pytest.fixture
def engine(warm):
    return warm


class TestRay(test_conformance.TestEveryEngine):
    """The contract."""

    @pytest.fixture
    def engine(self, warm):
        return warm


@pytest.fixture
def company(engine):
    """All processes of the cluster; there are two servers and two workers at least."""
    found = session(engine._driver._process.pid)
    assert len(found) >= 5
    return found


@posix
def test_that_all_sockets_listen_on_loopback_only(company):
    sockets = listening(company)
    assert {"gcs_server", "raylet"} <= {name for name, _, _ in sockets}
    open_to_others = [
        (name, address, port)
        for name, address, port in sockets
        if not is_loopback(address)
    ]
    assert open_to_others == []


@linux
def test_that_the_cluster_asks_for_a_token_that_this_program_does_not_have(company):
    def variables(process):
        text = Path(f"/proc/{process.pid}/environ").read_bytes()
        return dict(
            entry.split(b"=", 1) for entry in text.split(b"\0") if b"=" in entry
        )

    servers = [p for p in company if p.name() in ("gcs_server", "raylet")]
    found = [variables(process) for process in servers]
    assert {v[b"RAY_AUTH_MODE"] for v in found} == {b"token"}
    (token,) = {v[b"RAY_AUTH_TOKEN"] for v in found}
    assert len(token) == 64
    assert "RAY_AUTH_TOKEN" not in os.environ


def test_that_nothing_of_ray_comes_into_this_process(engine, company):
    assert engine.state().alive == 2
    assert "ray" not in sys.modules
    names = " ".join(
        " ".join(process.cmdline()) for process in company if alive(process)
    )
    assert "dashboard.py" not in names
    assert "log_monitor.py" not in names


def test_that_caps_are_there_before_libraries_are_loaded(engine, run):
    (result,) = run(engine, engine_tasks.environment, [()])
    assert result.value == dict.fromkeys(VARIABLES, "1")


@posix
def test_that_a_worker_lost_on_the_way_costs_no_task_and_none_is_counted_twice(
    engine, tasks_for, tmp_path
):
    before = engine.state().restarts
    tasks = tasks_for(engine_tasks.die_once, [(str(tmp_path / "mark"),)] * 8)
    results = list(engine.map(tasks, CancelToken(), workers=2))
    assert Counter(r.task_id for r in results) == Counter(range(8))
    assert {r.value for r in results} == {"done"}
    assert max(r.timing.attempts for r in results) == 2
    assert engine.state().restarts == before + 1


@posix
def test_that_a_worker_killed_from_outside_is_replaced_in_the_middle_of_a_batch(
    engine, tasks_for, tmp_path
):
    mark, end = tmp_path / "mark", tmp_path / "end"
    tasks = tasks_for(engine_tasks.touch_and_wait, [(str(mark), str(end))] * 6)
    pids = engine.state().pids

    def kill_one() -> None:
        until(mark.exists)
        os.kill(pids[0], signal.SIGKILL)
        until(lambda: not psutil.pid_exists(pids[0]))
        end.touch()

    helper = threading.Thread(target=kill_one)
    helper.start()
    results = list(engine.map(tasks, CancelToken(), workers=2))
    helper.join()
    assert Counter(r.task_id for r in results) == Counter(range(6))
    assert [r.error for r in results] == [None] * 6
    assert pids[0] not in engine.state().pids


@posix
def test_that_a_task_that_ends_every_worker_is_blamed_alone(engine, tasks_for):
    tasks = [*tasks_for(engine_tasks.square, [(i,) for i in range(6)])]
    tasks.append(Task(id=99, fn=engine_tasks.die_always))
    results = {r.task_id: r for r in engine.map(tasks, CancelToken(), workers=2)}
    assert results[99].error.kind == "WorkerDied"
    assert [results[i].value for i in range(6)] == [i * i for i in range(6)]


@posix
def test_that_a_worker_ended_by_hand_is_replaced_and_nobody_blamed(engine, run):
    pids = engine.state().pids
    assert engine.end_worker(pids[0])
    until(lambda: not psutil.pid_exists(pids[0]))
    results = run(engine, engine_tasks.square, [(i,) for i in range(20)])
    assert all(r.error is None for r in results)


def test_that_arrays_lie_once_in_the_store_and_a_new_worker_has_them(engine, run):
    size = 40_000_000
    handle = engine.place({"X": np.ones(size // 8)})
    try:
        found = run(engine, engine_tasks.total_and_memory, [(handle,)] * 6)
        assert {r.value[0] for r in found} == {size / 8}
        if found[0].value[1] is not None:  # each has well under what two copies take
            with_data = max(r.value[1] for r in found)
            engine.release(handle)
            nothing = engine.place({"X": np.ones(1)})
            without = run(engine, engine_tasks.total_and_memory, [(nothing,)] * 6)
            engine.release(nothing)
            assert with_data - min(r.value[1] for r in without) < size / 2
            handle = engine.place({"X": np.ones(size // 8)})
        engine.end_worker(engine.state().pids[1])
        results = run(engine, engine_tasks.total, [(handle,)] * 8)
        assert [r.value for r in results] == [size / 8] * 8
    finally:
        engine.release(handle)


def test_that_a_task_that_goes_on_after_a_stop_is_ended(engine, run, tasks_for):
    cancel = CancelToken()
    pids = engine.state().pids
    results = engine.map(
        tasks_for(engine_tasks.work, [(0.01,), *[(60.0,)] * 2]), cancel, workers=2
    )
    next(results)
    cancel.cancel()
    assert list(results) == []
    until(lambda: not any(map(psutil.pid_exists, pids)), limit_s=10.0)
    assert run(engine, engine_tasks.square, [(3,)])[0].value == 9


@posix
@pytest.mark.parametrize("head", ["gcs_server", "raylet"])
def test_that_a_lost_head_is_one_failure_and_the_engine_can_be_closed(
    tasks_for, tmp_path, head
):
    mark = tmp_path / "mark"
    tasks = tasks_for(engine_tasks.touch_and_work, [(str(mark), 60.0)] * 4)
    with RayEngine() as engine:
        engine.ensure(1)
        company = session(engine._driver._process.pid)
        helper = threading.Thread(target=_kill, args=(company, head, mark))
        helper.start()
        with pytest.raises(EngineFailed, match="run again to start it anew"):
            list(engine.map(tasks, CancelToken(), workers=1))
        helper.join()
        assert not any(map(alive, company))


@posix
def test_that_the_next_run_starts_a_lost_cluster_anew_with_its_data(run):
    with RayEngine() as engine:
        handle = engine.place({"X": np.ones(10)})
        engine.ensure(1)
        lost = engine._driver
        os.kill(lost._process.pid, signal.SIGKILL)
        until(lambda: lost._lost is not None)
        results = run(engine, engine_tasks.total, [(handle,)] * 4, workers=1)
        assert [r.value for r in results] == [10.0] * 4


def _kill(company: list[psutil.Process], name: str, once: Path) -> None:
    until(once.exists)
    next(process for process in company if process.name() == name).kill()


@posix
def test_that_a_program_killed_by_force_takes_its_cluster_with_it(tmp_path):
    mark = tmp_path / "mark"
    with busy_program(mark) as (program, driver, folder):
        until(mark.exists)
        company = session(driver)
        assert len(company) >= 5
        program.kill()
        program.wait()
        until(lambda: not any(map(alive, company)), limit_s=5.0)
        assert not any(map(alive, session(driver)))
        assert not folder.exists()


def room_left() -> int:
    """How much of its address space this process may still take."""
    import resource

    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    assert limit != resource.RLIM_INFINITY
    return limit - psutil.Process().memory_info().vms


def test_that_a_limit_of_memory_holds_for_what_tasks_take(run):
    with RayEngine(memory_limit=300 * 2**20) as engine:
        handle = engine.place({"X": np.ones(1000)})
        (enough,) = run(engine, engine_tasks.total, [(handle,)], workers=1)
        assert enough.value == 1000.0
        (little,) = run(engine, engine_tasks.hoard, [(50 * 2**20,)], workers=1)
        assert little.value == 50 * 2**20
        if sys.platform == "linux":
            (room,) = run(engine, room_left, [()], workers=1)
            too_much = room.value + 2**24
            (much,) = run(engine, engine_tasks.hoard, [(too_much,)], workers=1)
            assert much.error.kind == "MemoryError"
        folder = engine._folder
        assert folder.exists()
    assert not folder.exists()


def trimmed(preset: str, engine: str) -> ExperimentSpec:
    spec = PRESETS[preset].spec
    return msgspec.structs.replace(
        spec,
        engine=engine,
        models=spec.models[:3] if preset == "digits-models" else spec.models,
        cv=CvSpec(folds=3),
        workers=(2,),
        repeats=RepeatSpec(minimum=1, maximum=1),
    )


@pytest.mark.parametrize("preset", ["iris-vote", "digits-models"])
def test_that_scores_are_those_of_the_serial_engine_bit_for_bit(
    preset, tmp_path, engine
):
    with Session(history=tmp_path / "history.sqlite") as session:
        session.engines._open["ray"] = engine
        session.engines._through["ray"] = None
        digests = {
            name: [
                event.scores.digest
                for event in session.start(trimmed(preset, name))
                if isinstance(event, ev.TrialFinished)
            ]
            for name in ("serial", "ray")
        }
        session.engines._open.pop("ray")
    assert set(digests["ray"]) == set(digests["serial"])
    assert len(set(digests["serial"])) == 1
