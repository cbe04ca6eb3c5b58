from __future__ import annotations

import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.errors import BadInput, Problem
from workbench.core.spec import (
    CvSpec,
    DatasetSpec,
    ExperimentSpec,
    ModelSpec,
    RepeatSpec,
    from_builtins,
    from_json,
    to_builtins,
    to_json,
)

NAMES = st.text(string.ascii_lowercase, min_size=1, max_size=6)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.none() | st.booleans() | st.integers() | FLOATS | TEXTS
PARAMS = st.dictionaries(NAMES, VALUES, max_size=3)
SPECS = st.builds(
    ExperimentSpec,
    title=TEXTS,
    workload=NAMES,
    params=PARAMS,
    dataset=st.builds(
        DatasetSpec,
        name=NAMES,
        params=PARAMS,
        file=st.none() | TEXTS,
        target=st.none() | TEXTS,
        features=st.none() | st.lists(TEXTS, max_size=3).map(tuple),
        dialect=st.none() | PARAMS,
        owner=st.none() | TEXTS,
        test_column=st.none() | TEXTS,
    ),
    models=st.lists(
        st.builds(
            ModelSpec,
            estimator=NAMES,
            params=PARAMS,
            name=TEXTS,
            members=st.lists(TEXTS, max_size=2).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
    cv=st.builds(
        CvSpec,
        scheme=st.sampled_from(["kfold", "holdout"]),
        folds=st.integers(),
        repeats=st.integers(),
        shuffle=st.booleans(),
        test_size=FLOATS,
    ),
    engine=NAMES,
    workers=st.lists(st.integers(), max_size=4).map(tuple),
    scaling=st.sampled_from(["strong", "weak"]),
    threads_per_worker=st.integers(),
    repeats=st.builds(
        RepeatSpec,
        minimum=st.integers(),
        maximum=st.integers(),
        width=FLOATS,
        budget_s=st.none() | FLOATS,
    ),
    seed=st.integers(),
)


def _problem(text: str | bytes) -> Problem:
    with pytest.raises(BadInput) as caught:
        from_json(text)
    (problem,) = caught.value.problems
    return problem


@given(SPECS)
def test_that_a_spec_survives_json(spec: ExperimentSpec) -> None:
    text = to_json(spec)
    assert from_json(text) == from_json(text.encode()) == spec


@given(SPECS)
def test_that_a_spec_survives_as_plain_values(spec: ExperimentSpec) -> None:
    plain = to_builtins(spec)
    assert from_builtins(plain) == spec
    assert from_builtins(json.loads(json.dumps(plain))) == spec


def test_that_an_empty_object_is_the_default_experiment() -> None:
    assert from_json("{}") == ExperimentSpec()


@pytest.mark.parametrize(
    ("text", "field", "near"),
    [
        ('{"modles": []}', "modles", "models"),
        ('{"dataset": {"nam": "iris"}}', "dataset.nam", "name"),
        ('{"models": [{"estimator": "a"}, {"estimater": "b"}]}',
         "models.1.estimater", "estimator"),
        ('{"cv": {"fold": 5}}', "cv.fold", "folds"),
        ('{"repeats": {"minimun": 5}}', "repeats.minimun", "minimum"),
    ],
)  # fmt: skip
def test_that_an_unknown_field_is_named_with_the_nearest(
    text: str, field: str, near: str
) -> None:
    problem = _problem(text)
    assert problem.field == field
    assert f"Did you mean “{near}”?" in str(problem.message)


def test_that_an_unknown_field_lists_the_known_ones() -> None:
    assert str(_problem('{"cv": {"zzz": 1}}').message) == (
        "There is no field “zzz”. Known: scheme, folds, repeats, shuffle, test_size, "
        "inner_folds."
    )


@pytest.mark.parametrize(
    ("text", "field", "reason"),
    [
        ('{"seed": 1.5}', "seed", "Expected `int`, got `float`"),
        ('{"workers": [1, "2"]}', "workers.1", "Expected `int`, got `str`"),
        ('{"workers": 2}', "workers", "Expected `array`, got `int`"),
        ('{"cv": {"scheme": "loo"}}', "cv.scheme", "Invalid enum value 'loo'"),
        ('{"cv": {"shuffle": 1}}', "cv.shuffle", "Expected `bool`, got `int`"),
        ('{"dataset": {"features": ["a", 1]}}', "dataset.features.1", "`str`"),
        ('{"dataset": null}', "dataset", "Expected `object`, got `null`"),
        ('{"models": [{}]}', "models.0", "missing required field `estimator`"),
        ('{"models": [{"estimator": 1}]}', "models.0.estimator", "`str`, got `int`"),
        ('{"models": [{"estimator": "a", "params": {"C": []}}]}',
         "models.0.params", "got `array`"),
        ("[]", "spec", "Expected `object`, got `array`"),
        ("", "spec", "truncated"),
        ('{"seed": 1', "spec", "truncated"),
        ("seed: 1", "spec", "malformed"),
        (b"\xff\xfe{}", "spec", "malformed"),
        (b'{"title": "\xff"}', "spec", "utf-8"),
        ("\ud800", "spec", "utf-8"),
    ],
)  # fmt: skip
def test_that_a_wrong_value_is_named_with_what_was_expected(
    text: str | bytes, field: str, reason: str
) -> None:
    problem = _problem(text)
    assert problem.field == field
    assert reason.casefold() in str(problem.message).casefold()
    assert "$" not in str(problem)


def test_that_plain_values_are_checked_alike() -> None:
    with pytest.raises(BadInput) as caught:
        from_builtins({"workers": ["one"]})
    assert caught.value.problems[0].field == "workers.0"


def test_that_a_data_set_is_called_by_its_name_or_its_files() -> None:
    assert DatasetSpec(name="wine").label == "wine"
    assert DatasetSpec(file="some/where/sales.csv").label == "sales.csv"


def test_that_a_model_is_filed_under_its_name_or_its_estimators() -> None:
    assert ModelSpec(estimator="mlp").key == "mlp"
    assert ModelSpec(estimator="mlp", name="wide").key == "wide"


@pytest.mark.parametrize(
    ("cv", "splits"),
    [
        (CvSpec(folds=5, repeats=4), 20),
        (CvSpec(scheme="holdout", folds=5, repeats=4), 4),
    ],
)
def test_that_splits_are_counted(cv: CvSpec, splits: int) -> None:
    assert cv.splits == splits


def test_that_an_old_experiment_without_scaling_keeps_its_problem() -> None:
    old = json.loads(to_json(ExperimentSpec(workload="squares")))
    del old["scaling"]
    spec = from_json(json.dumps(old))
    assert not spec.weak
    assert spec == ExperimentSpec(workload="squares")
    assert [spec.times(workers) for workers in (1, 4)] == [1, 1]


def test_that_a_growing_problem_has_p_times_the_tasks_on_p_workers() -> None:
    spec = from_json('{"workload": "squares", "scaling": "weak"}')
    assert spec.weak
    assert [spec.times(workers) for workers in (1, 4)] == [1, 4]
    assert _problem('{"scaling": "weird"}').field == "scaling"


@pytest.mark.parametrize(
    ("cv", "ratio"),
    [
        (CvSpec(folds=5), 0.25),
        (CvSpec(folds=2), 1.0),
        (CvSpec(scheme="holdout", test_size=0.2), 0.25),
    ],
)
def test_that_the_split_ratio_is_test_rows_per_training_row(
    cv: CvSpec, ratio: float
) -> None:
    assert cv.test_ratio == pytest.approx(ratio)
