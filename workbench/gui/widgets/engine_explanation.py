"""How the figures of a comparison of engines were computed."""

from __future__ import annotations

from workbench.core.comparison import EngineRow, Figure
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.state import RunState
from workbench.gui.i18n import percent, ratio, say, seconds
from workbench.gui.widgets.computed import Explanation
from workbench.scaling.comparison_words import length_text


def _lines(state: RunState) -> list[str]:
    found = state.comparison.found if state.comparison else None
    if found is None:
        return []
    lines = [_line(row) for row in found.rows]
    if found.peak is not None and found.threshold is not None:
        lines.append(
            f"E_max = {percent(found.peak)}, 0.9 · E_max = {percent(found.threshold)}"
        )
    return lines


def _line(row: EngineRow) -> str:
    parts = []
    if row.overhead_s is not None:
        parts.append(f"T₀/n = {_seconds(row.overhead_s)}")
    if row.speedup is not None:
        parts.append(f"S = {ratio(row.speedup.value)}")
    parts += [
        f"E({length_text(point.length_s)}) = {percent(point.efficiency.value)}"
        for point in row.curve
    ]
    return f"{say(row.title)} (p = {row.workers}): {', '.join(parts)}"


def _seconds(figure: Figure) -> str:
    text = seconds(figure.value)
    if figure.ci95 is None:
        return text
    low, high = map(seconds, figure.ci95)
    return f"{text} ({low}–{high})"


ENGINES_COMPARED: Explanation[RunState] = Explanation(
    key="engines",
    title=Message(QT_TRANSLATE_NOOP("Message", "Which engine for which task length")),
    words=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "All engines are started anew and take turns in every repeat. Tasks do a "
            "fixed amount of work; d is what one takes in a plain loop, measured "
            "beside each round. The efficiency is relative to the workers that were "
            "asked for, so the serial engine reaches 1/p. A task is worth its overhead "
            "from the length on at which the curve, made monotone, reaches 90 % of the "
            "best efficiency of all (the minimum effective task granularity). One "
            "engine is better than another where the 95 % interval of their ratio, "
            "repeat by repeat, lies above 1.05; else the simpler one is named. "
            "Overhead is the time of tasks that do nothing, each in a message of its "
            "own, by their number.",
        )
    ),
    formula="E = n · d / (p · T); S = T_serial / T",
    source=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Slaughter et al.: Task Bench: a parameterized benchmark for evaluating "
            "parallel runtime performance. SC 2020. Monotone regression: Ayer et al., "
            "Ann. Math. Statist. 26, 1955.",
        )
    ),
    inputs=_lines,
)
