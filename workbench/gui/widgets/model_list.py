"""A step of the setup in which rows of the comparison are ticked."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.core.errors import Problem
from workbench.core.parameters import ParamValue
from workbench.core.spec import ExperimentSpec, ModelSpec
from workbench.gui.draft import Draft
from workbench.gui.i18n import say
from workbench.gui.theme import Theme
from workbench.gui.widgets.model_choices import (
    LEARNERS,
    Catalogue,
    Kind,
    kind_of_models,
    kind_of_name,
    with_model,
    without_model,
)
from workbench.gui.widgets.model_row import ModelRow
from workbench.gui.widgets.parameter_form import ParameterDialog
from workbench.gui.widgets.problem_label import ProblemLabel, about
from workbench.gui.widgets.section import Section


class ModelList(Section):
    """Reads and writes models, rules or both of the draft; subclasses say which.

    What is taken out keeps its parameters here, for when it is ticked again.
    """

    def __init__(
        self,
        *,
        draft: Draft,
        theme: Theme,
        objectName: str,
        catalogue: Catalogue = LEARNERS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(objectName=objectName, parent=parent)
        self._catalogue = catalogue
        self._draft = draft
        self._theme = theme
        self._kind: Kind = "classification"
        self._kind_of_data: Kind | None = None
        self._kept: dict[str, ModelSpec] = {}
        self._shown: tuple[ModelSpec, ...] = ()
        self._rows: dict[str, ModelRow] = {}
        self._problem = ProblemLabel(
            objectName=f"{objectName.removesuffix('_section')}_problem"
        )
        self._list = QWidget()
        self._lines = QVBoxLayout(self._list)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(1)
        for widget in (self._list, self._problem):
            self.add_body(widget, 0)
        theme.changed.connect(self._tint)

    def offers(self, kind: Kind, models: Sequence[ModelSpec]) -> tuple[ModelSpec, ...]:
        """A row each: those of ``models`` that belong here, and what could be added."""
        raise NotImplementedError

    def added(
        self, models: Sequence[ModelSpec], model: ModelSpec
    ) -> tuple[ModelSpec, ...]:
        """``models`` and ``model`` at its place among them."""
        return with_model(models, model, self._kind)

    def members(self, model: ModelSpec, models: Sequence[ModelSpec]) -> str:
        """Whom a chosen rule combines, in words; empty where that needs no saying."""
        return ""

    def explanation(self, model: ModelSpec) -> str:
        """What stands above the form of its parameters."""
        return say(self._catalogue.help_text(model))

    def concerns(self, problem: Problem) -> bool:
        """Whether to say here what is wrong with no model in particular."""
        return problem.field == "models"

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show which models are chosen, without changing the draft."""
        named = kind_of_name(spec.dataset) or self._kind_of_data
        self._kind = named or kind_of_models(spec.models) or self._kind
        rows = self.offers(self._kind, spec.models)
        if [m.key for m in rows] != list(self._rows):
            self._build(rows)
        self._shown = rows
        chosen = {m.key for m in spec.models}
        for model in rows:
            self._rows[model.key].show_model(
                model,
                chosen=model.key in chosen,
                members=self.members(model, spec.models) if model.key in chosen else "",
            )
        count = self.tr("{n} of {all}")
        here = sum(model.key in chosen for model in rows)
        self.set_subtitle(count.format(n=here, all=len(rows)))

    def show_kind(self, kind: Kind | None) -> None:
        """What a file's target was found to be."""
        if kind != self._kind_of_data:
            self._kind_of_data = kind
            self.show_spec(self._draft.spec)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong below the model that it belongs to."""
        self._problem.show_problems([p for p in problems if self.concerns(p)])
        places = {m.key: i for i, m in enumerate(self._draft.spec.models)}
        for key, row in self._rows.items():
            where = f"models.{places[key]}" if key in places else "-"
            row.show_problems(about(problems, where))

    def edit_parameters(self, key: str) -> ParameterDialog:
        """Open the form of one model; it is taken in by the first change."""
        model = next(m for m in self._shown if m.key == key)
        dialog = ParameterDialog(
            self._catalogue.parameters(model),
            model.params,
            title=say(self._catalogue.title(model)),
            text=self.explanation(model),
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
        row = ModelRow(
            model, catalogue=self._catalogue, theme=self._theme, parent=self._list
        )
        row.toggled.connect(lambda on: self._toggle(key, on))
        row.parametersRequested.connect(lambda: self.edit_parameters(key))
        return row

    def _toggle(self, key: str, on: bool) -> None:
        model = next(m for m in self._shown if m.key == key)
        models = self._draft.spec.models
        if on:
            changed = self.added(models, self._kept.get(key, model))
            text = self.tr("Add {model}")
        else:
            self._kept[key] = model
            changed = without_model(models, key)
            text = self.tr("Remove {model}")
        self._draft.replace(
            text.format(model=say(self._catalogue.title(model))),
            models=changed,
            title="",
        )

    def _change(self, key: str, params: dict[str, ParamValue]) -> None:
        models = self._draft.spec.models
        if key not in {m.key for m in models}:
            model = next(m for m in self._shown if m.key == key)
            models = self.added(models, model)
        changed = tuple(
            msgspec.structs.replace(m, params=params) if m.key == key else m
            for m in models
        )
        text = self.tr("Change parameters of {model}")
        model = next(m for m in changed if m.key == key)
        self._draft.replace(
            text.format(model=say(self._catalogue.title(model))),
            models=changed,
            title="",
        )

    def _tint(self) -> None:
        for row in self._rows.values():
            row.tint()
