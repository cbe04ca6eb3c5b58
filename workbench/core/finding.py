"""What a workload found beside the points of its series, on its way to the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.core.comparison import ComparisonBody
from workbench.core.ensemble import EnsembleBody
from workbench.core.joint import JointBody

Body = EnsembleBody | JointBody | ComparisonBody


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Yielded by a workload.

    A ``body`` to be called is called outside of all timing: what explains a trial is no
    part of it.
    """

    body: Body | Callable[[], Body]
