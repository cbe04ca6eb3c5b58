"""What the law's picture shows of an outlook: its scales, ranges and labels."""

from __future__ import annotations

import math
from dataclasses import dataclass

from workbench.scaling.study import Outlook

_FAR = 16
"""From more workers than this on the axes are logarithmic."""
_TICKS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """From worker counts and speedups to the axes' own numbers."""

    logarithmic: bool

    def place(self, value: float) -> float:
        """Where ``value`` lies on its axis; it is positive."""
        return math.log2(value) if self.logarithmic else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All that is drawn; ranges are in workers and speedups."""

    outlook: Outlook
    scale: Scale
    x: tuple[float, float]
    y: tuple[float, float]


def resolve(outlook: Outlook) -> Picture:
    """The ranges for ``outlook``."""
    known, far = outlook.study, outlook.horizon > _FAR
    base, end = known.baseline, outlook.horizon
    measured = [speedup for _, speedup in known.singles]
    drawn = [
        *(p.speedup for p in known.analysis.points),
        *(one.speedup for one in outlook.simulated if one.workers <= end),
    ]
    for curve in (outlook.law, outlook.assumed):
        drawn += curve.speedup if curve is not None else ()
    highest = max([*drawn, *measured])
    if outlook.law is not None:  # a band may open without end: it leaves the picture
        highest = max(highest, min(max(outlook.law.high), 1.6 * highest))
    ideal = end / base
    # The ideal tells where all else lies, as long as it does not press it flat.
    top = max(highest, ideal if far else min(ideal, 2.0 * highest))
    lowest = min([1.0, *drawn, *measured])
    if far:
        room = (end / base) ** 0.05
        return Picture(
            outlook=outlook,
            scale=Scale(logarithmic=True),
            x=(base / room, end * room),
            y=(lowest * 0.85, top * 1.25),
        )
    span = max(1, end - base)
    return Picture(
        outlook=outlook,
        scale=Scale(logarithmic=False),
        x=(base - 0.08 * span, end + 0.08 * span),
        y=(0.0, 1.1 * top),
    )


def worker_labels(picture: Picture) -> list[tuple[float, str]]:
    """What was measured, powers of two where it goes far, and the end."""
    state = picture.outlook
    counts = {p.workers for p in state.study.analysis.points} | {state.horizon}
    if picture.scale.logarithmic:
        counts |= {2**k for k in range(int(math.log2(state.horizon)) + 1)}
    low, high = picture.x
    return [(float(n), str(n)) for n in sorted(counts) if low <= n <= high]


def speedup_labels(picture: Picture) -> list[tuple[float, str]]:
    """Round speedups within the picture, and how they are written."""
    low, high = picture.y
    if picture.scale.logarithmic:
        powers = range(math.ceil(math.log2(low)), math.floor(math.log2(high)) + 1)
        every = max(1, round(len(powers) / _TICKS))
        wanted = [2.0**k for k in powers if k % every == 0]
        return [(value, f"{value:g}") for value in wanted]
    step = _round_step(high / _TICKS)
    return [(k * step, f"{k * step:g}") for k in range(int(high / step) + 1)]


def _round_step(rough: float) -> float:
    """1, 2 or 5 times a power of ten, not below ``rough``."""
    ten = 10.0 ** math.floor(math.log10(rough))
    return next(f * ten for f in (1.0, 2.0, 5.0, 10.0) if f * ten >= rough * 0.999)
