"""How tasks travel: together while they are tiny, alone when they are not."""

from __future__ import annotations

from collections import defaultdict

import pytest

from tests.engines import engine_tasks
from tests.engines.waiting import until
from workbench.core.cancel import CancelToken
from workbench.core.results import TaskResult
from workbench.engines import Engine, Schedule
from workbench.engines.batch import CHUNK_S, Batch
from workbench.engines.deliveries import Entry
from workbench.engines.durations import Durations
from workbench.engines.seat import SMALL


def journeys(results: list[TaskResult]) -> list[list[TaskResult]]:
    """The results by chunk: those of one chunk were submitted at the same moment."""
    by_chunk = defaultdict(list)
    for result in results:
        by_chunk[result.timing.worker, result.timing.submitted].append(result)
    return list(by_chunk.values())


def batch_of(count: int, schedule: Schedule, workers: int = 2) -> Batch:
    tasks = [engine_tasks_entry(i) for i in range(count)]
    return Batch(tasks, CancelToken(), workers, schedule)


def engine_tasks_entry(number: int) -> Entry:
    from workbench.core.plan import Task

    return Entry(Task(id=number, fn=engine_tasks.square, args=(number,)))


@pytest.fixture
def scheduled(warm_processes):
    """The warm engine with another schedule, for one test."""
    usual = warm_processes.schedule

    def with_schedule(schedule: Schedule) -> Engine:
        warm_processes.schedule = schedule
        return warm_processes

    yield with_schedule
    warm_processes.schedule = usual


def test_that_tiny_tasks_travel_together_and_the_last_ones_in_small_chunks(
    warm_processes, run
):
    for _ in range(2):  # the first time tells how tiny they are
        results = run(warm_processes, engine_tasks.square, [(i,) for i in range(2_000)])
    sizes = {chunk[0].task_id: len(chunk) for chunk in journeys(results)}
    assert max(sizes.values()) > 50
    in_order = [sizes[first] for first in sorted(sizes)]
    assert max(in_order[-8:]) < max(in_order) / 4
    assert [r.value for r in results] == [i * i for i in range(2_000)]


def test_that_tasks_which_take_their_time_travel_alone(warm_processes, run):
    for _ in range(2):
        results = run(warm_processes, engine_tasks.work, [(2 * CHUNK_S,)] * 20)
    assert all(len(chunk) == 1 for chunk in journeys(results))


def test_that_tasks_of_unknown_length_travel_alone(processes, run):
    processes.ensure(1)
    (first, *_) = run(processes, engine_tasks.square, [(i,) for i in range(50)], 1)
    assert first.task_id == 0
    results = run(processes, engine_tasks.echo, [(i,) for i in range(50)], 1)
    begun = min(journeys(results), key=lambda chunk: chunk[0].timing.submitted)
    assert len(begun) == 1


@pytest.mark.parametrize("size", [1, 7])
def test_that_a_fixed_chunk_is_kept(scheduled, run, size):
    engine = scheduled(Schedule(chunk=size))
    results = run(engine, engine_tasks.square, [(i,) for i in range(70)])
    assert {len(chunk) for chunk in journeys(results)} == {size}
    assert [r.value for r in results] == [i * i for i in range(70)]


def test_that_a_chunk_is_no_larger_than_what_may_travel_at_once(scheduled, run):
    engine = scheduled(Schedule(chunk=10))
    results = run(engine, engine_tasks.echo, [(b"x" * SMALL,)] * 10)
    assert {len(chunk) for chunk in journeys(results)} == {1}
    assert all(len(r.value) == SMALL for r in results)


def test_that_an_error_inside_a_chunk_is_its_tasks_alone(scheduled, run):
    engine = scheduled(Schedule(chunk=10))
    results = run(engine, engine_tasks.fail_on_odd, [(i,) for i in range(40)])
    assert [r.value for r in results] == [i if i % 2 == 0 else None for i in range(40)]
    assert all((r.error is None) == (i % 2 == 0) for i, r in enumerate(results))


def test_that_readings_inside_a_chunk_follow_each_other(scheduled, run):
    engine = scheduled(Schedule(chunk=20))
    results = run(engine, engine_tasks.square, [(i,) for i in range(100)], 1)
    last = 0.0
    for result in results:
        t = result.timing
        assert t.packed is not None
        readings = [last, t.received, t.started, t.ended, t.packed, t.completed]
        assert readings == sorted(readings)
        last = t.packed


def test_that_the_answers_of_a_chunk_do_not_wait_for_a_long_task_in_it(
    scheduled, tasks_for, tmp_path
):
    engine = scheduled(Schedule(chunk=4))
    end = tmp_path / "end"
    calls = [(2 * CHUNK_S,), (2 * CHUNK_S,)]
    tasks = tasks_for(engine_tasks.work, calls)
    tasks += [
        type(tasks[0])(id=9, fn=engine_tasks.wait_for, args=(str(end),)),
    ]
    results = engine.map(tasks, CancelToken(), workers=1)
    seen = [next(results).task_id for _ in calls]
    assert seen == [0, 1]
    until(lambda: engine.state().busy == 1)
    end.touch()
    assert [r.task_id for r in results] == [9]


def test_that_chunks_shrink_with_what_remains():
    batch = batch_of(800, Schedule())
    sizes = []
    while (most := batch.most_in_chunk) and batch.take(0) is not None:
        sizes.append(most)
        for _ in range(most - 1):
            batch.take(0)
    assert sizes[0] == 200
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] == 1


def test_that_durations_rise_faster_than_they_fall():
    durations = Durations()
    task = engine_tasks_entry(0).task
    assert durations.expected(task) is None
    durations.learn(task, 1.0)
    assert durations.expected(task) == 1.0
    durations.learn(task, 2.0)
    risen = durations.expected(task)
    durations.learn(task, 1.0)
    fallen = durations.expected(task)
    assert risen - 1.0 > risen - fallen
    durations.forget()
    assert durations.expected(task) is None


def test_that_a_suspect_gets_no_neighbours_and_the_last_tasks_few():
    batch = batch_of(5, Schedule(), workers=4)
    assert batch.useful_workers == 4
    batch.started = True
    entries = [batch.take(0) for _ in range(5)]
    assert batch.useful_workers == 4
    for _ in range(2):
        batch.suspect(entries[0])
        if batch.take(0) is None:
            break
    assert batch.suspects
    assert batch.useful_workers == 1
