"""What the benchmarks share: our trials one by one, pairs, a table, aims, JSON.

How peers are compared: all sides are warmed up, then run one after another, repeat by
repeat, every second repeat backwards (:func:`interleave`), so that a slow minute of the
machine falls on all of them and nobody always comes behind the same neighbour. What is
said of two sides comes from the ratios of their repeats, pair by pair.
"""

from __future__ import annotations

import argparse
import gc
import json
import platform
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from msgspec import structs

import workbench
from workbench.core import events as ev
from workbench.core.plan import Trial
from workbench.core.results import clock
from workbench.core.spec import CvSpec, DatasetSpec, ExperimentSpec, RepeatSpec
from workbench.planner import PRESETS
from workbench.runner import machine
from workbench.scaling import Interval, paired_speedup

PRESET = "digits-models"

Seconds = dict[str, list[float]]
"""The seconds of each repeat, by side."""
Side = Callable[[], float]
"""One repeat of a side; its seconds."""


def parser(description: str | None, aim: str = "") -> argparse.ArgumentParser:
    """A parser whose ``--quick`` shrinks the job until it only shows that all works."""
    made = argparse.ArgumentParser(
        description=(description or "").splitlines()[0],
        epilog=f"Aim: {aim}." if aim else None,
    )
    made.add_argument(
        "--quick", action="store_true", help="a small job: the figures mean little"
    )
    return made


def experiment(
    workers: tuple[int, ...],
    repeats: int,
    *,
    quick: bool,
    data: str = "digits",
    engine: str = "processes",
) -> ExperimentSpec:
    """The preset's models on these worker counts, timed exactly ``repeats`` times."""
    spec = structs.replace(
        PRESETS[PRESET].spec,
        title=f"{data}-models",
        dataset=DatasetSpec(name=data),
        engine=engine,
        workers=workers,
        repeats=RepeatSpec(minimum=repeats, maximum=repeats),
    )
    return structs.replace(spec, cv=CvSpec(folds=3)) if quick else spec


class Trials:
    """The measured trials of a run, one at a time, so that others run in between.

    A trial's time as seen here goes from asking for what follows its start to its
    ``TrialFinished`` event, every event between delivered.
    """

    def __init__(self, events: Iterator[ev.Event]) -> None:
        self.identical: bool | None = None
        """Whether scores are the same on all worker counts, as the run itself says."""
        self._events = events

    def upcoming(self) -> Trial | None:
        """Go on until just before the next measured trial; ``None`` at the end."""
        for event in self._events:
            match event:
                case ev.TrialStarted(trial=trial) if trial.role == "measure":
                    return trial
                case ev.Estimated():
                    self.identical = event.identical_across_workers
                case ev.RunFailed():
                    raise SystemExit(
                        f"the run failed: {event.message}\n{event.traceback}"
                    )
        return None

    def finish(self) -> tuple[float, ev.TrialFinished]:
        """Let the upcoming trial run: its seconds as seen, and what it says itself."""
        begin = clock()
        for event in self._events:
            if isinstance(event, ev.TaskFinished):
                continue
            match event:
                case ev.TrialFinished():
                    return clock() - begin, event
                case ev.RunFailed():
                    raise SystemExit(
                        f"the run failed: {event.message}\n{event.traceback}"
                    )
        raise SystemExit("the run ended within a trial")

    def close(self) -> None:
        """End the run."""
        if isinstance(self._events, Generator):
            self._events.close()


def timed(work: Callable[[], object]) -> Side:
    """A side whose seconds are those of a call."""

    def side() -> float:
        begin = clock()
        work()
        return clock() - begin

    return side


def interleave(sides: Mapping[str, Side], repeats: int) -> Seconds:
    """Every side ``repeats`` times, in alternating order; warm-up is the caller's.

    What is loaded by then is taken out of the collector's reach, for all sides, as the
    program does it for its own runs.
    """
    gc.collect()
    gc.freeze()
    seconds: Seconds = {name: [] for name in sides}
    for repeat in range(repeats):
        for name in list(sides) if repeat % 2 == 0 else reversed(list(sides)):
            seconds[name].append(sides[name]())
    gc.unfreeze()
    return seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A figure, its interval if it has one, and the limit that it should keep."""

    name: str
    value: float | None
    limit: float
    low: float | None = None
    high: float | None = None
    at_least: bool = False
    """Whether the limit is the smallest good value; else it is the largest."""

    @property
    def answer(self) -> str:
        """``met`` or ``missed`` beyond doubt, else ``open``."""
        if self.value is None:
            return "not measured"
        ends = [self.value if x is None else x for x in (self.low, self.high)]
        good = [x >= self.limit if self.at_least else x <= self.limit for x in ends]
        return "met" if all(good) else "open" if any(good) else "missed"

    @classmethod
    def of(
        cls, name: str, found: Interval | None, limit: float, *, at_least: bool = False
    ) -> Aim:
        """The aim of a figure with an interval; ``None`` was measured only once."""
        if found is None:
            return cls(name=name, value=None, limit=limit, at_least=at_least)
        return cls(
            name=name,
            value=found.value,
            low=found.low,
            high=found.high,
            limit=limit,
            at_least=at_least,
        )


def judge(aims: Sequence[Aim]) -> dict[str, Any]:
    """Print what became of the aims; the same for the closing line."""
    show(
        "Aims, with 95 % intervals where there are repeats",
        ("", "measured", "low", "high", "aim", "answer"),
        [
            (
                aim.name,
                *(_number(x) for x in (aim.value, aim.low, aim.high)),
                f"{'≥' if aim.at_least else '≤'} {aim.limit:g}",
                aim.answer,
            )
            for aim in aims
        ],
    )
    return {
        aim.name: {
            "value": aim.value,
            "interval": None if aim.low is None else [aim.low, aim.high],
            "limit": aim.limit,
            "answer": aim.answer,
        }
        for aim in aims
    }


def ratios(seconds: Seconds, ours: Sequence[str]) -> dict[str, Interval | None]:
    """The time of each of ``ours`` as a share of every other side's, pair by pair."""
    return {
        ratio_name(name, other): paired_speedup(seconds[name], seconds[other])
        for name in ours
        for other in seconds
        if other not in ours
    }


def ratio_name(one: str, other: str) -> str:
    """What the ratio of two sides is called."""
    return f"{one} ÷ {other}"


def figures(found: Mapping[str, Interval | None]) -> dict[str, Any]:
    """Intervals for the closing line."""
    return {
        name: interval and [interval.value, interval.low, interval.high]
        for name, interval in found.items()
    }


def cells(found: Interval | None) -> tuple[str, ...]:
    """An interval for a table: value, low, high."""
    if found is None:
        return ("–",) * 3
    return tuple(_number(x) for x in (found.value, found.low, found.high))


def spread(values: Sequence[float], scale: float = 1.0) -> tuple[str, ...]:
    """Median, smallest and largest for a table."""
    return tuple(f"{scale * f(values):.2f}" for f in (median, min, max))


def here() -> dict[str, Any]:
    """Where the figures were taken."""
    computer = machine()
    return {
        "workbench": workbench.__version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "cpu": computer.cpu,
        "cores": computer.cores,
    }


def show(title: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table; numbers in it are given as text."""
    lines = [tuple(map(str, row)) for row in (header, *rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    print(f"\n{title}")
    for line in lines:
        first, *others = (
            cell.ljust(width) if position == 0 else cell.rjust(width)
            for position, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        print("  " + "  ".join([first, *others]))


def conclude(benchmark: str, found: Mapping[str, Any]) -> None:
    """The last line: everything again, for a program to read."""
    print()
    print(json.dumps({"benchmark": benchmark, **here(), **found}))


def _number(x: float | None) -> str:
    return "–" if x is None else f"{x:.3f}" if abs(x) < 10 else f"{x:.1f}"
