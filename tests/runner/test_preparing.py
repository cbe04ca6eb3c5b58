"""What a workload has made before its first warm-up: once, and no part of a trial."""

from __future__ import annotations

from pathlib import Path

import msgspec

from tests.workloads.large_runs import small
from workbench.core import events as ev
from workbench.core.cancel import CancelToken
from workbench.core.spec import ExperimentSpec, RepeatSpec
from workbench.session import Session


def spec_in(folder: Path) -> ExperimentSpec:
    return msgspec.structs.replace(
        small("large_data", folder, operation="join"),
        engine="serial",
        workers=(1,),
        repeats=RepeatSpec(minimum=1, maximum=1),
    )


def generated(events: list[ev.Event]) -> list[int]:
    """The trials that tasks of generation belong to."""
    return [
        event.trial_id
        for event in events
        if isinstance(event, ev.TaskFinished) and event.label == "generate"
    ]


def test_that_files_are_made_before_the_warm_up_and_used_again(tmp_path: Path) -> None:
    with Session(history=tmp_path / "history.sqlite") as session:
        first = list(session.start(spec_in(tmp_path)))
        second = list(session.start(spec_in(tmp_path)))
    begun = [e.trial for e in first if isinstance(e, ev.TrialStarted)]
    assert [trial.role for trial in begun] == ["warmup", "measure"]
    assert generated(first) == [begun[0].id] * 6
    assert generated(second) == []
    (measured,) = [e for e in first if isinstance(e, ev.TrialFinished)]
    assert measured.tasks == 5
    assert isinstance(second[-1], ev.RunFinished)
    made = [e for e in first if isinstance(e, ev.PhaseTimed) and e.detail == "6 tasks"]
    assert len(made) == 1


def test_that_a_stop_while_files_are_made_ends_the_run(tmp_path: Path) -> None:
    cancel = CancelToken()
    found = []
    with Session(history=tmp_path / "history.sqlite") as session:
        for event in session.start(spec_in(tmp_path), cancel):
            found.append(event)
            if isinstance(event, ev.TaskFinished):
                cancel.cancel()
        again = list(session.start(spec_in(tmp_path)))
    assert generated(found) == [0]
    assert isinstance(found[-1], ev.RunCancelled)
    assert isinstance(again[-1], ev.RunFinished)


def test_that_a_damaged_file_fails_the_run_with_its_remedy(tmp_path: Path) -> None:
    with Session(history=tmp_path / "history.sqlite") as session:
        list(session.start(spec_in(tmp_path)))
        path = next(tmp_path.glob("readings-*/readings-00003.parquet"))
        path.write_bytes(path.read_bytes()[:-100])
        last = list(session.start(spec_in(tmp_path)))[-1]
    assert isinstance(last, ev.RunFailed)
    assert "“readings-00003.parquet”" in str(last.message)
    assert "Delete it" in str(last.message)
