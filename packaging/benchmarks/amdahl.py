"""Whether the fitted serial fraction of a real job holds the one that it was made with.

Amdahl's job is run on worker processes as any experiment is, with a known fraction of
its time spent in the program itself and the rest cut into equal tasks. From the timings
on several worker counts the product's code fits Amdahl's law; counted is how often the
95 % interval of the fraction holds the true one.

Up to the number of cores tasks keep a core busy. Above, they sleep, for which no core
is needed: a run is then two experiments, of which the sleeping one gives the larger
counts. The number of tasks is a multiple of every worker count, since a remainder would
be imbalance, which is no part of Amdahl's law. They are few and long: what handing out
costs, some milliseconds in all, is a serial part as well, only not one that the job was
made with. ``--asleep`` has all tasks sleep. Timings then hardly scatter, and intervals
of a thousandth show just that: the fraction as it runs, handing out included, which is
larger than the one that was asked for.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import common

from workbench.core import events as ev
from workbench.core.spec import ExperimentSpec, RepeatSpec
from workbench.runner import machine
from workbench.scaling.curve import law_curve
from workbench.scaling.fitting import AMDAHL, fit
from workbench.session import Session
from workbench.workloads.kernels.durations import SLEEP, WORK

FRACTIONS = (0.05, 0.15, 0.30)
WORKERS = (1, 2, 4, 8, 16)
SECONDS = 2.0
"""On one worker."""
TASKS = 16
REPEATS = 2
RUNS = 10
SHARE = 26 / 30
WIDTH = 0.03
AIM = (
    "the interval of the fraction holds the truth in at least 26 of 30 runs, with a "
    f"median width of at most {WIDTH:g}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one run says of its serial fraction."""

    truth: float
    value: float
    low: float
    high: float
    scatter: float
    law: str | None
    """The law that the product chooses; by chance it is not always Amdahl's."""

    @property
    def holds(self) -> bool:
        """Whether the interval holds the truth."""
        return self.low <= self.truth <= self.high

    @property
    def width(self) -> float:
        """Of the interval."""
        return self.high - self.low


def main() -> None:
    """Measure, fit, count and print."""
    parser = common.parser(__doc__, AIM)
    parser.add_argument("--runs", type=int, default=RUNS, metavar="N")
    parser.add_argument(
        "--asleep", action="store_true", help="no task keeps a core busy"
    )
    options = parser.parse_args()
    runs = 1 if options.quick else options.runs
    seconds = 0.2 if options.quick else SECONDS
    awake = 0 if options.asleep else machine().cores
    found: dict[float, list[Found]] = {truth: [] for truth in FRACTIONS}
    with (
        tempfile.TemporaryDirectory() as folder,
        Session(history=Path(folder, "history.sqlite")) as session,
    ):
        for number in range(runs):  # fractions take turns, so do minutes of the machine
            for truth in FRACTIONS:
                timings = measured(session, truth, awake, seconds, number)
                found[truth].append(fitted(truth, timings))
    working = [n for n in WORKERS if n <= awake]
    common.show(
        f"Serial fraction, {runs} runs of each; tasks on {working} workers keep a core "
        "busy, on more they sleep",
        ("", "median", "low", "high", "width", "hold it", "Amdahl's law chosen"),
        [(f"{truth:.2f}", *cells(ones)) for truth, ones in found.items()],
    )
    every = [one for ones in found.values() for one in ones]
    aims = [
        common.Aim(
            name="runs that hold the truth, share",
            value=sum(one.holds for one in every) / len(every),
            limit=SHARE,
            at_least=True,
        ),
        common.Aim(
            name="median width",
            value=median(one.width for one in every),
            limit=WIDTH,
        ),
    ]
    common.conclude(
        "amdahl",
        {
            "working": working,
            "runs": [asdict(one) for one in every],
            "aims": common.judge(aims),
        },
    )


def measured(
    session: Session, truth: float, awake: int, seconds: float, seed: int
) -> dict[int, list[float]]:
    """Seconds of one run, by worker count; up to ``awake`` workers keep a core busy."""
    timings: dict[int, list[float]] = defaultdict(list)
    working = tuple(n for n in WORKERS if n <= awake)
    asleep = tuple(n for n in WORKERS if n > awake)
    for how, counts in ((WORK, working), (SLEEP, asleep)):
        if not counts:
            continue
        spec = ExperimentSpec(
            workload="amdahl_job",
            params={
                "serial_fraction": truth,
                "seconds": seconds,
                "tasks": TASKS,
                "how": how,
            },
            workers=tuple(sorted({1, *counts})),  # 1 is always measured
            repeats=RepeatSpec(minimum=REPEATS, maximum=REPEATS),
            seed=seed,
        )
        for event in session.start(spec):
            match event:
                case ev.TrialFinished(trial=trial) if trial.role == "measure":
                    if trial.workers in counts:
                        timings[trial.workers].append(event.seconds)
                case ev.RunFailed():
                    raise SystemExit(str(event.message))
    return timings


def fitted(truth: float, timings: Mapping[int, Sequence[float]]) -> Found:
    """What Amdahl's law says, and which law the product would show."""
    rows = [(n, 1.0 / seconds) for n, found in timings.items() for seconds in found]
    law = fit(AMDAHL, [n for n, _ in rows], [x for _, x in rows], "relative")
    serial = law.parameters["serial_fraction"]
    curve = law_curve(timings, 1)
    return Found(
        truth=truth,
        value=serial.value,
        low=serial.ci95[0],
        high=serial.ci95[1],
        scatter=law.residual_sd,
        law=None if curve is None else curve.name,
    )


def cells(found: Sequence[Found]) -> tuple[str, ...]:
    """A row of the table: medians, and counts of runs."""
    return (
        *(
            f"{median(getattr(one, name) for one in found):.4f}"
            for name in ("value", "low", "high", "width")
        ),
        f"{sum(one.holds for one in found)} of {len(found)}",
        f"{sum(one.law == 'amdahl' for one in found)} of {len(found)}",
    )


if __name__ == "__main__":
    main()
