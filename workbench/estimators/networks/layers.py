"""The layers of a network as plain data, and the weights that it begins with.

Both libraries build the same network of them: channels last, weights as Keras has them
(inputs, outputs), or (window..., channels in, channels out) of a convolution.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Weights = list[NDArray[np.float32]]
"""Of each layer its weights and its biases, in order."""

WINDOW = 3
"""A convolution looks at so many neighbours in each direction."""
SMALLEST_IMAGE = 16
"""Fewer features are no picture, even if they are a square number."""
_SMALLEST_POOLED = 4
"""Sides shorter than this are not halved."""


@dataclass(frozen=True, slots=True)
class Layers:
    """Convolutions (none in an MLP), then dense layers, the last one the scores.

    A convolution is followed by a ReLU and, where the grid is large enough, by the
    largest of every two neighbours; a dense layer but the last by a ReLU.
    """

    features: int
    filters: tuple[int, ...]
    hidden: tuple[int, ...]
    outputs: int

    @property
    def grid(self) -> tuple[int, ...]:
        """A square picture where the features make one, else a line."""
        side = math.isqrt(self.features)
        if side * side == self.features >= SMALLEST_IMAGE:
            return (side, side)
        return (self.features,)

    def grids(self) -> Iterator[tuple[tuple[int, ...], bool]]:
        """Before each convolution its grid, and whether it is halved after it."""
        grid = self.grid
        for _ in self.filters:
            halved = grid[0] >= _SMALLEST_POOLED
            yield grid, halved
            if halved:
                grid = tuple(side // 2 for side in grid)

    @property
    def flat(self) -> int:
        """Values that reach the first dense layer."""
        if not self.filters:
            return self.features
        (*_, (grid, halved)) = self.grids()
        sides = [side // 2 if halved else side for side in grid]
        return math.prod(sides) * self.filters[-1]

    def shapes(self) -> Iterator[tuple[int, ...]]:
        """Of the weights of every layer."""
        window, channels = (WINDOW,) * len(self.grid), 1
        for filters in self.filters:
            yield (*window, channels, filters)
            channels = filters
        inputs = self.flat
        for units in (*self.hidden, self.outputs):
            yield (inputs, units)
            inputs = units

    def start(self, rng: np.random.Generator) -> Weights:
        """Uniform with variance 2 / inputs before a ReLU (He et al. 2015), biases 0.

        Drawn here and not by the library: the same on both, in every thread.
        """
        found: Weights = []
        shapes = list(self.shapes())
        for shape in shapes:
            gain = 3.0 if shape is shapes[-1] else 6.0
            bound = math.sqrt(gain / math.prod(shape[:-1]))
            found.append(rng.uniform(-bound, bound, shape).astype(np.float32))
            found.append(np.zeros(shape[-1], np.float32))
        return found


@dataclass(frozen=True, slots=True)
class Schedule:
    """Which rows each step sees, and how long it is.

    Adam (Kingma and Ba 2015); its learning rate falls in a line to 0, so that the last
    steps settle.
    """

    rows: int
    epochs: int
    batch: int
    rate: float

    @property
    def steps(self) -> int:
        """Of all epochs."""
        return self.epochs * -(-self.rows // self.batch)

    def orders(self, rng: np.random.Generator) -> NDArray[np.int64]:
        """The rows' order in each epoch, (epochs, rows)."""
        return np.stack([rng.permutation(self.rows) for _ in range(self.epochs)])

    def rates(self) -> NDArray[np.float32]:
        """The learning rate of each step."""
        left = 1.0 - np.arange(self.steps) / self.steps
        return (self.rate * left).astype(np.float32)


BETAS = (0.9, 0.999)
EPSILON = 1e-8
"""Adam's, the same in both libraries."""


def parted(rows: int, most: int) -> Iterator[slice]:
    """At most so many rows at a time."""
    return (slice(first, first + most) for first in range(0, rows, most))


def pairs(weights: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Weights and biases, layer by layer."""
    return zip(weights[::2], weights[1::2], strict=True)
