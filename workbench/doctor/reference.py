"""Reference cases: published figures, recomputed by the program as it is installed.

``assets/reference/cases.json`` holds each case under its area and name: inputs, the
published values, ``abs`` or ``rel`` (how closely they must be met), and ``source``. A
computation here takes a case and gives the same values anew, under the same keys. To
add a case, put it into the file and register a computation under ``area.name``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import fmean
from typing import Any

import msgspec
import numpy as np

from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.core.registry import Registry
from workbench.core.spec import (
    CvSpec,
    DatasetSpec,
    ExperimentSpec,
    ModelSpec,
    RepeatSpec,
)
from workbench.core.state import fold
from workbench.datasets import DATASETS
from workbench.doctor.base import Finding, Subject, check
from workbench.ensembles import Member, compare
from workbench.ensembles.votes import mean_probabilities, soft_vote
from workbench.planner import expand
from workbench.runner import run
from workbench.scaling import paired_speedup, scaling_points
from workbench.session import Engines

Case = Mapping[str, Any]
Computation = Callable[[Case, Subject], dict[str, Any]]

COMPUTATIONS: Registry[Computation] = Registry(
    Message(QT_TRANSLATE_NOOP("Message", "computation"))
)
_EXACTLY = 1e-12


def computes(
    name: str, title: Message, *, slow: bool = False
) -> Callable[[Computation], Computation]:
    """Register the decorated computation, and the check that carries it out."""

    def register(computation: Computation) -> Computation:
        @check(f"reference.{name}", group="reference", title=title, slow=slow)
        def recompute(subject: Subject) -> Finding:
            return judge(name, computation, subject)

        return COMPUTATIONS.add(name, computation)

    return register


def cases(file: Path) -> dict[str, dict[str, Any]]:
    """All cases of the file, by ``area.name``; ``ValueError`` when it is damaged."""
    try:
        areas = msgspec.json.decode(file.read_bytes(), type=dict[str, dict[str, Any]])
    except (OSError, msgspec.DecodeError) as error:
        raise ValueError(str(error)) from None
    return {
        f"{area}.{name}": case
        for area, its in areas.items()
        for name, case in its.items()
    }


def judge(name: str, computation: Computation, subject: Subject) -> Finding:
    """Compute the case and hold it against what was published."""
    try:
        case = cases(subject.cases)[name]
        source = str(case["source"])
        computed = computation(case, subject)
        published = {key: case[key] for key in computed}
    except (KeyError, ValueError) as error:
        return Finding(
            status="failed",
            found=Message(
                QT_TRANSLATE_NOOP(
                    "Message", "The case cannot be read from {path}: {error}"
                ),
                {"path": str(subject.cases), "error": str(error)},
            ),
            remedy=_REINSTALL,
        )
    tolerance: dict[str, float] = {
        key: case[key] for key in ("abs", "rel") if key in case
    }
    off = [key for key in computed if not agree(computed[key], case[key], tolerance)]
    facts = {
        "published": published,
        "computed": computed,
        "tolerance": tolerance,
        "source": source,
    }
    values: dict[str, Value] = {
        "computed": _shown({k: computed[k] for k in off or computed}, tolerance),
        "published": _shown({k: published[k] for k in off or computed}, tolerance),
        "source": source,
    }
    if off:
        return Finding(
            status="failed",
            found=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "Computed: {computed}. Published: {published}. Source: {source}",
                ),
                values,
            ),
            remedy=_REINSTALL,
            facts=facts,
        )
    return Finding(
        status="ok",
        found=Message(
            QT_TRANSLATE_NOOP("Message", "As published: {computed}. Source: {source}"),
            values,
        ),
        facts=facts,
    )


def agree(computed: Any, published: Any, tolerance: Mapping[str, float]) -> bool:
    """Whether they are the same shape, and each number as close as it must be."""
    if isinstance(published, Mapping):
        return (
            isinstance(computed, Mapping)
            and computed.keys() == published.keys()
            and all(agree(computed[k], published[k], tolerance) for k in published)
        )
    if isinstance(published, list):
        return (
            isinstance(computed, list)
            and len(computed) == len(published)
            and all(map(lambda a, b: agree(a, b, tolerance), computed, published))
        )
    if computed is None or published is None:
        return computed is published
    return math.isclose(
        computed,
        published,
        abs_tol=tolerance.get("abs", _EXACTLY),
        rel_tol=tolerance.get("rel", 0.0),
    )


@computes(
    "scaling.speedup_ci",
    Message(QT_TRANSLATE_NOOP("Message", "Speedup and its interval")),
)
def _speedup(case: Case, subject: Subject) -> dict[str, Any]:
    interval = paired_speedup(case["T1"], case["Tp"])
    assert interval is not None  # there are six pairs
    one, other = scaling_points({1: case["T1"], 2: case["Tp"]})
    return {
        "paired_geometric_mean": interval.value,
        "paired_ci95": [interval.low, interval.high],
        "ratio_of_medians": one.median_s / other.median_s,
    }


@computes(
    "ensembles.soft_vote",
    Message(QT_TRANSLATE_NOOP("Message", "Soft vote")),
)
def _soft_vote(case: Case, subject: Subject) -> dict[str, Any]:
    members = [
        Member(
            predictions=np.array([int(np.argmax(row))]), probabilities=np.array([row])
        )
        for row in case["probabilities"]
    ]
    return {
        "mean": mean_probabilities(members)[0].tolist(),
        "winner": int(soft_vote(members)[0]),
    }


@computes(
    "ensembles.corrected_t",
    Message(QT_TRANSLATE_NOOP("Message", "Comparing two models")),
)
def _corrected_t(case: Case, subject: Subject) -> dict[str, Any]:
    ours = case["differences"]
    theirs = [0.0] * len(ours)
    corrected = compare(ours, theirs, case["n_test"] / case["n_train"])
    naive = compare(ours, theirs, 0.0)
    return {
        "t": corrected.t,
        "p_two_sided": corrected.p,
        "naive_t": naive.t,
        "naive_p": naive.p,
    }


@computes(
    "ensembles.iris_hard_vote",
    Message(QT_TRANSLATE_NOOP("Message", "Hard vote on iris")),
    slow=True,
)
def _iris_hard_vote(case: Case, subject: Subject) -> dict[str, Any]:
    features = DATASETS.get("iris").feature_names({})
    spec = ExperimentSpec(
        dataset=DatasetSpec(name="iris", features=features[1:3]),
        models=(
            ModelSpec(
                name="lr", estimator="logistic_regression", params={"scale": False}
            ),
            ModelSpec(
                name="rf", estimator="random_forest", params={"n_estimators": 50}
            ),
            ModelSpec(name="gnb", estimator="naive_bayes"),
            ModelSpec(estimator="hard_vote"),
        ),
        cv=CvSpec(folds=5, shuffle=False),
        engine="serial",
        workers=(1,),
        repeats=RepeatSpec(minimum=1, maximum=1),
        seed=1,
    )
    engines = Engines()
    try:
        state = fold(run(expand(spec, 1, {}), engines, subject.cancel))
    finally:
        engines.close()
    if not state.trials:
        raise ValueError(str(state.error or state.status))
    models = state.trials[-1].scores.models
    return {
        "accuracy": {
            key: fmean(s for s in model.fold_scores if s is not None)
            for key, model in models.items()
        }
    }


def _shown(
    values: Mapping[str, Any], tolerance: Mapping[str, float]
) -> tuple[str, ...]:
    """The values by name, with the digits that the tolerance lets one compare."""
    smallest = tolerance.get("abs") or tolerance.get("rel") or 1e-4
    digits = min(6, max(4, math.ceil(-math.log10(smallest))))
    return tuple(f"{name} {_figures(value, digits)}" for name, value in _flat(values))


def _flat(values: Mapping[str, Any]) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, value in values.items():
        found += _flat(value) if isinstance(value, Mapping) else [(name, value)]
    return found


def _figures(value: Any, digits: int) -> str:
    if isinstance(value, list):
        return f"[{' '.join(_figures(item, digits) for item in value)}]"
    return f"{value:.{digits}f}" if isinstance(value, float) else str(value)


_REINSTALL = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "Do not trust figures of this installation. Install the program again; if that "
        "does not help, send this report to the authors.",
    )
)
