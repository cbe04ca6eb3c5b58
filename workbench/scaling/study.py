"""Timings from anywhere, a run or a file, made ready to be asked about.

A :class:`Study` holds what was measured and all that follows from it alone. An
:class:`Outlook` adds what was *not* measured: the law beyond the points, a law that
somebody assumes, and a simulated machine; the three never look alike on screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec
import numpy as np

from workbench.core.state import RunState, Timeline
from workbench.scaling.analysis import Analysis, Kind, Point, analyse
from workbench.scaling.curve import FIXED_WORK, GROWING_WORK
from workbench.scaling.fitting import Fit
from workbench.scaling.intervals import Interval, paired_speedup
from workbench.scaling.laws import LAWS, karp_flatt
from workbench.scaling.recommend import Recommendation, recommend
from workbench.scaling.simulation import SimulatedMachine, simulate
from workbench.scaling.what_if import Assumed

MOST_SIMULATED = 2_000_000
"""So many simulated tasks, over all worker counts together, take a second or two."""
_STEPS = 65


class Tasks(msgspec.Struct, frozen=True, kw_only=True):
    """One trial's tasks, for a machine that nobody has to run them again."""

    durations: tuple[float, ...]
    """In seconds, in the order in which they were handed out."""
    serial_s: float
    """What only the program did: decompose and aggregate."""


class Study(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured, and what it says."""

    rows: tuple[tuple[int, float], ...]
    """Worker count and seconds, or throughput; a row for every repeat."""
    analysis: Analysis
    advice: Recommendation
    intervals: dict[int, tuple[float, float]] = {}
    """Of the speedups, 95 %, by worker count; where repeats are paired."""
    singles: tuple[tuple[int, float], ...] = ()
    """Worker count and speedup of every single repeat, where there are several; the
    baseline's are left out."""
    cores: int | None = None
    """Of the computer that measured, where that is known."""
    tasks: Tasks | None = None
    work: dict[int, float] = {}
    """How many times the baseline's work each measured count did, in a run."""
    weak: bool = False
    """Whether the problem grew with the workers: seconds are then those of one unit of
    work, which is what the baseline had, and speedups are scaled ones."""

    @property
    def kind(self) -> Kind:
        """What the rows hold."""
        return self.analysis.kind

    @property
    def baseline(self) -> int:
        """The smallest worker count, to which speedups are relative."""
        return self.analysis.points[0].workers

    @property
    def largest(self) -> int:
        """The largest worker count measured."""
        return self.analysis.points[-1].workers


def study(
    rows: Sequence[tuple[int, float]],
    kind: Kind = "seconds",
    *,
    among: Sequence[str] = tuple(LAWS),
    cores: int | None = None,
) -> Study:
    """All that follows from ``rows``.

    ``among`` are the laws that may be called the best: those of a fixed amount of work,
    or of one that grows with the workers.
    """
    found = _restricted(analyse(rows, kind), among)
    first = found.points[0]
    repeats = {point.workers: point.repeats for point in found.points}
    return Study(
        rows=tuple(rows),
        analysis=found,
        advice=recommend(found),
        singles=tuple(
            (n, first.value / v if kind == "seconds" else v / first.value)
            for n, v in rows
            if n != first.workers and repeats[n] > 1
        ),
        cores=cores,
    )


def _restricted(found: Analysis, among: Sequence[str]) -> Analysis:
    """The same with the best of these laws as the best."""
    if found.best_law is None or found.best_law in among:
        return found
    judged = {
        name: law.aicc
        for name, law in found.laws.items()
        if name in among and law.aicc is not None
    }
    best = min(judged, key=lambda name: judged[name], default=None)
    return msgspec.structs.replace(found, best_law=best)


def study_of(runs: Sequence[RunState]) -> Study | None:
    """The study of runs of one experiment, or ``None`` before two counts were measured.

    A later run adds worker counts or repeats. Every timing is compared with the
    baseline's timing in the same repeat of its own run, and the speedup is the
    geometric mean of these ratios, as everywhere in the program.
    """
    pairs: dict[int, list[tuple[float, float]]] = {}
    work: dict[int, float] = {}
    weak = False
    for run in runs:
        points = run.estimate.scaling if run.estimate is not None else ()
        for point in points:
            work[point.workers] = point.work
            pairs.setdefault(point.workers, []).extend(
                (base, took / point.work)
                for base, took in zip(points[0].seconds, point.seconds, strict=False)
            )
        weak = weak or (run.spec is not None and run.spec.weak)
    if len(pairs) < 2:
        return None
    found = study(
        [(n, took) for n in sorted(pairs) for _, took in pairs[n]],
        among=GROWING_WORK if weak else FIXED_WORK,
        cores=_cores(runs[0]),
    )
    paired = {}
    for n, each in pairs.items():
        ratio = paired_speedup([base for base, _ in each], [took for _, took in each])
        if ratio is not None:
            paired[n] = ratio
    points_found = tuple(_paired(p, paired, found) for p in found.analysis.points)
    return msgspec.structs.replace(
        found,
        analysis=msgspec.structs.replace(found.analysis, points=points_found),
        intervals={n: (ratio.low, ratio.high) for n, ratio in paired.items()},
        singles=tuple(
            (n, base / took)
            for n in sorted(pairs)
            for base, took in pairs[n]
            if n != found.baseline
        ),
        # A problem that grows has other tasks on every worker count.
        tasks=None if weak else _tasks(runs[0].timelines),
        work=work,
        weak=weak,
    )


def _paired(point: Point, paired: Mapping[int, Interval], known: Study) -> Point:
    """The point with the speedup of its paired repeats."""
    if point.workers not in paired:
        return point
    speedup = paired[point.workers].value
    return msgspec.structs.replace(
        point,
        speedup=speedup,
        efficiency=speedup * known.baseline / point.workers,
        karp_flatt=karp_flatt(speedup, point.workers),
    )


def _tasks(timelines: Mapping[int, Timeline]) -> Tasks | None:
    """Of the fewest workers: there, tasks disturb each other least."""
    for workers in sorted(timelines):
        timeline = timelines[workers]
        done = timeline.finished
        if done is None or done.failed_tasks or not timeline.tasks:
            continue
        ordered = sorted(timeline.tasks, key=lambda task: task.timing.started)
        return Tasks(
            durations=tuple(t.timing.ended - t.timing.started for t in ordered),
            serial_s=done.decompose_s + done.aggregate_s,
        )
    return None


class Curve(msgspec.Struct, frozen=True, kw_only=True):
    """A law over worker counts, as speedups; ``low`` and ``high`` bound its 95 % band.

    Both are empty where nothing was fitted.
    """

    workers: tuple[float, ...]
    speedup: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()

    def at(self, workers: float) -> float | None:
        """The speedup at one of its counts."""
        for n, value in zip(self.workers, self.speedup, strict=True):
            if n == workers:
                return value
        return None


class Simulation(NamedTuple):
    """A simulated machine's speedup against the same machine with the baseline."""

    workers: int
    speedup: float


class Outlook(msgspec.Struct, frozen=True, kw_only=True):
    """What is measured and, up to ``horizon`` workers, what is not."""

    study: Study
    horizon: int
    law: Curve | None = None
    law_name: str = ""
    assumed: Curve | None = None
    simulated: tuple[Simulation, ...] = ()


def outlook(
    known: Study,
    horizon: int,
    assumption: Assumed | None = None,
    simulated: Sequence[Simulation] = (),
) -> Outlook:
    """The best law of ``known`` with its band, and beside it what is assumed."""
    horizon = max(horizon, known.largest)
    law = known.analysis.best
    workers = _spread(known, horizon)
    return Outlook(
        study=known,
        horizon=horizon,
        law=_fitted(law, workers, known.baseline) if law is not None else None,
        law_name=law.law if law is not None else "",
        assumed=_assumed(assumption, workers, known.baseline)
        if assumption is not None
        else None,
        simulated=tuple(simulated),
    )


def live_outlook(state: RunState) -> Outlook | None:
    """What a run that goes on says by itself, without any further computing.

    A law fitted here would take time from the cores that are being measured; the run
    fits one between its trials.
    """
    estimate = state.estimate
    if estimate is None or len(estimate.scaling) < 2:
        return None
    points = estimate.scaling
    known = Study(
        rows=tuple((p.workers, took / p.work) for p in points for took in p.seconds),
        analysis=Analysis(
            kind="seconds",
            points=tuple(
                Point(
                    workers=p.workers,
                    value=p.median_s / p.work,
                    speedup=p.speedup,
                    efficiency=p.efficiency,
                    karp_flatt=karp_flatt(p.speedup, p.workers),
                    repeats=len(p.seconds),
                )
                for p in points
            ),
            laws={},
            best_law=None,
            flags=(),
        ),
        advice=Recommendation(fastest=None, knee=None, cheapest=None, sentences=()),
        intervals={p.workers: p.ci95 for p in points if p.ci95 is not None},
        cores=_cores(state),
        weak=state.spec is not None and state.spec.weak,
    )
    law, curve = estimate.law, None
    if law is not None:
        curve = Curve(
            workers=law.workers, speedup=law.speedup, low=law.low, high=law.high
        )
    return Outlook(
        study=known,
        horizon=known.largest,
        law=curve,
        law_name=law.name if law is not None else "",
    )


def _cores(run: RunState) -> int | None:
    """How many cores the run could use, where its environment tells."""
    cores = run.environment.get("cores")
    usable = cores.get("usable") if isinstance(cores, dict) else None
    return usable if isinstance(usable, int) and usable > 0 else None


def as_fitted(known: Study) -> Assumed:
    """The best law's own values, from which an assumption may start."""
    law = known.analysis.best
    found = law.parameters if law is not None else {}
    if law is not None and law.law == "gustafson" and not known.weak:
        found = {}  # its fraction is one of the time on p workers: another kind
    contention = found.get("alpha", found.get("serial_fraction"))
    coherence = found.get("beta")
    return by_hand(
        contention.value if contention is not None else 0.0,
        coherence.value if coherence is not None else 0.0,
        weak=known.weak,
    )


def by_hand(
    contention: float, coherence: float = 0.0, *, weak: bool = False
) -> Assumed:
    """USL with these parameters; without coherence the law that has one parameter.

    That is Amdahl's for a fixed amount of work, Gustafson's for one that grows.
    """
    if coherence > 0.0:
        return Assumed(law="usl", parameters=(contention, coherence))
    law = "gustafson" if weak else "amdahl"
    return Assumed(law=law, parameters=(contention,))


def doubling(largest: int) -> tuple[int, ...]:
    """1, 2, 4, … and ``largest`` itself."""
    powers = [2**k for k in range(max(1, largest).bit_length())]
    return tuple(sorted({*powers, largest}))


def simulated_speedups(
    tasks: Tasks,
    horizon: int,
    *,
    baseline: int = 1,
    task_bytes: float = 0.0,
    **machine: float,
) -> tuple[Simulation, ...]:
    """Run the measured tasks on simulated machines of 1, 2, 4, … ``horizon`` workers.

    ``machine`` are fields of :class:`SimulatedMachine`. Where there are too many tasks
    for every count (:data:`MOST_SIMULATED`), the first ones in order are taken: as
    many for each.
    """
    counts = doubling(horizon)
    share = max(1, MOST_SIMULATED // (len(counts) + 1))
    durations = tasks.durations[:share]
    serial = tasks.serial_s * len(durations) / len(tasks.durations)

    def makespan(workers: int) -> float:
        one = SimulatedMachine(workers=workers, **machine)  # type: ignore[arg-type]
        return simulate(
            durations, one, task_bytes=task_bytes, serial_s=serial
        ).makespan_s

    base = makespan(baseline)
    return tuple(Simulation(n, base / makespan(n)) for n in counts if n >= baseline)


def _spread(known: Study, horizon: int) -> list[float]:
    """Counts to draw at: evenly on a logarithmic scale, and all that are named."""
    start = known.baseline
    even = np.geomspace(start, horizon, _STEPS) if horizon > start else [start]
    named = [p.workers for p in known.analysis.points]
    # The ends as they are named: the powers come near them only.
    inner = [float(n) for n in even if start < n < horizon]
    return sorted({float(start), *inner, *map(float, named), float(horizon)})


def _fitted(law: Fit, workers: Sequence[float], baseline: int) -> Curve:
    speedup, low, high = law.speedup_band(workers, baseline)
    return Curve(
        workers=tuple(workers),
        speedup=tuple(speedup.tolist()),
        low=tuple(low.tolist()),
        high=tuple(high.tolist()),
    )


def _assumed(what: Assumed, workers: Sequence[float], baseline: int) -> Curve:
    values = what.speedup([*workers, baseline])
    speedup = values[:-1] / values[-1]
    return Curve(workers=tuple(workers), speedup=tuple(speedup.tolist()))
