"""Runs to take models from, as the history would give them, without running them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from workbench.core import events as ev
from workbench.core.spec import CvSpec, DatasetSpec, ExperimentSpec, ModelSpec
from workbench.core.state import RunState
from workbench.ensembles.rules import RULES
from workbench.estimators import ESTIMATORS

CLASSIFIERS = (
    ModelSpec(estimator="logistic_regression"),
    ModelSpec(estimator="decision_tree", params={"max_depth": 3}),
    ModelSpec(estimator="naive_bayes", name="bayes 1"),
)
REGRESSORS = (
    ModelSpec(estimator="linear_regression"),
    ModelSpec(estimator="decision_tree_regressor", params={"max_depth": 3}),
    ModelSpec(estimator="k_nearest_neighbours_regressor"),
)
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
"""Variables for a program of small matrices, on which more threads only wait."""
PLANTS = """\
height;habit;leaves;species
{rows}
"""


def spec(
    *rows: ModelSpec,
    members: tuple[ModelSpec, ...] = CLASSIFIERS,
    workload: str = "ensemble",
    **changes: Any,
) -> ExperimentSpec:
    base = {"cv": CvSpec(folds=3, inner_folds=3), "seed": 4, **changes}
    return ExperimentSpec(workload=workload, models=(*members, *rows), **base)


def state(of: ExperimentSpec, scores: tuple[float, ...] = (0.9, 0.96)) -> RunState:
    """A finished run in which every row scored the same."""
    estimate = ev.Estimated(
        t=1.0,
        scaling=(),
        models={
            model.key: ev.ModelEstimate(
                fold_scores=scores,
                mean=float(np.mean(scores)),
                ci95=(0.88, 0.98),
                fit_s=0.1,
                score_s=0.1,
                cost_s=0.4,
            )
            for model in of.models
        },
        verdict=ev.Verdict(),
        remaining_s=None,
        trials_left=0,
        identical_across_workers=True,
    )
    return RunState(status="done", run_id=7, spec=of, estimate=estimate)


def plants(folder: Path, *, missing: bool = True, rows: int = 60) -> DatasetSpec:
    """A semicolon file with decimal commas, a category and gaps."""
    draw = np.random.default_rng(2)
    lines = []
    for number in range(rows):
        tall = number % 2
        height = f"{draw.normal(10 + 4 * tall, 2):.2f}".replace(".", ",")
        habit = ("bush", "herb, low", "tree")[draw.integers(0, 2) + tall]
        leaves = str(draw.integers(3, 9) + 2 * tall)
        if missing and number % 11 == 0:
            height = "NA"
        if missing and number % 13 == 0:
            habit = ""
        lines.append(f"{height};{habit};{leaves};{('oak', 'elm')[tall]}")
    path = folder / "plants.csv"
    path.write_text("height;habit;leaves;species\n" + "\n".join(lines) + "\n")
    return DatasetSpec(file=str(path), target="species")


def rule(name: str, **params: Any) -> ModelSpec:
    return ModelSpec(estimator=name, params=params)


__all__ = ["CLASSIFIERS", "ESTIMATORS", "REGRESSORS", "RULES"]
