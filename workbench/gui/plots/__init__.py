"""Pictures of a run: ``plot.draw(state)``, and the table that says the same.

A new picture is one file with a subclass of :class:`Plot`, and one entry in ``PLOTS``.
No plot knows another.
"""

from __future__ import annotations

from collections.abc import Callable

from workbench.gui.plots.accuracy import AccuracyPlot
from workbench.gui.plots.anatomy import AnatomyPlot
from workbench.gui.plots.base import Drawing, Plot
from workbench.gui.plots.speedup import SpeedupPlot
from workbench.gui.plots.table import Table
from workbench.gui.plots.timeline import TimelinePlot
from workbench.gui.theme import Theme

PLOTS: tuple[Callable[[Theme], Plot], ...] = (
    SpeedupPlot,
    AccuracyPlot,
    TimelinePlot,
    AnatomyPlot,
)
"""In reading order; the results show two of them side by side."""

__all__ = [
    "PLOTS",
    "AccuracyPlot",
    "AnatomyPlot",
    "Drawing",
    "Plot",
    "SpeedupPlot",
    "Table",
    "TimelinePlot",
]
