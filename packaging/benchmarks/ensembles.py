"""All combination rules together, beside scikit-learn fitting ensembles one by one.

The job: four models (logistic regression on scaled features, a decision tree, k-nearest
neighbours, a forest of 100 trees) on digits, 5 outer folds, 5 inner folds, 2 workers.
scikit-learn fits a hard vote, a soft vote, a weighted vote and a stack, each from
nothing, with ``n_jobs=2``: it knows no other way. Ours fits every member once per split
and inner fold, and computes all rules from that: those four and all the others that the
product has. Same members, parameters, outer and inner folds; the two sides take turns,
and ratios are taken pair by pair. Workers are started and every model was fitted once
before anything is timed; OpenMP and BLAS have one thread per worker on both sides.

What one more rule costs is the time of combining alone, all splits together, as a share
of the whole trial: no member is fitted again for it.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import fmean, median
from typing import Any

import common
import numpy as np
from joblib import parallel_config
from joblib.externals.loky import get_reusable_executor
from msgspec import structs
from sklearn.ensemble import StackingClassifier, VotingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from threadpoolctl import threadpool_limits

from workbench.core import events as ev
from workbench.core.ensemble import EnsembleFindings
from workbench.core.results import clock
from workbench.core.spec import CvSpec, ExperimentSpec, ModelSpec
from workbench.datasets import load
from workbench.ensembles.rules import RULES
from workbench.estimators import ESTIMATORS
from workbench.scaling import Interval, paired_speedup
from workbench.session import Session

WORKERS = 2
SHARE = 0.60
FURTHER = 0.01
APART = 0.005
WEIGHTS = "2, 1, 1, 2"
COMPARED = ("hard_vote", "soft_vote", "weighted_vote", "stacking_logistic")
AIM = (
    f"all rules together in at most {SHARE:g} of scikit-learn's time for four of them, "
    f"scores equal within {APART:g}; each rule that trains no combiner adds at most "
    f"{FURTHER:.0%}"
)


class Peer:
    """scikit-learn's side: one ensemble after another."""

    def __init__(self, spec: ExperimentSpec) -> None:
        data = load(spec.dataset, spec.seed)
        self._X, self._y = data.X, data.y
        self._outer = StratifiedKFold(
            spec.cv.folds, shuffle=True, random_state=spec.seed
        )
        inner = StratifiedKFold(
            spec.cv.inner_folds, shuffle=True, random_state=spec.seed
        )
        members = [
            (model.key, ESTIMATORS.get(model.estimator).make(model.params, spec.seed))
            for model in spec.models
            if model.estimator in ESTIMATORS
        ]
        weights = [float(weight) for weight in WEIGHTS.split(",")]
        self._ensembles = {
            "hard_vote": VotingClassifier(members, voting="hard", n_jobs=WORKERS),
            "soft_vote": VotingClassifier(members, voting="soft", n_jobs=WORKERS),
            "weighted_vote": VotingClassifier(
                members, voting="soft", weights=weights, n_jobs=WORKERS
            ),
            "stacking_logistic": StackingClassifier(
                members, LogisticRegression(), cv=inner, n_jobs=WORKERS
            ),
        }
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.scores: dict[str, float] = {}

    def run(self) -> float:
        """All four once; the seconds of all."""
        begin = clock()
        with (
            threadpool_limits(1),
            parallel_config(backend="loky", inner_max_num_threads=1),
        ):
            for name in self._ensembles:
                started = clock()
                self.scores[name] = fmean(self._scores(name))
                self.seconds[name].append(clock() - started)
        return clock() - begin

    def forget(self) -> None:
        """What was timed so far was a warm-up."""
        self.seconds.clear()

    def _scores(self, name: str) -> Iterator[float]:
        ensemble = self._ensembles[name]
        for train, test in self._outer.split(self._X, self._y):
            ensemble.fit(self._X[train], self._y[train])
            predicted = ensemble.predict(self._X[test])
            yield float(np.mean(predicted == self._y[test]))


class Ours:
    """A run of ours, trial by trial, and what was found."""

    def __init__(self, session: Session, spec: ExperimentSpec) -> None:
        self.findings: EnsembleFindings | None = None
        self.trials = common.Trials(self._watched(session.start(spec)))
        self.seconds: list[float] = []
        self.scores: dict[str, float] = {}

    def run(self) -> float:
        """The upcoming trial; its seconds, as the program states them."""
        _, finished = self.trials.finish()
        self.seconds.append(finished.seconds)
        self.scores = {
            key: fmean(score for score in found.fold_scores if score is not None)
            for key, found in finished.scores.models.items()
        }
        return finished.seconds

    def _watched(self, events: Iterator[ev.Event]) -> Iterator[ev.Event]:
        for event in events:
            if isinstance(event, ev.Found) and isinstance(event.body, EnsembleFindings):
                self.findings = event.body
            yield event


def main() -> None:
    """Measure and print."""
    parser = common.parser(__doc__, AIM)
    parser.add_argument("--repeats", type=int, default=7, metavar="N")
    options = parser.parse_args()
    spec = job(2 if options.quick else options.repeats, quick=options.quick)
    with both(spec) as (ours, peer):
        peer.run()
        peer.forget()
        mine, theirs = measured(ours, peer)
        common.conclude("ensembles", report(spec, ours, peer, mine, theirs))


def job(repeats: int, *, quick: bool) -> ExperimentSpec:
    """The four members and every rule for classification."""
    base = common.experiment((WORKERS,), repeats, quick=False)
    rules = [
        ModelSpec(estimator=name)
        for name in RULES.names()
        if RULES.get(name).kind != "regression"
    ]
    chosen = ModelSpec(
        estimator="weighted_vote", name="weighted_vote", params={"weights": WEIGHTS}
    )
    by_score = ModelSpec(estimator="weighted_vote", name="weighted by inner score")
    passing = ModelSpec(
        estimator="stacking_logistic",
        name="stacking with features",
        params={"passthrough": True},
    )
    rules = [chosen if rule.key == chosen.key else rule for rule in rules]
    return structs.replace(
        base,
        workload="ensemble",
        models=(*base.models, *rules, by_score, passing),
        cv=CvSpec(folds=3 if quick else 5, inner_folds=5),
    )


@contextmanager
def both(spec: ExperimentSpec) -> Iterator[tuple[Ours, Peer]]:
    """The two sides, and an end to them."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Session(history=Path(folder, "history.sqlite")) as session,
    ):
        ours = Ours(session, spec)
        try:
            yield ours, Peer(spec)
        finally:
            ours.trials.close()
            get_reusable_executor().shutdown(wait=True)


def measured(ours: Ours, peer: Peer) -> tuple[list[float], list[float]]:
    """Seconds of both sides, taking turns in alternating order."""
    mine: list[float] = []
    theirs: list[float] = []
    while (trial := ours.trials.upcoming()) is not None:
        if trial.repeat % 2 == 0:
            theirs.append(peer.run())
        mine.append(ours.run())
        if trial.repeat % 2 == 1:
            theirs.append(peer.run())
    return mine, theirs


def report(
    spec: ExperimentSpec,
    ours: Ours,
    peer: Peer,
    mine: list[float],
    theirs: list[float],
) -> dict[str, Any]:
    """Print the tables; the same for the closing line."""
    found = ours.findings
    if found is None:
        raise SystemExit("the run told nothing of the ensemble")
    ratio: Interval | None = paired_speedup(mine, theirs)
    common.show(
        f"digits, {spec.cv.folds} outer and {spec.cv.inner_folds} inner folds, "
        f"{WORKERS} workers: seconds",
        ("", "median", "smallest", "largest"),
        [
            ("workbench, all rules", *common.spread(mine)),
            ("scikit-learn, four of them", *common.spread(theirs)),
            *(
                (f"  {name}", *common.spread(seconds))
                for name, seconds in peer.seconds.items()
            ),
        ],
    )
    rules = [row for row in found.rows if row.rule]
    trial_s = median(mine)
    shares = {
        row.key: spec.cv.splits * (row.cost.combine_s or 0.0) / trial_s for row in rules
    }
    common.show(
        "Rules",
        ("", "accuracy", "scikit-learn", "ms to combine, all splits", "of the trial"),
        [
            (
                row.key,
                f"{ours.scores[row.key]:.4f}",
                f"{peer.scores[row.key]:.4f}" if row.key in peer.scores else "–",
                f"{1e3 * spec.cv.splits * (row.cost.combine_s or 0.0):.1f}",
                f"{shares[row.key]:.2%}" + (" (trained)" if row.trained else ""),
            )
            for row in rules
        ],
    )
    apart = max(abs(ours.scores[name] - peer.scores[name]) for name in COMPARED)
    dearest = max(shares[row.key] for row in rules if not row.trained)
    aims = [
        common.Aim.of("all rules ÷ scikit-learn's four", ratio, SHARE),
        common.Aim(name="scores apart, at most", value=apart, limit=APART),
        common.Aim(
            name="dearest rule that trains nothing", value=dearest, limit=FURTHER
        ),
    ]
    return {
        "seconds": {"workbench": mine, "scikit-learn": theirs, **peer.seconds},
        "scores": {"workbench": ours.scores, "scikit-learn": peer.scores},
        "share_of_trial": shares,
        "aims": common.judge(aims),
    }


if __name__ == "__main__":
    main()
