"""What it costs to bring 100 MB to 2 workers, in seconds and in memory.

An array of 100 MB is used by 8 tasks, each of which sums its eighth. Ours: the array is
placed by the engine, the tasks are mapped, the array is released. joblib: the array is
an argument of the tasks, which ``Parallel(n_jobs=2)`` with its default ``max_nbytes``
writes into a file once and has its workers map. Every repeat of a side gets an array
that nobody has seen before; filling it is not timed, placing it, using it and clearing
up are. Ours is also given without the clearing up. Workers on both sides are warm: they
have imported NumPy and done the same with a small array, and then, before the timed
repeats, with a large one. An engine that keeps memory for the next array gains by that,
so “first” is ours with fresh workers in each repeat that only had the small one.

Memory is the proportional set size (PSS) that Linux tells of this program and of all
its descendants: what several processes share counts once, however many there are. Ours
is read before the first array is placed (it exists already, in this program's own
memory), then for each of several arrays after all tasks have used it, while it is still
placed. The growth beyond the one shared copy, divided by the workers, is the figure, so
memory that an engine keeps for the next array shows as well. It is taken from
``/proc/PID/smaps_rollup``, and from ``psutil`` beside it. joblib's workers are not
started yet.
"""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import common
import numpy as np
import psutil
from joblib import Parallel, delayed
from joblib.externals.loky import get_reusable_executor
from numpy.typing import NDArray
from work import part_sum, placed_part_sum

from workbench.core.cancel import CancelToken
from workbench.core.plan import Task
from workbench.core.results import clock
from workbench.engines import ENGINES, Engine
from workbench.scaling import paired_speedup

OURS = "workbench"
WORKERS = 2
TASKS = 8
MEGABYTE = 1_000_000
LIMIT = 0.35
LIMIT_MB = 20.0
WARM_UPS = 2
AIM = (
    f"ours at most {LIMIT} of joblib's time, and at most {LIMIT_MB:g} MB per worker "
    "beyond the one shared copy"
)
_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)

Array = NDArray[np.float64]


class Source:
    """Arrays of one size, each with numbers of its own."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._length = size // np.dtype(np.float64).itemsize
        self._generator = np.random.default_rng(0)

    def fresh(self) -> Array:
        """An array that no engine has seen."""
        return self._generator.random(self._length)


def bounds(array: Array) -> list[tuple[int, int]]:
    """Begin and end of each task's part."""
    cuts = [len(array) * i // TASKS for i in range(TASKS + 1)]
    return list(pairwise(cuts))


def expected(array: Array) -> list[float]:
    """What the tasks must find, bit for bit."""
    return [part_sum(array, *part) for part in bounds(array)]


class Ours:
    """Our side, and how much of each repeat went by until the last value."""

    def __init__(self, engine: Engine, source: Source) -> None:
        self._engine, self._source = engine, source
        self.until_values: list[float] = []

    def run(self) -> float:
        """One repeat; its seconds."""
        return self.use(self._source.fresh())

    def use(
        self, array: Array, while_placed: Callable[[], None] | None = None
    ) -> float:
        """Place, map, release; the seconds, without those of ``while_placed``."""
        wanted = expected(array)
        begin = clock()
        data = self._engine.place({"x": array})
        tasks = [
            Task(id=i, fn=placed_part_sum, args=(data, *part))
            for i, part in enumerate(bounds(array))
        ]
        results = list(self._engine.map(tasks, CancelToken(), workers=WORKERS))
        until_values = clock() - begin
        if while_placed is not None:
            while_placed()
        begin = clock()
        self._engine.release(data)
        seconds = until_values + clock() - begin
        agree([r.value for r in sorted(results, key=lambda r: r.task_id)], wanted)
        self.until_values.append(until_values)
        return seconds


def first(source: Source) -> float:
    """The first large array of an engine, whose start is not timed."""
    with warm_engine() as engine:
        return Ours(engine, source).run()


@contextmanager
def warm_engine() -> Iterator[Engine]:
    """Workers that have seen a small array."""
    with ENGINES.get("processes")() as engine:
        engine.ensure(WORKERS)
        for _ in range(WARM_UPS):
            Ours(engine, Source(MEGABYTE)).run()
        yield engine


class Joblib:
    """joblib's side."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def run(self) -> float:
        """One repeat; its seconds."""
        array = self._source.fresh()
        wanted = expected(array)
        begin = clock()
        found = Parallel(n_jobs=WORKERS)(
            delayed(part_sum)(array, *part) for part in bounds(array)
        )
        end = clock()
        agree(found, wanted)
        return end - begin


def agree(found: Sequence[float], wanted: Sequence[float]) -> None:
    """Figures of wrong answers are worth nothing."""
    if list(found) != list(wanted):
        raise SystemExit(f"the sums are {found}, they should be {wanted}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Proportional set sizes of all processes together, in bytes."""

    rollup: int
    psutil: int


def memory() -> Memory | None:
    """This program and its descendants; ``None`` where the system does not tell."""
    gc.collect()
    program = psutil.Process(os.getpid())
    family = [program, *program.children(recursive=True)]
    try:
        return Memory(
            rollup=sum(_pss(process.pid) for process in family),
            psutil=sum(process.memory_full_info().pss for process in family),
        )
    except (AttributeError, OSError):  # only Linux has it
        return None


def _pss(pid: int) -> int:
    found = _PSS.search(Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii"))
    return int(found[1]) * 1024 if found else 0


class Growth:
    """What placing added to the memory, per worker, beyond the one shared copy."""

    def __init__(self) -> None:
        self.rollup_mb: list[float] = []
        self.psutil_mb: list[float] = []

    def measure(self, ours: Ours, source: Source, repeats: int) -> None:
        """Place one array after another; all count against the first reading."""
        before = None
        for repeat in range(repeats):
            array = source.fresh()
            if repeat == 0:
                before = memory()
            ours.use(array, lambda: self._add(before, source.size))  # noqa: B023
            del array  # or it would still be there beside the next one

    def _add(self, before: Memory | None, shared: int) -> None:
        after = memory()
        if before is not None and after is not None:
            self.rollup_mb.append(_share(after.rollup - before.rollup - shared))
            self.psutil_mb.append(_share(after.psutil - before.psutil - shared))


def _share(grown: int) -> float:
    return grown / WORKERS / MEGABYTE


def main() -> None:
    """Measure and print."""
    parser = common.parser(__doc__, AIM)
    parser.add_argument("--repeats", type=int, default=15, metavar="N")
    parser.add_argument("--megabytes", type=int, default=100, metavar="N")
    options = parser.parse_args()
    repeats = 2 if options.quick else options.repeats
    size = MEGABYTE * (10 if options.quick else options.megabytes)
    source = Source(size)
    with warm_engine() as engine:
        growth = Growth()
        growth.measure(Ours(engine, source), source, min(repeats, 5))
        ours, joblib = Ours(engine, source), Joblib(source)
        try:
            for _ in range(WARM_UPS):
                Joblib(Source(2 * MEGABYTE)).run()  # above what it sends as a pickle
            joblib.run()
            sides = {
                OURS: ours.run,
                f"{OURS}, first": lambda: first(source),
                "joblib": joblib.run,
            }
            seconds = common.interleave(sides, repeats)
        finally:
            get_reusable_executor().shutdown(wait=True)
    seconds[f"{OURS}, until the values"] = ours.until_values
    report(seconds, growth, size)


def report(seconds: common.Seconds, growth: Growth, size: int) -> None:
    """Print the tables and the closing line."""
    repeats = len(seconds["joblib"])
    print(
        f"An array of {size / MEGABYTE:g} MB, {TASKS} tasks, {WORKERS} workers, "
        f"{repeats} repeats"
    )
    common.show(
        "ms to place it, use it and clear up",
        ("", "median", "smallest", "largest"),
        [(name, *common.spread(s, 1e3)) for name, s in seconds.items()],
    )
    ratios = {
        common.ratio_name(name, "joblib"): paired_speedup(s, seconds["joblib"])
        for name, s in seconds.items()
        if name != "joblib"
    }
    common.show(
        "Our time as a share of joblib's, with 95 % interval",
        ("", "ratio", "low", "high"),
        [(name, *common.cells(found)) for name, found in ratios.items()],
    )
    readings: dict[str, list[float]] = {
        "smaps_rollup": growth.rollup_mb,
        "psutil": growth.psutil_mb,
    }
    common.show(
        "MB per worker beyond the one shared copy",
        ("", "median", "smallest", "largest"),
        [
            (name, *(common.spread(mb) if mb else ("not told here",) * 3))
            for name, mb in readings.items()
        ],
    )
    name = common.ratio_name(OURS, "joblib")
    aims = [
        common.Aim.of(name, ratios[name], LIMIT),
        common.Aim(
            name="MB per worker, largest",
            value=max(growth.rollup_mb, default=None),
            limit=LIMIT_MB,
        ),
    ]
    figures: dict[str, Any] = {
        "megabytes": size / MEGABYTE,
        "tasks": TASKS,
        "workers": WORKERS,
        "seconds": seconds,
        "median_ms": {side: 1e3 * median(s) for side, s in seconds.items()},
        "ratio": common.figures(ratios),
        "mb_per_worker": readings,
    }
    common.conclude("placement", {**figures, "aims": common.judge(aims)})


if __name__ == "__main__":
    main()
