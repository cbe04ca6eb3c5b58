"""``workbench run`` from outside: no signal costs a measurement or leaves a worker."""

from __future__ import annotations

import os
import signal
import sys

import pytest

from tests.engines.waiting import until
from tests.faults.deadly_program import SAFE_REPEATS
from tests.faults.programs import (
    alive,
    experiment,
    last_run,
    measuring,
    sound,
    started,
    workers,
)

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="there are no such signals"
)
A_WHILE = 12_000
"""Rounds of a task that still runs when the second Ctrl-C comes."""
QUICK = 500


@pytest.mark.parametrize("times", [1, 2])
def test_that_ctrl_c_keeps_what_was_measured(tmp_path, times):
    with started(experiment(tmp_path, rounds=A_WHILE), tmp_path) as program:
        ours = measuring(program, tmp_path)
        for time in range(times):
            os.killpg(program.pid, signal.SIGINT)  # as a terminal does
            if time == 0:
                until(lambda: last_run(tmp_path).status == "cancelled")
        status = program.wait(timeout=10)
        until(lambda: not any(map(alive, ours)), limit_s=2.0)
    assert status == 130 or (times > 1 and status == -signal.SIGINT)
    assert last_run(tmp_path).status == "cancelled"
    assert len(last_run(tmp_path).trials) >= 1
    assert sound(tmp_path)


def test_that_ctrl_c_again_and_again_leaves_no_worker_and_no_damage(tmp_path):
    with started(experiment(tmp_path, rounds=A_WHILE), tmp_path) as program:
        ours = measuring(program, tmp_path)
        while program.poll() is None:
            os.killpg(program.pid, signal.SIGINT)
        until(lambda: not any(map(alive, ours)), limit_s=2.0)
    assert last_run(tmp_path).status in ("cancelled", "interrupted")
    assert len(last_run(tmp_path).trials) >= 1
    assert sound(tmp_path)


@pytest.mark.parametrize(
    ("how", "status", "shown"),
    [("SIGTERM", 130, "cancelled"), ("SIGKILL", -9, "interrupted")],
)
def test_that_an_end_from_outside_keeps_what_was_measured(tmp_path, how, status, shown):
    with started(experiment(tmp_path, rounds=QUICK), tmp_path) as program:
        ours = measuring(program, tmp_path)
        program.send_signal(getattr(signal, how))
        assert program.wait(timeout=10) == status
        until(lambda: not any(map(alive, ours)), limit_s=2.0)
    assert last_run(tmp_path).status == shown
    assert len(last_run(tmp_path).trials) >= 1
    assert sound(tmp_path)


@pytest.mark.parametrize(
    ("where", "how"), [("pickling", "segfault"), ("unpickling", "libc")]
)
def test_that_a_task_that_ends_the_program_itself_interrupts_the_run(
    tmp_path, where, how
):
    history = tmp_path / "history.sqlite"
    command = ["-m", "tests.faults.deadly_program", where, how, history]
    with started(command, tmp_path) as program:
        until(lambda: program.poll() is not None or len(workers(program.pid)) == 2)
        ours = workers(program.pid)
        status = program.wait(timeout=30)
        until(lambda: not any(map(alive, ours)), limit_s=2.0)
    assert status == {"segfault": -signal.SIGSEGV, "libc": 4}[how]
    assert last_run(tmp_path).status == "interrupted"
    assert len(last_run(tmp_path).trials) == 2 * SAFE_REPEATS  # on 1 and 2 workers
    assert sound(tmp_path)
