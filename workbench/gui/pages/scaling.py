"""Scaling: what would more workers give? Kernels, laws, what-if, what to measure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec
from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from workbench.core.errors import WorkbenchError
from workbench.core.events import Estimated
from workbench.core.messages import Message
from workbench.core.spec import ExperimentSpec, RepeatSpec
from workbench.core.state import RunState
from workbench.engines import ENGINES
from workbench.gui.bridge import Job, JobQueue
from workbench.gui.draft import Draft
from workbench.gui.i18n import percent, say
from workbench.gui.loading import Loader
from workbench.gui.models.runs import stored_state
from workbench.gui.preferences import Preferences
from workbench.gui.theme import Theme
from workbench.gui.widgets.page import FIRST_KERNEL, Page
from workbench.gui.widgets.scaling_view import ScalingView
from workbench.gui.widgets.setup_panel import SetupPanel
from workbench.gui.widgets.two_panes import TwoPanes
from workbench.scaling.curve import law_in_words
from workbench.scaling.inquiry import (
    Answer,
    Question,
    answer,
    bound_in_words,
    counts_here,
)
from workbench.scaling.next_measurement import NextMeasurement
from workbench.scaling.study import (
    Study,
    as_fitted,
    live_outlook,
    study,
    study_of,
)
from workbench.scaling.timings import read_timings
from workbench.session import Session
from workbench.store import RunSummary
from workbench.workloads import WORKLOADS

TIMINGS = (".csv", ".tsv", ".txt")
"""Suffixes of files that can be dropped on the page."""
_SETTLE_MS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is looked at: runs of one experiment, or a file."""

    runs: tuple[RunState, ...] = ()
    file: Path | None = None

    @property
    def spec(self) -> ExperimentSpec | None:
        """The experiment that could be measured further."""
        return self.runs[0].spec if self.runs else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """A source's study, and the law in words."""

    study: Study | None
    law: tuple[Message, ...] = ()


class ScalingPage(Page):
    """A kernel's setup on the left; the timings in question fill the rest."""

    suffixes = TIMINGS

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
        self.setObjectName("scaling_page")
        self._session, self._jobs = session, jobs
        self._draft = draft
        self._source = Source()
        self._known: Study | None = None
        self._followed: Job | None = None
        self._base: tuple[RunState, ...] = ()
        self._estimate: Estimated | None = None
        self._stale = True
        self._untouched = True
        """Nobody has asked for anything yet: the newest run is as good as any."""
        self._runs = Loader(self)
        self._states = Loader(self)
        self._studies = Loader(self)
        self._answers = Loader(self)
        self._settle = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._build(theme, preferences)
        self._wire()

    @property
    def draft(self) -> Draft:
        """The kernel being set up."""
        return self._draft

    @property
    def known(self) -> Study | None:
        """The study on the screen."""
        return self._known

    def run(self) -> None:
        """Queue the kernel; says in the panel what keeps it from running."""
        self._panel.run()

    def shown_state(self) -> RunState | None:
        """The run that is looked at, if it is one."""
        return self._source.runs[-1] if self._source.runs else None

    def show_run(self, run_id: int) -> None:
        """Look at a run of the history."""
        self._followed, self._base = None, ()
        store = self._session.store
        self._states.request(lambda: stored_state(store, run_id))

    def open_file(self, file: Path) -> None:
        """Look at somebody else's timings."""
        self._untouched = False
        self._states.drop()  # a run on its way must not take the file's place
        self._followed, self._base = None, ()
        self._timings.show_file(file)
        self._look_at(Source(file=file))

    def _build(self, theme: Theme, preferences: Preferences) -> None:
        self._panel = SetupPanel(session=self._session, draft=self._draft, theme=theme)
        self._view = ScalingView(theme)
        self._timings, self._verdict = self._view.timings, self._view.verdict
        self._picture, self._what_if = self._view.picture, self._view.what_if
        self._laws = self._view.laws
        TwoPanes(
            self._panel,
            self._view,
            objectName="scaling_splitter",
            preferences=preferences,
            page=self,
        )

    def _wire(self) -> None:
        self._panel.runRequested.connect(self._submit)
        self._panel.attend(self._jobs)
        self._timings.runChosen.connect(self.show_run)
        self._timings.fileChosen.connect(self.open_file)
        self._verdict.example_requested.connect(self._run_example)
        self._verdict.measureRequested.connect(self._measure)
        self._verdict.budgetChanged.connect(lambda _: self._settle.start())
        self._what_if.changed.connect(self._settle.start)
        self._settle.timeout.connect(self._ask)
        self._jobs.received.connect(self._received)
        self._jobs.finished.connect(self._ended)
        self._runs.loaded.connect(self._show_runs)
        self._runs.failed.connect(self._tell)
        self._states.loaded.connect(lambda state: self._look_at(Source(runs=(state,))))
        self._states.failed.connect(self._tell)
        self._studies.loaded.connect(self._show_findings)
        self._studies.failed.connect(self._tell)
        self._answers.loaded.connect(self._show_answer)
        self._answers.failed.connect(self._tell)

    # What is measured

    def _submit(self) -> None:
        self._follow(self._jobs.submit(self._draft.spec), ())

    def _follow(self, job: Job, base: tuple[RunState, ...]) -> None:
        """Look at ``job`` as soon as it has something, added to ``base``."""
        self._untouched = False
        self._states.drop()
        self._followed, self._base, self._estimate = job, base, None
        if not base:
            self._source = Source()
            self._clear(
                self.tr(
                    "Measuring … The first figures appear with the second worker count."
                )
            )

    def _run_example(self) -> None:
        self._draft.load(FIRST_KERNEL, self.tr("Load the example"))
        self._submit()

    def _measure(self, wanted: NextMeasurement) -> None:
        """Measure on: what comes is added to what is on the screen."""
        spec = self._source.spec
        if spec is None or wanted.workers is None:
            return
        # Two repeats at least: one alone would have no interval.
        repeats = max(2, wanted.repeats)
        more = msgspec.structs.replace(
            spec,
            workers=tuple(sorted({1, wanted.workers})),
            repeats=RepeatSpec(minimum=repeats, maximum=repeats),
        )
        self._follow(self._jobs.submit(more), self._source.runs)

    def _received(self, jobs: tuple[Job, ...]) -> None:
        job = self._followed
        if job is None or job not in jobs:
            return
        self._verdict.set_subtitle(self._progress(job))
        estimate = job.state.estimate
        if job.live and not self._base and estimate is not self._estimate:
            self._estimate = estimate
            self._show_live(job.state)

    def _show_live(self, state: RunState) -> None:
        """What the run says by itself: what is asked of it waits for its end."""
        seen = live_outlook(state)
        if seen is None or state.estimate is None:
            return
        law = state.estimate.law
        self._verdict.show_live(
            state.estimate.verdict.sentences[:1], law.sentences[:1] if law else ()
        )
        self._picture.draw(seen)

    def _progress(self, job: Job) -> str:
        if not job.live:
            return ""
        return self.tr("measuring, {share} done").format(
            share=percent(job.state.progress)
        )

    def _ended(self, job: Job) -> None:
        if job is self._followed:
            self._verdict.set_subtitle("")
            self._show_end(job.state)
        elif self._known is not None:
            self._ask()  # nothing else runs: there may be measured again
        self._stale = True
        if self.isVisible():
            self._reload()

    def _show_end(self, state: RunState) -> None:
        """The run to the end, with all that was measured before and is added to."""
        if state.estimate is not None and state.status != "failed":
            self._look_at(Source(runs=(*self._base, state)))
        elif not self._base:
            error = state.error
            self._clear(say(error) if error else self.tr("Nothing was measured."))
        else:
            self._ask()

    # What is looked at

    def _reload(self) -> None:
        self._stale = False
        store = self._session.store
        self._runs.request(store.runs)

    def _show_runs(self, runs: list[RunSummary]) -> None:
        shown = self.shown_state()
        self._timings.show_runs(runs, shown.run_id if shown is not None else None)
        newest = self._timings.newest
        if self._untouched and newest is not None:
            self.show_run(newest)
        self._untouched = False

    def _look_at(self, source: Source) -> None:
        self._source = source
        if source.file is None:
            self._timings.show_chosen(source.runs[-1].run_id)
        self._studies.request(lambda: _findings(source))

    def _show_findings(self, found: Findings) -> None:
        self._known = found.study
        self._verdict.show_study(found.study, found.law)
        self._laws.show_study(found.study)
        if found.study is None:
            self._clear(self.tr("This run has no two worker counts to compare yet."))
            return
        tasks = found.study.tasks
        self._what_if.show_fitted(as_fitted(found.study), weak=found.study.weak)
        self._what_if.show_tasks(len(tasks.durations) if tasks is not None else None)
        self._ask()

    def _ask(self) -> None:
        known = self._known
        if known is None:
            return
        asked = Question(
            workers=self._what_if.workers,
            speedup=self._what_if.wanted,
            assumed=self._what_if.assumption,
            machine=self._what_if.machine,
            budget_s=self._verdict.budget_s,
            possible=self._possible(known),
        )
        self._answers.request(lambda: answer(known, asked))

    def _possible(self, known: Study) -> tuple[int, ...]:
        """Counts to measure next: where tasks need a core, none beyond the cores.

        What lies there would tell of missing cores, not of the work.
        """
        spec = self._source.spec
        if spec is None or spec.engine not in ENGINES or spec.workload not in WORKLOADS:
            return ()
        most = ENGINES.get(spec.engine).max_workers
        if WORKLOADS.get(spec.workload).size(spec).needs_cores:
            useful = max(known.cores or 1, known.largest)
            most = useful if most is None else min(most, useful)
        return counts_here(known, most)

    def _show_answer(self, found: Answer) -> None:
        self._picture.draw(found.outlook)
        self._what_if.show_answers(found.at, found.reach)
        possible = self._source.spec is not None and not self._jobs.live
        self._verdict.show_next(found.next, possible=possible)

    def _tell(self, error: WorkbenchError) -> None:
        self._clear(say(error.message))

    def _clear(self, notice: str) -> None:
        """Show nothing, and say why where the verdict would stand."""
        self._known = None
        self._studies.drop()
        self._answers.drop()
        self._verdict.show_notice(notice)
        self._laws.show_study(None)
        self._picture.draw(None)
        self._what_if.show_answers((), ())

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was measured while nobody looked."""
        super().showEvent(event)
        if self._stale:
            self._reload()


def _findings(source: Source) -> Findings:
    if source.file is not None:
        timings = read_timings(source.file)
        known: Study | None = study(timings.rows, timings.kind)
    else:
        known = study_of(source.runs)
    if known is None:
        return Findings(study=None)
    law = known.analysis.best
    words = (law_in_words(law, grows=known.weak),) if law is not None else ()
    return Findings(study=known, law=(*words, *bound_in_words(known)))
