"""Steps “Members” and “Rules”: who is combined, and how."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from workbench.core.errors import Problem
from workbench.core.spec import ModelSpec
from workbench.estimators import ESTIMATORS
from workbench.gui.draft import Draft
from workbench.gui.i18n import say
from workbench.gui.naming import named
from workbench.gui.theme import Theme
from workbench.gui.widgets.model_choices import (
    Kind,
    is_rule,
    members,
    offered,
    with_model,
)
from workbench.gui.widgets.model_list import ModelList


class MembersSection(ModelList):
    """The models that may become members of the ensemble."""

    def __init__(
        self, *, draft: Draft, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            draft=draft, theme=theme, objectName="members_section", parent=parent
        )
        self.set_title(self.tr("Members"))

    def offers(self, kind: Kind, models: Sequence[ModelSpec]) -> tuple[ModelSpec, ...]:
        """Models that can vote: what never learns is no member."""
        chosen = {model.key for model in models}
        return tuple(
            model
            for model in offered(kind, models)
            if not is_rule(model) and (model.key in chosen or not _baseline(model))
        )

    def concerns(self, problem: Problem) -> bool:
        """What is wrong with the models in general, unless only rules are missing."""
        return super().concerns(problem) and not _lacks_rules(self._draft)


class RulesSection(ModelList):
    """The rules that combine what the members predicted."""

    def __init__(
        self, *, draft: Draft, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            draft=draft, theme=theme, objectName="rules_section", parent=parent
        )
        self.set_title(self.tr("Rules"))
        for name, text, words, rule in (
            ("all", self.tr("All"), self.tr("Choose all rules"), self._choose_all),
            ("none", self.tr("None"), self.tr("Choose no rule"), self._choose_none),
        ):
            link = named(QPushButton(text), f"rules_{name}", role="link")
            link.setAccessibleName(words)
            link.setToolTip(words)
            link.clicked.connect(rule)
            self.add_tool(link)

    def offers(self, kind: Kind, models: Sequence[ModelSpec]) -> tuple[ModelSpec, ...]:
        """All rules for this kind of data."""
        all_rules = offered(kind, models, learning=True)
        return tuple(model for model in all_rules if is_rule(model))

    def members(self, model: ModelSpec, models: Sequence[ModelSpec]) -> str:
        """Whom it combines, where that is not simply all of them."""
        if not model.members:
            return ""
        return "= " + " + ".join(say(name) for name in members(model, models))

    def concerns(self, problem: Problem) -> bool:
        """That none was chosen is said here."""
        return super().concerns(problem) and _lacks_rules(self._draft)

    def _choose_all(self) -> None:
        models = self._draft.spec.models
        known = {model.key for model in models}
        for rule in self._shown:
            if rule.key not in known:
                models = with_model(models, self._kept.get(rule.key, rule), self._kind)
        self._draft.replace(self.tr("Choose all rules"), models=models, title="")

    def _choose_none(self) -> None:
        rules = [model for model in self._draft.spec.models if is_rule(model)]
        self._kept |= {rule.key: rule for rule in rules}
        models = tuple(m for m in self._draft.spec.models if m not in rules)
        self._draft.replace(self.tr("Choose no rule"), models=models, title="")


def _lacks_rules(draft: Draft) -> bool:
    """Whether there are members, and no rule to combine them."""
    rules = [is_rule(model) for model in draft.spec.models]
    return bool(rules) and not any(rules)


def _baseline(model: ModelSpec) -> bool:
    return model.estimator in ESTIMATORS and ESTIMATORS.get(model.estimator).baseline
