"""What is left after ``kill -9`` of a process that records."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from workbench.core import events as ev
from workbench.store import Store

Recorder = Callable[[str], "subprocess.Popen[str]"]
Until = Callable[[Callable[[], bool]], None]


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    assert line, "the recorder ended"
    return line


def _stored(path: Path) -> list[ev.Event]:
    with Store(path) as store:
        return list(store.events(1))


def test_that_a_burst_is_on_the_disk_though_no_further_event_comes(
    recorder: Recorder, path: Path, until: Until
) -> None:
    process = recorder("burst")
    while _line(process) != "49":
        pass
    until(lambda: len(_stored(path)) == 51)
    process.kill()
    process.wait()
    with Store(path) as store:
        points = store.state(1).series["points"]["all"]
    assert points == {float(n): float(n) for n in range(50)}


def test_that_a_trials_end_is_on_the_disk_before_it_is_shown(
    recorder: Recorder, path: Path
) -> None:
    process = recorder("trial")
    assert _line(process) == "shown"
    process.kill()
    process.wait()
    with Store(path) as store:
        assert store.state(1).seconds == {1: (0.5,)}


def test_that_a_killed_run_is_running_before_and_interrupted_afterwards(
    recorder: Recorder, path: Path
) -> None:
    process = recorder("trial")
    assert _line(process) == "shown"
    with Store(path) as store:
        assert store.state(1).status == "running"
        assert [run.status for run in store.runs("running")] == ["running"]
        process.kill()
        process.wait()
        assert store.state(1).status == "interrupted"
        assert [run.status for run in store.runs("interrupted")] == ["interrupted"]
        assert store.runs("running") == []


def test_that_a_stream_cut_anywhere_leaves_its_beginning_without_a_gap(
    recorder: Recorder, path: Path, until: Until
) -> None:
    process = recorder("stream")
    while _line(process) != "3000":
        pass
    until(lambda: len(_stored(path)) > 0)
    process.kill()
    process.wait()
    with Store(path) as store:
        assert store.notices == ()
        numbers = [int(event.t) for event in store.events(1)]
    assert numbers == list(range(len(numbers)))
    assert numbers


def test_that_two_processes_write_one_history_at_the_same_time(
    recorder: Recorder, path: Path
) -> None:
    first, second = recorder("runs"), recorder("runs")
    ids: list[int] = []
    for process in (first, second):
        assert process.stdin is not None
        process.stdin.write("go\n" * 10)
        process.stdin.flush()
    for process in (first, second):
        ids += [int(_line(process)) for _ in range(10)]
    assert sorted(ids) == list(range(1, 21))
    with Store(path) as store:
        runs = store.runs()
        assert {run.status for run in runs} == {"done"}
        assert {len(list(store.events(run.id))) for run in runs} == {22}


def test_that_a_window_and_a_terminal_take_turns(
    recorder: Recorder, path: Path, store: Store
) -> None:
    other = recorder("runs")
    assert other.stdin is not None
    for turn in range(3):
        other.stdin.write("go\n")
        other.stdin.flush()
        assert int(_line(other)) == 2 * turn + 1
        mine = store.new_run(store.state(1).spec or _no_spec())
        assert mine == 2 * turn + 2
        end = ev.RunCancelled(t=1.0)
        assert list(store.record(mine, [end])) == [end]
    statuses = [run.status for run in sorted(store.runs(), key=lambda run: run.id)]
    assert statuses == ["done", "cancelled"] * 3


def _no_spec() -> None:
    raise AssertionError("a stored run always has its spec")
