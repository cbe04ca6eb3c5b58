"""Which engine for which task length, in words that the measurements support."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.core.comparison import Choice, EngineRow, EnginesFound
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value

_NEAR_ALL = 0.95
"""From this peak on the computer gives the workers what was asked for."""
_BUSY = 1.25
"""From so many times the calibrated length on other programs had a hand in it."""


def sentences(found: EnginesFound) -> tuple[Message, ...]:
    """The choice by task length first, then from when on tasks keep workers busy."""
    if not found.choices:
        return (_TOO_FEW,) if any(row.curve for row in found.rows) else ()
    said = list(_choices(found))
    if found.slowed is not None and found.slowed > _BUSY:
        said.append(Message(_WAS_BUSY, {"times": found.slowed}))
    if (from_when := _busy(found)) is not None:
        said.append(from_when)
    if found.peak is not None and found.peak < _NEAR_ALL:
        said.append(_peak(found))
    return tuple(said)


def length_text(seconds: float) -> str:
    """A task length with its unit, two digits: ``0.15 ms``, ``12 ms``, ``1.5 s``."""
    for factor, unit in ((1.0, "s"), (1e3, "ms"), (1e6, "µs")):
        value = float(f"{seconds * factor:.2g}")
        if value >= 0.1 or unit == "µs":
            return f"{value:g} {unit}"
    raise AssertionError("the last unit takes everything")


def _choices(found: EnginesFound) -> Iterator[Message]:
    titles = {row.engine: row.title for row in found.rows}
    last = len(found.choices) - 1
    for place, choice in enumerate(found.choices):
        values: dict[str, Value] = {
            "low": length_text(choice.low_s),
            "high": length_text(choice.high_s),
            "engine": titles[choice.engines[0]],
            "ties": _ties(choice, titles),
        }
        if last == 0 and len(choice.engines) == len(found.rows) > 1:
            text = QT_TRANSLATE_NOOP(
                "Message",
                "No engine is shown to be better than another, whatever the length of "
                "the tasks ({low} to {high}): the timings scatter too far, or there "
                "are too few repeats.",
            )
        elif last == 0:
            text = QT_TRANSLATE_NOOP(
                "Message",
                "Whatever their length, from {low} to {high}: take {engine}{ties}.",
            )
        elif place == 0:
            text = QT_TRANSLATE_NOOP(
                "Message", "Tasks shorter than {high}: take {engine}{ties}."
            )
        elif place == last:
            text = QT_TRANSLATE_NOOP(
                "Message", "Tasks longer than {low}: take {engine}{ties}."
            )
        else:
            text = QT_TRANSLATE_NOOP(
                "Message", "From {low} to {high}: take {engine}{ties}."
            )
        yield Message(text, values)


def _ties(choice: Choice, titles: dict[str, Message]) -> Message:
    others = choice.engines[1:]
    if not others:
        return Message("")
    return Message(
        QT_TRANSLATE_NOOP("Message", " (no worse within 95 % intervals: {others})"),
        {"others": tuple(titles[name] for name in others)},
    )


def _busy(found: EnginesFound) -> Message | None:
    """From which length on the workers are used, on the engine that gets there first.

    Only engines that have as many workers as were asked for.
    """
    within = [
        (row.shortest.seconds, row)
        for row in found.rows
        if row.workers == found.workers
        and row.shortest is not None
        and row.shortest.seconds is not None
    ]
    if not within or found.threshold is None or found.workers == 1:
        return None
    seconds, row = min(within, key=lambda pair: pair[0])
    values: dict[str, Value] = {
        "workers": found.workers,
        "share": 100 * found.threshold,
        "length": length_text(seconds),
        "interval": _interval(row),
        "engine": row.title,
    }
    if row.shortest is not None and row.shortest.at_most:
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "{engine} uses {workers} workers to {share:.0f} % with the shortest "
                "tasks already ({length}).",
            ),
            values,
        )
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "{engine} is the first to use {workers} workers to {share:.0f} %, with "
            "tasks of {length}{interval}.",
        ),
        values,
    )


def _interval(row: EngineRow) -> Message:
    shortest = row.shortest
    if shortest is None or shortest.low is None or shortest.high is None:
        return Message("")
    return Message(
        QT_TRANSLATE_NOOP("Message", " ({low} to {high})"),
        {"low": length_text(shortest.low), "high": length_text(shortest.high)},
    )


def _peak(found: EnginesFound) -> Message:
    assert found.peak is not None
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "No engine used {workers} workers to more than {peak:.0f} % here, whatever "
            "the length: that is what this computer gives.",
        ),
        {"workers": found.workers, "peak": 100 * found.peak},
    )


_TOO_FEW = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "Too few repeats to choose an engine: everything must be timed at least twice.",
    )
)
_WAS_BUSY = QT_TRANSLATE_NOOP(
    "Message",
    "The computer was busy with other things: tasks took {times:.1f}× as long as they "
    "need. Measure again when it is quiet.",
)
