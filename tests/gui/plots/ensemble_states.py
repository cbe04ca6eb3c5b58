"""Findings about ensembles, made by hand: ten members on something like digits.

Members are a little better or worse, surer or less sure, and alike within their family;
their answers are drawn once from that, and every figure is computed from the answers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from statistics import fmean
from typing import Any, Literal

import msgspec
import numpy as np

from workbench.core.ensemble import (
    EnsembleFindings,
    GrowthEnd,
    GrowthPoint,
    Ranks,
    RowCost,
    RowFindings,
)
from workbench.core.messages import Message
from workbench.core.spec import DatasetSpec, ExperimentSpec, ModelSpec
from workbench.core.state import Growth, RunState, Status
from workbench.ensembles.calibration import apply_temperature, calibration
from workbench.ensembles.comparison import mean_interval
from workbench.ensembles.confusion import confusion
from workbench.ensembles.diversity import diversity
from workbench.ensembles.evidence import Combined, Evidence, Predicted
from workbench.ensembles.frontier import frontiers
from workbench.ensembles.ranks import ranks as compared
from workbench.ensembles.surface import SurfaceMember, SurfaceRule, Surfaces, surfaces
from workbench.ensembles.wording import Named

N_ROWS, N_CLASSES, SPLITS = 1797, 10, 5
TEST_RATIO = 0.25
TAKEN_FOR = (6, 8, 1, 9, 7, 9, 0, 4, 1, 3)
"""What each digit is most often taken for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """How good, how sure, and how dear a member is."""

    title: str
    family: str
    skill: float
    sharpness: float
    fit_s: float
    predict_s: float
    kib: int


MEMBERS: dict[str, Member] = {
    key: Member(
        title=title,
        family=family,
        skill=skill,
        sharpness=sharp,
        fit_s=fit_s,
        predict_s=predict_s,
        kib=kib,
    )
    for key, title, family, skill, sharp, fit_s, predict_s, kib in (
        (
            "logistic_regression",
            "Logistic regression",
            "lines",
            4.94,
            1.6,
            0.15,
            3e-4,
            7,
        ),
        ("decision_tree", "Decision tree", "trees", 3.4, 4.0, 0.02, 3e-4, 40),
        (
            "k_nearest_neighbours",
            "k-nearest neighbours",
            "near",
            6.21,
            2.5,
            0.002,
            0.02,
            900,
        ),
        ("naive_bayes", "Naive Bayes", "bayes", 3.38, 5.0, 0.003, 1e-3, 12),
        ("linear_svm", "Linear SVM", "lines", 4.87, 1.2, 0.08, 3e-4, 7),
        ("rbf_svm", "RBF SVM", "near", 6.06, 2.0, 0.35, 0.05, 500),
        ("mlp", "Neural network (MLP)", "nets", 5.46, 3.0, 1.9, 1.5e-3, 130),
        ("random_forest", "Random forest", "trees", 5.26, 0.8, 0.4, 0.015, 4200),
        ("extra_trees", "Extra trees", "trees", 5.5, 0.8, 0.3, 0.017, 6100),
        (
            "gradient_boosting",
            "Histogram gradient boosting",
            "trees",
            5.07,
            2.4,
            3.1,
            8e-3,
            1500,
        ),
    )
}
TOP = {"rbf_svm": 0.5, "k_nearest_neighbours": 0.3, "extra_trees": 0.2}
CLASSES = tuple(str(digit) for digit in range(N_CLASSES))
_RULES = (
    ("hard_vote", "Hard vote", False),
    ("soft_vote", "Soft vote", False),
    ("weighted_vote", "Weighted vote", False),
    ("best_single", "Best single member", False),
    ("stacking_logistic", "Stacking (logistic)", True),
    ("super_learner", "Super learner", True),
    ("greedy", "Greedy selection", True),
    ("blending", "Blending", True),
)


@cache
def truth() -> Any:
    return np.arange(N_ROWS) % N_CLASSES


@cache
def _folds() -> Any:
    return np.random.default_rng(3).permutation(N_ROWS) % SPLITS


@cache
def probabilities() -> dict[str, Any]:
    """(rows, classes) of each member; hard rows are hard for all of a family."""
    dice = np.random.default_rng(5)
    hard = dice.gamma(2.0, 0.9, N_ROWS)
    kin = {m.family: dice.normal(0, 0.6, N_ROWS) for m in MEMBERS.values()}
    other = np.array(TAKEN_FOR)[truth()]
    astray = dice.random(N_ROWS) < 0.35
    other[astray] = (truth()[astray] + dice.integers(1, 10, astray.sum())) % 10
    found = {}
    for key, member in MEMBERS.items():
        own = dice.normal(0, 0.7, N_ROWS)
        logits = dice.normal(-2.0, 0.4, (N_ROWS, N_CLASSES))
        logits[np.arange(N_ROWS), other] = 0.0
        right = member.skill - hard + kin[member.family] + own
        logits[np.arange(N_ROWS), truth()] = np.minimum(right, 2.5)
        stated = np.exp(member.sharpness * logits)
        found[key] = stated / stated.sum(axis=1, keepdims=True)
    return found


@cache
def combined() -> dict[str, Any]:
    """(rows, classes) of each rule; a hard vote states none but shares of votes."""
    stated = np.stack(list(probabilities().values()))
    votes = np.eye(N_CLASSES)[stated.argmax(axis=2)].mean(axis=0)
    scores = np.array([_accuracy(table) for table in stated])
    skill = (scores - 0.75) / (scores - 0.75).sum()
    top = sum(share * probabilities()[key] for key, share in TOP.items())
    learned = np.tensordot(skill**2 / (skill**2).sum(), stated, axes=1)
    return {
        "hard_vote": votes,
        "soft_vote": stated.mean(axis=0),
        "weighted_vote": np.tensordot(skill, stated, axes=1),
        "best_single": probabilities()["rbf_svm"],
        "stacking_logistic": apply_temperature(0.4 * learned + 0.6 * top, 0.7),
        "super_learner": top,
        "greedy": np.mean([probabilities()[key] for key in TOP], axis=0),
        "blending": apply_temperature(0.7 * learned + 0.3 * top, 0.9),
    }


def _accuracy(table: Any) -> float:
    return float((table.argmax(axis=1) == truth()).mean())


def _row(key: str, title: str, table: Any, **more: Any) -> RowFindings:
    labels = table.argmax(axis=1)
    right = labels == truth()
    scores = tuple(float(right[_folds() == fold].mean()) for fold in range(SPLITS))
    hard = key == "hard_vote"
    return RowFindings(
        key=key,
        title=Message(title),
        fold_scores=scores,
        mean=fmean(scores),
        ci95=mean_interval(scores, TEST_RATIO),
        calibration=None if hard else calibration(table, truth()),
        calibrated=None
        if hard
        else calibration(apply_temperature(table, _temperature(table)), truth()),
        confusion=confusion(truth(), labels, N_CLASSES),
        **more,
    )


def _temperature(table: Any) -> float:
    """What scales the mean confidence nearest to the accuracy, of a few."""

    def off(temperature: float) -> float:
        sure = apply_temperature(table, temperature).max(axis=1).mean()
        return abs(float(sure) - _accuracy(table))

    return min((0.3, 0.4, 0.5, 0.7, 0.8, 1.0, 1.3, 1.7, 2.2, 3.0, 4.0), key=off)


def _member_cost(member: Member) -> RowCost:
    return RowCost(
        fit_s=member.fit_s,
        predict_s=member.predict_s,
        cpu_s=30 * member.fit_s,
        memory_bytes=1400 * member.kib,
        disk_bytes=1024 * member.kib,
    )


def _rule_cost(key: str, trained: bool) -> RowCost:
    used = list(TOP) if key in ("super_learner", "greedy") else list(MEMBERS)
    used = ["rbf_svm"] if key == "best_single" else used
    combine = 0.02 if trained else 2e-4
    return RowCost(
        fit_s=sum(m.fit_s for m in MEMBERS.values()) + combine,
        predict_s=sum(MEMBERS[k].predict_s for k in used) + 1e-4,
        combine_s=combine,
        cpu_s=30 * sum(m.fit_s for m in MEMBERS.values()) + 5 * combine,
        disk_bytes=sum(1024 * MEMBERS[k].kib for k in used),
    )


@cache
def findings() -> EnsembleFindings:
    """Ten members and all rules of one run on digits."""
    tables = probabilities()
    rows = [
        _row(key, m.title, tables[key], rule=False, cost=_member_cost(m))
        for key, m in MEMBERS.items()
    ]
    rows += [
        _row(
            key,
            title,
            combined()[key],
            rule=True,
            trained=trained,
            members=tuple(MEMBERS),
            weights=TOP if key == "super_learner" else {},
            cost=_rule_cost(key, trained),
        )
        for key, title, trained in _RULES
    ]
    labels = np.stack([table.argmax(axis=1) for table in tables.values()])
    best = max(rows[: len(MEMBERS)], key=lambda row: row.mean or 0.0)
    return EnsembleFindings(
        kind="classification",
        metric="accuracy",
        classes=CLASSES,
        splits=SPLITS,
        inner_folds=5,
        rows=tuple(rows),
        best_member=best.key,
        diversity=diversity(tuple(MEMBERS), labels, truth(), N_CLASSES),
        frontiers=frontiers(rows, TEST_RATIO),
    )


def few(*keys: str) -> EnsembleFindings:
    """Only these members and rules."""
    whole = findings()
    members = [key for key in keys if key in MEMBERS]
    labels = np.stack([probabilities()[key].argmax(axis=1) for key in members])
    rows = tuple(row for row in whole.rows if row.key in keys)
    return msgspec.structs.replace(
        whole,
        rows=rows,
        diversity=diversity(tuple(members), labels, truth(), N_CLASSES)
        if len(members) > 1
        else None,
        frontiers=frontiers(rows, TEST_RATIO),
    )


def regression() -> EnsembleFindings:
    """Members scored by R²: nothing that counts classes."""
    rows = tuple(
        msgspec.structs.replace(
            row, calibration=None, calibrated=None, confusion=(), note=None
        )
        for row in findings().rows
    )
    return msgspec.structs.replace(
        findings(),
        kind="regression",
        metric="r2",
        classes=(),
        rows=rows,
        diversity=None,
    )


_FOREST = (0.9630, 0.115, 0.0145)
_BOOSTED = (0.9700, 0.190, 0.0260)


def grown(
    members: int = 80,
    workers: Sequence[int] = (1, 2, 4),
    *,
    method: str = "random_forest",
    ended: Literal["flat", "largest", ""] = "flat",
) -> dict[int, Growth]:
    """One way of growing: a score that nears its end as 1/n does, at each count."""
    limit, gap, cpu = _FOREST if method == "random_forest" else _BOOSTED
    flat = Message(
        "Grown until flat: {members} members are enough. More of them would only cost "
        "time.",
        {"members": members},
    )
    largest = Message("Grown to all {members} members.", {"members": members})
    end = GrowthEnd(
        method=method,
        members=members,
        flat=ended == "flat",
        sentence=flat if ended == "flat" else largest,
        oob_score=limit - gap / members - 0.002,
    )
    return {
        count: Growth(
            trial_id=place,
            points=tuple(
                _grown_point(method, n, limit, gap, cpu, count)
                for n in range(1, members + 1)
            ),
            end=end if ended else None,
        )
        for place, count in enumerate(workers)
    }


def _grown_point(
    method: str, n: int, limit: float, gap: float, cpu: float, workers: int
) -> GrowthPoint:
    wave = 0.004 * math.sin(2.1 * n) / math.sqrt(n)
    half = 0.011 + 0.02 / math.sqrt(n)
    gain = gap / (n * (n + 1))
    efficient = workers if workers == 1 else 0.86 * workers
    return GrowthPoint(
        method=method,
        members=n,
        score=limit - gap / n + wave,
        score_ci95=(
            limit - gap / n + wave - half,
            min(1.0, limit - gap / n + wave + half),
        ),
        log_loss=0.14 + 1.9 / n**1.3,
        log_loss_ci95=(0.12 + 1.6 / n**1.3, 0.16 + 2.3 / n**1.3),
        cpu_s=SPLITS * cpu * n,
        wall_s=0.3 + SPLITS * cpu * n / efficient,
        gain=gain + wave / 3,
        gain_ci95=(gain + wave / 3 - 0.009 / n, gain + wave / 3 + 0.009 / n),
        gain_per_cpu_s=(gain + wave / 3) / (SPLITS * cpu),
    )


def finished(found: EnsembleFindings | None = None) -> RunState:
    """A run with its findings and a forest grown at three worker counts."""
    return state("done", found or findings(), {"random_forest": grown()})


def growing(members: int = 3) -> RunState:
    """A run that has grown a few members on its first worker count."""
    return state(
        "running", None, {"random_forest": grown(members, workers=(1,), ended="")}
    )


def state(
    status: Status,
    found: EnsembleFindings | None = None,
    growth: dict[str, dict[int, Growth]] | None = None,
) -> RunState:
    """The state of a run on digits."""
    spec = ExperimentSpec(
        dataset=DatasetSpec(name="digits"),
        models=tuple(ModelSpec(estimator=key) for key in MEMBERS),
        workers=(1, 2, 4),
    )
    titles = {key: Message(member.title) for key, member in MEMBERS.items()}
    return RunState(
        status=status,
        run_id=61,
        spec=spec,
        worker_counts=(1, 2, 4),
        model_titles=titles,
        metric=found.metric if found else "accuracy",
        findings=found,
        growth=growth or {},
    )


_COMPARED = (
    ("rbf_svm", "RBF SVM"),
    ("random_forest", "Random forest"),
    ("soft_vote", "Soft vote"),
    ("super_learner", "Super learner"),
    ("stacking_logistic", "Stacking (logistic)"),
    ("k_nearest_neighbours", "k-nearest neighbours"),
    ("naive_bayes", "Naive Bayes"),
    ("decision_tree", "Decision tree"),
)
_SCORES = {
    "iris": (0.967, 0.953, 0.960, 0.967, 0.960, 0.960, 0.953, 0.947),
    "wine": (0.983, 0.978, 0.983, 0.989, 0.983, 0.961, 0.972, 0.904),
    "digits": (0.988, 0.972, 0.983, 0.990, 0.989, 0.985, 0.838, 0.855),
    "breast_cancer": (0.974, 0.961, 0.970, 0.975, 0.977, 0.965, 0.940, 0.926),
    "spam": (0.934, 0.955, 0.951, 0.957, 0.956, 0.908, 0.821, 0.919),
    "vehicle": (0.838, 0.752, 0.801, 0.845, 0.841, 0.717, 0.457, 0.712),
    "sonar": (0.846, 0.836, 0.851, 0.865, 0.856, 0.827, 0.678, 0.721),
    "glass": (0.701, 0.785, 0.761, 0.790, 0.771, 0.687, 0.472, 0.696),
}


@cache
def ranks(count: int = 8) -> Ranks:
    """The first rows of the comparison over eight data sets."""
    rows = [Named(key, Message(title)) for key, title in _COMPARED[:count]]
    scores = [line[:count] for line in _SCORES.values()]
    return compared(rows, tuple(_SCORES), scores)


@cache
def planes(size: int = 60) -> Surfaces:
    """Four members and a vote on two columns of iris."""
    from sklearn.datasets import load_iris
    from sklearn.linear_model import LogisticRegression
    from sklearn.naive_bayes import GaussianNB
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.tree import DecisionTreeClassifier

    data = load_iris()
    models = {
        "logistic_regression": LogisticRegression(),
        "decision_tree": DecisionTreeClassifier(random_state=1),
        "k_nearest_neighbours": KNeighborsClassifier(7),
        "naive_bayes": GaussianNB(),
    }
    found = surfaces(
        data.data[:, 1:3],
        data.target,
        [
            SurfaceMember(key=k, title=Message(MEMBERS[k].title), estimator=m)
            for k, m in models.items()
        ],
        [SurfaceRule(key="soft_vote", title=Message("Soft vote"), combine=_soft)],
        features=("sepal width (cm)", "petal length (cm)"),
        n_classes=3,
        size=size,
    )
    return replace(found, classes=("setosa", "versicolor", "virginica"))


def _soft(evidence: Evidence) -> Combined:
    tables = [m.probabilities for m in evidence.test if m.probabilities is not None]
    mean = np.mean(tables, axis=0)
    return Combined(predicted=Predicted(labels=mean.argmax(axis=1), probabilities=mean))
