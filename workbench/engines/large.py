"""How a value that is too large for a pipe travels: in a shared block, once.

The worker pickles a value with its large buffers left out (pickle's protocol 5), writes
pickle and buffers into a block of shared memory and sends the block's name and the
sizes. The program copies them out, so that the block is gone at once, whatever becomes
of the value.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workbench.engines import shared, wire

LARGE = 1 << 20
"""Bytes from which on a pickle, or a buffer of one, travels in shared memory."""
_ALIGNED = 64
NONE = pickle.dumps(None, 5)
"""The commonest payload."""


class Packer:
    """Pickles the results of one worker; ``name`` begins the names of its blocks."""

    def __init__(self, name: str, folder: Path) -> None:
        self._name = name
        self._folder = folder
        self._count = 0

    def pack(self, value: Any) -> tuple[int, bytes]:
        """The kind of the payload, and the payload; raises what pickling raises."""
        if value is None:
            return wire.VALUE, NONE
        if sys.platform == "win32":  # a block ends there when its creator closes it
            return wire.VALUE, pickle.dumps(value, 5)
        buffers: list[pickle.PickleBuffer] = []

        def left_out(buffer: pickle.PickleBuffer) -> bool:
            """Pickle's callback: true keeps a small buffer inside the pickle."""
            if buffer.raw().nbytes < LARGE:
                return True
            buffers.append(buffer)
            return False

        body = pickle.dumps(value, 5, buffer_callback=left_out)
        if not buffers and len(body) < LARGE:
            return wire.VALUE, body
        pieces = [memoryview(body), *(buffer.raw() for buffer in buffers)]
        return wire.LARGE_VALUE, self._write(pieces)

    def _write(self, pieces: list[memoryview]) -> bytes:
        sizes = [piece.nbytes for piece in pieces]
        name = block_name(self._name, self._count)
        block = shared.create(name, sum(map(_padded, sizes)), self._folder)
        self._count += 1
        start = 0
        for piece, size in zip(pieces, sizes, strict=True):
            block.fill(start, piece.cast("B"))
            start += _padded(size)
        block.close()
        return pickle.dumps((block.name, sizes), 5)


def block_name(name: str, number: int) -> str:
    """The name of a worker's block: the program can tell which one comes next."""
    return f"{name}-{number}"


def unpack(payload: bytes | bytearray) -> tuple[Any, int]:
    """The value of a ``LARGE_VALUE`` payload, and its bytes; the block is gone then."""
    name, sizes = pickle.loads(payload)
    block = shared.attach(name, sum(map(_padded, sizes)))
    try:
        body, *buffers = map(bytearray, _places(block.view, sizes))
    finally:
        block.close()
        block.unlink()
    return pickle.loads(body, buffers=buffers), sum(sizes)


def discard(payload: bytes | bytearray) -> None:
    """Free the block of a value that nobody wants."""
    name, _ = pickle.loads(payload)
    shared.forget(name)


def _places(view: memoryview, sizes: list[int]) -> Iterator[memoryview]:
    start = 0
    for size in sizes:
        yield view[start : start + size]
        start += _padded(size)


def _padded(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED
