"""Run one function in a child process that may use only so much memory and time.

For whatever might be broken or hostile: users' files, saved models. The function is
named, sent and run in a fresh interpreter under limits; its answer comes back as
MessagePack of a declared type, never as a pickle, so nothing in the content can run
code here. A child that dies, hangs or asks for too much memory costs only its answer::

    answer = isolated(sniff, (path,), returns=Preview, limits=Limits(seconds=10))
    if isinstance(answer, Failure):
        show(answer.message)

The child ends by itself when this process is gone.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import multiprocessing.connection
import multiprocessing.process
import os
import pickle
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any, Literal, TypeVar

import msgspec

from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message

T = TypeVar("T")

_MIB = 2**20
_POLL_S = 0.02
"""How often the child looks at its own memory and at whether its parent lives."""
_HEADROOM = 128 * _MIB
"""How far above the cap the system refuses memory. Some libraries end with a fault when
a small allocation fails; the child's own look ends it before that, and in good order. A
large allocation fails at once, as an error."""
_GRACE_S = 2.0
"""How long an ended child may take to go before it is killed."""
_PIPE_BYTES = _MIB
"""What any user may ask of Linux."""
_EXIT_MEMORY = 77
_EXIT_ORPHAN = 78
_ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What the child may use: bytes of memory of its own, and seconds."""

    memory_bytes: int = 2048 * _MIB
    seconds: float = 120.0


LIMITS = Limits()


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """Why there is no answer. ``detail`` is for a report: a traceback, a signal."""

    kind: Literal["memory", "time", "died", "raised"]
    message: Message
    detail: str = ""


class _Answer(msgspec.Struct, frozen=True, tag="answer"):
    """The value follows as a message of its own, so that it is not copied again."""


class _Refused(msgspec.Struct, frozen=True, tag="refused"):
    problems: tuple[Problem, ...]


class _Memory(msgspec.Struct, frozen=True, tag="memory"):
    pass


class _Raised(msgspec.Struct, frozen=True, tag="raised"):
    text: str
    detail: str


_Reply = _Answer | _Refused | _Memory | _Raised


def isolated(
    fn: Callable[..., Any],
    args: tuple[Any, ...],
    *,
    returns: type[T],
    limits: Limits = LIMITS,
) -> T | Failure:
    """What ``fn(*args)`` gives in a child process under ``limits``, or why nothing.

    ``fn`` is a module-level function; ``args`` are small and picklable; the value is of
    the type ``returns``, which MessagePack can hold. Blocks until the child is gone.

    Raises:
        BadInput: the same that ``fn`` raised.
    """
    call = pickle.dumps((fn, args))
    context = multiprocessing.get_context("spawn")
    mine, its = context.Pipe(duplex=False)
    _widen(mine)
    child = context.Process(
        target=_serve,
        args=(its, call, limits.memory_bytes),
        name="workbench-isolated",
        daemon=True,
    )
    patience = 0.0
    try:
        child.start()
        its.close()
        received = _receive(mine, child, limits)
        if not isinstance(received, Failure):
            patience = _GRACE_S
    finally:
        its.close()
        mine.close()
        code = _end(child, patience)
    if isinstance(received, Failure):
        return received
    if received is None:
        return _death(code, limits)
    return _understood(*received, returns, limits)


def _widen(pipe: multiprocessing.connection.Connection) -> None:
    """Let the pipe hold more at a time, where the system can.

    Each piece read waits for the interpreter's lock. With 64 KiB at a time, the usual
    size, 40 MB beside a thread that imports take a second longer.
    """
    if sys.platform == "linux":
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


def _receive(
    pipe: multiprocessing.connection.Connection,
    child: multiprocessing.process.BaseProcess,
    limits: Limits,
) -> tuple[_Reply, bytes] | Failure | None:
    """The child's reply and its value; ``None`` when it died without one."""
    ready = multiprocessing.connection.wait([pipe, child.sentinel], limits.seconds)
    if not ready:
        return Failure(
            kind="time",
            message=Message(
                QT_TRANSLATE_NOOP("Message", "it took longer than {seconds:g} seconds"),
                {"seconds": limits.seconds},
            ),
        )
    try:
        # A reply cannot be larger than the memory that the child was allowed.
        reply: _Reply = msgspec.msgpack.decode(
            pipe.recv_bytes(limits.memory_bytes), type=_Reply
        )
        answered = isinstance(reply, _Answer)
        return reply, pipe.recv_bytes(limits.memory_bytes) if answered else b""
    except (EOFError, OSError, msgspec.MsgspecError):
        return None


def _end(child: multiprocessing.process.BaseProcess, patience: float) -> int | None:
    """Have the child gone, its process table entry too; its exit code."""
    if child.pid is None:
        return None
    child.join(patience)
    for stop in (child.terminate, child.kill):
        if child.exitcode is None:
            stop()
            child.join(_GRACE_S)
    code = child.exitcode
    if code is not None:
        child.close()
    return code


def _death(code: int | None, limits: Limits) -> Failure:
    if code == _EXIT_MEMORY:
        return _out_of_memory(limits)
    name = str(code)
    if code is not None and code < 0:
        name = signal.Signals(-code).name
    return Failure(
        kind="died",
        message=Message(
            QT_TRANSLATE_NOOP(
                "Message", "the process that read it ended unexpectedly ({name})"
            ),
            {"name": name},
        ),
        detail=f"exit code {code}",
    )


def _out_of_memory(limits: Limits) -> Failure:
    return Failure(
        kind="memory",
        message=Message(
            QT_TRANSLATE_NOOP("Message", "it needs more than {mib:.0f} MiB of memory"),
            {"mib": limits.memory_bytes / _MIB},
        ),
    )


def _understood(
    reply: _Reply, value: bytes, returns: type[T], limits: Limits
) -> T | Failure:
    match reply:
        case _Answer():
            return _decoded(value, returns)
        case _Refused(problems):
            raise BadInput(problems)
        case _Memory():
            return _out_of_memory(limits)
        case _Raised(text, detail):
            return Failure(
                kind="raised",
                message=Message(
                    QT_TRANSLATE_NOOP("Message", "an error arose: {text}"),
                    {"text": text},
                ),
                detail=detail,
            )


def _decoded(value: bytes, returns: type[T]) -> T | Failure:
    try:
        return msgspec.msgpack.decode(value, type=returns)
    except msgspec.MsgspecError as error:
        return Failure(
            kind="raised",
            message=Message(
                QT_TRANSLATE_NOOP("Message", "the answer cannot be understood")
            ),
            detail=str(error),
        )


# -- in the child ----------------------------------------------------------------------


def _serve(
    pipe: multiprocessing.connection.Connection, call: bytes, memory_bytes: int
) -> None:
    """Set the limits, run the call, reply; the only code that the child starts with."""
    for name in _ONE_THREAD:
        os.environ[name] = "1"  # each further thread would cost a buffer of the memory
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _watch(memory_bytes)
    _limit(memory_bytes)
    reply, value = _answered(call)
    pipe.send_bytes(msgspec.msgpack.encode(reply))
    if isinstance(reply, _Answer):
        pipe.send_bytes(value)
    pipe.close()


def _answered(call: bytes) -> tuple[_Reply, bytes]:
    try:
        fn, args = pickle.loads(call)
        return _Answer(), msgspec.msgpack.encode(fn(*args))
    except BadInput as error:
        return _Refused(error.problems), b""
    except MemoryError:
        return _Memory(), b""
    except Exception as error:
        text = f"{type(error).__name__}: {error}"
        return _Raised(text, traceback.format_exc()), b""


def _limit(memory_bytes: int) -> None:
    """Cap the memory where the system can; :func:`_watch` does elsewhere."""
    if sys.platform == "win32":
        return
    import resource

    # Data is what the process allocates; address space counts reservations as well.
    for kind in (resource.RLIMIT_DATA, resource.RLIMIT_CORE):
        wanted = memory_bytes + _HEADROOM if kind == resource.RLIMIT_DATA else 0
        _, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            wanted = min(wanted, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (wanted, hard))


def _watch(memory_bytes: int) -> None:
    """End this process when its parent is gone or its memory outgrows the cap."""
    import psutil

    parent_pid = os.getppid()
    try:
        parent = psutil.Process(parent_pid)
    except psutil.NoSuchProcess:
        os._exit(_EXIT_ORPHAN)
    me = psutil.Process()

    def look() -> None:
        while parent.is_running() and os.getppid() == parent_pid:
            found = me.memory_info()
            # What is allocated, where the system tells it, as the limit counts it too.
            if max(found.rss, getattr(found, "data", 0)) > memory_bytes:
                os._exit(_EXIT_MEMORY)
            time.sleep(_POLL_S)
        os._exit(_EXIT_ORPHAN)

    threading.Thread(target=look, name="watchdog", daemon=True).start()
