"""The row of an experiment that is to be taken away, and all that it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.errors import BadInput, Problem, unknown_name
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.spec import ExperimentSpec, ModelSpec
from workbench.datasets import Dataset, load
from workbench.ensembles.rules import RULES
from workbench.estimators import ESTIMATORS, prepared_model
from workbench.workloads.cross_validation_rules import members_of
from workbench.workloads.splits import inner_folds

_ROW = Message(QT_TRANSLATE_NOOP("Message", "row"))
_WORKLOADS = ("cross_validation", "ensemble")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """One row, its members (itself, where it is a single model), and the data."""

    spec: ExperimentSpec
    row: ModelSpec
    members: tuple[ModelSpec, ...]
    dataset: Dataset

    @property
    def is_rule(self) -> bool:
        """Whether members are combined."""
        return self.row.estimator in RULES

    @property
    def title(self) -> Message:
        """The row's name for a person."""
        registry = RULES if self.is_rule else ESTIMATORS
        return registry.get(self.row.estimator).title

    def estimators(self) -> dict[str, Any]:
        """The members, unfitted, as every split of the run fitted them."""
        return {member.key: self.estimator(member) for member in self.members}

    def estimator(self, member: ModelSpec) -> Any:
        """One member, unfitted, prepared for what the data need."""
        return prepared_model(
            member.estimator,
            member.params,
            self.spec.seed,
            n_features=self.dataset.X.shape[1],
            categories=self.dataset.categories,
            has_missing=self.dataset.missing > 0,
            text=self.dataset.text,
        )

    def inner_fold(self, y: NDArray[Any] | None = None) -> NDArray[np.int16]:
        """The fold out of which each row of ``y`` is predicted, of all by default.

        As the run makes them in each training part.
        """
        y = self.dataset.y if y is None else y
        nothing_kept_out = [np.zeros(len(y), dtype=bool)]
        spec, kind = self.spec, self.dataset.kind
        (folds,) = inner_folds(y, nothing_kept_out, spec.cv, spec.seed, kind)
        found: NDArray[np.int16] = folds
        return found


def chosen(spec: ExperimentSpec | None, key: str) -> Chosen:
    """The row ``key`` of ``spec``, its data loaded.

    Raises:
        BadInput: there is no such row, or the data are not there any more.
    """
    if spec is None or spec.workload not in _WORKLOADS:
        raise BadInput([_no_models()])
    rows = {model.key: model for model in spec.models}
    if key not in rows:
        raise BadInput([unknown_name("row", _ROW, key, tuple(rows))])
    row = rows[key]
    members: tuple[ModelSpec, ...] = (row,)
    if row.estimator in RULES:
        members = tuple(rows[name] for name in members_of(row, spec.models))
    return Chosen(
        spec=spec, row=row, members=members, dataset=load(spec.dataset, spec.seed)
    )


def _no_models() -> Problem:
    text = QT_TRANSLATE_NOOP(
        "Message",
        "This run compared no models, so there is none to take away. Choose a run of a "
        "cross-validation or an ensemble.",
    )
    return Problem(field="run", message=Message(text))
