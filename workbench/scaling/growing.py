"""What may be said of a problem that grows with the workers (weak scaling).

The ideal is a constant time: p workers do p times the work in the time of one. Whether
a further worker is worth it is asked of the work per second, as in strong scaling, by
the same rule (:mod:`workbench.scaling.verdict`).
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.core.events import ScalingPoint
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.scaling.verdict import recommended_workers, too_little, work_gain


def growing_sentence(points: Sequence[ScalingPoint], cores: int) -> Message:
    """One sentence: how far the problem can grow, what that costs, why not further."""
    best = recommended_workers(points)
    if best is None:
        return too_little(points)
    if best == points[0].workers:
        return _stay(points)
    chosen = next(p for p in points if p.workers == best)
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "With {workers} workers a problem {work:.3g} times as large takes "
            "{longer:.2f} times as long ({low:.2f}–{high:.2f}): {efficiency:.0f} % "
            "efficient{more}.",
        ),
        {
            **_figures(chosen),
            "efficiency": 100 * chosen.efficiency,
            "more": _why_not_more(points, chosen, cores),
        },
    )


def _figures(point: ScalingPoint) -> dict[str, Value]:
    """T(p) / T(1) = W / S, with its interval."""
    assert point.ci95 is not None  # two repeats have an interval
    return {
        "workers": point.workers,
        "work": point.work,
        "longer": point.work / point.speedup,
        "low": point.work / point.ci95[1],
        "high": point.work / point.ci95[0],
    }


def _stay(points: Sequence[ScalingPoint]) -> Message:
    most = max(points[1:], key=lambda p: p.speedup)
    assert most.ci95 is not None
    if most.ci95[1] < 1:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "Stay with 1 worker: more get less done per second. With {workers} a "
            "problem {work:.3g} times as large takes {longer:.2f} times as long "
            "({low:.2f}–{high:.2f}).",
        )
    else:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "Stay with 1 worker: no larger count is shown to get at least 5 % more "
            "done per second. With {workers} a problem {work:.3g} times as large takes "
            "{longer:.2f} times as long ({low:.2f}–{high:.2f}).",
        )
    return Message(text, _figures(most))


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
    values: dict[str, Value] = {"count": best.workers, "cores": cores}
    beyond = best.workers > cores
    gain = work_gain(chosen, best)
    assert gain is not None
    if gain.high < 1:
        text = (
            QT_TRANSLATE_NOOP(
                "Message",
                "; {count} workers get less done per second on {cores} cores",
            )
            if beyond
            else QT_TRANSLATE_NOOP(
                "Message", "; {count} workers get less done per second"
            )
        )
    else:
        text = (
            QT_TRANSLATE_NOOP(
                "Message",
                "; {count} workers do not clearly get more done per second on {cores} "
                "cores",
            )
            if beyond
            else QT_TRANSLATE_NOOP(
                "Message", "; {count} workers do not clearly get more done per second"
            )
        )
    return Message(text, values)
