"""Which worker count to use, from a fitted law: three answers, or why there is none.

*Fastest* is where throughput is largest among the counts in question, the *knee* is the
largest count that is still used to :data:`KNEE` of its worth, and the *cheapest* is the
one whose work costs the fewest worker-seconds. Their ranges come from the law's 95 %
band: what the same question gives at its lower and at its upper edge.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.scaling.analysis import Analysis
from workbench.scaling.fitting import Fit

KNEE = 0.8
"""The efficiency down to which a further worker is called worth it."""
WIDE = 4.0
"""A law whose band at the largest measured count spans this factor says nothing."""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """A worker count and the range in which it lies."""

    workers: int
    low: int
    high: int


class Recommendation(msgspec.Struct, frozen=True, kw_only=True):
    """Three answers, ``None`` where the data do not allow them, and both in words."""

    fastest: Choice | None
    knee: Choice | None
    cheapest: Choice | None
    sentences: tuple[Message, ...]


def recommend(found: Analysis, up_to: int | None = None) -> Recommendation:
    """Answers for counts from 1 to the largest that was measured, or to ``up_to``."""
    law = found.best
    if law is None:
        return _none(
            Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "No recommendation: the points do not tell laws apart. Measure "
                    "more worker counts, or repeat those that there are.",
                )
            )
        )
    if any(flag.name == "superlinear" for flag in found.flags):
        best = max(found.points, key=lambda point: point.speedup)
        return _none(
            Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "No recommendation: no law here covers a speedup larger than the "
                    "number of workers. Fastest among those measured is {workers}, "
                    "{speedup:.3g} times the fewest; measure the fewest once more on "
                    "a quiet computer.",
                ),
                {"workers": best.workers, "speedup": best.speedup},
            )
        )
    largest = found.points[-1].workers
    band = law.band([largest])
    if band.low[0] <= 0.0 or band.high[0] > WIDE * band.low[0]:
        return _none(
            Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "No recommendation: the measurements scatter too much. At "
                    "{workers} workers the law may be anywhere from {low:.3g} to "
                    "{high:.3g}; repeat them on a quiet computer.",
                ),
                {"workers": largest, "low": band.low[0], "high": band.high[0]},
            )
        )
    counts = np.arange(1, (up_to or largest) + 1)
    fastest = _choice(law, counts, lambda x, n: int(n[np.argmax(x)]))
    knee = _choice(law, counts, _knee)
    cheapest = _choice(law, counts, lambda x, n: int(n[np.argmax(x / n)]))
    return Recommendation(
        fastest=fastest,
        knee=knee,
        cheapest=cheapest,
        sentences=(_in_words(law, fastest, knee), *_limit_in_words(law)),
    )


def _knee(throughput: np.ndarray, n: np.ndarray) -> int:
    efficiency = throughput / n / throughput[0]
    return int(n[np.flatnonzero(efficiency >= KNEE)[-1]])


def _choice(law: Fit, counts: np.ndarray, pick) -> Choice:  # type: ignore[no-untyped-def]
    band = law.band(counts.tolist())
    answers = [
        pick(np.maximum(np.asarray(edge), 1e-300), counts)
        for edge in (band.low, band.value, band.high)
    ]
    return Choice(workers=answers[1], low=min(answers), high=max(answers))


def _none(sentence: Message) -> Recommendation:
    return Recommendation(fastest=None, knee=None, cheapest=None, sentences=(sentence,))


def _in_words(law: Fit, fastest: Choice, knee: Choice) -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Use up to {knee} workers ({low}–{high}): each is used to at least "
            "{share:.0f} % there, by {law}. Fastest is {fastest}.",
        ),
        {
            "knee": knee.workers,
            "low": knee.low,
            "high": knee.high,
            "share": 100 * KNEE,
            "law": TITLES[law.law],
            "fastest": fastest.workers,
        },
    )


def _limit_in_words(law: Fit) -> Sequence[Message]:
    if law.peak_workers is not None and law.peak is not None:
        return (
            Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "The law peaks at {workers:.0f} workers, {speedup:.3g} times one "
                    "worker; beyond that it gets slower.",
                ),
                {
                    "workers": law.peak_workers,
                    "speedup": law.peak / law.theta[-1].item(),
                },
            ),
        )
    if law.limit is not None:
        return (
            Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "However many workers there are, it will not be more than "
                    "{speedup:.3g} times as fast as one.",
                ),
                {"speedup": law.limit / law.theta[-1].item()},
            ),
        )
    return ()


TITLES = {
    "amdahl": Message(QT_TRANSLATE_NOOP("Message", "Amdahl's law")),
    "gustafson": Message(QT_TRANSLATE_NOOP("Message", "Gustafson's law")),
    "usl": Message(QT_TRANSLATE_NOOP("Message", "the Universal Scalability Law")),
}
