"""What else the computer does during a trial: counters, read before and after it.

Nothing watches in between: the system counts anyway, and two readings of its counters
tell what happened. They lie outside the timed part and take about 0.1 ms together. A
counter that cannot be read is left out: looking must not end a run.

==================  ==================================  =====================
what                where it is read                    where that is known
==================  ==================================  =====================
others' CPU time    the cores' work, less our own       everywhere
steal               the cores' counters                 virtual Linux machines
a container's limit ``cpu.stat`` of its cgroup          Linux, with a limit
heat                ``thermal_throttle`` of each core   Linux on Intel
clock               ``cpufreq`` of each core            Linux, mostly
swapping            ``/proc/vmstat``                    Linux, with a swap
load                the system's load average           not on Windows
==================  ==================================  =====================
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from workbench.core.results import clock
from workbench.core.steadiness import Conditions

_MOST_FILES = 16
"""How many cores are asked for clock and heat; each takes about 10 µs."""
_CPUCLOCK_SCHED = 2
_WORK = ("user", "nice", "system", "irq", "softirq")
"""The fields of the cores' counters that are work; ``user`` has that of guests in it,
and what Windows calls interrupt and dpc is part of ``system``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All counters at one moment."""

    at: float
    ours: frozenset[int]
    work_s: float | None
    own_s: float | None
    stolen_s: float | None
    held_s: float | None
    heat: int | None
    swapped: int | None


class Lookout:
    """Reads the counters. ``root`` holds the system's ``proc`` and ``sys`` folders."""

    def __init__(self, *, limited: bool = False, root: Path = Path("/")) -> None:
        cpus = root / "sys/devices/system/cpu"
        self._clocks = _some(cpus / "cpufreq", "policy*/scaling_cur_freq")
        self._top_ghz = _ghz(_some(cpus / "cpufreq", "policy*/cpuinfo_max_freq"))
        self._heat = _some(cpus, "cpu[0-9]*/thermal_throttle/core_throttle_count")
        self._heat += _some(cpus, "cpu0/thermal_throttle/package_throttle_count")
        self._limit = _limit_of(root / "sys/fs/cgroup") if limited else None
        swaps = _text(root / "proc/swaps").splitlines()
        self._swap = root / "proc/vmstat" if len(swaps) > 1 else None
        self._only = _chosen_cores()
        self._cores = len(self._only or ()) or os.cpu_count() or 1
        self._family: tuple[tuple[int, ...], frozenset[int]] = ((), frozenset())

    def read(self, workers: Sequence[int]) -> Reading:
        """The counters now; ``workers`` are the processes that work for us."""
        ours = self._ours(tuple(sorted(workers)))
        cores = self._core_times()
        work = [getattr(core, name, 0.0) for core in cores for name in _WORK]
        steal = [core.steal for core in cores if hasattr(core, "steal")]
        return Reading(
            at=clock(),
            ours=ours,
            work_s=sum(work) if work else None,
            own_s=_own_cpu_s(ours),
            stolen_s=sum(steal) if steal else None,
            held_s=self._held_s(),
            heat=self._heat_count(),
            swapped=self._swapped(),
        )

    def since(self, before: Reading, workers: Sequence[int]) -> Conditions:
        """How the counters moved since ``before``, and what is read only once."""
        now = self.read(workers)
        work = _difference(now.work_s, before.work_s)
        own = _difference(now.own_s, before.own_s)
        if now.ours != before.ours:  # a worker died, and its CPU time with it
            own = None
        heat = _difference(now.heat, before.heat)
        swapped = _difference(now.swapped, before.swapped)
        return Conditions(
            seconds=now.at - before.at,
            cores=self._cores,
            others_s=_difference(work, own),
            stolen_s=_difference(now.stolen_s, before.stolen_s),
            held_s=_difference(now.held_s, before.held_s),
            heat=None if heat is None else int(heat),
            ghz=_ghz(self._clocks),
            top_ghz=self._top_ghz,
            swapped_bytes=None if swapped is None else int(swapped),
            load=_load(),
        )

    def _ours(self, workers: tuple[int, ...]) -> frozenset[int]:
        """The workers, and the processes of ours that started them."""
        if workers != self._family[0]:
            self._family = workers, frozenset(workers) | _hosts(workers)
        return self._family[1]

    def _core_times(self) -> list[psutil._ntp.scputimes]:
        try:
            if self._only is None:
                return [psutil.cpu_times()]
            each = psutil.cpu_times(percpu=True)
            return [each[core] for core in self._only]
        except (OSError, IndexError, psutil.Error):
            return []

    def _held_s(self) -> float | None:
        if self._limit is None:
            return None
        path, field, unit = self._limit
        found = _field(_bytes(path), field)
        return None if found is None else found * unit

    def _heat_count(self) -> int | None:
        return sum(_number(path) for path in self._heat) if self._heat else None

    def _swapped(self) -> int | None:
        """Pages that went out and came in, in bytes."""
        if self._swap is None:
            return None
        body = _bytes(self._swap)
        pages = [_field(body, name) for name in (b"pswpin", b"pswpout")]
        return sum(n or 0 for n in pages) * os.sysconf("SC_PAGE_SIZE")


def _chosen_cores() -> tuple[int, ...] | None:
    """The cores that we are held to, ``None`` where all are ours to use."""
    if not hasattr(os, "sched_getaffinity"):
        return None
    chosen = tuple(sorted(os.sched_getaffinity(0)))
    return chosen if len(chosen) < (os.cpu_count() or 1) else None


def _hosts(workers: Sequence[int]) -> frozenset[int]:
    """The processes between us and ``workers``: engines beside the program have one."""
    found: set[int] = set()
    for pid in workers:
        try:
            parents = [parent.pid for parent in psutil.Process(pid).parents()]
        except psutil.Error:
            continue
        if os.getpid() in parents:
            found.update(parents[: parents.index(os.getpid())])
    return frozenset(found)


def _own_cpu_s(ours: frozenset[int]) -> float | None:
    """CPU seconds of this program and its workers; ``None`` once one is gone."""
    try:
        return time.process_time() + sum(_cpu_s_of(pid) for pid in ours)
    except (OSError, psutil.Error):
        return None


def _cpu_s_of(pid: int) -> float:
    """CPU seconds of another process."""
    if sys.platform != "linux":
        times = psutil.Process(pid).cpu_times()
        return float(times.user + times.system)
    # What clock_getcpuclockid(3) gives: nanoseconds for less than 1 µs of work.
    return time.clock_gettime((~pid << 3) | _CPUCLOCK_SCHED)


def _limit_of(cgroup: Path) -> tuple[Path, bytes, float] | None:
    """Where a container's held-up time stands, the field's name and its unit."""
    for path, field, unit in (
        (cgroup / "cpu.stat", b"throttled_usec", 1e-6),
        (cgroup / "cpu/cpu.stat", b"throttled_time", 1e-9),
    ):
        if _field(_bytes(path), field) is not None:
            return path, field, unit
    return None


def _some(folder: Path, pattern: str) -> list[Path]:
    try:
        return sorted(folder.glob(pattern))[:_MOST_FILES]
    except OSError:
        return []


def _ghz(clocks: Sequence[Path]) -> float | None:
    """The fastest of these clocks, which are in kHz."""
    return max((_number(path) for path in clocks), default=0) / 1e6 or None


def _number(path: Path) -> int:
    text = _text(path).strip()
    return int(text) if text.isdigit() else 0


def _field(body: bytes, name: bytes) -> int | None:
    """The number behind ``name`` in a file of lines of names and numbers."""
    for line in body.splitlines():
        if line.startswith(name + b" "):
            return int(line.split()[1])
    return None


def _text(path: Path) -> str:
    return _bytes(path).decode(errors="replace")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _difference(now: float | None, before: float | None) -> float | None:
    return None if now is None or before is None else now - before


def _load() -> float | None:
    try:
        return os.getloadavg()[0]
    except (OSError, AttributeError):
        return None
