"""The setup of an ensemble: different members under rules, or many of one kind."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QWidget

from workbench.core.spec import ExperimentSpec
from workbench.gui.draft import Draft
from workbench.gui.theme import Theme
from workbench.gui.widgets.data_section import DataSection
from workbench.gui.widgets.folds_section import FoldsSection
from workbench.gui.widgets.members_section import MembersSection, RulesSection
from workbench.gui.widgets.page import COMBINE, ENSEMBLE_WORKLOADS, GROW
from workbench.gui.widgets.section import Section
from workbench.gui.widgets.setup import Setup
from workbench.gui.widgets.spec_check import Findings
from workbench.gui.widgets.start_row import StartRow
from workbench.gui.widgets.task_section import TaskSection
from workbench.gui.widgets.workers_section import WorkersSection
from workbench.session import Session
from workbench.workloads import WORKLOADS


class WayRow(StartRow):
    """Which of the two ways to an ensemble, in words of what it does."""

    direction = QBoxLayout.Direction.TopToBottom  # the words need the whole width

    def title(self, name: str) -> str:
        """What is to be done."""
        return {
            COMBINE: self.tr("Combine different models"),
            GROW: self.tr("Grow one kind"),
        }.get(name, name)


class EnsembleSetup(Setup):
    """Data, members and their rules, or one kind and how it grows; folds, workers."""

    def __init__(
        self,
        *,
        session: Session,
        draft: Draft,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        self._members = MembersSection(draft=draft, theme=theme)
        self._rules = RulesSection(draft=draft, theme=theme)
        self._task = TaskSection(draft=draft)
        self._folds = FoldsSection(draft=draft)
        self._workers = WorkersSection(draft=draft, cores=session.machine.cores)
        super().__init__(
            session=session,
            draft=draft,
            theme=theme,
            objectName="ensemble_setup",
            start=WayRow(draft=draft, workloads=ENSEMBLE_WORKLOADS),
            data=DataSection(draft=draft),
            sections=(
                self._members,
                self._rules,
                self._task,
                self._folds,
                self._workers,
            ),
            parent=parent,
        )

    def steps(self, spec: ExperimentSpec) -> tuple[Section, ...]:
        """Members and rules, or the one kind's own parameters."""
        known = spec.workload in WORKLOADS
        own: tuple[Section, ...] = ()
        if known and WORKLOADS.get(spec.workload).parameters:
            own = (self._task,)
        models: tuple[Section, ...] = ()
        if spec.workload != GROW:
            models = (self._members, self._rules)
        return self._data, *models, *own, self._folds, self._workers

    def show_found(self, found: Findings) -> None:
        """Say how large the data are, and offer the models that fit them."""
        super().show_found(found)
        kind = found.data.kind if found.data else None
        self._members.show_kind(kind)
        self._rules.show_kind(kind)
