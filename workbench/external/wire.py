"""What program and host say to each other, over two inherited pipes.

Every message is its own length twice (control part, body), a control part in
MessagePack, and a body that is a pickle or empty. Nobody else can write to the pipes:
they have no name, and their ends are held only by the program and by the host that it
started. The program still reads the first message, the host's :class:`Hello`, without
unpickling anything, and goes no further unless host and program are the same version.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

import msgspec

from workbench.core.messages import Message
from workbench.core.spec import ClusterSpec
from workbench.engines import PoolState, Schedule
from workbench.external.report import Report

MAGIC = b"workbench-host/1\n"
"""The first bytes from the host; others come from something that prints at start."""
_SIZES = struct.Struct("<IQ")
_CONTROL_LIMIT = 1 << 24


class Open(msgspec.Struct, frozen=True, kw_only=True, tag="open"):
    """Open an engine; the first request."""

    engine: str
    threads: int
    memory_limit: int | None
    cluster: ClusterSpec
    parent_pid: int


class Ensure(msgspec.Struct, frozen=True, kw_only=True, tag="ensure"):
    """Have workers started."""

    id: int
    workers: int


class Place(msgspec.Struct, frozen=True, kw_only=True, tag="place"):
    """Hold the arrays of the block that the body announces, known as ``key``."""

    id: int
    key: str


class Release(msgspec.Struct, frozen=True, kw_only=True, tag="release"):
    """Forget placed arrays."""

    id: int
    key: str


class Map(msgspec.Struct, frozen=True, kw_only=True, tag="map"):
    """Run the tasks in the body, all on ``each`` worker or every one once."""

    id: int
    workers: int
    schedule: Schedule
    each: bool


class Cancel(msgspec.Struct, frozen=True, kw_only=True, tag="cancel"):
    """Nobody waits for that request, or wants further results of that map."""

    id: int


class EndWorker(msgspec.Struct, frozen=True, kw_only=True, tag="end_worker"):
    """End one worker by force."""

    id: int
    pid: int


class Close(msgspec.Struct, frozen=True, kw_only=True, tag="close"):
    """Close the engine and leave."""


Request = Open | Ensure | Place | Release | Map | Cancel | EndWorker | Close


class Hello(msgspec.Struct, frozen=True, kw_only=True, tag="hello"):
    """Who the host is."""

    report: Report


class Done(msgspec.Struct, frozen=True, kw_only=True, tag="done"):
    """A request is carried out: seconds, or whether there was such a worker."""

    id: int
    value: float = 0.0
    state: PoolState


class Results(msgspec.Struct, frozen=True, kw_only=True, tag="results"):
    """Tasks' results are in the body."""

    id: int


class State(msgspec.Struct, frozen=True, kw_only=True, tag="state"):
    """The engine's workers have changed."""

    state: PoolState


class Failed(msgspec.Struct, frozen=True, kw_only=True, tag="failed"):
    """The request failed, said as the engine said it."""

    id: int
    message: Message


Reply = Hello | Done | Results | State | Failed

_encoder = msgspec.msgpack.Encoder()
_requests = msgspec.msgpack.Decoder(Request)
_replies = msgspec.msgpack.Decoder(Reply)


def write(stream: BinaryIO, control: Request | Reply, body: bytes = b"") -> None:
    """Send one message; the caller sees to it that only one thread does."""
    packed = _encoder.encode(control)
    stream.write(_SIZES.pack(len(packed), len(body)) + packed)
    if body:
        stream.write(body)
    stream.flush()


def read_request(stream: BinaryIO) -> tuple[Request, bytes]:
    """The next request; ``EOFError`` when the program is gone."""
    packed, body = _read(stream)
    return _requests.decode(packed), body


def read_reply(stream: BinaryIO) -> tuple[Reply, bytes]:
    """The next reply; ``EOFError`` when the host is gone or what it says is none."""
    packed, body = _read(stream)
    try:
        return _replies.decode(packed), body
    except msgspec.MsgspecError as error:
        raise EOFError(f"not a reply: {error}") from error


def read_hello(stream: BinaryIO) -> Hello:
    """The first reply; ``EOFError`` when something else speaks there."""
    if read_exactly(stream, len(MAGIC)) != MAGIC:
        raise EOFError("not a host")
    first, _ = read_reply(stream)
    if isinstance(first, Hello):
        return first
    raise EOFError("it does not say who it is")


def _read(stream: BinaryIO) -> tuple[bytes, bytes]:
    control, body = _SIZES.unpack(read_exactly(stream, _SIZES.size))
    if control > _CONTROL_LIMIT:
        raise EOFError("not a message of the other end")
    return read_exactly(stream, control), read_exactly(stream, body)


def read_exactly(stream: BinaryIO, size: int) -> bytes:
    """So many bytes; ``EOFError`` when they do not come."""
    data = stream.read(size) if size else b""
    if len(data) != size:
        raise EOFError("the other end is gone")
    return data
