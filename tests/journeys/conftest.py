"""The whole program for a story: a window over a new history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from workbench.gui.app import first_draft
from workbench.gui.bridge import Job, JobQueue
from workbench.gui.draft import Draft
from workbench.gui.i18n import Language
from workbench.gui.main_window import MainWindow
from workbench.gui.preferences import Preferences
from workbench.gui.theme import Theme
from workbench.gui.widgets.page import Surroundings
from workbench.gui.widgets.runs_table import RunsTable
from workbench.session import Session

RUN_LIMIT_MS = 120_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What a person sits in front of, and the parts behind it."""

    qtbot: QtBot
    window: MainWindow
    session: Session
    jobs: JobQueue
    draft: Draft

    def show(self) -> None:
        """Open the window and give it the keyboard."""
        with self.qtbot.waitActive(self.window, timeout=RUN_LIMIT_MS):
            self.window.show()

    def submitted(self, ask) -> Job:
        """Do ``ask``, which starts a run; the job."""
        with self.qtbot.waitSignal(self.jobs.submitted, timeout=RUN_LIMIT_MS) as signal:
            ask()
        return signal.args[0]

    def until(self, condition, timeout_ms: int = RUN_LIMIT_MS) -> None:
        """Wait for ``condition`` while the window works."""
        self.qtbot.waitUntil(condition, timeout=timeout_ms)

    def shows(self, run_id: int) -> bool:
        """Whether the page shows the run; in History it is chosen for that."""
        table = self.window.page.findChild(RunsTable)
        if table is not None and table.chosen is None:
            table.choose(run_id)
        state = self.window.page.shown_state()
        return state is not None and state.run_id == run_id


@pytest.fixture
def program(qapp, qtbot: QtBot, own_home: Path) -> Iterator[Program]:
    """The program as it starts for a new person, not shown yet."""
    preferences = Preferences()
    theme = Theme(name="light")
    language = Language(code="en")
    draft = first_draft(preferences)
    with Session(history=own_home / "history.sqlite") as session:
        jobs = JobQueue(session)
        window = MainWindow(
            Surroundings(
                session=session,
                draft=draft,
                jobs=jobs,
                theme=theme,
                language=language,
                preferences=preferences,
            )
        )
        qtbot.addWidget(window)
        yield Program(
            qtbot=qtbot, window=window, session=session, jobs=jobs, draft=draft
        )
        jobs.close()
        window.close()
        language.remove()


@pytest.fixture
def root() -> Path:
    """The project's folder."""
    return Path(__file__).resolve().parents[2]
