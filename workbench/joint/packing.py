"""Clients of unequal size as rectangles: packed once, padded, at most doubled.

Clients are sorted by size and cut into packs whose largest client is at most twice the
smallest, so that padding never more than doubles the rows, and so small that a pack's
arrays stay in a core's cache while it takes its steps. Rows that fill up a client
repeat its last one and weigh nothing.
"""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.joint.base import Floats, Shape
from workbench.joint.objectives.scores import Steady

PACK_BYTES = 2 * 2**20
"""The most that one pack's working arrays take, unless one client takes more."""
_OUTPUTS = 10
"""Targets per row that are reckoned with."""
KEPT_BYTES = 64 * 2**20
"""The most that packs kept for the next round take in a process."""

Arrays = Mapping[str, NDArray[Any]]
"""``X``, ``y``, ``order`` and ``bounds``, as placed."""


@dataclass(frozen=True)
class Pack:
    """Rows of some clients, the largest first: X (clients, rows, features)."""

    X: Floats
    y: NDArray[Any]
    sizes: NDArray[np.int64]
    weight: Floats
    """1 / size for a client's own rows, 0 for those that fill it up."""
    prepared: dict[tuple[str, int, bool], Floats] = field(default_factory=dict)
    """The targets of objectives that have seen this pack, by name and outputs."""
    steady: dict[tuple[str, Shape], Steady] = field(default_factory=dict)
    """Their gradients of all rows, by name and shape."""

    def __len__(self) -> int:
        return len(self.sizes)

    @property
    def rows(self) -> int:
        """Rows of each client, padding included."""
        return int(self.X.shape[1])

    @cached_property
    def nbytes(self) -> int:
        """Bytes, with room for Gram matrices, targets and gradients that may follow.

        Known from when it is kept: it goes at the program's end, when globals are gone.
        """
        each = min(self.rows, self.X.shape[2]) + _OUTPUTS
        own = self.X.nbytes + self.y.nbytes + self.weight.nbytes * (1 + each)
        return int(own + self.X[:, :1].nbytes * _OUTPUTS)

    @cached_property
    def gram(self) -> Floats:
        """XXᵀ of each client, (clients, rows, rows)."""
        products: Floats = self.X @ self.X.transpose(0, 2, 1)
        return products


def packs(
    arrays: Arrays, clients: Sequence[int], parameters: int
) -> Iterator[tuple[NDArray[np.intp], Pack]]:
    """Every pack, with the places that its clients have in ``clients``.

    ``parameters`` is the size of a model: models need room beside the rows.
    """
    numbers = np.asarray(clients, np.intp)
    if len(numbers) == 1:
        yield np.zeros(1, np.intp), _KEPT.pack(arrays, numbers)
        return
    bounds = arrays["bounds"]
    sizes = bounds[numbers + 1] - bounds[numbers]
    features = arrays["X"].shape[1]
    for places in _cut(sizes, features, parameters):
        yield places, _KEPT.pack(arrays, numbers[places])


def _cut(
    sizes: NDArray[np.int64], features: int, parameters: int
) -> Iterator[NDArray[np.intp]]:
    """Places by falling size (equal ones as given), cut where a pack is full."""
    places = np.argsort(-sizes, kind="stable")
    falling = sizes[places]
    begin = 0
    while begin < len(places):
        largest = int(falling[begin])
        # the first that is smaller than half, in an array that falls
        end = int(np.searchsorted(-falling, -((largest + 1) // 2), side="right"))
        each = 8 * (largest * (features + 8) + 3 * parameters)
        end = min(end, begin + max(1, PACK_BYTES // each))
        yield places[begin:end]
        begin = end


def _pack(arrays: Arrays, clients: NDArray[np.intp]) -> Pack:
    bounds, order = arrays["bounds"], arrays["order"]
    first = bounds[clients]
    sizes = bounds[clients + 1] - first
    largest = int(sizes.max(initial=0))
    places = np.minimum(np.arange(largest), sizes[:, None] - 1)
    rows = order[first[:, None] + places]
    shares = 1.0 / np.maximum(sizes, 1)
    return Pack(
        X=np.ascontiguousarray(arrays["X"].take(rows, axis=0), np.float64),
        y=arrays["y"].take(rows),
        sizes=sizes,
        weight=np.where(np.arange(largest) < sizes[:, None], shares[:, None], 0.0),
    )


_Owner = tuple[int, ...]


class _Kept:
    """The packs used last, by the arrays that they came from.

    They go when one of those arrays does: a reference that keeps nothing alive tells.
    """

    def __init__(self) -> None:
        self._packs: OrderedDict[tuple[_Owner, bytes], Pack] = OrderedDict()
        self._owners: dict[_Owner, list[weakref.ref[Any]]] = {}
        self._bytes = 0
        self._lock = threading.RLock()

    def pack(self, arrays: Arrays, clients: NDArray[np.intp]) -> Pack:
        """The pack of ``clients``, made if it is not there."""
        sources = [arrays[name] for name in ("X", "y", "order", "bounds")]
        key = (tuple(map(id, sources)), clients.tobytes())
        with self._lock:
            found = self._packs.get(key)
            if found is not None:
                self._packs.move_to_end(key)
                return found
        found = _pack(arrays, clients)
        if found.nbytes <= KEPT_BYTES:
            with self._lock:
                self._keep(key, found, sources)
        return found

    def _keep(
        self, key: tuple[_Owner, bytes], pack: Pack, sources: list[NDArray[Any]]
    ) -> None:
        owner = key[0]
        if owner not in self._owners:
            self._owners[owner] = [
                weakref.ref(source, lambda _: self._forget(owner)) for source in sources
            ]
        if key not in self._packs:
            self._packs[key] = pack
            self._bytes += pack.nbytes
        while self._bytes > KEPT_BYTES:
            _, oldest = self._packs.popitem(last=False)
            self._bytes -= oldest.nbytes

    def _forget(self, owner: _Owner) -> None:
        with self._lock:
            self._owners.pop(owner, None)
            for key in [key for key in self._packs if key[0] == owner]:
                self._bytes -= self._packs.pop(key).nbytes


_KEPT = _Kept()
