"""History: every run that was ever started, found again and shown as it was."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.core.anatomy import Diagnosis
from workbench.core.errors import WorkbenchError
from workbench.core.spec import ExperimentSpec
from workbench.core.state import RunState
from workbench.gui.bridge import JobQueue
from workbench.gui.draft import Draft
from workbench.gui.i18n import Language, say
from workbench.gui.loading import Loader
from workbench.gui.models.runs import (
    Found,
    indexed,
    stored_state,
    what_text,
    when_text,
)
from workbench.gui.naming import named
from workbench.gui.preferences import Preferences
from workbench.gui.theme import Theme
from workbench.gui.widgets.bundle_dialog import BundleSaver
from workbench.gui.widgets.cures import apply_cure
from workbench.gui.widgets.export_dialog import Exporter
from workbench.gui.widgets.page import Page
from workbench.gui.widgets.results import ResultsView
from workbench.gui.widgets.runs_table import RunsTable
from workbench.planner import PRESETS
from workbench.session import Session
from workbench.store import RunSummary

EXAMPLE = "iris-vote"
_SETTLE_MS = 120
"""How long a choice must stand before its run is loaded, so that arrow keys fly."""
_GATHER_MS = 250
"""How long finished jobs are gathered before the list is read again for all of them."""
_LAYOUT = "history_splitter"
_FIRST_SIZES = [300, 500]
"""Pixels for the list and for the run below it; their ratio counts."""
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


class HistoryPage(Page):
    """The list of all runs, and below it the chosen one through the usual pictures."""

    def __init__(
        self,
        *,
        session: Session,
        draft_for: Callable[[ExperimentSpec], tuple[Draft, str]],
        jobs: JobQueue,
        theme: Theme,
        language: Language,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("history_page")
        self._session = session
        self._draft_for = draft_for
        self._jobs = jobs
        self._preferences = preferences
        self._state: RunState | None = None
        self._wanted: RunSummary | None = None
        self._table = RunsTable(theme=theme, preferences=preferences)
        self._results = ResultsView(theme=theme, language=language)
        self._exporter = Exporter(self)
        self._bundles = BundleSaver(store=session.store, window=self)
        self._runs = Loader(self)
        self._states = Loader(self)
        self._drafts = Loader(self)
        self._exports = Loader(self)
        self._deletion = Loader(self)
        self._settle = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._later = QTimer(self, interval=_GATHER_MS, singleShot=True)
        self._stale = True
        self._build()
        self._wire()

    def shown_state(self) -> RunState | None:
        """The run in the detail area."""
        return self._state

    def reload(self) -> None:
        """Read the list of runs again, in the background."""
        self._later.stop()
        self._stale = False
        store = self._session.store
        self._runs.request(lambda: indexed(store.runs()))

    def show_run(self, run_id: int) -> None:
        """Select a run that may be newer than the list."""
        self._show_list()
        self._table.choose_later(run_id)
        self.reload()

    def choose(self, run_id: int) -> None:
        """Select a run, if it is among the found."""
        self._table.choose(run_id)

    def _build(self) -> None:
        self._splitter = named(QSplitter(Qt.Orientation.Vertical), "history_splitter")
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._table)
        self._splitter.addWidget(self._detail_area())
        self._splitter.setStretchFactor(0, 2)
        self._splitter.setStretchFactor(1, 3)
        if not self._splitter.restoreState(self._preferences.layout(_LAYOUT)):
            self._splitter.setSizes(_FIRST_SIZES)
        self._stack = named(QStackedWidget(), "history_stack")
        self._stack.addWidget(self._splitter)
        self._stack.addWidget(self._empty_area())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.addWidget(self._stack)

    def _detail_area(self) -> QWidget:
        self._back = named(
            QPushButton(self.tr("‹ All runs")),
            "history_back",
            accessible=self.tr("Back to all runs"),
        )
        self._back.hide()
        self._title = named(QLabel(), "history_title", role="title")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        header = QHBoxLayout()
        header.addWidget(self._back)
        header.addWidget(self._title, 1)
        self._elsewhere = named(
            QPushButton(),
            "history_elsewhere",
            accessible=self.tr("Open on its own page"),
        )
        self._elsewhere.hide()
        header.addWidget(self._elsewhere)
        self._notice = named(QLabel(wordWrap=True), "history_notice", role="muted")
        self._notice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._detail = named(QStackedWidget(), "history_detail")
        self._detail.addWidget(self._notice)
        self._detail.addWidget(self._results)
        self._origin = named(QLabel(wordWrap=True), "history_origin", role="muted")
        self._origin.setTextFormat(Qt.TextFormat.PlainText)  # it comes from a file
        self._origin.hide()
        area = QWidget()
        layout = QVBoxLayout(area)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addLayout(header)
        layout.addWidget(self._origin)
        layout.addWidget(self._detail, 1)
        self._show_notice(self.tr("Choose a run above to see it exactly as it was."))
        return area

    def _empty_area(self) -> QWidget:
        title = named(
            QLabel(self.tr("Nothing measured yet")), "history_empty", role="heading"
        )
        text = QLabel(
            self.tr(
                "Every run you start is kept here with its figures, its settings and "
                "the machine it ran on. You can find it again, compare it, export it "
                "and run it once more."
            ),
            wordWrap=True,
        )
        named(text, "history_empty_text", role="muted")
        text.setMaximumWidth(460)
        text.setMinimumWidth(320)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._example = named(
            QPushButton(self.tr("Run a small example")),
            "history_example",
            role="primary",
        )
        area = QWidget()
        layout = QVBoxLayout(area)
        layout.setSpacing(14)
        layout.addStretch(2)
        for widget in (title, text, self._example):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        return area

    def _wire(self) -> None:
        self._table.selected.connect(self._selected)
        self._table.openRequested.connect(self._open)
        self._table.againRequested.connect(self._again)
        self._table.exportRequested.connect(self._export)
        self._table.bundleRequested.connect(lambda run: self._bundles.ask(run.id))
        self._table.deleteRequested.connect(self._ask_to_delete)
        self._settle.timeout.connect(self._load_wanted)
        self._runs.loaded.connect(self._show_runs)
        self._states.loaded.connect(self._show_state)
        self._drafts.loaded.connect(self._draft_from)
        self._exports.loaded.connect(self._exporter.ask)
        self._deletion.loaded.connect(self.reload)
        for loader in self.findChildren(Loader, options=_DIRECT):
            loader.failed.connect(self._tell)
        self._jobs.finished.connect(self._outdated)
        self._later.timeout.connect(self.reload)
        self._back.clicked.connect(self._show_list)
        self._elsewhere.clicked.connect(self._open_elsewhere)
        self._example.clicked.connect(self._run_example)
        self._results.applyRequested.connect(self._apply)
        self._splitter.splitterMoved.connect(self._splitter_moved)

    def _outdated(self) -> None:
        """Read once for all jobs that end together, and only where it is seen."""
        self._stale = True
        if self.isVisible() and not self._later.isActive():
            self._later.start()

    def _show_runs(self, runs: list[Found]) -> None:
        self._table.show_runs(runs)
        self._stack.setCurrentIndex(0 if runs else 1)

    def _selected(self, run: RunSummary | None) -> None:
        self._wanted = run
        if run is None:
            self._settle.stop()
            self._states.drop()
            self._state = None
            self._show_list()
            self._show_notice(
                self.tr("Choose a run above to see it exactly as it was.")
            )
        else:
            self._settle.start()

    def _load_wanted(self) -> None:
        run, store = self._wanted, self._session.store
        if run is not None:
            self._states.request(lambda: stored_state(store, run.id))

    def _show_state(self, state: RunState) -> None:
        self._state = state
        if self._wanted is not None:
            self._title.setText(_title(self._wanted))
        self._origin.setText(
            self.tr("Imported. Measured on {computer}").format(computer=state.origin)
        )
        self._origin.setVisible(bool(state.origin))
        self._offer_page(state)
        self._results.show_state(state)
        self._detail.setCurrentIndex(1)

    def _show_notice(self, text: str) -> None:
        self._title.clear()
        self._elsewhere.hide()
        self._origin.hide()
        self._notice.setText(text)
        self._detail.setCurrentIndex(0)

    def _show_list(self) -> None:
        self._table.show()
        self._back.hide()

    def _open(self, run: RunSummary) -> None:
        self._selected(run)
        self._table.hide()
        self._back.show()
        self._back.setFocus()

    def _again(self, run: RunSummary) -> None:
        store = self._session.store
        self._drafts.request(lambda: stored_state(store, run.id))

    def _draft_from(self, state: RunState) -> None:
        if state.spec is not None:
            text = self.tr("Take over run {run}").format(run=state.run_id)
            draft, page = self._draft_for(state.spec)
            draft.load(state.spec, text)
            self.pageRequested.emit(page)

    def _apply(self, diagnosis: Diagnosis) -> None:
        """Take the run over with the cure: it was found there, so it fits there."""
        if self._state is not None and self._state.spec is not None:
            draft, page = self._draft_for(self._state.spec)
            said = apply_cure(draft, diagnosis, self._state.spec)
            self.pageRequested.emit(page)
            self.told.emit(said)

    def _offer_page(self, state: RunState) -> None:
        """Offer the page that shows more of such a run, where there is one."""
        page = _page_of(state)
        texts = {
            "ensembles": (
                self.tr("Open in Ensembles"),
                self.tr("Members, rules, tests and pictures of this ensemble"),
            ),
            "joint": (
                self.tr("Open in Joint learning"),
                self.tr("Strategies, rounds and pictures of this run"),
            ),
        }
        text, tip = texts.get(page, ("", ""))
        self._elsewhere.setText(text)
        self._elsewhere.setAccessibleName(text)
        self._elsewhere.setToolTip(tip)
        self._elsewhere.setVisible(bool(text))

    def _open_elsewhere(self) -> None:
        if self._state is not None and self._state.run_id is not None:
            self.runOpened.emit(_page_of(self._state), self._state.run_id)

    def _export(self, run: RunSummary) -> None:
        store = self._session.store
        self._exports.request(lambda: stored_state(store, run.id))

    def _ask_to_delete(self, run: RunSummary) -> None:
        box = named(QMessageBox(self), "history_delete")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Delete run"))
        box.setText(
            self.tr("Delete run {run} with everything it measured?").format(run=run.id)
        )
        box.setInformativeText(self.tr("This cannot be undone."))
        delete = box.addButton(
            self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole
        )
        keep = box.addButton(self.tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        store = self._session.store
        delete.clicked.connect(
            lambda: self._deletion.request(lambda: store.delete(run.id))
        )
        box.finished.connect(box.deleteLater)
        box.open()

    def _run_example(self) -> None:
        draft, page = self._draft_for(PRESETS[EXAMPLE].spec)
        draft.load(PRESETS[EXAMPLE].spec, self.tr("Load the example"))
        self._jobs.submit(draft.spec)
        self.pageRequested.emit(page)

    def _tell(self, error: WorkbenchError) -> None:
        self._show_notice(say(error.message))

    def _splitter_moved(self) -> None:
        self._preferences.remember_layout(_LAYOUT, self._splitter.saveState())

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while nobody looked."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def hideEvent(self, event: QHideEvent) -> None:
        """Read nothing more until somebody looks again."""
        super().hideEvent(event)
        self._later.stop()


def _page_of(state: RunState) -> str:
    """The page that shows more of a run, empty where this one shows all."""
    if state.joint is not None:
        return "joint"
    return "ensembles" if state.findings is not None or state.growth else ""


def _title(run: RunSummary) -> str:
    return f"{run.id} · {what_text(run)} · {when_text(run.started_at)}"
