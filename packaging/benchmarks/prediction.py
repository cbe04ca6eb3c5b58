"""How well the durations of tasks predict the time of a run.

A run on 2 workers is predicted twice, in both cases by list scheduling, which gives
each task to the first free worker in the order in which they were handed out: from the
tasks' durations in the same trial, and from those of a trial on 1 worker. Measured is
the time from handing out the first task to the last result. The simulated machine of
the product is the same schedule with costs of the way, and takes its turn beside it
with the transfer and dispatch times that the anatomy measured. Last, a million tasks on
10,000 simulated workers are timed.
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
from workbench.scaling.bounds import list_schedule
from workbench.scaling.simulation import SimulatedMachine, simulate
from workbench.session import Session

WORKERS = 2
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
    uneven = ExperimentSpec(
        workload="uneven_tasks",
        params={"seconds": 0.5 if options.quick else 4.0, "tasks": 60},
        workers=(1, WORKERS),
        repeats=repeats,
    )
    digits = structs.replace(
        PRESETS["iris-vote" if options.quick else "digits-models"].spec,
        workers=(1, WORKERS),
        repeats=repeats,
    )
    found = {"digits-models": errors(digits), "uneven tasks": errors(uneven)}
    common.show(
        "Predicted ÷ measured time on 2 workers, median (smallest, largest)",
        ("", *next(iter(found.values()))),
        [
            (name, *(" ".join(common.spread(ratios)) for ratios in ways.values()))
            for name, ways in found.items()
        ],
    )
    seconds = million()
    aims = [
        common.Aim(
            name=f"{name}: error of the prediction",
            value=abs(median(ways["same trial"]) - 1.0),
            limit=LIMIT,
        )
        for name, ways in found.items()
    ]
    aims.append(
        common.Aim(name="a million simulated tasks, s", value=seconds, limit=LIMIT_S)
    )
    common.conclude(
        "prediction",
        {"ratios": found, "simulation_s": seconds, "aims": common.judge(aims)},
    )


def errors(spec: ExperimentSpec) -> dict[str, list[float]]:
    """Predicted over measured seconds, a value per repeat, for each way to predict."""
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
    found: dict[str, list[float]] = {"same trial": [], "1 worker": [], "simulated": []}
    alone = {
        trial.trial.repeat: durations(tasks[key])
        for key, trial in trials.items()
        if trial.trial.workers == 1
    }
    for key, trial in trials.items():
        if trial.trial.workers != WORKERS:
            continue
        order = durations(tasks[key])
        measured = trial.execute_s
        found["same trial"].append(list_schedule(list(order.values()), WORKERS))
        one = alone[trial.trial.repeat]
        found["1 worker"].append(list_schedule([one[name] for name in order], WORKERS))
        anatomy = trial.anatomy
        assert anatomy is not None
        way = (anatomy.transfer_s + anatomy.dispatch_s) / len(order)
        machine = SimulatedMachine(workers=WORKERS, latency_s=way / 2)
        found["simulated"].append(simulate(list(order.values()), machine).makespan_s)
        for ratios in found.values():
            ratios[-1] /= measured
    return found


def durations(finished: Sequence[ev.TaskFinished]) -> dict[Any, float]:
    """Seconds inside each task, in the order in which they were begun."""
    ordered = sorted(finished, key=lambda event: event.timing.started)
    return {
        event.task_id: event.timing.ended - event.timing.started for event in ordered
    }


def million() -> float:
    """Seconds to simulate a million tasks on 10,000 workers."""
    begin = clock()
    machine = SimulatedMachine(workers=10_000, dispatch_s=1e-6, latency_s=1e-4)
    simulate([0.01] * 1_000_000, machine)
    return clock() - begin


if __name__ == "__main__":
    main()
