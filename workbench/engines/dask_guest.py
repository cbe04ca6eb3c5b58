"""What runs in the workers of somebody else's Dask cluster, and leaves no trace there.

Such a worker goes on after us, and may have tasks of others in the same process: caps
on threads hold inside our tasks only, and a task that does not stop is interrupted
where its Python code stands, since its process is not ours to end.
"""

from __future__ import annotations

import ctypes
import pickle
import threading
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench.core.data import hold, let_go
from workbench.engines import clocks, foreign, versions
from workbench.engines.caps import ThreadCap

if TYPE_CHECKING:
    from numpy.typing import NDArray

_RUNNING: dict[str, int] = {}
"""The threads that run chunks of ours, by the chunk's mark."""
_LOCK = threading.Lock()


class Interrupted(BaseException):
    """The program does not want what this thread does."""


class Greeting(NamedTuple):
    """What a worker says of itself."""

    versions: versions.Versions
    reading: clocks.Reading


def greet() -> Greeting:
    """Say who is here."""
    return Greeting(versions.here(), clocks.read())


def run(calls: bytes, threads: int, mark: str) -> bytes:
    """Run packed calls one after the other, until :func:`interrupt` says so."""
    answers: list[foreign.Answer] = []
    with _LOCK:
        _RUNNING[mark] = threading.get_ident()
    try:
        with ThreadCap(threads) as cap:
            for call in pickle.loads(calls):
                if mark not in _RUNNING:
                    raise Interrupted
                answers += foreign.run([call], threads, cap)
    finally:
        with _LOCK:
            _RUNNING.pop(mark, None)
            # What was asked for and has not come yet must not hit who is next here.
            _raise_in(threading.get_ident(), None)
    return pickle.dumps(answers, 5)


def interrupt(mark: str) -> bool:
    """Have that chunk end soon; whether it was running."""
    with _LOCK:
        thread = _RUNNING.pop(mark, None)
        if thread is not None:
            _raise_in(thread, Interrupted)
    return thread is not None


def keep(key: str, arrays: dict[str, NDArray[Any]]) -> None:
    """Hold placed arrays."""
    hold(key, arrays)


def forget(keys: list[str]) -> None:
    """Let go of placed arrays."""
    for key in keys:
        let_go(key)


def _raise_in(thread: int, kind: type[BaseException] | None) -> None:
    """Let ``kind`` be raised in a thread of this process, or take that back."""
    what = None if kind is None else ctypes.py_object(kind)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), what)
