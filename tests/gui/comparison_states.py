"""Comparisons of engines made by hand: T = n · (d + overhead) / workers, scattered."""

from __future__ import annotations

import random
from collections.abc import Iterator

import msgspec

from tests.gui.plots.states import Run
from workbench.core import events as ev
from workbench.core.comparison import (
    ComparisonBody,
    EngineLeftOut,
    EngineReady,
    EnginesPlanned,
    EngineTimed,
)
from workbench.core.messages import Message
from workbench.core.spec import EnginesSpec
from workbench.core.state import RunState, fold
from workbench.scaling.comparison import compared

OVERHEADS = {
    "serial": ("Serial", 2e-6, 1, 0.0),
    "threads": ("Threads", 2e-5, 2, 0.001),
    "processes": ("Processes", 4e-5, 2, 0.35),
    "joblib": ("joblib (loky)", 2e-4, 2, 0.9),
    "dask": ("Dask", 9e-4, 2, 2.4),
    "ray": ("Ray", 6e-4, 2, 4.1),
    "spark": ("Apache Spark", 4e-3, 2, 7.5),
}
"""Title, overhead of a task, workers, start-up in seconds."""
ASKED = EnginesSpec(names=tuple(OVERHEADS))
GONE = EngineLeftOut(
    engine="tractor",
    title=Message("Tractor"),
    reason=Message("Tractor is not installed. Install it with “pip install tractor”."),
)


def ready(names: tuple[str, ...] = tuple(OVERHEADS)) -> list[EngineReady]:
    return [
        EngineReady(
            engine=name,
            title=Message(OVERHEADS[name][0]),
            workers=OVERHEADS[name][2],
            start_s=OVERHEADS[name][3],
            warm_up_s=0.1,
        )
        for name in names
    ]


def timings(
    names: tuple[str, ...] = tuple(OVERHEADS), repeats: int = 4
) -> Iterator[EngineTimed]:
    draw = random.Random(3)
    for repeat in range(1, repeats + 1):
        for name in names:
            _, overhead, workers, _ = OVERHEADS[name]
            useful = 1 if name == "threads" else workers  # they take turns
            lengths = [(d, "length") for d in ASKED.task_lengths]
            for d, what in (
                (0.005, "experiment"),
                (0.0, "one by one"),
                (0.0, "chunks"),
                *lengths,
            ):
                mood = 1 + 0.03 * draw.uniform(-1, 1)
                yield EngineTimed(
                    engine=name,
                    what=what,  # type: ignore[arg-type]
                    repeat=repeat,
                    workers=workers,
                    tasks=64,
                    seconds=mood * 64 * (d / useful + overhead / workers),
                    length_s=d if what == "length" else 0.0,
                    task_s=d if what == "length" else 0.0,
                    bytes_in=64 * 105 if workers > 1 else 0,
                    bytes_out=64 * 19 if workers > 1 else 0,
                    digest="a" if what == "experiment" else "",
                )


def bodies(
    names: tuple[str, ...] = tuple(OVERHEADS),
    *,
    repeats: int = 4,
    left_out: tuple[EngineLeftOut, ...] = (GONE,),
    until: int | None = None,
) -> list[ComparisonBody]:
    """Everything that is found of a comparison, or what there is after some timings."""
    timed = list(timings(names, repeats))[:until]
    found = compared(ready(names), timed, workers=2)
    planned = EnginesPlanned(
        workers=2, timings=len(names) * repeats * (3 + ASKED.lengths)
    )
    return [planned, *ready(names), *left_out, *timed, found]


def compared_run(
    names: tuple[str, ...] = tuple(OVERHEADS), *, live: bool = False, repeats: int = 4
) -> RunState:
    """A run that compared engines; a live one is in its midst."""
    state = Run().partial() if live else Run().finished()
    assert state.spec is not None
    asked = msgspec.structs.replace(ASKED, names=names)
    state = msgspec.structs.replace(
        state, spec=msgspec.structs.replace(state.spec, engines=asked)
    )
    status = state.status
    made = bodies(names, repeats=repeats, until=40 if live else None)
    after = fold(
        (ev.Found(t=9.0, trial_id=1, workers=2, body=body) for body in made), state
    )
    return msgspec.structs.replace(after, status=status)
