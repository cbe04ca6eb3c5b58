"""Findings about ensembles made by hand, as a run would have left them."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from workbench.core import events as ev
from workbench.core.ensemble import (
    Calibration,
    EnsembleFindings,
    Frontier,
    GrowthEnd,
    GrowthPoint,
    PairTest,
    RowCost,
    RowFindings,
)
from workbench.core.finding import Body
from workbench.core.messages import Message
from workbench.core.plan import Trial
from workbench.core.spec import ExperimentSpec, ModelSpec
from workbench.core.state import RunState, fold

SPEC = ExperimentSpec(
    title="by hand",
    workload="ensemble",
    models=tuple(
        ModelSpec(estimator=name)
        for name in ("decision_tree", "k_nearest_neighbours", "soft_vote")
    ),
    engine="serial",
    workers=(1,),
)

DONE = ev.RunFinished(t=1.0, reason=Message("Enough."))


def row(
    key: str, title: str, scores: Sequence[float], *, rule: bool = False, cost: float
) -> RowFindings:
    mean = fmean(scores)
    return RowFindings(
        key=key,
        title=Message(title),
        rule=rule,
        members=("decision_tree", "k_nearest_neighbours") if rule else (),
        fold_scores=tuple(scores),
        mean=mean,
        ci95=(mean - 0.03, mean + 0.03),
        weights={"decision_tree": 0.25, "k_nearest_neighbours": 0.75} if rule else {},
        note=Message("3 ties fell to the lowest label.") if rule else None,
        cost=RowCost(fit_s=cost, predict_s=cost / 10, cpu_s=3 * cost, disk_bytes=4096),
        calibration=Calibration(log_loss=0.21, brier=0.052, ece=0.031),
    )


def findings(gain: float = 0.012) -> EnsembleFindings:
    """Two members, one vote, one test."""
    return EnsembleFindings(
        kind="classification",
        metric="accuracy",
        classes=("a", "b"),
        splits=3,
        inner_folds=0,
        rows=(
            row("decision_tree", "Decision tree", (0.91, 0.93, 0.92), cost=0.002),
            row("k_nearest_neighbours", "k-nearest", (0.95, 0.94, 0.96), cost=0.001),
            row("soft_vote", "Soft vote", (0.96, 0.96, 0.97), rule=True, cost=0.003),
        ),
        best_member="k_nearest_neighbours",
        tests=(
            PairTest(
                method="corrected_t",
                first="soft_vote",
                second="k_nearest_neighbours",
                difference=gain,
                ci95=(gain - 0.02, gain + 0.02),
                statistic=1.1,
                p=0.31,
                p_adjusted=0.62,
                sentence=Message("Soft vote is not shown to be better (p = 0.62)."),
            ),
            PairTest(
                method="bayesian",
                first="soft_vote",
                second="k_nearest_neighbours",
                difference=gain,
                posterior=(0.1, 0.3, 0.6),
                sentence=Message("Soft vote is better with a probability of 60 %."),
            ),
        ),
        frontiers=(
            Frontier(
                axis="predict_s",
                keys=("k_nearest_neighbours", "soft_vote"),
                cheapest="k_nearest_neighbours",
            ),
        ),
        sentences=(
            Message("No ensemble is shown to be worth it here."),
            Message("It takes 3 times as long to predict."),
        ),
    )


def state(
    *bodies: Body,
    spec: ExperimentSpec = SPEC,
    end: ev.Event | None = None,
    run_id: int = 7,
) -> RunState:
    """A run that found ``bodies`` in its first trial, and ended with ``end``."""
    trial = Trial(id=1, engine="serial", workers=1, repeat=1)
    events: list[ev.Event] = [
        ev.RunStarted(
            t=0.0,
            run_id=run_id,
            started_at=0.0,
            spec=spec,
            environment={},
            worker_counts=(1,),
            metric="accuracy",
            tasks_per_trial=6,
            trials_planned=2,
            estimated_s=1.0,
        ),
        ev.TrialStarted(t=0.1, trial=trial, origin=0.0),
    ]
    events += [ev.Found(t=0.2, trial_id=1, workers=1, body=body) for body in bodies]
    if end is not None:
        events.append(end)
    return fold(events)


def growth(members: int, *, ended: bool = True) -> tuple[Body, ...]:
    """A random forest that grew to ``members`` trees."""
    points: list[Body] = [
        GrowthPoint(
            method="random_forest",
            members=n,
            score=0.95 - 0.1 / n,
            score_ci95=(0.9, 0.97),
            cpu_s=0.01 * n,
            wall_s=0.02 * n,
            gain=0.1 / n**2,
        )
        for n in range(10, members + 1, 10)
    ]
    if ended:
        points.append(
            GrowthEnd(
                method="random_forest",
                members=members,
                flat=True,
                sentence=Message("40 trees are enough: more gain nothing."),
            )
        )
    return tuple(points)
