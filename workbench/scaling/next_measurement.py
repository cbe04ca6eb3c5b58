"""Which worker count to measure next, so that the answer gets narrower most.

The answer is a :class:`Target`: the speedup at some worker count, the serial share, or
the worker count at which throughput peaks. Measuring n another r times adds
r g(n) g(n)ᵀ / s² to the information JᵀJ / s² about the law's parameters, where g(n) are
the derivatives of what is measured there; so the width that the target's interval will
have is known before anything is measured. Chosen is the count that makes it narrowest
for the time that there is. This is a c-optimal design, built up step by step; where two
laws are about as good and do not give the same answer, the count comes first at which
they contradict each other most (T-optimality).

The widths are expectations: the scatter s is taken as it is now, and the law as true.
Such a design measures where the law is told best, not where it could be found wrong.

Source: Atkinson, Donev and Tobias, "Optimum Experimental Designs, with SAS", Oxford
2007, sections 10.2 (c-optimality), 11.2 (sequential construction), 17.3 (nonlinear
models); Atkinson and Fedorov, "The design of experiments for discriminating between two
rival models", Biometrika 62(1), 1975.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import exp, log, sqrt
from typing import Literal

import msgspec
import numpy as np

from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.core.student import t_quantile
from workbench.scaling.analysis import Analysis, Point
from workbench.scaling.fitting import Fit
from workbench.scaling.laws import Array
from workbench.scaling.recommend import TITLES

FEWEST_COUNTS = 4
"""Worker counts to measure before any is repeated: a curve needs that many."""
CLOSE = 2.0
"""Laws whose AICc differ by less are about as good (Burnham and Anderson 2002, 2.6)."""
MOST_REPEATS = 20
"""Then it is time to look again: what is planned is only as good as today's law."""
RIVALS = ("amdahl", "usl")
_STEPS = 65
_MANY = 256


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be known better.

    ``workers`` belongs to ``speedup`` only. One worker stands for the largest count in
    question, since its own speedup is known: 1.
    """

    name: Literal["speedup", "serial", "peak"] = "speedup"
    workers: int = 1


class NextMeasurement(msgspec.Struct, frozen=True, kw_only=True):
    """What to measure next, and what may be expected of it.

    ``workers`` is ``None`` where nothing fits into the budget, or nothing would help.
    The widths are those of the target's 95 % interval, in speedups, shares or workers;
    ``None`` while there is no law yet. ``reason`` is ``"fill"`` (a law needs points),
    ``"laws"`` (two laws contradict each other), ``"narrow"``, or ``"none"``.
    """

    workers: int | None
    repeats: int
    seconds: float
    width_before: float | None
    width_after: float | None
    reason: Literal["fill", "laws", "narrow", "none"]
    sentences: tuple[Message, ...]


def possible_counts(found: Analysis, largest: int | None = None) -> list[int]:
    """Counts worth a thought, from 1 to ``largest`` (as measured, unless given).

    Those measured, unless they are very many, and others at about even ratios.
    """
    measured = [point.workers for point in found.points]
    largest = largest or max(measured)
    counts = set(np.geomspace(1, largest, _STEPS).round().astype(int).tolist())
    if len(measured) <= _MANY:
        counts.update(n for n in measured if n <= largest)
    return sorted(counts)


def expected_costs(
    found: Analysis, counts: Iterable[int], law: Fit | None = None
) -> dict[int, float]:
    """Seconds of one measurement on each of ``counts``.

    As measured where it was, else by the law (``found.best`` unless given), else as
    long as on the next smaller count measured. Where throughputs were given their time
    is not known: each costs 1, and a budget is a number of measurements.
    """
    if found.kind == "throughput":
        return dict.fromkeys(counts, 1.0)
    law = law or found.best
    measured = {point.workers: point.value for point in found.points}
    least = min(measured)
    costs = {}
    for n in counts:
        if n in measured:
            costs[n] = measured[n]
        elif law is not None:
            costs[n] = 1.0 / float(law.throughput([n])[0])
        elif n < least:
            costs[n] = measured[least] * least / n
        else:
            costs[n] = measured[max(m for m in measured if m < n)]
    return costs


def one_more_repeat(found: Analysis) -> float:
    """What measuring every count once more costs, in the units of the costs."""
    return sum(
        expected_costs(found, [point.workers for point in found.points]).values()
    )


def next_measurement(
    found: Analysis,
    costs: Mapping[int, float],
    budget: float,
    target: Target | None = None,
    law: Fit | None = None,
) -> NextMeasurement:
    """The count among those in ``costs`` to measure next, and how often.

    ``costs`` are seconds of one measurement, by the worker counts that are possible
    here; ``budget`` is in seconds too. The target is the speedup at the largest of
    them, and the law ``found.best``, unless given.
    """
    affordable = {n: cost for n, cost in sorted(costs.items()) if cost <= budget}
    if not affordable:
        return _nothing(_too_little(found, min(costs.values()), budget))
    law = law or found.best
    if law is None:
        return _fill(found, affordable, sorted(costs))
    if target is None or (target.name == "speedup" and target.workers == 1):
        target = Target(workers=max(costs))
    if target.name == "peak" and law.peak_workers is None:
        return _nothing(
            Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "By {law} there is no peak to find: ask for a speedup.",
                ),
                {"law": TITLES[law.law]},
            )
        )
    design = _Design(found, law, target)
    repeats = {n: _repeats(budget, cost) for n, cost in affordable.items()}
    rival = _rival(found, law, target)
    if rival is not None:
        chosen = max(repeats, key=lambda n: _contradiction(law, rival, n, repeats[n]))
    else:
        chosen = min(repeats, key=lambda n: design.width(n, repeats[n]))
    return _advice(found, design, chosen, repeats[chosen], costs[chosen], rival)


def _repeats(budget: float, cost: float) -> int:
    # A whole number of measurements is not lost to the rounding of a quotient.
    return max(1, min(MOST_REPEATS, int(budget / cost + 1e-9)))


class _Design:
    """What is known of the target, and what would be with further measurements."""

    def __init__(self, found: Analysis, law: Fit, target: Target) -> None:
        self.law, self.target = law, target
        counts = [point.workers for point in found.points]
        repeats = np.array([point.repeats for point in found.points], dtype=float)
        gradient = law.sensitivity(counts)
        # γ may be a million times β, which the inverse would not survive.
        self._scale = np.maximum(np.linalg.norm(gradient, axis=0), 1e-300)
        scaled = gradient / self._scale
        self._information = (scaled.T * repeats) @ scaled
        self._gradient = _target_gradient(law, target) / self._scale

    def width(self, workers: int | None = None, repeats: int = 0) -> float:
        """Of the 95 % interval, after ``repeats`` more on ``workers``."""
        information = self._information
        if workers is not None:
            added = self.law.sensitivity([workers])[0] / self._scale
            information = information + repeats * np.outer(added, added)
        spread = self._gradient @ np.linalg.pinv(information) @ self._gradient
        half = t_quantile(0.95, self.law.df + repeats) * self.law.residual_sd
        half *= sqrt(max(float(spread), 0.0))
        if self.target.name != "speedup":
            return 2.0 * half
        speedup = _speedup(self.law, self.target.workers)
        return speedup * (exp(min(half, 700.0)) - exp(-half))


def _target_gradient(law: Fit, target: Target) -> Array:
    """Derivatives of the target by the parameters; of ln S for a speedup."""
    if target.name == "speedup":
        there, base = law.sensitivity([target.workers, 1.0], "relative")
        return np.asarray(there - base)
    gradient = np.zeros(len(law.parameters))
    if target.name == "serial":
        gradient[0] = 1.0
    else:  # n* = √((1 − α) / β)
        assert law.peak_workers is not None
        alpha, beta = law.theta[:2]
        gradient[0] = -0.5 * law.peak_workers / (1.0 - alpha)
        gradient[1] = -0.5 * law.peak_workers / beta
    return gradient


def _speedup(law: Fit, workers: float) -> float:
    there, base = law.throughput([workers, 1.0])
    return float(there / base)


def _rival(found: Analysis, law: Fit, target: Target) -> Fit | None:
    """Another law about as good that gives another answer, if there is one.

    Between a law that can fall and one that cannot, throughput that falls has decided.
    """
    if law.law not in RIVALS or target.name != "speedup" or law.aicc is None:
        return None
    if any(flag.name == "retrograde" for flag in found.flags):
        return None
    other = found.laws.get(next(name for name in RIVALS if name != law.law))
    if other is None or other.aicc is None or abs(other.aicc - law.aicc) >= CLOSE:
        return None
    _, [low], [high] = law.speedup_band([target.workers], 1)
    return None if low <= _speedup(other, target.workers) <= high else other


def _contradiction(law: Fit, rival: Fit, workers: int, repeats: int) -> float:
    """How many standard errors lie between what two laws predict, squared."""
    of_two = [each.band([workers]) for each in (law, rival)]
    logs = [log(band.value[0]) for band in of_two]
    variance = sum(
        (log(max(b.high[0], 1e-300) / b.value[0]) / t_quantile(0.95, each.df)) ** 2
        for b, each in zip(of_two, (law, rival), strict=True)
    )
    scatter = law.residual_sd
    if law.scatter == "absolute":
        scatter /= of_two[0].value[0]
    return float((logs[0] - logs[1]) ** 2 / (variance + scatter**2 / repeats))


def _fill(
    found: Analysis, affordable: Mapping[int, float], counts: list[int]
) -> NextMeasurement:
    """The count that a law needs most: 1, 2, the largest, the widest gap's middle.

    Once enough counts are there, the one with the fewest repeats.
    """
    measured = {point.workers: point for point in found.points}
    open_counts = [n for n in affordable if n not in measured]
    if open_counts and len(measured) < FEWEST_COUNTS:
        wanted = [n for n in (counts[0], 2, counts[-1]) if n in open_counts]
        chosen = wanted[0] if wanted else _middle(open_counts, measured)
        text = QT_TRANSLATE_NOOP(
            "Message",
            "No law can be chosen yet: worker count {workers} was not measured, and "
            "the law needs it most.",
        )
    else:
        again = [n for n in affordable if n in measured]
        chosen = (
            min(again, key=lambda n: (measured[n].repeats, n))
            if again
            else _middle(open_counts, measured)
        )
        text = QT_TRANSLATE_NOOP(
            "Message",
            "No law can be chosen yet: worker count {workers} has the fewest repeats, "
            "and scatter is only known from repeats.",
        )
    seconds = affordable[chosen]
    return NextMeasurement(
        workers=chosen,
        repeats=1,
        seconds=seconds,
        width_before=None,
        width_after=None,
        reason="fill",
        sentences=(
            _order(found, chosen, 1, seconds),
            Message(text, {"workers": chosen}),
        ),
    )


def _middle(open_counts: list[int], measured: Mapping[int, Point]) -> int:
    """The count farthest from those measured, as a ratio."""
    return max(
        open_counts, key=lambda n: min(abs(log(n / other)) for other in measured)
    )


def _advice(
    found: Analysis,
    design: _Design,
    workers: int,
    repeats: int,
    cost: float,
    rival: Fit | None,
) -> NextMeasurement:
    before, after = design.width(), design.width(workers, repeats)
    values: dict[str, Value] = {"before": before, "after": after}
    sentences = [_order(found, workers, repeats, repeats * cost)]
    if rival is not None:
        sentences.append(_contradicting(design.law, rival, design.target, workers))
        text = QT_TRANSLATE_NOOP(
            "Message",
            "The interval, now {before:.3g} wide, should then be about {after:.3g}.",
        )
    elif design.target.name == "speedup":
        values["at"] = design.target.workers
        text = QT_TRANSLATE_NOOP(
            "Message",
            "That narrows the speedup on {at} workers most: its 95 % interval, now "
            "{before:.3g} wide, should then be about {after:.3g}.",
        )
    elif design.target.name == "serial":
        text = QT_TRANSLATE_NOOP(
            "Message",
            "That narrows the serial share most: its 95 % interval, now {before:.3g} "
            "wide, should then be about {after:.3g}.",
        )
    else:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "That narrows the worker count of the peak most: its 95 % interval, now "
            "{before:.3g} workers wide, should then be about {after:.3g}.",
        )
    return NextMeasurement(
        workers=workers,
        repeats=repeats,
        seconds=repeats * cost,
        width_before=before,
        width_after=after,
        reason="narrow" if rival is None else "laws",
        sentences=(*sentences, Message(text, values)),
    )


def _order(found: Analysis, workers: int, repeats: int, seconds: float) -> Message:
    """What to do, in one sentence."""
    values: dict[str, Value] = {"workers": workers, "repeats": repeats}
    if found.kind == "throughput":
        return Message(
            QT_TRANSLATE_NOOP(
                "Message", "Measure next: {repeats} × {workers} workers."
            ),
            values,
        )
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Measure next: {repeats} × {workers} workers, about {seconds:.3g} s.",
        ),
        {**values, "seconds": seconds},
    )


def _contradicting(law: Fit, rival: Fit, target: Target, workers: int) -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Both {law} and {rival} fit, but they give {one:.3g}× and {other:.3g}× on "
            "{at} workers; worker count {workers} tells them apart best.",
        ),
        {
            "law": TITLES[law.law],
            "rival": TITLES[rival.law],
            "one": _speedup(law, target.workers),
            "other": _speedup(rival, target.workers),
            "at": target.workers,
            "workers": workers,
        },
    )


def _too_little(found: Analysis, least: float, budget: float) -> Message:
    if found.kind == "throughput":
        return Message(
            QT_TRANSLATE_NOOP("Message", "The budget is less than one measurement.")
        )
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Nothing can be measured within {budget:.3g} s: one measurement takes at "
            "least {seconds:.3g} s.",
        ),
        {"seconds": least, "budget": budget},
    )


def _nothing(sentence: Message) -> NextMeasurement:
    return NextMeasurement(
        workers=None,
        repeats=0,
        seconds=0.0,
        width_before=None,
        width_after=None,
        reason="none",
        sentences=(sentence,),
    )
