"""The process engine on a good day; for the bad ones see tests/faults."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import threading
from collections import defaultdict
from pathlib import Path

import numpy as np
import psutil
import pytest

from tests.engines import engine_tasks
from tests.engines.waiting import until
from workbench.core.cancel import CancelToken
from workbench.core.errors import EngineFailed
from workbench.core.plan import Task
from workbench.core.results import clock
from workbench.engines import ENGINES
from workbench.engines.batch import BRIEF_S, UNREAD_LIMIT
from workbench.engines.caps import VARIABLES
from workbench.engines.seat import SMALL

PROCESSES = ENGINES.get("processes")


def test_that_workers_stay_from_one_batch_to_the_next(warm_processes, run):
    pids = {r.value for r in run(warm_processes, engine_tasks.pid, [()] * 10)}
    assert pids <= set(warm_processes.state().pids)
    assert {r.value for r in run(warm_processes, engine_tasks.pid, [()] * 10)} <= set(
        warm_processes.state().pids
    )
    assert os.getpid() not in pids


def test_that_ensure_starts_only_what_is_missing(processes):
    processes.ensure(1)
    (first,) = processes.state().pids
    processes.ensure(2)
    pids = processes.state().pids
    assert len(pids) == 2
    assert first in pids
    processes.ensure(1)
    assert processes.state().pids == pids
    assert processes.state().restarts == 0


def test_that_a_new_worker_has_loaded_nothing_heavy(processes, run):
    (result,) = run(processes, engine_tasks.modules, [()], workers=1)
    heavy = {"numpy", "scipy", "sklearn", "PySide6", "pyqtgraph", "duckdb", "rich"}
    assert not heavy & {name.partition(".")[0] for name in result.value}


def test_that_thread_variables_are_set_before_a_library_is_loaded(warm_processes, run):
    (result,) = run(warm_processes, engine_tasks.environment, [()])
    assert result.value == dict.fromkeys(VARIABLES, "1")


def test_that_without_a_cap_the_environment_stays_as_it_is(run):
    with PROCESSES(threads_per_worker=0) as engine:
        (result,) = run(engine, engine_tasks.environment, [()], workers=1)
    assert result.value == engine_tasks.environment()


def test_that_long_tasks_never_wait_behind_another(warm_processes, run):
    results = run(warm_processes, engine_tasks.work, [(2 * BRIEF_S,)] * 12)
    by_worker = defaultdict(list)
    for result in results:
        by_worker[result.timing.worker].append(result.timing)
    assert len(by_worker) == 2
    for timings in by_worker.values():
        timings.sort(key=lambda timing: timing.started)
        for before, after in itertools.pairwise(timings):
            assert after.submitted >= before.ended


def test_that_bytes_are_counted_both_ways(warm_processes, run):
    (result,) = run(warm_processes, engine_tasks.echo, [(b"x" * 5_000,)])
    assert 5_000 < result.timing.bytes_in < 5_200
    assert 5_000 < result.timing.bytes_out < 5_100


def test_that_large_arguments_and_results_pass_while_workers_are_busy(
    warm_processes, run
):
    size = 3_000_000
    calls = [(bytes([i]) * (size if i % 3 else SMALL // 2),) for i in range(24)]
    results = run(warm_processes, engine_tasks.echo, calls)
    assert [r.value for r in results] == [value for (value,) in calls]


def test_that_a_reader_who_sleeps_holds_back_dispatch_and_nothing_is_lost(
    warm_processes, tasks_for
):
    count = 3 * UNREAD_LIMIT
    tasks = tasks_for(engine_tasks.square, [(i,) for i in range(count)])
    results = warm_processes.map(tasks, CancelToken(), workers=2)
    first = next(results)
    until(lambda: warm_processes.state().busy == 0)
    woke = clock()
    rest = list(results)
    assert sorted(r.task_id for r in [first, *rest]) == list(range(count))
    late = sum(result.timing.submitted > woke for result in rest)
    # A group of answers that is not passed on yet comes on top of the limit.
    assert count - 2 * UNREAD_LIMIT < late < count


def test_that_one_batch_runs_at_a_time(processes, tasks_for, tmp_path):
    end = tmp_path / "end"
    tasks = tasks_for(engine_tasks.wait_for, [(str(end),)])
    first = processes.map(tasks, CancelToken(), workers=1)
    values = []
    reader = threading.Thread(target=lambda: values.extend(first))
    reader.start()
    until(lambda: processes.state().busy == 1)
    with pytest.raises(RuntimeError, match="another batch"):
        list(processes.map(tasks, CancelToken(), workers=1))
    end.touch()
    reader.join()
    assert [r.value for r in values] == list(processes.state().pids)


def test_that_an_engine_must_be_open(tasks_for):
    engine = PROCESSES()
    with pytest.raises(RuntimeError, match="not open"):
        engine.ensure(1)
    with pytest.raises(RuntimeError, match="not open"):
        list(
            engine.map(tasks_for(engine_tasks.square, [(1,)]), CancelToken(), workers=1)
        )


def test_that_it_may_be_opened_again(run):
    engine = PROCESSES()
    for _ in range(2):
        with engine:
            assert run(engine, engine_tasks.square, [(3,)], workers=1)[0].value == 9
    assert engine.state().alive == 0


def test_that_workers_leave_no_file_and_no_descriptor(run):
    with PROCESSES() as engine:  # what is opened once for all: the resource tracker
        engine.ensure(1)
    process = psutil.Process()
    before = process.num_fds() if hasattr(process, "num_fds") else 0
    for _ in range(2):
        with PROCESSES() as engine:
            run(engine, engine_tasks.square, [(1,), (2,)], workers=1)
            folder = Path(engine._supervisor._folder)
            assert folder.is_dir()
        assert not folder.exists()
    assert (process.num_fds() if hasattr(process, "num_fds") else 0) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no such limit")
def test_that_a_memory_limit_makes_a_greedy_task_fail(run):
    limit = 4 * 2**30
    with PROCESSES(memory_limit=limit) as engine:
        calls = [(limit,), (1000,)]
        greedy, modest = run(engine, engine_tasks.hoard, calls, workers=1)
    assert greedy.error.kind == "MemoryError"
    assert modest.value == 1000


def test_that_data_are_placed_while_another_thread_uses_the_engine(
    processes, tasks_for, run, tmp_path
):
    end = tmp_path / "end"
    waiting = processes.map(
        tasks_for(engine_tasks.wait_for, [(str(end),)]), CancelToken(), workers=1
    )
    values = []
    reader = threading.Thread(target=lambda: values.extend(waiting))
    reader.start()
    until(lambda: processes.state().busy == 1)
    handle = processes.place({"X": np.ones(10)})  # its worker is busy: gets it later
    end.touch()
    reader.join()
    assert values[0].error is None
    assert run(processes, engine_tasks.total, [(handle,)], workers=1)[0].value == 10.0


SCRIPT = """
import sys
sys.path.insert(0, {root!r})
from workbench.core.cancel import CancelToken
from workbench.core.plan import Task
from workbench.engines import ENGINES

def double(x):
    print("a task speaks")
    return 2 * x

def main():
    engine = ENGINES.get("processes")()
    engine.open()
    tasks = [Task(id=i, fn=double, args=(i,)) for i in range(5)]
    results = engine.map(tasks, CancelToken(), workers=2)
    print(sorted(result.value for result in results))
    print(*engine.state().pids)
    {end}

{guard}main()
"""


def _script(path: Path, guard: str, end: str = "engine.close()") -> Path:
    root = str(Path(__file__).parents[2])
    path.write_text(SCRIPT.format(root=root, guard=guard, end=end))
    return path


def _python(path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(path)], capture_output=True, text=True, timeout=60
    )


def test_that_a_script_may_define_its_own_tasks_and_keeps_its_output(tmp_path):
    path = _script(tmp_path / "own.py", 'if __name__ == "__main__": ')
    done = _python(path)
    assert done.returncode == 0, done.stderr
    numbers, _ = done.stdout.splitlines()
    assert numbers == "[0, 2, 4, 6, 8]"
    assert done.stderr.count("a task speaks") == 5


@pytest.mark.parametrize("end", ["pass", "raise SystemExit(0)"])
def test_that_workers_are_gone_after_a_program_that_forgot_to_close(tmp_path, end):
    path = _script(tmp_path / "own.py", 'if __name__ == "__main__": ', end)
    done = _python(path)
    assert done.returncode == 0, done.stderr
    pids = [int(word) for word in done.stdout.splitlines()[-1].split()]
    assert len(pids) == 2
    assert not any(psutil.pid_exists(pid) for pid in pids)


def test_that_a_script_without_a_main_guard_is_told_so(tmp_path):
    done = _python(_script(tmp_path / "own.py", ""))
    assert done.returncode == 1
    assert "EngineFailed: Worker processes cannot be started" in done.stderr
    assert "if __name__ == '__main__'" in done.stderr


def test_that_a_start_that_fails_is_the_engines_failure(monkeypatch, tmp_path):
    gone = tmp_path / "gone"
    gone.mkdir()
    with PROCESSES() as engine:
        with monkeypatch.context() as patch:
            patch.setattr("multiprocessing.spawn._python_exe", os.fsencode(gone))
            with pytest.raises(EngineFailed, match="cannot be started"):
                engine.ensure(1)
        assert engine.ensure(1) > 0.0
        tasks = [Task(id=0, fn=engine_tasks.square, args=(3,))]
        (result,) = engine.map(tasks, CancelToken(), workers=1)
    assert result.value == 9
