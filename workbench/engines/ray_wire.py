"""What the program and Ray's driver say to each other, over two private pipes.

A message is its length in eight bytes and a pickled tuple. Requests are a number, what
is to be done, and its arguments; replies are that number, how it went, and a value or a
reason. The number 0 belongs to what the driver says unasked.
"""

from __future__ import annotations

import pickle
import struct
from typing import IO, Any, Final

_LENGTH = struct.Struct("!Q")

UNASKED: Final = 0
DONE: Final = "done"
FAILED: Final = "failed"
DEAD: Final = "dead"
"""The worker that was asked is gone."""
LOST: Final = "lost"
"""The cluster is gone."""

Request = tuple[int, str, tuple[Any, ...]]
Reply = tuple[int, str, Any]


def write(stream: IO[bytes], message: Request | Reply) -> None:
    """Send one message at once."""
    body = pickle.dumps(message, 5)
    stream.write(_LENGTH.pack(len(body)) + body)
    stream.flush()


def read(stream: IO[bytes]) -> Any:
    """The next message, of a process that belongs to us; ``EOFError``: it is gone."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    return pickle.loads(_exactly(stream, length))


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
