from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.model_selection import RepeatedStratifiedKFold, cross_val_score

from workbench.core.cancel import CancelToken
from workbench.core.plan import Report, Submit, Trial
from workbench.core.results import Scores
from workbench.core.spec import CvSpec, DatasetSpec, ExperimentSpec, ModelSpec
from workbench.engines import ENGINES, Engine
from workbench.estimators import ESTIMATORS
from workbench.workloads import WORKLOADS

VECTORS = json.loads(
    (Path(__file__).parent.parent / "reference" / "vectors.json").read_text()
)["ensembles"]
TRIAL = Trial(id=1, engine="serial", workers=1, repeat=1)


@pytest.fixture
def serial() -> Iterator[Engine]:
    with ENGINES.get("serial")() as engine:
        yield engine


def outcome(spec: ExperimentSpec, engine: Engine) -> tuple[Scores, list[Report]]:
    """One trial, driven by hand as the runner drives it."""
    workload = WORKLOADS.get(spec.workload).build(spec)
    data = engine.place(workload.arrays())
    steps = workload.steps(TRIAL, data)
    reports: list[Report] = []
    answer = None
    try:
        while True:
            step = steps.send(answer)
            assert isinstance(step, Submit)
            answer = []
            for result in engine.map(step.tasks, CancelToken(), workers=1):
                answer.append(result)
                reports += step.report(result)
    except StopIteration as stop:
        return stop.value, reports
    finally:
        engine.release(data)


def spec(**changes: Any) -> ExperimentSpec:
    models = tuple(
        ModelSpec(estimator=name)
        for name in ("logistic_regression", "decision_tree", "naive_bayes", "soft_vote")
    )
    base = ExperimentSpec(models=models, cv=CvSpec(folds=5, repeats=2), seed=3)
    return msgspec.structs.replace(base, **changes)


def test_that_fold_scores_equal_cross_val_score_on_the_same_folds(
    serial: Engine,
) -> None:
    X, y = load_iris(return_X_y=True)
    scores, _ = outcome(spec(), serial)
    folds = RepeatedStratifiedKFold(n_splits=5, n_repeats=2, random_state=3)
    for name in ("logistic_regression", "decision_tree", "naive_bayes"):
        model = ESTIMATORS.get(name).make({}, 3)
        expected = cross_val_score(model, X, y, cv=folds)
        assert scores.models[name].fold_scores == pytest.approx(tuple(expected))


def test_that_the_reference_vote_on_iris_is_reached(serial: Engine) -> None:
    case = VECTORS["iris_hard_vote"]
    names = load_iris().feature_names
    scores, _ = outcome(
        ExperimentSpec(
            dataset=DatasetSpec(name="iris", features=(names[1], names[2])),
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
            seed=1,
        ),
        serial,
    )
    means = {key: np.mean(m.fold_scores) for key, m in scores.models.items()}
    assert means == pytest.approx(case["accuracy"], abs=case["abs"])


def test_that_every_split_of_every_model_and_vote_is_reported_once(
    serial: Engine,
) -> None:
    scores, reports = outcome(spec(), serial)
    seen = {(r.key, r.x): r.y for r in reports}
    assert len(seen) == len(reports) == 4 * 10
    for key, model in scores.models.items():
        assert tuple(seen[key, i] for i in range(10)) == model.fold_scores


def test_that_a_vote_is_fitted_by_nobody_and_costs_its_members(serial: Engine) -> None:
    scores, _ = outcome(spec(), serial)
    members = ("logistic_regression", "decision_tree", "naive_bayes")
    assert scores.models["soft_vote"].cost_s == pytest.approx(
        sum(scores.models[m].cost_s for m in members)
    )


def test_that_the_same_seed_gives_the_same_digest_and_another_does_not(
    serial: Engine,
) -> None:
    first, _ = outcome(spec(), serial)
    again, _ = outcome(spec(), serial)
    other, _ = outcome(spec(seed=4), serial)
    assert first.digest == again.digest
    assert first.digest != other.digest


def test_that_a_failing_model_costs_only_its_own_scores(serial: Engine) -> None:
    # Three neighbours cannot be found among two training rows.
    models = (
        ModelSpec(estimator="naive_bayes"),
        ModelSpec(estimator="k_nearest_neighbours", params={"n_neighbors": 1000}),
        ModelSpec(estimator="hard_vote"),
    )
    scores, _ = outcome(spec(models=models), serial)
    assert None not in scores.models["naive_bayes"].fold_scores
    assert set(scores.models["k_nearest_neighbours"].fold_scores) == {None}
    assert set(scores.models["hard_vote"].fold_scores) == {None}


def test_that_regression_is_scored_by_r2_and_votes_by_mean(serial: Engine) -> None:
    scores, _ = outcome(
        ExperimentSpec(
            dataset=DatasetSpec(name="diabetes"),
            models=tuple(
                ModelSpec(estimator=name)
                for name in ("ridge", "decision_tree_regressor", "mean_vote")
            ),
        ),
        serial,
    )
    assert scores.metric == "r2"
    ridge, tree, vote = (np.mean(m.fold_scores) for m in scores.models.values())
    assert 0.3 < ridge < 0.6
    assert tree < vote < ridge + 0.05


@pytest.mark.parametrize("shuffle", [True, False])
def test_that_a_hold_out_tests_its_share_once(serial: Engine, shuffle: bool) -> None:
    cv = CvSpec(scheme="holdout", test_size=0.2, shuffle=shuffle)
    scores, reports = outcome(spec(cv=cv), serial)
    assert all(len(m.fold_scores) == 1 for m in scores.models.values())
    assert len(reports) == 4


def test_that_chosen_weights_vote_without_inner_folds(serial: Engine) -> None:
    models = (
        ModelSpec(estimator="naive_bayes"),
        ModelSpec(estimator="decision_tree"),
        ModelSpec(estimator="weighted_vote", params={"weights": "0, 1"}),
        ModelSpec(estimator="trimmed_mean"),
        ModelSpec(estimator="soft_vote"),
    )
    scores, _ = outcome(spec(models=models), serial)
    found = {key: model.fold_scores for key, model in scores.models.items()}
    assert found["weighted_vote"] == found["decision_tree"] != found["naive_bayes"]
    assert found["trimmed_mean"] == found["soft_vote"]  # of two none is left out
