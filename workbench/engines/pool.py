"""The worker processes: starting them, giving them data, burying them.

Belongs to the supervisor's thread; only :meth:`Pool.state` and :meth:`Pool.kill` may be
called from others.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
from collections.abc import Iterable
from multiprocessing.connection import Connection
from pathlib import Path

from workbench.core.results import clock
from workbench.engines import shared
from workbench.engines.awake import AwakeClock
from workbench.engines.base import PoolState
from workbench.engines.channel import Channel
from workbench.engines.placement import Placed
from workbench.engines.pulse import Pulse
from workbench.engines.seat import Seat
from workbench.engines.spare import Spare
from workbench.engines.watch import Source, watch
from workbench.engines.worker import Settings, main

_BLOCK_NUMBERS = itertools.count(1)
"""Names of shared blocks are never given twice in one program."""
SPAWN = multiprocessing.get_context("spawn")


class Pool:
    """Seats by index, and what every one of them must hold."""

    def __init__(self, folder: Path, *, threads: int, memory_limit: int | None) -> None:
        self.seats: dict[int, Seat] = {}
        self.placed: dict[str, Placed] = {}
        self.spare = Spare()
        self.time = AwakeClock()
        self.mark = shared.owner_mark(os.getpid())
        """What the names of this program's shared blocks begin with."""
        self._folder = folder
        self._threads = threads
        self._memory_limit = memory_limit
        self._watch = watch()
        self._owners: dict[Source, Seat] = {}
        self._starts = 0
        self._restarts = 0
        self._died: set[int] = set()
        self._kept_back: set[Seat] = set()
        """Those whose pipes are watched until they take more."""

    @property
    def calm(self) -> bool:
        """Whether no worker is starting, leaving, or busy with what nobody wants."""
        return all(seat.deadline is None for seat in self.seats.values())

    @property
    def silent(self) -> bool:
        """Whether no worker has a task."""
        return not any(seat.sent for seat in self.seats.values())

    @property
    def working(self) -> bool:
        """Whether any worker has started."""
        return any(seat.started for seat in self.seats.values())

    def prepared(self, workers: int) -> bool:
        """Whether the first ``workers`` seats can take tasks."""
        return self.calm and all(
            index in self.seats and self.seats[index].prepared
            for index in range(workers)
        )

    def watch(self, bell: Connection) -> None:
        """Wait for ``bell`` too."""
        self._watch.add(bell)

    def wait(self, timeout: float | None) -> list[tuple[Source, Seat | None]]:
        """What is ready, with the seat that it belongs to; the bell has none.

        Owners are looked up at once: a file descriptor may be given to a new worker
        while its old owner's end is still being dealt with.
        """
        return [(s, self._owners.get(s)) for s in self._watch.wait(timeout)]

    def start(self, index: int) -> None:
        """Put a new process on an empty seat; raises ``OSError`` if that fails."""
        self._starts += 1
        crash_file = self._folder / f"worker-{self._starts}.txt"
        pulse_file = self._folder / f"worker-{self._starts}.pulse"
        block_name = f"{self.mark}-{next(_BLOCK_NUMBERS)}"
        settings = Settings(
            parent_pid=os.getpid(),
            crash_file=str(crash_file),
            pulse_file=str(pulse_file),
            block_name=block_name,
            threads=self._threads,
            memory_limit=self._memory_limit,
        )
        pulse = Pulse(pulse_file, new=True)
        ours, theirs = SPAWN.Pipe()
        try:
            process = SPAWN.Process(
                target=main,
                args=(theirs, settings),
                name=f"workbench-worker-{index}",
                daemon=True,
            )
            process.start()
        except BaseException:
            ours.close()
            pulse.close()
            raise
        finally:
            theirs.close()
        seat = Seat(
            index,
            process,
            Channel(ours, patient=True),
            crash_file=crash_file,
            pulse=pulse,
            block_name=block_name,
            time=self.time,
        )
        for key, placed in self.placed.items():
            seat.hold(key, placed)
        self.seats[index] = seat
        for source in (seat.channel.conn, seat.sentinel):
            self._watch.add(source)
            self._owners[source] = seat
        if index in self._died:
            self._died.discard(index)
            self._restarts += 1

    def expect_room(self) -> None:
        """Wait also for the pipes that did not take everything yet."""
        for seat in self.seats.values():
            if seat.channel.pending != (seat in self._kept_back):
                self._watch.until_writable(seat.channel.conn, seat.channel.pending)
                if seat.channel.pending:
                    self._kept_back.add(seat)
                else:
                    self._kept_back.discard(seat)

    def bury(self, seat: Seat) -> int | None:
        """Empty the seat of a dead process: its exit code."""
        for source in (seat.channel.conn, seat.sentinel):
            self._watch.remove(source)
            del self._owners[source]
        self._kept_back.discard(seat)
        if not seat.leaving:
            self._died.add(seat.index)
        code = seat.bury()
        self.spare.buried(seat, clock())
        del self.seats[seat.index]
        return code

    def kill(self) -> None:
        """End all processes at once."""
        for seat in list(self.seats.values()):
            _kill(seat)

    def close(self) -> None:
        """Free what was used for waiting."""
        self._watch.close()

    def state(self) -> PoolState:
        """A look from outside."""
        seats: Iterable[Seat] = list(self.seats.values())
        pids = tuple(seat.pid for seat in seats if seat.pid is not None)
        return PoolState(
            alive=len(pids),
            busy=sum(bool(seat.sent) for seat in seats),
            pids=pids,
            restarts=self._restarts,
            silent=tuple(s.pid for s in seats if s.silent and s.pid is not None),
        )


def _kill(seat: Seat) -> None:
    try:
        seat.process.kill()
    except ValueError:  # it was buried in between
        return
