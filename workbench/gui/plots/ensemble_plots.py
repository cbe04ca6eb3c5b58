"""The pictures of what was found about an ensemble.

Those in ``ENSEMBLE_PLOTS`` draw a run. Beside them, :mod:`.critical_difference` draws
ranks over several runs, and :mod:`.surface` what members say over two features.
"""

from __future__ import annotations

from collections.abc import Callable

from workbench.gui.plots.base import Plot
from workbench.gui.plots.calibration import CalibrationPlot
from workbench.gui.plots.confusion import ConfusionPlot
from workbench.gui.plots.critical_difference import CriticalDifferencePlot
from workbench.gui.plots.diversity import DiversityPlot
from workbench.gui.plots.growth import GrowthPlot
from workbench.gui.plots.kappa_error import KappaErrorPlot
from workbench.gui.plots.pareto import ParetoPlot
from workbench.gui.plots.surface import SurfacePlot
from workbench.gui.theme import Theme

ENSEMBLE_PLOTS: tuple[Callable[[Theme], Plot], ...] = (
    ParetoPlot,
    GrowthPlot,
    DiversityPlot,
    KappaErrorPlot,
    CalibrationPlot,
    ConfusionPlot,
)
"""In reading order."""

__all__ = [
    "ENSEMBLE_PLOTS",
    "CalibrationPlot",
    "ConfusionPlot",
    "CriticalDifferencePlot",
    "DiversityPlot",
    "GrowthPlot",
    "KappaErrorPlot",
    "ParetoPlot",
    "SurfacePlot",
]
