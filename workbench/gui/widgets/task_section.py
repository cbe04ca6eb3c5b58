"""The first step of a workload that needs no data: its own parameters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from workbench.core.errors import Problem
from workbench.core.spec import ExperimentSpec
from workbench.gui.draft import Draft
from workbench.gui.i18n import say
from workbench.gui.naming import named
from workbench.gui.widgets.parameter_form import ParameterForm
from workbench.gui.widgets.section import Section
from workbench.workloads import WORKLOADS


class TaskSection(Section):
    """Title, help and form of whichever workload is chosen."""

    def __init__(self, *, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(objectName="task_section", parent=parent)
        self._draft = draft
        self._help = named(QLabel(), "task_help", role="muted")
        self._help.setWordWrap(True)
        self.add_body(self._help, 0)
        self._form: ParameterForm | None = None
        self._workload = ""

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show the workload's parameters, without changing the draft."""
        if spec.workload not in WORKLOADS:
            return
        if spec.workload != self._workload:
            self._build(spec.workload)
        if self._form is not None:
            self._form.show_values(spec.params)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong below each field."""
        if self._form is not None:
            self._form.show_problems(problems, "params")

    def _build(self, name: str) -> None:
        entry = WORKLOADS.get(name)
        self._workload = name
        self.set_title(say(entry.title))
        self._help.setText(say(entry.help))
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
        self._form = ParameterForm(entry.parameters, objectName="task_form")
        self._form.edited.connect(
            lambda params: self._draft.replace(
                self.tr("Change parameters"), params=params, title=""
            )
        )
        self.add_body(self._form, 0)
