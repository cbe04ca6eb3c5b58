"""All that a person may ask of a study, answered in one go.

Pure, and cheap enough to be asked again whenever a slider moves; the window asks in the
background all the same.
"""

from __future__ import annotations

import msgspec

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.scaling.next_measurement import (
    NextMeasurement,
    Target,
    expected_costs,
    next_measurement,
)
from workbench.scaling.study import (
    Outlook,
    Simulation,
    Study,
    doubling,
    outlook,
    simulated_speedups,
)
from workbench.scaling.what_if import Assumed, speedup_at, workers_for


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked; ``machine`` are the arguments of ``simulated_speedups``."""

    workers: int = 64
    """What would so many give?"""
    speedup: float = 10.0
    """How many workers are needed for it?"""
    assumed: Assumed | None = None
    machine: dict[str, float] | None = None
    budget_s: float = 30.0
    """How long the next measurement may take."""
    possible: tuple[int, ...] = ()
    """Worker counts that can be measured; empty where nothing can be measured here."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The picture and the sentences that belong to it."""

    outlook: Outlook
    at: tuple[Message, ...] = ()
    reach: tuple[Message, ...] = ()
    next: NextMeasurement | None = None


def answer(known: Study, asked: Question) -> Answer:
    """Everything about ``known`` that is ``asked``.

    A law that is assumed answers in the fitted one's place.
    """
    law = asked.assumed or known.analysis.best
    at: tuple[Message, ...] = ()
    reach: tuple[Message, ...] = ()
    if law is not None:
        at = speedup_at(law, asked.workers, known.largest).sentences
        reach = workers_for(law, asked.speedup, known.largest).sentences
    return Answer(
        outlook=outlook(known, asked.workers, asked.assumed, _simulated(known, asked)),
        at=at,
        reach=reach,
        next=_next(known, asked),
    )


def counts_here(known: Study, most: int | None) -> tuple[int, ...]:
    """What can be measured: what was, and powers of two up to twice the largest.

    None of them is above ``most``; ``None`` where there is no end.
    """
    wanted = {*doubling(2 * known.largest), *(p.workers for p in known.analysis.points)}
    return tuple(sorted(n for n in wanted if most is None or n <= most))


def bound_in_words(known: Study) -> tuple[Message, ...]:
    """What no number of workers can beat, from the tasks alone and without a law."""
    if known.tasks is None:
        return ()
    longest = max(known.tasks.durations)
    least = known.tasks.serial_s + longest
    work = known.tasks.serial_s + sum(known.tasks.durations)
    if least <= 0.0:
        return ()
    return (
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "By the tasks alone, without any law: no schedule is more than "
                "{bound:.3g} times as fast as one worker, since the serial part and "
                "the longest task take {least:.3g} s of {work:.3g} s.",
            ),
            {"bound": work / least, "least": least, "work": work},
        ),
    )


def _simulated(known: Study, asked: Question) -> tuple[Simulation, ...]:
    if asked.machine is None or known.tasks is None:
        return ()
    horizon = max(asked.workers, known.largest)
    return simulated_speedups(
        known.tasks, horizon, baseline=known.baseline, **asked.machine
    )


def _next(known: Study, asked: Question) -> NextMeasurement | None:
    counts = asked.possible or tuple(p.workers for p in known.analysis.points)
    costs = expected_costs(known.analysis, counts)
    if known.weak:  # on so many workers there is so much more to do
        costs = {
            n: cost * known.work.get(n, n / known.baseline) for n, cost in costs.items()
        }
    if asked.possible and known.kind == "seconds":
        # The baseline is measured side by side with whatever else is.
        base = costs.get(known.baseline, 0.0)
        costs = {
            n: c + (base if n != known.baseline else 0.0) for n, c in costs.items()
        }
    budget = asked.budget_s if asked.possible else max(costs.values())
    target = Target(workers=max(asked.workers, known.largest))
    return next_measurement(known.analysis, costs, budget, target)
