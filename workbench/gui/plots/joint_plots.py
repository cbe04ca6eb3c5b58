"""The pictures of what was found about joint learning."""

from __future__ import annotations

from collections.abc import Callable

from workbench.gui.plots.base import Plot
from workbench.gui.plots.joint_distance import JointDistancePlot
from workbench.gui.plots.joint_epsilon import JointEpsilonPlot
from workbench.gui.plots.joint_map import JointMapPlot
from workbench.gui.plots.joint_masked import JointMaskedPlot
from workbench.gui.plots.joint_objective import JointBytesPlot, JointObjectivePlot
from workbench.gui.plots.joint_partition import JointPartitionPlot
from workbench.gui.plots.joint_residuals import JointResidualsPlot
from workbench.gui.theme import Theme

JOINT_PLOTS: tuple[Callable[[Theme], Plot], ...] = (
    JointPartitionPlot,
    JointObjectivePlot,
    JointDistancePlot,
    JointBytesPlot,
    JointMapPlot,
    JointResidualsPlot,
    JointEpsilonPlot,
    JointMaskedPlot,
)
"""In reading order."""

__all__ = [
    "JOINT_PLOTS",
    "JointBytesPlot",
    "JointDistancePlot",
    "JointEpsilonPlot",
    "JointMapPlot",
    "JointMaskedPlot",
    "JointObjectivePlot",
    "JointPartitionPlot",
    "JointResidualsPlot",
]
