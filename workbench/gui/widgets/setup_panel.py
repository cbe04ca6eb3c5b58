"""The setup of an experiment, numbered in the order in which a person decides."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workbench.core.spec import ExperimentSpec
from workbench.gui.draft import Draft
from workbench.gui.theme import Theme
from workbench.gui.widgets.data_section import DataSection
from workbench.gui.widgets.models_section import ModelsSection
from workbench.gui.widgets.page import ELSEWHERE
from workbench.gui.widgets.section import Section
from workbench.gui.widgets.setup import Setup
from workbench.gui.widgets.spec_check import Findings
from workbench.gui.widgets.start_row import StartRow
from workbench.gui.widgets.task_section import TaskSection
from workbench.gui.widgets.workers_section import WorkersSection
from workbench.session import Session
from workbench.workloads import WORKLOADS


class SetupPanel(Setup):
    """Data, models and workers; a workload without data has its parameters instead."""

    def __init__(
        self,
        *,
        session: Session,
        draft: Draft,
        theme: Theme,
        compares: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._models = ModelsSection(draft=draft, theme=theme)
        self._task = TaskSection(draft=draft)
        self._workers = WorkersSection(
            draft=draft, cores=session.machine.cores, compares=compares
        )
        here = [name for name in WORKLOADS.names() if name not in ELSEWHERE]
        super().__init__(
            session=session,
            draft=draft,
            theme=theme,
            objectName="setup_panel",
            start=StartRow(draft=draft, workloads=here),
            data=DataSection(draft=draft),
            sections=(self._models, self._task, self._workers),
            parent=parent,
        )

    def steps(self, spec: ExperimentSpec) -> tuple[Section, ...]:
        """Data and models where the workload uses them."""
        known = spec.workload in WORKLOADS
        if not known or WORKLOADS.get(spec.workload).uses_data:
            return self._data, self._models, self._workers
        return self._task, self._workers

    def show_found(self, found: Findings) -> None:
        """Say how large the data are, and offer the models that fit them."""
        super().show_found(found)
        self._models.show_kind(found.data.kind if found.data else None)
