"""How placed arrays reach a worker: through its pipe, once.

Pickle's protocol 5 takes the arrays' memory out of the pickle, so it is written from
where it is. The worker copies it into NumPy memory, aligned as the program's own is.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workbench.core.data import hold
from workbench.engines import wire
from workbench.engines.channel import Channel

if TYPE_CHECKING:
    from numpy.typing import NDArray


def send(channel: Channel, key: str, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Send ``arrays`` to a worker that is waiting for a message."""
    buffers: list[pickle.PickleBuffer] = []
    body = pickle.dumps(dict(arrays), 5, buffer_callback=buffers.append)
    channel.send(wire.HOLD + pickle.dumps((key, len(buffers), body), 5))
    for buffer in buffers:
        channel.send(buffer.raw())


def receive(channel: Channel, message: bytes | bytearray) -> str:
    """Hold the arrays that ``message`` announces; their key."""
    import numpy as np

    key, count, body = pickle.loads(memoryview(message)[len(wire.HOLD) :])
    buffers = [np.array(np.frombuffer(channel.next(), np.uint8)) for _ in range(count)]
    hold(key, pickle.loads(body, buffers=buffers))
    return str(key)
