"""One worker as the supervisor sees it: a process, its pipe, and what it was sent."""

from __future__ import annotations

import contextlib
import enum
import signal
import sys
from collections import deque
from collections.abc import Sequence
from multiprocessing.context import SpawnProcess
from pathlib import Path

from workbench.engines import large, shared, wire
from workbench.engines.awake import AwakeClock
from workbench.engines.batch import Batch
from workbench.engines.channel import Channel
from workbench.engines.deliveries import Entry
from workbench.engines.placement import Placed
from workbench.engines.pulse import Pulse

WINDOW = 2
"""The most chunks that a worker holds, the running one included."""
AHEAD = 2 if sys.platform == "win32" else 32
"""Where chunks are kept small, a worker holds more of them: as many as make this many
tasks. With two single tasks it would fall asleep after each pair."""
SMALL = 3_000 if sys.platform == "win32" else 32_000
"""The most bytes that travel together, and that are sent to a busy worker. On Windows
the window's worth of them fits into a pipe's buffer (8 KiB), so sending never blocks on
a worker that itself waits for its answer to be read; elsewhere sending never blocks."""
GRACE_S = 2.0
"""How long a worker may take for each step: to stop by itself, to be terminated."""
START_LIMIT_S = 60.0
"""How long a worker may take until it reports ready."""
SILENCE_S = 10.0
"""How long a worker may show no pulse before it counts as silent."""
_EXIT_S = 1.0


class Sent:
    """A chunk that a worker has: the tasks that it did not answer yet."""

    __slots__ = ("batch", "entries", "sizes", "submitted", "ticket")

    def __init__(
        self,
        ticket: int,
        batch: Batch,
        entries: list[Entry],
        *,
        submitted: float,
        sizes: list[int],
    ) -> None:
        self.ticket = ticket
        """The ticket of the first entry; the others follow."""
        self.batch = batch
        self.entries = entries
        self.submitted = submitted
        self.sizes = sizes
        """Bytes of each entry's pickled call."""

    def answered(self, ticket: int, count: int) -> tuple[list[Entry], list[int]]:
        """The next ``count`` entries and their bytes; ``ticket`` is the first's."""
        if ticket != self.ticket or count > len(self.entries):
            raise ValueError(f"{count} answers from {ticket} on, not {self.ticket}")
        entries, sizes = self.entries[:count], self.sizes[:count]
        del self.entries[:count], self.sizes[:count]
        self.ticket += count
        return entries, sizes


class Step(enum.Enum):
    """How far a worker is on its way out, by request or by force."""

    NONE = enum.auto()
    ASKED = enum.auto()
    TERMINATED = enum.auto()
    KILLED = enum.auto()


class Seat:
    """A place among the workers and the process that sits on it.

    All methods belong to the supervisor's thread. :meth:`settle` raises ``OSError``
    when the process is gone. Deadlines are readings of ``time``, which stands still
    while the whole program is stopped.
    """

    def __init__(
        self,
        index: int,
        process: SpawnProcess,
        channel: Channel,
        *,
        crash_file: Path,
        pulse: Pulse,
        block_name: str,
        time: AwakeClock,
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
        self.next_ticket = 1  # 0 is an idle worker's
        """Never given twice: a late answer cannot be taken for another task's."""
        self.step = Step.NONE
        self.deadline: float | None = time() + START_LIMIT_S
        self.excused = False
        """Whether its end is somebody's wish, so that no task is to blame."""
        self.silent = False
        """Whether it has shown no pulse for a while."""
        self._time = time
        self._crash_file = crash_file
        self._pulse = pulse
        self._beats = 0
        self._heard = time()
        self._ticket = 0
        self._since = time()
        self._block_name = block_name
        self._blocks = 0
        self._to_hold: dict[str, Placed] = {}
        self._to_forget: list[str] = []
        self._unconfirmed: set[str] = set()

    @property
    def leaving(self) -> bool:
        """Whether it was told or forced to end."""
        return self.step is not Step.NONE

    def hold(self, key: str, placed: Placed) -> None:
        """Have it map ``placed``, with the next :meth:`settle`."""
        self._to_hold[key] = placed
        self.prepared = False

    def forget(self, key: str) -> bool:
        """Have it let go of ``key``, with the next :meth:`settle`; whether it must."""
        if self._to_hold.pop(key, None) is not None:
            return False
        self._to_forget.append(key)
        return True

    def settle(self) -> None:
        """Send what had to wait until the worker reads its pipe."""
        if not self.ready or self.sent or self.leaving:
            return
        if self.prepared and not self._to_forget:
            return
        while self._to_forget:
            self.channel.send(wire.FORGET + self._to_forget.pop().encode())
        while self._to_hold:
            key, placed = self._to_hold.popitem()
            self._unconfirmed.add(key)
            self.channel.send(placed.message)
        self.prepared = not self._unconfirmed

    def arrived(self) -> None:
        """It reported ready."""
        self.ready = True
        self.deadline = None

    def confirmed(self, key: str) -> None:
        """It holds ``key``."""
        self._unconfirmed.discard(key)

    def answered(
        self, ticket: int, heads: Sequence[wire.Head]
    ) -> tuple[Sent, list[Entry], list[int]]:
        """The chunk, the tasks that were answered, and their bytes.

        Answers come in the order of tasks, and never of two chunks at once.
        """
        sent = self.sent[0]
        entries, sizes = sent.answered(ticket, len(heads))
        self._blocks += wire.count_large(heads)
        if not sent.entries:
            self.sent.popleft()
            if not self.sent and not self.leaving:
                self.deadline = None  # it was only given a grace for this task
        return sent, entries, sizes

    def unanswered(self, batch: Batch) -> list[Entry]:
        """What it has of ``batch`` and did not answer, in order."""
        return [e for sent in self.sent if sent.batch is batch for e in sent.entries]

    def running(self) -> Entry | None:
        """The unanswered task that it runs, or ran when it died; the oldest if unsure.

        Which one it is can be seen from here at any time, see :mod:`pulse`.
        """
        ticket = self._ticket if self.buried else self._pulse.ticket
        for sent in self.sent:
            place = ticket - sent.ticket
            if 0 <= place < len(sent.entries):
                return sent.entries[place]
        return self.sent[0].entries[0] if self.sent else None

    def look(self, now: float) -> None:
        """See whether it shows a pulse, and since when it runs its task."""
        beats, ticket = self._pulse.beats, self._pulse.ticket
        if beats != self._beats or not self.ready:
            self._beats, self._heard = beats, now
        self.silent = now - self._heard > SILENCE_S
        if ticket != self._ticket:
            self._ticket, self._since = ticket, now

    def ran_for(self, now: float) -> float:
        """Seconds since it was first seen to run its present task."""
        return now - self._since if self.sent and self._ticket else 0.0

    def give_grace(self) -> None:
        """What it runs is not wanted any more; force comes after ``GRACE_S``."""
        if self.sent and self.deadline is None:
            self.deadline = self._time() + GRACE_S

    def ask_to_stop(self) -> None:
        """Let it end by itself after what it has."""
        self.step = Step.ASKED
        self.deadline = self._time() + GRACE_S
        with contextlib.suppress(OSError):  # it is dead, as its sentinel will tell
            self.channel.send(wire.STOP)

    def dismiss(self) -> None:
        """Have it ended without a grace; what it still says does not count."""
        self.excused = True
        self.deadline = self._time()
        self.push(self.deadline)

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
        self._ticket = self._pulse.ticket
        self._pulse.close()
        # Values that it had written for us, but not announced any more.
        while shared.forget(large.block_name(self._block_name, self._blocks)):
            self._blocks += 1
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
