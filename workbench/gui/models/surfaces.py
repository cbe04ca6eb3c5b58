"""What a decision surface is made of: the data, two of their columns, quick members."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import filled
from workbench.core.spec import DatasetSpec, ExperimentSpec, ModelSpec
from workbench.datasets import describe, load
from workbench.ensembles import RULES
from workbench.ensembles.surface import (
    SurfaceMember,
    SurfaceRule,
    Surfaces,
    surfaces,
    telling,
)
from workbench.estimators import ESTIMATORS
from workbench.workloads.cross_validation_rules import title_of

QUICK_S = 1.0
"""A member that is expected to take longer to fit is left out."""
_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Axes:
    """The columns that can be an axis, and the two that tell most of the classes."""

    names: tuple[str, ...]
    first: int
    second: int


def axes_of(dataset: DatasetSpec, seed: int) -> Axes:
    """Those that hold numbers, of texts none. Reads the data."""
    loaded = load(dataset, seed)
    if loaded.text:
        return Axes((), 0, 0)
    places = [n for n in range(len(loaded.features)) if n not in loaded.categories]
    best = np.argsort(-telling(loaded.X[:, places], loaded.y), kind="stable")[:2]
    return Axes(tuple(loaded.features[n] for n in places), *_pair(best.tolist()))


def _pair(best: list[int]) -> tuple[int, int]:
    """In the order of the columns."""
    first, second = sorted(best) if len(best) > 1 else (0, 0)
    return first, second


def drawn(spec: ExperimentSpec, first: str, second: str) -> Surfaces:
    """The surfaces of the quick members of ``spec`` and of the rules over them.

    Rules that learn from inner predictions are left out: there are none here. Raises
    ``BadInput`` where there is no plane.
    """
    dataset = load(spec.dataset, spec.seed)
    known = dataset.features
    missing = [name for name in (first, second) if name not in known]
    if missing:
        raise BadInput([_no_column(name) for name in missing])
    members = quick_members(spec)
    found = surfaces(
        dataset.X[:, [known.index(first), known.index(second)]],
        dataset.y,
        [
            SurfaceMember(key=m.key, title=title_of(m), estimator=_estimator(m, spec))
            for m in members
        ],
        _rules(spec, {m.key for m in members}),
        features=(first, second),
        n_classes=len(dataset.classes),
        seed=spec.seed,
    )
    return replace(found, classes=dataset.classes)


def quick_members(spec: ExperimentSpec) -> list[ModelSpec]:
    """Members that are fitted on two columns within a moment."""
    summary = describe(spec.dataset)
    quick = []
    for model in spec.models:
        if model.estimator not in ESTIMATORS:
            continue
        entry = ESTIMATORS.get(model.estimator)
        seconds = entry.expected_s(
            summary.rows,
            _COLUMNS,
            max(1, summary.classes),
            filled(entry.parameters, model.params),
        )
        if not entry.baseline and seconds <= QUICK_S:
            quick.append(model)
    return quick


def _estimator(model: ModelSpec, spec: ExperimentSpec) -> Any:
    return ESTIMATORS.get(model.estimator).make(model.params, spec.seed)


def _rules(spec: ExperimentSpec, members: set[str]) -> list[SurfaceRule]:
    """Rules over all members that can do without inner predictions and features."""
    found = []
    for model in spec.models:
        if model.estimator not in RULES:
            continue
        entry = RULES.get(model.estimator)
        needs = entry.needs(model.params, "classification")
        whole = set(model.members) <= members
        if needs.inner or needs.features or not whole or _weighs_by_place(model):
            continue
        found.append(
            SurfaceRule(
                key=model.key,
                title=title_of(model),
                combine=partial(entry.combine, given=model.params),
                needs_probabilities=needs.probabilities,
            )
        )
    return found


def _weighs_by_place(model: ModelSpec) -> bool:
    """Chosen weights are for all members, some of which may be left out here."""
    return bool(model.params.get("weights"))


def _no_column(name: str) -> Problem:
    return Problem(
        field="features",
        message=Message(
            QT_TRANSLATE_NOOP("Message", "There is no column “{name}” in these data."),
            {"name": name},
        ),
    )
