"""How other threads ask the supervisor's thread for something.

Requests lie in a deque; a byte in a pipe wakes the thread, once for as many as there
are, since it waits for pipes anyway. Who asks may be the main thread, in which Ctrl-C
raises wherever it happens to be: the bell counts as rung only when it has rung, so that
at worst it rings twice.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from multiprocessing.connection import Connection, Pipe

Request = Callable[[], None]


class Mailbox:
    """Requests on their way; after :meth:`close` none is taken any more."""

    def __init__(self) -> None:
        self.bell, self._cord = Pipe(duplex=False)
        self._lock = threading.Lock()
        self._requests: deque[Request] = deque()
        self._rung = False
        """Whether a byte is on its way for the requests that lie there."""
        self._closed = False

    def put(self, request: Request) -> bool:
        """Have the thread call ``request``; false when it has ended."""
        with self._lock:
            if self._closed:
                return False
            self._requests.append(request)
            if not self._rung:
                self._cord.send_bytes(b"!")
                self._rung = True
            return True

    def take(self) -> list[Request]:
        """In the thread, once the bell has rung: what was asked for."""
        self.bell.recv_bytes()
        return self._empty()

    def close(self) -> list[Request]:
        """In the thread, at its end: those who still wait must hear of it."""
        with self._lock:
            self._closed = True
        return self._empty()

    def free(self) -> None:
        """Close both ends of the pipe."""
        ends: tuple[Connection, ...] = (self.bell, self._cord)
        for end in ends:
            end.close()

    def _empty(self) -> list[Request]:
        with self._lock:
            self._rung = False
            requests = list(self._requests)
            self._requests.clear()
        return requests
