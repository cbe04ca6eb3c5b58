"""Whether the fitted serial fraction of a real job holds the one that it was made with.

Amdahl's job is run on worker processes as any experiment is, with a known fraction of
its time spent in the program itself and the rest cut into equal tasks. From the timings
on several worker counts the product's code fits Amdahl's law; counted is how often the
95 % interval of the fraction holds the true one.

There are more workers than cores, so all tasks sleep: a sleeping task needs no core.
The number of tasks is a multiple of every worker count, since a remainder would be
imbalance, which is no part of Amdahl's law. With ``--work`` tasks that keep a core busy
are measured as well, on worker counts up to the number of cores; they are held to no
aim, as they show how little the cores keep out of each other's way.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import common

from workbench.core import events as ev
from workbench.core.spec import ExperimentSpec, RepeatSpec
from workbench.runner import machine
from workbench.scaling.fitting import AMDAHL, fit
from workbench.session import Session

FRACTIONS = (0.05, 0.15, 0.30)
WORKERS = (1, 2, 4, 8, 16)
SECONDS = 2.0
"""On one worker."""
TASKS = 16
REPEATS = 3
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
    chosen: str | None
    """The law that the run itself chose; of 10 runs of Amdahl's some look otherwise."""

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
        "--work", action="store_true", help="also tasks that keep a core busy"
    )
    options = parser.parse_args()
    runs = 1 if options.quick else options.runs
    seconds = 0.2 if options.quick else SECONDS
    cores = machine().cores
    within = tuple(n for n in WORKERS if n <= cores)
    sets: dict[str, tuple[float, str, tuple[int, ...]]]
    sets = {f"asleep {truth:.2f}": (truth, "sleep", WORKERS) for truth in FRACTIONS}
    if options.work and len(within) > 1:
        for truth in FRACTIONS:
            sets[f"at work {truth:.2f}"] = (truth, "work", within)
    found: dict[str, list[Found]] = {name: [] for name in sets}
    with (
        tempfile.TemporaryDirectory() as folder,
        Session(history=Path(folder, "history.sqlite")) as session,
    ):
        for number in range(runs):  # fractions take turns, so do minutes of the machine
            for name, (truth, how, workers) in sets.items():
                spec = job(truth, how, workers, seconds=seconds, seed=number)
                found[name].append(measured(session, spec))
    common.show(
        f"Serial fraction, {runs} runs of each",
        ("", "median", "low", "high", "width", "intervals that hold it", "Amdahl's"),
        [(name, *cells(one)) for name, one in found.items()],
    )
    asleep = [one for name in found if "asleep" in name for one in found[name]]
    aims = [
        common.Aim(
            name="runs that hold the truth, share",
            value=sum(one.holds for one in asleep) / len(asleep),
            limit=SHARE,
            at_least=True,
        ),
        common.Aim(
            name="median width",
            value=median(one.width for one in asleep),
            limit=WIDTH,
        ),
    ]
    common.conclude(
        "amdahl",
        {
            "runs": {
                name: [asdict(one) for one in ones] for name, ones in found.items()
            },
            "aims": common.judge(aims),
        },
    )


def job(
    truth: float, how: str, workers: tuple[int, ...], *, seconds: float, seed: int
) -> ExperimentSpec:
    """Amdahl's job with this fraction."""
    return ExperimentSpec(
        workload="amdahl_job",
        params={
            "serial_fraction": truth,
            "seconds": seconds,
            "tasks": TASKS,
            "how": how,
        },
        workers=workers,
        repeats=RepeatSpec(minimum=REPEATS, maximum=REPEATS),
        seed=seed,
    )


def measured(session: Session, spec: ExperimentSpec) -> Found:
    """Run ``spec``, and fit the law to all timings that it took."""
    rows: list[tuple[int, float]] = []
    chosen = None
    for event in session.start(spec):
        match event:
            case ev.TrialFinished() if event.trial.role == "measure":
                rows.append((event.trial.workers, event.seconds))
            case ev.Estimated(law=law) if law is not None:
                chosen = law.name
            case ev.RunFailed():
                raise SystemExit(str(event.message))
    fitted = fit(AMDAHL, [n for n, _ in rows], [1.0 / s for _, s in rows], "relative")
    serial = fitted.parameters["serial_fraction"]
    truth = spec.params["serial_fraction"]
    assert isinstance(truth, float)
    return Found(
        truth=truth,
        value=serial.value,
        low=serial.ci95[0],
        high=serial.ci95[1],
        scatter=fitted.residual_sd,
        chosen=chosen,
    )


def cells(found: Sequence[Found]) -> tuple[str, ...]:
    """A row of the table: medians, and counts of runs."""
    return (
        *(
            f"{median(getattr(one, name) for one in found):.4f}"
            for name in ("value", "low", "high", "width")
        ),
        f"{sum(one.holds for one in found)} of {len(found)}",
        f"{sum(one.chosen == 'amdahl' for one in found)} of {len(found)}",
    )


if __name__ == "__main__":
    main()
