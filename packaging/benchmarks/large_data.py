"""Group-by, join and scaling over more Parquet than a worker may hold, on each engine.

    .venv/bin/python packaging/benchmarks/large_data.py --gigabytes 2

All sides read the same files, made once from a seed, and must find the same, bit for
bit. The reference is DuckDB by itself in one process: its queries run over all files at
once, within the memory of one worker. Each side starts in a program of its own, whose
processes are watched: what is printed is the largest resident memory that any of them
ever had, and all together had at a moment (shared pages are counted in each, so the sum
is an upper bound). Of workers it is also what their own tasks tell.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import common
import psutil
from msgspec import structs

from workbench.core.cancel import CancelToken
from workbench.core.plan import Submit, Trial
from workbench.core.results import TaskResult, clock
from workbench.core.spec import ExperimentSpec, LimitSpec
from workbench.engines import ENGINES, Engine
from workbench.planner import PRESETS
from workbench.workloads import WORKLOADS
from workbench.workloads.large_data import LargeData
from workbench.workloads.large_exact import Groups, beyond, scales, sites
from workbench.workloads.large_found import Found
from workbench.workloads.large_tasks import (
    Source,
    group_by,
    join,
    moments,
    scaled,
)

MIB = 2**20
REFERENCE = "DuckDB alone"
ENGINES_COMPARED = ("processes", "dask", "spark")
SAMPLE_S = 0.02


class Watched:
    """Resident memory of a process and all its descendants, sampled."""

    def __init__(self, pid: int) -> None:
        self._root = psutil.Process(pid)
        self._done = threading.Event()
        self.together = 0
        self.largest: dict[str, int] = {}
        """By what the process is."""

    @contextmanager
    def watching(self) -> Iterator[Watched]:
        """Sample until the end of the block."""
        thread = threading.Thread(target=self._sample)
        thread.start()
        try:
            yield self
        finally:
            self._done.set()
            thread.join()

    def _sample(self) -> None:
        while not self._done.wait(SAMPLE_S):
            total = 0
            for process in self._family():
                try:
                    resident = process.memory_info().rss
                    name = process.name()
                except psutil.Error:
                    continue
                total += resident
                role = "program" if process.pid == self._root.pid else name
                self.largest[role] = max(resident, self.largest.get(role, 0))
            self.together = max(self.together, total)

    def _family(self) -> list[psutil.Process]:
        try:
            return [self._root, *self._root.children(recursive=True)]
        except psutil.Error:
            return []


def experiment(gigabytes: float, folder: str, worker_mb: int) -> ExperimentSpec:
    """The preset at that size."""
    preset = PRESETS["large-groupby"].spec
    return structs.replace(
        preset,
        params={
            "megabytes": max(1, round(1000 * gigabytes)),
            "file_megabytes": 16,
            "folder": folder,
        },
        limits=LimitSpec(worker_mb=worker_mb),
    )


def by_engine(name: str, spec: ExperimentSpec, workers: int) -> dict[str, Any]:
    """One trial on an engine: seconds, answer, and what its workers say."""
    workload = LargeData(spec)
    with ENGINES.get(name)(memory_limit=spec.limits.worker_bytes) as engine:
        begin = clock()
        engine.ensure(workers)
        data = engine.place({})
        list(engine.warm_up(workload.warm_up(data), CancelToken(), workers=workers))
        start_s = clock() - begin
        begin = clock()
        steps = workload.steps(
            Trial(id=1, engine=name, workers=workers, repeat=1), data
        )
        answer: list[TaskResult] | None = None
        peaks: dict[int, int] = {}
        while True:
            try:
                step = steps.send(answer)
            except StopIteration as stop:
                scores = stop.value
                break
            assert isinstance(step, Submit)
            answer = _mapped(engine, step, workers)
            for result in answer:
                of, peak = result.timing.worker, result.timing.peak_bytes or 0
                peaks[of] = max(peak, peaks.get(of, 0))
        seconds = clock() - begin
    return {
        "digest": scores.digest,
        "facts": {k: v for k, v in scores.facts.items() if "peak" not in k},
        "seconds": seconds,
        "start_s": start_s,
        "worker_peaks_mib": [round(peaks[w] / MIB) for w in sorted(peaks)],
    }


def _mapped(engine: Engine, step: Submit, workers: int) -> list[TaskResult]:
    results = list(engine.map(step.tasks, CancelToken(), workers=workers))
    for result in results:
        if result.error is not None:
            raise SystemExit(f"{result.label}, {result.part}: {result.error.text}")
    return results


def alone(spec: ExperimentSpec) -> dict[str, Any]:
    """The reference: the same queries over all files at once, in this process."""
    workload = LargeData(spec)
    all_files = Source(
        folder=workload.folder, file="readings-*.parquet", memory_mb=workload.memory_mb
    )
    begin = clock()
    groups = Groups(workload.readings.sensors)
    groups.add(group_by(all_files))
    by = scales([moments(all_files)])
    means, deviations = zip(*by, strict=True)
    found = Found(
        groups=groups,
        joined=sites([join(all_files)]),
        scales=by,
        beyond=beyond([scaled(all_files, means, deviations)]),
    )
    return {
        "digest": found.digest(),
        "seconds": clock() - begin,
        "start_s": 0.0,
        "worker_peaks_mib": [],
    }


def make(spec: ExperimentSpec, workers: int) -> float:
    """Have the files made, by as many processes; the seconds that it took."""
    workload = LargeData(spec)
    begin = clock()
    with ENGINES.get("processes")() as engine:
        tasks = workload.preparation(engine.place({}))
        if tasks:
            print(f"making {len(tasks)} files in {workload.folder}", flush=True)
        workload.prepared(list(engine.map(tasks, CancelToken(), workers=workers)))
    return clock() - begin


def in_own_program(side: str, arguments: list[str]) -> dict[str, Any]:
    """One side in a program of its own, watched."""
    command = [sys.executable, __file__, *arguments, "--side", side]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program,
        Watched(program.pid).watching() as seen,
    ):
        output, _ = program.communicate()
    if program.returncode:
        raise SystemExit(f"{side} failed")
    found: dict[str, Any] = json.loads(output.splitlines()[-1])
    return found | {
        "largest_mib": {n: round(b / MIB) for n, b in seen.largest.items()},
        "together_mib": round(seen.together / MIB),
    }


def main() -> None:
    """Measure and print."""
    parser = common.parser(__doc__)
    parser.add_argument("--gigabytes", type=float, default=2.0, metavar="N")
    parser.add_argument("--worker-mb", type=int, default=600, metavar="N")
    parser.add_argument("--workers", type=int, default=2, metavar="N")
    parser.add_argument("--folder", default="", help="where to keep the files")
    parser.add_argument("--engines", default=",".join(ENGINES_COMPARED))
    parser.add_argument("--side", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    gigabytes = 0.02 if options.quick else options.gigabytes
    spec = experiment(gigabytes, options.folder, options.worker_mb)
    if problems := WORKLOADS.get(spec.workload).validate(spec):
        raise SystemExit(str(problems[0].message))
    if options.side:
        one = options.side
        found = (
            alone(spec) if one == REFERENCE else by_engine(one, spec, options.workers)
        )
        print(json.dumps(found))
        return
    made_s = make(spec, options.workers)
    sides: dict[str, dict[str, Any]] = {}
    absent: dict[str, str] = {}
    for side in (REFERENCE, *options.engines.split(",")):
        reason = _absent(side)
        if reason:
            absent[side] = reason
            continue
        sides[side] = in_own_program(side, sys.argv[1:])
        print(f"{side}: {sides[side]['seconds']:.1f} s", flush=True)
    report(spec, sides, absent, made_s)


def _absent(side: str) -> str:
    """Why a side cannot be measured here."""
    if side == REFERENCE:
        return ""
    if side not in ENGINES:
        return "no such engine"
    found = ENGINES.get(side).availability()
    return "" if found.available else str(found.message)


def report(
    spec: ExperimentSpec,
    sides: dict[str, dict[str, Any]],
    absent: dict[str, str],
    made_s: float,
) -> None:
    """Print the table and the closing line; unequal answers are a failure."""
    readings = LargeData(spec).readings
    naive = readings.memory_bytes / MIB
    print(
        f"{readings.rows:,} readings, about {readings.disk_bytes / 1e9:.2f} GB in "
        f"{readings.files} files; all of them in one process would need {naive:,.0f} "
        f"MiB (computed). A worker may have {spec.limits.worker_mb} MiB."
    )
    common.show(
        "Group-by, join and scaling",
        ("", "s", "start s", "MiB by worker", "largest process", "together MiB"),
        [
            (
                side,
                f"{found['seconds']:.1f}",
                f"{found['start_s']:.1f}",
                ", ".join(map(str, found["worker_peaks_mib"])) or "–",
                ", ".join(f"{n} {mib}" for n, mib in found["largest_mib"].items()),
                str(found["together_mib"]),
            )
            for side, found in sides.items()
        ],
    )
    for side, reason in absent.items():
        print(f"Not measured: {side}. {reason}")
    answers = {found["digest"] for found in sides.values()}
    equal = len(answers) == 1
    print(
        f"The answers of {', '.join(sides)} are "
        + ("equal, bit for bit." if equal else "NOT equal.")
    )
    facts = [found.pop("facts") for found in sides.values() if "facts" in found]
    figures = {
        "facts": facts[0] if facts else {},
        "gigabytes": readings.disk_bytes / 1e9,
        "rows": readings.rows,
        "files": readings.files,
        "naive_mib": round(naive),
        "worker_mb": spec.limits.worker_mb,
        "made_s": made_s,
        "sides": sides,
        "absent": absent,
        "equal": equal,
    }
    common.conclude("large_data", figures)
    if not equal:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
