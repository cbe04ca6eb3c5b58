"""The main job on 1 and 2 workers, beside scikit-learn's own cross-validation.

The job: four models (logistic regression on scaled features, a decision tree, k-nearest
neighbours, a forest of 100 trees) on 20 folds (5 folds, 4 times), for each data set.
Both sides fit the same models with the same parameters on the same folds; votes are
left out, since scikit-learn would fit their members again. Ours takes all models as one
queue of tasks. scikit-learn runs ``cross_val_score(n_jobs=workers)`` for one model
after the other. Each of our trials is followed or, every second time, preceded by one
of scikit-learn's, so both meet the same moods of the machine, and ratios are taken pair
by pair. The serial engine, which runs the same tasks in the program itself, takes its
turns beside the trials on 2 workers in the same way.

Outside of the time on all sides: starting workers, and one warm-up in which every
model is fitted. OpenMP and BLAS have one thread per worker on all sides. Our time is
given twice: as the program states it, and as the reader of the events saw it pass,
which includes writing to the history. Aims concern what the program states.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import common
from joblib import parallel_config
from joblib.externals.loky import get_reusable_executor
from sklearn.model_selection import RepeatedStratifiedKFold, cross_val_score
from threadpoolctl import threadpool_limits

from workbench.core.results import clock
from workbench.core.spec import ExperimentSpec
from workbench.datasets import load
from workbench.ensembles import RULES
from workbench.estimators import ESTIMATORS
from workbench.scaling import Interval, paired_speedup
from workbench.session import Session

WORKERS = (1, 2)
SHARES = {"digits": 0.92, "breast_cancer": 0.98, "iris": 0.92}
"""By data set, our time on 2 workers as a share of scikit-learn's, at most."""
EFFICIENCY = 0.95
EFFICIENCY_OF = "digits"
AIM = (
    "on 2 workers ours at most "
    + ", ".join(f"{share} ({name})" for name, share in SHARES.items())
    + f" of scikit-learn's time, and an efficiency of at least {EFFICIENCY} "
    f"({EFFICIENCY_OF}) against the serial engine"
)

Scores = dict[str, tuple[float | None, ...]]
Seconds = dict[int, list[float]]
"""The seconds of each repeat, by worker count."""


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
            if model.estimator not in RULES
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
    """A run of ours, trial by trial, and what its events said."""

    def __init__(self, session: Session, spec: ExperimentSpec) -> None:
        self.trials = common.Trials(session.start(spec))
        self.seconds: Seconds = defaultdict(list)
        self.seen: Seconds = defaultdict(list)
        self.scores: Scores = {}

    def run(self) -> None:
        """The upcoming trial."""
        seen, finished = self.trials.finish()
        workers = finished.trial.workers
        self.seen[workers].append(seen)
        self.seconds[workers].append(finished.seconds)
        models = finished.scores.models
        self.scores = {name: found.fold_scores for name, found in models.items()}


class Comparison:
    """All sides of one data set, interleaved."""

    def __init__(
        self, data: str, ours: Ours, serial: Ours, peer: Peer, splits: int
    ) -> None:
        self.data, self.splits = data, splits
        self.ours, self.serial, self.peer = ours, serial, peer

    def measure(self) -> None:
        """Run everything, in alternating order."""
        for workers in WORKERS:
            self.peer.warm_up(workers)
        while (trial := self.ours.trials.upcoming()) is not None:
            others = self._others(trial.workers)
            if trial.repeat % 2 == 0:
                for other in reversed(others):
                    other()
            self.ours.run()
            if trial.repeat % 2 == 1:
                for other in others:
                    other()

    def _others(self, workers: int) -> list[Callable[[], None]]:
        others = [lambda: self.peer.run(workers)]
        return [*others, self._run_serial] if workers == max(WORKERS) else others

    def _run_serial(self) -> None:
        if self.serial.trials.upcoming() is not None:
            self.serial.run()

    @property
    def sides(self) -> dict[str, Seconds]:
        """The seconds of all sides."""
        return {
            "workbench": self.ours.seconds,
            "workbench, as seen": self.ours.seen,
            "scikit-learn": self.peer.seconds,
        }

    @property
    def equal(self) -> bool:
        """Whether all sides computed the same scores, bit for bit."""
        return self.ours.scores == self.peer.scores == self.serial.scores

    @property
    def efficiency(self) -> dict[str, Interval | None]:
        """How well each side uses 2 workers: against itself, ours also serially."""
        found = {
            f"{name}, against 1 worker": _halved(paired_speedup(s[1], s[2]))
            for name, s in self.sides.items()
        }
        for name, mine, serial in (
            ("workbench", self.ours.seconds, self.serial.seconds),
            ("workbench, as seen", self.ours.seen, self.serial.seen),
        ):
            speedup = paired_speedup(serial[1], mine[2])
            found[f"{name}, against the serial engine"] = _halved(speedup)
        return found

    @property
    def ratios(self) -> dict[str, Interval | None]:
        """Our time as a share of scikit-learn's."""
        return {
            f"{name}, {_count(workers)}": paired_speedup(
                s[workers], self.peer.seconds[workers]
            )
            for name, s in self.sides.items()
            if s is not self.peer.seconds
            for workers in WORKERS
        }

    @property
    def aims(self) -> list[common.Aim]:
        """What was hoped for on these data."""
        ratio = self.ratios[f"workbench, {_count(2)}"]
        name = f"{self.data}: share of scikit-learn's time, {_count(2)}"
        aims = [common.Aim.of(name, ratio, SHARES[self.data])]
        if self.data == EFFICIENCY_OF:
            name = f"{self.data}: efficiency against the serial engine, {_count(2)}"
            found = self.efficiency["workbench, against the serial engine"]
            aims.append(common.Aim.of(name, found, EFFICIENCY, at_least=True))
        return aims

    def show(self) -> dict[str, Any]:
        """Print the tables; the same for the closing line."""
        identical = self.ours.trials.identical
        models = len(self.ours.scores)
        print(f"\n{self.data}: {self.splits} folds in all, {models} models")
        print(f"Fold scores of all sides are equal: {'yes' if self.equal else 'NO'}")
        print(f"Our scores are identical on 1 and 2 workers: {identical}")
        serial = {
            "workbench, serial engine": self.serial.seconds,
            "workbench, serial engine, as seen": self.serial.seen,
        }
        common.show(
            f"{self.data}: seconds, median",
            ("", *(_count(workers) for workers in WORKERS)),
            [
                (name, *(f"{median(s[w]):.3f}" if w in s else "–" for w in WORKERS))
                for name, s in (self.sides | serial).items()
            ],
        )
        common.show(
            f"{self.data}: efficiency on 2 workers, with 95 % interval",
            ("", "efficiency", "low", "high"),
            [(name, *common.cells(found)) for name, found in self.efficiency.items()],
        )
        common.show(
            f"{self.data}: our time as a share of scikit-learn's, with 95 % interval",
            ("", "ratio", "low", "high"),
            [(name, *common.cells(found)) for name, found in self.ratios.items()],
        )
        return {
            "folds": self.splits,
            "repeats": len(self.ours.seconds[1]),
            "scores_equal": self.equal,
            "identical_across_workers": identical,
            "seconds": self.sides | serial,
            "efficiency_2": common.figures(self.efficiency),
            "ratio": common.figures(self.ratios),
        }


def main() -> None:
    """Measure and print."""
    parser = common.parser(__doc__, AIM)
    parser.add_argument("--repeats", type=int, default=10, metavar="N")
    parser.add_argument(
        "--data",
        nargs="+",
        choices=list(SHARES),
        default=list(SHARES),
        help="only these data sets",
    )
    options = parser.parse_args()
    figures: dict[str, Any] = {}
    aims: list[common.Aim] = []
    for data in dict.fromkeys(options.data):
        with comparison(data, options) as compared:
            compared.measure()
            figures[data] = compared.show()
            aims += compared.aims
    common.conclude("main_job", {"data": figures, "aims": common.judge(aims)})


@contextmanager
def comparison(data: str, options: argparse.Namespace) -> Iterator[Comparison]:
    """All sides; the two runs of ours have a history each, as they overlap."""
    repeats = 2 if options.quick else options.repeats
    spec = common.experiment(WORKERS, repeats, quick=options.quick, data=data)
    alone = common.experiment(
        (1,), repeats, quick=options.quick, data=data, engine="serial"
    )
    with (
        tempfile.TemporaryDirectory() as folder,
        Session(history=Path(folder) / "ours.sqlite") as session,
        Session(history=Path(folder) / "serial.sqlite") as beside,
    ):
        ours, serial = Ours(session, spec), Ours(beside, alone)
        try:
            yield Comparison(data, ours, serial, Peer(spec), spec.cv.splits)
        finally:
            ours.trials.close()
            serial.trials.close()
            get_reusable_executor().shutdown(wait=True)


def _count(workers: int) -> str:
    return f"{workers} worker" if workers == 1 else f"{workers} workers"


def _halved(speedup: Interval | None) -> Interval | None:
    return speedup and Interval(
        value=speedup.value / 2, low=speedup.low / 2, high=speedup.high / 2
    )


if __name__ == "__main__":
    main()
