"""Outliers and unstable timings, by published rules.

Nothing found here is taken out of anything: medians, speedups and intervals are those
of all timings. An outlier of a small sample is often no error, and what disturbed one
trial belongs to the machine that was measured.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from statistics import fmean, median, stdev

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.steadiness import Conditions, Instability, Scatter
from workbench.scaling.causes import NO_CAUSE, UNKNOWN, Cause, likely_causes

FEWEST = 5
"""With fewer values a quarter of them is hardly one, and fences mean nothing."""
REACH = 1.5
SPREAD_PERCENT = 10.0
FURTHEST_PERCENT = 50.0


def fences(values: Sequence[float]) -> tuple[float, float] | None:
    """Tukey's inner fences: q₁ − 1.5·(q₃ − q₁) and q₃ + 1.5·(q₃ − q₁).

    The quartiles are Tukey's hinges, the medians of the lower and of the upper half of
    the sorted values, each with the median in it where their number is odd. ``None``
    with fewer than :data:`FEWEST` values. Of normal values, one or more lie beyond in
    34 % of samples of 5, 20 % of 10 and 23 % of 20: so an outlier alone is no alarm.

    Source: Tukey, "Exploratory Data Analysis", Addison-Wesley 1977, chapter 2; Hoaglin,
    Iglewicz and Tukey, "Performance of some resistant rules for outlier labeling",
    Journal of the American Statistical Association 81, 1986.
    """
    if len(values) < FEWEST:
        return None
    ranked = sorted(values)
    half = (len(ranked) + 1) // 2
    lower, upper = median(ranked[:half]), median(ranked[-half:])
    reach = REACH * (upper - lower)
    return lower - reach, upper + reach


def scatter(workers: int, seconds: Sequence[float]) -> Scatter:
    """How the timings of one worker count scatter, and whether that is too far.

    The rule is pyperf's, by which it warns that "the benchmark result may be unstable":
    from two values on, when their standard deviation is at least 10 % of the mean, or
    when the smallest or the largest value lies at least 50 % from the mean.

    Two more of its warnings are about the set-up and not the machine: too few values to
    know the mean within 1 %, which our stop rule answers with the width that was asked
    for, and values below 1 ms, which are given as a cause in :mod:`.causes`.

    Source: pyperf, ``pyperf check`` (``format_checks`` in ``pyperf/_cli.py``) and its
    documentation, "Analyze benchmark results".
    """
    if len(seconds) < 2:
        return Scatter(workers=workers)
    mean, deviation = fmean(seconds), stdev(seconds)
    far = max((value - mean for value in seconds), key=abs)
    found = fences(seconds)
    return Scatter(
        workers=workers,
        spread=deviation / mean,
        furthest=far / mean,
        fences=found,
        outliers=_beyond(seconds, found),
        unstable=100.0 * deviation / mean >= SPREAD_PERCENT
        or 100.0 * abs(far) / mean >= FURTHEST_PERCENT,
    )


def _beyond(
    values: Sequence[float], bounds: tuple[float, float] | None
) -> tuple[int, ...]:
    if bounds is None:
        return ()
    low, high = bounds
    return tuple(i for i, value in enumerate(values) if not low <= value <= high)


def instability(
    found: Sequence[Scatter],
    seconds: Mapping[int, Sequence[float]],
    conditions: Mapping[int, Sequence[Conditions | None]],
) -> Instability | None:
    """What to say of the counts whose timings scatter too far; ``None`` if none does.

    ``seconds`` and ``conditions`` hold, per worker count and in the same order, what
    each trial took and what else happened.
    """
    unstable = [one for one in found if one.unstable]
    if not unstable:
        return None
    trials = {
        one.workers: list(
            zip_longest(seconds[one.workers], conditions.get(one.workers, ()))
        )
        for one in unstable
    }
    causes = likely_causes(trials)
    watched = any(around for rows in trials.values() for _, around in rows)
    return Instability(
        workers=tuple(one.workers for one in unstable),
        finding=_finding(unstable),
        cause=_cause(causes) if causes or watched else UNKNOWN,
        cure=causes[0].cure if causes else _REPEAT,
        causes=tuple(cause.code for cause in causes),
    )


_REPEAT = Message(
    QT_TRANSLATE_NOOP(
        "Message", "Add repeats, or measure again while the computer is quiet."
    )
)


def _cause(causes: Sequence[Cause]) -> Message:
    if not causes:
        return NO_CAUSE
    if len(causes) == 1:
        return Message(
            QT_TRANSLATE_NOOP("Message", "Likely cause: {cause}."),
            {"cause": causes[0].words},
        )
    return Message(
        QT_TRANSLATE_NOOP("Message", "Likely causes: {first}; {second}."),
        {"first": causes[0].words, "second": causes[1].words},
    )


def _finding(unstable: Sequence[Scatter]) -> Message:
    worst = max(unstable, key=lambda one: one.spread or 0.0)
    percent = 100.0 * (worst.spread or 0.0)
    if percent < SPREAD_PERCENT:
        return _one_far_off(max(unstable, key=lambda one: abs(one.furthest)))
    if len(unstable) > 1:
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Unstable machine: times scatter by up to {spread:.0f} % (worker "
                "counts: {counts}).",
            ),
            {
                "spread": percent,
                "counts": tuple(str(one.workers) for one in unstable),
            },
        )
    if worst.workers == 1:
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Unstable machine: times on 1 worker scatter by {spread:.0f} %.",
            ),
            {"spread": percent},
        )
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Unstable machine: times on {workers} workers scatter by {spread:.0f} %.",
        ),
        {"workers": worst.workers, "spread": percent},
    )


def _one_far_off(one: Scatter) -> Message:
    """Many repeats with one far off: their standard deviation may still be small."""
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Unstable machine: one time lies {off:+.0f} % from the mean (worker "
            "count: {workers}).",
        ),
        {"off": 100.0 * one.furthest, "workers": one.workers},
    )
