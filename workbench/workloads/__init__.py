"""How problems become tasks; one file per workload, imported when it is asked for."""

from __future__ import annotations

from workbench.workloads.base import WORKLOADS, Size, WorkloadEntry

__all__ = ["WORKLOADS", "Size", "WorkloadEntry"]

for _module, _names in {
    "cross_validation": ("cross_validation",),
    "ensemble": ("ensemble",),
    "ensemble_growth": ("ensemble_growth",),
    "joint": ("joint",),
    "kernels.arrays": ("matrix_product", "sorting", "word_count", "memory_bandwidth"),
    "kernels.durations": ("amdahl_job", "uneven_tasks"),
    "kernels.numbers": ("monte_carlo_pi", "integration", "mandelbrot"),
    "large_data": ("large_data",),
    "large_incremental": ("large_incremental",),
    "squares": ("squares",),
}.items():
    WORKLOADS.expect(f"{__name__}.{_module}", *_names)
