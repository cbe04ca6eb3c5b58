"""How far a run's times scatter and what happened meanwhile, in lines to be checked."""

from __future__ import annotations

from collections.abc import Callable

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.state import RunState
from workbench.core.steadiness import Conditions
from workbench.gui.i18n import percent, say, seconds


def scatter_lines(state: RunState) -> list[str]:
    """A line per worker count, and what else the computer did in its trials."""
    lines = []
    for one in state.estimate.scatter if state.estimate else ():
        if one.spread is None:
            continue
        text = f"T({one.workers}): s/T̄ = {percent(one.spread)}"
        if one.fences is not None:
            low, high = map(seconds, one.fences)
            count = len(one.outliers)
            said = Message(_FENCES, {"low": low, "high": high, "count": count})
            text += f" · {say(said)}"
        lines += [text, *_meanwhile(state, one.workers)]
    return lines


def _meanwhile(state: RunState, workers: int) -> list[str]:
    """What was seen beside each trial, in the order of the repeats."""
    seen = [
        trial.conditions
        for trial in state.trials
        if trial.trial.workers == workers
        and trial.trial.role == "measure"
        and trial.conditions is not None
    ]
    lines = []
    for template, figure in _SEEN:
        known = [figure(around) for around in seen]
        figures = [f"{max(0.0, value):.2f}" for value in known if value is not None]
        if any(float(text) for text in figures):
            lines.append(say(Message(template, {"figures": tuple(figures)})))
    return lines


def _cores(cpu_s: float | None, around: Conditions) -> float | None:
    return None if cpu_s is None else cpu_s / around.seconds


_FENCES = QT_TRANSLATE_NOOP(
    "Message", "fences {low} to {high}, timings beyond them: {count}"
)
_SEEN: tuple[tuple[str, Callable[[Conditions], float | None]], ...] = (
    (
        QT_TRANSLATE_NOOP("Message", "cores used by other programs: {figures}"),
        lambda around: _cores(around.others_s, around),
    ),
    (
        QT_TRANSLATE_NOOP("Message", "cores taken by the host: {figures}"),
        lambda around: _cores(around.stolen_s, around),
    ),
    (
        QT_TRANSLATE_NOOP("Message", "cores held up by the CPU limit: {figures}"),
        lambda around: _cores(around.held_s, around),
    ),
    (
        QT_TRANSLATE_NOOP("Message", "clock in GHz: {figures}"),
        lambda around: around.ghz,
    ),
    (
        QT_TRANSLATE_NOOP("Message", "times slowed by heat: {figures}"),
        lambda around: around.heat,
    ),
    (
        QT_TRANSLATE_NOOP("Message", "MiB swapped: {figures}"),
        lambda around: (
            None if around.swapped_bytes is None else around.swapped_bytes / 2**20
        ),
    ),
)
