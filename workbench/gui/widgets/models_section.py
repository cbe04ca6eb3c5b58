"""Step “Models”: a list to tick, votes over what is ticked, how rows are split."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.core.errors import Problem
from workbench.core.parameters import ParamValue
from workbench.core.spec import ExperimentSpec, ModelSpec
from workbench.ensembles import RULES
from workbench.gui.draft import Draft
from workbench.gui.i18n import say
from workbench.gui.theme import Theme
from workbench.gui.widgets.model_choices import (
    Kind,
    help_text,
    kind_of_models,
    kind_of_name,
    members,
    offered,
    parameters,
    title,
    with_model,
    without_model,
)
from workbench.gui.widgets.model_row import ModelRow
from workbench.gui.widgets.parameter_form import ParameterDialog
from workbench.gui.widgets.problem_label import ProblemLabel, about
from workbench.gui.widgets.section import Section
from workbench.gui.widgets.validation_section import ValidationSection


class ModelsSection(Section):
    """Reads and writes the models and the splits of the draft.

    A model that is taken out keeps its parameters here, for when it is ticked again.
    """

    def __init__(
        self, *, draft: Draft, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(objectName="models_section", parent=parent)
        self.set_title(self.tr("Models"))
        self._draft = draft
        self._theme = theme
        self._kind: Kind = "classification"
        self._kind_of_data: Kind | None = None
        self._kept: dict[str, ModelSpec] = {}
        self._shown: tuple[ModelSpec, ...] = ()
        self._rows: dict[str, ModelRow] = {}
        self._problem = ProblemLabel(objectName="models_problem")
        self._list = QWidget()
        self._lines = QVBoxLayout(self._list)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(1)
        self._validation = ValidationSection()
        self._validation.edited.connect(
            lambda cv: draft.replace(self.tr("Change splits"), cv=cv)
        )
        for widget in (self._list, self._problem, self._validation):
            self.add_body(widget, 0)
        theme.changed.connect(self._tint)

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show which models are chosen, without changing the draft."""
        named = kind_of_name(spec.dataset) or self._kind_of_data
        self._kind = named or kind_of_models(spec.models) or self._kind
        rows = offered(self._kind, spec.models)
        if [m.key for m in rows] != list(self._rows):
            self._build(rows)
        self._shown = rows
        chosen = {m.key for m in spec.models}
        for model in rows:
            self._rows[model.key].show_model(
                model,
                chosen=model.key in chosen,
                members=self._members(model, spec) if model.key in chosen else "",
            )
        count = self.tr("{n} of {all}")
        self.set_subtitle(count.format(n=len(spec.models), all=len(rows)))
        self._validation.show_cv(spec.cv)

    def show_kind(self, kind: Kind | None) -> None:
        """What a file's target was found to be."""
        if kind != self._kind_of_data:
            self._kind_of_data = kind
            self.show_spec(self._draft.spec)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong below the model that it belongs to."""
        self._problem.show_problems([p for p in problems if p.field == "models"])
        places = {m.key: i for i, m in enumerate(self._draft.spec.models)}
        for key, row in self._rows.items():
            where = f"models.{places[key]}" if key in places else "-"
            row.show_problems(about(problems, where))
        self._validation.show_problems(problems)

    def edit_parameters(self, key: str) -> ParameterDialog:
        """Open the form of one model; it is taken in by the first change."""
        model = next(m for m in self._shown if m.key == key)
        dialog = ParameterDialog(
            parameters(model),
            model.params,
            title=say(title(model)),
            text=say(help_text(model)),
            objectName="parameter_dialog",
            parent=self,
        )
        dialog.edited.connect(lambda params: self._change(key, params))
        dialog.open()
        return dialog

    def _build(self, rows: Sequence[ModelSpec]) -> None:
        for row in self._rows.values():
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {}
        for model in rows:
            self._rows[model.key] = self._row(model)
            self._lines.addWidget(self._rows[model.key])

    def _row(self, model: ModelSpec) -> ModelRow:
        key = model.key
        row = ModelRow(model, theme=self._theme, parent=self._list)
        row.toggled.connect(lambda on: self._toggle(key, on))
        row.parametersRequested.connect(lambda: self.edit_parameters(key))
        return row

    def _members(self, model: ModelSpec, spec: ExperimentSpec) -> str:
        if model.estimator not in RULES:
            return ""
        names = [say(message) for message in members(model, spec.models)]
        return "= " + " + ".join(names) if names else ""

    def _toggle(self, key: str, on: bool) -> None:
        model = next(m for m in self._shown if m.key == key)
        models = self._draft.spec.models
        if on:
            changed = with_model(models, self._kept.get(key, model), self._kind)
            text = self.tr("Add {model}")
        else:
            self._kept[key] = model
            changed = without_model(models, key)
            text = self.tr("Remove {model}")
        self._draft.replace(
            text.format(model=say(title(model))), models=changed, title=""
        )

    def _change(self, key: str, params: dict[str, ParamValue]) -> None:
        models = self._draft.spec.models
        if key not in {m.key for m in models}:
            model = next(m for m in self._shown if m.key == key)
            models = with_model(models, model, self._kind)
        changed = tuple(
            msgspec.structs.replace(m, params=params) if m.key == key else m
            for m in models
        )
        text = self.tr("Change parameters of {model}")
        model = next(m for m in changed if m.key == key)
        self._draft.replace(
            text.format(model=say(title(model))), models=changed, title=""
        )

    def _tint(self) -> None:
        for row in self._rows.values():
            row.tint()
