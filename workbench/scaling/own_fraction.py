"""The serial fraction of the work itself, apart from that of running it.

Amdahl's law fitted to timings tells the fraction of the *run*. Handing tasks out and
waiting for the last one shrink with more workers no more than a serial part does, so
they are counted as one; but they belong to the run and its engine, and a longer job has
less of them. The anatomy measures them. Fitted once with and once without that time,
the law gives two fractions; the truth about the work lies between them, as nobody can
say which part of the waiting was the work's own (uneven tasks) and which the engine's.
The interval covers both fits': a systematic error, added to the statistical one.

Source of the distinction: JCGM 100:2008 ("GUM"), 3.3.4 and 4.3, uncertainty of type B.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.scaling.fitting import Estimate, TooFewPoints, fit
from workbench.scaling.laws import AMDAHL

WORTH_SAYING = 5e-4
"""A difference below this share of the work is not put in words."""


def own_serial_fraction(
    seconds: Mapping[int, Sequence[float]], lost: Mapping[int, Sequence[float]]
) -> Estimate | None:
    """Amdahl's fraction of the work itself, with an interval over both fits.

    ``seconds`` and ``lost`` map a worker count to the timings of its repeats, and to
    the :func:`~workbench.scaling.anatomy.lost_seconds` of each. The value is that of
    the fit without the lost time. ``None`` where they do not match, or are too few.
    """
    whole, without = [], []
    for workers, timings in seconds.items():
        parts = lost.get(workers, ())
        if len(parts) != len(timings):
            return None
        whole += [(float(workers), took) for took in timings]
        without += [
            (float(workers), took - part)
            for took, part in zip(timings, parts, strict=True)
        ]
    if any(took <= 0.0 for _, took in without):
        return None
    try:
        run, work = _fraction(whole), _fraction(without)
    except TooFewPoints:
        return None
    return Estimate(
        value=work.value,
        se=work.se,
        ci95=(min(work.ci95[0], run.ci95[0]), max(work.ci95[1], run.ci95[1])),
        at_bound=work.at_bound,
    )


def in_words(own: Estimate, of_the_run: float) -> Message | None:
    """The sentence beside the law's own; ``None`` where there is nothing to add."""
    if of_the_run - own.value < WORTH_SAYING:
        return None
    low, high = (min(1.0, max(0.0, bound)) for bound in own.ci95)
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Part of that is handing out tasks and waiting for the last one: of the "
            "work itself {share:.1f} % are serial ({low:.1f}–{high:.1f} %).",
        ),
        {"share": 100 * own.value, "low": 100 * low, "high": 100 * high},
    )


def _fraction(rows: Sequence[tuple[float, float]]) -> Estimate:
    workers, throughputs = [n for n, _ in rows], [1.0 / took for _, took in rows]
    return fit(AMDAHL, workers, throughputs, "relative").parameters["serial_fraction"]
