"""CPU time of tasks that share a reading of the clock."""

from __future__ import annotations

import time

from workbench.core.results import clock
from workbench.engines import Schedule
from workbench.engines.cpu import TOGETHER_S, CpuShares


def test_that_a_long_task_has_its_readings_to_itself():
    cpu = CpuShares()
    before = time.process_time()
    cpu.begin()
    begun = clock()
    while clock() - begun < 0.02:
        pass
    cpu.end(ended := clock(), 1)
    used = time.process_time() - before
    cpu.begin()
    cpu.end(clock(), 2)
    long, _ = cpu.shares(2)
    assert 0 < long * (ended - begun) <= used


def test_that_brief_tasks_share_a_reading():
    cpu = CpuShares()
    cpu.begin()
    begun = clock()
    for tasks in range(1, 4):
        cpu.begin()
        cpu.end(begun + TOGETHER_S / 10, tasks)
    first, second, third = cpu.shares(3)
    assert first == second == third > 0


def test_that_a_task_which_never_ran_used_nothing():
    assert CpuShares().shares(2) == [0.0, 0.0]


def test_that_sleeping_is_no_cpu_time_amid_brief_tasks(warm_processes, run):
    usual, warm_processes.schedule = warm_processes.schedule, Schedule(chunk=5)
    calls = [(0.0,), (0.0,), (0.1,), (0.0,), (0.0,)]
    try:
        results = run(warm_processes, time.sleep, calls)
    finally:
        warm_processes.schedule = usual
    sleeper = results[2].timing
    assert sleeper.ended - sleeper.started > 0.09
    assert sleeper.cpu_s < 0.05
