"""Task length against efficiency: where an engine begins to pay, and which one to take.

Efficiency is E = n·d / (p·T): n tasks, each of d seconds in a plain loop, done in T
seconds on p workers. As tasks get longer the overhead of handing them out weighs less.
The length from which on an engine is efficient enough is the *minimum effective task
granularity* (METG) of Slaughter et al., "Task Bench: a parameterized benchmark for
evaluating parallel runtime performance", SC 2020; as there, "enough" is a share of the
best that was measured on the machine.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from workbench.core.comparison import Choice, EnginePoint, Reach
from workbench.scaling.intervals import paired_speedup
from workbench.scaling.verdict import WORTH

ENOUGH = 0.9
"""The share of the best efficiency from which on a task is worth its overhead."""

Curves = Mapping[str, Mapping[float, Sequence[float]]]
"""By engine and task length: the efficiency of each repeat, taken side by side."""


def monotone(values: Sequence[float]) -> list[float]:
    """The nearest sequence, by least squares, that never falls.

    Longer tasks cannot be less efficient, so a fall is scatter. Pool adjacent
    violators: Ayer et al., "An empirical distribution function for sampling with
    incomplete information", Ann. Math. Statist. 26 (1955).
    """
    blocks: list[tuple[float, int]] = []
    for value in values:
        total, count = value, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / count:
            before = blocks.pop()
            total, count = total + before[0], count + before[1]
        blocks.append((total, count))
    return [total / count for total, count in blocks for _ in range(count)]


def crossing(
    lengths: Sequence[float], values: Sequence[float], level: float
) -> float | None:
    """The smallest length from which on ``values``, made monotone, reach ``level``.

    Between two lengths it is interpolated on their logarithms. ``None`` where not even
    the last value does; the first length where all do.
    """
    smooth = monotone(values)
    if not smooth or smooth[-1] < level:
        return None
    above = next(i for i, value in enumerate(smooth) if value >= level)
    if above == 0:
        return lengths[0]
    low, high = smooth[above - 1], smooth[above]
    return _between(lengths[above - 1], lengths[above], (level - low) / (high - low))


def reach(points: Sequence[EnginePoint], level: float) -> Reach:
    """From which task length on an engine is as efficient as ``level``.

    Its interval is the lengths at which the curve's 95 % band crosses the level, as a
    calibration curve is inverted.
    """
    lengths = [point.length_s for point in points]
    figures = [point.efficiency for point in points]
    seconds = crossing(lengths, [f.value for f in figures], level)
    if seconds is None:
        return Reach(seconds=None)
    low = high = None
    if all(f.ci95 is not None for f in figures):
        low = crossing(lengths, [f.ci95[1] for f in figures if f.ci95], level)
        high = crossing(lengths, [f.ci95[0] for f in figures if f.ci95], level)
    return Reach(seconds=seconds, low=low, high=high, at_most=seconds == lengths[0])


def leaders(at_length: Mapping[str, Sequence[float]]) -> frozenset[str]:
    """The most efficient engine and all that it is not shown to beat.

    It beats another one when the 95 % interval of their ratio, repeat by repeat, lies
    above :data:`~workbench.scaling.verdict.WORTH`.
    """
    means = {name: _mean_log(values) for name, values in at_length.items() if values}
    if not means:
        return frozenset()
    best = max(means, key=means.__getitem__)
    return frozenset(
        name
        for name in means
        if name == best or not _beats(at_length[best], at_length[name])
    )


def choices(curves: Curves, order: Sequence[str]) -> tuple[Choice, ...]:
    """Which engine for which task length, in as few pieces as possible.

    Within a piece one engine is among the :func:`leaders` at every length; of several
    the first in ``order`` is named first. Pieces meet where the two engines' curves
    cross.
    """
    lengths = sorted({length for curve in curves.values() for length in curve})
    pieces: list[tuple[list[float], frozenset[str]]] = []
    for length in lengths:
        found = leaders(
            {name: curve[length] for name, curve in curves.items() if length in curve}
        )
        if pieces and pieces[-1][1] & found:
            pieces[-1] = ([*pieces[-1][0], length], pieces[-1][1] & found)
        elif found:
            pieces.append(([length], found))
    named = [tuple(name for name in order if name in found) for _, found in pieces]
    edges = [
        _meeting(curves[one[0]], curves[other[0]], before[-1], after[0])
        for (one, other), ((before, _), (after, _)) in zip(
            pairwise(named), pairwise(pieces), strict=True
        )
    ]
    ends = [*lengths[:1], *edges, *lengths[-1:]]
    return tuple(
        Choice(low_s=low, high_s=high, engines=engines)
        for engines, (low, high) in zip(named, pairwise(ends), strict=True)
    )


def _beats(best: Sequence[float], other: Sequence[float]) -> bool:
    ratio = paired_speedup(best, other)
    return ratio is not None and ratio.low > WORTH


def _meeting(
    old: Mapping[float, Sequence[float]],
    new: Mapping[float, Sequence[float]],
    before: float,
    after: float,
) -> float:
    """Where the new curve overtakes the old one; halfway where that is not seen."""
    gains = [
        _mean_log(new[at]) - _mean_log(old[at]) if new.get(at) and old.get(at) else None
        for at in (before, after)
    ]
    low, high = gains
    if low is None or high is None or not low < 0 < high:
        return _between(before, after, 0.5)
    return _between(before, after, -low / (high - low))


def _between(low: float, high: float, share: float) -> float:
    """``share`` of the way from ``low`` to ``high``, on logarithms."""
    return float(low * (high / low) ** min(1.0, max(0.0, share)))


def _mean_log(values: Sequence[float]) -> float:
    return math.fsum(map(math.log, values)) / len(values)
