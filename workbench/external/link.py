"""The program's end of a host: starts it, reads it, and says so when it is gone."""

from __future__ import annotations

import contextlib
import itertools
import os
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import BinaryIO

from workbench.core.cancel import CancelToken
from workbench.core.errors import EngineFailed, EngineUnavailable, Stopped
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.results import clock
from workbench.engines import PoolState
from workbench.external import child, report, wire

START_S = 60.0
"""How long a host may take to say who it is; a cold disk needs seconds."""
CLOSE_S = 5.0
POLL_S = 0.05
_TAIL = 600

Inbox = SimpleQueue["tuple[wire.Reply, bytes] | EngineFailed"]


class Link:
    """A running host. Requests may come from any thread."""

    def __init__(self, python: Path, path: Sequence[Path] = ()) -> None:
        self.state = PoolState()
        self._python = python
        self._numbers = itertools.count(1)
        self._inboxes: dict[int, Inbox] = {}
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._gone = False
        self._closing = False
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the link
        try:
            self._process: subprocess.Popen[bytes] = subprocess.Popen(
                [str(python), "-m", "workbench.external.host"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                cwd=tempfile.gettempdir(),  # “-m” would look for modules in any other
                env=child.variables(path),
                **child.group(),  # type: ignore[call-overload]  # of both kinds
            )
        except OSError as error:
            self._errors.close()
            raise EngineUnavailable(_cannot_start(python, str(error))) from error
        assert self._process.stdin is not None  # they were asked for
        assert self._process.stdout is not None
        self._requests: BinaryIO = self._process.stdin
        self._replies: BinaryIO = self._process.stdout
        self._reader = threading.Thread(
            target=self._read, name="workbench-host-reader", daemon=True
        )
        self._first: Inbox = SimpleQueue()
        self._reader.start()

    @property
    def alive(self) -> bool:
        """Whether the host can be asked for anything."""
        return not self._gone

    @property
    def pid(self) -> int:
        """The host's process id."""
        return self._process.pid

    def open(self, request: wire.Open, cancel: CancelToken) -> None:
        """Check that the environment fits, then have the engine opened there."""
        try:
            self._check(cancel)
            inbox = self._expect(0)
            self._send(request)
            self.answer(0, inbox, cancel)
        except BaseException:
            self.kill()
            raise

    def begin(self, request: wire.Request, number: int, body: bytes = b"") -> Inbox:
        """Send a request whose replies, under ``number``, come into the inbox."""
        inbox = self._expect(number)
        self._send(request, body)
        return inbox

    def number(self) -> int:
        """A number for the next request."""
        return next(self._numbers)

    def answer(
        self, number: int, inbox: Inbox, cancel: CancelToken | None = None
    ) -> wire.Done:
        """Wait until the request is carried out; raises what went wrong.

        After ``cancel`` nobody waits any more, and the host is told.
        """
        try:
            found = inbox.get() if cancel is None else _awaited(inbox, cancel)
        except Stopped:
            self.cancel(number)
            raise
        finally:
            self.forget(number)
        if isinstance(found, EngineFailed):
            raise found
        reply, _ = found
        if isinstance(reply, wire.Failed):
            raise EngineFailed(reply.message)
        assert isinstance(reply, wire.Done)
        return reply

    def forget(self, number: int) -> None:
        """Drop whatever still comes under ``number``."""
        with self._lock:
            self._inboxes.pop(number, None)

    def cancel(self, number: int) -> None:
        """Nobody waits for that request, or wants the results of that map, any more."""
        self.forget(number)
        with contextlib.suppress(EngineFailed):  # then there is nothing to cancel
            self._send(wire.Cancel(id=number))

    def close(self) -> None:
        """Have the engine closed and the host gone, by force after a while."""
        self._closing = True
        with contextlib.suppress(EngineFailed):
            self._send(wire.Close())
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(CLOSE_S)
            child.leave(self._process)
        self.kill()

    def kill(self) -> None:
        """End the host and all that it started."""
        self._closing = True
        child.end(self._process)
        self._reader.join()
        for stream in (self._requests, self._replies, self._errors):
            with contextlib.suppress(OSError):  # what was buffered for the dead
                stream.close()

    def _check(self, cancel: CancelToken) -> None:
        reason = report.misfit(self._report(cancel), report.own())
        if reason is not None:
            raise EngineUnavailable(reason)

    def _report(self, cancel: CancelToken) -> report.Report:
        """The host's first words."""
        deadline = clock() + START_S
        while clock() < deadline:
            if cancel.cancelled:
                raise Stopped
            try:
                found = self._first.get(timeout=POLL_S)
            except Empty:
                continue
            if isinstance(found, EngineFailed):
                raise EngineUnavailable(found.message)
            reply, _ = found
            assert isinstance(reply, wire.Hello)
            return reply.report
        raise EngineUnavailable(
            _cannot_start(self._python, f"no answer within {START_S:.0f} s")
        )

    def _expect(self, number: int) -> Inbox:
        inbox: Inbox = SimpleQueue()
        with self._lock:
            if self._gone:
                raise self._ended()
            self._inboxes[number] = inbox
        return inbox

    def _send(self, request: wire.Request, body: bytes = b"") -> None:
        try:
            with self._writing:
                wire.write(self._requests, request, body)
        except (OSError, ValueError) as error:  # ValueError: it was closed meanwhile
            raise self._ended() from error

    def _read(self) -> None:
        """In a thread of its own: pass on what the host says, and its end."""
        try:
            self._first.put((wire.read_hello(self._replies), b""))
            while True:
                self._pass_on(*wire.read_reply(self._replies))
        except (EOFError, OSError, ValueError):
            self._bury()

    def _pass_on(self, reply: wire.Reply, body: bytes) -> None:
        match reply:
            case wire.State(state=state):
                self.state = state
            case wire.Done(id=number, state=state):
                self.state = state
                self._deliver(number, (reply, body))
            case wire.Results(id=number) | wire.Failed(id=number):
                self._deliver(number, (reply, body))
            case wire.Hello():
                raise EOFError("it introduces itself twice")

    def _deliver(self, number: int, what: tuple[wire.Reply, bytes]) -> None:
        with self._lock:
            inbox = self._inboxes.get(number)
        if inbox is not None:  # else it was cancelled
            inbox.put(what)

    def _bury(self) -> None:
        """The host is gone, or says what cannot be understood: everybody hears it."""
        self.state = PoolState()
        if not self._closing:
            self._process.kill()  # whatever it is that speaks so
            child.leave(self._process)  # workers too, before anybody goes on
        with self._lock:
            self._gone = True
            waiting = [*self._inboxes.values(), self._first]
        error = self._ended()
        for inbox in waiting:
            inbox.put(error)

    def _ended(self) -> EngineFailed:
        if self._closing:
            return EngineFailed(
                Message(QT_TRANSLATE_NOOP("Message", "The engine was closed."))
            )
        return EngineFailed(
            Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "The engine's environment ({python}) ended unexpectedly: {reason}. "
                    "What was measured is kept; run again to start it anew.",
                ),
                {"python": str(self._python), "reason": self._last_words()},
            )
        )

    def _last_words(self) -> str:
        """The last line of what it wrote about its end, or its exit status."""
        with contextlib.suppress(OSError, ValueError):
            end = self._errors.seek(0, os.SEEK_END)
            self._errors.seek(max(0, end - _TAIL))
            lines = self._errors.read().decode(errors="replace").split("\n")
            said = [line.strip() for line in lines if line.strip()]
            if said and self._process.returncode != -9:
                return said[-1].rstrip(".")
        return f"exit status {self._process.poll()}"


def _awaited(
    inbox: Inbox, cancel: CancelToken
) -> tuple[wire.Reply, bytes] | EngineFailed:
    """What comes into the inbox; raises :class:`Stopped` after ``cancel``."""
    while not cancel.cancelled:
        with contextlib.suppress(Empty):
            return inbox.get(timeout=POLL_S)
    raise Stopped


def _cannot_start(python: Path, reason: str) -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "The engine's environment ({python}) cannot be started: {reason}. Remove "
            "it in Preferences → Engines and create it anew.",
        ),
        {"python": str(python), "reason": reason},
    )
