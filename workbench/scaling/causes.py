"""Why timings scatter: what differs between slow trials and the rest.

The *slow* trials of a worker count are those in the upper half of the range of its
times. Something is called a likely cause only on evidence:

- it *differs*: over all trials the slow ones had more of it by a margin that matters
  and that the counters can tell, and so has the slow one in at least four of five pairs
  of a slow and another trial of the same worker count; or
- it is *there throughout*: the mean over all trials is large, and at least four of five
  trials had half of that margin.

Everything else ends in "no cause was seen".
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.core.steadiness import Conditions

Trials = Mapping[int, Sequence[tuple[float, Conditions | None]]]
"""Per worker count what each trial took, and what else happened."""
MOST = 4 / 5
"""In how many pairs, or trials, a cause must show."""
TICK_S = 0.01
"""The unit in which systems count the work of their cores."""
CERTAIN = 3.0
"""Of how many standard errors a difference of such counts must be."""
SLOWER = 0.95
"""A clock below this share of the other trials' is slower."""
SHORTEST_S = 1e-3
"""Below it pyperf warns of a value that is too short."""
MIB = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Something that was seen, as a clause with its figures, and the remedy."""

    code: str
    words: Message
    cure: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    workers: int
    slow: bool
    around: Conditions


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sign:
    """Something whose amount can be compared: over ``per``, in the sentences' unit.

    ``differs`` and ``always`` are the margins beyond which it matters, between slow
    trials and the rest, and throughout.
    """

    code: str
    amount: Callable[[Conditions], float | None]
    per: Callable[[Conditions], float]
    differs: float
    always: float
    unit: float = 1.0
    counted_in_ticks: bool = False
    in_slow: str
    throughout: str
    cure: str


NO_CAUSE = Message(QT_TRANSLATE_NOOP("Message", "No cause was seen."))
UNKNOWN = Message(
    QT_TRANSLATE_NOOP("Message", "What else the computer did meanwhile is not known.")
)


def likely_causes(trials: Trials) -> list[Cause]:
    """What the trials of the counts that scatter show, the most telling first."""
    rows = list(_rows(trials))
    found = [_judged(sign, rows) for sign in _SIGNS]
    found += [_clock(rows), _short(trials)]
    return [cause for cause in found if cause is not None]


def _rows(trials: Trials) -> Iterator[_Row]:
    for workers, measured in trials.items():
        times = [seconds for seconds, _ in measured]
        if not times:
            continue
        middle = (min(times) + max(times)) / 2
        for seconds, around in measured:
            if around is not None:
                yield _Row(workers=workers, slow=seconds > middle, around=around)


def _judged(sign: _Sign, rows: Sequence[_Row]) -> Cause | None:
    known = [row for row in rows if sign.amount(row.around) is not None]
    slow = [row for row in known if row.slow]
    rest = [row for row in known if not row.slow]
    if not slow or not rest:
        return None
    at_slow, at_rest, overall = (_level(sign, some) for some in (slow, rest, known))
    values: dict[str, Value] = {
        "slow": at_slow,
        "rest": max(0.0, at_rest),
        "level": overall,
        "cores": known[0].around.cores,
    }
    margin = sign.differs
    if sign.counted_in_ticks:
        margin = max(
            margin, CERTAIN * math.hypot(_error(sign, slow), _error(sign, rest))
        )
    if at_slow - at_rest >= margin and _in_pairs(
        known, lambda slower, other: _level(sign, [slower]) > _level(sign, [other])
    ):
        return Cause(
            code=sign.code,
            words=Message(sign.in_slow, values),
            cure=Message(sign.cure),
        )
    if _throughout(sign, known, overall):
        return Cause(
            code=sign.code,
            words=Message(sign.throughout, values),
            cure=Message(sign.cure),
        )
    return None


def _throughout(sign: _Sign, known: Sequence[_Row], overall: float) -> bool:
    if overall < sign.always:
        return False
    shows = [_level(sign, [row]) >= sign.always / 2 for row in known]
    if fmean(shows) < MOST:
        return False
    if sign.code != "others":
        return True
    # Cores that nobody of ours needs are free for others.
    return max(row.workers for row in known) + overall > known[0].around.cores


def _level(sign: _Sign, rows: Sequence[_Row]) -> float:
    amount = math.fsum(sign.amount(row.around) or 0.0 for row in rows)
    return sign.unit * amount / math.fsum(sign.per(row.around) for row in rows)


def _error(sign: _Sign, rows: Sequence[_Row]) -> float:
    """Standard error of a level over ``rows``, from two readings in ticks for each."""
    ticks = TICK_S * math.sqrt(2 * len(rows) * rows[0].around.cores)
    return sign.unit * ticks / math.fsum(sign.per(row.around) for row in rows)


def _in_pairs(rows: Sequence[_Row], more: Callable[[_Row, _Row], bool]) -> bool:
    """Whether ``more`` holds in most pairs of a slow and another trial of a count."""
    pairs = [
        more(slow, other)
        for slow in rows
        for other in rows
        if slow.slow and not other.slow and slow.workers == other.workers
    ]
    return bool(pairs) and fmean(pairs) >= MOST


def _clock(rows: Sequence[_Row]) -> Cause | None:
    """A slower clock counts only where it differs: a steady one makes nothing vary."""
    known = [row for row in rows if row.around.ghz]
    slow = [row.around.ghz or 0.0 for row in known if row.slow]
    rest = [row.around.ghz or 0.0 for row in known if not row.slow]
    if not slow or not rest or fmean(slow) > SLOWER * fmean(rest):
        return None
    if not _in_pairs(known, lambda a, b: (a.around.ghz or 0) < (b.around.ghz or 0)):
        return None
    return Cause(
        code="clock",
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "the processor’s clock ran at {slow:.1f} GHz in the slow trials, at "
                "{rest:.1f} GHz in the others",
            ),
            {"slow": fmean(slow), "rest": fmean(rest)},
        ),
        cure=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Use mains power and the system’s performance mode, let the computer "
                "cool down, or add repeats.",
            )
        ),
    )


def _short(trials: Trials) -> Cause | None:
    times = [median(s for s, _ in rows) for rows in trials.values() if rows]
    if not times or max(times) >= SHORTEST_S:
        return None
    return Cause(
        code="short",
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message", "a trial takes only {ms:.2f} ms, so that any pause counts"
            ),
            {"ms": 1e3 * max(times)},
        ),
        cure=Message(
            QT_TRANSLATE_NOOP("Message", "Choose a larger problem, or add repeats.")
        ),
    )


def _core_seconds(around: Conditions) -> float:
    return around.seconds * around.cores


_SIGNS = (
    _Sign(
        code="swap",
        amount=lambda around: (
            None if around.swapped_bytes is None else around.swapped_bytes / MIB
        ),
        per=lambda around: 1.0,
        differs=8.0,
        always=8.0,
        in_slow=QT_TRANSLATE_NOOP(
            "Message",
            "memory was short: {slow:.0f} MiB were swapped per slow trial, {rest:.0f} "
            "MiB in the others",
        ),
        throughout=QT_TRANSLATE_NOOP(
            "Message", "memory was short: {level:.0f} MiB were swapped per trial"
        ),
        cure=QT_TRANSLATE_NOOP(
            "Message",
            "Close programs that need much memory, or use fewer workers or less data.",
        ),
    ),
    _Sign(
        code="limit",
        amount=lambda around: around.held_s,
        per=_core_seconds,
        unit=100.0,
        differs=2.0,
        always=5.0,
        in_slow=QT_TRANSLATE_NOOP(
            "Message",
            "the container’s CPU limit held the cores up for {slow:.0f} % of the slow "
            "trials, {rest:.0f} % of the others",
        ),
        throughout=QT_TRANSLATE_NOOP(
            "Message",
            "the container’s CPU limit held the cores up for {level:.0f} % of the time",
        ),
        cure=QT_TRANSLATE_NOOP(
            "Message", "Raise the container’s CPU limit, or use fewer workers."
        ),
    ),
    _Sign(
        code="steal",
        amount=lambda around: around.stolen_s,
        per=_core_seconds,
        unit=100.0,
        differs=2.0,
        always=5.0,
        counted_in_ticks=True,
        in_slow=QT_TRANSLATE_NOOP(
            "Message",
            "the host of this virtual machine took {slow:.0f} % of the time in the "
            "slow trials, {rest:.0f} % in the others (steal)",
        ),
        throughout=QT_TRANSLATE_NOOP(
            "Message",
            "the host of this virtual machine took {level:.0f} % of the time (steal)",
        ),
        cure=QT_TRANSLATE_NOOP(
            "Message",
            "Measure at another hour or on a computer of your own, or add repeats.",
        ),
    ),
    _Sign(
        code="heat",
        amount=lambda around: around.heat,
        per=lambda around: 1.0,
        differs=1.0,
        always=1.0,
        in_slow=QT_TRANSLATE_NOOP(
            "Message",
            "the processor slowed itself down because of heat, {slow:.1f} times per "
            "slow trial, {rest:.1f} times in the others",
        ),
        throughout=QT_TRANSLATE_NOOP(
            "Message",
            "the processor slowed itself down because of heat, {level:.1f} times per "
            "trial",
        ),
        cure=QT_TRANSLATE_NOOP(
            "Message", "Let the computer cool down and keep its air free."
        ),
    ),
    _Sign(
        code="others",
        amount=lambda around: around.others_s,
        per=lambda around: around.seconds,
        differs=0.1,
        always=0.25,
        counted_in_ticks=True,
        in_slow=QT_TRANSLATE_NOOP(
            "Message",
            "other programs used {slow:.2f} of {cores} cores in the slow trials, "
            "{rest:.2f} in the others",
        ),
        throughout=QT_TRANSLATE_NOOP(
            "Message", "other programs used {level:.2f} of {cores} cores throughout"
        ),
        cure=QT_TRANSLATE_NOOP("Message", "Close other programs or add repeats."),
    ),
)
