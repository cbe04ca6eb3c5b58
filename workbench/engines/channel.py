"""Whole messages over a pipe, with as few system calls as it takes.

On POSIX one ``read`` takes all that has arrived, be it several small messages or a
piece of a large one, so a worker that stops in the middle of a message holds nobody
up. A message there is its length in eight bytes and its body. The program's end never
blocks in ``send`` either: what the pipe does not take waits in an outbox until it does.
On Windows the standard library's messages are used as they are.
"""

from __future__ import annotations

import os
import struct
import sys
from collections import deque
from multiprocessing.connection import Connection

_LENGTH = struct.Struct("!Q")
_CHUNK = 1 << 16


class Channel:
    """One end of a duplex pipe. ``EOFError`` or ``OSError``: the other end is gone."""

    def __init__(self, conn: Connection, *, patient: bool = False) -> None:
        self.conn = conn
        self._fd = conn.fileno()
        self._outbox: deque[memoryview] = deque()
        self._patient = patient and sys.platform != "win32"
        if self._patient:
            os.set_blocking(self._fd, False)
        self._ready: deque[bytes | bytearray] = deque()
        self._rest = b""
        """A message's beginning that is too short to know its length."""
        self._large: bytearray | None = None
        """A message that came in part, and how much of it came."""
        self._filled = 0

    @property
    def pending(self) -> bool:
        """Whether something waits until the pipe takes more."""
        return bool(self._outbox)

    def send(self, message: bytes | memoryview) -> None:
        """Write a message. While the pipe is full, a patient end keeps it back."""
        if sys.platform == "win32":
            self.conn.send_bytes(message)
            return
        head = _LENGTH.pack(len(message))
        if len(message) < _CHUNK:
            self._write(memoryview(head + message))
        else:
            self._write(memoryview(head))
            self._write(memoryview(message))

    def flush(self) -> None:
        """Write what was kept back, as much as the pipe takes now."""
        while self._outbox:
            rest = self._written(self._outbox[0])
            if rest:
                self._outbox[0] = rest
                return
            self._outbox.popleft()

    def receive(self) -> list[bytes | bytearray]:
        """What one read completes: perhaps nothing, perhaps several messages."""
        if not self._ready:
            self._read()
        messages = list(self._ready)
        self._ready.clear()
        return messages

    def next(self) -> bytes | bytearray:
        """The next message; blocks until there is one."""
        while not self._ready:
            self._read()
        return self._ready.popleft()

    def close(self) -> None:
        """Close this end."""
        self.conn.close()

    def _write(self, view: memoryview) -> None:
        if self._outbox:
            self._outbox.append(view)
        elif rest := self._written(view):
            self._outbox.append(rest)

    def _written(self, view: memoryview) -> memoryview:
        """Write; what is left when the pipe is full, and its end is a patient one."""
        while view:
            try:
                view = view[os.write(self._fd, view) :]
            except BlockingIOError:
                break
        return view

    def _read(self) -> None:
        if sys.platform == "win32":
            self._ready.append(self.conn.recv_bytes())
        elif self._large is not None:
            self._read_more(self._large)
        else:
            self._read_some()

    def _read_some(self) -> None:
        try:
            data = os.read(self._fd, _CHUNK)
        except BlockingIOError:  # a patient end, asked although nothing came
            return
        if not data:
            raise EOFError
        if self._rest:
            data = self._rest + data
        begin, end = 0, len(data)
        while end - begin >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(data, begin)
            begin += _LENGTH.size
            if end - begin < length:
                self._large = bytearray(length)
                self._filled = end - begin
                self._large[: self._filled] = data[begin:]
                begin = end
                break
            self._ready.append(data[begin : begin + length])
            begin += length
        self._rest = data[begin:]

    def _read_more(self, large: bytearray) -> None:
        try:
            count = os.readv(self._fd, [memoryview(large)[self._filled :]])
        except BlockingIOError:
            return
        if not count:
            raise EOFError
        self._filled += count
        if self._filled == len(large):
            self._ready.append(large)
            self._large = None
