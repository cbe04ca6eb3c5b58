"""From the timings of several engines to what they say, row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median

import msgspec

from workbench.core.comparison import (
    EnginePoint,
    EngineReady,
    EngineRow,
    EnginesFound,
    EngineTimed,
    Figure,
    What,
)
from workbench.scaling.comparison_words import sentences
from workbench.scaling.crossover import ENOUGH, Curves, choices, monotone, reach
from workbench.scaling.intervals import paired_speedup

BASELINE = "serial"
"""What speedups are relative to: one task after the other, without any engine."""


def compared(
    ready: Sequence[EngineReady], timings: Iterable[EngineTimed], workers: int
) -> EnginesFound:
    """What the timings so far say of the engines, in the order of ``ready``.

    Every figure is a geometric mean over repeats with a t-interval on logarithms;
    speedups and efficiencies are paired with what was measured beside them.
    """
    kept: dict[tuple[str, What], list[EngineTimed]] = defaultdict(list)
    for timing in timings:
        kept[timing.engine, timing.what].append(timing)
    taken = _lengths(t for timed in kept.values() for t in timed if t.what == "length")
    curves = {
        one.engine: _efficiencies(kept[one.engine, "length"], taken, workers)
        for one in ready
    }
    points = {
        name: _points(kept[name, "length"], taken, curve)
        for name, curve in curves.items()
    }
    peak = _peak(points)
    threshold = None if peak is None else ENOUGH * peak
    rows = tuple(
        _row(one, kept, points[one.engine], workers, threshold) for one in ready
    )
    names = [one.engine for one in ready]
    found = EnginesFound(
        workers=workers,
        rows=rows,
        peak=peak,
        threshold=threshold,
        choices=choices(curves, names) if _paired(curves) else (),
        slowed=_slowed(t for timed in kept.values() for t in timed),
        identical=_identical(kept[name, "experiment"] for name in names),
    )
    return msgspec.structs.replace(found, sentences=sentences(found))


def _row(
    one: EngineReady,
    kept: Mapping[tuple[str, What], Sequence[EngineTimed]],
    points: tuple[EnginePoint, ...],
    workers: int,
    threshold: float | None,
) -> EngineRow:
    trials = kept.get((one.engine, "experiment"), ())
    base = {t.repeat: t for t in kept.get((BASELINE, "experiment"), ())}
    pairs = [(base[t.repeat], t) for t in trials if t.repeat in base]
    speedups = [t.work / b.work * b.seconds / t.seconds for b, t in pairs]
    tasks = sum(t.tasks for t in trials)
    return EngineRow(
        engine=one.engine,
        title=one.title,
        workers=one.workers,
        start_s=one.start_s,
        warm_up_s=one.warm_up_s,
        overhead_s=figure(
            t.seconds / t.tasks for t in kept.get((one.engine, "one by one"), ())
        ),
        tasks_per_s=figure(
            t.tasks / t.seconds for t in kept.get((one.engine, "chunks"), ())
        ),
        seconds=figure(t.seconds for t in trials),
        speedup=figure(speedups),
        efficiency=figure(speedup / workers for speedup in speedups),
        bytes_in=sum(t.bytes_in for t in trials) / tasks if tasks else None,
        bytes_out=sum(t.bytes_out for t in trials) / tasks if tasks else None,
        curve=points,
        shortest=reach(points, threshold) if points and threshold else None,
    )


def figure(values: Iterable[float]) -> Figure | None:
    """The geometric mean of positive values, with its interval from two on."""
    known = list(values)
    if not known:
        return None
    found = paired_speedup(known, [1.0] * len(known))
    if found is None:
        return Figure(value=known[0])
    return Figure(value=found.value, ci95=(found.low, found.high))


def _lengths(timings: Iterable[EngineTimed]) -> dict[float, float]:
    """What tasks took in a plain loop, by the length that was wanted: the median."""
    found: dict[float, dict[int, float]] = defaultdict(dict)
    for timing in timings:
        found[timing.length_s][timing.repeat] = timing.task_s
    return {wanted: median(by.values()) for wanted, by in found.items()}


def _efficiencies(
    timings: Iterable[EngineTimed], taken: Mapping[float, float], workers: int
) -> dict[float, list[float]]:
    """By task length, the efficiency of each repeat."""
    found: dict[float, list[float]] = defaultdict(list)
    for timing in sorted(timings, key=lambda t: (t.length_s, t.repeat)):
        useful = timing.tasks * timing.task_s
        found[taken[timing.length_s]].append(useful / (workers * timing.seconds))
    return dict(found)


def _points(
    timings: Iterable[EngineTimed],
    taken: Mapping[float, float],
    curve: Mapping[float, Sequence[float]],
) -> tuple[EnginePoint, ...]:
    tasks = {taken[timing.length_s]: timing.tasks for timing in timings}
    points = []
    for length, values in sorted(curve.items()):
        efficiency = figure(values)
        assert efficiency is not None  # a length is there because it was timed
        points.append(
            EnginePoint(length_s=length, efficiency=efficiency, tasks=tasks[length])
        )
    return tuple(points)


def _slowed(timings: Iterable[EngineTimed]) -> float | None:
    found = [t.task_s / t.length_s for t in timings if t.what == "length"]
    return median(found) if found else None


def _paired(curves: Curves) -> bool:
    """Whether everything was timed twice: one timing tells nothing apart."""
    return all(
        len(values) > 1 for curve in curves.values() for values in curve.values()
    )


def _peak(points: Mapping[str, Sequence[EnginePoint]]) -> float | None:
    """The best efficiency of any engine; more than all of a worker is scatter."""
    tops = [
        monotone([point.efficiency.value for point in curve])[-1]
        for curve in points.values()
        if curve
    ]
    return min(1.0, max(tops)) if tops else None


def _identical(trials: Iterable[Sequence[EngineTimed]]) -> bool | None:
    """``None`` until two engines did the same problem without a failure."""
    digests = [
        {t.digest for t in timings if t.digest and t.work == 1.0} for timings in trials
    ]
    known = [found for found in digests if found]
    return len(set.union(*known)) == 1 if len(known) > 1 else None
