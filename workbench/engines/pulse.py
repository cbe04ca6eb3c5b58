"""What a worker shows without being asked: that it lives, and which task it runs.

Two numbers in a small file that both ends map into memory. Reading them costs nothing
and disturbs nobody, and they survive a worker that is killed, which a message that it
still had to send would not.
"""

from __future__ import annotations

import mmap
from pathlib import Path

_SIZE = 16
_BEATS, _TICKET = 0, 1
IDLE = 0
"""The ticket of a worker that runs nothing."""


class Pulse:
    """One end; the worker writes, the program reads.

    Each number is a machine word, written and read as a whole.
    """

    def __init__(self, path: Path, *, new: bool = False) -> None:
        if new:
            path.write_bytes(bytes(_SIZE))
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), _SIZE)
        self._words = memoryview(self._map).cast("Q")

    @property
    def beats(self) -> int:
        """How often the worker's watchdog has come round."""
        return self._words[_BEATS]

    @property
    def ticket(self) -> int:
        """The task that it runs, or :data:`IDLE`."""
        return self._words[_TICKET]

    def beat(self) -> None:
        """The worker lives."""
        self._words[_BEATS] += 1

    def runs(self, ticket: int) -> None:
        """The worker takes up this task."""
        self._words[_TICKET] = ticket

    def close(self) -> None:
        """Unmap the file."""
        self._words.release()
        self._map.close()
