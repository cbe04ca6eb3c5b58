"""What a law says of worker counts that nobody measured.

"What would 64 cores give?" is :func:`speedup_at`, "how many workers for 10×?" is
:func:`workers_for`. Both take a fitted law, whose bands give ranges, or an
:class:`Assumed` one with parameters set by hand, which has none. All speedups are
against one worker. A law is an extrapolation beyond what was measured, and every
sentence says so; more than :data:`FAR` times beyond, a warning says it again.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import msgspec
import numpy as np

from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.core.student import t_quantile
from workbench.scaling.fitting import Fit
from workbench.scaling.laws import LAWS, Array, usl_peak
from workbench.scaling.recommend import TITLES

FAR = 4
"""Beyond this many times the largest count measured, a law is far from its data."""
MOST_WORKERS = 10_000_000
"""No answer is sought beyond."""


class Assumed(msgspec.Struct, frozen=True, kw_only=True):
    """A law with parameters set by hand: shares between 0 and 1, in the law's order."""

    law: str
    parameters: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.parameters) != len(LAWS[self.law].parameters) - 1:
            raise ValueError(f"{self.law} has other parameters")
        if not all(0.0 <= value <= 1.0 for value in self.parameters):
            raise ValueError("a parameter lies between 0 and 1")

    def speedup(self, workers: Sequence[float]) -> Array:
        """S(n) for each of ``workers``."""
        theta = np.array([*self.parameters, 1.0])
        return LAWS[self.law].throughput(np.asarray(workers, dtype=float), theta)


class SpeedupThere(msgspec.Struct, frozen=True, kw_only=True):
    """What a law gives on ``workers``, with 95 % bands where it was fitted.

    ``band`` is where the law itself may lie; ``new`` where one further measurement on
    ``workers`` would be expected, against what the law says of one worker.
    """

    workers: int
    speedup: float
    band: tuple[float, float] | None
    new: tuple[float, float] | None
    sentences: tuple[Message, ...]


class WorkersFor(msgspec.Struct, frozen=True, kw_only=True):
    """The fewest workers that reach a speedup; ``None`` where the law never does.

    ``low`` and ``high`` are what the band's upper and lower edge give, again ``None``
    for never, and both ``None`` where the law was set by hand (``fitted`` is false).
    ``most`` is the largest speedup by the law, ``None`` where there is no end.
    """

    speedup: float
    workers: int | None
    low: int | None
    high: int | None
    most: float | None
    fitted: bool
    sentences: tuple[Message, ...]


def speedup_at(
    law: Fit | Assumed, workers: int, measured: int | None = None
) -> SpeedupThere:
    """What ``workers`` would give; ``measured`` is the largest count measured."""
    if workers < 1:
        raise ValueError("there must be a worker")
    values: dict[str, Value] = {"law": TITLES[law.law], "workers": workers}
    if isinstance(law, Assumed):
        [speedup] = law.speedup([workers]).tolist()
        text = QT_TRANSLATE_NOOP(
            "Message",
            "By {law} with parameters set by hand, not measured: {workers} workers are "
            "{speedup:.3g} times as fast as one.",
        )
        return SpeedupThere(
            workers=workers,
            speedup=speedup,
            band=None,
            new=None,
            sentences=(Message(text, {**values, "speedup": speedup}),),
        )
    band = tuple(float(edge[0]) for edge in law.speedup_band([workers], 1))
    speedup, low, high = band
    new = _new(law, workers, band)
    text = QT_TRANSLATE_NOOP(
        "Message",
        "By {law}, not measured: {workers} workers are {speedup:.3g} times as fast as "
        "one (95 % band {low:.3g}–{high:.3g}); a single measurement would be expected "
        "between {least:.3g} and {most:.3g}.",
    )
    said = {"speedup": speedup, "low": low, "high": high}
    ends = {"least": new[0], "most": new[1]}
    return SpeedupThere(
        workers=workers,
        speedup=speedup,
        band=(low, high),
        new=new,
        sentences=(
            Message(text, {**values, **said, **ends}),
            *_far(workers, measured),
        ),
    )


def workers_for(
    law: Fit | Assumed, speedup: float, measured: int | None = None
) -> WorkersFor:
    """The fewest workers that are ``speedup`` times as fast as one."""
    if not (math.isfinite(speedup) and speedup > 0.0):
        raise ValueError("a speedup is positive")
    by_hand = isinstance(law, Assumed)
    peak = _peak(law)
    found = [_fewest(edge, speedup, peak) for edge in _edges(law)]
    # A law's upper edge is reached first.
    workers, high, low = found if len(found) == 3 else (found[0], None, None)
    most = _most(law)
    values: dict[str, Value] = {"law": TITLES[law.law], "speedup": speedup}
    if workers is None:
        sentences = _never(values, speedup, most, by_hand=by_hand)
        if low is not None:
            sentences = (*sentences, _perhaps(low))
    else:
        values["workers"] = workers
        sentences = (
            _reached(values, low, high, by_hand=by_hand),
            *_far(workers, measured),
        )
    return WorkersFor(
        speedup=speedup,
        workers=workers,
        low=low,
        high=high,
        most=most,
        fitted=not by_hand,
        sentences=sentences,
    )


def _new(law: Fit, workers: int, band: Sequence[float]) -> tuple[float, float]:
    """Where a further measurement is expected, against one worker by the law."""
    speedup, low, high = band
    scatter = t_quantile(0.95, law.df) * law.residual_sd
    if law.scatter == "absolute":
        scatter /= float(law.throughput([workers])[0])
    below, above = math.log(speedup / low), math.log(high / speedup)
    return (
        speedup * math.exp(-math.hypot(below, scatter)),
        speedup * math.exp(math.hypot(above, scatter)),
    )


def _edges(law: Fit | Assumed) -> list[Callable[[Array], Array]]:
    """The law; and if it was fitted, the lower and the upper edge of its band."""
    if isinstance(law, Assumed):
        return [lambda n: law.speedup(n.tolist())]

    def edge(which: int) -> Callable[[Array], Array]:
        return lambda n: law.speedup_band(n.tolist(), 1)[which]

    return [edge(which) for which in range(3)]


def _fewest(
    speedup: Callable[[Array], Array], wanted: float, peak: Sequence[int]
) -> int | None:
    """The smallest whole n with S(n) ≥ wanted, however S goes on after that.

    A grid, which holds the law's peak, finds the step in which it happens, halving that
    the count.
    """
    least = wanted * (1.0 - 1e-12)  # 10 workers without any loss are 10×
    grid = np.unique([*np.geomspace(1.0, MOST_WORKERS, 2_000).round(), *peak])
    reached = np.flatnonzero(speedup(grid) >= least)
    if not len(reached):
        return None
    above = int(grid[reached[0]])
    below = int(grid[reached[0] - 1]) if reached[0] else 0
    while above - below > 1:
        middle = (above + below) // 2
        if speedup(np.array([float(middle)]))[0] >= least:
            above = middle
        else:
            below = middle
    return above


def _shape(law: Fit | Assumed) -> tuple[float, ...]:
    """The parameters without the factor."""
    if isinstance(law, Assumed):
        return law.parameters
    return tuple(law.theta[:-1].tolist())


def _peak(law: Fit | Assumed) -> tuple[int, ...]:
    """The whole counts on both sides of a peak, where there is one."""
    shape = _shape(law)
    if law.law != "usl" or shape[1] <= 0.0:
        return ()
    peak = min(usl_peak(*shape), MOST_WORKERS)
    return (math.floor(peak), math.ceil(peak))


def _most(law: Fit | Assumed) -> float | None:
    """The largest speedup: a limit, or a peak, which is taken at a whole count."""
    serial = _shape(law)[0]
    if law.law == "gustafson":
        return None if serial < 1.0 else 1.0
    if peak := _peak(law):
        return float(np.max(_edges(law)[0](np.array(peak, dtype=float))))
    return 1.0 / serial if serial > 0.0 else None


def _reached(
    values: dict[str, Value], low: int | None, high: int | None, *, by_hand: bool
) -> Message:
    if by_hand:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "By {law} with parameters set by hand, not measured: {workers} workers are "
            "needed to be {speedup:g} times as fast as one.",
        )
    elif high is None:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "By {law}, not measured: {workers} workers are needed to be {speedup:g} "
            "times as fast as one; by the band at least {low}, or no number is enough.",
        )
    else:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "By {law}, not measured: {workers} workers are needed to be {speedup:g} "
            "times as fast as one (by the band {low}–{high}).",
        )
    return Message(text, {**values, "low": low, "high": high})


def _never(
    values: dict[str, Value], speedup: float, most: float | None, *, by_hand: bool
) -> tuple[Message, ...]:
    if most is None or most > speedup:  # farther than anyone would count
        text = QT_TRANSLATE_NOOP(
            "Message",
            "By {law}, not measured: more than {counted} workers would be needed to be "
            "{speedup:g} times as fast as one.",
        )
        return (Message(text, {**values, "counted": MOST_WORKERS}),)
    text = (
        QT_TRANSLATE_NOOP(
            "Message",
            "By {law} with parameters set by hand, not measured: no number of workers "
            "is {speedup:g} times as fast as one; the limit is {most:.3g}×.",
        )
        if by_hand
        else QT_TRANSLATE_NOOP(
            "Message",
            "By {law}, not measured: no number of workers is {speedup:g} times as fast "
            "as one; the limit is {most:.3g}×.",
        )
    )
    return (Message(text, {**values, "most": most}),)


def _perhaps(low: int) -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "The upper edge of its band does reach it, from {low} workers on: the "
            "measurements do not exclude it.",
        ),
        {"low": low},
    )


def _far(workers: int, measured: int | None) -> tuple[Message, ...]:
    if measured is None or workers <= FAR * measured:
        return ()
    return (
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "That is far from what was measured: {workers} workers are "
                "{times:.3g} times the largest count, {measured}. The band holds only "
                "if the law goes on to hold, which nothing measured shows.",
            ),
            {
                "workers": workers,
                "times": workers / measured,
                "measured": measured,
            },
        ),
    )
