"""Apache Spark on this computer. What ends processes has engines of its own, and with
them a guard that looks at the end of this module rather than after every test."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import psutil
import pytest

from tests.engines import engine_tasks, test_conformance, under_test
from tests.engines.spark_checks import (
    LOOPBACK,
    assert_secret_is_kept,
    descendants,
    lives,
    nothing_left,
)
from tests.engines.waiting import until
from tests.optional import need
from workbench.core import events as ev
from workbench.core.cancel import CancelToken
from workbench.core.errors import EngineFailed
from workbench.core.plan import Task
from workbench.core.spec import CvSpec, ExperimentSpec, RepeatSpec
from workbench.engines import ENGINES, Engine, Schedule, spark_pool
from workbench.engines.spark_engine import SparkEngine
from workbench.planner import PRESETS, expand
from workbench.runner import run as run_plan

need("pyspark")
pytestmark = pytest.mark.engines
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module", autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """In place of the guard after every test: Spark replaces what a test has ended."""
    with nothing_left():
        yield


@pytest.fixture(scope="module")
def engine(nothing_left_behind: None) -> Iterator[Engine]:
    with under_test.opened(SparkEngine()) as engine:
        yield engine


class TestSpark(test_conformance.TestEveryEngine):
    """The contract, with the guard after every test."""

    @pytest.fixture
    def engine(self, engine):
        return engine

    @pytest.fixture(autouse=True)
    def each_leaves_nothing(self, engine):
        with nothing_left():
            yield


def java_of(engine: SparkEngine) -> list[psutil.Process]:
    driver = engine._link._process.pid
    return [p for p in descendants(driver) if p.name() == "java"]


def test_that_only_this_computer_can_reach_it(engine, run):
    run(engine, engine_tasks.square, [(i,) for i in range(4)])
    found = [
        connection.laddr.ip
        for process in descendants(engine._link._process.pid)
        for connection in process.net_connections(kind="inet")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert found
    assert set(found) <= LOOPBACK


def test_that_its_secret_stands_on_no_command_line(engine):
    assert_secret_is_kept(engine)


def test_that_workers_stay_the_same_between_batches_and_counts(engine, run):
    first = run(engine, engine_tasks.pid, [()] * 12)
    one = run(engine, engine_tasks.pid, [()] * 4, workers=1)
    second = run(engine, engine_tasks.pid, [()] * 12)
    by_worker = {r.timing.worker: r.value for r in first}
    assert sorted(by_worker.values()) == sorted(engine.state().pids)
    assert {r.value for r in one} == {by_worker[0]}
    assert all(r.value == by_worker[r.timing.worker] for r in second)


def test_that_brief_tasks_travel_together_unless_one_by_one_is_asked(engine, run):
    results = run(engine, engine_tasks.square, [(i,) for i in range(2_000)])
    assert len({r.timing.submitted for r in results}) < 40
    engine.schedule = Schedule(chunk=1)
    results = run(engine, engine_tasks.square, [(i,) for i in range(10)])
    assert len({r.timing.submitted for r in results}) == 10
    engine.schedule = Schedule()


def test_that_large_tasks_and_results_get_through(engine, run):
    large = b"x" * 3_000_000
    (result,) = run(engine, engine_tasks.echo, [(large,)])
    assert result.value == large


class OneEngine:
    """An engine source with one engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def get(self, *_: object) -> Engine:
        return self.engine


TRIMMED = {
    "iris-vote": {"cv": CvSpec(folds=3)},
    "digits-models": {"cv": CvSpec(folds=2)},
}


@pytest.mark.parametrize("name", TRIMMED)
def test_that_scores_are_those_of_the_serial_engine_bit_for_bit(engine, name):
    spec = msgspec.structs.replace(
        PRESETS[name].spec, repeats=RepeatSpec(minimum=1, maximum=1), **TRIMMED[name]
    )
    with ENGINES.get("serial")() as serial:
        expected = digests(serial, msgspec.structs.replace(spec, workers=(1,)))
    assert digests(engine, msgspec.structs.replace(spec, workers=(1, 2))) == expected


def digests(engine: Engine, spec: ExperimentSpec) -> set[str]:
    named = msgspec.structs.replace(spec, engine=engine.name)
    events = list(run_plan(expand(named), OneEngine(engine), CancelToken()))
    assert isinstance(events[-1], ev.RunFinished), events[-1]
    return {e.scores.digest for e in events if isinstance(e, ev.TrialFinished)}


def test_that_a_worker_lost_on_the_way_costs_no_task(engine, run, tmp_path):
    restarts = engine.state().restarts
    results = run(engine, engine_tasks.die_once, [(str(tmp_path / "mark"),)] * 8)
    assert [r.value for r in results] == ["done"] * 8
    assert max(r.timing.attempts for r in results) == 2
    assert engine.state().restarts == restarts + 1


def test_that_a_task_that_ends_every_worker_is_blamed_alone(engine, tasks_for):
    tasks = tasks_for(engine_tasks.square, [(i,) for i in range(6)])
    tasks.append(Task(id=99, fn=engine_tasks.die_always))
    results = {r.task_id: r for r in engine.map(tasks, CancelToken(), workers=2)}
    assert results[99].error.kind == "WorkerDied"
    assert [results[i].value for i in range(6)] == [i * i for i in range(6)]


def test_that_a_worker_ended_by_hand_is_replaced_and_has_the_data(engine, run):
    handle = engine.place({"X": np.ones(100)})
    pid = engine.state().pids[1]
    assert engine.end_worker(pid)
    assert not engine.end_worker(1)
    until(lambda: not psutil.pid_exists(pid))
    results = run(engine, engine_tasks.total, [(handle,)] * 8)
    assert [r.value for r in results] == [100.0] * 8
    engine.release(handle)


def test_that_a_worker_that_spark_ended_for_idling_is_no_loss(engine, run, monkeypatch):
    handle = engine.place({"X": np.ones(100)})
    restarts = engine.state().restarts
    monkeypatch.setattr(spark_pool, "FRESH_S", 0.0)  # as if nobody came for a minute
    psutil.Process(engine.state().pids[0]).kill()
    results = run(engine, engine_tasks.total, [(handle,)] * 4)
    assert [r.value for r in results] == [100.0] * 4
    assert engine.state().restarts == restarts
    monkeypatch.undo()
    engine.release(handle)


def test_that_a_task_that_goes_on_after_a_stop_is_ended(engine, run, tasks_for):
    cancel = CancelToken()
    pids = engine.state().pids
    calls = [(0.01,), *[(60.0,)] * 2]
    results = engine.map(tasks_for(engine_tasks.work, calls), cancel, workers=2)
    next(results)
    cancel.cancel()
    assert list(results) == []
    until(lambda: not any(map(psutil.pid_exists, pids)))
    assert run(engine, engine_tasks.square, [(3,)])[0].value == 9


def test_that_without_java_a_run_fails_once_and_the_next_one_works(
    engine, run, tasks_for
):
    handle = engine.place({"X": np.ones(100)})
    results = engine.map(
        tasks_for(engine_tasks.work, [(0.05,)] * 400), CancelToken(), workers=2
    )
    assert next(results).error is None
    for java in java_of(engine):
        java.kill()
    with pytest.raises(EngineFailed, match="Java process is gone"):
        list(results)
    assert run(engine, engine_tasks.total, [(handle,)])[0].value == 100.0
    engine.release(handle)


def test_that_nothing_outlives_a_program_that_was_killed():
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.engines.spark_program", "local"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with program:
        document = program.stdout.readline()
        started = descendants(program.pid)
        program.kill()
        rest, said = program.communicate()
    assert json.loads(document) == [0, 1, 4]
    assert (rest, said) == (b"", b"")
    assert {process.name() for process in started} >= {"java"}
    until(lambda: not any(map(lives, started)))
