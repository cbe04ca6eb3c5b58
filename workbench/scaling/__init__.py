"""Speedup, efficiency and what they allow one to say: pure functions.

``intervals`` turns repeated timings into speedups with honest intervals, ``points``
sums up a sweep, ``verdict`` says in words how many workers are worth it, ``growing``
the same of a problem that grows with them. ``anatomy`` tells where the workers' time
went, ``diagnosis`` why a run is not faster. ``steadiness`` counts outliers and tells
unstable timings, ``causes`` what from.
"""

from __future__ import annotations

from workbench.scaling.anatomy import Lanes, lost_seconds, mean_anatomy
from workbench.scaling.diagnosis import Circumstances, diagnose
from workbench.scaling.growing import growing_sentence
from workbench.scaling.intervals import Interval, paired_speedup
from workbench.scaling.points import scaling_points, widest
from workbench.scaling.steadiness import fences, instability, scatter
from workbench.scaling.verdict import recommended_workers, workers_sentence

__all__ = [
    "Circumstances",
    "Interval",
    "Lanes",
    "diagnose",
    "fences",
    "growing_sentence",
    "instability",
    "lost_seconds",
    "mean_anatomy",
    "paired_speedup",
    "recommended_workers",
    "scaling_points",
    "scatter",
    "widest",
    "workers_sentence",
]
