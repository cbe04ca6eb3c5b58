"""Measure: set an experiment up, run it, watch what is found."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from workbench.core.anatomy import Diagnosis
from workbench.core.state import RunState
from workbench.gui.bridge import Job, JobQueue
from workbench.gui.draft import Draft
from workbench.gui.i18n import Language
from workbench.gui.preferences import Preferences
from workbench.gui.theme import Theme
from workbench.gui.widgets.cures import apply_cure
from workbench.gui.widgets.jobs_table import JobsTable
from workbench.gui.widgets.page import TABLES, Page
from workbench.gui.widgets.results import ResultsView
from workbench.gui.widgets.setup_panel import SetupPanel
from workbench.gui.widgets.two_panes import TwoPanes
from workbench.planner import PRESETS
from workbench.session import Session

EXAMPLE = "iris-vote"


class MeasurePage(Page):
    """The setup on the left; verdict, pictures and jobs fill the rest.

    The job that runs is followed, until the person chooses another one in the table;
    the next Run, or choosing the running job, follows again.
    """

    suffixes = TABLES

    def __init__(
        self,
        *,
        session: Session,
        draft: Draft,
        jobs: JobQueue,
        theme: Theme,
        language: Language,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("measure_page")
        self._draft = draft
        self._jobs = jobs
        self._shown: Job | None = None
        self._following = True
        self._panel = SetupPanel(
            session=session, draft=draft, theme=theme, compares=True
        )
        self._results = ResultsView(theme=theme, language=language)
        self._table = JobsTable(jobs.jobs, theme=theme)
        self._results.add_bottom(self._table)
        TwoPanes(
            self._panel,
            self._results,
            objectName="measure_splitter",
            preferences=preferences,
            page=self,
        )
        self._wire()
        self._table.setVisible(bool(jobs.jobs))
        self._results.verdict.show_draft(draft.spec)
        self._follow()

    @property
    def panel(self) -> SetupPanel:
        """The setup."""
        return self._panel

    @property
    def results(self) -> ResultsView:
        """Verdict and pictures."""
        return self._results

    @property
    def job(self) -> Job | None:
        """The job on the screen."""
        return self._shown

    def shown_state(self) -> RunState | None:
        """The run on the screen, if there is one."""
        return self._shown.state if self._shown is not None else None

    def run(self) -> None:
        """Queue the draft; says in the panel what keeps it from running."""
        self._panel.run()

    def ask_for_table(self) -> None:
        """Let the person choose a table of their own."""
        self._panel.ask_for_file()

    def open_file(self, file: Path) -> None:
        """Look at a table before it is used."""
        self._panel.open_file(file)

    def stop(self) -> None:
        """Stop the job that runs; those behind it go on."""
        self._jobs.cancel_current()

    def _wire(self) -> None:
        self._panel.runRequested.connect(self._submit)
        self._panel.attend(self._jobs)
        self._jobs.submitted.connect(self._submitted)
        self._jobs.received.connect(self._received)
        self._jobs.finished.connect(self._ended)
        self._table.selected.connect(self._chosen)
        self._table.cancelRequested.connect(self._jobs.cancel)
        self._results.example_requested.connect(self._run_example)
        self._results.applyRequested.connect(self._apply)
        self._draft.changed.connect(self._results.verdict.show_draft)

    def _submit(self) -> None:
        self._jobs.submit(self._draft.spec)

    def _run_example(self) -> None:
        self._draft.load(PRESETS[EXAMPLE].spec, self.tr("Load the example"))
        self._submit()

    def _apply(self, diagnosis: Diagnosis) -> None:
        """Put the cure into the draft.

        A draft of another kind of work may not know what the cure changes, so the run
        is taken over then.
        """
        base, ran = self._draft.spec, self._results.state.spec
        if ran is not None and ran.workload != base.workload:
            base = ran
        self.told.emit(apply_cure(self._draft, diagnosis, base))

    def _submitted(self, job: Job) -> None:
        self._table.add(job)
        self._table.show()
        self._following = True
        self._follow()

    def _received(self, jobs: tuple[Job, ...]) -> None:
        self._table.update_jobs(jobs)
        self._follow()
        if self._shown in jobs:
            self._results.show_state(self._shown.state)

    def _ended(self, _: Job) -> None:
        self._follow()

    def _follow(self) -> None:
        """Show the job that runs, unless another was chosen; at first the last one."""
        job = self._jobs.current
        if job is None and self._shown is None:
            job = next(reversed(self._jobs.jobs), None)
        if self._following and job is not None and job is not self._shown:
            self._show(job)
            self._table.choose(job)

    def _chosen(self, job: Job) -> None:
        if job is not self._shown:
            self._following = job is self._jobs.current
            self._show(job)

    def _show(self, job: Job) -> None:
        self._shown = job
        self._results.show_state(job.state)
