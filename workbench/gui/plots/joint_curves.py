"""What a picture of rounds shows: curves, lines beside them, and the ranges."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.core.joint import JointCourse, JointRound
from workbench.gui.plots.joint_track import Across, Floats, Measure, Track
from workbench.gui.plots.ranges import around

Range = tuple[float, float]

LEAST = 1e-15
"""What is nearer to nought is drawn here where a logarithm has no place for it."""
_FAR = 3.0
"""A loss over this many times the largest at the beginning leaves the picture."""
_DECADES = 2.0
"""The same on a logarithmic axis."""
_LOWEST_SCORE = -1.0
"""An R² below it leaves the picture; an accuracy never is."""
_WORDS = 0.16
"""The share of the height that words beside a line take in a small picture."""
_UNITS = (("B", 1.0), ("KiB", 2.0**10), ("MiB", 2.0**20), ("GiB", 2.0**30))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A measure to be drawn of every strategy, dashed where another one is not.

    ``above`` is subtracted: what is drawn is the way down to it.
    """

    measure: Measure
    dashed: bool = False
    above: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A level line to compare curves with, and the words beside it."""

    value: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a person chose to see."""

    across: Across
    lines: tuple[Line, ...]
    log: bool = False
    scores: bool = False
    """Whether higher is better."""
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Curve:
    """One measure of the strategy with this number; NaN where there is no figure."""

    key: str
    number: int
    line: Line
    x: Floats
    y: Floats
    rounds: tuple[JointRound, ...]
    ended: str
    """Why it ended (:class:`~workbench.core.joint.JointEnd`), empty while it goes on.
    """


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Picture:
    """All that is drawn, in the coordinates of the axes (logarithms where ``log``)."""

    view: View
    unit: str
    curves: tuple[Curve, ...]
    references: tuple[Reference, ...]
    x: Range
    y: Range

    def leaves_at(self, curve: Curve) -> int | None:
        """The first of the rounds with which it is out of the picture for good."""
        low, high = self.y
        known = np.isfinite(curve.x) & np.isfinite(curve.y)
        inside = np.flatnonzero(known & (curve.y >= low) & (curve.y <= high))
        if not len(inside):
            return None
        after = np.flatnonzero(known[inside[-1] + 1 :])
        return int(inside[-1] + 1 + after[0]) if len(after) else None

    def astray(self, curve: Curve) -> bool:
        """Whether it diverged, or is on the way to it."""
        return curve.ended == "diverged" or self.leaves_at(curve) is not None


def resolve(
    tracks: Mapping[str, Track], courses: Mapping[str, JointCourse], view: View
) -> Picture | None:
    """What to draw, or ``None`` while there is no figure."""
    ends = [
        float(np.nanmax(x))
        for x in (track.placed(view.across) for track in tracks.values())
        if bool(np.isfinite(x).any())
    ]
    furthest = max(ends, default=0.0)
    unit, factor = _unit(furthest) if view.across == "bytes" else ("", 1.0)
    curves = [
        curve
        for number, (key, track) in enumerate(tracks.items())
        for curve in _curves(key, number, track, courses[key], view, factor)
    ]
    if not curves:
        return None
    references = tuple(_references(view))
    end = furthest / factor or 1.0
    return Picture(
        view=view,
        unit=unit,
        curves=tuple(curves),
        references=references,
        x=(-0.02 * end, 1.03 * end),
        y=_heights(curves, references, view),
    )


def _curves(
    key: str,
    number: int,
    track: Track,
    course: JointCourse,
    view: View,
    factor: float,
) -> Iterator[Curve]:
    x = track.placed(view.across) / factor
    for line in view.lines:
        y = track.measured(line.measure) - line.above
        if view.log:
            y = np.log10(np.maximum(y, LEAST))  # NaN stays NaN
        if bool((np.isfinite(x) & np.isfinite(y)).any()):
            yield Curve(
                key=key,
                number=number,
                line=line,
                x=x,
                y=y,
                rounds=track.rounds,
                ended=course.end.reason if course.end else "",
            )


def _references(view: View) -> Iterator[Reference]:
    for one in view.references:
        if not view.log:
            yield one
        elif one.value > 0:
            yield Reference(value=math.log10(one.value), text=one.text)


def _heights(
    curves: Sequence[Curve], references: Sequence[Reference], view: View
) -> Range:
    """Around all figures but those that went astray, with room for words."""
    values = np.concatenate([curve.y for curve in curves])
    starts = [float(c.y[np.isfinite(c.y)][0]) for c in curves]
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    levels = [one.value for one in references]
    if view.scores:
        low = max(low, min(_LOWEST_SCORE, *starts))
    elif view.log:
        high = min(high, max(starts) + _DECADES)
    else:
        high = min(high, _FAR * max(*starts, *levels, LEAST))
    least = 0.6 if view.log else 1e-3
    bottom, top = around([low, high, *levels], 0.06, least=least)
    if levels:  # room for words above the highest line, or below the lowest
        words = _WORDS * (top - bottom)
        if view.scores:
            top = max(top, max(levels) + words)
        bottom = min(bottom, min(levels) - words)
    return bottom, top


def _unit(size: float) -> tuple[str, float]:
    return next((u for u in reversed(_UNITS) if size >= u[1]), _UNITS[0])


def nearest(
    picture: Picture, at: tuple[float, float], pixel: tuple[float, float], reach: float
) -> tuple[Curve, JointRound] | None:
    """The round that lies nearest to ``at``, within ``reach`` pixels."""
    best: tuple[float, Curve, int] | None = None
    low, high = picture.y
    for curve in picture.curves:
        across = (curve.x - at[0]) / pixel[0]
        along = (np.clip(curve.y, low, high) - at[1]) / pixel[1]
        away = across * across + along * along
        if not bool(np.isfinite(away).any()):
            continue
        place = int(np.nanargmin(away))
        if best is None or away[place] < best[0]:
            best = float(away[place]), curve, place
    if best is None or best[0] > reach * reach:
        return None
    return best[1], best[1].rounds[best[2]]
