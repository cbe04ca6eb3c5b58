"""Caps on the threads that native libraries start by themselves.

A worker that runs a matrix product on all cores competes with the other workers and
makes every timing a lie. Environment variables cap a library that is loaded later,
``threadpoolctl`` caps those that are loaded already; both are needed.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from functools import lru_cache
from types import TracebackType
from typing import Any, ClassVar, Self

from msgspec.structs import replace

from workbench.core.plan import Task

VARIABLES = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "LOKY_MAX_CPU_COUNT",
)


def set_environment(threads: int) -> None:
    """Cap what this process loads from now on; 0 leaves the libraries' defaults."""
    if threads:
        os.environ.update(dict.fromkeys(VARIABLES, str(threads)))


class ThreadCap:
    """Keeps native thread pools of this process at ``threads`` (0: as they are).

    Call :meth:`refresh` before each task, from the thread that runs it: OpenMP's limit
    belongs to a thread, and a task may have imported further libraries. It looks at
    them only when modules were imported since. :meth:`restore` ends the cap.

    A run that was left may end its cap after the next one has begun its own. So the
    libraries get back what they had only with the last of all caps, and until then
    follow the newest.
    """

    _active: ClassVar[list[ThreadCap]] = []
    """Those that hold something back, the newest last."""
    _limits: ClassVar[list[Any]] = []
    """What was set, each with what it replaced."""
    _lock: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._ended = False
        self._seen = threading.local()

    def __enter__(self) -> Self:
        self.refresh()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.restore()

    def refresh(self) -> None:
        """Cap the libraries that are loaded by now, for this thread."""
        if not self._threads or getattr(self._seen, "modules", 0) == len(sys.modules):
            return
        if "numpy" in sys.modules:  # nothing that computes comes without it
            with self._lock:
                if self._ended:  # a thread that was left behind comes back late
                    return
                if self not in self._active:
                    self._active.append(self)
                self._limit(self._active[-1])
        self._seen.modules = len(sys.modules)

    def restore(self) -> None:
        """End the cap; without another one, libraries get back the limits they had."""
        with self._lock:
            self._ended = True
            if self in self._active:
                self._active.remove(self)
                if self._active:
                    self._limit(self._active[-1])
            while self._limits and not self._active:
                self._limits.pop().restore_original_limits()

    def _limit(self, cap: ThreadCap) -> None:
        libraries = _libraries(len(sys.modules))
        self._limits.append(libraries.limit(limits=cap._threads))


def native_threads() -> dict[str, int]:
    """The threads that each native library loaded here would use, by its name."""
    if "numpy" not in sys.modules:
        return {}
    from threadpoolctl import threadpool_info

    found: dict[str, int] = {}
    for library in threadpool_info():
        name = str(library["internal_api"])
        found[name] = max(found.get(name, 0), int(library["num_threads"]))
    return found


def capped(task: Task) -> Task:
    """The same task with one native thread while it runs, whatever the worker's cap."""
    return replace(task, fn=_with_one_thread, args=(task.fn, task.args))


def _with_one_thread(fn: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    with _libraries(len(sys.modules)).limit(limits=1):
        return fn(*args)


@lru_cache(maxsize=1)
def _libraries(modules: int) -> Any:
    """The native libraries, looked for again only when ``modules`` were imported.

    Looking through all that is loaded takes milliseconds: as long as a round of tasks.
    """
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
