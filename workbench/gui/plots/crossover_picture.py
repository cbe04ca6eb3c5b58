"""What the crossover picture shows of a comparison: curves, the level, the choices."""

from __future__ import annotations

import math
from dataclasses import dataclass

from workbench.core.comparison import Comparison, EnginePoint
from workbench.core.messages import Message
from workbench.scaling.comparison_words import length_text

Range = tuple[float, float]
_FULL = 100.0
_STRIP = 0.17
"""The share of the height above the curves that the strip of choices takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A point in the axes' own numbers: log10 of seconds, and percent."""

    x: float
    y: float
    bounds: Range | None
    point: EnginePoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One engine; ``number`` picks its colour and mark."""

    engine: str
    title: Message
    number: int
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The task lengths for which an engine is the one to take."""

    x: Range
    title: Message
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All that is drawn."""

    workers: int
    curves: tuple[Curve, ...]
    strips: tuple[Strip, ...]
    level: float | None
    """The efficiency in percent from which on a task is worth its overhead."""
    x: Range
    y: Range
    top: float
    """Where the strip of choices begins."""


def resolve(comparison: Comparison | None) -> Picture | None:
    """What to draw, or ``None`` before tasks of any length were timed."""
    found = comparison.found if comparison is not None else None
    if found is None:
        return None
    curves = tuple(
        Curve(
            engine=row.engine,
            title=row.title,
            number=number,
            spots=tuple(map(_spot, row.curve)),
        )
        for number, row in enumerate(found.rows)
    )
    places = [spot.x for curve in curves for spot in curve.spots]
    if not places:
        return None
    low, high = min(places), max(places)
    room = 0.04 * (high - low) or 0.5
    highest = max(spot.y for curve in curves for spot in curve.spots)
    top = 1.06 * max(_FULL, min(highest, 1.5 * _FULL))
    by_name = {curve.engine: curve for curve in curves}
    strips = tuple(
        Strip(
            x=(math.log10(choice.low_s), math.log10(choice.high_s)),
            title=by_name[choice.engines[0]].title,
            number=by_name[choice.engines[0]].number,
        )
        for choice in found.choices
    )
    return Picture(
        workers=found.workers,
        curves=tuple(curve for curve in curves if curve.spots),
        strips=strips,
        level=None if found.threshold is None else _FULL * found.threshold,
        x=(low - room, high + room),
        y=(0.0, top / (1.0 - _STRIP)),
        top=top,
    )


def length_labels(picture: Picture) -> list[tuple[float, str]]:
    """Powers of ten within the picture, with their unit; else the ends."""
    low, high = picture.x
    powers = range(math.ceil(low), math.floor(high) + 1)
    places = [float(power) for power in powers]
    if len(places) < 2:
        spots = [spot.x for curve in picture.curves for spot in curve.spots]
        places = sorted({min(spots), max(spots)})
    return [(place, length_text(10.0**place)) for place in places]


def share_labels(picture: Picture) -> list[tuple[float, str]]:
    """Every fifth of what is possible."""
    step = 20 if picture.top < 150 else 50
    return [(float(n), f"{n} %") for n in range(0, int(picture.top) + 1, step)]


def nearest(
    picture: Picture, at: tuple[float, float], pixel: tuple[float, float], reach: float
) -> tuple[Curve, Spot] | None:
    """The point that lies nearest to ``at``, within ``reach`` pixels."""
    found = [
        (math.hypot((s.x - at[0]) / pixel[0], (s.y - at[1]) / pixel[1]), c, s)
        for c in picture.curves
        for s in c.spots
    ]
    away, curve, spot = min(found, key=lambda one: one[0])
    return (curve, spot) if away <= reach else None


def _spot(point: EnginePoint) -> Spot:
    bounds = point.efficiency.ci95
    return Spot(
        x=math.log10(point.length_s),
        y=_FULL * point.efficiency.value,
        bounds=bounds and (_FULL * bounds[0], _FULL * bounds[1]),
        point=point,
    )
