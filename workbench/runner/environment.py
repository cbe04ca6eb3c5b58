"""What the run ran on: processor, cores it may use, memory, versions."""

from __future__ import annotations

import importlib.metadata
import math
import os
import platform
import sys
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import psutil

import workbench
from workbench.core.spec import ExperimentSpec

_PACKAGES = ("numpy", "scipy", "scikit-learn", "threadpoolctl", "duckdb", "msgspec")


class Machine(msgspec.Struct, frozen=True, kw_only=True):
    """The computer, as far as a run depends on it.

    ``cores`` is what this process may really use: the smallest of the logical cores,
    the CPU affinity and the cgroup quota (rounded up). ``quota`` is in cores.
    ``memory_bytes`` is the smaller of the computer's memory and the cgroup's limit.
    """

    cpu: str
    logical: int
    physical: int | None
    affinity: int | None
    quota: float | None
    cores: int
    memory_bytes: int


@cache
def machine() -> Machine:
    """This machine; read once, since asking for the processor's name takes a while."""
    logical = os.cpu_count() or 1
    affinity = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None
    )
    quota = _quota(Path("/sys/fs/cgroup"))
    limits = [logical, affinity, None if quota is None else math.ceil(quota)]
    return Machine(
        cpu=_cpu_name(),
        logical=logical,
        physical=psutil.cpu_count(logical=False),
        affinity=affinity,
        quota=quota,
        cores=max(1, min(n for n in limits if n is not None)),
        memory_bytes=_memory(Path("/sys/fs/cgroup")),
    )


def describe_environment(spec: ExperimentSpec) -> dict[str, Any]:
    """Everything that a reader of the results needs to judge or repeat them."""
    here = machine()
    return {
        "cpu": here.cpu,
        "cores": {
            "logical": here.logical,
            "physical": here.physical,
            "affinity": here.affinity,
            "quota": here.quota,
            "usable": here.cores,
        },
        "memory_bytes": here.memory_bytes,
        "os": platform.platform(),
        "python": platform.python_version(),
        "implementation": sys.implementation.name,
        "workbench": workbench.__version__,
        "packages": {name: _version(name) for name in _PACKAGES},
        "threads_per_worker": spec.threads_per_worker,
        "cluster": spec.cluster.address,
        "load_before": _load(),
        "timing": {
            "clock": "time.perf_counter",
            "seconds": "decompose + execute + aggregate of one trial",
            "left_out": ["starting workers", "placing data", "warm-up"],
            "warm_up": "every model once on each worker, discarded",
            "order": "baseline first, then shuffled blocks of all worker counts",
            "speedup": "geometric mean of paired ratios, 95 % t-interval",
        },
    }


def _cpu_name() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    import cpuinfo

    return str(cpuinfo.get_cpu_info().get("brand_raw") or platform.machine())


def _quota(root: Path) -> float | None:
    """The cgroup's CPU quota in cores, version 2 or 1; ``None`` when unlimited."""
    try:
        limit, period = (root / "cpu.max").read_text().split()
    except (OSError, ValueError):
        try:
            limit = (root / "cpu/cpu.cfs_quota_us").read_text().strip()
            period = (root / "cpu/cpu.cfs_period_us").read_text().strip()
        except OSError:
            return None
    if limit in ("max", "-1"):
        return None
    return int(limit) / int(period)


def _memory(root: Path) -> int:
    """What may be used of the memory: a container often has less than its host."""
    total = int(psutil.virtual_memory().total)
    for name in ("memory.max", "memory/memory.limit_in_bytes"):
        try:
            text = (root / name).read_text().strip()
        except OSError:
            continue
        if text.isdigit():
            total = min(total, int(text))
    return total


def _load() -> float | None:
    """The load average of the last minute, where the system keeps one."""
    try:
        return round(os.getloadavg()[0], 2)
    except (OSError, AttributeError):
        return None


@cache
def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None
