"""Where the time of a trial went, and why it is not shorter.

``scaling.anatomy`` fills an :class:`Anatomy` from the timings of tasks,
``scaling.diagnosis`` reads it and gives :class:`Diagnosis` values.
"""

from __future__ import annotations

import msgspec

from workbench.core.messages import Message

PARTS = ("compute", "contention", "transfer", "dispatch", "imbalance", "serial")
"""The parts of an :class:`Anatomy`, in the order in which they are shown."""


class WorkerFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker says of itself after its warm-up.

    ``threads`` maps each native library that it has loaded (``openblas``, ``openmp``)
    to the threads that the library would use. ``peak_bytes`` is its peak resident
    memory, where the system tells.
    """

    worker: int
    threads: dict[str, int] = {}
    peak_bytes: int | None = None


class Anatomy(msgspec.Struct, frozen=True, kw_only=True):
    """Where the worker-seconds of a trial went: workers × makespan, in seconds.

    Every part is measured by clock readings of its own, see
    :mod:`workbench.scaling.anatomy`. What they do not explain is
    :attr:`unattributed_s`, which may be negative where two parts overlap.
    """

    workers: int
    makespan_s: float
    compute_s: float
    """The smaller of CPU and wall time, inside tasks."""
    contention_s: float
    """Wall time minus compute inside tasks: no free core, or blocked."""
    transfer_s: float
    """Pickling, pipes, unpickling, both ways."""
    dispatch_s: float
    """A worker idle while tasks remain."""
    imbalance_s: float
    """A worker idle, no task left for it, while another still works."""
    serial_s: float
    """All workers idle while the program decomposes or aggregates."""
    tasks: int = 0
    longest_task_s: float = 0.0
    cpu_s: float = 0.0
    """CPU time of all tasks, which exceeds compute where libraries use threads."""

    @property
    def worker_seconds(self) -> float:
        """The whole: workers × makespan."""
        return self.workers * self.makespan_s

    @property
    def unattributed_s(self) -> float:
        """What no part explains."""
        parts = (float(getattr(self, f"{part}_s")) for part in PARTS)
        return self.worker_seconds - sum(parts)

    def share(self, part: str) -> float:
        """A part of :data:`PARTS`, or ``unattributed``, as a share of the whole."""
        seconds = float(getattr(self, f"{part}_s"))
        return seconds / self.worker_seconds if self.worker_seconds else 0.0


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One setting that a cure changes: the path inside the spec, and its new value.

    A number for ``workers`` is the most that should be measured.
    """

    field: str
    value: int | float | str


class Diagnosis(msgspec.Struct, frozen=True, kw_only=True):
    """A reason why the run is not faster, its cure, and what the cure would bring.

    ``changes`` apply the cure where it is a setting. ``promised`` is the expected ratio
    of today's time to the cured time, where something measured supports one.
    """

    code: str
    finding: Message
    cure: Message
    changes: tuple[Change, ...] = ()
    promised: float | None = None
