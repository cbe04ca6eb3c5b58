"""Whether measuring what is advised narrows the answer faster than repeating all.

Simulated timings with known laws, 5 worker counts, each measured twice to begin with.
Then both sides get the same time, round by round: as much as one more repeat of every
count takes. One side repeats every count, the other asks what to measure next for as
long as there is time left. Compared are the widths of the 95 % band of the speedup on
the target count, by the law that is true, and how often the band holds the truth: a
design that looks at the data must not make intervals lie. Nothing here is timed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import exp, log
from statistics import fmean
from typing import Any

import common
import numpy as np

from workbench.scaling import paired_speedup
from workbench.scaling.analysis import analyse
from workbench.scaling.fitting import Fit, fit
from workbench.scaling.laws import LAWS
from workbench.scaling.next_measurement import (
    Target,
    expected_costs,
    next_measurement,
    one_more_repeat,
)

COUNTS = (1, 2, 4, 8, 16)
AT_START = 2
ROUNDS = 4
SECONDS = 10.0
"""On one worker."""
SCATTER = 0.03
JOBS = {
    "Amdahl 0.05, speedup on 16": ("amdahl", (0.05,), 16),
    "Amdahl 0.30, speedup on 16": ("amdahl", (0.30,), 16),
    "Amdahl 0.15, speedup on 64": ("amdahl", (0.15,), 64),
    "USL 0.05 0.002, speedup on 16": ("usl", (0.05, 0.002), 16),
    "USL 0.05 0.002, speedup on 32": ("usl", (0.05, 0.002), 32),
}
LIMIT = 1.0
AIM = "a width of at most that of repeating every count, in the same time"


@dataclass(slots=True)
class Draw:
    """One simulated computer: its rows so far, and the time they took."""

    law: str
    shape: tuple[float, ...]
    rng: np.random.Generator
    rows: list[tuple[int, float]] = field(default_factory=list)
    spent_s: float = 0.0

    def measure(self, workers: int) -> None:
        """One more row."""
        theta = np.array([*self.shape, 1.0 / SECONDS])
        [throughput] = LAWS[self.law].throughput(np.array([float(workers)]), theta)
        seconds = exp(self.rng.normal(0.0, SCATTER)) / float(throughput)
        self.rows.append((workers, seconds))
        self.spent_s += seconds

    def true_speedup(self, workers: int) -> float:
        """By the law that the rows are drawn from."""
        n, theta = np.array([float(workers), 1.0]), np.array([*self.shape, 1.0])
        there, alone = LAWS[self.law].throughput(n, theta)
        return float(there / alone)

    def fitted(self) -> Fit:
        """That law, fitted to the rows."""
        workers = [n for n, _ in self.rows]
        throughputs = [1.0 / seconds for _, seconds in self.rows]
        return fit(LAWS[self.law], workers, throughputs, "relative")


def repeat_all(draw: Draw, until_s: float, target: int) -> None:
    """Every count once more."""
    for workers in COUNTS:
        draw.measure(workers)


def follow(draw: Draw, until_s: float, target: int) -> None:
    """What is advised, until no measurement fits into the time that is left."""
    while True:
        found = analyse(draw.rows)
        costs = expected_costs(found, COUNTS)
        left = min(until_s - draw.spent_s, one_more_repeat(found))
        advice = next_measurement(found, costs, left, Target(workers=target))
        if advice.workers is None:
            return
        for _ in range(advice.repeats):
            draw.measure(advice.workers)


def widths(
    design: Callable[[Draw, float, int], None],
    job: tuple[str, tuple[float, ...], int],
    until_s: list[float] | None,
    seed: int,
    rounds: int = ROUNDS,
) -> tuple[list[float], list[bool], list[float]]:
    """After each round: ln of the band's upper by its lower edge, whether it holds.

    Last the seconds spent, which are those of ``until_s`` where it is given.
    """
    law, shape, target = job
    draw = Draw(law, shape, np.random.default_rng(seed))
    for workers in COUNTS * AT_START:
        draw.measure(workers)
    found, held, spent = [], [], []
    for number in range(rounds):
        design(draw, until_s[number] if until_s else 0.0, target)
        _, [low], [high] = draw.fitted().speedup_band([target], 1)
        found.append(log(high / low))
        held.append(bool(low <= draw.true_speedup(target) <= high))
        spent.append(draw.spent_s)
    return found, held, spent


def compare(
    job: tuple[str, tuple[float, ...], int], draws: int, seed: int, rounds: int = ROUNDS
) -> dict[str, Any]:
    """Widths of both designs by round, coverage and seconds at the end."""
    sides: dict[str, list[Any]] = {"equal": [], "advised": []}
    for number in range(draws):
        equal = widths(repeat_all, job, None, seed + number, rounds)
        sides["equal"].append(equal)
        advised = widths(follow, job, equal[2], seed + number, rounds)
        sides["advised"].append(advised)
    return {
        name: {
            "widths": [[draw[0][i] for draw in drawn] for i in range(rounds)],
            "held": fmean(all_held[-1] for _, all_held, _ in drawn),
            "seconds": fmean(spent[-1] for _, _, spent in drawn),
        }
        for name, drawn in sides.items()
    }


def main() -> None:
    """Simulate both designs, compare and print."""
    parser = common.parser(__doc__, AIM)
    parser.add_argument("--draws", type=int, default=40, metavar="N")
    parser.add_argument("--seed", type=int, default=0, metavar="N")
    options = parser.parse_args()
    draws = 4 if options.quick else options.draws
    rows, aims, figures = [], [], {}
    for name, job in JOBS.items():
        found = compare(job, draws, options.seed)
        equal, advised = found["equal"], found["advised"]
        ratios = [
            paired_speedup(ours, theirs)
            for ours, theirs in zip(advised["widths"], equal["widths"], strict=True)
        ]
        aims.append(common.Aim.of(f"{name}: width ÷ equal", ratios[-1], LIMIT))
        rows.append(
            (
                name,
                *(common.cells(ratio)[0] for ratio in ratios),
                f"{equal['seconds']:.0f} s",
                f"{advised['seconds']:.0f} s",
                f"{equal['held']:.0%}",
                f"{advised['held']:.0%}",
            )
        )
        figures[name] = {
            "ratios": [
                ratio and [ratio.value, ratio.low, ratio.high] for ratio in ratios
            ],
            "seconds": [equal["seconds"], advised["seconds"]],
            "held": [equal["held"], advised["held"]],
        }
    common.show(
        f"Width as advised ÷ width of an equal design, by round, {draws} draws",
        (
            "",
            *(f"round {number + 1}" for number in range(ROUNDS)),
            *("time, equal", "advised", "bands that hold, equal", "advised"),
        ),
        rows,
    )
    common.conclude("next_measurement", {"found": figures, "aims": common.judge(aims)})


if __name__ == "__main__":
    main()
