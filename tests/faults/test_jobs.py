"""Whatever happens to a job, it ends as done, failed, cancelled or interrupted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import psutil
import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QSettings

from tests.faults.programs import alive, last_run
from workbench.core import events as ev
from workbench.core.cancel import CancelToken
from workbench.core.messages import plain
from workbench.core.spec import ExperimentSpec, RepeatSpec
from workbench.gui.bridge import JobQueue
from workbench.gui.draft import Draft
from workbench.gui.i18n import Language
from workbench.gui.main_window import MainWindow
from workbench.gui.preferences import Preferences
from workbench.gui.theme import Theme
from workbench.gui.widgets.page import Surroundings
from workbench.session import Session

ENDS = {"done", "failed", "cancelled", "interrupted"}
MANY = 1_000
TINY = ExperimentSpec(
    workload="squares",
    params={"numbers": 10, "tasks": 2, "rounds": 1},
    engine="serial",
    workers=(1,),
    repeats=RepeatSpec(minimum=1, maximum=1),
)
LONG = ExperimentSpec(
    workload="squares",
    params={"numbers": 1000, "tasks": 100, "rounds": 500},
    workers=(2,),
    repeats=RepeatSpec(minimum=1000, maximum=1000),
)


class Fated:
    """A session whose runs end as the remainder of their seed says."""

    def start(self, spec: ExperimentSpec, cancel: CancelToken) -> Iterator[ev.Event]:
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
        match spec.seed % 4:
            case 0:
                yield ev.RunFinished(t=1.0, reason=plain("done"))
            case 1:
                yield ev.RunFailed(t=1.0, message=plain("failed"))
            case 2:
                yield ev.RunCancelled(t=1.0)


@pytest.fixture
def session(tmp_path):
    with Session(history=tmp_path / "history.sqlite") as session:
        yield session


@pytest.fixture
def queue(qapp):
    made = []

    def make(session):
        made.append(JobQueue(session))
        return made[-1]

    yield make
    for jobs in made:
        assert jobs.close()


def ends_of(jobs, ended):
    """How many jobs ended in each way; each was told once."""
    assert sorted(job.id for job in ended) == [job.id for job in jobs.jobs]
    return Counter(job.state.status for job in jobs.jobs)


def test_that_each_of_a_thousand_jobs_ends_once_and_in_its_own_way(qtbot, queue):
    jobs, ended = queue(Fated()), []
    jobs.finished.connect(ended.append)
    for seed in range(MANY):
        jobs.submit(ExperimentSpec(seed=seed))
    qtbot.waitUntil(lambda: len(ended) == len(jobs.jobs), timeout=60_000)
    assert ends_of(jobs, ended) == dict.fromkeys(ENDS, MANY // 4)


def test_that_queued_jobs_are_all_in_the_history(qtbot, queue, session):
    jobs, ended = queue(session), []
    jobs.finished.connect(ended.append)
    for seed in range(20):
        workers = (1,) if seed % 2 else ()  # without workers it is bad input
        jobs.submit(ExperimentSpec(**_fields(TINY) | {"workers": workers}))
    qtbot.waitUntil(lambda: len(ended) == len(jobs.jobs), timeout=60_000)
    assert ends_of(jobs, ended) == {"done": 10, "failed": 10}
    kept = Counter(run.status for run in session.store.runs(limit=100))
    assert kept == {"done": 10, "failed": 10}


def test_that_a_storm_of_a_thousand_cancels_leaves_a_working_queue(
    qtbot, queue, session
):
    jobs, ended = queue(session), []
    jobs.finished.connect(ended.append)
    for number in range(MANY):
        job = jobs.submit(LONG)
        if number == 0:
            qtbot.waitUntil(lambda: session.engines.state().busy > 0, timeout=30_000)
        jobs.cancel(job)
        jobs.cancel(job)
    jobs.submit(TINY)
    qtbot.waitUntil(lambda: len(ended) == len(jobs.jobs), timeout=60_000)
    assert ends_of(jobs, ended) == {"cancelled": MANY, "done": 1}
    assert session.engines.state().restarts == 0


def test_that_a_window_closed_in_the_middle_of_a_run_keeps_what_was_measured(
    qtbot, queue, session, tmp_path
):
    jobs = queue(session)
    file = str(tmp_path / "settings.ini")
    theme, language = Theme(name="light"), Language(code="en")
    window = MainWindow(
        Surroundings(
            session=session,
            draft=Draft(LONG),
            jobs=jobs,
            theme=theme,
            language=language,
            preferences=Preferences(QSettings(file, QSettings.Format.IniFormat)),
        )
    )
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    job = jobs.submit(LONG)
    qtbot.waitUntil(lambda: len(job.state.trials) > 0, timeout=60_000)
    workers = [psutil.Process(pid) for pid in session.engines.state().pids]
    assert len(workers) == 2
    window.close_at_once()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    assert job.state.status == "cancelled"
    session.close()
    assert not any(map(alive, workers))
    assert last_run(tmp_path).status == "cancelled"
    assert len(last_run(tmp_path).trials) >= 1
    language.remove()


def _fields(spec):
    return {name: getattr(spec, name) for name in spec.__struct_fields__}
