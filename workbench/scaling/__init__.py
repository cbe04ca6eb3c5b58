"""Speedup, efficiency and what they allow one to say: pure functions.

``intervals`` turns repeated timings into speedups with honest intervals, ``points``
sums up a sweep, ``verdict`` says in words how many workers are worth it.
"""

from __future__ import annotations

from workbench.scaling.intervals import Interval, paired_speedup
from workbench.scaling.points import scaling_points, widest
from workbench.scaling.verdict import recommended_workers, workers_sentence

__all__ = [
    "Interval",
    "paired_speedup",
    "recommended_workers",
    "scaling_points",
    "widest",
    "workers_sentence",
]
