"""What holds for every model in the registry."""

from __future__ import annotations

import pickle
import subprocess
import sys

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.datasets import load_digits

from workbench.core.parameters import Parameter, ParamValue, check, filled
from workbench.core.spec import ExperimentSpec, ModelSpec
from workbench.estimators import ESTIMATORS
from workbench.workloads import WORKLOADS

RNG = np.random.default_rng(0)
X = np.concatenate([RNG.normal(shift, 1.0, (20, 3)) for shift in (0.0, 3.0, 6.0)])
CLASSES = np.repeat([0, 1, 2], 20)
VALUES = X @ np.array([1.0, -2.0, 0.5]) + RNG.normal(0, 0.1, len(X))

ALL = ESTIMATORS.names()
NAMES = tuple(name for name, entry in ESTIMATORS.items() if entry.available)
SEEDED = [
    name
    for name in NAMES
    if any(p.name == "random_state" for p in ESTIMATORS.get(name).parameters)
]
EXPECTED = {
    "classification": {
        "logistic_regression",
        "decision_tree",
        "k_nearest_neighbours",
        "naive_bayes",
        "multinomial_naive_bayes",
        "complement_naive_bayes",
        "linear_svm",
        "rbf_svm",
        "mlp",
        "random_forest",
        "extra_trees",
        "hist_gradient_boosting",
        "adaboost",
        "bagged_trees",
        "xgboost",
        "lightgbm",
        "dummy",
    },
    "regression": {
        "linear_regression",
        "ridge",
        "decision_tree_regressor",
        "k_nearest_neighbours_regressor",
        "linear_svr",
        "rbf_svr",
        "mlp_regressor",
        "random_forest_regressor",
        "extra_trees_regressor",
        "hist_gradient_boosting_regressor",
        "adaboost_regressor",
        "bagged_trees_regressor",
        "xgboost_regressor",
        "lightgbm_regressor",
        "dummy_regressor",
    },
}


def target(name: str):
    return CLASSES if ESTIMATORS.get(name).kind == "classification" else VALUES


@pytest.mark.parametrize("kind", EXPECTED)
def test_that_every_promised_model_is_there(kind: str) -> None:
    found = {name for name, entry in ESTIMATORS.items() if entry.kind == kind}
    assert found == EXPECTED[kind]


def test_that_listing_the_models_imports_no_scikit_learn() -> None:
    code = (
        "import sys, workbench.estimators as e; "
        "sys.exit(not len(e.ESTIMATORS) or 'sklearn' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_that_a_model_without_its_library_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("workbench.estimators.base.find_spec", lambda name: None)
    absent = {name for name, entry in ESTIMATORS.items() if not entry.available}
    assert absent == {
        "xgboost",
        "xgboost_regressor",
        "lightgbm",
        "lightgbm_regressor",
    }
    spec = ExperimentSpec(
        models=(ModelSpec(estimator="xgboost"), ModelSpec(estimator="naive_bayes"))
    )
    (problem,) = WORKLOADS.get("cross_validation").validate(spec)
    assert problem.field == "models.0.estimator"
    assert "pip install 'workbench[boosting]'" in str(problem.message)


@pytest.mark.parametrize("name", ALL)
def test_that_an_entry_has_words_and_its_own_name(name: str) -> None:
    entry = ESTIMATORS.get(name)
    assert entry.name == name
    assert str(entry.title)
    assert str(entry.help).endswith(".")
    assert len(entry.parameters) + entry.baseline + (name == "naive_bayes") >= 2
    for parameter in entry.parameters:
        assert str(parameter.title)
        assert str(parameter.help).endswith(".")


@pytest.mark.parametrize("name", ALL)
def test_that_every_default_passes_its_own_check(name: str) -> None:
    declared = ESTIMATORS.get(name).parameters
    assert check(declared, filled(declared, {}), "params") == []


@pytest.mark.parametrize("name", NAMES)
def test_that_a_model_clones_fits_predicts_and_pickles(name: str) -> None:
    entry = ESTIMATORS.get(name)
    model = clone(entry.make({}, 0)).fit(X, target(name))
    predicted = model.predict(X)
    assert predicted.shape == (len(X),)
    assert np.isfinite(predicted).all()
    again = pickle.loads(pickle.dumps(model)).predict(X)
    np.testing.assert_array_equal(again, predicted)


@pytest.mark.parametrize("name", [n for n in NAMES if "dummy" not in n])
def test_that_a_model_that_is_no_baseline_learns(name: str) -> None:
    entry = ESTIMATORS.get(name)
    score = entry.make({}, 0).fit(X, target(name)).score(X, target(name))
    assert not entry.baseline
    # Shares of features tell less of classes in which all features rise together.
    assert score > (0.5 if name == "complement_naive_bayes" else 0.6)


@pytest.mark.parametrize(
    ("name", "given"),
    [(name, {}) for name in NAMES]
    + [(name, {"probability": True}) for name in ("linear_svm", "rbf_svm")],
)
def test_that_promised_probabilities_are_there(
    name: str, given: dict[str, ParamValue]
) -> None:
    entry = ESTIMATORS.get(name)
    params = filled(entry.parameters, given)
    model = entry.build(params, 0)
    assert hasattr(model, "predict_proba") == entry.probabilities(params)
    if entry.probabilities(params):
        table = model.fit(X, CLASSES).predict_proba(X)
        np.testing.assert_allclose(table.sum(axis=1), 1.0, rtol=1e-6)


def extremes(parameter: Parameter) -> list[ParamValue]:
    match parameter.kind:
        case "choice":
            return list(parameter.choices)
        case "bool":
            return [False, True]
    ends = [e for e in (parameter.minimum, parameter.maximum) if e is not None]
    values: list[ParamValue] = [int(e) if parameter.kind == "int" else e for e in ends]
    return [*values, None] if parameter.optional else values


@pytest.mark.parametrize("name", NAMES)
def test_that_scikit_learn_takes_every_value_that_a_parameter_allows(name: str) -> None:
    entry = ESTIMATORS.get(name)
    for parameter in entry.parameters:
        values = extremes(parameter)
        assert values, parameter.name
        for value in values:
            assert parameter.problem(value, "params") is None
            for step in steps(entry.make({parameter.name: value}, 0)):
                if hasattr(step, "_parameter_constraints"):
                    step._validate_params()
                else:  # a library that only tells while it fits
                    assert entry.requires
                    step.set_params(n_estimators=2).fit(X, target(name))


def steps(model) -> list:
    """The model, and those inside it."""
    inner = [s for _, s in getattr(model, "steps", [])]
    inner += [
        part
        for name in ("estimator", "regressor")
        if (part := getattr(model, name, None)) is not None
    ]
    return [model, *(s for part in inner for s in steps(part))]


@pytest.mark.parametrize("name", SEEDED)
def test_that_the_seed_of_the_experiment_gives_way_to_the_models_own(name: str) -> None:
    entry = ESTIMATORS.get(name)
    assert seeds(entry.make({}, 7)) == {7}
    assert seeds(entry.make({"random_state": 3}, 7)) == {3}


def seeds(model) -> set:
    return {
        value
        for key, value in model.get_params().items()
        if key.rpartition("__")[2] == "random_state" and value is not None
    }


@pytest.mark.parametrize("name", NAMES)
def test_that_two_fits_with_one_seed_predict_the_same(name: str) -> None:
    entry = ESTIMATORS.get(name)
    first, second = (
        entry.make({}, 5).fit(X, target(name)).predict(X) for _ in range(2)
    )
    np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize("name", NAMES)
def test_that_no_model_starts_workers_of_its_own(name: str) -> None:
    params = ESTIMATORS.get(name).make({}, 0).get_params()
    assert {v for k, v in params.items() if k.endswith("n_jobs")} <= {None, 1}


@pytest.mark.parametrize("name", ALL)
def test_that_the_expected_time_is_positive_and_grows_with_the_rows(name: str) -> None:
    entry = ESTIMATORS.get(name)
    params = filled(entry.parameters, {})
    few = entry.expected_s(150, 4, 3, params)
    many = entry.expected_s(100_000, 50, 3, params)
    assert 0 < few < 2
    assert few < many


@pytest.mark.parametrize(
    "name",
    [n for n in NAMES if ESTIMATORS.get(n).kind == "classification" and n != "dummy"],
)
def test_that_labels_follow_from_the_probabilities(name: str) -> None:
    entry = ESTIMATORS.get(name)
    given: dict[str, ParamValue] = {}
    if any(p.name == "probability" for p in entry.parameters):
        given["probability"] = True
    if not entry.probabilities(filled(entry.parameters, given)):
        pytest.skip("gives no probabilities")
    X, y = load_digits(return_X_y=True)
    model = entry.make(given, 0).fit(X[:600], y[:600])
    labels = model.classes_[model.predict_proba(X[600:900]).argmax(axis=1)]
    np.testing.assert_array_equal(model.predict(X[600:900]), labels)
