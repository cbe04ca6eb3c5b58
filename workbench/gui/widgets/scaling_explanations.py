"""How the figures of a study were computed: formula, its own inputs, source."""

from __future__ import annotations

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.gui.i18n import say
from workbench.gui.widgets.computed import Explanation
from workbench.scaling.recommend import TITLES
from workbench.scaling.study import Study

_SYMBOLS = {"serial_fraction": "f", "alpha": "α", "beta": "β", "gamma": "γ"}


def symbol(law: str, parameter: str) -> str:
    """How formulas write a parameter: Gustafson's fraction is another than Amdahl's."""
    if (law, parameter) == ("gustafson", "serial_fraction"):
        return "s"
    return _SYMBOLS.get(parameter, parameter)


def _points(known: Study) -> list[str]:
    unit = " s" if known.kind == "seconds" else ""
    lines = []
    for point in known.analysis.points:
        text = f"p = {point.workers}: {point.value:.5g}{unit} (n = {point.repeats})"
        text += f" → S = {point.speedup:.4g}, E = {100 * point.efficiency:.1f} %"
        if point.karp_flatt is not None:
            text += f", e = {point.karp_flatt:.4g}"
        lines.append(text)
    return lines


def _laws(known: Study) -> list[str]:
    lines = []
    for name, fit in known.analysis.laws.items():
        figures = ", ".join(
            f"{symbol(name, parameter)} = {found.value:.4g} "
            f"({found.ci95[0]:.4g}–{found.ci95[1]:.4g})"
            for parameter, found in fit.parameters.items()
        )
        aicc = "" if fit.aicc is None else f", AICc = {fit.aicc:.2f}"
        spread = f"s = {fit.residual_sd:.3g}, df = {fit.df}"
        lines.append(f"{say(TITLES[name])}: {figures}; {spread}{aicc}")
    return lines


def _advice(known: Study) -> list[str]:
    return [say(sentence) for sentence in known.advice.sentences]


def _tasks(known: Study) -> list[str]:
    if known.tasks is None:
        return []
    durations = known.tasks.durations
    work = f"n = {len(durations)}, Σ = {sum(durations):.4g} s"
    longest = f"max = {max(durations):.4g} s"
    return [f"{work}, {longest}, T_serial = {known.tasks.serial_s:.4g} s"]


EXPLANATIONS: tuple[Explanation[Study], ...] = (
    Explanation(
        key="points",
        title=Message(
            QT_TRANSLATE_NOOP("Message", "Speedup, efficiency, serial fraction")
        ),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Relative to the smallest worker count: for a run the geometric mean "
                "of the ratios within each repeat, for a file the ratio of medians. "
                "The serial fraction that a speedup amounts to (Karp and Flatt) tells "
                "the cause: where it stays the same, part of the work is serial; where "
                "it grows, more workers bring more overhead.",
            )
        ),
        formula="S(p) = T(p₀) / T(p), E = S · p₀ / p, e = (1/S − 1/p) / (1 − 1/p)",
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Karp and Flatt: Measuring parallel processor performance. CACM "
                "33(5), 1990.",
            )
        ),
        inputs=_points,
    ),
    Explanation(
        key="laws",
        title=Message(QT_TRANSLATE_NOOP("Message", "Laws and their intervals")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Each law is fitted by least squares to every single row, times on a "
                "logarithmic scale. Intervals are t intervals with rows minus "
                "parameters degrees of freedom, of profile type where a parameter "
                "sits on its bound. The law with the smallest AICc is taken. Beyond "
                "the largest count measured, its band says how far the points allow "
                "it to go; that the same law holds there is an assumption.",
            )
        ),
        formula=(
            "Amdahl: S = 1 / (f + (1 − f)/p); Gustafson: S = p − s·(p − 1); "
            "USL: X = γ·p / (1 + α·(p − 1) + β·p·(p − 1))"
        ),
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Amdahl, AFIPS 1967; Gustafson, CACM 31(5), 1988; Gunther: Guerrilla "
                "Capacity Planning, Springer 2007, chapter 4; intervals and bands: "
                "Bates and Watts, Nonlinear Regression Analysis, Wiley 1988; AICc: "
                "Hurvich and Tsai, Biometrika 76(2), 1989.",
            )
        ),
        inputs=_laws,
    ),
    Explanation(
        key="advice",
        title=Message(QT_TRANSLATE_NOOP("Message", "The recommendation")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Fastest is the count with the largest throughput by the law; worth "
                "it are workers down to 80 % efficiency. The range in brackets is "
                "what the lower and the upper edge of the law's band would say.",
            )
        ),
        formula="E(p) ≥ 0.8",
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The limit of 80 % is a convention; only counts up to the largest one "
                "measured are recommended.",
            )
        ),
        inputs=_advice,
    ),
    Explanation(
        key="simulation",
        title=Message(QT_TRANSLATE_NOOP("Message", "The simulated machine")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The tasks last as long as they were measured on the fewest workers. "
                "One program hands them out in order to whoever is free first; data "
                "cross one link, and some workers are slower. Nothing of it is "
                "measured.",
            )
        ),
        formula="T(p) = T_serial + max over workers Σ (way + task · slowness)",
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "List scheduling: Graham, SIAM Journal on Applied Mathematics 17(2), "
                "1969.",
            )
        ),
        inputs=_tasks,
    ),
)
