"""A worker process: takes tasks from its pipe, one after the other, until told to stop.

It imports nothing heavy before a task needs it. Nothing that a task does in Python ends
the worker: loading the call, running it and pickling its result happen inside guards.
Its standard output becomes standard error, since the program's own output may be a
document.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from workbench.core.results import TaskError, clock
from workbench.engines import placement, watchdog, wire
from workbench.engines.caps import ThreadCap, set_environment
from workbench.engines.channel import Channel
from workbench.engines.cpu import CpuShares
from workbench.engines.execute import call, describe
from workbench.engines.large import NONE, Packer
from workbench.engines.memory import PeakMemory, limit_memory
from workbench.engines.pulse import IDLE, Pulse

HOLD_S = 0.005
"""How long the answers of a chunk's first tasks may wait for those of the others."""

_Answer = tuple[int, float, float, float, float, int | None, int]
"""A head without its CPU time: kind, received, started, ended, packed, peak, size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a worker is told when it is started."""

    parent_pid: int
    crash_file: str
    """Where the stack goes when the process is ended by a fault."""
    pulse_file: str
    block_name: str
    """What the names of its blocks of shared memory begin with."""
    threads: int
    memory_limit: int | None


def main(conn: Connection, settings: Settings) -> None:
    """The process's target; returns when the program asks for it or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the program's business
    set_environment(settings.threads)
    _detach_streams()
    pulse = Pulse(Path(settings.pulse_file))
    watchdog.watch(settings.parent_pid, pulse)
    if settings.memory_limit is not None:
        limit_memory(settings.memory_limit)
    packer = Packer(settings.block_name, Path(settings.crash_file).parent)
    with Path(settings.crash_file).open("w") as crash_file:
        faulthandler.enable(crash_file)
        try:
            channel = Channel(conn)
            channel.send(wire.READY)
            _Worker(channel, ThreadCap(settings.threads), packer, pulse).serve()
        except (EOFError, OSError):
            return  # the program closed the pipe or is gone
        finally:
            faulthandler.disable()


def _detach_streams() -> None:
    """Nothing to read, and output goes where errors go, or nowhere."""
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    if sys.stdout is not None:
        sys.stdout.flush()
    try:
        os.dup2(2, 1)
    except OSError:  # a windowed program on Windows has no standard error
        os.dup2(null, 1)
    os.close(null)


class _Worker:
    """Obeys the messages of one pipe."""

    def __init__(
        self, channel: Channel, cap: ThreadCap, packer: Packer, pulse: Pulse
    ) -> None:
        self._channel = channel
        self._cap = cap
        self._packer = packer
        self._pulse = pulse
        self._peak = PeakMemory()
        self._answers: list[_Answer] = []
        self._payloads: list[bytes] = []
        self._cpu = CpuShares()

    def serve(self) -> None:
        """Until told to stop."""
        while True:
            message = self._channel.next()
            received = clock()
            kind = message[:1]
            if kind == wire.CHUNK:
                self._run_chunk(*wire.read_chunk(message), received)
            elif kind == wire.PLAIN_CHUNK:
                self._run_chunk(*wire.read_plain_chunk(message), received)
            elif kind == wire.HOLD:
                self._channel.send(_held(message))
            elif kind == wire.FORGET:
                key = message[1:]
                free = placement.forget(key.decode())
                self._channel.send((wire.FORGOT if free else wire.KEPT) + key)
            elif kind == wire.STOP:
                return

    def _run_chunk(
        self,
        ticket: int,
        function: memoryview,
        calls: Sequence[memoryview | tuple[Any, ...]],
        received: float,
    ) -> None:
        """A loop over locals: of tiny tasks, what stands here is most of the cost.

        A call is the task's arguments, or their pickle.
        """
        sent = received
        runs, refresh, read_peak = self._pulse.runs, self._cap.refresh, self._peak.read
        loads, answers, payloads = pickle.loads, self._answers, self._payloads
        begin, end = self._cpu.begin, self._cpu.end
        modules, imported = sys.modules, 0
        fn: Any = None
        for args in calls:
            if received - sent >= HOLD_S:
                self._send(ticket)
                sent = received = clock()
            runs(ticket)
            ticket += 1
            try:
                if fn is None:
                    fn = loads(function)
                if isinstance(args, memoryview):
                    args = loads(args)
                if len(modules) != imported:
                    refresh()
                    imported = len(modules)
            except BaseException as raised:
                error = describe(raised, "the task could not be unpickled")
                started = ended = clock()
                kind, payload = wire.ERROR, _plain(error)
            else:
                begin()
                value, failure, started, ended = call(fn, args)
                end(ended, len(answers) + 1)
                if value is None and failure is None:
                    kind, payload = wire.VALUE, NONE
                else:
                    kind, payload = self._packed(value, failure)
            peak = read_peak(ended - started)
            packed = clock()
            answers.append((kind, received, started, ended, packed, peak, len(payload)))
            payloads.append(payload)
            received = packed
        self._send(ticket)
        runs(IDLE)

    def _send(self, ticket: int) -> None:
        """Answer what was run, up to the task before ``ticket``."""
        answers = self._answers
        heads = [
            wire.head(
                kind,
                received,
                started,
                ended,
                packed,
                share * (ended - started),
                wire.UNKNOWN if peak is None else peak,
                size,
            )
            for (kind, received, started, ended, packed, peak, size), share in zip(
                answers, self._cpu.shares(len(answers)), strict=True
            )
        ]
        message = wire.answers(ticket - len(answers), heads, self._payloads)
        answers.clear()
        self._payloads.clear()
        self._channel.send(message)

    def _packed(self, value: Any, error: TaskError | None) -> tuple[int, bytes]:
        if error is None:
            try:
                return self._packer.pack(value)
            except BaseException as raised:
                error = describe(raised, "the result could not be pickled")
        return wire.ERROR, _plain(error)


def _held(message: bytes | bytearray) -> bytes:
    """Map what is placed; the answer to the program."""
    try:
        return wire.HELD + placement.receive(message).encode()
    except Exception as error:  # a memory limit below the data's size, above all
        return wire.NOT_HELD + f"{type(error).__name__}: {error}".encode()


def _plain(error: TaskError) -> bytes:
    parts: Any = (error.kind, error.text, error.traceback)
    return pickle.dumps(parts, 5)
