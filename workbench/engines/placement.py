"""How placed arrays reach the workers: through one block of shared memory.

The program copies the arrays into a block once. Every worker, also one that starts
later, maps the same memory and gets read-only arrays that lie in it; nothing is copied
again. Arrays of Python objects cannot lie there: they are pickled into the message that
announces the block.
"""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench.core.data import hold, let_go
from workbench.engines import shared, wire

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ALIGNED = 64
_BLOCKS: dict[str, shared.Block] = {}
"""The blocks that this process has mapped as a worker, by the key of their arrays."""


class Place(NamedTuple):
    """Where an array lies in the block."""

    dtype: Any
    shape: tuple[int, ...]
    fortran: bool
    start: int


class Placed:
    """Arrays in a block of their own, and the message that tells a worker of them."""

    def __init__(
        self,
        key: str,
        arrays: Mapping[str, NDArray[Any]],
        *,
        name: str,
        folder: Path,
        spare: Callable[[int], shared.Block | None],
    ) -> None:
        import numpy as np

        self.key = key
        places: dict[str, Place] = {}
        objects: dict[str, NDArray[Any]] = {}
        size = 0
        for title, array in arrays.items():
            if array.dtype.hasobject:
                objects[title] = array
                continue
            fortran = array.flags.f_contiguous and not array.flags.c_contiguous
            places[title] = Place(array.dtype, array.shape, fortran, size)
            size += -(-array.nbytes // _ALIGNED) * _ALIGNED
        # Objects are pickled first: an error here must leave no block behind.
        packed = pickle.dumps(objects, 5)
        self._block: shared.Block | None = None
        if places:
            self._block = spare(size) or shared.create(name, size, folder)
        if self._block is not None:
            for title, place in places.items():
                flat = arrays[title].ravel(order="F" if place.fortran else "C")
                self._block.fill(place.start, flat.view(np.uint8).data)
        where = self._block.name if self._block is not None else ""
        self.message = wire.HOLD + pickle.dumps((key, where, size, places, packed), 5)

    def hand_over(self) -> shared.Block | None:
        """The block, for other arrays; it is not this one's any more."""
        block, self._block = self._block, None
        return block

    def close(self) -> None:
        """Free the block; workers that still map it keep it until they let go."""
        if self._block is not None:
            self._block.close()
            self._block.unlink()


def receive(message: bytes | bytearray) -> str:
    """In a worker: hold the arrays that ``message`` announces; their key."""
    key, name, size, places, packed = pickle.loads(
        memoryview(message)[len(wire.HOLD) :]
    )
    arrays: dict[str, NDArray[Any]] = pickle.loads(packed)
    if name:
        block = shared.attach(name, size)
        _BLOCKS[key] = block
        arrays |= {title: _array(block.view, place) for title, place in places.items()}
    hold(key, arrays)
    return str(key)


def forget(key: str) -> bool:
    """In a worker: let go of arrays, and of the memory that they lie in.

    False if something still lies in it, which a task has kept.
    """
    let_go(key)
    block = _BLOCKS.pop(key, None)
    return block is None or block.close()


def _array(view: memoryview, place: Place) -> NDArray[Any]:
    """An array that keeps the memory from being unmapped while anything uses it.

    ``numpy.ndarray(buffer=view)`` would not: it lets go of the buffer at once.
    """
    import numpy as np

    count = math.prod(place.shape)
    if not count:
        return np.empty(place.shape, place.dtype)
    flat = np.frombuffer(view, place.dtype, count, place.start)
    return flat.reshape(place.shape, order="F" if place.fortran else "C")
