"""Which models can be chosen for a kind of data, and what a choice does to the list.

Pure functions over the specs; the models' section shows what they say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from workbench.core.libraries import needs_install
from workbench.core.messages import Message, plain
from workbench.core.parameters import Parameter
from workbench.core.registry import Registry
from workbench.core.spec import DatasetSpec, ModelSpec
from workbench.datasets import DATASETS
from workbench.ensembles import RULES
from workbench.estimators import ESTIMATORS, title_of_name

Kind = Literal["classification", "regression"]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Where the rows of a comparison are described: the first registry that knows one.

    Entries have a ``title``, a ``help`` and ``parameters``.
    """

    registries: tuple[Registry[Any], ...]

    def entry(self, model: ModelSpec) -> Any:
        """Its entry, or ``None`` for what nobody registered."""
        for registry in self.registries:
            if model.estimator in registry:
                return registry.get(model.estimator)
        return None

    def title(self, model: ModelSpec) -> Message:
        """Its own name where it has one, else its entry's title."""
        if model.name:
            return title_of_name(model.name)
        entry = self.entry(model)
        title: Message = plain(model.key) if entry is None else entry.title
        return title

    def help_text(self, model: ModelSpec) -> Message:
        """What it does."""
        entry = self.entry(model)
        text: Message = plain(model.estimator) if entry is None else entry.help
        return text

    def parameters(self, model: ModelSpec) -> tuple[Parameter, ...]:
        """What can be set of it."""
        entry = self.entry(model)
        declared: tuple[Parameter, ...] = () if entry is None else entry.parameters
        return declared

    def lacking(self, model: ModelSpec) -> Message | None:
        """How to get the library that it needs, where that is not there."""
        entry = self.entry(model)
        if entry is None or getattr(entry, "available", True):
            return None
        return needs_install(entry.title, entry.requires)


LEARNERS = Catalogue((ESTIMATORS, RULES))
"""Models, and rules that combine them."""

_DEFAULT_VOTES: dict[Kind, str] = {
    "classification": "soft_vote",
    "regression": "mean_vote",
}


def default_models(kind: Kind) -> tuple[ModelSpec, ...]:
    """What is ticked when data of this kind are first chosen: models and their vote."""
    names = [n for n, e in ESTIMATORS.items() if e.kind == kind and e.default]
    return tuple(ModelSpec(estimator=n) for n in (*names, _DEFAULT_VOTES[kind]))


def kind_of_models(models: Sequence[ModelSpec]) -> Kind | None:
    """The kind of data that these models are for; ``None`` where that is mixed."""
    kinds = {
        kind
        for m in models
        for registry in (ESTIMATORS, RULES)
        if m.estimator in registry and (kind := registry.get(m.estimator).kind)
    }
    return kinds.pop() if len(kinds) == 1 else None


def kind_of_name(dataset: DatasetSpec) -> Kind | None:
    """The kind of a registered set; ``None`` for a file and for an unknown name."""
    if dataset.file is not None or dataset.name not in DATASETS:
        return None
    return DATASETS.get(dataset.name).kind


def offered(
    kind: Kind, models: Sequence[ModelSpec], *, learning: bool = False
) -> tuple[ModelSpec, ...]:
    """A row each: what is chosen, and what could be, in the registry's order.

    Rules that learn from inner predictions are among them where there are such.
    Chosen models of another kind come last, so that they can be taken out.
    """
    rows: list[ModelSpec] = []
    for name in _names(kind, learning=learning):
        chosen = [m for m in models if m.estimator == name]
        rows += chosen or [ModelSpec(estimator=name)]
    return (*rows, *(m for m in models if m not in rows))


def with_model(
    models: Sequence[ModelSpec], model: ModelSpec, kind: Kind
) -> tuple[ModelSpec, ...]:
    """``models`` and ``model``, at its place in the registry's order."""
    order = {name: place for place, name in enumerate(_names(kind, learning=True))}
    place = order.get(model.estimator, len(order))
    before = sum(order.get(m.estimator, len(order)) <= place for m in models)
    return (*models[:before], model, *models[before:])


def without_model(models: Sequence[ModelSpec], key: str) -> tuple[ModelSpec, ...]:
    """``models`` without the one called ``key``, which leaves all votes too."""
    return tuple(
        ModelSpec(
            estimator=m.estimator,
            params=m.params,
            name=m.name,
            members=tuple(name for name in m.members if name != key),
        )
        for m in models
        if m.key != key
    )


def members(vote: ModelSpec, models: Sequence[ModelSpec]) -> tuple[Message, ...]:
    """The titles of those that vote: the members named, else all that learn."""
    if vote.members:
        chosen = [m for m in models if m.key in vote.members]
    else:
        chosen = [
            m
            for m in models
            if m.estimator in ESTIMATORS and not ESTIMATORS.get(m.estimator).baseline
        ]
    return tuple(LEARNERS.title(m) for m in chosen)


def is_rule(model: ModelSpec) -> bool:
    """Whether it combines others, rather than learn by itself."""
    return model.estimator in RULES


def _names(kind: Kind, *, learning: bool) -> tuple[str, ...]:
    models = [name for name, entry in ESTIMATORS.items() if entry.kind == kind]
    rules = [
        name
        for name, entry in RULES.items()
        if entry.suits(kind) and (learning or entry.needs_inner is False)
    ]
    return (*models, *rules)
