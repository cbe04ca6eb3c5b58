"""Step “Strategies”: the ways of learning together that are compared."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from workbench.core.errors import Problem
from workbench.core.spec import ExperimentSpec, ModelSpec
from workbench.gui.draft import Draft
from workbench.gui.i18n import say
from workbench.gui.naming import named
from workbench.gui.theme import Theme
from workbench.gui.widgets.model_choices import Catalogue, Kind
from workbench.gui.widgets.model_list import ModelList
from workbench.joint.base import STRATEGIES

WAYS = Catalogue((STRATEGIES,))


class StrategiesSection(ModelList):
    """A tick each; one with other parameters can stand beside itself."""

    def __init__(
        self, *, draft: Draft, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            draft=draft,
            theme=theme,
            objectName="strategies_section",
            catalogue=WAYS,
            parent=parent,
        )
        self.set_title(self.tr("Strategies"))
        words = self.tr("Compare a strategy with itself under other parameters")
        self._twin = named(
            QToolButton(), "strategy_twin", role="flat", accessible=words
        )
        self._twin.setText(self.tr("Once more…"))
        self._twin.setToolTip(words)
        self._twin.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._twin.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._twin.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._menu = QMenu(self._twin)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._twin.setMenu(self._menu)
        self.add_tool(self._twin)

    def offers(self, kind: Kind, models: Sequence[ModelSpec]) -> tuple[ModelSpec, ...]:
        """All of them, each followed by its twins; what nobody knows comes last."""
        rows: list[ModelSpec] = []
        for name in STRATEGIES:
            chosen = [model for model in models if model.estimator == name]
            rows += chosen or [ModelSpec(estimator=name)]
        return (*rows, *(m for m in models if m.estimator not in STRATEGIES))

    def added(
        self, models: Sequence[ModelSpec], model: ModelSpec
    ) -> tuple[ModelSpec, ...]:
        """At its place in the registry's order."""
        order = {name: place for place, name in enumerate(STRATEGIES)}
        own = order.get(model.estimator, len(order))
        before = sum(order.get(m.estimator, len(order)) <= own for m in models)
        return (*models[:before], model, *models[before:])

    def explanation(self, model: ModelSpec) -> str:
        """What it does, which variant it is, and where that comes from."""
        entry = WAYS.entry(model)
        if entry is None:
            return model.estimator
        parts = (say(entry.help), say(entry.variant), entry.source)
        return "\n".join(part for part in parts if part)

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show which strategies are compared, without changing the draft."""
        super().show_spec(spec)
        self._twin.setEnabled(bool(spec.models))

    def concerns(self, problem: Problem) -> bool:
        """That none was chosen, or that two have one name."""
        return problem.field == "models"

    def add_twin(self, model: ModelSpec) -> None:
        """Put the same strategy beside itself, and open its parameters."""
        title = say(WAYS.title(msgspec.structs.replace(model, name="")))
        taken = {known.key for known in self._draft.spec.models}
        number = next(n for n in range(2, 1000) if f"{title} {n}" not in taken)
        twin = msgspec.structs.replace(model, name=f"{title} {number}")
        text = self.tr("Add {model}").format(model=twin.name)
        self._draft.replace(
            text, models=self.added(self._draft.spec.models, twin), title=""
        )
        self.edit_parameters(twin.key)

    def _fill_menu(self) -> None:
        self._menu.clear()
        for model in self._draft.spec.models:
            action = self._menu.addAction(say(WAYS.title(model)))
            action.setObjectName(f"twin_{model.key}")
            action.triggered.connect(lambda _=False, m=model: self.add_twin(m))
