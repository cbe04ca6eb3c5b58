"""Ensembles: whether one is worth it here, which one, and how many members."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from workbench.core.errors import WorkbenchError
from workbench.core.spec import ExperimentSpec
from workbench.core.state import RunState
from workbench.gui.bridge import Job, JobQueue
from workbench.gui.draft import Draft
from workbench.gui.i18n import say
from workbench.gui.loading import Loader
from workbench.gui.models.runs import stored_state
from workbench.gui.naming import named
from workbench.gui.pages.measure import TABLES
from workbench.gui.preferences import Preferences
from workbench.gui.theme import Theme
from workbench.gui.widgets.ensemble_setup import EnsembleSetup
from workbench.gui.widgets.ensemble_view import EnsembleView
from workbench.gui.widgets.experiment_files import file_with
from workbench.gui.widgets.page import Page
from workbench.planner import PRESETS
from workbench.session import Session
from workbench.store import RunSummary

EXAMPLE = "iris-ensemble"
_LAYOUT = "ensembles_splitter"


class EnsemblesPage(Page):
    """The setup on the left; what was found of one run fills the rest.

    A run that is started here is followed, until another one is chosen.
    """

    def __init__(
        self,
        *,
        session: Session,
        draft: Draft,
        jobs: JobQueue,
        theme: Theme,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("ensembles_page")
        self.setAcceptDrops(True)
        self._session, self._jobs = session, jobs
        self._draft = draft
        self._preferences = preferences
        self._followed: Job | None = None
        self._stale = True
        self._untouched = True
        """Nobody has asked for anything yet: the newest run is as good as any."""
        self._runs = Loader(self)
        self._states = Loader(self)
        self._build(theme)
        self._wire()
        self._panel.show_live(jobs.live)

    @property
    def draft(self) -> Draft:
        """The ensemble being set up."""
        return self._draft

    def run(self) -> None:
        """Queue the ensemble; says in the panel what keeps it from running."""
        self._panel.run()

    def ask_for_table(self) -> None:
        """Let the person choose a table of their own."""
        self._panel.ask_for_file()

    def shown_state(self) -> RunState | None:
        """The run that is looked at."""
        state = self._view.state
        return None if state.status == "empty" else state

    def show_run(self, run_id: int) -> None:
        """Look at a run of the history."""
        self._untouched = False
        self._followed = None
        self._view.runs.show_chosen(run_id)
        store = self._session.store
        self._states.request(lambda: stored_state(store, run_id))

    def _build(self, theme: Theme) -> None:
        self._panel = EnsembleSetup(
            session=self._session, draft=self._draft, theme=theme
        )
        self._view = EnsembleView(self._session, theme)
        self._splitter = named(QSplitter(Qt.Orientation.Horizontal), _LAYOUT)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._panel)
        self._splitter.addWidget(self._view)
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.restoreState(self._preferences.layout(_LAYOUT))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 10)
        layout.addWidget(self._splitter)

    def _wire(self) -> None:
        self._panel.runRequested.connect(self._submit)
        self._panel.stopRequested.connect(self._stop)
        self._view.exampleRequested.connect(self._run_example)
        self._view.runs.chosen.connect(self.show_run)
        self._view.runs.speedRequested.connect(
            lambda run_id: self.runOpened.emit("history", run_id)
        )
        self._view.ranks.queueRequested.connect(self._queue)
        self._jobs.submitted.connect(lambda _: self._panel.show_live(True))
        self._jobs.received.connect(self._received)
        self._jobs.finished.connect(self._ended)
        self._runs.loaded.connect(self._show_runs)
        self._runs.failed.connect(self._tell)
        self._states.loaded.connect(self._view.show_state)
        self._states.failed.connect(self._tell)
        self._splitter.splitterMoved.connect(self._splitter_moved)

    # What is run

    def _submit(self) -> None:
        self._follow(self._jobs.submit(self._draft.spec))

    def _follow(self, job: Job) -> None:
        """Look at ``job`` from now on."""
        self._untouched = False
        self._states.drop()  # a run on its way must not take its place
        self._followed = job
        self._view.runs.show_chosen(None)
        self._view.show_state(job.state)

    def _stop(self) -> None:
        if self._jobs.current is not None:
            self._jobs.cancel(self._jobs.current)

    def _queue(self, specs: tuple[ExperimentSpec, ...]) -> None:
        """Run the same on further data; what is shown stays."""
        for spec in specs:
            self._jobs.submit(spec)
        text = self.tr("Queued on {n} more data sets")
        self.told.emit(text.format(n=len(specs)))

    def _run_example(self) -> None:
        self._draft.load(PRESETS[EXAMPLE].spec, self.tr("Load the example"))
        self._submit()

    def _received(self, jobs: tuple[Job, ...]) -> None:
        self._panel.show_live(self._jobs.live)
        if self._followed is not None and self._followed in jobs:
            self._view.show_state(self._followed.state)

    def _ended(self, job: Job) -> None:
        self._panel.show_live(self._jobs.live)
        self._stale = True
        if self.isVisible():
            self._reload()
        self._view.ranks.outdate()  # another data set may be there now

    # What is looked at

    def _reload(self) -> None:
        self._stale = False
        store = self._session.store
        self._runs.request(store.runs)

    def _show_runs(self, runs: list[RunSummary]) -> None:
        shown = self.shown_state()
        row = self._view.runs
        row.show_runs(runs, shown.run_id if shown is not None else None)
        if self._untouched and row.newest is not None:
            self.show_run(row.newest)
        self._untouched = False

    def _tell(self, error: WorkbenchError) -> None:
        self.told.emit(say(error.message))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one table that comes as a file."""
        if file_with(event.mimeData(), TABLES) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the table before it is used."""
        file = file_with(event.mimeData(), TABLES)
        if file is not None:
            event.acceptProposedAction()
            self._panel.open_file(file)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was measured while nobody looked."""
        super().showEvent(event)
        if self._stale:
            self._reload()

    def _splitter_moved(self) -> None:
        self._preferences.remember_layout(_LAYOUT, self._splitter.saveState())
