"""The law that fits a run's timings best, as the curve drawn over its points."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from workbench.core.events import ScalingLaw
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.scaling.analysis import Analysis, Flag, analyse
from workbench.scaling.fitting import Fit
from workbench.scaling.own_fraction import in_words, own_serial_fraction
from workbench.scaling.points import same_work

FEWEST_COUNTS = 3
"""Through two counts every law passes equally well."""
FIXED_WORK = ("amdahl", "usl")
GROWING_WORK = ("gustafson", "usl")
"""The Universal Scalability Law speaks of throughput: of work that grows as well. There
its contention is also a serial part that grows with the problem, which Gustafson's law
takes to be constant."""
SERIAL = "serial_fraction"
OWN = "serial_fraction_of_work"
"""Beside :data:`SERIAL`, which is that of the run."""
_STEPS = 41
_BEYOND = QT_TRANSLATE_NOOP(
    "Message",
    "There are measurements with more workers than the {cores} cores here: the lack of "
    "cores is then part of what the law calls contention.",
)


def law_curve(
    seconds: Mapping[int, Sequence[float]],
    baseline: int,
    cores: int | None = None,
    work: Callable[[int], float] | None = None,
    lost: Mapping[int, Sequence[float]] | None = None,
) -> ScalingLaw | None:
    """Fit the laws that apply, and draw the best by AICc over the range.

    ``seconds`` maps a worker count to its timings, one per repeat. Where the ``work``
    of a worker count grows with it (weak scaling), the laws are those of growing work,
    fitted to work per second; otherwise those of a fixed amount of work. ``None`` where
    there are fewer than :data:`FEWEST_COUNTS` worker counts, or no law can be chosen.
    Of counts above ``cores`` the words give warning. ``lost`` are the seconds of each
    timing that went into handing out tasks and waiting, where they were measured.
    """
    amount = work or same_work
    rows = [
        (workers, value / amount(workers))
        for workers, found in seconds.items()
        for value in found
    ]
    counts = sorted({workers for workers, _ in rows})
    if len(counts) < FEWEST_COUNTS or baseline not in counts:
        return None
    found = analyse(rows)
    law = _best(found, GROWING_WORK if work else FIXED_WORK)
    if law is None:
        return None
    between = np.linspace(counts[0], counts[-1], _STEPS).tolist()
    workers = sorted({*between, *map(float, counts)})
    speedup, low, high = law.speedup_band(workers, baseline)
    flags = [flag.message for flag in found.flags if not work or _concerns(flag, law)]
    if cores is not None and counts[-1] > cores:
        flags.insert(0, Message(_BEYOND, {"cores": cores}))
    parameters = dict(law.parameters)
    words = [law_in_words(law, grows=work is not None)]
    if law.law == "amdahl" and lost is not None:
        own = own_serial_fraction(seconds, lost)
        if own is not None:
            parameters[OWN] = own
            words += filter(None, [in_words(own, law.parameters[SERIAL].value)])
    return ScalingLaw(
        name=law.law,
        workers=tuple(workers),
        speedup=tuple(speedup.tolist()),
        low=tuple(low.tolist()),
        high=tuple(high.tolist()),
        parameters={
            name: (estimate.value, *estimate.ci95)
            for name, estimate in parameters.items()
        },
        sentences=(*words, *flags),
    )


def _best(found: Analysis, names: Sequence[str]) -> Fit | None:
    """The best of those ``names``; the others speak of another kind of work."""
    if found.best_law in names or found.best_law is None:
        return found.best
    judged = [found.laws[name] for name in names if name in found.laws]
    known = [law for law in judged if law.aicc is not None]
    return min(known, key=lambda law: law.aicc or 0.0, default=None)


def _concerns(flag: Flag, law: Fit) -> bool:
    """Whether a flag is about the measurements or this law, and no other."""
    return flag.message.values.get("law", law.law) == law.law


def law_in_words(law: Fit, *, grows: bool = False) -> Message:
    """What the law says, with intervals."""
    match law.law:
        case "amdahl":
            return _amdahl(law)
        case "gustafson":
            return _gustafson(law)
        case _:
            return _usl(law, grows=grows)


def _gustafson(law: Fit) -> Message:
    serial = law.parameters["serial_fraction"]
    low, high = (max(0.0, bound) for bound in serial.ci95)
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Gustafson's law fits best: {share:.1f} % of the time is serial "
            "({low:.1f}–{high:.1f} %) on any number of workers, so each further one "
            "adds {gain:.3g} to the scaled speedup ({least:.3g}–{most:.3g}).",
        ),
        {
            "share": 100 * serial.value,
            "low": 100 * low,
            "high": 100 * high,
            "gain": 1.0 - serial.value,
            "least": 1.0 - high,
            "most": 1.0 - low,
        },
    )


def _amdahl(law: Fit) -> Message:
    serial = law.parameters["serial_fraction"]
    low, high = (max(0.0, bound) for bound in serial.ci95)
    values = {"share": 100 * serial.value, "low": 100 * low, "high": 100 * high}
    if serial.value <= 0.0 or low <= 0.0:
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Amdahl's law fits best: {share:.1f} % of the work is serial "
                "({low:.1f}–{high:.1f} %); where the speedup ends cannot be told yet.",
            ),
            values,
        )
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Amdahl's law fits best: {share:.1f} % of the work is serial "
            "({low:.1f}–{high:.1f} %), so no number of workers makes it more than "
            "{limit:.3g} times as fast ({least:.3g}–{most:.3g}).",
        ),
        {
            **values,
            "limit": 1.0 / serial.value,
            "least": 1.0 / high,
            "most": 1.0 / low,
        },
    )


def _usl(law: Fit, *, grows: bool) -> Message:
    contention, coherence = law.parameters["alpha"], law.parameters["beta"]
    values = {
        "alpha": contention.value,
        "alpha_low": max(0.0, contention.ci95[0]),
        "alpha_high": contention.ci95[1],
        "beta": coherence.value,
        "beta_low": max(0.0, coherence.ci95[0]),
        "beta_high": coherence.ci95[1],
    }
    if law.peak_workers is None or not math.isfinite(law.peak_workers):
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The Universal Scalability Law fits best: contention {alpha:.3g} "
                "({alpha_low:.3g}–{alpha_high:.3g}), coherence {beta:.3g} "
                "({beta_low:.3g}–{beta_high:.3g}).",
            ),
            values,
        )
    text = (
        QT_TRANSLATE_NOOP(
            "Message",
            "The Universal Scalability Law fits best: contention {alpha:.3g} "
            "({alpha_low:.3g}–{alpha_high:.3g}), coherence {beta:.3g} "
            "({beta_low:.3g}–{beta_high:.3g}). By it, more than {peak:.0f} workers "
            "get less done per second.",
        )
        if grows
        else QT_TRANSLATE_NOOP(
            "Message",
            "The Universal Scalability Law fits best: contention {alpha:.3g} "
            "({alpha_low:.3g}–{alpha_high:.3g}), coherence {beta:.3g} "
            "({beta_low:.3g}–{beta_high:.3g}). By it, more than {peak:.0f} workers "
            "make it slower.",
        )
    )
    return Message(text, {**values, "peak": max(1.0, law.peak_workers)})
