"""How tasks travel: together while they are tiny, alone when they are not."""

from __future__ import annotations

import itertools
from collections import defaultdict

import pytest

from tests.engines import engine_tasks
from tests.engines.waiting import until
from workbench.core.cancel import CancelToken
from workbench.core.results import TaskResult
from workbench.engines import Engine, Schedule
from workbench.engines.batch import (
    CHUNK_S,
    LAST_PIECES,
    LEAST_S,
    OVERHEAD_S,
    Batch,
)
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
        results = run(warm_processes, engine_tasks.square, [(i,) for i in range(4_000)])
    sizes = {chunk[0].task_id: len(chunk) for chunk in journeys(results)}
    assert max(sizes.values()) > 50
    in_order = [sizes[first] for first in sorted(sizes)]
    assert max(in_order[-2:]) < max(in_order) / 4
    assert [r.value for r in results] == [i * i for i in range(4_000)]


@pytest.mark.parametrize("workers", [2, 3, 7])
@pytest.mark.parametrize("task_s", [1e-7, 5e-6, 1e-4])
def test_that_after_small_first_ones_chunks_shrink_to_what_is_worth_a_journey(
    workers, task_s
):
    batch = batch_of(3_000, Schedule(), workers)
    batch.learn(task_s)
    sizes = []
    while taken := batch.take_alike(batch.most_in_chunk):
        sizes.append(len(taken))
    assert sum(sizes) == 3_000
    cost_s = task_s + OVERHEAD_S
    first, rest = sizes[:workers], sizes[workers:]
    assert max(first) * cost_s <= LEAST_S / LAST_PIECES + cost_s
    assert rest == sorted(rest, reverse=True)
    assert rest[0] >= sum(rest) // (2 * workers)
    assert (sizes[-1] - 1) * cost_s <= LEAST_S / LAST_PIECES
    # Nobody is left with much more than its neighbours when the tasks run out.
    assert (sizes[-workers] - 1) * cost_s <= 2 * LEAST_S / LAST_PIECES


def test_that_answers_that_arrive_together_are_read_together(warm_processes, tasks_for):
    calls = [(i,) for i in range(2_000)]
    for _ in range(2):  # the first time tells how tiny they are
        tasks = tasks_for(engine_tasks.square, calls)
        arrivals = list(warm_processes.arrivals(tasks, CancelToken(), workers=2))
    assert max(map(len, arrivals)) > 50
    for results in arrivals:
        assert len({(r.timing.worker, r.timing.completed) for r in results}) == 1
    found = sorted((r.task_id, r.value) for results in arrivals for r in results)
    assert found == [(i, i * i) for i in range(2_000)]


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


@pytest.mark.parametrize("size", [0, 1])
def test_that_brief_tasks_are_sent_ahead_but_not_the_last_ones(scheduled, run, size):
    engine = scheduled(Schedule(chunk=size))
    run(engine, engine_tasks.square, [(i,) for i in range(50)])
    results = run(engine, engine_tasks.square, [(i,) for i in range(6_000)])
    lanes = defaultdict(list)
    for chunk in sorted(journeys(results), key=lambda c: c[0].timing.submitted):
        lanes[chunk[0].timing.worker].append(chunk)
    ahead = set()
    for chunks in lanes.values():
        for before, after in itertools.pairwise(chunks):
            if after[0].timing.submitted < max(r.timing.completed for r in before):
                ahead.update(r.task_id for r in after)
    assert len(ahead) > 100
    assert not ahead & {5_998, 5_999}


def test_that_a_chunk_is_no_larger_than_what_may_travel_at_once(scheduled, run):
    engine = scheduled(Schedule(chunk=10))
    results = run(engine, engine_tasks.echo, [(b"x" * SMALL,)] * 10)
    assert {len(chunk) for chunk in journeys(results)} == {1}
    assert all(len(r.value) == SMALL for r in results)


def test_that_a_chunk_of_alike_tasks_shrinks_until_it_fits(warm_processes, run):
    blob = bytes(SMALL // 10)
    for _ in range(2):  # the first time tells how tiny they are
        results = run(warm_processes, engine_tasks.echo, [(blob,)] * 200)
    assert all(r.value == blob for r in results)
    assert 1 < max(map(len, journeys(results))) < 10


@pytest.mark.parametrize(
    "value", [True, 1, 1.5, "x", "\ud800", None, b"x", 2**70, (1,), [1], {"a": 1}]
)
def test_that_arguments_of_every_kind_arrive_as_they_were(scheduled, run, value):
    engine = scheduled(Schedule(chunk=4))
    for result in run(engine, engine_tasks.echo, [(value,)] * 4):
        assert result.error is None
        assert result.value == value
        assert type(result.value) is type(value)


def test_that_tasks_of_one_chunk_do_not_share_a_list(scheduled, run):
    engine = scheduled(Schedule(chunk=4))
    shared: list[int] = []
    results = run(engine, engine_tasks.append, [(shared, i) for i in range(4)])
    assert [r.value for r in results] == [[0], [1], [2], [3]]


def test_that_an_unpicklable_task_among_alike_ones_fails_alone(scheduled, run):
    engine = scheduled(Schedule(chunk=8))
    calls: list[tuple[object]] = [(i,) for i in range(16)]
    calls[5] = (lambda: None,)
    results = run(engine, engine_tasks.echo, calls)
    assert [r.task_id for r in results if r.error is not None] == [5]
    assert "could not be pickled" in results[5].error.text


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
