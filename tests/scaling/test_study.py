"""A study of timings, and the questions that can be put to it."""

from __future__ import annotations

import random

import pytest

from tests.gui.plots.states import Run
from workbench.core.state import RunState
from workbench.scaling import laws
from workbench.scaling.inquiry import (
    Question,
    answer,
    bound_in_words,
    counts_here,
)
from workbench.scaling.study import (
    Tasks,
    as_fitted,
    by_hand,
    doubling,
    live_outlook,
    outlook,
    simulated_speedups,
    study,
    study_of,
)


def rows(fraction=0.1, counts=(1, 2, 4, 8), repeats=4, scatter=0.01, seed=5):
    dice = random.Random(seed)
    return [
        (n, 8.0 / float(laws.amdahl(n, fraction)) * dice.lognormvariate(0, scatter))
        for n in counts
        for _ in range(repeats)
    ]


def test_that_a_run_is_compared_repeat_by_repeat():
    state = Run(workers=(1, 2, 4), repeats=5).finished()
    found = study_of([state])

    assert found is not None
    assert state.estimate is not None
    drawn = {p.workers: p.speedup for p in state.estimate.scaling}
    assert {p.workers: p.speedup for p in found.analysis.points} == pytest.approx(drawn)
    ci95 = state.estimate.scaling[2].ci95
    assert found.intervals[4] == pytest.approx(ci95, rel=1e-4)
    assert found.singles[0][1] == pytest.approx(
        state.seconds[1][0] / state.seconds[2][0]
    )


def test_that_a_further_run_adds_counts_and_repeats_beside_its_own_baseline():
    first = Run(workers=(1, 2), repeats=3).finished()
    more = Run(workers=(1, 4), repeats=2, seed=2).finished()
    found = study_of([first, more])

    assert found is not None
    assert [(p.workers, p.repeats) for p in found.analysis.points] == [
        (1, 5),
        (2, 3),
        (4, 2),
    ]
    assert more.estimate is not None
    assert found.analysis.points[2].speedup == pytest.approx(
        more.estimate.scaling[1].speedup
    )


def test_that_one_worker_count_is_no_study():
    assert study_of([RunState()]) is None
    assert study_of([Run(workers=(1,)).finished()]) is None


def test_that_fixed_work_is_never_said_to_follow_gustafson():
    straight = [(n, 8.0 / (n - 0.2 * (n - 1))) for n in (1, 2, 4, 8) for _ in (1, 2)]

    assert study(straight).analysis.best_law == "gustafson"
    fixed = study(straight, among=("amdahl", "usl"))
    assert fixed.analysis.best_law in ("amdahl", "usl")


def test_that_the_tasks_are_those_of_the_fewest_workers_in_their_order():
    state = Run(workers=(1, 2)).finished()
    found = study_of([state])

    assert found is not None
    assert found.tasks is not None
    tasks = sorted(state.timelines[1].tasks, key=lambda t: t.timing.started)
    assert found.tasks.durations == tuple(
        t.timing.ended - t.timing.started for t in tasks
    )


def test_that_the_law_is_drawn_to_the_horizon_within_its_band():
    found = outlook(study(rows()), 64)

    assert found.law is not None
    assert found.law.workers[0] == 1
    assert found.law.workers[-1] == 64
    assert {1.0, 2.0, 4.0, 8.0} <= set(found.law.workers)
    at = found.law.at(64)
    assert at == pytest.approx(float(laws.amdahl(64, 0.1)), rel=0.1)
    assert found.law.low[-1] < at < found.law.high[-1]
    assert found.law.high[-1] / found.law.low[-1] > (
        found.law.high[10] / found.law.low[10]
    )


def test_that_the_horizon_never_hides_a_measurement():
    assert outlook(study(rows()), 2).horizon == 8


def test_that_an_assumption_is_drawn_as_it_was_set():
    found = outlook(study(rows()), 32, by_hand(0.2, 0.001))

    assert found.assumed is not None
    assert found.assumed.at(32) == pytest.approx(float(laws.usl(32, 0.2, 0.001)))
    assert found.assumed.low == ()


def test_that_sliders_begin_where_the_law_is():
    start = as_fitted(study(rows()))

    assert start.law == "amdahl"
    assert start.parameters[0] == pytest.approx(0.1, abs=0.02)


@pytest.mark.parametrize(
    ("largest", "counts"),
    [(1, (1,)), (2, (1, 2)), (8, (1, 2, 4, 8)), (12, (1, 2, 4, 8, 12))],
)
def test_that_counts_double_up_to_the_largest(largest, counts):
    assert doubling(largest) == counts


def test_that_simulated_equal_tasks_without_a_way_speed_up_in_full():
    tasks = Tasks(durations=(0.01,) * 64, serial_s=0.0)

    found = simulated_speedups(tasks, 64)
    assert [s.workers for s in found] == [1, 2, 4, 8, 16, 32, 64]
    assert [s.speedup for s in found] == pytest.approx([s.workers for s in found])


def test_that_the_simulated_serial_part_is_amdahls():
    tasks = Tasks(durations=(0.01,) * 64, serial_s=0.16)

    for found in simulated_speedups(tasks, 64):
        assert found.speedup == pytest.approx(float(laws.amdahl(found.workers, 0.2)))


def test_that_slow_workers_and_a_slow_link_cost_speedup():
    tasks = Tasks(durations=(0.01,) * 256, serial_s=0.0)
    plain = simulated_speedups(tasks, 64)[-1].speedup
    stragglers = simulated_speedups(
        tasks, 64, straggler_share=0.25, straggler_factor=4.0
    )
    link = simulated_speedups(tasks, 64, task_bytes=1e6, bytes_per_s=1e9)

    assert stragglers[-1].speedup < plain
    assert link[-1].speedup < plain
    # A link that carries a thousand tasks a second cannot feed more than ten workers.
    assert link[-1].speedup < 11.1


def test_that_every_question_gets_its_sentences():
    found = answer(study(rows()), Question(workers=64, speedup=5.0))

    assert "64 workers" in str(found.at[0])
    assert "not measured" in str(found.at[0])
    assert "5 times" in str(found.reach[0])
    assert found.next is not None


def test_that_an_assumed_law_answers_in_the_fitted_ones_place():
    asked = Question(workers=10, assumed=by_hand(0.5))
    found = answer(study(rows()), asked)

    assert "set by hand" in str(found.at[0])
    assert "1.82" in str(found.at[0])  # 1 / (0.5 + 0.05)


def test_that_what_is_measured_next_pays_for_the_baseline_beside_it():
    known = study(rows(scatter=0.05))
    asked = Question(possible=(1, 2, 4, 8, 16), budget_s=1e4)
    found = answer(known, asked).next

    assert found is not None
    assert found.workers is not None
    times = {p.workers: p.value for p in known.analysis.points}
    one = found.seconds / found.repeats
    if found.workers != 1:
        assert one > times[1]


def test_that_counts_to_measure_end_where_the_engine_does():
    known = study(rows())

    assert counts_here(known, None) == (1, 2, 4, 8, 16)
    assert counts_here(known, 4) == (1, 2, 4)


def test_that_without_a_law_it_says_what_to_measure_first():
    found = answer(study([(1, 2.0), (2, 1.0)]), Question(possible=(1, 2, 4)))

    assert found.at == ()
    assert found.outlook.law is None
    assert found.next is not None
    assert found.next.reason == "fill"


def test_that_the_tasks_alone_bound_the_speedup():
    state = Run(workers=(1, 2)).finished()
    known = study_of([state])
    assert known is not None
    assert known.tasks is not None
    work = known.tasks.serial_s + sum(known.tasks.durations)
    least = known.tasks.serial_s + max(known.tasks.durations)

    [sentence] = bound_in_words(known)
    assert sentence.values["bound"] == pytest.approx(work / least)
    assert bound_in_words(study(rows())) == ()  # a file has no tasks


def test_that_a_growing_problem_is_seen_as_work_per_second():
    state = Run(
        workers=(1, 2, 4, 8), scaling="weak", workload="squares", models=()
    ).finished()
    known = study_of([state])

    assert known is not None
    assert state.estimate is not None
    assert known.weak
    drawn = [p.speedup for p in state.estimate.scaling]
    assert [p.speedup for p in known.analysis.points] == pytest.approx(drawn)
    assert known.analysis.best_law in ("gustafson", "usl", None)
    assert as_fitted(known).law in ("gustafson", "usl")
    assert known.tasks is None


def test_that_measuring_a_growing_problem_costs_what_it_grew_to():
    state = Run(
        workers=(1, 2, 4), scaling="weak", workload="squares", models=()
    ).finished()
    known = study_of([state])
    assert known is not None
    found = answer(known, Question(possible=(1, 2, 4), budget_s=1e4)).next

    assert found is not None
    assert found.workers is not None
    whole = {n: sum(t) / len(t) for n, t in state.seconds.items()}
    beside = whole[1] if found.workers != 1 else 0.0
    assert found.seconds / found.repeats == pytest.approx(
        whole[found.workers] + beside, rel=0.2
    )


def test_that_a_run_that_goes_on_is_shown_as_it_says_itself():
    state = Run(workers=(1, 2, 4), repeats=4, law=True).finished()
    seen = live_outlook(state)

    assert seen is not None
    assert state.estimate is not None
    assert state.estimate.law is not None
    assert seen.law_name == state.estimate.law.name
    assert seen.law is not None
    assert seen.law.speedup == state.estimate.law.speedup
    assert [p.speedup for p in seen.study.analysis.points] == [
        p.speedup for p in state.estimate.scaling
    ]
    assert live_outlook(RunState()) is None
