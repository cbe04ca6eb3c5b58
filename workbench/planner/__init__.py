"""From a spec to a plan: check it, size it, order its trials.

``validate`` returns every problem as a value; ``expand`` and ``estimate`` assume a spec
without errors. All three are pure and cheap enough to run while a person types.
"""

from __future__ import annotations

from workbench.planner.counts import worker_counts
from workbench.planner.estimate import Estimate, estimate
from workbench.planner.expand import expand
from workbench.planner.preset import Preset
from workbench.planner.presets import PRESETS
from workbench.planner.validate import MAX_WORKERS, validate

__all__ = [
    "MAX_WORKERS",
    "PRESETS",
    "Estimate",
    "Preset",
    "estimate",
    "expand",
    "validate",
    "worker_counts",
]
