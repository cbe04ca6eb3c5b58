"""Step “Models”: a list to tick, votes over what is ticked, how rows are split."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from workbench.core.errors import Problem
from workbench.core.spec import ExperimentSpec, ModelSpec
from workbench.ensembles import RULES
from workbench.gui.draft import Draft
from workbench.gui.i18n import say
from workbench.gui.theme import Theme
from workbench.gui.widgets.model_choices import Kind, members, offered
from workbench.gui.widgets.model_list import ModelList
from workbench.gui.widgets.validation_section import ValidationSection


class ModelsSection(ModelList):
    """Reads and writes the models, the votes and the splits of the draft."""

    def __init__(
        self, *, draft: Draft, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            draft=draft, theme=theme, objectName="models_section", parent=parent
        )
        self.set_title(self.tr("Models"))
        self._validation = ValidationSection()
        self._validation.edited.connect(
            lambda cv: draft.replace(self.tr("Change splits"), cv=cv)
        )
        self.add_body(self._validation, 0)

    def offers(self, kind: Kind, models: Sequence[ModelSpec]) -> tuple[ModelSpec, ...]:
        """All models and votes for this kind of data."""
        return offered(kind, models)

    def members(self, model: ModelSpec, models: Sequence[ModelSpec]) -> str:
        """Who votes."""
        if model.estimator not in RULES:
            return ""
        names = [say(message) for message in members(model, models)]
        return "= " + " + ".join(names) if names else ""

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show models and splits, without changing the draft."""
        super().show_spec(spec)
        self._validation.show_cv(spec.cv)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong below the model, or the splits, that it belongs to."""
        super().show_problems(problems)
        self._validation.show_problems(problems)
