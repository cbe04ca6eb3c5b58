"""What growing an ensemble needs from its spec, checked before anything runs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import msgspec

from workbench.core.errors import Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import ParamValue, check, filled, real, whole
from workbench.core.spec import CvSpec, ExperimentSpec
from workbench.datasets import Dataset, describe
from workbench.estimators import needs_install
from workbench.workloads import cross_validation_rules as cross_validation
from workbench.workloads.base import Size
from workbench.workloads.growth_methods import BASES, METHODS, Growing, Method
from workbench.workloads.growth_parameters import PARAMETERS

TITLE = Message(QT_TRANSLATE_NOOP("Message", "Ensemble of one kind, grown"))
HELP = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "Grows an ensemble member by member on every split of the data: what each "
        "further member adds, what it costs, and when there are enough.",
    )
)
_TASK_OVERHEAD_S = 1e-3


def options(spec: ExperimentSpec) -> Mapping[str, ParamValue]:
    """All parameters, the given ones over the defaults."""
    return filled(PARAMETERS, spec.params)


def method_of(spec: ExperimentSpec) -> Method:
    """The way of growing that a valid spec asks for."""
    return METHODS.get(str(options(spec)["method"]), "params.method")


def growing_of(spec: ExperimentSpec) -> Growing:
    """What workers need of a valid spec."""
    given = options(spec)
    depth, rate = given["max_depth"], given["learning_rate"]
    return Growing(
        method=str(given["method"]),
        base=str(given["base"]),
        max_depth=None if depth is None else whole(given, "max_depth"),
        row_share=real(given, "row_share"),
        feature_share=real(given, "feature_share"),
        learning_rate=None if rate is None else real(given, "learning_rate"),
        out_of_bag=bool(given["out_of_bag"]),
    )


def titles(spec: ExperimentSpec) -> dict[str, Message]:
    """What the one row of the results is called."""
    name = str(options(spec)["method"])
    return {name: METHODS.get(name).title} if name in METHODS else {}


def size(spec: ExperimentSpec, workers: int = 1) -> Size:
    """Tasks and guessed seconds if growth goes to the end: the most that it takes."""
    summary, method, given = describe(spec.dataset), method_of(spec), options(spec)
    members, splits = whole(given, "members"), spec.cv.splits
    each = method.member_s(summary.rows, summary.width, summary.classes, summary.kind)
    in_task = min(whole(given, "step"), members) if method.sequential else 1
    tasks = splits * math.ceil(members / in_task)
    return Size(
        tasks=tasks,
        seconds=splits * members * each + tasks * _TASK_OVERHEAD_S,
        costs={method.name: in_task * each + _TASK_OVERHEAD_S},
        data_bytes=cross_validation.placed_bytes(summary),
    )


def validate(spec: ExperimentSpec) -> list[Problem]:
    """Problems of data, splits and parameters that show without loading any rows."""
    alone = msgspec.structs.replace(spec, models=())
    problems = [p for p in cross_validation.validate(alone) if p.field != "models"]
    in_params = check(PARAMETERS, spec.params, "params")
    problems += in_params
    if in_params:
        return problems
    problems += _method_problems(spec)
    if not any(problem.field.startswith("dataset") for problem in problems):
        problems += _kind_problems(method_of(spec), describe(spec.dataset).kind)
    if not any(problem.severity == "error" for problem in problems):
        problems += _remarks(spec)
    return problems


def validate_data(spec: ExperimentSpec, dataset: Dataset) -> list[Problem]:
    """Problems that only the loaded rows show."""
    problems = cross_validation.validate_data(
        msgspec.structs.replace(spec, models=()), dataset
    )
    problems += _kind_problems(method_of(spec), dataset.kind)
    if dataset.kind == "regression" and not problems:
        problems += _lonely_rows(spec.cv, len(dataset.y))
    return problems


def _method_problems(spec: ExperimentSpec) -> Iterator[Problem]:
    method, given = method_of(spec), options(spec)
    if not method.available:
        yield Problem(field="params.method", message=needs_install(method.title))
    if given["base"] != BASES[0] and not method.bags:
        yield Problem(
            field="params.base",
            message=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "{method} grows decision trees only. Choose these, or one of: "
                    "{others}.",
                ),
                {
                    "method": method.title,
                    "others": tuple(m.title for _, m in METHODS.items() if m.bags),
                },
            ),
        )


def _kind_problems(method: Method, kind: str) -> list[Problem]:
    if kind == "classification" or not method.classes_only:
        return []
    return [
        Problem(
            field="params.method",
            message=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "{method} predicts classes here, but the target of these data is a "
                    "value. Choose {other}, or a forest.",
                ),
                {
                    "method": method.title,
                    "other": METHODS.get("gradient_boosting").title,
                },
            ),
        )
    ]


def _lonely_rows(cv: CvSpec, rows: int) -> Iterator[Problem]:
    """R² of a single test row is not defined."""
    if cv.scheme == "holdout" and math.ceil(rows * cv.test_size) < 2:
        yield Problem(
            field="cv.test_size",
            message=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "One test row is too few to compute R²: test on a larger share of "
                    "the {rows} rows.",
                ),
                {"rows": rows},
            ),
        )


def _remarks(spec: ExperimentSpec) -> Iterator[Problem]:
    method, splits = method_of(spec), spec.cv.splits
    if options(spec)["stop_when_flat"] and splits == 1:
        yield Problem(
            field="cv.repeats",
            severity="warning",
            message=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "A single split gives no interval, so growth cannot be found flat "
                    "and goes to the end: use several folds or repeats.",
                )
            ),
        )
    if method.sequential and max(spec.workers, default=1) > splits:
        yield Problem(
            field="workers",
            severity="warning",
            message=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "{method} is sequential: within a split each member waits for the "
                    "one before it. {splits} splits keep at most {splits} workers "
                    "busy; the others will be idle.",
                ),
                {"method": method.title, "splits": splits},
            ),
        )
