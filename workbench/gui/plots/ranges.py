"""Ranges of axes, and places for labels along a logarithmic one."""

from __future__ import annotations

import math
from collections.abc import Iterable

_STEPS = (1.0, 2.0, 5.0)
_LEAST = 1e-3
"""Scores that are all the same still have a range."""


def around(
    values: Iterable[float], share: float = 0.06, least: float = _LEAST
) -> tuple[float, float]:
    """From the least to the greatest, and ``share`` of that beyond both."""
    found = list(values)
    low, high = min(found), max(found)
    room = share * max(high - low, least)
    if high - low < least:
        room = least / 2
    return low - room, high + room


def decades(low: float, high: float) -> tuple[float, ...]:
    """1, 2 and 5 times powers of ten from ``low`` to ``high``, both positive.

    Where there are many decades, only the powers.
    """
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    steps = _STEPS if last - first <= 3 else _STEPS[:1]
    values = [step * 10.0**ten for ten in range(first, last + 1) for step in steps]
    inside = tuple(v for v in values if low <= v <= high)
    return inside or (low, high)
