"""What an ensemble needs from its spec, checked before anything runs."""

from __future__ import annotations

import numpy as np

from workbench.core.errors import Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.core.parameters import filled
from workbench.core.spec import CvSpec, ExperimentSpec, ModelSpec
from workbench.datasets import Dataset, describe
from workbench.ensembles.rules import RULES
from workbench.estimators import ESTIMATORS
from workbench.workloads import cross_validation_rules as cross_validation
from workbench.workloads.base import Size

TITLE = Message(QT_TRANSLATE_NOOP("Message", "Ensemble of different models"))
HELP = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "Fits every model once on every split and inner fold, and combines their "
        "predictions by every rule: what each member adds, what it costs, and whether "
        "the gain is real.",
    )
)
_COMBINE_S = 0.05
"""A guess for training one combiner."""


def gives_probabilities(model: ModelSpec) -> bool:
    """Whether the fitted model will have ``predict_proba``."""
    entry = ESTIMATORS.get(model.estimator)
    return entry.kind == "classification" and entry.probabilities(
        filled(entry.parameters, model.params)
    )


def learns(rule: ModelSpec) -> bool:
    """Whether a rule needs its members' predictions out of fold."""
    return RULES.get(rule.estimator).needs(rule.params, "classification").inner


def needs_inner(spec: ExperimentSpec) -> frozenset[str]:
    """The keys of all members that must be predicted out of fold."""
    return frozenset(
        member
        for rule in spec.models
        if rule.estimator in RULES and learns(rule)
        for member in cross_validation.members_of(rule, spec.models)
    )


def size(spec: ExperimentSpec, workers: int = 1) -> Size:
    """Tasks and guessed seconds of one trial; the same for any number of workers."""
    plain = cross_validation.size(spec)
    splits, inner = spec.cv.splits, spec.cv.inner_folds
    learning = needs_inner(spec)
    trained = [m for m in spec.models if m.estimator in RULES and _trains(m.estimator)]
    fits = sum(1 + inner * (key in learning) for key in plain.costs)
    seconds = sum(
        cost * (1 + max(inner - 1, 0) * (key in learning))
        for key, cost in plain.costs.items()
    )
    return Size(
        tasks=splits * (fits + len(trained)),
        seconds=splits * (seconds + _COMBINE_S * len(trained)),
        costs=plain.costs,
        data_bytes=plain.data_bytes + 2 * splits * describe(spec.dataset).rows,
    )


def _trains(name: str) -> bool:
    return RULES.get(name).trained


def validate(spec: ExperimentSpec) -> list[Problem]:
    """Problems that show without loading any rows."""
    problems = cross_validation.validate(spec, inner=True)
    rules = [m for m in spec.models if m.estimator in RULES]
    singles = [m for m in spec.models if m.estimator in ESTIMATORS]
    if singles and not rules:
        problems.append(
            Problem(
                field="models",
                message=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "Choose at least one rule that combines the models, for "
                        "example a soft vote.",
                    )
                ),
            )
        )
    if spec.cv.inner_folds < 2:
        problems.append(
            Problem(
                field="cv.inner_folds",
                message=Message(
                    QT_TRANSLATE_NOOP("Message", "Use at least 2 inner folds.")
                ),
            )
        )
    return problems


def validate_data(spec: ExperimentSpec, dataset: Dataset) -> list[Problem]:
    """Problems that only the loaded rows show."""
    problems = cross_validation.validate_data(spec, dataset)
    if problems or not needs_inner(spec):
        return problems
    problems += _inner_problems(spec.cv, dataset)
    if dataset.categories or dataset.missing or dataset.text:
        problems += [
            Problem(
                field=f"models.{i}.params",
                message=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "{rule} passes the features through, which must be numbers "
                        "without gaps for that: switch its “passthrough” off.",
                    ),
                    {"rule": RULES.get(rule.estimator).title},
                ),
            )
            for i, rule in enumerate(spec.models)
            if rule.estimator in RULES and _passes(rule)
        ]
    return problems


def _passes(rule: ModelSpec) -> bool:
    entry = RULES.get(rule.estimator)
    return entry.needs(rule.params, "classification").features


def _inner_problems(cv: CvSpec, dataset: Dataset) -> list[Problem]:
    """Each inner fold needs a row of each class, or at least rows at all."""
    kept = 1 - (1 / cv.folds if cv.scheme == "kfold" else cv.test_size)
    if dataset.kind == "classification":
        counts = np.bincount(dataset.y.astype(int), minlength=len(dataset.classes))
        smallest = int(counts.argmin())
        # The split leaves at least this many of them to train on.
        least = int(np.floor(counts[smallest] * kept))
        if least >= cv.inner_folds:
            return []
        text = QT_TRANSLATE_NOOP(
            "Message",
            "Class “{name}” has only {count} rows in the training part: use at most "
            "{most} inner folds, or fewer outer ones.",
        )
        values: dict[str, Value] = {"name": dataset.classes[smallest], "count": least}
    else:
        least = int(len(dataset.y) * kept)
        if least >= 2 * cv.inner_folds:
            return []
        text = QT_TRANSLATE_NOOP(
            "Message",
            "{count} rows in the training part are too few for {folds} inner folds: "
            "use at most {most}.",
        )
        values = {"count": least, "folds": cv.inner_folds}
        least //= 2
    return [
        Problem(
            field="cv.inner_folds",
            message=Message(text, {**values, "most": max(2, least)}),
        )
    ]
