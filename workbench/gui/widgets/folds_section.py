"""Step “Folds”: on which rows members learn, and on which they are scored."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from workbench.core.errors import Problem
from workbench.core.spec import ExperimentSpec
from workbench.gui.draft import Draft
from workbench.gui.widgets.page import COMBINE
from workbench.gui.widgets.section import Section
from workbench.gui.widgets.validation_section import ValidationSection


class FoldsSection(Section):
    """Outer folds, their repeats, and the inner folds that rules learn from."""

    def __init__(self, *, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(objectName="folds_section", parent=parent)
        self.set_title(self.tr("Folds"))
        self._form = ValidationSection(inner=True)
        self._form.edited.connect(
            lambda cv: draft.replace(self.tr("Change splits"), cv=cv)
        )
        self.add_body(self._form, 0)

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show how rows are split, without changing the draft."""
        self._form.show_inner(spec.workload == COMBINE)
        self._form.show_cv(spec.cv)
        splits = self.tr("1 split") if spec.cv.splits == 1 else self.tr("{n} splits")
        self.set_subtitle(splits.format(n=spec.cv.splits))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong with the splits."""
        self._form.show_problems(problems)
