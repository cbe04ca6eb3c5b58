"""What the growth picture shows of a run: curves, bands, ends, and the ranges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from workbench.core.ensemble import GrowthEnd, GrowthPoint
from workbench.core.state import Growth
from workbench.gui.plots.ranges import around

Across = Literal["members", "cpu_s", "wall_s"]
Up = Literal["score", "log_loss", "gain"]
Bounds = tuple[float, float]

_WIDE = 1.0
"""How far an interval may stretch the picture beyond the points, in their spread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One size of an ensemble; ``bounds`` are the 95 % interval of ``y``."""

    x: float
    y: float
    bounds: Bounds | None
    point: GrowthPoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One way of growing on one worker count, and why it ended, once it has."""

    method: str
    workers: int
    spots: tuple[Spot, ...]
    end: GrowthEnd | None

    def bands(self) -> tuple[tuple[Spot, ...], ...]:
        """The stretches over which every spot has an interval."""
        stretches: list[list[Spot]] = [[]]
        for spot in self.spots:
            if spot.bounds is None:
                stretches.append([])
            else:
                stretches[-1].append(spot)
        return tuple(tuple(s) for s in stretches if len(s) > 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All that is drawn."""

    across: Across
    up: Up
    curves: tuple[Curve, ...]
    x: Bounds
    y: Bounds


def resolve(
    growth: Mapping[str, Mapping[int, Growth]], across: Across, up: Up
) -> Picture | None:
    """What to draw, or ``None`` before the first point.

    Worker counts differ in wall time only: elsewhere one of them stands for all, the
    one that got furthest.
    """
    curves = tuple(
        curve
        for method, by_workers in growth.items()
        for curve in _of(method, by_workers, across, up)
        if curve.spots
    )
    if not curves:
        return None
    spots = [spot for curve in curves for spot in curve.spots]
    furthest = max(spot.x for spot in spots)
    start = 0.0 if across != "members" else min(1.0, *(s.x for s in spots))
    end = furthest if furthest > start else start + 1.0
    room = 0.04 * (end - start)
    return Picture(
        across=across,
        up=up,
        curves=curves,
        x=(start - (room if across == "members" else 0.0), end + room),
        y=_heights(spots, [curve.spots[-1] for curve in curves], up),
    )


def ways(growth: Mapping[str, Mapping[int, Growth]]) -> tuple[Up, ...]:
    """What can be drawn upwards: a score always, the others where they were found."""
    points = [
        point
        for by_workers in growth.values()
        for grown in by_workers.values()
        for point in grown.points
    ]
    found: list[Up] = ["score"]
    if any(point.log_loss is not None for point in points):
        found.append("log_loss")
    if any(point.gain_per_cpu_s is not None for point in points):
        found.append("gain")
    return tuple(found)


def gain_bounds(point: GrowthPoint) -> Bounds | None:
    """The interval of the gain per CPU second: that of the gain, by the same cost."""
    gain, rate, bounds = point.gain, point.gain_per_cpu_s, point.gain_ci95
    if not gain or not rate or bounds is None:
        return None
    per_gain = rate / gain  # one over the CPU seconds that one more member costs
    return bounds[0] * per_gain, bounds[1] * per_gain


def _of(
    method: str, by_workers: Mapping[int, Growth], across: Across, up: Up
) -> Iterable[Curve]:
    counts = sorted(by_workers)
    if across != "wall_s" and counts:
        counts = [max(counts, key=lambda n: (len(by_workers[n].points), -n))]
    for workers in counts:
        grown = by_workers[workers]
        yield Curve(
            method=method,
            workers=workers,
            spots=tuple(_spots(grown.points, across, up)),
            end=grown.end,
        )


def _spots(points: Iterable[GrowthPoint], across: Across, up: Up) -> Iterable[Spot]:
    for point in points:
        value, bounds = _value(point, up)
        if value is not None:
            x = float(getattr(point, across))
            yield Spot(x=x, y=value, bounds=bounds, point=point)


def _value(point: GrowthPoint, up: Up) -> tuple[float | None, Bounds | None]:
    match up:
        case "score":
            return point.score, point.score_ci95
        case "log_loss":
            return point.log_loss, point.log_loss_ci95
        case "gain":
            return point.gain_per_cpu_s, gain_bounds(point)


def _heights(spots: list[Spot], last: list[Spot], up: Up) -> Bounds:
    """Around all points, the last intervals, and others as far as it stays readable."""
    values = [spot.y for spot in spots]
    if up == "gain":
        values.append(0.0)
    low, high = min(values), max(values)
    room = _WIDE * max(high - low, 1e-3)
    for spot in spots:
        if spot.bounds is not None:
            values += (
                max(spot.bounds[0], low - room),
                min(spot.bounds[1], high + room),
            )
    for spot in last:
        values += spot.bounds or ()
    low, high = around(values)
    if up == "log_loss":
        low = max(low, 0.0)
    if up == "score":
        high = min(high, 1.0 + 0.03 * (1.0 - low)) if max(values) <= 1.0 else high
    return low, high
