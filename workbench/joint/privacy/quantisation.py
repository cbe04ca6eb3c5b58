"""Numbers as integers modulo 2^b and back, so that masks add up to nothing exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from workbench.joint.base import Floats

Integers = NDArray[Any]
"""Unsigned integers of the grid's width; sums wrap around."""
Bits = Literal[32, 64]
_EXACT = 2**52
"""More levels than that a float could not tell apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Even steps from −``limit`` to ``limit``, so fine that no sum wraps around.

    With m ``senders`` there are L = ⌊(2^(b−1) − 1) / m⌋ steps on each side of zero.
    ``limit`` is agreed on beforehand; what is beyond it is sent as the limit.
    """

    limit: float
    senders: int
    bits: Bits = 32

    @property
    def dtype(self) -> np.dtype[Any]:
        """Of the integers."""
        return np.dtype(np.uint32 if self.bits == 32 else np.uint64)

    @property
    def levels(self) -> int:
        """Steps on each side of zero."""
        largest: int = 2 ** (self.bits - 1) - 1
        return min(largest // self.senders, _EXACT)

    @property
    def step(self) -> float:
        """How far apart neighbouring values are; half of it is the error of one."""
        return self.limit / self.levels

    def encode(self, values: Floats) -> Integers:
        """The nearest steps, negative ones as 2^b − their size."""
        shares = np.clip(values / self.limit, -1.0, 1.0)
        return np.rint(shares * self.levels).astype(np.int64).astype(self.dtype)

    def decode(self, total: Integers) -> Floats:
        """The sum of values behind a sum of integers."""
        signed = total.view(np.int32 if self.bits == 32 else np.int64)
        return signed.astype(np.float64) * self.step


def limit_of(values: Floats) -> float:
    """The least power of two that none of ``values`` is beyond; 1 if all are zero.

    Only this much of them is made known to agree on a grid.
    """
    peak = float(np.max(np.abs(values), initial=0.0))
    if peak == 0.0:
        return 1.0
    _, exponent = np.frexp(peak)
    return float(np.ldexp(1.0, min(int(exponent), 1023)))
