"""The main job on 1 and 2 workers, beside scikit-learn's own cross-validation.

Both sides fit the same models with the same parameters on the same folds; votes are
left out, since scikit-learn would fit their members again. Ours takes all models as one
queue of tasks. scikit-learn runs ``cross_val_score(n_jobs=workers)`` for one model
after the other. Each of our trials is followed or, every second time, preceded by one
of scikit-learn's, so both meet the same moods of the machine, and ratios are taken pair
by pair.

Outside of the time on both sides: starting workers, and one warm-up in which every
model is fitted. OpenMP and BLAS have one thread per worker on both sides. Our time is
given twice: as the program states it, and as the reader of the events saw it pass,
which includes writing to the history.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Any

import common
from joblib import parallel_config
from joblib.externals.loky import get_reusable_executor
from sklearn.model_selection import RepeatedStratifiedKFold, cross_val_score
from threadpoolctl import threadpool_limits

from workbench.core import events as ev
from workbench.core.results import clock
from workbench.core.spec import ExperimentSpec
from workbench.datasets import load
from workbench.ensembles import VOTES
from workbench.estimators import ESTIMATORS
from workbench.scaling import Interval, paired_speedup
from workbench.session import Session

WORKERS = (1, 2)
AIM = "ours at most 0.95 of scikit-learn's time, efficiency at least 0.90, on 2 workers"

Scores = dict[str, tuple[float | None, ...]]
Seconds = dict[int, list[float]]


class Peer:
    """scikit-learn's side: the same models, parameters and folds."""

    def __init__(self, spec: ExperimentSpec) -> None:
        data = load(spec.dataset, spec.seed)
        self._X, self._y = data.X, data.y
        self._folds = RepeatedStratifiedKFold(
            n_splits=spec.cv.folds, n_repeats=spec.cv.repeats, random_state=spec.seed
        )
        self._models = {
            model.key: ESTIMATORS.get(model.estimator).make(model.params, spec.seed)
            for model in spec.models
            if model.estimator not in VOTES
        }
        self.seconds: Seconds = defaultdict(list)
        self.scores: Scores = {}

    def run(self, workers: int) -> None:
        """All models once; the seconds go to :attr:`seconds`."""
        begin = clock()
        scores = {name: self._score(name, workers) for name in self._models}
        self.seconds[workers].append(clock() - begin)
        self.scores = scores

    def warm_up(self, workers: int) -> None:
        """As :meth:`run`, untimed: workers start, libraries are imported."""
        self.run(workers)
        self.seconds[workers].clear()

    def _score(self, name: str, workers: int) -> tuple[float | None, ...]:
        with (
            threadpool_limits(1),
            parallel_config(backend="loky", inner_max_num_threads=1),
        ):
            found = cross_val_score(
                self._models[name],
                self._X,
                self._y,
                cv=self._folds,
                scoring="accuracy",
                n_jobs=workers,
            )
        return tuple(float(score) for score in found)


class Ours:
    """What the events of our run said."""

    def __init__(self) -> None:
        self.seconds: Seconds = defaultdict(list)
        self.seen: Seconds = defaultdict(list)
        self.scores: Scores = {}
        self.identical: bool | None = None


def measure(session: Session, spec: ExperimentSpec, peer: Peer) -> Ours:
    """Run ours, with a run of the peer before or after each trial."""
    ours = Ours()
    begin = 0.0
    for event in session.start(spec):
        match event:
            case ev.TrialStarted(trial=trial) if trial.role == "measure":
                # The trial's clock starts when we ask for its next event.
                if trial.repeat % 2 == 0:
                    peer.run(trial.workers)
                begin = clock()
            case ev.TrialFinished(trial=trial) if trial.role == "measure":
                ours.seen[trial.workers].append(clock() - begin)
                ours.seconds[trial.workers].append(event.seconds)
                ours.scores = {
                    name: found.fold_scores
                    for name, found in event.scores.models.items()
                }
                if trial.repeat % 2 == 1:
                    peer.run(trial.workers)
            case ev.Estimated():
                ours.identical = event.identical_across_workers
            case ev.RunFailed():
                raise SystemExit(f"the run failed: {event.message}\n{event.traceback}")
    return ours


def main() -> None:
    """Measure and print."""
    parser = common.parser(__doc__)
    parser.add_argument("--repeats", type=int, default=10, metavar="N")
    options = parser.parse_args()
    repeats = 2 if options.quick else options.repeats
    spec = common.experiment(WORKERS, repeats, quick=options.quick)
    peer = Peer(spec)
    for workers in WORKERS:
        peer.warm_up(workers)
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            Session(history=Path(folder) / "history.sqlite") as session,
        ):
            ours = measure(session, spec, peer)
    finally:
        get_reusable_executor().shutdown(wait=True)
    report(spec, ours, peer)


def report(spec: ExperimentSpec, ours: Ours, peer: Peer) -> None:
    """Print the tables and the closing line."""
    sides = {
        "workbench": ours.seconds,
        "workbench, as seen": ours.seen,
        "scikit-learn": peer.seconds,
    }
    equal = ours.scores == peer.scores
    print(f"{spec.title}: {spec.cv.splits} folds in all, {len(ours.scores)} models")
    print(f"Fold scores of both sides are equal: {'yes' if equal else 'NO'}")
    print(f"Our scores are identical on 1 and 2 workers: {ours.identical}")
    common.show(
        "Seconds, median",
        ("", *(_count(workers) for workers in WORKERS)),
        [
            (name, *(f"{median(s[w]):.3f}" for w in WORKERS))
            for name, s in sides.items()
        ],
    )
    efficiency = {
        name: _halved(paired_speedup(s[1], s[2])) for name, s in sides.items()
    }
    common.show(
        "Efficiency on 2 workers, with 95 % interval",
        ("", "efficiency", "low", "high"),
        [(name, *_cells(found)) for name, found in efficiency.items()],
    )
    ratios = {
        f"{name}, {_count(workers)}": paired_speedup(s[workers], peer.seconds[workers])
        for name, s in sides.items()
        if s is not peer.seconds
        for workers in WORKERS
    }
    common.show(
        "Our time as a share of scikit-learn's, with 95 % interval",
        ("", "ratio", "low", "high"),
        [(name, *_cells(found)) for name, found in ratios.items()],
    )
    print(f"\nAim: {AIM}.")
    common.conclude(
        "main_job",
        {
            "folds": spec.cv.splits,
            "repeats": len(ours.seconds[1]),
            "scores_equal": equal,
            "identical_across_workers": ours.identical,
            "seconds": sides,
            "efficiency_2": _figures(efficiency),
            "ratio": _figures(ratios),
        },
    )


def _count(workers: int) -> str:
    return f"{workers} worker" if workers == 1 else f"{workers} workers"


def _halved(speedup: Interval | None) -> Interval | None:
    return speedup and Interval(
        value=speedup.value / 2, low=speedup.low / 2, high=speedup.high / 2
    )


def _cells(found: Interval | None) -> tuple[str, ...]:
    if found is None:
        return ("–",) * 3
    return tuple(f"{x:.3f}" for x in (found.value, found.low, found.high))


def _figures(found: dict[str, Interval | None]) -> dict[str, Any]:
    return {
        name: interval and [interval.value, interval.low, interval.high]
        for name, interval in found.items()
    }


if __name__ == "__main__":
    main()
