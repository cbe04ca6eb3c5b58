"""What the Pareto picture shows of the findings: points, frontier, band and ranges."""

from __future__ import annotations

import math
from dataclasses import dataclass

from workbench.core.ensemble import Axis, EnsembleFindings, Frontier, RowFindings
from workbench.gui.i18n import say
from workbench.gui.plots.ranges import around, decades
from workbench.gui.plots.rows import Kind, kind

AXES: tuple[Axis, ...] = ("predict_s", "cpu_s")
_FAR = 3.0
"""A row this many times as far below the best as the middle one leaves the range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A member or a rule; ``below`` says that it lies under the picture."""

    key: str
    title: str
    kind: Kind
    cost: float
    score: float
    ci95: tuple[float, float] | None
    below: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All that is drawn; costs are in seconds, ``x`` in powers of ten of them.

    ``steps`` are the frontier's points, cheapest first. ``band`` reaches from one
    standard error below the best mean up to it.
    """

    axis: Axis
    points: tuple[Point, ...]
    steps: tuple[Point, ...]
    cheapest: str | None
    band: tuple[float, float] | None
    x: tuple[float, float]
    y: tuple[float, float]

    def in_order(self) -> tuple[Point, ...]:
        """Those to be named first: the cheapest, the frontier, the best, the others."""
        first = {self.cheapest: 0} | {
            p.key: 1 for p in self.steps if p.key != self.cheapest
        }
        return tuple(
            sorted(self.points, key=lambda p: (first.get(p.key, 2), -p.score, p.cost))
        )


def frontier_of(found: EnsembleFindings, axis: Axis) -> Frontier | None:
    """The frontier along this axis, if it was found."""
    return next((f for f in found.frontiers if f.axis == axis), None)


def cost_of(row: RowFindings, axis: Axis) -> float | None:
    """What the row costs along this axis; ``None`` where a logarithm has no place."""
    cost = row.cost.predict_s if axis == "predict_s" else row.cost.cpu_s
    return cost if cost is not None and cost > 0 else None


def axes_of(found: EnsembleFindings | None) -> tuple[Axis, ...]:
    """The costs that were measured of any row."""
    rows = found.rows if found else ()
    return tuple(a for a in AXES if any(_has_place(row, a) for row in rows))


def resolve(found: EnsembleFindings | None, axis: Axis) -> Picture | None:
    """What to draw, or ``None`` where no row has both a score and this cost."""
    points = _points(found, axis) if found else ()
    if found is None or not points:
        return None
    frontier = frontier_of(found, axis)
    by_key = {point.key: point for point in points}
    steps = tuple(by_key[k] for k in frontier.keys if k in by_key) if frontier else ()
    band = None
    if frontier is not None and frontier.floor is not None:
        band = (frontier.floor, max(point.score for point in points))
    seen = [point.score for point in points if not point.below]
    costs = [math.log10(point.cost) for point in points]
    return Picture(
        axis=axis,
        points=points,
        steps=steps,
        cheapest=frontier.cheapest if frontier else None,
        band=band,
        x=around(costs, 0.08, least=0.5),
        y=around([*seen, *(band or ())], 0.12),
    )


def cost_labels(picture: Picture) -> tuple[tuple[float, str], ...]:
    """Round costs within the picture, by where they lie."""
    low, high = picture.x
    return tuple(
        (math.log10(value), _round_seconds(value))
        for value in decades(10**low, 10**high)
    )


def _round_seconds(value: float) -> str:
    """A round duration without a figure too many: ``200 µs``, ``10 ms``, ``100 s``."""
    if value >= 0.9999:
        return f"{value:g} s"
    return f"{value * 1e3:g} ms" if value >= 0.9999e-3 else f"{value * 1e6:g} µs"


def _has_place(row: RowFindings, axis: Axis) -> bool:
    return row.mean is not None and cost_of(row, axis) is not None


def _points(found: EnsembleFindings, axis: Axis) -> tuple[Point, ...]:
    scores = sorted(row.mean for row in found.rows if row.mean is not None)
    lowest = -math.inf
    if scores:
        best, middle = scores[-1], scores[(len(scores) - 1) // 2]
        lowest = best - _FAR * max(best - middle, 0.01)
    return tuple(
        Point(
            key=row.key,
            title=say(row.title),
            kind=kind(row),
            cost=cost,
            score=row.mean,
            ci95=row.ci95,
            # One far below would press the differences of all others into a line.
            below=row.mean < lowest,
        )
        for row in found.rows
        if row.mean is not None and (cost := cost_of(row, axis)) is not None
    )
