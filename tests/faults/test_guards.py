"""What goes wrong around a task, in the worker or here, is that task's own error."""

from __future__ import annotations

import sys

import pytest

from tests.engines import engine_tasks
from tests.faults import fault_tasks
from tests.faults.fault_tasks import Trap

KINDS = {
    "exception": "ValueError",
    "sys.exit": "SystemExit",
    "interrupt": "KeyboardInterrupt",
}
SQUARES = [(engine_tasks.square, i) for i in range(10)]


def check_neighbours(results):
    assert [r.value for r in results] == [i * i for i in range(10)]


@pytest.mark.parametrize("how", KINDS)
@pytest.mark.parametrize("where", ["pickling", "unpickling"])
def test_that_a_task_that_cannot_be_sent_is_an_error(warm_engine, run, how, where):
    bad, *good = run(warm_engine, [(fault_tasks.echo, Trap(where, how)), *SQUARES])
    assert bad.error.kind == KINDS[how]
    assert f"the task could not be {where[:-3]}ed" in bad.error.text
    assert (bad.timing.bytes_in == 0) == (where == "pickling")
    check_neighbours(good)
    assert warm_engine.state().restarts == 0


@pytest.mark.parametrize("how", KINDS)
@pytest.mark.parametrize("where", ["pickling", "unpickling"])
def test_that_a_result_that_cannot_come_back_is_an_error(warm_engine, run, how, where):
    bad, *good = run(warm_engine, [(fault_tasks.make_trap, where, how), *SQUARES])
    assert bad.error.kind == KINDS[how]
    assert f"the result could not be {where[:-3]}ed" in bad.error.text
    assert bad.value is None
    check_neighbours(good)
    assert warm_engine.state().restarts == 0


@pytest.mark.parametrize("how", KINDS)
def test_that_whatever_a_task_raises_is_its_error(warm_engine, run, how):
    bad, *good = run(warm_engine, [(fault_tasks.spring, how), *SQUARES])
    assert bad.error.kind == KINDS[how]
    assert "in spring" in bad.error.traceback
    check_neighbours(good)


def test_that_a_function_without_a_name_cannot_be_sent(warm_engine, run):
    bad, *good = run(warm_engine, [(lambda: 1,), *SQUARES])
    assert "could not be pickled" in bad.error.text
    check_neighbours(good)


@pytest.mark.skipif(sys.platform == "win32", reason="the deaths are POSIX deaths")
@pytest.mark.parametrize("how", ["segfault", "libc"])
def test_that_a_death_while_unpickling_a_task_is_blamed_on_it(engine, run, how):
    bad, *good = run(engine, [(fault_tasks.echo, Trap("unpickling", how)), *SQUARES])
    assert bad.error.kind == "WorkerDied"
    check_neighbours(good)


@pytest.mark.skipif(sys.platform == "win32", reason="the deaths are POSIX deaths")
@pytest.mark.parametrize("how", ["segfault", "libc"])
def test_that_a_death_while_pickling_a_result_is_blamed_on_it(engine, run, how):
    bad, *good = run(engine, [(fault_tasks.make_trap, "pickling", how), *SQUARES])
    assert bad.error.kind == "WorkerDied"
    check_neighbours(good)
