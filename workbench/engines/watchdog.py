"""Ends a worker whose program is gone, whatever the worker is doing.

Its rounds are also the worker's pulse: while they go on, the worker is neither stopped
nor held up by native code that keeps Python's lock.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable

from workbench.engines.pulse import Pulse

PERIOD_S = 0.25
EXIT_CODE = 70
_PR_SET_PDEATHSIG = 1


def watch(parent_pid: int, pulse: Pulse) -> None:
    """Start a thread that ends this process at once when ``parent_pid`` has ended.

    The parent is known by pid *and* creation time, since a pid is given again. A pipe's
    end is no sign: other children of the program may hold it open.
    """
    _start(parent_pid, pulse.beat, _ask_the_kernel)


def watch_quietly(parent_pid: int, orphaned: Callable[[], None] | None = None) -> None:
    """The same for a process of somebody else's pool, which shows no pulse.

    The kernel is not asked: its answer depends on the thread that started this process,
    and a pool's threads come and go. ``orphaned`` is called before the end.
    """
    _start(parent_pid, lambda: None, lambda: None, orphaned or (lambda: None))


def _start(
    parent_pid: int,
    beat: Callable[[], None],
    begin: Callable[[], None],
    orphaned: Callable[[], None] = lambda: None,
) -> None:
    threading.Thread(
        target=_watch,
        args=(parent_pid, beat, begin, orphaned),
        name="workbench-watchdog",
        daemon=True,
    ).start()


def _watch(
    parent_pid: int,
    beat: Callable[[], None],
    begin: Callable[[], None],
    orphaned: Callable[[], None],
) -> None:
    import psutil  # here, so that the worker is ready a little earlier

    begin()
    pause = threading.Event()
    try:
        parent = psutil.Process(parent_pid)
        while _is_ours(parent_pid) and parent.is_running():
            beat()
            pause.wait(PERIOD_S)
    except psutil.Error:
        pass  # it is gone already
    orphaned()
    os._exit(EXIT_CODE)


def _ask_the_kernel() -> None:
    """Linux: have this process killed even while native code holds Python's lock.

    The request is bound to the thread that started this process, the supervisor's,
    which ends after its workers, and to the thread that makes it, which never ends.
    """
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _is_ours(parent_pid: int) -> bool:
    """POSIX gives an orphan a new parent, even while the old one is a zombie."""
    return sys.platform == "win32" or os.getppid() == parent_pid
