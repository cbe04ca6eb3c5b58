"""Seeded mini-batches without replacement, the same alone and among a thousand.

A client's order of an epoch sorts its rows by SplitMix64 of (seed, epoch, row): a
counter-based generator needs no state, so the orders of all clients come of one array
expression. Steele, Lea & Flood, *Fast splittable pseudorandom number generators*, 2014.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.joint.base import Floats

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_LAST = np.iinfo(np.uint64).max


def steps_each(
    sizes: NDArray[np.int64], steps: int, epochs: int, batch: int
) -> NDArray[np.int64]:
    """How many steps clients of these sizes make; one without rows makes none."""
    if epochs > 0:
        return epochs * np.where(sizes > 0, _per_epoch(sizes, batch), 0)
    return np.where(sizes > 0, steps, 0)


class Batches:
    """Which rows of each client are in the mini-batch of a step.

    ``sizes`` fall, so clients that still have steps to make are the first ones. Steps
    are asked for in order. An epoch's last batch may be smaller.
    """

    def __init__(
        self, sizes: NDArray[np.int64], batch: int, seeds: Sequence[int]
    ) -> None:
        largest = int(sizes.max(initial=0))
        self._sizes = sizes
        self._batch = min(batch, largest)
        self._per_epoch = _per_epoch(sizes, batch)
        self._seeds = np.array([seed & _LAST for seed in seeds], np.uint64)
        self._orders = np.zeros((len(sizes), largest), np.intp)

    def rows(self, step: int, active: int) -> tuple[NDArray[np.intp], Floats]:
        """Rows (active, batch) and their weights, for the first ``active`` clients."""
        epoch, turn = np.divmod(step, self._per_epoch[:active])
        self._shuffle(np.flatnonzero(turn == 0), epoch)
        sizes = self._sizes[:active, None]
        places = turn[:, None] * self._batch + np.arange(self._batch)
        own = places < sizes
        count = np.maximum(own.sum(1, keepdims=True), 1)
        rows = np.take_along_axis(
            self._orders[:active], np.clip(places, 0, np.maximum(sizes - 1, 0)), axis=1
        )
        return rows, own / count

    def _shuffle(self, clients: NDArray[np.intp], epoch: NDArray[np.int64]) -> None:
        """New orders for those at the beginning of an epoch."""
        if not len(clients):
            return
        rows = np.arange(self._orders.shape[1])
        epochs = epoch[clients].astype(np.uint64) + np.uint64(1)
        streams = _mixed(self._seeds[clients] + _GOLDEN * epochs)
        keys = _mixed(streams[:, None] + _GOLDEN * (rows + 1).astype(np.uint64))
        keys[rows >= self._sizes[clients, None]] = _LAST
        self._orders[clients] = np.argsort(keys, axis=1, kind="stable")


def _per_epoch(sizes: NDArray[np.int64], batch: int) -> NDArray[np.int64]:
    """Steps of an epoch, at least 1."""
    if batch <= 0:
        return np.ones_like(sizes)
    return np.maximum(-(-sizes // batch), 1)


def _mixed(z: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """SplitMix64's finaliser."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))
