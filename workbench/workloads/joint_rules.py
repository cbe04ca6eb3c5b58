"""What joint learning needs from its spec, checked before anything runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from workbench.core.errors import BadInput, Problem, unknown_name
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.core.parameters import (
    ParamValue,
    check,
    filled,
    real,
    real_or_none,
    whole,
)
from workbench.core.spec import CvSpec, ExperimentSpec, ModelSpec
from workbench.datasets import Dataset, describe
from workbench.joint import (
    painting,
    partition,
    strategies,  # noqa: F401 - registers them
)
from workbench.joint.attack import attack_problems
from workbench.joint.base import OBJECTIVES, STRATEGIES
from workbench.joint.compression import compression_problems
from workbench.joint.privacy import checks as privacy
from workbench.joint.sampling import chosen_count, sampling_problems
from workbench.joint.strategies.suited import unsuited
from workbench.workloads import cross_validation_rules as cross_validation
from workbench.workloads.base import Size
from workbench.workloads.joint_data import dealing, model_name, training_rows
from workbench.workloads.joint_parameters import PARAMETERS

BARE = " without noise"
"""What is added to the key of a strategy's second course."""
TITLE = Message(QT_TRANSLATE_NOOP("Message", "Joint learning"))
HELP = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "Clients keep their rows and share a model: rounds of local steps and of "
        "meeting, by several strategies on the same rows.",
    )
)
_TASK_OVERHEAD_S = 2e-4
_PER_CELL_S = 4e-9
"""Seconds for one cell of X, one output and one step; a guess."""


def options(spec: ExperimentSpec) -> dict[str, ParamValue]:
    """The workload's parameters, defaults filled in."""
    return filled(PARAMETERS, spec.params)


def courses_of(spec: ExperimentSpec) -> list[tuple[str, ModelSpec, bool]]:
    """What is run: key, strategy, and whether without the run's clipping and noise."""
    given = options(spec)
    found = [(model.key, model, False) for model in spec.models]
    if given["noise"] is not None and given["price"] is True:
        found += [(model.key + BARE, model, True) for model in spec.models]
    return found


def titles(spec: ExperimentSpec) -> dict[str, Message]:
    """What a strategy's second course is called."""
    return {
        key: Message(
            QT_TRANSLATE_NOOP("Message", "{name} without noise"),
            {"name": cross_validation.title_of(model)},
        )
        for key, model, bare in courses_of(spec)
        if bare
    }


def size(spec: ExperimentSpec, workers: int = 1) -> Size:
    """Tasks and guessed seconds if every strategy makes all its rounds."""
    summary, given = describe(spec.dataset), options(spec)
    clients = clients_of(spec, given) or 1
    fraction = real(given, "fraction")
    rows = learned_rows(spec) / clients
    cells = rows * summary.features * max(1, summary.classes)
    tasks, seconds, costs = 0, 0.0, {}
    for key, model, _ in courses_of(spec):
        entry = STRATEGIES.get(model.estimator)
        params = filled(entry.parameters, model.params)
        steps = params.get("epochs") or params.get("steps") or 1
        assert isinstance(steps, int | float)
        made = rounds_of(model.estimator, whole(given, "rounds"))
        costs[key] = _TASK_OVERHEAD_S + steps * cells * _PER_CELL_S
        each = made * max(1, round(clients * fraction))
        tasks += each
        seconds += each * costs[key]
    return Size(
        tasks=tasks, seconds=seconds, costs=costs, data_bytes=summary.size_bytes
    )


def clients_of(spec: ExperimentSpec, given: Mapping[str, ParamValue]) -> int | None:
    """How many clients there are; ``None`` where owners are asked for and not named."""
    if given["partition"] != "owner":
        return whole(given, "clients")
    return describe(spec.dataset).owners


def learned_rows(spec: ExperimentSpec) -> int:
    """How many rows the clients have together."""
    summary = describe(spec.dataset)
    if summary.test_rows is not None:
        return summary.rows - summary.test_rows
    return training_rows(summary.rows, spec.cv.test_size)


def rounds_of(strategy: str, most: int) -> int:
    """How many rounds a strategy makes at most."""
    needed = STRATEGIES.get(strategy).rounds
    return most if needed is None else min(needed, most)


def validate(spec: ExperimentSpec) -> list[Problem]:
    """Problems of data, strategies and parameters that show without loading rows."""
    cv = msgspec.structs.replace(CvSpec(), scheme="holdout")
    alone = msgspec.structs.replace(spec, models=(), cv=cv)
    problems = [p for p in cross_validation.validate(alone) if p.field != "models"]
    in_params = check(PARAMETERS, spec.params, "params")
    in_models = _strategy_problems(spec)
    problems += [*in_params, *in_models, *_cv_problems(spec.cv)]
    if not in_params:
        given = options(spec)
        unread = ("dataset", "cv.test_size")
        readable = not any(p.field.startswith(unread) for p in problems)
        owned = given["partition"] == "owner"
        clients = clients_of(spec, given) if readable or not owned else None
        if clients is not None:
            problems += _number_problems(given, clients)
        if not in_models:
            problems += _fitting_problems(spec, given, clients)
        if readable:
            problems += _data_problems(spec, given)
    return problems


def validate_data(spec: ExperimentSpec, dataset: Dataset) -> list[Problem]:
    """Problems that only the loaded rows show, and no partitioner looks for."""
    given = options(spec)
    problems = list(_model_problems(given, dataset.kind, len(dataset.classes)))
    if (
        dataset.kind == "classification"
        and dataset.test_rows is None
        and spec.cv.test_size > 0
    ):
        alone = msgspec.structs.replace(spec, models=())
        problems += cross_validation.validate_data(alone, dataset)
    return problems


def _strategy_problems(spec: ExperimentSpec) -> list[Problem]:
    if not spec.models:
        text = QT_TRANSLATE_NOOP("Message", "Choose at least one strategy.")
        return [_problem("models", text)]
    problems = []
    counted = Counter(model.key for model in spec.models)
    for i, model in enumerate(spec.models):
        where = f"models.{i}"
        if model.estimator not in STRATEGIES:
            problems.append(
                unknown_name(
                    f"{where}.estimator",
                    STRATEGIES.kind,
                    model.estimator,
                    STRATEGIES.names(),
                )
            )
            continue
        parameters = STRATEGIES.get(model.estimator).parameters
        problems += check(parameters, model.params, f"{where}.params")
    problems += [
        _problem(
            "models",
            QT_TRANSLATE_NOOP(
                "Message",
                "Two strategies are called “{name}”: give each its own “name”.",
            ),
            name=key,
        )
        for key, count in counted.items()
        if count > 1
    ]
    return problems


def _cv_problems(cv: CvSpec) -> Iterator[Problem]:
    if cv.scheme != "holdout" or cv.repeats != 1:
        yield _problem(
            "cv.scheme",
            QT_TRANSLATE_NOOP(
                "Message",
                "Joint learning keeps one part of the rows for testing: choose a "
                "hold-out, once.",
            ),
        )
    if not 0 <= cv.test_size < 1:
        yield _problem(
            "cv.test_size",
            QT_TRANSLATE_NOOP(
                "Message",
                "Keep a share of 0 (none) to below 1 of the rows for testing.",
            ),
        )


def _number_problems(given: dict[str, ParamValue], clients: int) -> Iterator[Problem]:
    """Of the dials of a round, for so many clients with rows."""
    yield from sampling_problems(
        clients,
        fraction=real(given, "fraction"),
        dropout=real(given, "dropout"),
        stragglers=real(given, "stragglers"),
        quorum=whole(given, "quorum"),
    )
    yield from attack_problems(str(given["attack"]), whole(given, "poisoned"), clients)
    yield from compression_problems(
        str(given["compression"]),
        keep=real(given, "keep"),
        levels=whole(given, "levels"),
    )
    noise = given["noise"]
    yield from privacy.check(
        clients=clients,
        rate=real(given, "fraction"),
        clip=real_or_none(given, "clip"),
        noise=0.0 if noise is None else real(given, "noise"),
        delta=real(given, "delta"),
        epsilon=real_or_none(given, "epsilon"),
        secure=given["secure"] is True,
    )
    if noise is not None and given["compression"] != "none":
        yield _problem(
            "params.compression",
            QT_TRANSLATE_NOOP(
                "Message",
                "Noise belongs to the whole sum, and compressing each update leaves "
                "some of it out, so that ε would not hold: switch one of the two off.",
            ),
        )
    if given["secure"] is True and given["compression"] != "none":
        yield _problem(
            "params.compression",
            QT_TRANSLATE_NOOP(
                "Message",
                "Masked updates are noise and cannot be compressed: switch one of the "
                "two off.",
            ),
        )


def _fitting_problems(
    spec: ExperimentSpec, given: Mapping[str, ParamValue], clients: int | None
) -> Iterator[Problem]:
    """What strategies ask of masks, of noise, and of the number of clients."""
    for i, model in enumerate(spec.models):
        entry = STRATEGIES.get(model.estimator)
        where = f"models.{i}"
        if given["secure"] is True and not entry.aggregates_sums:
            yield _problem(
                f"{where}.estimator",
                QT_TRANSLATE_NOOP(
                    "Message",
                    "{strategy} must look at each update by itself, and secure "
                    "aggregation shows their sum only: switch one of the two off.",
                ),
                strategy=entry.title,
            )
        if given["noise"] is not None and not entry.aggregates_sums:
            yield _problem(
                f"{where}.estimator",
                QT_TRANSLATE_NOOP(
                    "Message",
                    "The ε of {strategy} is not known here, since it is no mean of "
                    "updates: leave out noise, or choose federated averaging.",
                ),
                strategy=entry.title,
            )
        if entry.check is not None and clients is not None:
            params = filled(entry.parameters, model.params)
            fraction = 1.0 if entry.peers else real(given, "fraction")
            for problem in entry.check(params, chosen_count(clients, fraction)):
                yield msgspec.structs.replace(
                    problem, field=f"{where}.params.{problem.field}"
                )


def _data_problems(
    spec: ExperimentSpec, given: Mapping[str, ParamValue]
) -> Iterator[Problem]:
    summary = describe(spec.dataset)
    if summary.text:
        yield _problem(
            "dataset.name" if spec.dataset.file is None else "dataset.features",
            QT_TRANSLATE_NOOP(
                "Message",
                "Joint learning takes numbers, and these data are texts: their terms "
                "would have to be agreed on by all clients first. Choose other data, "
                "or compare models on the texts by cross-validation.",
            ),
        )
        return
    yield from _model_problems(given, summary.kind, summary.classes)
    objective = OBJECTIVES.get(model_name(str(given["model"]), summary.kind))
    for i, model in enumerate(spec.models):
        if model.estimator in STRATEGIES:
            entry = STRATEGIES.get(model.estimator)
            if problem := unsuited(entry, objective, f"models.{i}.estimator"):
                yield problem
    by_owner = given["partition"] == "owner"
    if by_owner and spec.dataset.owner is None:
        yield _problem(
            "dataset.owner",
            QT_TRANSLATE_NOOP(
                "Message",
                "Name the column of your file that says who owns a row, or choose "
                "another way of dealing rows.",
            ),
        )
    elif not by_owner:
        yield from partition.check(
            str(given["partition"]),
            kind=summary.kind,
            rows=learned_rows(spec),
            clients=whole(given, "clients"),
            params=dealing(given),
        )
    if given["moves"]:
        try:
            painting.parse(str(given["moves"]))
        except BadInput as error:
            for problem in error.problems:
                yield msgspec.structs.replace(problem, field="params.moves")


def _model_problems(
    given: Mapping[str, ParamValue], kind: str, classes: int
) -> Iterator[Problem]:
    name = model_name(str(given["model"]), kind)
    entry = OBJECTIVES.get(name)
    if entry.kind != kind:
        text = (
            QT_TRANSLATE_NOOP(
                "Message",
                "{model} predicts values; these data have classes. Choose softmax "
                "regression.",
            )
            if kind == "classification"
            else QT_TRANSLATE_NOOP(
                "Message",
                "{model} tells classes; these data have values. Choose linear "
                "regression.",
            )
        )
        yield _problem("params.model", text, model=entry.title)
    elif entry.binary_only and classes != 2:
        yield _problem(
            "params.model",
            QT_TRANSLATE_NOOP(
                "Message",
                "{model} tells two classes apart, and there are {classes}: choose "
                "softmax regression.",
            ),
            model=entry.title,
            classes=classes,
        )


def _problem(field: str, text: str, **values: Value) -> Problem:
    return Problem(field=field, message=Message(text, values))
