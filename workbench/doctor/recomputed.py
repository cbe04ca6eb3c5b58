"""The computations behind the reference cases, each by the program's own functions."""

from __future__ import annotations

from statistics import fmean
from typing import Any

import numpy as np

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.spec import (
    CvSpec,
    DatasetSpec,
    ExperimentSpec,
    ModelSpec,
    RepeatSpec,
)
from workbench.core.state import fold
from workbench.datasets import DATASETS
from workbench.doctor.base import Subject
from workbench.doctor.reference import Case, computes
from workbench.ensembles import Predicted, compare
from workbench.ensembles.diversity import diversity, pairs
from workbench.ensembles.majority import majority_of_equals
from workbench.ensembles.rules.greedy import by_log_loss
from workbench.ensembles.rules.super_learner import nnls_weights
from workbench.ensembles.rules.votes import mean_probabilities, soft_vote
from workbench.planner import expand
from workbench.runner import run
from workbench.scaling import laws, paired_speedup, scaling_points
from workbench.session import Engines


@computes(
    "scaling.amdahl",
    Message(QT_TRANSLATE_NOOP("Message", "Amdahl’s law")),
)
def _amdahl(case: Case, subject: Subject) -> dict[str, Any]:
    return {"speedup": laws.amdahl(case["p"], case["f"]).tolist()}


@computes(
    "scaling.gustafson",
    Message(QT_TRANSLATE_NOOP("Message", "Gustafson’s law")),
)
def _gustafson(case: Case, subject: Subject) -> dict[str, Any]:
    return {"speedup": [float(laws.gustafson(case["p"], s)) for s in case["s_prime"]]}


@computes(
    "scaling.karp_flatt",
    Message(QT_TRANSLATE_NOOP("Message", "Karp and Flatt’s metric")),
)
def _karp_flatt(case: Case, subject: Subject) -> dict[str, Any]:
    pairs = zip(case["speedup"], case["p"], strict=True)
    return {"e": [laws.karp_flatt(speedup, p) for speedup, p in pairs]}


@computes(
    "scaling.amdahl_fit",
    Message(QT_TRANSLATE_NOOP("Message", "Fitting Amdahl’s law")),
    tolerances={"limit_speedup": {"abs": 5e-3}},
)
def _amdahl_fit(case: Case, subject: Subject) -> dict[str, Any]:
    from workbench.scaling.fitting import fit
    from workbench.scaling.laws import AMDAHL

    seconds = case["seconds"]
    found = fit(AMDAHL, case["p"], [1 / s for s in seconds], "relative")
    serial = found.parameters["serial_fraction"].value
    pairs = zip(seconds, case["p"], strict=True)
    return {
        "parallel_fraction": 1 - serial,
        "limit_speedup": 1 / serial,
        "karp_flatt": [laws.karp_flatt(seconds[0] / s, p) for s, p in pairs],
    }


@computes(
    "scaling.usl",
    Message(QT_TRANSLATE_NOOP("Message", "Fitting the Universal Scalability Law")),
    tolerances={"se": {"rel": 1e-3}},
)
def _usl(case: Case, subject: Subject) -> dict[str, Any]:
    from workbench.scaling.fitting import fit
    from workbench.scaling.laws import USL

    found = fit(USL, case["N"], case["X"])
    names = ("alpha", "beta", "gamma")
    return {
        **{name: found.parameters[name].value for name in names},
        "se": [found.parameters[name].se for name in names],
        "ci95": {name: list(found.parameters[name].ci95) for name in names},
        "residual_sd": found.residual_sd,
        "df": found.df,
        "peak_N": found.peak_workers,
        "peak_X": found.peak,
        "limit_X": found.limit,
    }


@computes(
    "scaling.isoefficiency",
    Message(QT_TRANSLATE_NOOP("Message", "Efficiency of adding numbers")),
)
def _isoefficiency(case: Case, subject: Subject) -> dict[str, Any]:
    return {"efficiency": laws.adding_efficiency(case["n"], case["p"]).tolist()}


@computes(
    "scaling.stragglers",
    Message(QT_TRANSLATE_NOOP("Message", "Waiting for the slowest")),
)
def _stragglers(case: Case, subject: Subject) -> dict[str, Any]:
    return {"value": [laws.straggler_factor(n) for n in case["n"]]}


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
        Predicted(labels=np.array([int(np.argmax(row))]), probabilities=np.array([row]))
        for row in case["probabilities"]
    ]
    return {
        "mean": mean_probabilities(members)[0].tolist(),
        "winner": int(soft_vote(members)[0]),
    }


@computes(
    "ensembles.majority",
    Message(QT_TRANSLATE_NOOP("Message", "Majority of independent members")),
)
def _majority(case: Case, subject: Subject) -> dict[str, Any]:
    return {"value": [majority_of_equals(case["p"], members) for members in case["L"]]}


@computes(
    "ensembles.diversity",
    Message(QT_TRANSLATE_NOOP("Message", "Diversity of two members")),
)
def _diversity(case: Case, subject: Subject) -> dict[str, Any]:
    labels, truth = np.array([case["h1"], case["h2"]]), np.array(case["y"])
    counted = pairs(labels == truth)
    found = diversity(("h1", "h2"), labels, truth, 2)
    return {
        **{
            name: int(getattr(counted, name.lower())[0, 1])
            for name in ("N11", "N10", "N01", "N00")
        },
        "Q": found.q[0][1],
        "correlation": found.correlation[0][1],
        "disagreement": found.disagreement[0][1],
        "double_fault": found.double_fault[0][1],
    }


@computes(
    "ensembles.greedy_selection",
    Message(QT_TRANSLATE_NOOP("Message", "Greedy selection and the super learner")),
)
def _greedy_selection(case: Case, subject: Subject) -> dict[str, Any]:
    stated, y = np.array(case["P_of_class_1"]), np.array(case["y"])
    of_truth = np.where(y == 1, stated, 1.0 - stated)
    path = by_log_loss(of_truth, len(case["picks"]))
    weights = nnls_weights(list(stated), y.astype(float))
    assert weights is not None  # no column is empty
    return {
        "single_losses": [by_log_loss(row[None], 1).losses[0] for row in of_truth],
        "picks": path.picks,
        "losses": path.losses,
        "nnls_weights_normalised": weights.tolist(),
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
