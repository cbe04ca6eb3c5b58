from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.ensemble import StackingClassifier, VotingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score

from workbench.core.cancel import CancelToken
from workbench.core.ensemble import (
    EnsembleFindings,
)
from workbench.core.errors import BadInput
from workbench.core.finding import Finding
from workbench.core.plan import Report, Submit, Trial
from workbench.core.results import Scores
from workbench.core.spec import CvSpec, DatasetSpec, ExperimentSpec, ModelSpec
from workbench.engines import ENGINES, Engine
from workbench.ensembles.findings import Row
from workbench.estimators import ESTIMATORS
from workbench.planner import PRESETS
from workbench.workloads import WORKLOADS, ensemble

TRIAL = Trial(id=1, engine="serial", workers=1, repeat=1)
MEMBERS = ("logistic_regression", "decision_tree", "naive_bayes")
RULES = (
    "best_single",
    "hard_vote",
    "soft_vote",
    "weighted_vote",
    "stacking_logistic",
    "super_learner",
    "greedy_selection",
    "blending",
)


@pytest.fixture
def serial() -> Iterator[Engine]:
    with ENGINES.get("serial")() as engine:
        yield engine


class Outcome:
    """One trial, driven by hand as the runner drives it."""

    def __init__(self, spec: ExperimentSpec, engine: Engine) -> None:
        self.reports: list[Report] = []
        self.findings: list[EnsembleFindings] = []
        self.tasks = 0
        self.workload = WORKLOADS.get(spec.workload).build(spec)
        self.data = engine.place(self.workload.arrays())
        try:
            self.scores = self.trial(engine)
        finally:
            engine.release(self.data)

    def trial(self, engine: Engine) -> Scores:
        steps = self.workload.steps(TRIAL, self.data)
        answer = None
        while True:
            try:
                step = steps.send(answer)
            except StopIteration as stop:
                return stop.value
            answer = None
            match step:
                case Submit():
                    self.tasks += len(step.tasks)
                    answer = []
                    for result in engine.map(step.tasks, CancelToken(), workers=1):
                        assert result.error is None or self.allowed(result.label)
                        answer.append(result)
                        self.reports += step.report(result)
                case Finding(body=body):
                    found = body() if callable(body) else body
                    assert isinstance(found, EnsembleFindings)
                    self.findings.append(found)
                case Report():
                    self.reports.append(step)

    @staticmethod
    def allowed(label: str) -> bool:
        return label == "fails"


def spec(**changes: Any) -> ExperimentSpec:
    base = ExperimentSpec(
        workload="ensemble",
        models=tuple(ModelSpec(estimator=name) for name in (*MEMBERS, *RULES)),
        cv=CvSpec(folds=4, inner_folds=3),
        seed=3,
    )
    return msgspec.structs.replace(base, **changes)


@pytest.fixture(scope="module")
def iris() -> Outcome:
    with ENGINES.get("serial")() as engine:
        return Outcome(spec(), engine)


def test_that_each_member_is_fitted_once_per_split_and_inner_fold(
    iris: Outcome,
) -> None:
    size = WORKLOADS.get("ensemble").size(spec())
    trained = [r for r in RULES if ensemble.RULES.get(r).trained]
    assert iris.tasks == size.tasks == 4 * (3 * (1 + 3) + len(trained))


def test_that_members_score_as_in_plain_cross_validation(
    iris: Outcome, serial: Engine
) -> None:
    X, y = load_iris(return_X_y=True)
    folds = StratifiedKFold(4, shuffle=True, random_state=3)
    for name in MEMBERS:
        expected = cross_val_score(ESTIMATORS.get(name).make({}, 3), X, y, cv=folds)
        assert iris.scores.models[name].fold_scores == pytest.approx(tuple(expected))


def test_that_votes_and_the_stack_score_as_scikit_learns_on_the_same_folds(
    iris: Outcome,
) -> None:
    X, y = load_iris(return_X_y=True)
    outer = StratifiedKFold(4, shuffle=True, random_state=3)
    inner = StratifiedKFold(3, shuffle=True, random_state=3)
    members = [(name, ESTIMATORS.get(name).make({}, 3)) for name in MEMBERS]
    friends = {
        "hard_vote": VotingClassifier(members, voting="hard"),
        "soft_vote": VotingClassifier(members, voting="soft"),
        "stacking_logistic": StackingClassifier(
            members, LogisticRegression(), cv=inner
        ),
    }
    for name, friend in friends.items():
        expected = cross_val_score(friend, X, y, cv=outer)
        assert iris.scores.models[name].fold_scores == pytest.approx(tuple(expected))


def test_that_every_split_of_every_row_is_reported_once(iris: Outcome) -> None:
    seen = {(r.key, r.x): r.y for r in iris.reports}
    assert len(seen) == len(iris.reports) == 4 * len((*MEMBERS, *RULES))
    for key, model in iris.scores.models.items():
        assert tuple(seen[key, i] for i in range(4)) == model.fold_scores


def test_that_findings_are_told_once_and_hold_every_row_in_order(
    iris: Outcome,
) -> None:
    (found,) = iris.findings
    assert [row.key for row in found.rows] == [*MEMBERS, *RULES]
    assert found.splits == 4
    assert found.inner_folds == 3
    for row in found.rows:
        assert row.fold_scores == iris.scores.models[row.key].fold_scores
        assert sum(map(sum, row.confusion)) == 150
        assert row.cost.fit_s is not None
        assert row.cost.predict_s is not None
        assert row.cost.disk_bytes is not None
    assert found.diversity is not None
    assert found.diversity.members == MEMBERS
    assert found.tests
    assert found.frontiers
    assert found.sentences


def test_that_a_rule_costs_its_members_and_inner_fits_only_where_it_learns(
    iris: Outcome,
) -> None:
    (found,) = iris.findings
    members = [row.cost for row in found.rows if not row.rule]
    outer = sum(cost.cpu_s or 0.0 for cost in members)
    whole = outer + sum(cost.inner_cpu_s or 0.0 for cost in members)
    soft, stack = found.row("soft_vote"), found.row("stacking_logistic")
    assert soft is not None
    assert stack is not None
    assert soft.cost.cpu_s is not None
    assert stack.cost.cpu_s is not None
    assert outer <= soft.cost.cpu_s < whole <= stack.cost.cpu_s


def _captured(
    spec: ExperimentSpec, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> Sequence[Row]:
    seen: list[Sequence[Row]] = []
    made = ensemble.Ensemble._rows

    def watching(self: Any, *args: Any) -> Any:
        rows = made(self, *args)
        seen.append(rows)
        return rows

    monkeypatch.setattr(ensemble.Ensemble, "_rows", watching)
    Outcome(spec, engine)
    monkeypatch.undo()
    return seen[0]


def test_that_shifted_labels_of_the_test_part_change_nothing_trained(
    tmp_path: Path, serial: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    X, y = load_iris(return_X_y=True)
    order = np.random.default_rng(0).permutation(len(y))
    X, y = X[order], y[order]
    shifted = y.copy()
    shifted[-30:] = (shifted[-30:] + 1) % 3
    found = []
    for number, target in enumerate((y, shifted)):
        path = tmp_path / f"{number}.csv"
        rows = (
            ",".join([*map(str, x), f"class{t}"])
            for x, t in zip(X, target, strict=True)
        )
        path.write_text("\n".join(["a,b,c,d,kind", *rows]) + "\n")
        # The last rows are the test part, whatever their labels are.
        cv = CvSpec(scheme="holdout", shuffle=False, test_size=0.2, inner_folds=3)
        data = DatasetSpec(file=str(path), target="kind")
        rules = (
            *RULES,
            ModelSpec(
                estimator="stacking_logistic", name="p", params={"passthrough": True}
            ),
        )
        models = tuple(
            rule if isinstance(rule, ModelSpec) else ModelSpec(estimator=rule)
            for rule in (*MEMBERS, *rules)
        )
        found.append(
            _captured(spec(dataset=data, cv=cv, models=models), serial, monkeypatch)
        )
    for one, other in zip(*found, strict=True):
        assert one.scores != other.scores  # the shift was seen where it may be
        (mine,), (theirs,) = one.predicted, other.predicted
        assert mine is not None
        assert theirs is not None
        np.testing.assert_array_equal(mine.labels, theirs.labels)
        if mine.probabilities is not None:
            np.testing.assert_array_equal(mine.probabilities, theirs.probabilities)
        for a, b in zip(one.combined, other.combined, strict=True):
            assert a.weights == b.weights
            assert a.single == b.single


def test_that_a_member_that_fails_costs_its_own_rules_only(serial: Engine) -> None:
    models = (
        ModelSpec(estimator="naive_bayes"),
        ModelSpec(estimator="logistic_regression"),
        ModelSpec(
            estimator="k_nearest_neighbours",
            name="fails",
            params={"n_neighbors": 1000},
        ),
        ModelSpec(estimator="soft_vote", name="all"),
        ModelSpec(
            estimator="soft_vote",
            name="two",
            members=("naive_bayes", "logistic_regression"),
        ),
    )
    found = Outcome(spec(models=models), serial)
    assert set(found.scores.models["fails"].fold_scores) == {None}
    assert set(found.scores.models["all"].fold_scores) == {None}
    assert None not in found.scores.models["two"].fold_scores
    (findings,) = found.findings
    assert findings.row("fails") is not None


def test_that_equal_votes_harm_the_teaching_case_and_weights_mend_it(
    serial: Engine,
) -> None:
    found = Outcome(PRESETS["unequal-vote"].spec, serial)
    means = {
        key: float(np.mean([score for score in row.fold_scores if score is not None]))
        for key, row in found.scores.models.items()
    }
    best = means["k_nearest_neighbours"]
    assert means["soft_vote"] < best - 0.05
    for rule in ("super_learner", "greedy_selection"):
        assert means[rule] > best - 0.01
    (findings,) = found.findings
    said = " ".join(map(str, findings.sentences))
    assert "weaker members drag it down. Weights mend that" in said


def test_that_values_are_combined_too(serial: Engine) -> None:
    rules = [
        name
        for name in ensemble.RULES.names()
        if ensemble.RULES.get(name).kind != "classification"
    ]
    models = tuple(
        ModelSpec(estimator=name)
        for name in (
            "linear_regression",
            "decision_tree_regressor",
            "k_nearest_neighbours_regressor",
            *rules,
        )
    )
    found = Outcome(spec(dataset=DatasetSpec(name="diabetes"), models=models), serial)
    (findings,) = found.findings
    assert findings.metric == "r2"
    assert findings.diversity is None
    assert findings.decompositions
    for rule in rules:
        row = findings.row(rule)
        assert row is not None
        assert row.mean is not None
        assert row.confusion == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"models": tuple(ModelSpec(estimator=m) for m in MEMBERS)}, "models"),
        (
            {
                "models": (
                    ModelSpec(estimator="naive_bayes"),
                    ModelSpec(estimator="soft_vote"),
                )
            },
            "models.1.members",
        ),
        ({"cv": CvSpec(inner_folds=1)}, "cv.inner_folds"),
        (
            {
                "models": (
                    ModelSpec(estimator="naive_bayes"),
                    ModelSpec(estimator="linear_svm"),
                    ModelSpec(estimator="soft_vote"),
                )
            },
            "models.2.members",
        ),
    ],
)
def test_that_what_cannot_be_combined_is_told_at_its_field(
    changes: dict[str, Any], field: str
) -> None:
    problems = WORKLOADS.get("ensemble").validate(spec(**changes))
    assert [problem.field for problem in problems] == [field]


def test_that_too_many_inner_folds_are_refused_with_a_number_that_works(
    serial: Engine,
) -> None:
    asked = spec(cv=CvSpec(folds=5, inner_folds=45))
    with pytest.raises(BadInput) as caught:
        WORKLOADS.get("ensemble").build(asked)
    (problem,) = caught.value.problems
    assert problem.field == "cv.inner_folds"
    most = int(problem.message.values["most"])
    allowed = spec(cv=CvSpec(folds=5, inner_folds=most))
    assert WORKLOADS.get("ensemble").build(allowed) is not None
