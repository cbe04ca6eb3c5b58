from __future__ import annotations

import os
import signal
from pathlib import Path

import msgspec
import psutil
import pytest

from workbench.core import events as ev
from workbench.core.cancel import CancelToken
from workbench.core.spec import (
    CvSpec,
    DatasetSpec,
    EnginesSpec,
    ExperimentSpec,
    RepeatSpec,
)
from workbench.core.state import fold
from workbench.planner import PRESETS
from workbench.session import Session

QUICK = msgspec.structs.replace(
    PRESETS["iris-vote"].spec,
    engine="threads",
    cv=CvSpec(folds=3),
    repeats=RepeatSpec(minimum=1, maximum=1),
)


@pytest.fixture
def session(tmp_path: Path):  # type: ignore[no-untyped-def]
    with Session(history=tmp_path / "history.sqlite") as opened:
        yield opened


def test_that_what_is_yielded_is_what_history_holds(session: Session) -> None:
    events = list(session.start(QUICK))
    assert list(session.store.events(1)) == events
    assert session.store.state(1).status == "done"


def test_that_an_invalid_spec_fails_with_its_first_problem(session: Session) -> None:
    spec = msgspec.structs.replace(QUICK, dataset=DatasetSpec(name="irsi"))
    (only,) = session.start(spec)
    assert isinstance(only, ev.RunFailed)
    assert "“iris”" in str(only.message)


def test_that_warnings_about_the_spec_travel_with_the_run(session: Session) -> None:
    cores = session.machine.cores
    events = list(session.start(msgspec.structs.replace(QUICK, workers=(cores + 1,))))
    (warning,) = [e for e in events if isinstance(e, ev.Warned)]
    assert f"{cores + 1} workers share {cores} cores" in str(warning.message)


def test_that_engines_stay_warm_between_runs_and_change_with_the_thread_cap(
    session: Session,
) -> None:
    first = session.engines.get("processes", 1)
    first.ensure(1)
    assert session.engines.get("processes", 1) is first
    (pid,) = session.engines.state().pids
    second = session.engines.get("processes", 2)
    assert second is not first
    assert not psutil.pid_exists(pid)


def test_that_history_teaches_the_estimate(session: Session) -> None:
    list(session.start(QUICK))
    known = session.store.expected_seconds(QUICK)
    assert set(known) == {m.key for m in QUICK.models if m.estimator != "soft_vote"}
    assert session.estimate(QUICK).seconds > 0


def test_that_a_worker_killed_during_a_run_changes_no_score(session: Session) -> None:
    digits = PRESETS["digits-models"].spec
    spec = msgspec.structs.replace(
        digits,
        models=digits.models[1:3],
        cv=CvSpec(folds=5),
        repeats=RepeatSpec(minimum=1, maximum=1),
    )
    undisturbed = [
        e.scores.digest for e in session.start(spec) if isinstance(e, ev.TrialFinished)
    ]
    digests, killed = [], False
    for event in session.start(spec):
        match event:
            case ev.TrialStarted(trial=trial) if trial.repeat and not killed:
                os.kill(session.engines.state().pids[0], signal.SIGKILL)
                killed = True
            case ev.TrialFinished(scores=scores, failed_tasks=failed):
                digests.append(scores.digest)
                assert failed == 0
    assert killed
    assert set(digests) == set(undisturbed)
    assert len(set(digests)) == 1
    assert session.engines.state().restarts >= 1


def test_that_a_cancelled_run_is_kept_as_cancelled(session: Session) -> None:
    cancel = CancelToken()
    for event in session.start(QUICK, cancel):
        if isinstance(event, ev.TrialFinished):
            cancel.cancel()
    state = session.store.state(1)
    assert state.status == "cancelled"
    assert len(state.trials) == 1


def test_that_a_history_that_cannot_be_written_fails_the_run_in_words(
    tmp_path: Path,
) -> None:
    with Session(history=tmp_path / "history.sqlite") as session:
        list(session.start(QUICK))
        (tmp_path / "history.sqlite").unlink()
        (tmp_path / "history.sqlite").mkdir()
        events = list(session.start(ExperimentSpec(workload="squares")))
    assert isinstance(events[-1], ev.End)


def test_that_a_comparison_of_engines_is_seen_again_from_the_history(
    session: Session,
) -> None:
    engines = EnginesSpec(
        names=("processes",),
        shortest_s=1e-3,
        longest_s=1e-2,
        lengths=2,
        point_s=0.02,
        repeats=2,
    )
    repeats = RepeatSpec(minimum=2, maximum=2)
    spec = msgspec.structs.replace(QUICK, engines=engines, repeats=repeats)
    live = fold(session.start(spec))
    again = session.store.state(1)
    assert live.comparison is not None
    assert again.comparison == live.comparison
    found = live.comparison.found
    assert found is not None
    assert [row.engine for row in found.rows] == ["serial", "threads", "processes"]
    assert found.identical is True
    row = found.rows[2]
    assert row.start_s > 0.1  # two new processes
    assert row.bytes_in is not None
    assert row.bytes_in > 0
    assert session.engines.state().pids == ()  # only its own engine stays open
