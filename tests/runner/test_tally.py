from __future__ import annotations

from typing import Any

import msgspec
import pytest

from workbench.core.anatomy import Anatomy, WorkerFacts
from workbench.core.events import TrialFinished
from workbench.core.plan import Trial
from workbench.core.results import ModelScores, Scores
from workbench.core.spec import ExperimentSpec, RepeatSpec
from workbench.core.steadiness import Conditions
from workbench.planner import PRESETS, expand
from workbench.runner import Machine
from workbench.runner.tally import Tally
from workbench.scaling import laws

IRIS = PRESETS["iris-vote"].spec
HERE = Machine(
    cpu="",
    logical=2,
    physical=2,
    affinity=None,
    quota=None,
    cores=2,
    memory_bytes=2**33,
)
SCORES = Scores(
    digest="same",
    metric="accuracy",
    models={"decision_tree": ModelScores(fold_scores=(0.9, 1.0, 1.0), cost_s=1.0)},
)


def finished(workers: int, seconds: float, **changes: Any) -> TrialFinished:
    trial = TrialFinished(
        t=0.0,
        trial=Trial(id=1, engine="threads", workers=workers, repeat=1),
        seconds=seconds,
        decompose_s=0.0,
        execute_s=seconds,
        aggregate_s=0.0,
        cpu_s=seconds,
        tasks=60,
        failed_tasks=0,
        scores=SCORES,
    )
    return msgspec.structs.replace(trial, **changes)


def tally(*blocks: tuple[float, float], **rule: Any) -> Tally:
    """Blocks of (seconds on one worker, seconds on two)."""
    threads = rule.pop("threads", 0)
    spec = msgspec.structs.replace(
        IRIS, threads_per_worker=threads, repeats=RepeatSpec(**rule)
    )
    made = Tally(expand(spec), HERE)
    for one, two in blocks:
        made.add(finished(1, one))
        made.add(finished(2, two))
    return made


STEADY = [(10.0, 5.0), (10.1, 5.0), (10.0, 5.05)]
WILD = [(10.0, 5.0), (20.0, 5.0), (10.0, 9.0)]


def test_that_a_tight_interval_stops_at_the_minimum() -> None:
    reason = tally(*STEADY, minimum=3, maximum=9).stop_reason(3, 60.0)
    assert "after 3 repeats" in str(reason)


def test_that_the_minimum_is_always_measured() -> None:
    assert tally(*STEADY, minimum=5, maximum=9).stop_reason(3, 60.0) is None


def test_that_a_wide_interval_goes_on_to_the_cap() -> None:
    made = tally(*WILD, minimum=2, maximum=3)
    assert made.stop_reason(2, 60.0) is None
    assert "The cap of 3 repeats" in str(made.stop_reason(3, 60.0))


def test_that_the_time_budget_ends_it_before_the_minimum() -> None:
    reason = tally(*WILD, minimum=5, maximum=9, budget_s=30).stop_reason(3, 31.0)
    assert "30 s" in str(reason)


def test_that_asking_for_exactly_n_repeats_says_so() -> None:
    reason = tally(*WILD, minimum=3, maximum=3).stop_reason(3, 60.0)
    assert str(reason) == "3 repeats were asked for."


@pytest.mark.parametrize(
    ("minimum", "maximum", "said"),
    [
        (1, 1, "One repeat was asked for."),
        (2, 2, "2 repeats were asked for."),
        (2, 9, "2 repeats were made: with a single worker count there is no speedup "),
    ],
)
def test_that_a_single_worker_count_promises_no_known_speedup(
    minimum: int, maximum: int, said: str
) -> None:
    spec = msgspec.structs.replace(
        IRIS,
        workers=(1,),
        repeats=RepeatSpec(minimum=minimum, maximum=maximum),
    )
    made = Tally(expand(spec), HERE)
    for done in range(1, minimum + 1):
        made.add(finished(1, 10.0))
        reason = made.stop_reason(done, 60.0)
        assert (reason is None) == (done < minimum)
    assert str(reason).startswith(said)


def test_that_remaining_time_follows_what_was_measured() -> None:
    estimated = tally((10.0, 5.0), minimum=5, maximum=9).estimated(15.0, 2, 1)
    assert estimated.trials_left == 8
    assert estimated.remaining_s == pytest.approx(4 * 15.0)


def test_that_differing_digests_are_noticed_and_failed_trials_are_not_compared() -> (
    None
):
    other = msgspec.structs.replace(SCORES, digest="other")
    made = tally(minimum=1, maximum=1)
    made.add(finished(1, 10.0))
    assert made.identical is None
    made.add(finished(2, 5.0, scores=other, failed_tasks=1))
    assert made.identical is None
    made.add(finished(2, 5.0))
    assert made.identical is True
    made.add(finished(2, 5.0, scores=other))
    assert made.identical is False


def test_that_no_interval_of_an_accuracy_leaves_its_scale() -> None:
    estimated = tally(*STEADY).estimated(1.0, 6, 3)
    model = estimated.models["decision_tree"]
    assert model.mean == pytest.approx(0.9667, abs=1e-4)
    assert model.ci95 is not None
    assert model.ci95[1] == 1.0


def test_that_an_estimate_counts_outliers_and_keeps_them() -> None:
    times = [(10.0, 5.0), (10.1, 5.1), (10.0, 9.0), (10.1, 5.0), (10.0, 5.1)]
    estimated = tally(*times, maximum=9).estimated(0.0, 10, 5)
    one, two = estimated.scatter
    assert (one.workers, one.outliers, one.unstable) == (1, (), False)
    assert (two.workers, two.outliers, two.unstable) == (2, (2,), True)
    assert estimated.scaling[1].seconds == (5.0, 5.1, 9.0, 5.0, 5.1)
    assert estimated.scaling[1].median_s == 5.1


def test_that_unstable_times_are_told_with_what_happened_meanwhile() -> None:
    made = tally()
    for two in (5.0, 5.0, 9.0):
        busy = 0.9 * two if two > 6 else 0.0
        around = Conditions(seconds=two, cores=2, others_s=busy)
        made.add(finished(1, 10.0))
        made.add(finished(2, two, conditions=around))
    unstable = made.estimated(0.0, 6, 3).unstable
    assert unstable is not None
    assert unstable.workers == (2,)
    assert unstable.causes == ("others",)
    assert tally(*STEADY).estimated(0.0, 6, 3).unstable is None


def anatomy(workers: int) -> Anatomy:
    return Anatomy(
        workers=workers,
        makespan_s=4.0,
        compute_s=3.0,
        contention_s=0.0,
        transfer_s=0.0,
        dispatch_s=0.0,
        imbalance_s=4.0 * workers - 3.0,
        serial_s=0.0,
    )


def test_that_an_estimate_has_one_anatomy_per_worker_count() -> None:
    made = tally()
    for workers in (1, 2, 2):
        made.add(finished(workers, 4.0, anatomy=anatomy(workers)))
    assert made.estimated(0.0, 3, 1).anatomy == (anatomy(1), anatomy(2))


def test_that_a_crowd_is_threads_times_workers_beyond_the_cores() -> None:
    made = tally(*STEADY)
    assert not made.crowded
    made.inspected([WorkerFacts(worker=0, threads={"openblas": 1})])
    assert not made.crowded
    made.inspected([WorkerFacts(worker=0, threads={"openblas": 2})])
    assert made.crowded
    capped = tally(*STEADY, threads=1)
    capped.inspected([WorkerFacts(worker=0, threads={"openblas": 2})])
    assert not capped.crowded


def test_that_a_pilot_with_one_thread_becomes_a_promise() -> None:
    made = tally(*STEADY)
    made.inspected([WorkerFacts(worker=0, threads={"openblas": 2})])
    for workers in (1, 2):
        made.add(finished(workers, 5.0, anatomy=anatomy(workers)))
    assert made.estimated(0.0, 8, 3).diagnoses == ()
    made.piloted(2, [2.6, 2.5, 2.4])
    first = made.estimated(0.0, 8, 3).diagnoses[0]
    assert first.code == "oversubscribed"
    assert first.promised == pytest.approx(5.0 / 2.5)


def test_that_a_law_is_fitted_from_three_counts_and_two_blocks_on() -> None:
    spec = msgspec.structs.replace(IRIS, workers=(1, 2, 4))
    made = Tally(expand(spec), HERE)
    for block, factor in enumerate((1.0, 1.02, 0.98, 1.01), start=1):
        for workers, seconds in ((1, 10.0), (2, 5.5), (4, 3.25)):
            made.add(finished(workers, factor * seconds))
        law = made.estimated(0.0, 3 * block, block).law
        assert (law is not None) == (block >= 2)
    assert law is not None
    assert law.name == "amdahl"
    value, low, high = law.parameters["serial_fraction"]
    assert value == pytest.approx(0.1, abs=0.01)
    assert low < 0.1 < high


def test_that_a_law_is_kept_until_the_next_block_is_complete() -> None:
    spec = msgspec.structs.replace(IRIS, workers=(1, 2, 4))
    made = Tally(expand(spec), HERE)
    for factor in (1.0, 1.02):
        for workers, seconds in ((1, 10.0), (2, 5.5), (4, 3.25)):
            made.add(finished(workers, factor * seconds))
    law = made.estimated(0.0, 6, 2).law
    made.add(finished(1, 30.0))
    assert made.estimated(0.0, 7, 2).law is law


def growing(workload: str = "monte_carlo_pi", **changes: Any) -> Tally:
    """Of a problem that grows, on 1, 2, 4 and 8 workers."""
    spec = ExperimentSpec(
        workload=workload, workers=(1, 2, 4, 8), scaling="weak", **changes
    )
    return Tally(expand(spec), msgspec.structs.replace(HERE, cores=8))


def test_that_gustafsons_share_is_recovered_from_exact_times() -> None:
    made = growing()
    for _ in range(3):
        for workers in (1, 2, 4, 8):
            speedup = float(laws.gustafson(workers, 0.08))
            made.add(finished(workers, 10.0 * workers / speedup))
    estimated = made.estimated(0.0, 12, 3)
    for point in estimated.scaling:
        assert point.work == point.workers
        assert point.speedup == pytest.approx(laws.gustafson(point.workers, 0.08))
        assert point.efficiency == pytest.approx(10.0 / point.median_s)
    assert estimated.law is not None
    assert estimated.law.name == "gustafson"
    assert estimated.law.parameters["serial_fraction"] == pytest.approx((0.08,) * 3)
    assert "8.0 % of the time is serial" in str(estimated.law.sentences[0])
    assert "adds 0.92 to the scaled speedup" in str(estimated.law.sentences[0])


def test_that_a_job_that_keeps_its_time_has_gustafsons_share_as_its_own() -> None:
    """Constant time is the ideal: its serial part alone keeps S below p."""
    params = {"serial_fraction": 0.3, "how": "sleep"}
    made = growing("amdahl_job", params=params)
    for _ in range(3):
        for workers in (1, 2, 4, 8):
            made.add(finished(workers, 2.0))
    estimated = made.estimated(0.0, 12, 3)
    assert [p.work for p in estimated.scaling] == pytest.approx([1, 1.7, 3.1, 5.9])
    assert estimated.law is not None
    assert estimated.law.name == "gustafson"
    assert estimated.law.parameters["serial_fraction"][0] == pytest.approx(0.3)


def test_that_a_serial_part_that_grows_too_is_told_by_the_universal_law() -> None:
    made = growing()
    for factor in (1.0, 1.01, 0.99, 1.005):
        for workers in (1, 2, 4, 8):
            made.add(finished(workers, factor * (9.0 + 1.0 * workers)))
    law = made.estimated(0.0, 16, 4).law
    assert law is not None
    assert law.name == "usl"
    assert law.parameters["alpha"][0] == pytest.approx(0.1, abs=0.01)
    assert not any("amdahl" in str(s) for s in law.sentences)


def test_that_growing_problems_are_compared_within_a_worker_count_only() -> None:
    other = msgspec.structs.replace(SCORES, digest="other", models={})
    scores = msgspec.structs.replace(SCORES, models={})
    made = growing()
    for _ in range(2):
        made.add(finished(1, 10.0, scores=scores))
        made.add(finished(2, 10.0, scores=other))
    assert made.identical is None
    assert made.mismatch is None
    made.add(finished(2, 10.0, scores=scores))
    assert made.estimated(0.0, 5, 2).identical_across_workers is None
    assert "same number of workers did not compute the same" in str(made.mismatch)


def test_that_a_mismatch_across_worker_counts_is_one_of_a_problem_that_stays() -> None:
    made = tally(*STEADY, minimum=1, maximum=1)
    assert made.mismatch is None
    made.add(finished(2, 5.0, scores=msgspec.structs.replace(SCORES, digest="other")))
    assert "not the same on every worker count" in str(made.mismatch)


def test_that_sleeping_tasks_are_not_told_to_lack_cores() -> None:
    spec = ExperimentSpec(
        workload="uneven_tasks", params={"how": "sleep"}, workers=(1, 2, 8)
    )
    made = Tally(expand(spec), HERE)
    for factor in (1.0, 1.02, 0.98):
        for workers, seconds in ((1, 8.0), (2, 5.0), (8, 2.0)):
            made.add(finished(workers, factor * seconds))
    law = made.estimated(0.0, 9, 3).law
    assert law is not None
    assert not any("cores" in str(sentence) for sentence in law.sentences)
