"""What is placed, and what is too large for a pipe, and that none of it stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.engines import engine_tasks
from tests.engines.waiting import until
from workbench.core.birth import birth
from workbench.core.cancel import CancelToken
from workbench.engines import Schedule, large, shared, spare
from workbench.engines.large import LARGE, Packer

SHM = Path("/dev/shm")
linux = pytest.mark.skipif(not SHM.is_dir(), reason="segments are shown on Linux alone")


def blocks() -> set[str]:
    """The segments of this process."""
    mark = shared.owner_mark(os.getpid())
    return {path.name for path in SHM.glob(f"{mark}-*")} if SHM.is_dir() else set()


def test_that_arrays_of_any_type_and_layout_arrive_as_they_are(processes, run):
    arrays = {
        "matrix": np.arange(12.0).reshape(3, 4),
        "columns": np.asfortranarray(np.arange(6).reshape(2, 3)),
        "strided": np.arange(10)[::2],
        "flags": np.array([True, False]),
        "words": np.array(["a", "bc"], dtype=object),
        "names": np.array(["a", "bc"]),
        "empty": np.empty((0, 3)),
    }
    handle = processes.place(arrays)
    (result,) = run(processes, engine_tasks.held, [(handle,)], workers=1)
    assert result.error is None
    for name, array in arrays.items():
        assert result.value[name].dtype == array.dtype
        assert np.array_equal(result.value[name], array)


def test_that_placed_arrays_are_mapped_and_not_copied(processes, run):
    processes.ensure(2)
    size = 64 * 2**20
    handle = processes.place({"X": np.ones(size // 8)})
    results = run(processes, engine_tasks.total_and_memory, [(handle,)] * 4)
    for total, own in (r.value for r in results):
        assert total == size // 8
        assert own is None or own < size


@linux
def test_that_no_block_stays_after_its_time_or_close(processes, run, monkeypatch):
    monkeypatch.setattr(spare, "KEPT_S", 0.0)
    assert not blocks()
    handle = processes.place({"X": np.ones(10)})
    run(processes, engine_tasks.total, [(handle,)])
    assert len(blocks()) == 1
    processes.release(handle)
    until(lambda: not blocks())
    monkeypatch.setattr(spare, "KEPT_S", 60.0)
    handle = processes.place({"X": np.ones(10)})
    run(processes, engine_tasks.total, [(handle,)])
    processes.release(handle)
    processes.place({"X": np.ones(10)})
    processes.close()
    assert not blocks()


def released(processes, run, array: np.ndarray) -> None:
    """Have an array used, released, and wait until its block is the spare one."""
    handle = processes.place({"X": array})
    assert [r.value for r in run(processes, engine_tasks.total, [(handle,)] * 4)] == [
        array.sum()
    ] * 4
    processes.release(handle)
    until(lambda: spare_of(processes) is not None)


def spare_of(processes) -> shared.Block | None:
    return processes._supervisor._pool.spare._block


@linux
@pytest.mark.parametrize("room", [True, False])
def test_that_a_released_block_serves_the_next_arrays(
    processes, run, monkeypatch, room
):
    if not room:
        monkeypatch.setattr(shared, "_has_room", lambda size: False)
    processes.ensure(2)
    released(processes, run, np.arange(1000.0))
    name = spare_of(processes).name
    released(processes, run, np.arange(700.0))  # smaller
    released(processes, run, np.arange(1000.0) + 1)  # larger again
    assert spare_of(processes).name == name
    released(processes, run, np.arange(4.0))  # a waste
    until(lambda: spare_of(processes).name != name)
    until(lambda: len(blocks()) == room)


@linux
def test_that_a_block_in_which_a_task_kept_an_array_is_not_used_again(processes, run):
    processes.ensure(1)
    handle = processes.place({"X": np.ones(1000)})
    run(processes, engine_tasks.keep, [(handle,)], workers=1)
    processes.release(handle)
    until(lambda: not blocks())
    handle = processes.place({"X": np.zeros(1000)})
    (result,) = run(processes, engine_tasks.kept, [()], workers=1)
    assert result.value == 1000.0


@linux
def test_that_a_worker_which_dies_before_it_lets_go_keeps_no_block(processes, run):
    processes.ensure(2)
    handle = processes.place({"X": np.ones(1000)})
    run(processes, engine_tasks.total, [(handle,)] * 2)
    (first, second) = processes.state().pids
    os.kill(first, signal.SIGSTOP)
    processes.release(handle)
    os.kill(first, signal.SIGKILL)
    until(lambda: spare_of(processes) is not None)
    assert len(blocks()) == 1
    assert second in processes.state().pids


def test_that_without_room_in_shared_memory_a_file_does_it(processes, run, monkeypatch):
    monkeypatch.setattr(shared, "_has_room", lambda size: False)
    handle = processes.place({"X": np.ones(1000)})
    assert not blocks()
    results = run(processes, engine_tasks.total, [(handle,)] * 2)
    assert [r.value for r in results] == [1000.0] * 2
    processes.release(handle)


@linux
def test_that_a_large_result_comes_back_whole_and_writable(warm_processes, run):
    count = LARGE // 4
    (result,) = run(warm_processes, engine_tasks.numbers, [(count,)], workers=1)
    assert np.array_equal(result.value["squares"], np.arange(count) ** 2)
    assert result.value["name"] == "squares"
    result.value["squares"][0] = 5
    assert result.timing.bytes_out > 2 * LARGE - 1
    assert not blocks()


@linux
def test_that_large_results_are_copied_out_one_by_one(warm_processes, tasks_for):
    counts = [LARGE // 4, 10, LARGE // 4, 10]
    tasks = tasks_for(engine_tasks.numbers, [(count,) for count in counts])
    usual = warm_processes.schedule
    warm_processes.schedule = Schedule(chunk=len(tasks))
    arrivals = warm_processes.arrivals(tasks, CancelToken(), workers=1)
    found = [[len(r.value["squares"]) for r in results] for results in arrivals]
    warm_processes.schedule = usual
    assert found == [[count] for count in counts]
    assert not blocks()


@linux
def test_that_large_results_which_nobody_takes_are_freed(warm_processes, tasks_for):
    cancel = CancelToken()
    tasks = tasks_for(engine_tasks.numbers, [(LARGE // 4,)] * 20)
    results = warm_processes.map(tasks, cancel, workers=2)
    next(results)
    cancel.cancel()
    assert list(results) == []
    until(lambda: warm_processes.state().busy == 0)
    until(lambda: not blocks())


@linux
def test_that_a_worker_that_dies_with_a_value_in_its_hands_leaves_no_block(
    processes, run, tmp_path
):
    marks = tmp_path / "tried"
    (result,) = run(processes, engine_tasks.write_and_die, [(str(marks),)], workers=1)
    assert result.value == "done"
    assert not blocks()


def test_that_small_values_need_no_block(tmp_path):
    kind, _ = Packer("never", tmp_path).pack({"a": np.arange(10)})
    assert kind == large.wire.VALUE
    assert not list(tmp_path.iterdir())


@linux
def test_that_the_next_start_removes_what_a_killed_program_left():
    script = (
        "import os\n"
        "from multiprocessing import resource_tracker\n"
        "resource_tracker.register = lambda *_: None\n"
        "from pathlib import Path\n"
        "from workbench.engines import shared\n"
        "block = shared.create(shared.owner_mark(os.getpid()) + '-1', 100, Path())\n"
        "print(block.name, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    left = SHM / done.stdout.strip()
    assert left.exists(), done.stderr
    ours = shared.create(f"{shared.owner_mark(os.getpid())}-9", 100, Path())
    shared.sweep()
    assert not left.exists()
    assert (SHM / ours.name).exists()
    ours.close()
    ours.unlink()


@linux
def test_that_a_pid_given_again_does_not_protect_a_dead_programs_blocks(monkeypatch):
    pid = os.getpid()
    mark = shared.owner_mark(pid)
    assert mark == shared.owner_mark(pid)
    # Of this process alone: sweeping must not take the blocks of other programs here.
    monkeypatch.setattr(
        shared, "birth", lambda other: birth(other) + (60.0 if other == pid else 0.0)
    )
    assert shared.owner_mark(pid) != mark
    left = shared.create(f"{mark}-8", 100, Path())
    left.close()
    shared.sweep()
    assert not (SHM / left.name).exists()
    left.unlink()
