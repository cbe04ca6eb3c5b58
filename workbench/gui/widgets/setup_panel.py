"""The setup of an experiment, numbered in the order in which a person decides."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from workbench.core.spec import ExperimentSpec
from workbench.gui.draft import Draft
from workbench.gui.naming import named
from workbench.gui.theme import Theme
from workbench.gui.widgets.data_section import DataSection
from workbench.gui.widgets.models_section import ModelsSection
from workbench.gui.widgets.run_bar import RunBar
from workbench.gui.widgets.section import Section
from workbench.gui.widgets.spec_check import Findings, SpecCheck
from workbench.gui.widgets.start_row import StartRow
from workbench.gui.widgets.task_section import TaskSection
from workbench.gui.widgets.workers_section import WorkersSection
from workbench.session import Session
from workbench.workloads import WORKLOADS

_LEAST_EM, _MOST_EM = 18.6, 26.0
_GUTTER = 6


class SetupPanel(QWidget):
    """Shows the draft and changes it; below it Run, always in sight.

    The draft is checked in the background after each change. A run that is asked for
    meanwhile is asked on as soon as the check has ended well.
    """

    runRequested = Signal()  # noqa: N815 - signals, named as Qt names them
    stopRequested = Signal()  # noqa: N815

    def __init__(
        self,
        *,
        session: Session,
        draft: Draft,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("setup_panel")
        self._draft = draft
        self._theme = theme
        self._found: Findings | None = None
        self._run_wanted = False
        self._start = StartRow(draft=draft)
        self._data = DataSection(draft=draft)
        self._models = ModelsSection(draft=draft, theme=theme)
        self._task = TaskSection(draft=draft)
        self._workers = WorkersSection(draft=draft, cores=session.machine.cores)
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
            self.runRequested.emit()

    def open_file(self, file: Path) -> None:
        """Look at a table before it is used."""
        self._data.open_file(file)

    def ask_for_file(self) -> None:
        """Let the person choose a table."""
        self._data.ask_for_file()

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show ``spec`` in every section, without changing the draft."""
        for part in (self._start, self._data, self._models, self._workers):
            part.show_spec(spec)
        self._task.show_spec(spec)
        known = spec.workload in WORKLOADS
        uses_data = not known or WORKLOADS.get(spec.workload).uses_data
        self._data.setVisible(uses_data)
        self._models.setVisible(uses_data)
        self._task.setVisible(not uses_data)
        steps: tuple[Section, ...] = (
            (self._data, self._models, self._workers)
            if uses_data
            else (self._task, self._workers)
        )
        for number, section in enumerate(steps, start=1):
            section.show_step(number)
        self._check.check(spec)

    def show_live(self, live: bool) -> None:
        """Whether a job waits or runs."""
        self._bar.show_live(live)

    def _show_findings(self, found: Findings) -> None:
        self._found = found
        for section in (self._data, self._models, self._task, self._workers):
            section.show_problems(found.problems)
        self._data.show_summary(found.data)
        self._models.show_kind(found.data.kind if found.data else None)
        self._bar.show_findings(found)
        if self._run_wanted:
            self.run()

    def _lay_out(self) -> None:
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, _GUTTER, 0)
        column.setSpacing(10)
        for part in (self._start, self._data, self._models, self._task, self._workers):
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
        em = self.fontMetrics().height()
        self.setMinimumWidth(min(round(_LEAST_EM * em), 400))
        self.setMaximumWidth(round(_MOST_EM * em))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep Run as wide as the cards, whether or not there is a scroll bar."""
        if event.type() == QEvent.Type.Resize:
            beside = self._scroll.width() - self._scroll.viewport().width()
            self._bar.setContentsMargins(0, 0, _GUTTER + beside, 0)
        return super().eventFilter(watched, event)
