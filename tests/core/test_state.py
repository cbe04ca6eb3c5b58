from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core import events as ev
from workbench.core.comparison import (
    Comparison,
    EngineLeftOut,
    EngineReady,
    EnginesFound,
    EnginesPlanned,
    EngineTimed,
)
from workbench.core.ensemble import (
    GrowthEnd,
    GrowthPoint,
)
from workbench.core.finding import Body
from workbench.core.joint import (
    JointEnd,
    JointPartition,
    JointReference,
    JointRound,
    JointUpdates,
    JointVerdict,
)
from workbench.core.log import Log
from workbench.core.messages import Message
from workbench.core.plan import Trial
from workbench.core.results import Scores, TaskError, Timing
from workbench.core.spec import ExperimentSpec
from workbench.core.state import Growth, RunState, fold, reduce

Events = st.SearchStrategy[ev.Event]


def _started(**changed: Any) -> ev.RunStarted:
    given: dict[str, Any] = {
        "run_id": 3,
        "started_at": 5.0,
        "spec": ExperimentSpec(title="x"),
        "environment": {},
        "worker_counts": (1, 2),
        "tasks_per_trial": 4,
        "trials_planned": 10,
        "estimated_s": 8.0,
    }
    return ev.RunStarted(t=0.0, **{**given, **changed})


def _trial(
    workers: int, repeat: int = 1, role: Any = "measure", seconds: float = 1.0
) -> tuple[ev.TrialStarted, ev.TrialFinished]:
    trial = Trial(id=repeat, role=role, engine="serial", workers=workers, repeat=repeat)
    return ev.TrialStarted(t=1.0, trial=trial, origin=0.0), ev.TrialFinished(
        t=2.0,
        trial=trial,
        seconds=seconds,
        decompose_s=0.0,
        execute_s=seconds,
        aggregate_s=0.0,
        cpu_s=seconds,
        tasks=4,
        failed_tasks=0,
        scores=Scores(digest="d", metric="accuracy"),
    )


def _task(number: int = 0, error: TaskError | None = None) -> ev.TaskFinished:
    timing = Timing(
        worker=0,
        submitted=0.0,
        received=0.0,
        started=0.0,
        ended=0.5,
        completed=0.5,
        cpu_s=0.5,
    )
    return ev.TaskFinished(
        t=1.5,
        trial_id=1,
        task_id=number,
        label="knn",
        part="",
        timing=timing,
        error=error,
    )


def _estimated(trials_left: int, remaining_s: float | None = None) -> ev.Estimated:
    return ev.Estimated(
        t=2.5,
        scaling=(),
        models={},
        identical_across_workers=None,
        verdict=ev.Verdict(),
        remaining_s=remaining_s,
        trials_left=trials_left,
    )


class TestFolding:
    @given(data=st.data())
    def test_that_folding_in_parts_is_folding_at_once(
        self, any_event: Events, data: st.DataObject
    ) -> None:
        events = data.draw(st.lists(any_event, max_size=12))
        cut = data.draw(st.integers(0, len(events)))
        assert fold(events[cut:], fold(events[:cut])) == fold(events)

    @given(data=st.data())
    def test_that_no_state_changes_once_it_was_given_out(
        self, any_event: Events, data: st.DataObject
    ) -> None:
        state = RunState()
        given_out = [(state, repr(state))]
        for event in data.draw(st.lists(any_event, max_size=12)):
            state = reduce(state, event)
            given_out.append((state, repr(state)))
        for earlier, text in given_out:
            assert repr(earlier) == text

    @given(data=st.data())
    def test_that_two_futures_of_one_state_do_not_mix(
        self, any_event: Events, data: st.DataObject
    ) -> None:
        events = st.lists(any_event, max_size=6)
        past, one, other = data.draw(st.tuples(events, events, events))
        now = fold(past)
        fold(one, now)
        assert fold(other, now) == fold([*past, *other])

    @given(data=st.data())
    def test_that_progress_is_a_share_whatever_comes(
        self, any_event: Events, data: st.DataObject
    ) -> None:
        state = RunState()
        for event in data.draw(st.lists(any_event, max_size=12)):
            state = reduce(state, event)
            assert 0.0 <= state.progress <= 1.0
            assert state.t == event.t
            assert state.tasks_done_in_trial >= 0

    def test_that_no_events_are_an_empty_state(self) -> None:
        assert fold([]) == RunState()
        assert RunState().status == "empty"


class TestStatus:
    @pytest.mark.parametrize(
        ("end", "status"),
        [
            (ev.RunFinished(t=9.0, reason=Message("enough")), "done"),
            (ev.RunCancelled(t=9.0), "cancelled"),
            (ev.RunFailed(t=9.0, message=Message("broke")), "failed"),
        ],
    )
    def test_that_a_run_lives_from_its_start_to_its_end(
        self, end: ev.Event, status: str
    ) -> None:
        begun = fold([_started(), _trial(1)[0]])
        assert (begun.status, begun.live) == ("running", True)
        ended = reduce(begun, end)
        assert (ended.status, ended.live, ended.current) == (status, False, None)
        assert ended.t == 9.0

    def test_that_the_words_of_an_end_are_kept(self) -> None:
        failed = fold([ev.RunFailed(t=0.0, message=Message("m"), traceback="tb")])
        assert (failed.error, failed.traceback) == (Message("m"), "tb")
        done = fold([ev.RunFinished(t=0.0, reason=Message("enough"))])
        assert done.reason == Message("enough")

    def test_that_the_start_tells_what_is_planned(self) -> None:
        state = fold([_started(model_titles={"knn": Message("Neighbours")})])
        assert (state.run_id, state.started_at, state.worker_counts) == (3, 5.0, (1, 2))
        assert state.spec == ExperimentSpec(title="x")
        assert state.model_titles == {"knn": Message("Neighbours")}


class TestMeasurements:
    def test_that_measured_repeats_are_kept_by_worker_count(self) -> None:
        events = [*_trial(1, 1, seconds=4.0), *_trial(2, 1, seconds=2.0)]
        events += [*_trial(2, 2, seconds=3.0), *_trial(1, 2, seconds=5.0)]
        state = fold(events)
        assert state.seconds == {1: (4.0, 5.0), 2: (2.0, 3.0)}
        assert len(state.trials) == 4

    def test_that_the_warm_up_is_no_measurement(self) -> None:
        state = fold([*_trial(2, 0, role="warmup"), *_trial(2, 1, seconds=2.0)])
        assert state.seconds == {2: (2.0,)}

    def test_that_the_metric_is_known_from_the_first_trial_on(self) -> None:
        state = fold([_started()])
        assert state.metric == ""
        assert fold(_trial(1), state).metric == "accuracy"

    def test_that_a_timeline_is_that_of_the_latest_trial_of_its_worker_count(
        self,
    ) -> None:
        begun, done = _trial(2, 1)
        state = fold([begun, _task(0), _task(1), done, *_trial(1, 1)])
        assert state.timelines[2].tasks == Log([_task(0), _task(1)])
        assert state.timelines[2].finished == done
        assert state.latest_timeline == 1
        again = fold([_trial(2, 2)[0], _task(7)], state)
        assert again.timelines[2].tasks == Log([_task(7)])
        assert again.timelines[2].finished is None
        assert again.latest_timeline == 2

    def test_that_failed_tasks_are_kept_and_the_run_goes_on(self) -> None:
        bad = _task(1, error=TaskError(kind="ValueError", text="bad"))
        state = fold([_started(), _trial(1)[0], _task(0), bad, _task(2)])
        assert state.failures == Log([bad])
        assert state.tasks_done_in_trial == 3
        assert state.live

    def test_that_a_point_of_a_series_is_replaced_by_a_later_one(self) -> None:
        def point(x: float, y: float, key: str = "knn") -> ev.Reported:
            return ev.Reported(
                t=0.0, trial_id=1, series="fold score", key=key, x=x, y=y
            )

        state = fold([point(0, 0.5), point(1, 0.6), point(0, 0.7), point(0, 1, "svm")])
        assert state.series == {
            "fold score": {"knn": {0: 0.7, 1: 0.6}, "svm": {0: 1.0}}
        }

    def test_that_a_curve_grows_by_points_and_begins_anew_with_the_next_trial(
        self,
    ) -> None:
        def found(trial: int, workers: int, body: Body) -> ev.Found:
            return ev.Found(t=0.0, trial_id=trial, workers=workers, body=body)

        def point(members: int) -> GrowthPoint:
            return GrowthPoint(
                method="bagging", members=members, score=0.5, cpu_s=1.0, wall_s=1.0
            )

        end = GrowthEnd(
            method="bagging", members=2, flat=True, sentence=Message("flat")
        )
        first = fold(
            [found(1, 1, point(1)), found(1, 1, point(2)), found(1, 1, end)],
            RunState(),
        )
        assert first.growth == {
            "bagging": {1: Growth(trial_id=1, points=(point(1), point(2)), end=end)}
        }
        again = fold([found(2, 2, point(1)), found(3, 1, point(1))], first)
        assert again.growth == {
            "bagging": {
                1: Growth(trial_id=3, points=(point(1),)),
                2: Growth(trial_id=2, points=(point(1),)),
            }
        }

    def test_that_phases_and_warnings_are_kept_in_order(self) -> None:
        phases = [
            ev.PhaseTimed(t=0.0, phase="engine start", seconds=1.0),
            ev.PhaseTimed(t=0.0, phase="data placement", seconds=2.0),
        ]
        warnings = [ev.Warned(t=0.0, message=Message(text)) for text in ("a", "b")]
        state = fold([*phases, *warnings])
        assert state.phases == tuple(phases)
        assert state.warnings == (Message("a"), Message("b"))

    def test_that_a_comparison_of_engines_gathers_what_is_found(self) -> None:
        def found(body: Body) -> ev.Found:
            return ev.Found(t=0.0, trial_id=1, workers=2, body=body)

        timed = EngineTimed(
            engine="threads",
            what="chunks",
            repeat=1,
            workers=2,
            tasks=10,
            seconds=0.1,
        )
        title = Message("Threads")
        ready = EngineReady(
            engine="threads", title=title, workers=2, start_s=0.1, warm_up_s=0.2
        )
        gone = EngineLeftOut(engine="dask", title=title, reason=Message("no"))
        summary = EnginesFound(workers=2, rows=())
        planned = EnginesPlanned(workers=2, timings=4)
        bodies = (planned, ready, gone, timed, summary, timed)
        state = fold([found(body) for body in bodies])
        assert state.comparison == Comparison(
            workers=2,
            planned=4,
            ready=(ready,),
            left_out=(gone,),
            timings=Log([timed, timed]),
            found=summary,
        )
        assert state.comparison.share == 0.5


class TestProgress:
    def test_that_a_comparison_is_part_of_it(self) -> None:
        planned = EnginesPlanned(workers=2, timings=4)
        found = ev.Found(t=3.0, trial_id=1, workers=2, body=planned)
        state = fold([_started(), found, *_trial(1)])
        assert state.progress == 0.0
        timed = EngineTimed(
            engine="serial", what="chunks", repeat=1, workers=1, tasks=1, seconds=1.0
        )
        after = ev.Found(t=3.0, trial_id=1, workers=2, body=timed)
        state = fold([after] * 4, state)
        assert state.progress == pytest.approx(0.1)
        assert state.remaining_s == pytest.approx(27.0)

    def test_that_it_counts_trials_and_the_tasks_of_the_current_one(self) -> None:
        state = fold([_started()])
        assert state.progress == 0.0
        state = fold(_trial(1), state)
        assert state.progress == pytest.approx(0.1)
        state = fold([_trial(2)[0], _task(0), _task(1)], state)
        assert state.tasks_done_in_trial == 2
        assert state.progress == pytest.approx(0.15)

    def test_that_an_estimate_corrects_what_is_left(self) -> None:
        state = fold([_started(), *_trial(1), _estimated(3, remaining_s=6.5)])
        assert state.progress == pytest.approx(0.25)
        assert state.remaining_s == 6.5

    def test_that_before_an_estimate_the_plan_is_counted_down(self) -> None:
        state = fold([_started()])
        assert state.remaining_s == 8.0
        assert fold([_trial(1)[0]], state).remaining_s == 7.0
        late = ev.Warned(t=99.0, message=Message("late"))
        assert fold([late], state).remaining_s == 0.0
        assert RunState().remaining_s is None

    def test_that_a_finished_run_is_whole_however_early_it_stopped(self) -> None:
        end = ev.RunFinished(t=3.0, reason=Message("tight enough"))
        assert fold([_started(), *_trial(1), end]).progress == 1.0


def _joint(trial_id: int, body: Any) -> ev.Found:
    return ev.Found(t=3.0, trial_id=trial_id, workers=1, body=body)


def _round(number: int, strategy: str = "fedavg") -> JointRound:
    return JointRound(strategy=strategy, round=number, objective=2.0, loss=1.0)


def test_that_joint_findings_are_gathered_by_strategy_in_order() -> None:
    updates = [JointUpdates(strategy="fedavg", round=n, clients=()) for n in (1, 2)]
    end = JointEnd(
        strategy="fedavg",
        rounds=2,
        reason="rounds",
        sentence=Message("Enough."),
        parameters=(1.0,),
    )
    reference = JointReference(objective=1.0, loss=0.5)
    partition = JointPartition(method="iid", classes=(), clients=(), test_rows=0)
    told = JointVerdict(sentences=(Message("So it is."),))
    bodies = [partition, reference, _round(0), _round(1), updates[0], _round(2)]
    bodies += [updates[1], end, _round(0, "krum"), told]
    found = fold([_started(), *(_joint(1, body) for body in bodies)]).joint
    assert found is not None
    assert (found.partition, found.reference, found.verdict) == (
        partition,
        reference,
        told,
    )
    assert list(found.courses) == ["fedavg", "krum"]
    course = found.courses["fedavg"]
    assert tuple(course.rounds) == (_round(0), _round(1), _round(2))
    assert (course.updates, course.end) == (updates[1], end)
    assert found.courses["krum"].end is None


def test_that_joint_findings_of_a_new_trial_replace_those_of_the_last() -> None:
    events = [_started(), _joint(1, _round(0)), _joint(1, _round(1))]
    found = fold([*events, _joint(2, _round(0, "krum"))]).joint
    assert found is not None
    assert found.trial_id == 2
    assert list(found.courses) == ["krum"]
