"""What joint learning needs from its spec, checked before anything runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from workbench.core.errors import BadInput, Problem, unknown_name
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.core.parameters import ParamValue, check, filled, whole
from workbench.core.spec import CvSpec, ExperimentSpec
from workbench.datasets import Dataset, describe
from workbench.joint import painting
from workbench.joint.base import OBJECTIVES, STRATEGIES
from workbench.workloads import cross_validation_rules as cross_validation
from workbench.workloads.base import Size
from workbench.workloads.joint_data import model_name
from workbench.workloads.joint_parameters import PARAMETERS

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
_MOST_SECURE = 200


def options(spec: ExperimentSpec) -> dict[str, ParamValue]:
    """The workload's parameters, defaults filled in."""
    return filled(PARAMETERS, spec.params)


def size(spec: ExperimentSpec, workers: int = 1) -> Size:
    """Tasks and guessed seconds if every strategy makes all its rounds."""
    summary, given = describe(spec.dataset), options(spec)
    clients = whole(given, "clients")
    fraction = given["fraction"]
    assert isinstance(fraction, int | float)
    rows = summary.rows * (1 - spec.cv.test_size) / clients
    cells = rows * summary.features * max(1, summary.classes)
    tasks, seconds, costs = 0, 0.0, {}
    for model in spec.models:
        entry = STRATEGIES.get(model.estimator)
        params = filled(entry.parameters, model.params)
        steps = params.get("epochs") or params.get("steps") or 1
        assert isinstance(steps, int | float)
        made = rounds_of(model.estimator, whole(given, "rounds"))
        costs[model.key] = _TASK_OVERHEAD_S + steps * cells * _PER_CELL_S
        each = made * max(1, round(clients * fraction))
        tasks += each
        seconds += each * costs[model.key]
    return Size(
        tasks=tasks, seconds=seconds, costs=costs, data_bytes=summary.size_bytes
    )


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
        problems += _number_problems(given)
        problems += _privacy_problems(given)
        if not in_models:
            problems += _fitting_problems(spec, given)
        if not any(problem.field.startswith("dataset") for problem in problems):
            problems += _data_problems(spec, given)
    return problems


def validate_data(spec: ExperimentSpec, dataset: Dataset) -> list[Problem]:
    """Problems that only the loaded rows show, and no partitioner looks for."""
    given = options(spec)
    problems = list(_model_problems(given, dataset.kind, len(dataset.classes)))
    if given["noise"] is not None and dataset.owner is not None:
        problems += _delta_problems(given, len(set(dataset.owner)))
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
                "Message", "Keep a share of 0 (none) to below 1 of the rows for testing."
            ),
        )


def _number_problems(given: Mapping[str, ParamValue]) -> Iterator[Problem]:
    clients = whole(dict(given), "clients")
    if given["fraction"] == 0:
        yield _problem(
            "params.fraction",
            QT_TRANSLATE_NOOP("Message", "With no clients in a round nothing is learned."),
        )
    if given["partition"] == "owner":
        return
    if whole(dict(given), "quorum") > clients:
        yield _problem(
            "params.quorum",
            QT_TRANSLATE_NOOP(
                "Message",
                "A quorum of {quorum} is more than the {clients} clients: no round "
                "would count. Use at most {clients}.",
            ),
            quorum=whole(dict(given), "quorum"),
            clients=clients,
        )
    if whole(dict(given), "poisoned") > clients:
        yield _problem(
            "params.poisoned",
            QT_TRANSLATE_NOOP(
                "Message", "There are only {clients} clients to poison."
            ),
            clients=clients,
        )


def _privacy_problems(given: Mapping[str, ParamValue]) -> Iterator[Problem]:
    epsilon = given["epsilon"]
    if isinstance(epsilon, int | float) and epsilon <= 0:
        yield _problem(
            "params.epsilon",
            QT_TRANSLATE_NOOP(
                "Message",
                "A budget ε must be above 0: 1 is strict, 10 is loose. Leave it out "
                "for none.",
            ),
        )
    if given["noise"] is not None and given["clip"] is None:
        yield _problem(
            "params.clip",
            QT_TRANSLATE_NOOP(
                "Message",
                "Noise protects only what cannot be longer than a limit: set “clip”.",
            ),
        )
    if epsilon is not None and given["noise"] is None:
        yield _problem(
            "params.noise",
            QT_TRANSLATE_NOOP(
                "Message", "A budget ε counts noise, and there is none: set “noise”."
            ),
        )
    if given["noise"] is not None and given["partition"] != "owner":
        yield from _delta_problems(given, whole(dict(given), "clients"))
    if given["secure"] is True and whole(dict(given), "clients") > _MOST_SECURE:
        yield _problem(
            "params.secure",
            QT_TRANSLATE_NOOP(
                "Message",
                "Secure aggregation is simulated for up to {most} clients.",
            ),
            most=_MOST_SECURE,
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


def _delta_problems(given: Mapping[str, ParamValue], clients: int) -> Iterator[Problem]:
    delta = given["delta"]
    assert isinstance(delta, int | float)
    if not 0 < delta < 1 / clients:
        yield _problem(
            "params.delta",
            QT_TRANSLATE_NOOP(
                "Message",
                "δ must lie above 0 and below 1/{clients} (one over the number of "
                "clients), else giving one client's rows away would be allowed: use "
                "{proposed:.1g} or less.",
            ),
            clients=clients,
            proposed=0.1 / clients,
        )


def _fitting_problems(
    spec: ExperimentSpec, given: Mapping[str, ParamValue]
) -> Iterator[Problem]:
    """What strategies ask of the model, of each other's company, and of masks."""
    clients = whole(dict(given), "clients")
    for i, model in enumerate(spec.models):
        entry = STRATEGIES.get(model.estimator)
        where = f"models.{i}"
        if entry.needs_convex and given["model"] == "mlp":
            yield _problem(
                f"{where}.estimator",
                QT_TRANSLATE_NOOP(
                    "Message",
                    "{strategy} needs a convex model, which a neural network is not: "
                    "choose softmax regression.",
                ),
                strategy=entry.title,
            )
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
        if entry.check is not None and given["partition"] != "owner":
            params = filled(entry.parameters, model.params)
            for problem in entry.check(params, clients):
                yield msgspec.structs.replace(
                    problem, field=f"{where}.params.{problem.field}"
                )


def _data_problems(
    spec: ExperimentSpec, given: Mapping[str, ParamValue]
) -> Iterator[Problem]:
    summary = describe(spec.dataset)
    yield from _model_problems(given, summary.kind, summary.classes)
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
    clients = whole(dict(given), "clients")
    if not by_owner and clients > summary.rows:
        yield _problem(
            "params.clients",
            QT_TRANSLATE_NOOP(
                "Message",
                "There are only {rows} rows for {clients} clients: use fewer clients.",
            ),
            rows=summary.rows,
            clients=clients,
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
    if entry.kind not in (kind, None):
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
