"""How each figure was computed: words, formula, the run's own inputs, and the source.

The texts are data, in one place. A dialog beside the verdict shows them with the
figures of the run on the screen.
"""

from __future__ import annotations

from collections.abc import Callable

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.state import RunState
from workbench.gui.i18n import bytes_text, percent, ratio, say, score, seconds
from workbench.gui.plots.parts import SHOWN
from workbench.gui.widgets.computed import Explanation
from workbench.gui.widgets.engine_explanation import ENGINES_COMPARED
from workbench.gui.widgets.scatter_lines import scatter_lines

Inputs = Callable[[RunState], list[str]]
_ROUNDING_S = 1e-7
"""Less than the clock can tell: what is left of adding floating-point numbers."""


def _weak(state: RunState) -> bool:
    return state.spec is not None and state.spec.weak


def _of_fixed_work(inputs: Inputs) -> Inputs:
    """The figures of a run whose problem stays the same; of another none."""
    return lambda state: [] if _weak(state) else inputs(state)


def _of_growing_work(inputs: Inputs) -> Inputs:
    """The figures of a run whose problem grows with the workers."""
    return lambda state: inputs(state) if _weak(state) else []


def _speedups(state: RunState) -> list[str]:
    points = state.estimate.scaling if state.estimate else ()
    lines = []
    for point in points:
        times = ", ".join(seconds(t) for t in point.seconds)
        text = f"T({point.workers}) = {times}"
        if _weak(state):
            text = f"W({point.workers}) = {point.work:.4g}, {text}"
        if point.ci95 and point is not points[0]:
            low, high = point.ci95
            speedup = f"S({point.workers}) = {ratio(point.speedup)}"
            text += f" → {speedup} ({low:.3f}–{high:.3f})"
        lines.append(text)
    return lines


def _efficiencies(state: RunState) -> list[str]:
    points = state.estimate.scaling if state.estimate else ()
    if not points:
        return []
    base = points[0].workers
    return [
        f"E({p.workers}) = {p.speedup:.3f} × {base} / {p.workers}"
        f" = {percent(p.efficiency)}"
        for p in points
    ]


def _law(state: RunState) -> list[str]:
    law = state.estimate.law if state.estimate else None
    if law is None:
        return []
    symbols = {"serial_fraction": "s" if _weak(state) else "f", **_SYMBOLS}
    figures = ", ".join(
        f"{symbols[name]} = {value:.4g} ({low:.4g}–{high:.4g})"
        for name, (value, low, high) in law.parameters.items()
        if name in symbols
    )
    return [*map(say, law.sentences), figures]


_SYMBOLS = {"alpha": "α", "beta": "β"}
"""Parameters of shape; the factor γ, in units of throughput, cancels in S."""


def _scores(state: RunState) -> list[str]:
    lines = []
    for key, model in (state.estimate.models if state.estimate else {}).items():
        title = state.model_titles.get(key)
        known = sum(s is not None for s in model.fold_scores)
        text = f"{say(title) if title else key}: J = {known}, x̄ = {score(model.mean)}"
        if model.ci95:
            text += f" ({score(model.ci95[0])}–{score(model.ci95[1])})"
        lines.append(text)
    return lines


def _anatomies(state: RunState) -> list[str]:
    lines = []
    for anatomy in state.estimate.anatomy if state.estimate else ():
        parts = " + ".join(
            f"{say(part.title)} {_signed(getattr(anatomy, f'{part.key}_s'))}"
            for part in SHOWN
        )
        lines.append(
            f"{anatomy.workers} × {seconds(anatomy.makespan_s)}"
            f" = {seconds(anatomy.worker_seconds)} = {parts}"
        )
    return lines + _workers(state) if lines else []


def _workers(state: RunState) -> list[str]:
    """What each worker said of itself: the threads that its libraries would use."""
    lines = []
    for facts in state.worker_facts:
        found = ", ".join(
            f"{name} {count}" for name, count in sorted(facts.threads.items())
        )
        template = _THREADS if found else _NO_THREADS
        text = say(
            Message(template, {"number": facts.worker + 1, "threads": found or ""})
        )
        if facts.peak_bytes is not None:
            text += f" · {bytes_text(facts.peak_bytes)}"
        lines.append(text)
    return lines


def _signed(value: float) -> str:
    """In brackets where it is negative, so that the sum can be read."""
    value = value if abs(value) > _ROUNDING_S else 0.0
    text = seconds(value)
    return f"({text})" if value < 0 else text


_THREADS = QT_TRANSLATE_NOOP("Message", "worker {number}: threads of {threads}")
_NO_THREADS = QT_TRANSLATE_NOOP(
    "Message", "worker {number}: no library that uses threads"
)


EXPLANATIONS: tuple[Explanation[RunState], ...] = (
    Explanation(
        key="speedup",
        title=Message(QT_TRANSLATE_NOOP("Message", "Speedup and its 95 % interval")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Every repeat times each worker count once, in a shuffled order. "
                "Timings of one repeat share the machine’s mood, so they are compared "
                "pair by pair: the speedup is the geometric mean of the ratios, and "
                "the interval is a t interval on their logarithms. Starting workers, "
                "placing data and the first use of each worker are left out.",
            )
        ),
        formula=(
            "rᵢ = ln(T₁ᵢ / Tₚᵢ), S = exp(r̄), 95 %: exp(r̄ ± t₀.₉₇₅,ₙ₋₁ · s(r) / √n)"
        ),
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Georges, Buytaert and Eeckhout: Statistically rigorous Java "
                "performance evaluation. OOPSLA 2007, section 3.",
            )
        ),
        inputs=_of_fixed_work(_speedups),
    ),
    Explanation(
        key="scaled_speedup",
        title=Message(
            QT_TRANSLATE_NOOP("Message", "Scaled speedup and its 95 % interval")
        ),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The problem grows with the workers (weak scaling), so times alone "
                "cannot be compared: the scaled speedup is the ratio of work per "
                "second. W is how many times the work of one worker’s problem was "
                "done. Every repeat times each worker count once, and repeats are "
                "compared pair by pair, as in strong scaling.",
            )
        ),
        formula=(
            "rᵢ = ln(W(p) · T₁ᵢ / Tₚᵢ), S = exp(r̄), "
            "95 %: exp(r̄ ± t₀.₉₇₅,ₙ₋₁ · s(r) / √n); as long: T(p) / T(1) = W(p) / S"
        ),
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Gustafson: Reevaluating Amdahl’s law. CACM 31(5), 1988; intervals: "
                "Georges, Buytaert and Eeckhout, OOPSLA 2007, section 3.",
            )
        ),
        inputs=_of_growing_work(_speedups),
    ),
    Explanation(
        key="efficiency",
        title=Message(QT_TRANSLATE_NOOP("Message", "Efficiency")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The share of the workers’ time that became speedup. 100 % means that "
                "nothing was lost; below 50 % more than half of the workers’ time was. "
                "Of a problem that grew p-fold it is T(1) / T(p).",
            )
        ),
        formula="E(p) = S(p) · p₀ / p",
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "p₀ is the smallest worker count that was measured, usually 1.",
            )
        ),
        inputs=_efficiencies,
    ),
    Explanation(
        key="scatter",
        title=Message(QT_TRANSLATE_NOOP("Message", "Outliers and unstable times")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "A time beyond Tukey’s fences is called an outlier, from five repeats "
                "on: it is counted and shown as a cross, and stays in the median, in "
                "the speedup and in its interval. Of steady times some lie there too: "
                "one or more in every third set of five. Times are called unstable by "
                "the rule of pyperf: their standard deviation is at least 10 % of the "
                "mean, or one of them lies at least 50 % from it. A likely cause is "
                "named only where the slow trials had more of it than the others, or "
                "where it was there throughout. The lines below give what else the "
                "computer did, trial by trial.",
            )
        ),
        formula=(
            "q₁ − 1.5·(q₃ − q₁) … q₃ + 1.5·(q₃ − q₁); s / T̄ ≥ 0.1 or |T − T̄| / T̄ ≥ 0.5"
        ),
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Tukey: Exploratory Data Analysis. Addison-Wesley 1977, chapter 2 (q₁ "
                "and q₃ are his hinges). Hoaglin, Iglewicz and Tukey: Performance of "
                "some resistant rules for outlier labeling. JASA 81, 1986. pyperf’s "
                "command “check”.",
            )
        ),
        inputs=scatter_lines,
    ),
    Explanation(
        key="law",
        title=Message(QT_TRANSLATE_NOOP("Message", "The law in the speedup picture")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "From three worker counts and two repeats on, Amdahl's law and the "
                "Universal Scalability Law are fitted to all timings by least squares "
                "on their logarithms. The one with the smallest AICc is drawn: it "
                "predicts best for the parameters that it needs. The band is where "
                "the law itself may lie, in 95 % of such measurements. "
                "Intervals are t intervals, or of profile type where a parameter sits "
                "on its bound.",
            )
        ),
        formula=(
            "Amdahl: S = 1 / (f + (1 − f)/p); "
            "USL: S = p / (1 + α·(p − 1) + β·p·(p − 1))"
        ),
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Amdahl, AFIPS 1967; Gunther: Guerrilla Capacity Planning, Springer "
                "2007, chapter 4; bands: Bates and Watts 1988, section 2.3.",
            )
        ),
        inputs=_of_fixed_work(_law),
    ),
    Explanation(
        key="growing_law",
        title=Message(
            QT_TRANSLATE_NOOP("Message", "The law in the picture of scaled speedup")
        ),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "From three worker counts and two repeats on, Gustafson’s law and the "
                "Universal Scalability Law are fitted to the work per second of all "
                "timings, by least squares on its logarithm. Gustafson’s s is the "
                "share of the time that is serial, the same on any number of workers; "
                "the other law also covers a serial part that grows with the problem. "
                "The one with the smaller AICc is drawn with its 95 % band.",
            )
        ),
        formula=(
            "Gustafson: S = p − s·(p − 1); USL: S = p / (1 + α·(p − 1) + β·p·(p − 1))"
        ),
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Gustafson, CACM 31(5), 1988; Gunther: Guerrilla Capacity Planning, "
                "Springer 2007, chapter 4; bands: Bates and Watts 1988, section 2.3.",
            )
        ),
        inputs=_of_growing_work(_law),
    ),
    Explanation(
        key="score",
        title=Message(QT_TRANSLATE_NOOP("Message", "Mean score and its 95 % interval")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Splits share training rows, so their scores are not independent and "
                "the plain t interval is far too narrow. The correction adds the share "
                "of test to training rows to 1/J. Differences between two models are "
                "judged in the same way, split by split.",
            )
        ),
        formula="x̄ ± t₀.₉₇₅,ⱼ₋₁ · s(x) · √(1/J + n_test/n_train)",
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Nadeau and Bengio: Inference for the generalization error. Machine "
                "Learning 52, 2003.",
            )
        ),
        inputs=_scores,
    ),
    Explanation(
        key="anatomy",
        title=Message(QT_TRANSLATE_NOOP("Message", "Where the time went")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The time that a trial had is workers × wall time, in worker-seconds. "
                "Each part is measured by clock readings of its own, not as what is "
                "left over, so that “unexplained” shows how well they agree. Per "
                "worker count every part is the mean over its measured trials. The "
                "last lines are the threads that each worker’s libraries would use, "
                "as found after its warm-up, and its peak memory.",
            )
        ),
        formula="Σ parts = p · T(p)",
        terms=tuple((part.title, part.words) for part in SHOWN),
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "p is the number of workers, T(p) the wall time of a trial: decompose, "
                "execute and aggregate.",
            )
        ),
        inputs=_anatomies,
    ),
    ENGINES_COMPARED,
)
