"""What the calibration picture shows of the findings: curves, counts and the range."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.core.ensemble import (
    Calibration,
    CalibrationBin,
    EnsembleFindings,
    RowFindings,
)
from workbench.gui.i18n import say
from workbench.gui.plots.rows import shown_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The bins of one row, as its probabilities are or after they were calibrated."""

    key: str
    title: str
    number: int
    """Of the row among those shown."""
    after: bool
    whole: Calibration

    @property
    def bins(self) -> tuple[CalibrationBin, ...]:
        """From the least to the most confident; empty ones left out."""
        found = (one for one in self.whole.bins if one.count)
        return tuple(sorted(found, key=lambda one: one.confidence))


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All that is drawn; both axes have the same range, ``low`` to 1.

    ``counted`` are the curves whose counts stand below, of one row only.
    """

    curves: tuple[Curve, ...]
    counted: tuple[Curve, ...]
    low: float


def has_calibration(row: RowFindings) -> bool:
    """Whether there is a curve of this row."""
    return any(
        one is not None and any(b.count for b in one.bins)
        for one in (row.calibration, row.calibrated)
    )


def shown_rows(
    found: EnsembleFindings | None, wanted: Sequence[str]
) -> tuple[RowFindings, ...]:
    """Those wanted that have a curve, else the best one that has."""
    rows = found.rows if found else ()
    by_key = {row.key: row for row in rows if has_calibration(row)}
    chosen = tuple(by_key[key] for key in dict.fromkeys(wanted) if key in by_key)
    best = shown_row(found, None, has_calibration)
    return chosen or ((best,) if best else ())


def resolve(found: EnsembleFindings | None, wanted: Sequence[str]) -> Picture | None:
    """What to draw, or ``None`` where nobody stated a probability."""
    rows = shown_rows(found, wanted)
    curves = tuple(
        Curve(key=row.key, title=say(row.title), number=n, after=after, whole=whole)
        for n, row in enumerate(rows)
        for after, whole in ((False, row.calibration), (True, row.calibrated))
        if whole is not None
    )
    bins = [one for curve in curves for one in curve.bins]
    if not bins:
        return None
    least = min(min(one.confidence, one.accuracy) for one in bins)
    return Picture(
        curves=curves,
        counted=curves if len(rows) == 1 else (),
        low=max(0.0, math.floor(least * 10 - 0.3) / 10),
    )
