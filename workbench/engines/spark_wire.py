"""What this program and Spark's driver process say to each other, over two pipes.

A message is its length in eight bytes and a pickle; both ends are this program's own.
Packed tasks and their answers lie in it as bytes, which the driver does not open.
"""

from __future__ import annotations

import pickle
import struct
from typing import IO, Any, NamedTuple

_LENGTH = struct.Struct("!Q")


class Settings(NamedTuple):
    """What the driver is started with."""

    parent_pid: int
    folder: str
    """Its own, for Spark's files and logs."""
    standalone: bool
    """Whether to start a master and a worker first."""
    address: str
    """``host:port`` of a running master; empty without one."""
    cores: int
    """How many tasks may run at once."""
    threads: int
    memory_limit: int | None
    patience_s: float
    """How long after an executor the next one may come."""


class Run(NamedTuple):
    """Run packed calls on a slot, with these data held. Answered by a report."""

    number: int
    slot: int
    calls: list[bytes]
    keys: frozenset[str]
    introduce: bool = False
    """Whether the report shall tell of versions and the clock."""


class Hold(NamedTuple):
    """Broadcast the pickle in ``file`` under ``key``. Answered when it may be used."""

    number: int
    key: str
    file: str


class Drop(NamedTuple):
    """Destroy that broadcast; no answer."""

    key: str


class Quit(NamedTuple):
    """Cancel what runs on a slot and forget it; no answer."""

    slot: int


class End(NamedTuple):
    """Leave the cluster and end; no answer."""


class Answer(NamedTuple):
    """To the message with that number: what came out, or what went wrong."""

    number: int
    value: bytes = b""
    error: str | None = None


class Stage(NamedTuple):
    """How far the start is: ``java``, ``connected``, ``ready``."""

    name: str


class Gone(NamedTuple):
    """Spark is no more; why, in its own words."""

    what: str
    """``java``, ``cluster``, ``cores``, ``connect`` or ``start``."""
    reason: str


def write(stream: IO[bytes], message: Any) -> None:
    """Write one message and flush."""
    body = pickle.dumps(message, 5)
    stream.write(_LENGTH.pack(len(body)))
    stream.write(body)
    stream.flush()


def read(stream: IO[bytes]) -> Any:
    """The next message; ``EOFError`` when the other end is gone."""
    head = _exactly(stream, _LENGTH.size)
    return pickle.loads(_exactly(stream, *_LENGTH.unpack(head)))


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
