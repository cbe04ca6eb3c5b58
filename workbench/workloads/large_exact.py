"""Partial aggregates put together, exactly: the order of files changes no bit.

Everything that is added is a whole number. Counts and sums stay within 64 bits by
sensor (2²⁴ quanta a value, so up to 5·10¹¹ rows), and are Python's own numbers without
limit elsewhere. Means and variances are fractions until the one rounding at the end,
which needs no Chan–Golub–LeVeque update (Updating formulae and a pairwise algorithm for
computing sample variances, 1979), whose last bits depend on the order.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench.datasets.readings import PER_ONE
from workbench.workloads.large_tasks import GROUPED, Moments

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from workbench.workloads.large_tasks import Columns


class Groups:
    """Count, sum, least and greatest of each sensor over all files so far."""

    def __init__(self, sensors: int) -> None:
        import numpy as np

        far = np.iinfo(np.int32)
        self.rows: NDArray[Any] = np.zeros(sensors, dtype=np.int64)
        self.sums = {name: np.zeros(sensors, dtype=np.int64) for name in GROUPED}
        self.least = {name: np.full(sensors, far.max) for name in GROUPED}
        self.greatest = {name: np.full(sensors, far.min) for name in GROUPED}

    def add(self, part: Columns) -> None:
        """Take in one file's."""
        import numpy as np

        at = part["sensor"]  # each once
        self.rows[at] += part["rows"]
        for name in GROUPED:
            self.sums[name][at] += part[f"{name}_sum"]
            least, greatest = self.least[name], self.greatest[name]
            least[at] = np.minimum(least[at], part[f"{name}_min"])
            greatest[at] = np.maximum(greatest[at], part[f"{name}_max"])

    def digest(self) -> str:
        """A fingerprint of all of it, bit for bit."""
        made = hashlib.sha256(self.rows.astype("<i8").tobytes())
        for name in GROUPED:
            for table in (self.sums, self.least, self.greatest):
                made.update(table[name].astype("<i8").tobytes())
        return made.hexdigest()


class Site(NamedTuple):
    """What the join found of a site and a state."""

    rows: int = 0
    calibrated: int = 0
    """Σ temperature × factor, in thousandths of quanta."""
    above: int = 0

    def mean(self) -> float:
        """The mean calibrated temperature."""
        return float(Fraction(self.calibrated, 1000 * PER_ONE * self.rows))


def sites(parts: Iterable[list[tuple[int, ...]]]) -> dict[tuple[int, int], Site]:
    """By site and state, in that order."""
    found: dict[tuple[int, int], Site] = {}
    for part in parts:
        for site, state, *more in part:
            before = found.get((site, state), Site())
            found[site, state] = Site(
                *(a + b for a, b in zip(before, more, strict=True))
            )
    return dict(sorted(found.items()))


class Scale(NamedTuple):
    """What a feature is scaled by."""

    mean: float
    deviation: float


def scales(parts: Sequence[Moments]) -> list[Scale]:
    """Mean and standard deviation (of the population) by feature, rounded once.

    Var = Σx²/n − (Σx/n)², whose cancellation costs nothing among whole numbers. A
    feature that never changes is not scaled.
    """
    count = sum(rows for rows, _ in parts)
    found = []
    for of_feature in zip(*(sums for _, sums in parts), strict=True):
        total = sum(one for one, _ in of_feature)
        squares = sum(two for _, two in of_feature)
        variance = Fraction(count * squares - total * total, count * count)
        deviation = math.sqrt(variance / PER_ONE**2)
        found.append(Scale(float(Fraction(total, count * PER_ONE)), deviation or 1.0))
    return found


class Beyond(NamedTuple):
    """Of a scaled feature: its extremes, and how many values lie far out."""

    least: float
    greatest: float
    counts: tuple[int, ...]


def beyond(parts: Sequence[list[tuple[Any, ...]]]) -> list[Beyond]:
    """By feature, over all files."""
    found = []
    for of_feature in zip(*parts, strict=True):
        least, greatest, *counts = zip(*of_feature, strict=True)
        found.append(
            Beyond(
                min(least),
                max(greatest),
                tuple(sum(column) for column in counts),
            )
        )
    return found
