"""Texts in every workload: nothing leaks, and every engine scores the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import make_pipeline

from workbench.core.cancel import CancelToken
from workbench.core.errors import BadInput
from workbench.core.finding import Finding
from workbench.core.plan import Submit, Trial
from workbench.core.results import Scores
from workbench.core.spec import CvSpec, DatasetSpec, ExperimentSpec, ModelSpec
from workbench.datasets import load
from workbench.engines import ENGINES, Engine
from workbench.ensembles import RULES
from workbench.planner import PRESETS
from workbench.workloads import WORKLOADS
from workbench.workloads.cross_validation import Recipe, build
from workbench.workloads.growth_members import split_rows

TRIAL = Trial(id=1, engine="serial", workers=1, repeat=1)
TOPICS = DatasetSpec(name="topics", params={"rows": 160, "words": 25})
MEMBERS = (
    ModelSpec(estimator="logistic_regression"),
    ModelSpec(estimator="complement_naive_bayes"),
    ModelSpec(estimator="decision_tree"),
)


def spec(*rules: str, **changes: Any) -> ExperimentSpec:
    base: dict[str, Any] = {
        "dataset": TOPICS,
        "models": (*MEMBERS, *(ModelSpec(estimator=name) for name in rules)),
        "cv": CvSpec(folds=3, inner_folds=3),
        "seed": 3,
    }
    return ExperimentSpec(**{**base, **changes})


def scored(of: ExperimentSpec, engine: Engine, workers: int = 1) -> Scores:
    """One trial, driven by hand as the runner drives it."""
    workload = WORKLOADS.get(of.workload).build(of)
    data = engine.place(workload.arrays())
    try:
        steps = workload.steps(TRIAL, data)
        answer: list[Any] | None = None
        while True:
            step = steps.send(answer)
            answer = None
            if isinstance(step, Submit):
                answer = []
                for result in engine.map(step.tasks, CancelToken(), workers=workers):
                    assert result.error is None, result.error
                    answer.append(result)
                    list(step.report(result))
            elif isinstance(step, Finding) and callable(step.body):
                step.body()
    except StopIteration as stop:
        return stop.value
    finally:
        engine.release(data)


def on(name: str, of: ExperimentSpec) -> Scores:
    with ENGINES.get(name)(threads_per_worker=1) as engine:
        return scored(of, engine, workers=1 if engine.max_workers == 1 else 2)


def problems(of: ExperimentSpec) -> dict[str, str]:
    found = WORKLOADS.get(of.workload).validate(of)
    if not found:
        with pytest.raises(BadInput) as caught:
            WORKLOADS.get(of.workload).build(of)
        found = list(caught.value.problems)
    return {problem.field: str(problem.message) for problem in found}


def test_that_scores_are_those_of_scikit_learns_own_pipeline() -> None:
    data = load(TOPICS, 3)
    model = make_pipeline(
        TfidfVectorizer(min_df=2, max_features=1000, sublinear_tf=True), ComplementNB()
    )
    texts = [cell.decode() for cell in data.X[:, 0]]
    folds = StratifiedKFold(3, shuffle=True, random_state=3)
    expected = cross_val_score(model, texts, data.y, cv=folds)
    found = on("serial", spec()).models["complement_naive_bayes"].fold_scores
    assert found == pytest.approx(tuple(expected), abs=0)


def test_that_terms_of_test_rows_are_unknown_to_the_model() -> None:
    """The vocabulary is learned anew in each fold, from its training rows alone."""
    data = load(TOPICS, 3)
    X = data.X.astype("S400")
    test = np.arange(len(X)) % 4 == 0
    X[test] = np.char.add(X[test], b" leaked leaked")
    model = build(ModelSpec(estimator="naive_bayes"), Recipe.of(data, 3), 1)
    model.fit(X[~test], data.y[~test])
    terms = model[0].named_transformers_["text"].vocabulary_
    assert "leaked" not in terms
    assert set(terms) <= set(b" ".join(X[~test, 0]).decode().replace(".", "").split())


def test_that_growing_ensembles_learn_terms_of_training_rows_alone() -> None:
    data = load(TOPICS, 3)
    assignment = np.where(np.arange(len(data.y)) % 4 == 0, 0, -1)[None]
    X = data.X.astype("S400")
    X[assignment[0] == 0] = b"leaked leaked"

    class Handle:
        def arrays(self) -> dict[str, Any]:
            return {"X": X, "y": data.y, "assignment": assignment}

    rows = split_rows(Handle(), Recipe.of(data, 3), 0, 0)  # type: ignore[arg-type]
    assert rows.X.shape[1] == rows.X_test.shape[1]
    assert not rows.X_test.any()


@pytest.mark.parametrize("engine", ["threads", "processes", "joblib"])
def test_that_every_engine_scores_the_same_bit_for_bit(engine: str) -> None:
    if not ENGINES.get(engine)().availability().available:
        pytest.skip(f"{engine} is not installed")
    of = spec("soft_vote", "stacking_logistic", workload="ensemble")
    assert on(engine, of).digest == on("serial", of).digest


def test_that_every_rule_combines_models_of_texts() -> None:
    rules = [name for name, rule in RULES.items() if rule.suits("classification")]
    found = on("serial", spec(*rules, workload="ensemble")).models
    assert set(rules) <= set(found)
    for name in rules:
        scores = [score for score in found[name].fold_scores if score is not None]
        assert np.mean(scores) > 0.3, name  # one of four is guessed right


@pytest.mark.parametrize(
    "method", ["random_forest", "random_subspaces", "adaboost", "gradient_boosting"]
)
def test_that_an_ensemble_grows_on_texts(method: str) -> None:
    params = {"method": method, "members": 4, "step": 2}
    of = spec(workload="ensemble_growth", models=(), params=params)
    (scores,) = on("serial", of).models.values()
    assert all(score is not None and score > 0.25 for score in scores.fold_scores)


def test_that_chinese_is_told_apart_by_characters() -> None:
    data = DatasetSpec(name="topics_zh", params={"rows": 160, "topical": 0.4})
    found = on("serial", spec(dataset=data)).models["complement_naive_bayes"]
    assert np.mean(found.fold_scores) > 0.8


def test_that_passing_texts_through_to_the_combiner_is_refused() -> None:
    stack = ModelSpec(estimator="stacking_logistic", params={"passthrough": True})
    found = problems(spec(workload="ensemble", models=(*MEMBERS, stack)))
    assert "switch its “passthrough” off" in found["models.3.params"]


def test_that_a_threshold_that_no_term_meets_is_refused_with_a_number() -> None:
    data = DatasetSpec(name="topics", params={**TOPICS.params, "min_df": 5000})
    found = problems(spec(dataset=data))
    assert "or fewer" in found["dataset.params.min_df"]


def test_that_texts_without_words_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "letters.csv"
    lines = [f'"{"? " * n}a b",{["no", "yes"][n % 2]}' for n in range(60)]
    path.write_text("\n".join(["note,y", *lines, ""]))
    data = DatasetSpec(file=str(path), target="y", features=("note",))
    found = problems(spec(dataset=data))
    assert "nothing to learn from" in found["dataset.features"]


def test_that_joint_learning_refuses_texts_with_a_way_out() -> None:
    of = PRESETS["joint-iid"].spec
    found = problems(
        ExperimentSpec(
            workload="joint",
            dataset=TOPICS,
            models=of.models,
            params=of.params,
            cv=of.cv,
        )
    )
    assert "by cross-validation" in found["dataset.name"]


@pytest.mark.parametrize("name", ["text-vote", "text-stacking"])
def test_that_a_preset_is_ready_to_run(name: str) -> None:
    of = PRESETS[name].spec
    assert WORKLOADS.get(of.workload).validate(of) == []
    size = WORKLOADS.get(of.workload).size(of)
    assert size.seconds < 120
    assert size.data_bytes >= 8 * 1200 * 1001  # as a full table of terms
