"""What every setup has: numbered sections over a draft, and Run below them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from workbench.core.errors import WorkbenchError
from workbench.core.spec import ClusterSpec, ExperimentSpec
from workbench.gui.bridge import JobQueue
from workbench.gui.draft import Draft
from workbench.gui.naming import named
from workbench.gui.theme import Theme
from workbench.gui.widgets.consent_question import ConsentQuestion
from workbench.gui.widgets.data_section import DataSection
from workbench.gui.widgets.run_bar import RunBar
from workbench.gui.widgets.section import Section
from workbench.gui.widgets.spec_check import Findings, SpecCheck
from workbench.gui.widgets.start_row import StartRow
from workbench.session import Session

_LEAST_EM, _MOST_EM = 22.3, 31.2
"""In heights of the letters, not of a line: those of Chinese are a quarter higher."""
_GUTTER = 6


class Setup(QWidget):
    """Shows the draft and changes it; below it Run, always in sight.

    The draft is checked in the background after each change. A run that is asked for
    meanwhile is asked on as soon as the check has ended well. A subclass gives the
    sections after the data, and says which of them a spec needs.
    """

    runRequested = Signal()  # noqa: N815 - signals, named as Qt names them
    stopRequested = Signal()  # noqa: N815

    def __init__(
        self,
        *,
        session: Session,
        draft: Draft,
        theme: Theme,
        objectName: str,
        start: StartRow,
        data: DataSection,
        sections: Sequence[Section],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(objectName)
        self._draft = draft
        self._consents = session.consents
        self._theme = theme
        self._found: Findings | None = None
        self._run_wanted = False
        self._start = start
        self._data = data
        self._sections = (data, *sections)
        self._bar = RunBar(theme=theme)
        self._check = SpecCheck(session, self)
        self._lay_out()
        self._bar.runRequested.connect(self.run)
        self._bar.stopRequested.connect(self.stopRequested)
        self._check.checked.connect(self._show_findings)
        draft.changed.connect(self.show_spec)
        theme.changed.connect(self._set_width)
        self._set_width()
        self.show_spec(draft.spec)

    @property
    def findings(self) -> Findings | None:
        """What is known of the draft, once it was checked as it stands."""
        if self._found is None or self._found.spec != self._draft.spec:
            return None
        return self._found

    def run(self) -> None:
        """Ask for a run of the draft, at once or as soon as it is checked."""
        found = self.findings
        self._run_wanted = found is None
        if found is not None and not found.errors:
            self._run_if_allowed(found.spec.cluster)

    def _run_if_allowed(self, cluster: ClusterSpec) -> None:
        """Ask first where code would be sent to a computer for the first time."""
        question = self._consents.question(cluster)
        if question is None:
            self.runRequested.emit()
            return

        def allow() -> None:
            try:
                self._consents.grant(question.host, unencrypted=question.unencrypted)
            except WorkbenchError as error:
                self._bar.show_trouble(error)
            else:
                self.run()

        ConsentQuestion(question, allow, self).open()

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show ``spec`` in every section, without changing the draft."""
        self._start.show_spec(spec)
        steps = self.steps(spec)
        for section in self._sections:
            section.show_spec(spec)
            section.setVisible(section in steps)
        for number, section in enumerate(steps, start=1):
            section.show_step(number)
        self._check.check(spec)

    def open_file(self, file: Path) -> None:
        """Look at a table before it is used."""
        self._data.open_file(file)

    def ask_for_file(self) -> None:
        """Let the person choose a table."""
        self._data.ask_for_file()

    def attend(self, jobs: JobQueue) -> None:
        """Tell whether a job waits or runs, and stop it when that is asked for."""
        self._jobs = jobs
        self.stopRequested.connect(jobs.cancel_current)
        for told in (jobs.submitted, jobs.received, jobs.finished):
            told.connect(self._show_live)
        self._show_live()

    def steps(self, spec: ExperimentSpec) -> tuple[Section, ...]:
        """The sections that ``spec`` needs, in the order in which a person decides."""
        raise NotImplementedError

    def show_found(self, found: Findings) -> None:
        """Say how large the data are; sections get their problems beside that."""
        self._data.show_summary(found.data)

    def _show_live(self, *_: object) -> None:
        self._bar.show_live(self._jobs.live)

    def _show_findings(self, found: Findings) -> None:
        self._found = found
        for section in self._sections:
            section.show_problems(found.problems)
        self.show_found(found)
        self._bar.show_findings(found)
        if self._run_wanted:
            self.run()

    def _lay_out(self) -> None:
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, _GUTTER, 0)
        column.setSpacing(10)
        for part in (self._start, *self._sections):
            column.addWidget(part)
        column.addStretch(1)
        self._scroll = named(QScrollArea(), "setup_scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(page)
        self._scroll.viewport().installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._bar)

    def _set_width(self) -> None:
        em = QFontInfo(self.font()).pixelSize()
        self.setMinimumWidth(min(round(_LEAST_EM * em), 400))
        self.setMaximumWidth(round(_MOST_EM * em))

    def sizeHint(self) -> QSize:
        """As wide as it may become at most: a splitter asks for no limit."""
        return super().sizeHint().boundedTo(self.maximumSize())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep Run as wide as the cards, whether or not there is a scroll bar."""
        if event.type() == QEvent.Type.Resize:
            beside = self._scroll.width() - self._scroll.viewport().width()
            self._bar.setContentsMargins(0, 0, _GUTTER + beside, 0)
        return super().eventFilter(watched, event)
