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
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from workbench.core.data import let_go
from workbench.core.results import TaskError, clock
from workbench.engines import placement, watchdog, wire
from workbench.engines.caps import ThreadCap, set_environment
from workbench.engines.channel import Channel
from workbench.engines.execute import Outcome, call, describe
from workbench.engines.memory import PeakMemory, limit_memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a worker is told when it is started."""

    parent_pid: int
    crash_file: str
    """Where the stack goes when the process is ended by a fault."""
    threads: int
    memory_limit: int | None


def main(conn: Connection, settings: Settings) -> None:
    """The process's target; returns when the program asks for it or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the program's business
    set_environment(settings.threads)
    _detach_streams()
    watchdog.watch(settings.parent_pid)
    if settings.memory_limit is not None:
        limit_memory(settings.memory_limit)
    with Path(settings.crash_file).open("w") as crash_file:
        faulthandler.enable(crash_file)
        try:
            channel = Channel(conn)
            channel.send(wire.READY)
            _serve(channel, ThreadCap(settings.threads), PeakMemory())
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


def _serve(channel: Channel, cap: ThreadCap, peak: PeakMemory) -> None:
    while True:
        message = channel.next()
        received = clock()
        kind = message[:1]
        if kind == wire.TASK:
            channel.send(_answer(message, received, cap, peak))
        elif kind == wire.HOLD:
            channel.send(wire.HELD + placement.receive(channel, message).encode())
        elif kind == wire.FORGET:
            let_go(message[1:].decode())
        elif kind == wire.STOP:
            return


def _answer(
    message: bytes | bytearray, received: float, cap: ThreadCap, peak: PeakMemory
) -> bytes:
    ticket, packed = wire.read_task(message)
    outcome = _run(packed, cap)
    good, payload = _packed(outcome)
    return wire.answer(
        ticket,
        good=good,
        received=received,
        started=outcome.started,
        ended=outcome.ended,
        cpu_s=outcome.cpu_s,
        peak_bytes=peak.read(outcome.ended - outcome.started),
        payload=payload,
    )


def _run(packed: memoryview, cap: ThreadCap) -> Outcome:
    try:
        fn, args = pickle.loads(packed)
        cap.refresh()
    except BaseException as raised:
        now = clock()
        error = describe(raised, "the task could not be unpickled")
        return Outcome(value=None, error=error, started=now, ended=now, cpu_s=0.0)
    return call(fn, args)


def _packed(outcome: Outcome) -> tuple[bool, bytes]:
    if outcome.error is not None:
        return False, _plain(outcome.error)
    try:
        return True, pickle.dumps(outcome.value, 5)
    except BaseException as raised:
        return False, _plain(describe(raised, "the result could not be pickled"))


def _plain(error: TaskError) -> bytes:
    parts: Any = (error.kind, error.text, error.traceback)
    return pickle.dumps(parts, 5)
