"""Parallel work that goes wrong; ``tests/cli/test_doctor.py`` has it go right."""

from __future__ import annotations

import multiprocessing.spawn
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import psutil
import pytest

from tests.doctor.worlds import as_a_user, words
from workbench.core.cancel import CancelToken
from workbench.doctor import n_jobs, parallel
from workbench.doctor.base import Subject
from workbench.doctor.parallel import Outcome
from workbench.session import Session

World = Callable[..., Subject]


@pytest.fixture
def outcomes(tmp_path: Path) -> tuple[Outcome, Outcome]:
    """What the serial engine finds, twice."""
    with Session(history=tmp_path / "history.sqlite") as session:
        one, other = (
            parallel.outcome(session, "serial", (1,), CancelToken()) for _ in range(2)
        )
    return one, other


@pytest.fixture
def no_worker_starts() -> Iterator[None]:
    """Whatever is started as a worker ends at once."""
    before = multiprocessing.spawn.get_executable()
    multiprocessing.spawn.set_executable("/bin/false")
    yield
    multiprocessing.spawn.set_executable(before)


def test_that_a_worker_that_dies_is_told_though_the_scores_are_right(
    world: World,
) -> None:
    killed = threading.Event()
    over = threading.Event()

    def kill() -> None:
        while not killed.is_set() and not over.wait(0.02):
            for child in psutil.Process().children():
                if "spawn_main" in " ".join(child.cmdline()):
                    child.kill()
                    killed.set()
                    return

    killer = threading.Thread(target=kill)
    killer.start()
    found = parallel.parallel_run(world())
    over.set()
    killer.join()
    assert killed.is_set()
    assert found.status == "warning", found
    assert "bit for bit, but worker processes ended" in words(found)
    assert found.facts["replaced"] >= 1


@pytest.mark.skipif(sys.platform == "win32", reason="there is no /bin/false")
def test_that_workers_that_do_not_start_fail_with_a_remedy(
    no_worker_starts: None, world: World
) -> None:
    found = parallel.parallel_run(world())
    assert found.status == "failed"
    assert "virus scanner" in words(found)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permission")
def test_that_a_temporary_folder_that_cannot_be_written_is_said(
    world: World, read_only: Path
) -> None:
    with as_a_user():
        found = parallel.parallel_run(world(temporary=read_only))
    assert found.status == "failed"
    assert "TMPDIR" in words(found)


def test_that_other_scores_are_a_failure(outcomes: tuple[Outcome, Outcome]) -> None:
    ours, plain = outcomes
    trials = [*ours.state.trials]
    scores = msgspec.structs.replace(trials[0].scores, digest="another")
    tampered = msgspec.structs.replace(trials[0], scores=scores)
    state = msgspec.structs.replace(
        ours.state, trials=type(ours.state.trials)().append(tampered)
    )
    found = parallel.judge(msgspec.structs.replace(ours, state=state), plain)
    assert found.status == "failed"
    assert "scores differ" in words(found)


def test_that_a_run_in_this_process_is_not_taken_for_a_parallel_one(
    outcomes: tuple[Outcome, Outcome],
) -> None:
    found = parallel.judge(*outcomes)
    assert found.status == "failed"
    assert "2 processes of its own" in words(found)


def test_that_workers_of_joblib_that_do_not_answer_are_not_waited_for() -> None:
    found = n_jobs.tried(CancelToken(), patience_s=0.0)
    assert found.status == "failed"
    assert "did not answer within 0 s" in words(found)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no /bin/false")
def test_that_workers_of_joblib_that_die_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    found = n_jobs.tried(CancelToken(), patience_s=30.0)
    assert found.status == "failed"
    assert "cannot be used" in words(found)
    assert "n_jobs at 1" in words(found)
