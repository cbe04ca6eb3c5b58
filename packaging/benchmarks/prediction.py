"""How well the durations of tasks predict the time of a run.

Runs on 1 worker up to all cores are predicted by list scheduling, which gives each task
to the first free worker in the order in which they were handed out: from the tasks'
durations in the same trial, and from those of a trial on 1 worker. Measured is the time
from handing out the first task to the last result. The simulated machine of the product
is the same schedule with costs of the way, and takes its turn beside it with the
transfer and dispatch times that the anatomy measured: in the same trial, which shows
that the accounts add up, and on 1 worker, which is what a person gets who measured no
more. Last, a million tasks on 10,000 simulated workers are timed.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

import common
from msgspec import structs

from workbench.core import events as ev
from workbench.core.results import clock
from workbench.core.spec import ExperimentSpec, RepeatSpec
from workbench.planner import PRESETS
from workbench.runner import machine
from workbench.scaling.bounds import list_schedule
from workbench.scaling.simulation import SimulatedMachine, simulate
from workbench.session import Session

WORKERS = 2
"""Where the aim applies."""
WAYS = ("same trial", "1 worker", "simulated", "simulated, 1 worker")
LIMIT = 0.05
LIMIT_S = 10.0
AIM = (
    f"the prediction from the same trial within {LIMIT:.0%} of what was measured; a "
    f"million simulated tasks in {LIMIT_S:g} s"
)


def main() -> None:
    """Measure and print."""
    parser = common.parser(__doc__, AIM)
    parser.add_argument("--repeats", type=int, default=7, metavar="N")
    options = parser.parse_args()
    repeats = (
        RepeatSpec(minimum=2, maximum=2)
        if options.quick
        else RepeatSpec(minimum=options.repeats, maximum=options.repeats)
    )
    counts = tuple(n for n in (1, WORKERS, 4, 8, 16) if n <= max(machine().cores, 2))
    uneven = ExperimentSpec(
        workload="uneven_tasks",
        params={"seconds": 0.5 if options.quick else 4.0, "tasks": 60},
        workers=counts,
        repeats=repeats,
    )
    digits = structs.replace(
        PRESETS["iris-vote" if options.quick else "digits-models"].spec,
        workers=counts,
        repeats=repeats,
    )
    found = {"digits-models": ratios(digits), "uneven tasks": ratios(uneven)}
    common.show(
        "Predicted ÷ measured time, median (smallest, largest)",
        ("", "workers", *WAYS),
        [
            (name, n, *(" ".join(common.spread(ways[way])) for way in WAYS))
            for name, by_count in found.items()
            for n, ways in by_count.items()
        ],
    )
    seconds = million()
    aims = [
        common.Aim(
            name=f"{name}: error of the prediction on {WORKERS} workers",
            value=abs(median(by_count[WORKERS]["same trial"]) - 1.0),
            limit=LIMIT,
        )
        for name, by_count in found.items()
    ]
    aims.append(
        common.Aim(name="a million simulated tasks, s", value=seconds, limit=LIMIT_S)
    )
    common.conclude(
        "prediction",
        {"ratios": found, "simulation_s": seconds, "aims": common.judge(aims)},
    )


def ratios(spec: ExperimentSpec) -> dict[int, dict[str, list[float]]]:
    """Predicted over measured seconds: by worker count and way, one per repeat."""
    trials: dict[int, ev.TrialFinished] = {}
    tasks: dict[int, list[ev.TaskFinished]] = defaultdict(list)
    with (
        tempfile.TemporaryDirectory() as folder,
        Session(history=Path(folder, "history.sqlite")) as session,
    ):
        for event in session.start(spec):
            match event:
                case ev.TaskFinished():
                    tasks[event.trial_id].append(event)
                case ev.TrialFinished():
                    trials[event.trial.id] = event
                case ev.RunFailed():
                    raise SystemExit(str(event.message))
    measured = [t for t in trials.values() if t.trial.role == "measure"]
    alone = {t.trial.repeat: t for t in measured if t.trial.workers == 1}
    found: dict[int, dict[str, list[float]]] = {
        n: {way: [] for way in WAYS} for n in spec.workers
    }
    for trial in measured:
        one, workers = alone[trial.trial.repeat], trial.trial.workers
        order = durations(tasks[trial.trial.id])
        on_one = durations(tasks[one.trial.id])
        same, other = list(order.values()), [on_one[name] for name in order]
        predicted = (
            list_schedule(same, workers),
            list_schedule(other, workers),
            simulate(same, simulated(trial, workers)).makespan_s,
            simulate(other, simulated(one, workers)).makespan_s,
        )
        for way, seconds in zip(WAYS, predicted, strict=True):
            found[workers][way].append(seconds / trial.execute_s)
    return found


def simulated(source: ev.TrialFinished, workers: int) -> SimulatedMachine:
    """With the costs of the way that a trial measured, per task, half each way."""
    anatomy = source.anatomy
    assert anatomy is not None
    way = (anatomy.transfer_s + anatomy.dispatch_s) / anatomy.tasks
    return SimulatedMachine(workers=workers, latency_s=max(way, 0.0) / 2)


def durations(finished: Sequence[ev.TaskFinished]) -> dict[Any, float]:
    """Seconds inside each task, in the order in which they were begun."""
    ordered = sorted(finished, key=lambda event: event.timing.started)
    return {
        event.task_id: event.timing.ended - event.timing.started for event in ordered
    }


def million() -> float:
    """Seconds to simulate a million tasks on 10,000 workers."""
    begin = clock()
    crowd = SimulatedMachine(workers=10_000, dispatch_s=1e-6, latency_s=1e-4)
    simulate([0.01] * 1_000_000, crowd)
    return clock() - begin


if __name__ == "__main__":
    main()
