"""One worker as the supervisor sees it: a process, its pipe, and what it was sent."""

from __future__ import annotations

import contextlib
import enum
import signal
from collections import deque
from collections.abc import Mapping
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench.core.results import clock
from workbench.engines import placement, wire
from workbench.engines.batch import Batch, Entry
from workbench.engines.channel import Channel

if TYPE_CHECKING:
    from numpy.typing import NDArray

WINDOW = 2
"""The most tasks that a worker holds, the running one included."""
SMALL = 3_000
"""The most bytes sent to a busy worker. The window's worth of them fits into a pipe
buffer on every system (8 KiB on macOS and Windows), so sending never blocks on a worker
that itself waits for its answer to be read."""
GRACE_S = 2.0
"""How long a worker may take for each step: to stop by itself, to be terminated."""
START_LIMIT_S = 60.0
"""How long a worker may take until it reports ready."""
_EXIT_S = 1.0


class Sent(NamedTuple):
    """A task that a worker has and did not answer yet."""

    ticket: int
    batch: Batch
    entry: Entry
    submitted: float
    bytes_in: int


class Step(enum.Enum):
    """How far a worker is on its way out, by request or by force."""

    NONE = enum.auto()
    ASKED = enum.auto()
    TERMINATED = enum.auto()
    KILLED = enum.auto()


class Seat:
    """A place among the workers and the process that sits on it.

    All methods belong to the supervisor's thread. :meth:`settle` raises ``OSError``
    when the process is gone.
    """

    def __init__(
        self, index: int, process: SpawnProcess, channel: Channel, crash_file: Path
    ) -> None:
        self.index = index
        self.process = process
        self.pid = process.pid
        self.sentinel = process.sentinel
        self.channel = channel
        self.ready = False
        self.prepared = False
        """Whether it is up and holds all placed data."""
        self.buried = False
        self.started = False
        """Whether it was prepared once, whatever came later."""
        self.sent: deque[Sent] = deque()
        self.step = Step.NONE
        self.deadline: float | None = clock() + START_LIMIT_S
        self._crash_file = crash_file
        self._to_hold: dict[str, Mapping[str, NDArray[Any]]] = {}
        self._to_forget: list[str] = []
        self._unconfirmed: set[str] = set()

    @property
    def leaving(self) -> bool:
        """Whether it was told or forced to end."""
        return self.step is not Step.NONE

    def hold(self, key: str, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Have it hold ``arrays``, with the next :meth:`settle`."""
        self._to_hold[key] = arrays
        self.prepared = False

    def forget(self, key: str) -> None:
        """Have it let go of ``key``, with the next :meth:`settle`."""
        if self._to_hold.pop(key, None) is None:
            self._to_forget.append(key)

    def settle(self) -> None:
        """Send what had to wait until the worker reads its pipe."""
        if not self.ready or self.sent or self.leaving:
            return
        if self.prepared and not self._to_forget:
            return
        while self._to_forget:
            self.channel.send(wire.FORGET + self._to_forget.pop().encode())
        while self._to_hold:
            key, arrays = self._to_hold.popitem()
            self._unconfirmed.add(key)
            placement.send(self.channel, key, arrays)
        self.prepared = not self._unconfirmed

    def arrived(self) -> None:
        """It reported ready."""
        self.ready = True
        self.deadline = None

    def confirmed(self, key: str) -> None:
        """It holds ``key``."""
        self._unconfirmed.discard(key)

    def answered(self, ticket: int) -> Sent:
        """The task that was answered: answers come in the order of tasks."""
        sent = self.sent.popleft()
        if sent.ticket != ticket:
            raise ValueError(
                f"worker {self.index} answered {ticket}, not {sent.ticket}"
            )
        if not self.sent and not self.leaving:
            self.deadline = None  # it was only given a grace for this task
        return sent

    def give_grace(self) -> None:
        """What it runs is not wanted any more; force comes after ``GRACE_S``."""
        if self.sent and self.deadline is None:
            self.deadline = clock() + GRACE_S

    def ask_to_stop(self) -> None:
        """Let it end by itself after what it has."""
        self.step = Step.ASKED
        self.deadline = clock() + GRACE_S
        with contextlib.suppress(OSError):  # it is dead, as its sentinel will tell
            self.channel.send(wire.STOP)

    def push(self, now: float) -> None:
        """Once its time is over, use force, then more force."""
        if self.deadline is None or now < self.deadline:
            return
        if self.step in (Step.TERMINATED, Step.KILLED):
            self.step = Step.KILLED
            self.process.kill()
        else:
            self.step = Step.TERMINATED
            self.process.terminate()
        self.deadline = now + GRACE_S

    def bury(self) -> int | None:
        """Take leave of a process that is dead or closed its pipe: its exit code."""
        self.process.join(_EXIT_S)
        if self.process.is_alive():  # it lives, but nobody can talk to it
            self.process.kill()
            self.process.join()
        self.buried = True
        code = self.process.exitcode
        self.channel.close()
        self.process.close()
        return code

    def last_words(self) -> str:
        """The stack that the fault handler wrote, if it did."""
        try:
            words = self._crash_file.read_text(errors="replace")
            self._crash_file.unlink()
        except OSError:
            return ""
        return words


def how_it_ended(code: int | None) -> str:
    """An exit code in words: ``signal SIGKILL``, ``exit code 3``."""
    if code is not None and code < 0:
        try:
            return f"signal {signal.Signals(-code).name}"
        except ValueError:
            return f"signal {-code}"
    return f"exit code {code}"
