"""A sweep over worker counts, summed up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import median

from workbench.core.events import ScalingPoint
from workbench.scaling.intervals import paired_speedup


def same_work(workers: int) -> float:
    """Strong scaling: every worker count does the same work."""
    return 1.0


def scaling_points(
    seconds: Mapping[int, Sequence[float]],
    baseline: int = 1,
    work: Callable[[int], float] = same_work,
) -> tuple[ScalingPoint, ...]:
    """One point per worker count, ascending.

    ``seconds`` maps a worker count to its timings, one per repeat, in the order of the
    repeats. Speedup is relative: S(p) = T(baseline) / T(p) on the same engine. It is
    the paired geometric mean from two repeats on, the plain ratio before. Efficiency is
    S(p) · baseline / p. Counts that have no timing yet, or for which the baseline has
    none, are left out.

    Where the ``work`` W grows with the workers, S is the scaled speedup, in work per
    time: W(p) / W(baseline) · T(baseline) / T(p). With p times the work the efficiency
    is then T(1) / T(p), the usual one of weak scaling. Source: Gustafson,
    "Reevaluating Amdahl's law", CACM 31(5), 1988.
    """
    base = seconds.get(baseline, ())
    points = []
    for workers in sorted(seconds):
        pairs = min(len(base), len(seconds[workers]))
        if not pairs:
            continue
        ours = tuple(seconds[workers])
        times = work(workers) / work(baseline)
        interval = paired_speedup(base, ours)  # of the baseline with itself: exactly 1
        speedup = times * (interval.value if interval else base[0] / ours[0])
        points.append(
            ScalingPoint(
                workers=workers,
                seconds=ours,
                median_s=median(ours),
                speedup=speedup,
                ci95=(times * interval.low, times * interval.high)
                if interval
                else None,
                efficiency=speedup * baseline / workers,
                work=times,
            )
        )
    return tuple(points)


def widest(points: Sequence[ScalingPoint], baseline: int = 1) -> float | None:
    """The largest relative half width of all speedup intervals.

    ``None`` while some count has no interval yet; 0 when only the baseline is measured.
    """
    widths = []
    for point in points:
        if point.workers == baseline:
            continue
        if point.ci95 is None:
            return None
        low, high = point.ci95
        widths.append((high - low) / 2 / point.speedup)
    return max(widths, default=0.0)
