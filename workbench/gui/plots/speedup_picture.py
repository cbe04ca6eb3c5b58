"""What the speedup picture shows of a run: its points, repeats, ranges and law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workbench.core.events import ScalingLaw, ScalingPoint
from workbench.core.state import RunState
from workbench.core.steadiness import Scatter

_ROOM = 2.0
"""How far above the highest mark an interval may stretch the picture, as a factor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All that is drawn.

    ``pairs`` are (workers, speedup of one repeat), ``odd`` the places of those with an
    outlier in one of their two times. Where the problem grows with the workers
    (``weak``), speedups are scaled ones.
    """

    counts: tuple[int, ...]
    baseline: int
    cores: int | None
    points: tuple[ScalingPoint, ...]
    pairs: tuple[tuple[int, float], ...]
    x: tuple[float, float]
    y: tuple[float, float]
    law: ScalingLaw | None = None
    odd: frozenset[int] = frozenset()
    weak: bool = False


def resolve(state: RunState) -> Picture | None:
    """What to draw, or ``None`` before the first measured trial."""
    if state.estimate is None or not state.estimate.scaling:
        return None
    points = state.estimate.scaling
    measured = tuple(p.workers for p in points)
    counts = tuple(sorted({*state.worker_counts, *measured}))
    baseline, cores = counts[0], usable_cores(state)
    odd = {s.workers: frozenset(s.outliers) for s in state.estimate.scatter}
    paired = list(_pairs(points, baseline, odd))
    pairs = tuple((workers, speedup) for workers, speedup, _ in paired)
    end = counts[-1]
    if cores is not None and end < cores <= 2 * end:
        end = cores
    span = end - (0 if end > 4 else 0.5)
    possible = min(end, cores or end) / baseline
    marks = max([possible, *(p.speedup for p in points), *(s for _, s in pairs)])
    widest = max(p.ci95[1] if p.ci95 else p.speedup for p in points)
    # Two repeats can have an interval of any width: it may leave the picture, so that
    # the points stay readable.
    top = max(marks, min(widest, _ROOM * marks))
    return Picture(
        counts=counts,
        baseline=baseline,
        cores=cores,
        points=points,
        pairs=pairs,
        x=(end - span, end + 0.14 * span),
        y=(0.0, 1.12 * top),
        law=state.estimate.law,
        odd=frozenset(place for place, (*_, odd) in enumerate(paired) if odd),
        weak=grows(state),
    )


def grows(state: RunState) -> bool:
    """Whether the run's problem grows with the workers."""
    return state.spec is not None and state.spec.weak


def usable_cores(state: RunState) -> int | None:
    """How many cores the run could use, where its environment tells."""
    cores = state.environment.get("cores")
    usable = cores.get("usable") if isinstance(cores, dict) else None
    return usable if isinstance(usable, int) and usable > 0 else None


def _pairs(
    points: tuple[ScalingPoint, ...],
    baseline: int,
    outlying: Mapping[int, frozenset[int]],
) -> Iterator[tuple[int, float, bool]]:
    """Workers, speedup, and whether one of the two times is an outlier."""
    base = next((p.seconds for p in points if p.workers == baseline), ())
    nothing: frozenset[int] = frozenset()
    for point in points:
        if point.workers == baseline:
            continue
        odd = outlying.get(baseline, nothing) | outlying.get(point.workers, nothing)
        pairs = zip(base, point.seconds, strict=False)
        for repeat, (one, other) in enumerate(pairs):
            yield point.workers, point.work * one / other, repeat in odd


def outliers(state: RunState) -> dict[int, Scatter]:
    """The counts with enough repeats to tell outliers."""
    found = state.estimate.scatter if state.estimate else ()
    return {one.workers: one for one in found if one.fences is not None}
