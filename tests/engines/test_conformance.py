"""What every registered engine promises."""

from __future__ import annotations

import itertools
import threading
from collections import Counter

import numpy as np
import pytest

from tests.engines import engine_tasks, under_test
from tests.engines.waiting import until
from workbench.core.cancel import CancelToken
from workbench.core.plan import Task
from workbench.engines import ENGINES, Engine
from workbench.external.engine import ExternalEngine


def parallel(engine: Engine) -> bool:
    return engine.max_workers != 1


class TestEveryEngine:
    @pytest.fixture
    def engine(self, warm_engine):
        return warm_engine

    def test_that_its_name_is_the_one_it_is_registered_by(self, engine):
        kind = ENGINES.get(engine.name)
        assert type(engine) in (kind, ExternalEngine)
        assert engine.title == kind.title

    def test_that_it_is_available_here(self, engine):
        assert engine.availability().available

    def test_that_every_task_gives_its_result_once(self, engine, run):
        results = run(engine, engine_tasks.square, [(i,) for i in range(100)])
        assert [r.value for r in results] == [i * i for i in range(100)]
        assert [r.task_id for r in results] == list(range(100))
        assert all(r.error is None for r in results)

    def test_that_no_tasks_give_no_results(self, engine, run):
        assert run(engine, engine_tasks.square, []) == []

    def test_that_arrivals_hold_each_result_once(self, engine, tasks_for):
        tasks = tasks_for(engine_tasks.square, [(i,) for i in range(30)])
        arrivals = engine.arrivals(tasks, CancelToken(), workers=2)
        found = sorted((r.task_id, r.value) for results in arrivals for r in results)
        assert found == [(i, i * i) for i in range(30)]

    def test_that_label_and_part_come_back(self, engine):
        task = Task(
            id=7, fn=engine_tasks.square, args=(3,), label="tree", part="fold 1/5"
        )
        (result,) = engine.map([task], CancelToken(), workers=2)
        assert (result.label, result.part, result.task_id) == ("tree", "fold 1/5", 7)

    def test_that_results_equal_the_serial_ones(self, engine, run):
        calls = [(seed,) for seed in range(5)]
        with ENGINES.get("serial")() as serial:
            expected = run(serial, _random_sum, calls, workers=1)
        found = run(engine, _random_sum, calls)
        assert [r.value for r in found] == [r.value for r in expected]

    def test_that_a_failing_task_costs_only_itself(self, engine, run):
        results = run(engine, engine_tasks.fail_on_odd, [(i,) for i in range(10)])
        good = [r.value for r in results if r.error is None]
        bad = [r.error for r in results if r.error is not None]
        assert good == [0, 2, 4, 6, 8]
        assert {e.kind for e in bad} == {"LookupError"}
        assert bad[0].text == "1 is odd"
        assert results[1].value is None

    def test_that_an_error_shows_where_it_arose_and_nothing_of_the_engine(
        self, engine, run
    ):
        (result,) = run(engine, engine_tasks.fail_on_odd, [(1,)])
        assert "in fail_on_odd" in result.error.traceback
        assert result.error.traceback.endswith("LookupError: 1 is odd\n")
        assert "execute.py" not in result.error.traceback

    def test_that_leaving_is_the_tasks_own_error(self, engine, run):
        results = run(engine, engine_tasks.leave, [(3,), (0,)])
        assert [r.error.kind for r in results] == ["SystemExit", "SystemExit"]
        assert run(engine, engine_tasks.square, [(2,)])[0].value == 4

    def test_that_an_exception_need_not_be_picklable(self, engine, run):
        (result,) = run(engine, engine_tasks.raise_unpicklable, [()])
        assert (result.error.kind, result.error.text) == ("ValueError", "holds a lock")

    def test_that_an_exception_need_not_have_a_text(self, engine, run):
        (result,) = run(engine, engine_tasks.raise_unshowable, [()])
        assert result.error.kind == "Unshowable"
        assert "cannot be shown" in result.error.text

    def test_that_a_long_error_is_cut_in_its_middle(self, engine, run):
        (result,) = run(engine, engine_tasks.raise_long, [(10**6,)])
        assert len(result.error.text) <= 2_000
        assert len(result.error.traceback) <= 20_000
        assert "in raise_long" in result.error.traceback

    def test_that_endless_recursion_is_an_error_like_others(self, engine, run):
        (result,) = run(engine, engine_tasks.recurse, [(0,)])
        assert result.error.kind == "RecursionError"

    def test_that_times_follow_each_other(self, engine, run):
        results = run(engine, engine_tasks.work, [(0.002,)] * 12)
        for timing in (r.timing for r in results):
            assert timing.submitted <= timing.received <= timing.started
            assert timing.started < timing.ended <= timing.completed
            assert timing.cpu_s > 0
            assert timing.attempts == 1
            assert timing.peak_bytes is None or timing.peak_bytes > 2**20

    def test_that_a_worker_runs_one_task_at_a_time(self, engine, run):
        results = run(engine, engine_tasks.work, [(0.002,)] * 12)
        spans = sorted(
            (r.timing.worker, r.timing.started, r.timing.ended) for r in results
        )
        for (worker, _, ended), (next_worker, started, _) in itertools.pairwise(spans):
            assert worker != next_worker or ended <= started

    def test_that_all_workers_asked_for_run_at_once(self, engine, run, tmp_path):
        if not parallel(engine):
            pytest.skip("it has one worker")
        a, b = str(tmp_path / "a"), str(tmp_path / "b")
        results = run(engine, engine_tasks.touch_and_wait, [(a, b), (b, a)])
        assert [r.error for r in results] == [None, None]
        assert {r.timing.worker for r in results} == {0, 1}

    def test_that_one_worker_is_one_worker(self, engine, run):
        results = run(engine, engine_tasks.square, [(i,) for i in range(20)], workers=1)
        assert {r.timing.worker for r in results} == {0}

    def test_that_one_worker_runs_tasks_in_the_order_given(self, engine, run):
        results = run(engine, engine_tasks.square, [(i,) for i in range(40)], workers=1)
        starts = [r.timing.started for r in results]
        assert starts == sorted(starts)

    def test_that_warming_up_runs_every_task_once_on_each_worker(
        self, engine, tasks_for
    ):
        tasks = tasks_for(engine_tasks.square, [(i,) for i in range(3)])
        results = list(engine.warm_up(tasks, CancelToken(), workers=2))
        seen = Counter((r.timing.worker, r.task_id) for r in results)
        workers = range(2 if parallel(engine) else 1)
        assert seen == Counter((w, t) for w in workers for t in range(3))

    def test_that_a_cancelled_token_starts_nothing(self, engine, tasks_for):
        cancel = CancelToken()
        cancel.cancel()
        tasks = tasks_for(engine_tasks.square, [(1,)])
        assert list(engine.map(tasks, cancel, workers=2)) == []

    def test_that_a_cancel_ends_the_batch_and_leaves_the_engine_usable(
        self, engine, run, tasks_for
    ):
        cancel = CancelToken()
        tasks = tasks_for(engine_tasks.work, [(0.01,)] * 1_000)
        results = engine.map(tasks, cancel, workers=2)
        next(results)
        cancel.cancel()
        assert len(list(results)) < 100
        assert run(engine, engine_tasks.square, [(3,)])[0].value == 9

    def test_that_a_cancel_from_another_thread_is_seen_while_waiting(
        self, engine, run, tasks_for, tmp_path
    ):
        if engine.runs_in_caller:
            pytest.skip("a task in the caller's thread cannot be left")
        started, never = tmp_path / "started", tmp_path / "end"
        cancel = CancelToken()
        tasks = tasks_for(engine_tasks.touch_and_wait, [(str(started), str(never))] * 2)

        def cancel_once_started() -> None:
            until(started.exists)
            cancel.cancel()

        helper = threading.Thread(target=cancel_once_started)
        helper.start()
        assert list(engine.map(tasks, cancel, workers=2)) == []
        helper.join()
        never.touch()
        assert run(engine, engine_tasks.square, [(3,)])[0].value == 9

    def test_that_an_iterator_may_be_closed_early(self, engine, run, tasks_for):
        results = engine.map(
            tasks_for(engine_tasks.square, [(i,) for i in range(2_000)]),
            CancelToken(),
            workers=2,
        )
        next(results)
        results.close()
        values = [r.value for r in run(engine, engine_tasks.square, [(5,), (6,)])]
        assert values == [25, 36]

    def test_that_placed_arrays_are_seen_by_tasks_until_released(self, engine, run):
        arrays = {
            "X": np.arange(12.0).reshape(3, 4),
            "F": np.asfortranarray(np.ones((5, 2))),
            "strided": np.arange(10)[::2],
            "empty": np.empty((0, 3)),
        }
        expected = float(sum(a.sum() for a in arrays.values()))
        handle = engine.place(arrays)
        assert handle.size == sum(a.nbytes for a in arrays.values())
        assert [r.value for r in run(engine, engine_tasks.total, [(handle,)] * 6)] == [
            expected
        ] * 6
        (flags,) = run(engine, engine_tasks.writable, [(handle,)])
        assert flags.value == [False] * 4
        engine.release(handle)
        (result,) = run(engine, engine_tasks.total, [(handle,)])
        assert result.error.kind == "LookupError"

    def test_that_native_threads_are_capped_inside_tasks(self, engine, run):
        run(engine, engine_tasks.native_threads, [()] * 4)  # the first one imports
        results = run(engine, engine_tasks.native_threads, [()] * 4)
        for result in results:
            assert result.error is None
            assert set(result.value) == {1}

    def test_that_it_says_how_long_starting_took(self, engine):
        assert engine.ensure(2) >= 0.0
        assert engine.state().busy == 0


@pytest.mark.parametrize("name", under_test.NAMES)
def test_that_later_workers_have_what_was_placed_and_leaving_the_with_ends_it_all(
    name, run, tasks_for
):
    threads, caps = set(threading.enumerate()), engine_tasks.blas_threads()
    with under_test.make(name) as engine:
        handle = engine.place({"X": np.ones(1000)})
        tasks = tasks_for(engine_tasks.total, [(handle,)])
        results = list(engine.warm_up(tasks, CancelToken(), workers=2))
        assert {r.value for r in results} == {1000.0}
        results = run(engine, engine_tasks.blas_threads, [()] * 2)
        assert set(results[1].value) == {1}
        assert engine_tasks.blas_threads() == caps  # lifted after a batch
        tasks = tasks_for(engine_tasks.square, [(i,) for i in range(5_000)])
        unread = engine.map(tasks, CancelToken(), workers=2)
        assert next(unread).error is None
    unread.close()
    under_test.assert_nothing_is_left(engine, threads)
    assert engine_tasks.blas_threads() == caps


def _random_sum(seed: int) -> float:
    return float(np.random.default_rng(seed).standard_normal(1000).sum())
