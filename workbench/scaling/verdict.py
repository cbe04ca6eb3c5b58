"""How many workers are worth it, in words that the measurements support."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.core.events import ScalingPoint
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.scaling.intervals import Interval, paired_speedup

WORTH = 1.05
"""More workers are worth their cost when the run is at least this much faster, and the
lower end of the 95 % interval says so."""


def recommended_workers(points: Sequence[ScalingPoint]) -> int | None:
    """The smallest worker count that no larger one beats by a supported difference.

    Starting from the baseline, a larger count takes over when the paired interval of
    T(current) / T(larger), times the ratio of their work, lies above :data:`WORTH`.
    ``None`` while any count has fewer than two repeats, or when there is nothing to
    compare.
    """
    if len(points) < 2 or any(len(p.seconds) < 2 for p in points):
        return None
    chosen = points[0]
    for point in points[1:]:
        gain = work_gain(chosen, point)
        if gain is not None and gain.low > WORTH:
            chosen = point
    return chosen.workers


def work_gain(some: ScalingPoint, more: ScalingPoint) -> Interval | None:
    """How many times the work per second ``more`` workers do, by paired repeats."""
    change = paired_speedup(some.seconds, more.seconds)
    if change is None:
        return None
    times = more.work / some.work
    return Interval(
        value=times * change.value, low=times * change.low, high=times * change.high
    )


def too_little(points: Sequence[ScalingPoint]) -> Message:
    """Why no worker count can be recommended, and what to do about it."""
    if not points:
        return Message(QT_TRANSLATE_NOOP("Message", "Nothing was measured yet."))
    if len(points) == 1:
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Only one worker was measured ({seconds:.3g} s): add worker counts to "
                "see a speedup.",
            ),
            {"seconds": points[0].median_s},
        )
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Too few repeats to recommend a worker count: every count needs at "
            "least two.",
        )
    )


def workers_sentence(points: Sequence[ScalingPoint], cores: int) -> Message:
    """One sentence: which worker count, how much faster, and why not more."""
    best = recommended_workers(points)
    if best is None:
        return too_little(points)
    if best == points[0].workers:
        return _stay(points)
    chosen = next(p for p in points if p.workers == best)
    assert chosen.ci95 is not None  # two repeats have an interval
    values: dict[str, Value] = {
        "workers": best,
        "speedup": chosen.speedup,
        "low": chosen.ci95[0],
        "high": chosen.ci95[1],
        "efficiency": 100 * chosen.efficiency,
        "more": _why_not_more(points, chosen, cores),
    }
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Use {workers} workers: {speedup:.2f}× faster ({low:.2f}–{high:.2f}), "
            "{efficiency:.0f} % efficient{more}.",
        ),
        values,
    )


def _stay(points: Sequence[ScalingPoint]) -> Message:
    others = points[1:]
    fastest = max(others, key=lambda p: p.speedup)
    assert fastest.ci95 is not None
    values: dict[str, Value] = {
        "workers": fastest.workers,
        "speedup": fastest.speedup,
        "low": fastest.ci95[0],
        "high": fastest.ci95[1],
    }
    if fastest.ci95[1] < 1:
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Stay with 1 worker: more made it slower (at best {speedup:.2f}×, "
                "{low:.2f}–{high:.2f}, with {workers}).",
            ),
            values,
        )
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Stay with 1 worker: no larger count is shown to be at least 5 % faster "
            "({workers} workers: {speedup:.2f}×, {low:.2f}–{high:.2f}).",
        ),
        values,
    )


def _why_not_more(
    points: Sequence[ScalingPoint], chosen: ScalingPoint, cores: int
) -> Message:
    larger = [p for p in points if p.workers > chosen.workers]
    if not larger:
        return Message(
            QT_TRANSLATE_NOOP("Message", "; larger counts were not measured")
            if chosen.workers < cores
            else ""
        )
    best = max(larger, key=lambda p: p.speedup)
    change = paired_speedup(chosen.seconds, best.seconds)
    assert change is not None
    values: dict[str, Value] = {
        "count": best.workers,
        "cores": cores,
        "loss": 100 * (1 / change.value - 1),
    }
    if change.high < 1:
        text = (
            QT_TRANSLATE_NOOP(
                "Message", "; {count} workers take {loss:.0f} % longer on {cores} cores"
            )
            if best.workers > cores
            else QT_TRANSLATE_NOOP(
                "Message", "; {count} workers take {loss:.0f} % longer"
            )
        )
    else:
        text = (
            QT_TRANSLATE_NOOP(
                "Message", "; {count} workers are not clearly faster on {cores} cores"
            )
            if best.workers > cores
            else QT_TRANSLATE_NOOP(
                "Message", "; {count} workers are not clearly faster"
            )
        )
    return Message(text, values)
