"""Whether the fitted serial fraction of a real job holds the one that it was made with.

Amdahl's job is run on worker processes as any experiment is, with a known fraction of
its time spent in the program itself and the rest cut into equal tasks. From the timings
on several worker counts the product's code fits Amdahl's law; counted is how often the
95 % interval of the fraction holds the true one.

All tasks sleep, since there are more workers than cores: a sleeping task needs none.
Their number is a multiple of every worker count, as a remainder would be imbalance,
which is no part of Amdahl's law.

What handing out costs, 3 to 5 ms in each run here however many workers there are, is a
serial part too, only not one that the job was made with: 0.001 to 0.002 of 2 seconds.
The anatomy of each trial measures it, and the product tells both fractions: that of the
run, and that of the work itself, whose interval covers the fits with and without that
time. The second is what the job was made with, and is judged here; the first is printed
beside it.

What cutting the job and adding up its answers takes, about 0.5 ms, is serial work that
the job was not told of either. Sleep scatters by less than that, so intervals of many
timings are narrower than the truth is known: 0.001. Held to the aim is the *short*
design, three worker counts timed once each. It was chosen for that, after designs with
more timings had missed. One of those, the *long* one, is printed beside it.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median

import common

from workbench.core import events as ev
from workbench.core.spec import ExperimentSpec, RepeatSpec
from workbench.scaling import lost_seconds
from workbench.scaling.fitting import fit
from workbench.scaling.laws import AMDAHL
from workbench.scaling.own_fraction import own_serial_fraction
from workbench.session import Session
from workbench.workloads.kernels.durations import SLEEP

FRACTIONS = (0.05, 0.15, 0.30)
SHARE = 26 / 30
WIDTH = 0.03
AIM = (
    "the interval of the fraction holds the truth in at least 26 of 30 runs, with a "
    f"median width of at most {WIDTH:g}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What a run measures, and how many runs of each fraction there are."""

    seconds: float
    """On one worker."""
    workers: tuple[int, ...]
    tasks: int
    repeats: int
    runs: int


DESIGNS = {
    "short": Design(seconds=4.0, workers=(1, 2, 3), tasks=12, repeats=1, runs=10),
    "long": Design(seconds=2.0, workers=(1, 2, 4, 8, 16), tasks=16, repeats=3, runs=3),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one run says of its serial fraction."""

    truth: float
    value: float
    low: float
    high: float
    scatter: float
    of_the_run: tuple[float, float, float]
    """The fraction of the run, with its interval."""

    @property
    def holds(self) -> bool:
        """Whether the interval holds the truth."""
        return self.low <= self.truth <= self.high

    @property
    def run_holds(self) -> bool:
        """Whether that of the run does."""
        _, low, high = self.of_the_run
        return low <= self.truth <= high

    @property
    def width(self) -> float:
        """Of the interval."""
        return self.high - self.low


def main() -> None:
    """Measure, fit, count and print."""
    parser = common.parser(__doc__, AIM)
    parser.add_argument("--runs", type=int, metavar="N", help="of each fraction")
    options = parser.parse_args()
    found: dict[str, dict[float, list[Found]]] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        Session(history=Path(folder, "history.sqlite")) as session,
    ):
        for name, design in DESIGNS.items():
            found[name] = {truth: [] for truth in FRACTIONS}
            runs = options.runs or design.runs
            if options.quick:
                design, runs = replace(design, seconds=0.2), 1
            for number in range(runs):  # fractions take turns
                for truth in FRACTIONS:
                    spec = job(truth, design, number)
                    found[name][truth].append(fitted(truth, measured(session, spec)))
    common.show(
        "Serial fraction, all tasks asleep",
        ("", "work's", "error", "low", "high", "width", "hold it", "run's", "hold it"),
        [
            (f"{truth:.2f}, {name}: {len(DESIGNS[name].workers)} counts", *cells(ones))
            for name, by_truth in found.items()
            for truth, ones in by_truth.items()
        ],
    )
    held = [one for ones in found["short"].values() for one in ones]
    aims = [
        common.Aim(
            name="short: runs that hold the truth, share",
            value=sum(one.holds for one in held) / len(held),
            limit=SHARE,
            at_least=True,
        ),
        common.Aim(
            name="short: median width",
            value=median(one.width for one in held),
            limit=WIDTH,
        ),
    ]
    common.conclude(
        "amdahl",
        {
            "runs": {
                name: [asdict(one) for ones in by_truth.values() for one in ones]
                for name, by_truth in found.items()
            },
            "aims": common.judge(aims),
        },
    )


def job(truth: float, design: Design, seed: int) -> ExperimentSpec:
    """Amdahl's job with this fraction."""
    return ExperimentSpec(
        workload="amdahl_job",
        params={
            "serial_fraction": truth,
            "seconds": design.seconds,
            "tasks": design.tasks,
            "how": SLEEP,
        },
        workers=design.workers,
        repeats=RepeatSpec(minimum=design.repeats, maximum=design.repeats),
        seed=seed,
    )


def measured(session: Session, spec: ExperimentSpec) -> list[ev.TrialFinished]:
    """Every timing of a run."""
    trials = []
    for event in session.start(spec):
        match event:
            case ev.TrialFinished() if event.trial.role == "measure":
                trials.append(event)
            case ev.RunFailed():
                raise SystemExit(str(event.message))
    return trials


def fitted(truth: float, trials: Sequence[ev.TrialFinished]) -> Found:
    """What Amdahl's law says, as the product fits it to timings."""
    seconds: dict[int, list[float]] = defaultdict(list)
    lost: dict[int, list[float]] = defaultdict(list)
    for trial in trials:
        if trial.anatomy is None:
            raise SystemExit("a trial was not taken apart")
        seconds[trial.trial.workers].append(trial.seconds)
        lost[trial.trial.workers].append(lost_seconds(trial.anatomy))
    workers = [trial.trial.workers for trial in trials]
    law = fit(AMDAHL, workers, [1.0 / trial.seconds for trial in trials], "relative")
    run = law.parameters["serial_fraction"]
    own = own_serial_fraction(seconds, lost)
    if own is None:
        raise SystemExit("the law could not be fitted")
    return Found(
        truth=truth,
        value=own.value,
        low=own.ci95[0],
        high=own.ci95[1],
        scatter=law.residual_sd,
        of_the_run=(run.value, *run.ci95),
    )


def cells(found: Sequence[Found]) -> tuple[str, ...]:
    """A row of the table: medians, and how many runs hold the truth."""
    error = median(one.value - one.truth for one in found)
    low, high, width = (
        f"{median(getattr(one, name) for one in found):.4f}"
        for name in ("low", "high", "width")
    )
    return (
        f"{median(one.value for one in found):.4f}",
        f"{error:+.4f}",
        low,
        high,
        width,
        f"{sum(one.holds for one in found)} of {len(found)}",
        f"{median(one.of_the_run[0] for one in found):.4f}",
        f"{sum(one.run_holds for one in found)} of {len(found)}",
    )


if __name__ == "__main__":
    main()
