"""An axis that is linear or logarithmic, as the picture's choices want it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from workbench.gui.plots.axes import RoundAxis

_UPPER = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_STEPS = (1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 25, 50, 100)
"""How many powers of ten may lie between two figures."""
_PLAIN = range(-3, 5)
"""Powers of ten that are written out."""


class ScaleAxis(RoundAxis):
    """Round numbers; with ``log``, what is shown is the logarithm to base ten.

    Figures are then powers of ten, and between them twice and five times one where
    there is room.
    """

    log = False

    def set_log(self, log: bool) -> None:
        """Write figures of logarithms from now on, or of numbers."""
        if log != self.log:
            self.log = log
            self._make_room()
            self.picture = None
            self.update()

    def tickValues(
        self, minVal: float, maxVal: float, size: float
    ) -> list[tuple[float, list[float]]]:
        """The finest steps whose figures keep apart."""
        if not self.log:
            return super().tickValues(minVal, maxVal, size)
        if not (maxVal > minVal and size > 0):
            return []
        low, high = math.floor(minVal), math.ceil(maxVal)
        apart = self._least_apart() * (maxVal - minVal) / size
        if math.log10(2) >= apart and maxVal - minVal <= 3:
            places = [e + math.log10(m) for e in range(low, high) for m in (1, 2, 5)]
            places.append(float(high))
        else:
            step = next((s for s in _STEPS if s >= apart), _STEPS[-1])
            places = [float(e) for e in range(low, high + 1) if e % step == 0]
        inside = [place for place in places if minVal <= place <= maxVal]
        return [(1.0, inside)]

    def tickStrings(
        self, values: Sequence[float], scale: float, spacing: float
    ) -> list[str]:
        """The figures; very small and very large ones as powers."""
        if not self.log:
            return super().tickStrings(values, scale, spacing)
        return [power_text(value) for value in values]

    def _least_apart(self) -> float:
        metrics = self._metrics()
        if self.orientation in ("left", "right"):
            return 1.6 * metrics.height()
        return metrics.horizontalAdvance("5·10⁻¹⁰") + metrics.averageCharWidth()


def power_text(logarithm: float) -> str:
    """The number with this logarithm: ``0.01``, ``500``, ``10⁻⁶``, ``2·10⁻⁶``."""
    exponent = math.floor(logarithm + 1e-9)
    lead = round(10 ** (logarithm - exponent))
    if exponent in _PLAIN:
        return f"{lead * 10.0**exponent:.{max(0, -exponent)}f}"
    power = f"10{str(exponent).translate(_UPPER)}"
    return power if lead == 1 else f"{lead}·{power}"


def figure(value: float | None) -> str:
    """Three digits of a number of any size: ``0.0123``, ``41.5``, ``2.1·10⁻⁵``."""
    if value is None or math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    size = abs(value)
    if size == 0 or 1e-3 <= size < 1e5:
        text = f"{size:.3g}" if size < 1000 else f"{size:.0f}"
    else:
        lead, power = f"{size:.1e}".split("e")
        text = f"10{str(int(power)).translate(_UPPER)}"
        text = text if lead == "1.0" else f"{lead}·{text}"
    return f"−{text}" if value < 0 else text
