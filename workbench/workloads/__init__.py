"""How problems become tasks; one file per workload, registered by these imports."""

from __future__ import annotations

from workbench.workloads import (
    cross_validation,
    ensemble,
    ensemble_growth,
    joint,
    kernels,
    large_data,
    large_incremental,
    squares,
)
from workbench.workloads.base import WORKLOADS, Size, WorkloadEntry

__all__ = [
    "WORKLOADS",
    "Size",
    "WorkloadEntry",
    "cross_validation",
    "ensemble",
    "ensemble_growth",
    "joint",
    "kernels",
    "large_data",
    "large_incremental",
    "squares",
]
