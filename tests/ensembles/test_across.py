from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean

import msgspec
import pytest

from workbench.core import events as ev
from workbench.core.ensemble import EnsembleFindings, RowFindings
from workbench.core.errors import BadInput
from workbench.core.messages import Message
from workbench.core.spec import DatasetSpec, ExperimentSpec, ModelSpec
from workbench.core.state import RunState
from workbench.ensembles.across import ranks_of

Folds = tuple[float | None, ...]
THREE: Mapping[str, Folds] = {
    "tree": (0.8, 0.82),
    "svm": (0.9, 0.88),
    "soft_vote": (0.91, 0.93),
}


def mean(scores: Folds) -> float | None:
    known = [score for score in scores if score is not None]
    return fmean(known) if known else None


def estimated(
    run_id: int | None,
    dataset: DatasetSpec | str,
    scores: Mapping[str, Folds] = THREE,
    models: tuple[ModelSpec, ...] | None = None,
    metric: str = "accuracy",
) -> RunState:
    """A finished cross-validation."""
    if isinstance(dataset, str):
        dataset = DatasetSpec(name=dataset)
    if models is None:
        models = tuple(ModelSpec(estimator=key) for key in scores)
    estimates = {
        key: ev.ModelEstimate(
            fold_scores=folds,
            mean=mean(folds),
            ci95=None,
            fit_s=None,
            score_s=None,
            cost_s=0.0,
        )
        for key, folds in scores.items()
    }
    return RunState(
        status="done",
        run_id=run_id,
        metric=metric,
        spec=ExperimentSpec(dataset=dataset, models=models),
        model_titles={key: Message(f"The {key}") for key in scores},
        estimate=ev.Estimated(
            t=1.0,
            scaling=(),
            models=estimates,
            identical_across_workers=None,
            verdict=ev.Verdict(),
            remaining_s=None,
            trials_left=0,
        ),
    )


def found(run_id: int, dataset: str, scores: Mapping[str, Folds] = THREE) -> RunState:
    """A finished run with findings about an ensemble."""
    rows = tuple(
        RowFindings(
            key=key,
            title=Message(f"Found {key}"),
            rule=key.endswith("vote"),
            fold_scores=folds,
            mean=mean(folds),
            ci95=None,
        )
        for key, folds in scores.items()
    )
    findings = EnsembleFindings(
        kind="classification",
        metric="accuracy",
        splits=2,
        inner_folds=5,
        rows=rows,
        best_member=None,
    )
    state = estimated(run_id, dataset, {"tree": (0.1, 0.1)})
    return msgspec.structs.replace(state, findings=findings)


def refused(*states: RunState, keys: tuple[str, ...] | None = None) -> list[str]:
    with pytest.raises(BadInput) as error:
        ranks_of(states, keys)
    return [str(problem) for problem in error.value.problems]


def test_that_runs_become_one_table_of_mean_scores() -> None:
    other = {key: tuple(s and s - 0.1 for s in folds) for key, folds in THREE.items()}
    ranked = ranks_of([estimated(1, "iris"), estimated(4, "wine", other)])
    assert ranked.keys == ("tree", "svm", "soft_vote")
    assert str(ranked.titles[0]) == "The tree"
    assert ranked.datasets == ("iris", "wine")
    assert ranked.scores[0] == pytest.approx((0.81, 0.89, 0.92))
    assert ranked.scores[1] == pytest.approx((0.71, 0.79, 0.82))
    assert ranked.mean_ranks == (3.0, 2.0, 1.0)


def test_that_findings_about_an_ensemble_go_before_estimates() -> None:
    ranked = ranks_of([found(1, "iris"), found(2, "wine")])
    assert str(ranked.titles[2]) == "Found soft_vote"
    assert ranked.scores[0] == pytest.approx((0.81, 0.89, 0.92))


def test_that_findings_and_estimates_compare_with_each_other() -> None:
    ranked = ranks_of([found(1, "iris"), estimated(2, "wine")])
    assert ranked.mean_ranks == (3.0, 2.0, 1.0)


def test_that_rows_can_be_chosen() -> None:
    more = {**THREE, "dummy": (0.3, 0.3)}
    ranked = ranks_of(
        [estimated(1, "iris", more), estimated(2, "wine")],
        ["soft_vote", "tree", "svm", "tree"],
    )
    assert ranked.keys == ("soft_vote", "tree", "svm")


def test_that_different_rows_are_named_with_those_that_all_have() -> None:
    more = {**THREE, "dummy": (0.3, 0.3)}
    assert refused(estimated(1, "iris", more), estimated(2, "wine")) == [
        (
            "models: Missing in run 2 (wine): dummy. Choose among the rows that all "
            "runs have: tree, svm, soft_vote."
        )
    ]


def test_that_runs_without_any_common_row_are_refused() -> None:
    (said, other) = refused(
        estimated(1, "iris"), estimated(2, "wine", {"knn": (0.9, 0.9)})
    )
    assert "Missing in run 1 (iris): knn. No row is in all of the runs" in said
    assert "Missing in run 2 (wine): tree, svm, soft_vote." in other


def test_that_an_unknown_row_is_answered_with_the_nearest() -> None:
    (said,) = refused(
        estimated(1, "iris"), estimated(2, "wine"), keys=("tree", "svn", "soft_vote")
    )
    assert "Did you mean “svm”?" in said


def test_that_the_same_data_twice_are_refused() -> None:
    columns = DatasetSpec(name="iris", features=("petal length",))
    assert refused(
        estimated(1, "iris"), estimated(2, "wine"), estimated(3, columns)
    ) == [
        (
            "RUN: The data of run 3 (iris) and of run 1 (iris) are the same. Every "
            "data set counts once: leave one of the runs out."
        )
    ]


def test_that_files_of_one_name_in_two_folders_are_two_data_sets() -> None:
    ranked = ranks_of(
        [
            estimated(7, DatasetSpec(file="a/plants.csv", target="kind")),
            estimated(9, DatasetSpec(file="b/plants.csv", target="kind")),
            estimated(None, "wine"),
        ]
    )
    assert ranked.datasets == ("plants.csv (7)", "plants.csv (9)", "wine")


def test_that_generators_with_other_settings_are_other_data() -> None:
    easy = DatasetSpec(name="synthetic", params={"separation": 2.0})
    hard = DatasetSpec(name="synthetic", params={"separation": 0.5})
    assert len(ranks_of([estimated(1, easy), estimated(2, hard)]).datasets) == 2


def test_that_a_run_without_scores_is_refused() -> None:
    (said,) = refused(estimated(1, "iris"), RunState(run_id=5, status="failed"))
    assert "There are no scores of models in run 5" in said
    assert "cross-validation" in said


def test_that_classification_and_regression_do_not_mix() -> None:
    (said,) = refused(estimated(1, "iris"), estimated(2, "diabetes", metric="r2"))
    assert said == (
        "RUN: The scores are r2 in run 2 (diabetes), but accuracy in run 1 (iris). "
        "Compare runs of one kind: classification or regression."
    )


def test_that_a_row_that_failed_on_a_fold_is_refused() -> None:
    holed = {**THREE, "svm": (0.9, None)}
    (said,) = refused(estimated(1, "iris"), estimated(2, "wine", holed))
    assert "In run 2 (wine) there is no score on every fold of svm." in said


def test_that_one_name_for_two_settings_is_refused() -> None:
    small, large = (
        (
            ModelSpec(estimator="tree", params={"max_depth": depth}),
            ModelSpec(estimator="svm"),
            ModelSpec(estimator="soft_vote"),
        )
        for depth in (2, 9)
    )
    (said,) = refused(
        estimated(1, "iris", models=small), estimated(2, "wine", models=large)
    )
    assert "The tree has other settings in run 2 (wine) than in run 1 (iris)." in said


def test_that_a_row_with_a_name_of_its_own_may_have_other_settings() -> None:
    small, large = (
        (
            ModelSpec(estimator="decision_tree", params={"d": depth}, name="tree"),
            ModelSpec(estimator="svm"),
            ModelSpec(estimator="soft_vote"),
        )
        for depth in (2, 9)
    )
    assert ranks_of(
        [estimated(1, "iris", models=small), estimated(2, "wine", models=large)]
    )


def test_that_one_run_is_too_few() -> None:
    (said,) = refused(estimated(1, "iris"))
    assert said == (
        "RUN: Ranks need at least 2 data sets, here are 1. Run the same models on "
        "another data set and add that run."
    )
    assert len(refused()) == 2
