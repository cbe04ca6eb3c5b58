"""What one task takes too much of: time, memory, threads, words."""

from __future__ import annotations

import sys

import numpy as np
import psutil
import pytest

from tests.engines import engine_tasks
from tests.engines.waiting import until
from tests.faults import fault_tasks
from tests.faults.programs import alive
from workbench.core.cancel import CancelToken
from workbench.core.errors import EngineFailed
from workbench.core.plan import Task
from workbench.core.results import clock
from workbench.engines import ENGINES
from workbench.engines.base import Schedule

SQUARES = [(engine_tasks.square, i) for i in range(20)]
LIMIT_S = 0.3
LADDER_S = 1.0 + 2.0
"""How long after its deadline the worst task's process may live, on a busy machine."""


def check_neighbours(results):
    assert [r.value for r in results] == [i * i for i in range(20)]


@pytest.mark.parametrize(
    "fn",
    [
        fault_tasks.hold_the_lock,
        fault_tasks.doze,
        pytest.param(
            fault_tasks.refuse_to_end,
            marks=pytest.mark.skipif(
                sys.platform == "win32", reason="there is no such signal"
            ),
        ),
    ],
)
def test_that_an_endless_task_is_ended_and_costs_only_itself(
    short_grace, engine, tmp_path, fn
):
    engine.ensure(2)
    workers = [psutil.Process(pid) for pid in engine.state().pids]
    engine.schedule = Schedule(task_limit_s=LIMIT_S)
    path = tmp_path / "running"
    endless = Task(id=0, fn=fn, args=(str(path),))
    tasks = [Task(id=i, fn=f, args=(x,)) for i, (f, x) in enumerate(SQUARES, 1)]
    results = engine.map([endless, *tasks], CancelToken(), workers=2)
    seen = [next(results)]
    until(path.exists)
    begin = clock()
    seen += results
    until(lambda: sum(map(alive, workers)) == 1, limit_s=LIMIT_S + LADDER_S)
    assert clock() - begin < LIMIT_S + LADDER_S
    bad, *good = sorted(seen, key=lambda result: result.task_id)
    assert bad.error.kind == "TimeLimit"
    assert "0.3 s" in bad.error.text
    check_neighbours(good)


def test_that_a_limit_on_time_is_each_tasks_own(engine, run):
    engine.schedule = Schedule(task_limit_s=LIMIT_S)
    results = run(engine, [(engine_tasks.work, 0.02)] * 40)
    assert [r.error for r in results] == [None] * 40
    assert engine.state().restarts == 0


@pytest.mark.parametrize("greedy", [engine_tasks.hoard, fault_tasks.fill_array])
@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no such limit")
def test_that_a_task_over_its_memory_limit_costs_only_itself(run, greedy):
    limit = 2 * 2**30
    with ENGINES.get("processes")(memory_limit=limit) as engine:
        bad, *good = run(engine, [(greedy, limit), *SQUARES])
        assert engine.state().restarts == 0
    assert bad.error.kind in ("MemoryError", "_ArrayMemoryError")
    check_neighbours(good)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no such limit")
def test_that_a_result_that_fits_once_but_not_twice_is_that_tasks_error(run):
    limit = 2**29
    with ENGINES.get("processes")(memory_limit=limit) as engine:
        bad, *good = run(engine, [(fault_tasks.big, limit * 2 // 3), *SQUARES])
        assert engine.state().restarts == 0
    assert bad.error.kind == "MemoryError"
    check_neighbours(good)


def test_that_a_large_result_passes_and_leaves_no_block(warm_engine, run):
    size = 200 * 2**20
    large, *good = run(warm_engine, [(fault_tasks.big, size), *SQUARES])
    assert large.value == b"x" * size
    assert large.timing.bytes_out >= size
    check_neighbours(good)


def test_that_a_result_that_nothing_can_pickle_is_that_tasks_error(warm_engine, run):
    bad, *good = run(warm_engine, [(fault_tasks.make_lock,), *SQUARES])
    assert bad.error.kind == "TypeError"
    assert "the result could not be pickled" in bad.error.text
    check_neighbours(good)


def test_that_a_traceback_of_a_megabyte_is_cut(warm_engine, run):
    bad, *good = run(warm_engine, [(fault_tasks.raise_chain, 500, 2_000), *SQUARES])
    assert bad.error.kind == "ValueError"
    assert len(bad.error.traceback) <= 20_000
    assert "characters left out" in bad.error.traceback
    check_neighbours(good)


def test_that_a_task_may_print_a_lot(engine, run, capfd):
    results = run(engine, [(fault_tasks.print_lines, 50_000)] * 2)
    engine.close()
    assert [r.value for r in results] == [50_000] * 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err.count("\n") == 100_000


def test_that_a_forest_on_all_cores_stays_on_the_core_of_its_worker(warm_engine, run):
    (result,) = run(warm_engine, [(fault_tasks.fit_forest, 3_000)])
    assert result.error is None
    granted, made = result.value
    assert granted == 1
    assert made <= 1
    timing = result.timing
    assert timing.cpu_s <= 1.2 * (timing.ended - timing.started)


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")
def test_that_data_beyond_a_workers_limit_are_refused_in_words(run):
    with ENGINES.get("processes")(memory_limit=2**28) as engine:
        handle = engine.place({"X": np.ones(60_000_000)})
        with pytest.raises(EngineFailed, match="no room for the data"):
            run(engine, [(engine_tasks.total, handle)], workers=1)
