from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from workbench.core import events as ev
from workbench.core.cancel import CancelToken
from workbench.core.errors import StoreError
from workbench.core.messages import plain
from workbench.core.spec import ExperimentSpec
from workbench.gui.bridge import ENDS_PER_TICK, Job, JobQueue


@dataclass
class Script:
    """A session whose runs do what a test says: it stands for the heavy real one."""

    body: Callable[[ExperimentSpec, CancelToken], Iterator[ev.Event]]
    threads: set[int] = field(default_factory=set)
    started: list[int] = field(default_factory=list)

    def start(self, spec: ExperimentSpec, cancel: CancelToken) -> Iterator[ev.Event]:
        self.threads.add(threading.get_ident())
        self.started.append(spec.seed)
        yield ev.RunStarted(
            t=0.0,
            run_id=spec.seed,
            started_at=0.0,
            spec=spec,
            environment={},
            worker_counts=(1,),
            tasks_per_trial=1,
            trials_planned=1,
            estimated_s=1.0,
        )
        yield from self.body(spec, cancel)


def finish(spec: ExperimentSpec, cancel: CancelToken) -> Iterator[ev.Event]:
    yield ev.RunFinished(t=1.0, reason=plain("done"))


def until_cancelled(spec: ExperimentSpec, cancel: CancelToken) -> Iterator[ev.Event]:
    cancel.wait(30)
    yield ev.RunCancelled(t=1.0)


Make = Callable[[Script], JobQueue]


@pytest.fixture
def make(qapp: QObject) -> Iterator[Make]:
    made: list[JobQueue] = []

    def make(script: Script) -> JobQueue:
        made.append(JobQueue(script))
        return made[-1]

    yield make
    for jobs in made:
        assert jobs.close()


def statuses(jobs: JobQueue) -> list[str]:
    return [job.state.status for job in jobs.jobs]


def test_that_jobs_run_one_after_another_in_one_thread(
    qtbot: QtBot, make: Make
) -> None:
    script = Script(finish)
    jobs = make(script)
    for seed in (3, 1, 2):
        jobs.submit(ExperimentSpec(seed=seed))
    qtbot.waitUntil(lambda: not jobs.live)
    assert script.started == [3, 1, 2]
    assert len(script.threads) == 1
    assert threading.get_ident() not in script.threads
    assert [job.id for job in jobs.jobs] == [1, 2, 3]
    assert statuses(jobs) == ["done"] * 3


def test_that_thousands_of_events_arrive_in_few_signals(
    qtbot: QtBot, make: Make
) -> None:
    def many(spec: ExperimentSpec, cancel: CancelToken) -> Iterator[ev.Event]:
        for x in range(5000):
            yield ev.Reported(t=1.0, trial_id=0, series="s", key="k", x=x % 7, y=x)
        yield from finish(spec, cancel)

    jobs = make(Script(many))
    ticks: list[tuple[Job, ...]] = []
    jobs.received.connect(ticks.append)
    with qtbot.waitSignal(jobs.finished):
        job = jobs.submit(ExperimentSpec())
    assert job.state.series["s"]["k"][6] == 4997
    assert job.state.status == "done"
    assert len(ticks) < 500


def test_that_finished_is_told_once_and_after_the_last_state(
    qtbot: QtBot, make: Make
) -> None:
    jobs = make(Script(finish))
    told: list[tuple[str, str]] = []
    jobs.submitted.connect(lambda job: told.append(("submitted", job.state.status)))
    jobs.received.connect(lambda js: told.append(("received", js[0].state.status)))
    jobs.finished.connect(lambda job: told.append(("finished", job.state.status)))
    with qtbot.waitSignal(jobs.finished):
        jobs.submit(ExperimentSpec())
    assert told[0] == ("submitted", "queued")
    assert told[-2:] == [("received", "done"), ("finished", "done")]


def test_that_a_waiting_job_is_cancelled_without_having_run(
    qtbot: QtBot, make: Make
) -> None:
    script = Script(until_cancelled)
    jobs = make(script)
    first = jobs.submit(ExperimentSpec(seed=1))
    second = jobs.submit(ExperimentSpec(seed=2))
    with qtbot.waitSignal(jobs.finished, check_params_cb=lambda job: job is second):
        jobs.cancel(second)
    assert first.live
    jobs.cancel(first)
    qtbot.waitUntil(lambda: not jobs.live)
    assert script.started == [1]
    assert statuses(jobs) == ["cancelled", "cancelled"]


def test_that_cancelling_all_starts_nothing_in_between(
    qtbot: QtBot, make: Make
) -> None:
    script = Script(until_cancelled)
    jobs = make(script)
    for seed in range(5):
        jobs.submit(ExperimentSpec(seed=seed))
    qtbot.waitUntil(lambda: jobs.jobs[0].state.status == "running")
    jobs.cancel_all()
    qtbot.waitUntil(lambda: not jobs.live)
    assert script.started == [0]


def test_that_the_running_job_is_the_current_one(qtbot: QtBot, make: Make) -> None:
    jobs = make(Script(until_cancelled))
    assert jobs.current is None
    first = jobs.submit(ExperimentSpec())
    jobs.submit(ExperimentSpec(seed=1))
    assert jobs.current is first
    jobs.cancel_all()
    qtbot.waitUntil(lambda: jobs.current is None)


def test_that_a_run_without_an_end_counts_as_interrupted(
    qtbot: QtBot, make: Make
) -> None:
    jobs = make(Script(lambda spec, cancel: iter(())))
    with qtbot.waitSignal(jobs.finished):
        job = jobs.submit(ExperimentSpec())
    assert job.state.status == "interrupted"


def test_that_expected_trouble_is_a_failed_run_and_no_crash(
    qtbot: QtBot, make: Make
) -> None:
    def full(spec: ExperimentSpec, cancel: CancelToken) -> Iterator[ev.Event]:
        raise StoreError(plain("The disk is full."))
        yield

    jobs = make(Script(full))
    with qtbot.waitSignal(jobs.finished):
        job = jobs.submit(ExperimentSpec())
    assert job.state.status == "failed"
    assert str(job.state.error) == "The disk is full."
    assert job.state.traceback == ""


def test_that_a_bug_fails_its_job_is_reported_and_the_next_job_runs(
    qtbot: QtBot, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(spec: ExperimentSpec, cancel: CancelToken) -> Iterator[ev.Event]:
        if spec.seed == 0:
            raise ZeroDivisionError("a bug")
        yield from finish(spec, cancel)

    caught: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: caught.append(kind))
    jobs = make(Script(broken))
    first = jobs.submit(ExperimentSpec(seed=0))
    second = jobs.submit(ExperimentSpec(seed=1))
    qtbot.waitUntil(lambda: not jobs.live)
    assert caught == [ZeroDivisionError]
    assert first.state.status == "failed"
    assert "a bug" in first.state.traceback
    assert second.state.status == "done"


def test_that_what_is_prepared_is_done_before_later_jobs(
    qtbot: QtBot, make: Make
) -> None:
    script = Script(finish)
    jobs = make(script)
    order: list[str] = []
    jobs.prepare(lambda: order.append("prepared"))
    jobs.finished.connect(lambda job: order.append("finished"))
    with qtbot.waitSignal(jobs.finished):
        jobs.submit(ExperimentSpec())
    assert order == ["prepared", "finished"]


def test_that_closing_stops_the_running_job(qtbot: QtBot, make: Make) -> None:
    jobs = make(Script(until_cancelled))
    job = jobs.submit(ExperimentSpec())
    qtbot.waitUntil(lambda: job.state.status == "running")
    assert jobs.close(timeout_s=20)
    assert job.state.status == "cancelled"


def test_that_closing_gives_up_on_a_run_that_does_not_answer(
    qtbot: QtBot, make: Make
) -> None:
    answer = threading.Event()

    def deaf(spec: ExperimentSpec, cancel: CancelToken) -> Iterator[ev.Event]:
        answer.wait(30)
        yield ev.RunCancelled(t=1.0)

    jobs = make(Script(deaf))
    jobs.submit(ExperimentSpec())
    qtbot.waitUntil(lambda: jobs.jobs[0].state.status == "running")
    assert not jobs.close(timeout_s=0.05)
    answer.set()


def test_that_a_thousand_jobs_end_a_few_at_a_time(qtbot: QtBot, make: Make) -> None:
    script = Script(until_cancelled)
    jobs = make(script)
    for seed in range(1000):
        jobs.submit(ExperimentSpec(seed=seed))
    qtbot.waitUntil(lambda: jobs.jobs[0].state.status == "running")
    ticks: list[int] = []
    ended: list[Job] = []
    jobs.received.connect(lambda changed: ticks.append(len(changed)))
    jobs.finished.connect(ended.append)

    jobs.cancel_all()

    qtbot.waitUntil(lambda: not jobs.live, timeout=60_000)
    qtbot.waitUntil(lambda: len(ended) == 1000)
    assert script.started == [0]
    assert max(ticks) <= ENDS_PER_TICK + 1
    assert {job.id for job in ended} == {job.id for job in jobs.jobs}


def test_that_what_is_prepared_is_not_overtaken_by_a_cancelled_job(
    qtbot: QtBot, make: Make
) -> None:
    script = Script(until_cancelled)
    jobs = make(script)
    order: list[str] = []
    first = jobs.submit(ExperimentSpec(seed=0))
    taken_back = jobs.submit(ExperimentSpec(seed=1))
    jobs.prepare(lambda: order.append(f"prepared after {script.started}"))
    last = jobs.submit(ExperimentSpec(seed=2))
    qtbot.waitUntil(lambda: first.state.status == "running")

    for job in (taken_back, first):
        jobs.cancel(job)
    qtbot.waitUntil(lambda: last.state.status == "running")

    assert order == ["prepared after [0]"]
    assert jobs.current is last
    jobs.cancel(last)
    qtbot.waitUntil(lambda: not jobs.live)


def test_that_closing_settles_every_job_that_waits(qtbot: QtBot, make: Make) -> None:
    jobs = make(Script(until_cancelled))
    for seed in range(2 * ENDS_PER_TICK):
        jobs.submit(ExperimentSpec(seed=seed))
    qtbot.waitUntil(lambda: jobs.jobs[0].state.status == "running")
    assert jobs.close(timeout_s=20)
    assert set(statuses(jobs)) == {"cancelled"}


class Sender(QObject):
    sent = Signal(object)
    told = Signal(bool)


def test_that_ten_thousand_signals_leave_the_interpreter_alive(qtbot: QtBot) -> None:
    """PySide6 6.12.0 lost a reference to ``True`` with each one on CPython 3.11."""
    sender = Sender()
    heard: list[object] = []
    sender.sent.connect(heard.append)
    sender.told.connect(heard.append)
    before = sys.getrefcount(True)
    for _ in range(5000):
        sender.sent.emit(None)
        sender.told.emit(True)
    heard.clear()
    assert sys.getrefcount(True) > before - 1000
