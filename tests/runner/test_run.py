from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from workbench.core import events as ev
from workbench.core.cancel import CancelToken
from workbench.core.errors import EngineFailed
from workbench.core.messages import Message
from workbench.core.results import clock
from workbench.core.spec import (
    ClusterSpec,
    CvSpec,
    ExperimentSpec,
    ModelSpec,
    RepeatSpec,
)
from workbench.core.state import fold
from workbench.engines import ENGINES, Engine
from workbench.planner import PRESETS, expand
from workbench.runner import run

IRIS = msgspec.structs.replace(
    PRESETS["iris-vote"].spec,
    engine="threads",
    cv=CvSpec(folds=3),
    repeats=RepeatSpec(minimum=2, maximum=2),
)


class OneEngine:
    """An engine source with engines that the test opened."""

    def __init__(self) -> None:
        self.opened: dict[str, Engine] = {}

    def get(
        self,
        name: str,
        threads_per_worker: int,
        memory_limit: int | None,
        cluster: ClusterSpec,
        cancel: CancelToken,
    ) -> Engine:
        if name not in self.opened:
            self.opened[name] = ENGINES.get(name)()
            self.opened[name].open()
        return self.opened[name]

    def drop(self, name: str) -> None:
        if (engine := self.opened.pop(name, None)) is not None:
            engine.close()


@pytest.fixture
def engines() -> Iterator[OneEngine]:
    source = OneEngine()
    yield source
    for engine in source.opened.values():
        engine.close()


def events(spec: ExperimentSpec, engines: OneEngine) -> list[ev.Event]:
    return list(run(expand(spec), engines, CancelToken(), run_id=7))


def of(kind: type[Any], found: list[ev.Event]) -> list[Any]:
    return [event for event in found if isinstance(event, kind)]


def test_that_a_run_starts_ends_once_and_finishes_every_trial(
    engines: OneEngine,
) -> None:
    found = events(IRIS, engines)
    assert isinstance(found[0], ev.RunStarted)
    assert [e for e in found if isinstance(e, ev.End)] == [found[-1]]
    assert isinstance(found[-1], ev.RunFinished)
    trials = of(ev.TrialFinished, found)
    assert (trials[0].trial.workers, trials[0].trial.repeat) == (1, 1)
    assert len(trials) == 4
    assert len(of(ev.Estimated, found)) == 4
    assert [e.t for e in found] == sorted(e.t for e in found)


def test_that_a_trial_takes_the_sum_of_its_phases(engines: OneEngine) -> None:
    for trial in of(ev.TrialFinished, events(IRIS, engines)):
        parts = trial.decompose_s + trial.execute_s + trial.aggregate_s
        assert trial.seconds == parts > 0
        assert trial.tasks == 9
        assert trial.failed_tasks == 0
        assert min(trial.decompose_s, trial.execute_s, trial.aggregate_s) > 0


def test_that_scores_are_identical_across_workers_and_it_says_so(
    engines: OneEngine,
) -> None:
    last = of(ev.Estimated, events(IRIS, engines))[-1]
    assert last.identical_across_workers is True
    assert last.trials_left == 0
    assert set(last.models) == {m.key for m in IRIS.models}
    assert len(last.verdict.sentences) == 2


def test_that_a_reader_who_dawdles_does_not_make_the_serial_engine_slow(
    engines: OneEngine,
) -> None:
    spec = msgspec.structs.replace(
        IRIS, engine="serial", repeats=RepeatSpec(minimum=1, maximum=1)
    )
    spent, inside, begin, found = 0.0, 0.0, clock(), None
    for event in run(expand(spec), engines, CancelToken()):
        if isinstance(event, ev.TrialStarted):
            begin, spent, inside = event.origin, 0.0, 0.0
        if isinstance(event, ev.TaskFinished) and event.trial_id == 1:
            began = clock()
            while clock() - began < 0.05:
                pass
            spent += clock() - began
            inside += event.timing.ended - event.timing.started
        if isinstance(event, ev.TrialFinished):
            found = event
            assert inside <= event.seconds <= clock() - begin - spent
            assert event.anatomy is not None
            assert abs(event.anatomy.share("unattributed")) < 0.01
    assert found is not None


def test_that_warm_up_tasks_are_shown_and_never_timed(engines: OneEngine) -> None:
    found = events(IRIS, engines)
    warm_up = of(ev.TrialStarted, found)[0].trial
    assert (warm_up.role, warm_up.workers) == ("warmup", 2)
    tasks = [e for e in of(ev.TaskFinished, found) if e.trial_id == warm_up.id]
    assert {t.label for t in tasks} == {
        "logistic_regression",
        "decision_tree",
        "k_nearest_neighbours",
    }
    assert all(e.trial.role == "measure" for e in of(ev.TrialFinished, found))
    phases = [e.phase for e in of(ev.PhaseTimed, found)]
    assert phases == ["engine start", "data placement", "warm-up"]


@pytest.mark.parametrize("after", [ev.RunStarted, ev.TaskFinished, ev.TrialFinished])
def test_that_cancelling_keeps_what_was_measured(
    engines: OneEngine, after: type[Any]
) -> None:
    cancel = CancelToken()
    found = []
    for event in run(expand(IRIS), engines, cancel):
        found.append(event)
        if isinstance(event, after):
            cancel.cancel()
    assert isinstance(found[-1], ev.RunCancelled)
    state = fold(found)
    assert state.status == "cancelled"
    assert len(state.trials) == len(of(ev.TrialFinished, found))


def test_that_of_answers_that_came_together_none_is_told_after_a_cancel(
    engines: OneEngine,
) -> None:
    spec = ExperimentSpec(
        workload="squares",
        params={"numbers": 2_000, "tasks": 1_000, "rounds": 1},
        engine="processes",
        workers=(1, 2),
        repeats=RepeatSpec(minimum=3, maximum=3),
    )
    cancel = CancelToken()
    repeats = 0
    told = []
    for event in run(expand(spec), engines, cancel):
        repeats += isinstance(event, ev.TrialFinished)
        if cancel.cancelled:
            told.append(event)
        elif repeats == 4 and isinstance(event, ev.TaskFinished):
            cancel.cancel()
    assert [type(event) for event in told] == [ev.RunCancelled]
    again = events(msgspec.structs.replace(spec, workers=(1,)), engines)
    assert isinstance(again[-1], ev.RunFinished)


def test_that_closing_the_run_early_releases_the_data(engines: OneEngine) -> None:
    execution = run(expand(IRIS), engines, CancelToken())
    for event in execution:
        if isinstance(event, ev.TaskFinished):
            break
    execution.close()
    again = events(IRIS, engines)
    assert isinstance(again[-1], ev.RunFinished)


def test_that_failed_tasks_are_counted_and_end_no_run(engines: OneEngine) -> None:
    spec = msgspec.structs.replace(
        IRIS,
        models=(
            ModelSpec(estimator="naive_bayes"),
            ModelSpec(estimator="k_nearest_neighbours", params={"n_neighbors": 500}),
        ),
    )
    found = events(spec, engines)
    assert isinstance(found[-1], ev.RunFinished)
    assert {e.failed_tasks for e in of(ev.TrialFinished, found)} == {3}
    state = fold(found)
    assert state.failures
    assert state.failures[0].error is not None
    assert "n_neighbors" in state.failures[0].error.text


def test_that_a_broken_engine_ends_the_run_as_failed(engines: OneEngine) -> None:
    class Broken(ENGINES.get("serial")):  # type: ignore[misc]
        def ensure(self, workers: int) -> float:
            raise EngineFailed(Message("the pool would not start"))

    engines.opened["serial"] = Broken()
    found = events(msgspec.structs.replace(IRIS, engine="serial"), engines)
    assert isinstance(found[-1], ev.RunFailed)
    assert str(found[-1].message) == "the pool would not start"
    assert found[-1].traceback == ""


def test_that_a_bug_ends_the_run_with_its_traceback(engines: OneEngine) -> None:
    class Buggy(ENGINES.get("serial")):  # type: ignore[misc]
        def place(self, arrays: Any) -> Any:
            raise ZeroDivisionError("a bug")

    engines.opened["serial"] = Buggy()
    found = events(msgspec.structs.replace(IRIS, engine="serial"), engines)
    assert isinstance(found[-1], ev.RunFailed)
    assert "ZeroDivisionError: a bug" in str(found[-1].message)
    assert "in place" in found[-1].traceback


def test_that_a_class_too_small_for_the_folds_fails_with_the_remedy(
    engines: OneEngine,
) -> None:
    spec = msgspec.structs.replace(IRIS, cv=CvSpec(folds=60))
    (only,) = events(spec, engines)
    assert isinstance(only, ev.RunFailed)
    assert "use at most 50 folds" in str(only.message)
