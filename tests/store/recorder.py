"""A process that records runs; started, talked to and killed by the tests.

``recorder.py FILE MODE``: ``burst`` records 50 points at once and then waits for ever
on its input; ``trial`` records one trial, says ``shown`` when its end was passed on,
and waits; ``stream`` records points without end, naming each when it was passed on;
``runs`` records a whole run for each line of its input and names it.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator
from pathlib import Path

from workbench.core import events as ev
from workbench.core.messages import Message
from workbench.core.plan import Trial
from workbench.core.results import Scores
from workbench.core.spec import ExperimentSpec
from workbench.store import Store

SPEC = ExperimentSpec(title="recorded")


def started(run_id: int) -> ev.RunStarted:
    return ev.RunStarted(
        t=0.0,
        run_id=run_id,
        started_at=1_700_000_000.0,
        spec=SPEC,
        environment={},
        worker_counts=(1,),
        tasks_per_trial=1,
        trials_planned=1,
        estimated_s=1.0,
    )


def point(number: int) -> ev.Reported:
    return ev.Reported(
        t=number, trial_id=1, series="points", key="all", x=number, y=number
    )


def wait_for_ever() -> None:
    sys.stdin.read()


def burst(run_id: int) -> Iterator[ev.Event]:
    yield started(run_id)
    yield from map(point, range(50))
    wait_for_ever()


def trial(run_id: int) -> Iterator[ev.Event]:
    one = Trial(id=1, engine="serial", workers=1, repeat=1)
    yield started(run_id)
    yield ev.TrialStarted(t=0.5, trial=one, origin=0.0)
    yield ev.TrialFinished(
        t=1.0,
        trial=one,
        seconds=0.5,
        decompose_s=0.0,
        execute_s=0.5,
        aggregate_s=0.0,
        cpu_s=0.5,
        tasks=0,
        failed_tasks=0,
        scores=Scores(digest=""),
    )
    wait_for_ever()


def stream(run_id: int) -> Iterator[ev.Event]:
    return map(point, itertools.count())


def whole(run_id: int) -> Iterator[ev.Event]:
    yield started(run_id)
    yield from map(point, range(20))
    yield ev.RunFinished(t=20.0, reason=Message("done"))


def say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main(path: Path, mode: str) -> None:
    with Store(path) as store:
        if mode == "runs":
            for _ in sys.stdin:
                run_id = store.new_run(SPEC)
                for _ in store.record(run_id, whole(run_id)):
                    pass
                say(run_id)
            return
        events = {"burst": burst, "trial": trial, "stream": stream}[mode]
        run_id = store.new_run(SPEC)
        for event in store.record(run_id, events(run_id)):
            match event:
                case ev.TrialFinished():
                    say("shown")
                case ev.Reported():
                    say(int(event.x))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
