from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from workbench.core import events as ev
from workbench.core.cancel import CancelToken
from workbench.core.spec import ExperimentSpec, RepeatSpec
from workbench.planner import expand
from workbench.runner import run
from workbench.runner.conditions import Lookout
from workbench.session import Engines

BURN = "print('on', flush=True)\nwhile True: pass"


@pytest.fixture
def busy() -> Iterator[subprocess.Popen[str]]:
    """A program that burns a core, already at it."""
    with subprocess.Popen(
        [sys.executable, "-c", BURN], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "on\n"
        yield process
        process.kill()


def wait_for_work_of(process: subprocess.Popen[str], seconds: float) -> None:
    """Until the process has had a core for so long, however slow the computer is."""
    times = psutil.Process(process.pid).cpu_times
    end = times().user + seconds
    while times().user < end:
        pass


def test_that_a_program_which_burns_a_core_is_seen_as_one_of_others(
    busy: subprocess.Popen[str],
) -> None:
    lookout = Lookout()
    before = lookout.read(())
    wait_for_work_of(busy, 0.5)
    seen = lookout.since(before, ())

    assert seen.others_s is not None
    assert seen.others_s > 0.3
    assert seen.seconds >= 0.4
    assert seen.cores >= 1


def test_that_the_work_of_our_own_workers_is_not_that_of_others(
    busy: subprocess.Popen[str],
) -> None:
    """The same program, once as a stranger and once as one of ours."""
    begin = psutil.Process(busy.pid).cpu_times().user
    lookout = Lookout()
    stranger, ours = lookout.read(()), lookout.read((busy.pid,))
    wait_for_work_of(busy, 0.5)
    as_ours = lookout.since(ours, (busy.pid,))
    as_stranger = lookout.since(stranger, ())
    most = sum(psutil.Process(busy.pid).cpu_times()[:2]) - begin

    assert as_ours.others_s is not None
    assert as_stranger.others_s is not None
    assert 0.4 < as_stranger.others_s - as_ours.others_s < most + 0.1


def test_that_the_process_between_us_and_a_worker_is_one_of_ours() -> None:
    start = "import subprocess, sys, time\n"
    child = "[sys.executable, '-c', 'import time; time.sleep(60)']"
    code = start + f"p = subprocess.Popen({child})\nprint(p.pid, flush=True)\np.wait()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True
    ) as host:
        assert host.stdout is not None
        worker = int(host.stdout.readline())
        seen = Lookout().read((worker,))
        psutil.Process(worker).kill()

    assert seen.ours == {host.pid, worker}


def test_that_after_the_death_of_a_worker_nothing_is_said_of_others(
    busy: subprocess.Popen[str],
) -> None:
    lookout = Lookout()
    before = lookout.read((busy.pid,))
    busy.kill()
    busy.wait()

    assert lookout.since(before, (busy.pid,)).others_s is None
    assert lookout.since(before, ()).others_s is None


def test_that_a_real_run_on_disturbed_workers_tells_of_the_other_program(
    busy: subprocess.Popen[str],
) -> None:
    spec = ExperimentSpec(
        workload="monte_carlo_pi",
        params={"points": 6_000_000, "tasks": 8},
        workers=(1, 2),
        repeats=RepeatSpec(minimum=2, maximum=2),
    )
    engines = Engines()
    try:
        events = list(run(expand(spec), engines, CancelToken()))
    finally:
        engines.close()

    trials = [event for event in events if isinstance(event, ev.TrialFinished)]
    seen = [trial.conditions for trial in trials]
    assert len(seen) == 4
    assert all(s is not None and s.others_s is not None for s in seen)
    assert sum(s.others_s for s in seen if s and s.others_s) > 0
    assert all(s.seconds >= t.seconds for s, t in zip(seen, trials, strict=True) if s)
    last = [event for event in events if isinstance(event, ev.Estimated)][-1]
    assert [one.workers for one in last.scatter] == [1, 2]


def test_that_a_system_without_its_counters_is_no_trouble(tmp_path: Path) -> None:
    lookout = Lookout(limited=True, root=tmp_path)
    seen = lookout.since(lookout.read(()), ())

    assert (seen.held_s, seen.heat, seen.ghz, seen.swapped_bytes) == (None,) * 4


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


CORE = "sys/devices/system/cpu/cpu0/thermal_throttle"
POLICY = "sys/devices/system/cpu/cpufreq/policy0"


def test_that_heat_clock_swap_and_limit_are_read_where_the_system_tells(
    tmp_path: Path,
) -> None:
    write(
        tmp_path,
        {
            f"{CORE}/core_throttle_count": "4\n",
            f"{CORE}/package_throttle_count": "7\n",
            f"{POLICY}/scaling_cur_freq": "3400000\n",
            f"{POLICY}/cpuinfo_max_freq": "3400000\n",
            "proc/swaps": "Filename Type\n/swapfile file\n",
            "proc/vmstat": "pswpin 10\npswpout 5\n",
            "sys/fs/cgroup/cpu.stat": "usage_usec 9\nthrottled_usec 1000000\n",
        },
    )
    lookout = Lookout(limited=True, root=tmp_path)
    before = lookout.read(())
    write(
        tmp_path,
        {
            f"{CORE}/core_throttle_count": "6\n",
            f"{CORE}/package_throttle_count": "8\n",
            f"{POLICY}/scaling_cur_freq": "2100000\n",
            "proc/vmstat": "pswpin 11\npswpout 6\n",
            "sys/fs/cgroup/cpu.stat": "usage_usec 9\nthrottled_usec 3500000\n",
        },
    )
    seen = lookout.since(before, ())

    assert seen.heat == 3
    assert (seen.ghz, seen.top_ghz) == (2.1, 3.4)
    assert seen.swapped_bytes is not None
    assert seen.swapped_bytes > 0
    assert seen.swapped_bytes % 4096 == 0
    assert seen.held_s == pytest.approx(2.5)


def test_that_the_limit_of_an_older_container_is_read_too(tmp_path: Path) -> None:
    stat = "sys/fs/cgroup/cpu/cpu.stat"
    write(tmp_path, {stat: "nr_periods 3\nthrottled_time 1000000000\n"})
    lookout = Lookout(limited=True, root=tmp_path)
    before = lookout.read(())
    write(tmp_path, {stat: "nr_periods 4\nthrottled_time 1500000000\n"})

    assert lookout.since(before, ()).held_s == pytest.approx(0.5)


def test_that_a_system_that_shows_no_cores_ends_no_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(percpu: bool = False) -> None:
        raise PermissionError("/proc/stat")

    monkeypatch.setattr(psutil, "cpu_times", refused)
    lookout = Lookout()
    seen = lookout.since(lookout.read(()), ())

    assert (seen.others_s, seen.stolen_s) == (None, None)
    assert seen.seconds > 0


@pytest.mark.skipif(
    not hasattr(os, "sched_setaffinity") or len(os.sched_getaffinity(0)) < 2,
    reason="cannot be held to one of several cores",
)
def test_that_a_program_on_a_core_that_is_not_ours_takes_nothing_from_us(
    busy: subprocess.Popen[str],
) -> None:
    all_of_them = os.sched_getaffinity(0)
    ours, theirs = sorted(all_of_them)[:2]
    os.sched_setaffinity(busy.pid, {theirs})
    everywhere = Lookout()
    os.sched_setaffinity(0, {ours})
    try:
        here = Lookout()
        before_here, before = here.read(()), everywhere.read(())
        wait_for_work_of(busy, 0.5)
        on_ours, on_all = here.since(before_here, ()), everywhere.since(before, ())
    finally:
        os.sched_setaffinity(0, all_of_them)

    assert (on_ours.cores, on_all.cores) == (1, len(all_of_them))
    assert on_ours.others_s is not None
    assert on_all.others_s is not None
    assert on_all.others_s - on_ours.others_s > 0.3
