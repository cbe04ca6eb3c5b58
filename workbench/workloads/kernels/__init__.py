"""Small programs to learn on, each a workload; registered by these imports."""

from __future__ import annotations

from workbench.workloads.kernels import arrays, durations, numbers

__all__ = ["arrays", "durations", "numbers"]
