"""All that timings on several worker counts say: laws, the best of them, and flags.

Rows are measurements, one per worker count and repeat. Every law that has enough points
is fitted; the one with the smallest AICc is called the best, and "not enough points" is
an answer too. What no law covers is flagged, never clipped: speedups above the number
of workers, and throughput that falls.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import exp, log, sqrt
from statistics import fmean, median, stdev
from typing import Literal

import msgspec

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.student import t_quantile
from workbench.scaling.fitting import Fit, TooFewPoints, fit
from workbench.scaling.laws import LAWS, karp_flatt

Kind = Literal["seconds", "throughput"]
_CAN_FALL = ("usl",)
CLEAR = 1.02
"""Without repeats, a ratio counts as different from 1 only beyond this."""


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One worker count: the median of its rows, and what it amounts to.

    Speedup and efficiency are relative to the smallest worker count measured, which is
    assumed to be as efficient as one worker.
    """

    workers: int
    value: float
    speedup: float
    efficiency: float
    karp_flatt: float | None
    repeats: int


class Flag(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a reader must know before believing a law."""

    name: str
    message: Message
    law: str | None = None
    """The law that it is about, if it is about one."""


class Analysis(msgspec.Struct, frozen=True, kw_only=True):
    """What the rows say; ``best_law`` is ``None`` where they do not allow a choice."""

    kind: Kind
    points: tuple[Point, ...]
    laws: dict[str, Fit]
    best_law: str | None
    flags: tuple[Flag, ...]

    @property
    def best(self) -> Fit | None:
        """The best law's fit."""
        return self.laws[self.best_law] if self.best_law is not None else None


def analyse(rows: Sequence[tuple[int, float]], kind: Kind = "seconds") -> Analysis:
    """Points, laws and flags of ``rows``: worker count, and seconds or throughput.

    All values are positive and finite. Times are fitted with relative scatter,
    throughputs with absolute.
    """
    values: dict[int, list[float]] = defaultdict(list)
    for workers, value in rows:
        values[workers].append(value)
    throughputs = {
        workers: [1.0 / v if kind == "seconds" else v for v in found]
        for workers, found in sorted(values.items())
    }
    fits = _fits(throughputs, kind)
    falling = _falling(throughputs)
    best = _best(fits, falls=bool(falling))
    return Analysis(
        kind=kind,
        points=tuple(_points(values, throughputs)),
        laws=fits,
        best_law=best,
        flags=tuple(_flags(throughputs, falling, fits, best)),
    )


def _fits(throughputs: Mapping[int, Sequence[float]], kind: Kind) -> dict[str, Fit]:
    workers = [float(n) for n, found in throughputs.items() for _ in found]
    values = [value for found in throughputs.values() for value in found]
    fits = {}
    for name, law in LAWS.items():
        scatter: Literal["absolute", "relative"] = (
            "relative" if kind == "seconds" else "absolute"
        )
        try:
            fits[name] = fit(law, workers, values, scatter)
        except TooFewPoints:
            continue
    return fits


def _best(fits: Mapping[str, Fit], *, falls: bool) -> str | None:
    """By AICc, among those that have one; a law alone is no choice.

    Where throughput falls beyond doubt, a law that cannot fall is no candidate, however
    few its parameters are.
    """
    judged = {name: f.aicc for name, f in fits.items() if f.aicc is not None}
    if len(judged) < 2:
        return None
    if falls:
        judged = {name: aicc for name, aicc in judged.items() if name in _CAN_FALL}
    return min(judged, key=lambda name: judged[name], default=None)


def _falling(throughputs: Mapping[int, Sequence[float]]) -> tuple[int, ...]:
    """The fastest count, then the larger ones that are slower beyond doubt."""
    top = max(throughputs, key=lambda n: fmean(throughputs[n]))
    slower = [
        n
        for n, found in throughputs.items()
        if n > top and _above(throughputs[top], found, 1.0)
    ]
    return (top, *slower) if slower else ()


def _points(
    values: Mapping[int, Sequence[float]], throughputs: Mapping[int, Sequence[float]]
) -> list[Point]:
    baseline = min(throughputs)
    unit = median(throughputs[baseline]) / baseline
    points = []
    for workers, found in throughputs.items():
        speedup = median(found) / unit
        points.append(
            Point(
                workers=workers,
                value=median(values[workers]),
                speedup=speedup,
                efficiency=speedup / workers,
                karp_flatt=karp_flatt(speedup, workers),
                repeats=len(found),
            )
        )
    return points


def _flags(
    throughputs: Mapping[int, Sequence[float]],
    falling: Sequence[int],
    fits: Mapping[str, Fit],
    best: str | None,
) -> list[Flag]:
    flags = []
    baseline = min(throughputs)
    superlinear = [
        n
        for n, found in throughputs.items()
        if n > baseline and _above(found, throughputs[baseline], n / baseline)
    ]
    if superlinear:
        flags.append(_superlinear(superlinear))
    if falling:
        flags.append(_retrograde(falling[0], falling[1:]))
    if best is None:
        flags.append(_too_few(len(throughputs), fits))
    for name, found in fits.items():
        if found.contradicted:
            flags.append(_contradicted(name))
            continue
        flags += [
            _at_bound(name, parameter, estimate.value)
            for parameter, estimate in found.parameters.items()
            if estimate.at_bound
        ]
    return flags


def _above(some: Sequence[float], others: Sequence[float], factor: float) -> bool:
    """Whether ``some`` are more than ``factor`` times ``others``, beyond doubt.

    By the lower end of a 95 % t-interval of the ratio of geometric means (Welch's
    degrees of freedom), or by :data:`CLEAR` where one side has no repeat.
    """
    if len(some) < 2 or len(others) < 2:
        return fmean(some) > CLEAR * factor * fmean(others)
    a, b = [log(v) for v in some], [log(v) for v in others]
    va, vb = stdev(a) ** 2 / len(a), stdev(b) ** 2 / len(b)
    difference = fmean(a) - fmean(b)
    if va + vb == 0.0:
        return exp(difference) > factor
    df = (va + vb) ** 2 / (va**2 / (len(a) - 1) + vb**2 / (len(b) - 1))
    half = t_quantile(0.95, max(1, int(df))) * sqrt(va + vb)
    return exp(difference - half) > factor


def _superlinear(workers: Sequence[int]) -> Flag:
    return Flag(
        name="superlinear",
        message=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "With {workers} workers the speedup is larger than the number of "
                "workers. That happens when more caches hold all data, or when one "
                "worker was measured while the computer was busy. No law here covers "
                "it.",
            ),
            {"workers": ", ".join(map(str, workers))},
        ),
    )


def _retrograde(top: int, workers: Sequence[int]) -> Flag:
    return Flag(
        name="retrograde",
        message=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "More than {top} workers make it slower: throughput falls at {workers} "
                "workers.",
            ),
            {"top": top, "workers": ", ".join(map(str, workers))},
        ),
    )


def _too_few(counts: int, fits: Mapping[str, Fit]) -> Flag:
    if not fits:
        return Flag(
            name="too few points",
            message=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "Not enough points: {counts} worker counts do not tell laws apart. "
                    "Measure at least four, or repeat those that there are.",
                ),
                {"counts": counts},
            ),
        )
    return Flag(
        name="too few points",
        message=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Not enough points to choose between laws: measure more worker "
                "counts, or repeat those that there are.",
            )
        ),
    )


def _contradicted(law: str) -> Flag:
    return Flag(
        name="contradicted",
        law=law,
        message=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The points lie beyond what the law “{law}” allows: even its best fit "
                "misses them beyond doubt. Do not rely on it.",
            ),
            {"law": law},
        ),
    )


def _at_bound(law: str, parameter: str, value: float) -> Flag:
    return Flag(
        name="at its bound",
        law=law,
        message=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "In the law “{law}”, {parameter} is at its bound ({value:g}): its "
                "interval is one-sided, and the law may be simpler than its name.",
            ),
            {"law": law, "parameter": parameter, "value": value},
        ),
    )
