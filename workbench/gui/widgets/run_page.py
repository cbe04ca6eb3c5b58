"""A page with a setup on the left and one run on the right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from workbench.core.errors import WorkbenchError
from workbench.core.spec import ExperimentSpec
from workbench.core.state import RunState
from workbench.gui.bridge import Job, JobQueue
from workbench.gui.draft import Draft
from workbench.gui.i18n import say
from workbench.gui.loading import Loader
from workbench.gui.models.runs import stored_state
from workbench.gui.preferences import Preferences
from workbench.gui.widgets.page import TABLES, Page
from workbench.gui.widgets.run_view import RunView
from workbench.gui.widgets.setup import Setup
from workbench.gui.widgets.two_panes import TwoPanes
from workbench.session import Session
from workbench.store import RunSummary


class RunPage(Page):
    """Sets up one kind of work, and shows a run of it: live, or of the history.

    A run that is started here is followed, until another one is chosen.
    """

    suffixes = TABLES

    def __init__(
        self,
        *,
        name: str,
        session: Session,
        draft: Draft,
        jobs: JobQueue,
        preferences: Preferences,
        panel: Setup,
        view: RunView,
        example: ExperimentSpec,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_page")
        self._session, self._jobs = session, jobs
        self._draft = draft
        self._panel, self._shown = panel, view
        self._example = example
        self._followed: Job | None = None
        self._stale = True
        self._untouched = True
        """Nobody has asked for anything yet: the newest run is as good as any."""
        self._runs = Loader(self)
        self._states = Loader(self)
        TwoPanes(
            panel,
            view,
            objectName=f"{name}_splitter",
            preferences=preferences,
            page=self,
        )
        self._wire()

    @property
    def draft(self) -> Draft:
        """What is being set up here."""
        return self._draft

    def run(self) -> None:
        """Queue what is set up; says in the panel what keeps it from running."""
        self._panel.run()

    def ask_for_table(self) -> None:
        """Let the person choose a table of their own."""
        self._panel.ask_for_file()

    def open_file(self, file: Path) -> None:
        """Look at a table before it is used."""
        self._panel.open_file(file)

    def shown_state(self) -> RunState | None:
        """The run that is looked at."""
        state = self._shown.state
        return None if state.status == "empty" else state

    def show_run(self, run_id: int) -> None:
        """Look at a run of the history."""
        self._untouched = False
        self._followed = None
        self._shown.runs.show_chosen(run_id)
        store = self._session.store
        self._states.request(lambda: stored_state(store, run_id))

    def ended(self, job: Job) -> None:
        """A run of any page has ended."""

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was measured while nobody looked."""
        super().showEvent(event)
        if self._stale:
            self._reload()

    def _wire(self) -> None:
        view, jobs = self._shown, self._jobs
        self._panel.attend(jobs)
        self._panel.runRequested.connect(self._submit)
        view.exampleRequested.connect(self._run_example)
        view.runs.chosen.connect(self.show_run)
        view.runs.speedRequested.connect(self._show_speed)
        jobs.received.connect(self._received)
        jobs.finished.connect(self._finished)
        self._runs.loaded.connect(self._show_runs)
        self._runs.failed.connect(self._tell)
        self._states.loaded.connect(view.show_state)
        self._states.failed.connect(self._tell)

    # What is run

    def _submit(self) -> None:
        self._follow(self._jobs.submit(self._draft.spec))

    def _run_example(self) -> None:
        self._draft.load(self._example, self.tr("Load the example"))
        self._submit()

    def _follow(self, job: Job) -> None:
        """Look at ``job`` from now on."""
        self._untouched = False
        self._states.drop()  # a run on its way must not take its place
        self._followed = job
        self._shown.runs.show_chosen(None)
        self._shown.show_state(job.state)

    def _received(self, jobs: tuple[Job, ...]) -> None:
        if self._followed is not None and self._followed in jobs:
            self._shown.show_state(self._followed.state)

    def _finished(self, job: Job) -> None:
        self._stale = True
        if self.isVisible():
            self._reload()
        self.ended(job)

    # What is looked at

    def _reload(self) -> None:
        self._stale = False
        self._runs.request(self._session.store.runs)

    def _show_runs(self, runs: list[RunSummary]) -> None:
        shown = self.shown_state()
        row = self._shown.runs
        row.show_runs(runs, shown.run_id if shown is not None else None)
        if self._untouched and row.newest is not None:
            self.show_run(row.newest)
        self._untouched = False

    def _show_speed(self, run_id: int) -> None:
        self.runOpened.emit("history", run_id)

    def _tell(self, error: WorkbenchError) -> None:
        self.told.emit(say(error.message))
