"""What the diagnosis of oversubscription promises, beside what its button brings.

Each round does what a person does: run the preset, press the button of its first
diagnosis, run again. The promise is the diagnosis's own; what was measured is the ratio
of the two runs' median times on the most workers. Between rounds nothing is kept but
the figures: each run has workers of its own.

Threads that wait for each other on too few cores are a game of chance, and single
trials of the preset differ by a factor of four. One round says little, so the aims are
judged by the geometric mean over several, with its interval.
"""

from __future__ import annotations

from contextlib import closing
from statistics import median

import common
from msgspec import structs

from workbench.core import events as ev
from workbench.core.anatomy import Diagnosis
from workbench.core.cancel import CancelToken
from workbench.core.spec import CvSpec, ExperimentSpec, RepeatSpec
from workbench.gui.draft import changed
from workbench.planner import PRESETS, expand
from workbench.runner import machine, run
from workbench.scaling import paired_speedup
from workbench.session import Engines

CODE = "oversubscribed"
LEAST = 1.2
OFF = 0.2
AIM = (
    f"the preset is diagnosed as {CODE}, its button makes it at least {LEAST} times "
    f"faster, and the promise is at most {OFF:.0%} off"
)


def main() -> None:
    """Measure and print."""
    parser = common.parser(__doc__, AIM)
    parser.add_argument("--rounds", type=int, default=7, metavar="N")
    options = parser.parse_args()
    spec = PRESETS["oversubscription"].spec
    if options.quick:
        spec = structs.replace(
            spec, cv=CvSpec(folds=2), repeats=RepeatSpec(minimum=1, maximum=1)
        )
    rounds = 2 if options.quick else options.rounds
    most = max(expand(spec, machine().cores).worker_counts)
    seconds: common.Seconds = {"before": [], "after": []}
    promised: list[float] = []
    for _ in range(rounds):
        before, diagnoses = measured(spec)
        first = next(iter(diagnoses), None)
        if first is None or first.code != CODE or first.promised is None:
            raise SystemExit(f"not diagnosed as {CODE}: {diagnoses}")
        after, _ = measured(changed(spec, first.changes))
        promised.append(first.promised)
        seconds["before"].append(median(before[most]))
        seconds["after"].append(median(after[most]))
    report(seconds, promised, most)


def measured(
    spec: ExperimentSpec,
) -> tuple[dict[int, list[float]], tuple[Diagnosis, ...]]:
    """The seconds of a run's trials by worker count, and its last diagnoses."""
    seconds: dict[int, list[float]] = {}
    diagnoses: tuple[Diagnosis, ...] = ()
    with closing(Engines()) as engines:
        plan = expand(spec, machine().cores)
        for event in run(plan, engines, CancelToken()):
            match event:
                case ev.TrialFinished(trial=trial) if trial.role == "measure":
                    seconds.setdefault(trial.workers, []).append(event.seconds)
                case ev.Estimated():
                    diagnoses = event.diagnoses
                case ev.RunFailed():
                    raise SystemExit(f"the run failed: {event.message}")
    return seconds, diagnoses


def report(seconds: common.Seconds, promised: list[float], most: int) -> None:
    """Print the tables and the closing line."""
    pairs = list(zip(seconds["before"], seconds["after"], promised, strict=True))
    common.show(
        f"Seconds on {most} workers, round by round; how many times faster",
        ("", "before", "after", "measured", "promised"),
        [
            (f"round {n}", *(f"{x:.2f}" for x in (old, new, old / new, said)))
            for n, (old, new, said) in enumerate(pairs, start=1)
        ],
    )
    gain = paired_speedup(seconds["before"], seconds["after"])
    gains = [old / new for old, new, _ in pairs]
    agreement = paired_speedup(gains, promised)
    common.show(
        "Medians over the rounds",
        ("", "value"),
        [
            ("measured", f"{median(gains):.2f}"),
            ("promised", f"{median(promised):.2f}"),
        ],
    )
    aims = [
        common.Aim.of("times faster", gain, LEAST, at_least=True),
        common.Aim.of("measured ÷ promised", agreement, 1 - OFF, at_least=True),
        common.Aim.of("the same, at most", agreement, 1 + OFF),
    ]
    common.conclude(
        "cure",
        {
            "workers": most,
            "seconds": seconds,
            "promised": promised,
            "measured": gains,
            "aims": common.judge(aims),
        },
    )


if __name__ == "__main__":
    main()
