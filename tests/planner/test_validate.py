from __future__ import annotations

from importlib.machinery import ModuleSpec
from typing import Any

import msgspec
import pytest

from workbench.core.spec import CvSpec, DatasetSpec, ExperimentSpec, ModelSpec
from workbench.planner import PRESETS, validate
from workbench.workloads import WORKLOADS

IRIS = PRESETS["iris-vote"].spec


def errors(**changes: Any) -> dict[str, str]:
    spec = msgspec.structs.replace(IRIS, **changes)
    return {
        p.field: str(p.message)
        for p in validate(spec, cores=2)
        if p.severity == "error"
    }


def models(*names: str, **params: Any) -> tuple[ModelSpec, ...]:
    return tuple(ModelSpec(estimator=name, params=params) for name in names)


NETWORKS = ("digits-torch", "joint-torch")
"""Presets that need an optional library."""


@pytest.mark.parametrize("name", PRESETS)
def test_that_every_preset_is_valid(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    there = ModuleSpec("library", None, origin="library.py")
    monkeypatch.setattr("workbench.core.libraries.find_spec", lambda library: there)
    assert validate(PRESETS[name].spec, cores=2) == []


@pytest.mark.parametrize("name", PRESETS)
def test_that_a_preset_without_its_library_says_how_to_get_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.core.libraries.find_spec", lambda library: None)
    found = validate(PRESETS[name].spec, cores=2)
    assert bool(found) == (name in NETWORKS)
    for problem in found:
        assert "pip install 'workbench[torch]'" in str(problem.message)


@pytest.mark.parametrize(
    ("changes", "field", "near"),
    [
        ({"dataset": DatasetSpec(name="irsi")}, "dataset.name", "“iris”"),
        ({"models": models("desicion_tree")}, "models.0.estimator", "“decision_tree”"),
        ({"engine": "proceses"}, "engine", "“processes”"),
        ({"workload": "square"}, "workload", "“squares”"),
    ],
)
def test_that_an_unknown_name_gets_the_known_ones_and_the_nearest(
    changes: dict[str, Any], field: str, near: str
) -> None:
    found = errors(**changes)
    assert f"Did you mean {near}?" in found[field]
    assert "Known: " in found[field]


@pytest.mark.parametrize("count", [0, -1, 10_000])
def test_that_an_impossible_worker_count_is_refused_with_the_reason(
    count: int,
) -> None:
    assert str(count) in errors(workers=(1, count))["workers"]


def test_that_more_workers_than_cores_are_allowed_with_a_warning() -> None:
    spec = msgspec.structs.replace(IRIS, workers=(1, 4))
    (problem,) = validate(spec, cores=2)
    assert problem.severity == "warning"
    assert "4 workers share 2 cores" in str(problem.message)


def test_that_the_serial_engine_leaves_larger_counts_out_with_a_warning() -> None:
    spec = msgspec.structs.replace(IRIS, engine="serial", workers=(1, 2))
    (problem,) = validate(spec, cores=2)
    assert (problem.field, problem.severity) == ("workers", "warning")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"workers": ()}, "workers"),
        ({"models": ()}, "models"),
        ({"models": models("soft_vote")}, "models"),
        ({"models": models("decision_tree", "decision_tree")}, "models"),
        ({"models": models("decision_tree", max_depth=0)}, "models.0.params.max_depth"),
        ({"models": models("decision_tree", depth=3)}, "models.0.params.depth"),
        ({"models": models("decision_tree", "hard_vote")}, "models.1.members"),
        (
            {"models": models("decision_tree", "linear_svm", "soft_vote")},
            "models.2.members",
        ),
        ({"models": models("ridge")}, "models.0.estimator"),
        (
            {"models": models("decision_tree", "naive_bayes", "mean_vote")},
            "models.2.estimator",
        ),
        ({"cv": CvSpec(folds=1)}, "cv.folds"),
        ({"cv": CvSpec(repeats=0)}, "cv.repeats"),
        ({"cv": CvSpec(repeats=2, shuffle=False)}, "cv.repeats"),
        ({"cv": CvSpec(scheme="holdout", test_size=1.0)}, "cv.test_size"),
        ({"seed": -1}, "seed"),
        ({"threads_per_worker": -1}, "threads_per_worker"),
        ({"dataset": DatasetSpec(name="iris", features=("nope",))}, "dataset.features"),
        (
            {"dataset": DatasetSpec(name="synthetic", params={"rows": 0})},
            "dataset.params.rows",
        ),
    ],
)
def test_that_a_problem_is_said_at_its_field(
    changes: dict[str, Any], field: str
) -> None:
    assert list(errors(**changes)) == [field]


def test_that_votes_with_members_of_their_own_are_checked_by_name() -> None:
    vote = ModelSpec(estimator="hard_vote", members=("decision_tree", "naive_byes"))
    found = errors(models=(*models("decision_tree", "naive_bayes"), vote))
    assert "“naive_bayes”" in found["models.2.members"]


@pytest.mark.parametrize("rule", ["super_learner", "best_single", "weighted_vote"])
def test_that_a_rule_that_learns_names_the_workload_that_it_needs(rule: str) -> None:
    found = errors(models=models("decision_tree", "naive_bayes", rule))
    assert "“ensemble”" in found["models.2.estimator"]


def test_that_weights_of_ones_own_need_no_inner_folds_but_one_per_member() -> None:
    def weighted(weights: str) -> dict[str, str]:
        rule = ModelSpec(estimator="weighted_vote", params={"weights": weights})
        return errors(models=(*models("decision_tree", "naive_bayes"), rule))

    assert weighted("2, 1") == {}
    assert "3 weights for 2" in weighted("1, 2, 3")["models.2.params.weights"]


def test_that_a_rule_for_both_kinds_needs_probabilities_of_classes_only() -> None:
    found = errors(models=models("decision_tree", "linear_svm", "median"))
    assert "needs probabilities" in found["models.2.members"]
    values = models("ridge", "decision_tree_regressor", "median")
    assert errors(models=values, dataset=DatasetSpec(name="diabetes")) == {}


def test_that_a_dummy_never_joins_a_vote() -> None:
    found = errors(models=models("decision_tree", "dummy", "hard_vote"))
    assert "at least two" in found["models.2.members"]


def test_that_squares_needs_neither_data_nor_models() -> None:
    spec = ExperimentSpec(workload="squares", params={"numbers": 0})
    (problem,) = validate(spec, cores=2)
    assert problem.field == "params.numbers"


def weak(workload: str, **params: Any) -> ExperimentSpec:
    return ExperimentSpec(
        workload=workload, params=params, workers=(1, 2), scaling="weak"
    )


def test_that_cross_validation_refuses_to_grow_and_says_what_can() -> None:
    found = errors(scaling="weak")
    assert list(found) == ["scaling"]
    assert "its scores would come from another problem" in found["scaling"]
    assert "Keep the problem the same (strong scaling)" in found["scaling"]
    assert "Matrix product" in found["scaling"]


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, entry in WORKLOADS.items()
        if not entry.uses_data and not name.startswith("large_")  # files of one size
    ],
)
def test_that_every_kernel_can_grow(name: str) -> None:
    assert validate(weak(name), cores=2) == []
    assert WORKLOADS.get(name).grows is not None


@pytest.mark.parametrize("name", ["large_data", "large_incremental"])
def test_that_data_made_once_do_not_grow(name: str) -> None:
    (problem,) = validate(weak(name), cores=2)
    assert problem.field == "scaling"


def test_that_growing_beyond_a_parameters_bound_is_refused_before_it_runs() -> None:
    spec = weak("memory_bandwidth", tasks=6000)
    (problem,) = validate(spec, cores=2)
    assert (problem.field, problem.severity) == ("params.tasks", "error")


def test_that_sleeping_tasks_may_have_more_workers_than_cores() -> None:
    spec = ExperimentSpec(workload="uneven_tasks", workers=(1, 8))
    (problem,) = validate(spec, cores=2)
    assert "8 workers share 2 cores" in str(problem.message)
    asleep = msgspec.structs.replace(spec, params={"how": "sleep"})
    assert validate(asleep, cores=2) == []
