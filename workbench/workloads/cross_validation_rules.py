"""What a cross-validation needs from its spec, checked before anything runs."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from workbench.core.errors import BadInput, Problem, unknown_name
from workbench.core.libraries import needs_install
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.core.parameters import check, filled
from workbench.core.spec import CvSpec, ExperimentSpec, ModelSpec
from workbench.datasets import DATASETS, Dataset, Summary, describe
from workbench.ensembles import RULES, RuleEntry, validate_rule
from workbench.ensembles.rules.validate import wrong_kind
from workbench.estimators import ESTIMATORS, most_shared, title_of_name
from workbench.joint.base import STRATEGIES
from workbench.workloads.base import Size

TITLE = Message(QT_TRANSLATE_NOOP("Message", "Cross-validation"))
HELP = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "Fits every model on every split of the data: accuracy of the models and "
        "speedup of the workers from one run.",
    )
)
_MODEL = Message(QT_TRANSLATE_NOOP("Message", "model"))
_MEMBER = Message(QT_TRANSLATE_NOOP("Message", "member"))
_TASK_OVERHEAD_S = 1e-3
_TERMS_S = 1.5e-7
"""Counting the terms of one byte of text."""
_FILLED = 0.2
"""A share of the table; a sparse one with fewer entries takes about as long."""
MAX_SPLITS = 10_000


def members_of(vote: ModelSpec, models: Sequence[ModelSpec]) -> tuple[str, ...]:
    """The keys of a vote's members: those named, else all models that learn."""
    if vote.members:
        return vote.members
    return tuple(
        m.key
        for m in models
        if m.estimator in ESTIMATORS and not ESTIMATORS.get(m.estimator).baseline
    )


def title_of(model: ModelSpec) -> Message:
    """What a row of the comparison is called on screen."""
    if model.name:
        return title_of_name(model.name)
    if model.estimator in STRATEGIES:
        return STRATEGIES.get(model.estimator).title
    registry = RULES if model.estimator in RULES else ESTIMATORS
    return registry.get(model.estimator).title


def size(spec: ExperimentSpec, workers: int = 1) -> Size:
    """Tasks and guessed seconds of one trial; the same for any number of workers."""
    summary = describe(spec.dataset)
    costs = {}
    for model in spec.models:
        if model.estimator not in ESTIMATORS:
            continue
        entry = ESTIMATORS.get(model.estimator)
        seen = summary.width
        if summary.text and entry.sparse:
            seen = math.ceil(seen * _FILLED)
        costs[model.key] = _TASK_OVERHEAD_S + entry.expected_s(
            summary.rows,
            seen,
            max(1, summary.classes),
            filled(entry.parameters, model.params),
        )
        if summary.text:
            costs[model.key] += _TERMS_S * summary.size_bytes
    splits = spec.cv.splits
    return Size(
        tasks=splits * len(costs),
        seconds=splits * sum(costs.values()),
        costs=costs,
        data_bytes=placed_bytes(summary),
    )


def placed_bytes(summary: Summary) -> int:
    """Of the rows in memory, or of a full table of their terms, if that is more."""
    return max(summary.size_bytes, 8 * summary.rows * (summary.width + 1))


def validate(spec: ExperimentSpec, *, inner: bool = False) -> list[Problem]:
    """Problems of data set, models and splits that show without loading any rows.

    ``inner`` says whether there are predictions out of fold for rules.
    """
    in_data = _dataset_problems(spec)
    in_models = _model_problems(spec)
    if not in_models:
        in_models += rule_problems(spec, inner=inner)
        if not in_data:
            in_models += _kind_problems(spec.models, describe(spec.dataset).kind)
    return [*in_data, *in_models, *_cv_problems(spec.cv)]


def validate_data(spec: ExperimentSpec, dataset: Dataset) -> list[Problem]:
    """Problems that only the loaded rows show: kind, class sizes, number of rows."""
    problems = [
        *_kind_problems(spec.models, dataset.kind),
        *_text_problems(spec, dataset),
    ]
    rows = len(dataset.y)
    cv = spec.cv
    if dataset.kind == "classification":
        counts = np.bincount(dataset.y.astype(int), minlength=len(dataset.classes))
        smallest = int(counts.argmin())
        if (least := int(counts[smallest])) < 2:
            problems.append(
                Problem(
                    field="dataset.target",
                    message=Message(
                        QT_TRANSLATE_NOOP(
                            "Message",
                            "Class “{name}” has {count} row; a class needs at least "
                            "two to be both trained on and tested. Merge or remove it.",
                        ),
                        {"name": dataset.classes[smallest], "count": least},
                    ),
                )
            )
        elif cv.scheme == "kfold" and least < cv.folds:
            problems.append(
                Problem(
                    field="cv.folds",
                    message=Message(
                        QT_TRANSLATE_NOOP(
                            "Message",
                            "Class “{name}” has only {count} rows: use at most {count} "
                            "folds.",
                        ),
                        {"name": dataset.classes[smallest], "count": least},
                    ),
                )
            )
        elif cv.scheme == "holdout":
            problems += _holdout_problems(cv, rows, len(dataset.classes))
    elif cv.scheme == "kfold" and rows < 2 * cv.folds:
        problems.append(_too_few_rows(rows, rows // 2))
    return problems


def _text_problems(spec: ExperimentSpec, dataset: Dataset) -> Iterator[Problem]:
    """No term is as widespread as one must be; each fold has fewer texts still."""
    if dataset.text is None:
        return
    most = most_shared(dataset.X[:, 0], dataset.text)
    values: dict[str, Value] = {
        "column": dataset.features[0],
        "least": dataset.text.min_df,
        "most": most,
    }
    if most >= dataset.text.min_df:
        return
    if spec.dataset.file is not None:
        where = "features"
        text = QT_TRANSLATE_NOOP(
            "Message",
            "No word of “{column}” occurs in {least} texts, so there is nothing to "
            "learn from: they are empty, or made of single letters and signs. Choose "
            "another column.",
        )
    else:
        where = "params.min_df"
        text = QT_TRANSLATE_NOOP(
            "Message",
            "No term of “{column}” occurs in {least} texts, so none would be left to "
            "learn from; the most widespread one is in {most}. Ask for {most} or "
            "fewer.",
        )
    yield Problem(field=f"dataset.{where}", message=Message(text, values))


def _holdout_problems(cv: CvSpec, rows: int, classes: int) -> list[Problem]:
    n_test = int(np.ceil(rows * cv.test_size))
    if cv.shuffle and min(n_test, rows - n_test) < classes:
        return [
            Problem(
                field="cv.test_size",
                message=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "Both parts of the hold-out need a row of each of the "
                        "{classes} classes: {rows} rows cannot be split at {share:g}.",
                    ),
                    {"classes": classes, "rows": rows, "share": cv.test_size},
                ),
            )
        ]
    return []


def _too_few_rows(rows: int, folds: int) -> Problem:
    return Problem(
        field="cv.folds",
        message=Message(
            QT_TRANSLATE_NOOP(
                "Message", "{rows} rows are too few: use at most {folds} folds."
            ),
            {"rows": rows, "folds": folds},
        ),
    )


def _dataset_problems(spec: ExperimentSpec) -> list[Problem]:
    data = spec.dataset
    if data.file is None:
        if data.name not in DATASETS:
            return [
                unknown_name("dataset.name", DATASETS.kind, data.name, DATASETS.names())
            ]
        entry = DATASETS.get(data.name)
        if problems := check(entry.parameters, data.params, "dataset.params"):
            return problems
    try:
        describe(data)
    except BadInput as error:
        return list(error.problems)
    return []


def _model_problems(spec: ExperimentSpec) -> list[Problem]:
    if not any(m.estimator in ESTIMATORS for m in spec.models):
        unknown = [m for m in spec.models if m.estimator not in RULES]
        if not unknown:
            return [
                Problem(
                    field="models",
                    message=Message(
                        QT_TRANSLATE_NOOP("Message", "Choose at least one model.")
                    ),
                )
            ]
    problems = []
    known = (*ESTIMATORS.names(), *RULES.names())
    repeated = [key for key, n in Counter(m.key for m in spec.models).items() if n > 1]
    for i, model in enumerate(spec.models):
        where = f"models.{i}"
        if model.estimator not in known:
            problems.append(
                unknown_name(f"{where}.estimator", _MODEL, model.estimator, known)
            )
        elif model.estimator in ESTIMATORS:
            entry = ESTIMATORS.get(model.estimator)
            problems += check(entry.parameters, model.params, f"{where}.params")
            if not entry.available:
                lacking = needs_install(entry.title, entry.requires)
                problems.append(Problem(field=f"{where}.estimator", message=lacking))
    problems += [
        Problem(
            field="models",
            message=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "Two models are called “{name}”: give each its own “name”.",
                ),
                {"name": key},
            ),
        )
        for key in repeated
    ]
    return problems


def _kind_problems(models: Sequence[ModelSpec], kind: str) -> list[Problem]:
    problems = []
    for i, model in enumerate(models):
        registry = RULES if model.estimator in RULES else ESTIMATORS
        if model.estimator not in registry:
            continue
        entry = registry.get(model.estimator)
        if entry.kind not in (kind, None):
            problems.append(wrong_kind(entry.title, kind, f"models.{i}.estimator"))
    return problems


def rule_problems(spec: ExperimentSpec, *, inner: bool) -> list[Problem]:
    """What is wrong with the combination rules, their members and parameters.

    ``inner`` says whether the workload has predictions out of fold for them.
    """
    problems = []
    by_key = {m.key: m for m in spec.models if m.estimator in ESTIMATORS}
    for i, vote in enumerate(spec.models):
        if vote.estimator not in RULES:
            continue
        where = f"models.{i}"
        members = members_of(vote, spec.models)
        strangers = [name for name in members if name not in by_key]
        if strangers:
            problems += [
                unknown_name(f"{where}.members", _MEMBER, name, tuple(by_key))
                for name in strangers
            ]
            continue
        entry = RULES.get(vote.estimator)
        wrong = validate_rule(entry, vote.params, len(members), field=where)
        problems += wrong or _unmet(
            entry, vote, [by_key[m] for m in members], where, inner=inner
        )
    return problems


def _unmet(
    entry: RuleEntry,
    rule: ModelSpec,
    members: Sequence[ModelSpec],
    where: str,
    *,
    inner: bool,
) -> list[Problem]:
    """What the rule needs and its members or the workload do not give."""
    kinds = {ESTIMATORS.get(member.estimator).kind for member in members}
    needs = entry.needs(rule.params, kinds.pop() if len(kinds) == 1 else "")
    problems = []
    if needs.inner and not inner:
        problems.append(
            Problem(
                field=f"{where}.estimator",
                message=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "{rule} learns from predictions out of fold, which a plain "
                        "cross-validation does not make: choose the workload "
                        "“ensemble”.",
                    ),
                    {"rule": entry.title},
                ),
            )
        )
    if needs.probabilities:
        problems += _silent(entry.title, members, f"{where}.members")
    return problems


def _silent(vote: Message, members: Sequence[ModelSpec], where: str) -> list[Problem]:
    """Members of a soft vote that give no probabilities."""
    problems = []
    for member in members:
        entry = ESTIMATORS.get(member.estimator)
        if not entry.probabilities(filled(entry.parameters, member.params)):
            problems.append(
                Problem(
                    field=where,
                    message=Message(
                        QT_TRANSLATE_NOOP(
                            "Message",
                            "{vote} needs probabilities, which {model} does not give: "
                            "switch its “probability” on, or use a hard vote.",
                        ),
                        {"vote": vote, "model": entry.title},
                    ),
                )
            )
    return problems


def _cv_problems(cv: CvSpec) -> list[Problem]:
    problems = []
    if cv.scheme == "kfold" and cv.folds < 2:
        problems.append(
            _bound("cv.folds", QT_TRANSLATE_NOOP("Message", "Use at least 2 folds."))
        )
    if cv.scheme == "holdout" and not 0 < cv.test_size < 1:
        problems.append(
            _bound(
                "cv.test_size",
                QT_TRANSLATE_NOOP(
                    "Message",
                    "The test share must lie between 0 and 1, for example 0.2.",
                ),
            )
        )
    if cv.repeats < 1:
        problems.append(
            _bound("cv.repeats", QT_TRANSLATE_NOOP("Message", "Use at least 1 repeat."))
        )
    elif cv.repeats > 1 and not cv.shuffle:
        problems.append(
            _bound(
                "cv.repeats",
                QT_TRANSLATE_NOOP(
                    "Message",
                    "Without shuffling every repeat would be the same split: use 1 "
                    "repeat or switch shuffling on.",
                ),
            )
        )
    if cv.folds * cv.repeats > MAX_SPLITS:
        problems.append(
            _bound(
                "cv.folds",
                QT_TRANSLATE_NOOP(
                    "Message", "More than 10,000 splits: use fewer folds or repeats."
                ),
            )
        )
    return problems


def _bound(field: str, text: str) -> Problem:
    return Problem(field=field, message=Message(text))
