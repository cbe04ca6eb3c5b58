"""The engine contract: where tasks run.

An engine is a context manager. It is opened once, kept warm between trials and runs,
and after the ``with`` none of its workers is alive. ``map`` gives results in the order
of completion; a task that fails is a :class:`~workbench.core.results.TaskResult` with
an error and never ends the batch; only a broken engine raises
(:class:`~workbench.core.errors.EngineFailed`).
"""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, Self

import msgspec

from workbench.core.cancel import CancelToken
from workbench.core.data import DataHandle
from workbench.core.libraries import is_here
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.plan import Task
from workbench.core.registry import Registry
from workbench.core.results import TaskResult
from workbench.core.spec import ClusterSpec

if TYPE_CHECKING:  # a worker caps native threads before it imports numpy
    from numpy.typing import NDArray


class Availability(msgspec.Struct, frozen=True, kw_only=True):
    """Whether an engine can be used here; if not, ``message`` says what to install."""

    available: bool
    message: Message = Message("")


class Schedule(msgspec.Struct, frozen=True, kw_only=True):
    """How ``map`` hands out tasks, on engines that have a choice.

    ``chunk`` tasks travel together; 0 adapts it to their length. A task that runs for
    longer than ``task_limit_s`` seconds is ended, where tasks can be ended.
    """

    chunk: int = 0
    task_limit_s: float | None = None


class PoolState(msgspec.Struct, frozen=True, kw_only=True):
    """What the status bar shows of an engine's workers."""

    alive: int = 0
    busy: int = 0
    pids: tuple[int, ...] = ()
    restarts: int = 0
    """Workers replaced because they died."""
    silent: tuple[int, ...] = ()
    """Pids of workers that live but have not answered for a while."""


class Engine(ABC):
    """Runs tasks on a number of workers.

    ``threads_per_worker`` caps the OpenMP and BLAS threads of a worker (0 leaves the
    libraries' default); ``memory_limit`` in bytes is set where the system has one.
    ``cluster`` says where the workers are, for engines that have ``schemes``.
    """

    name: ClassVar[str]
    title: ClassVar[Message]
    max_workers: ClassVar[int | None] = None
    """The most workers it can use; ``None`` where only the machine limits it."""
    runs_in_caller: ClassVar[bool] = False
    """Whether tasks run in the thread that iterates ``map`` (the runner then takes the
    time that its reader needs out of the trial)."""
    requires: ClassVar[tuple[str, ...]] = ()
    """Modules that it needs beside the program's own; none: it is part of it."""
    extra: ClassVar[str] = ""
    """What brings them: ``dask`` for ``workbench[dask]``."""
    schemes: ClassVar[tuple[str, ...]] = ()
    """How the addresses of running clusters that it can use begin: ``("tls://",)``."""

    def __init__(
        self,
        *,
        threads_per_worker: int = 1,
        memory_limit: int | None = None,
        cluster: ClusterSpec | None = None,
    ) -> None:
        self.threads_per_worker = threads_per_worker
        self.memory_limit = memory_limit
        self.cluster = cluster or ClusterSpec()
        self.schedule = Schedule()
        """For the next ``map``."""
        self.cancel = CancelToken()
        """Ends the waiting inside :meth:`open` and :meth:`ensure`: see
        :meth:`stoppable`."""

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def stoppable(self, cancel: CancelToken) -> Iterator[None]:
        """Have ``cancel`` end what is waited for inside: opening, starting workers.

        An engine that waits there for another computer looks at ``self.cancel`` and
        raises :class:`~workbench.core.errors.Stopped` within a moment;
        :mod:`workbench.engines.connecting` does that.
        """
        self.cancel = cancel
        try:
            yield
        finally:
            self.cancel = CancelToken()  # placing and releasing data always end well

    @classmethod
    def availability(cls) -> Availability:
        """Whether it can run in this process, found out without a heavy import.

        An engine with libraries of its own never runs inside a frozen program: what
        they start are new Pythons, and there is none. See :mod:`workbench.external`.
        """
        if not cls.requires:
            return Availability(available=True)
        if getattr(sys, "frozen", False):
            return Availability(available=False, message=_needs_environment(cls))
        if all(map(is_here, cls.requires)):
            return Availability(available=True)
        return Availability(available=False, message=_needs_install(cls))

    @abstractmethod
    def open(self) -> None:
        """Get ready; workers may be started later, by :meth:`ensure`."""

    @abstractmethod
    def close(self) -> None:
        """End all workers; safe to call twice, and on every way out."""

    @abstractmethod
    def ensure(self, workers: int) -> float:
        """Have at least ``workers`` workers started; the seconds that this took."""

    @abstractmethod
    def place(self, arrays: Mapping[str, NDArray[Any]]) -> DataHandle:
        """Make ``arrays`` available to every worker, those started later included."""

    @abstractmethod
    def release(self, handle: DataHandle) -> None:
        """Forget placed arrays everywhere."""

    @abstractmethod
    def map(
        self, tasks: Sequence[Task], cancel: CancelToken, *, workers: int
    ) -> Iterator[TaskResult]:
        """Run ``tasks`` on ``workers`` workers; results as they complete.

        Tasks are started in the order given. After ``cancel`` the iteration ends soon,
        without the results of tasks that had not finished, and the engine stays usable.
        Closing the iterator early does the same.
        """

    def arrivals(
        self, tasks: Sequence[Task], cancel: CancelToken, *, workers: int
    ) -> Iterator[Sequence[TaskResult]]:
        """As :meth:`map`, but results that arrive together come together.

        For who reads thousands of them: each step through an iterator of iterators
        costs a good part of what making a result costs. A reader that sees a cancel
        leaves the rest of what it holds.
        """
        for result in self.map(tasks, cancel, workers=workers):
            yield (result,)

    @abstractmethod
    def warm_up(
        self, tasks: Sequence[Task], cancel: CancelToken, *, workers: int
    ) -> Iterator[TaskResult]:
        """Run all of ``tasks`` once on *each* of ``workers`` workers."""

    @abstractmethod
    def state(self) -> PoolState:
        """How many workers live and work; callable from any thread, never blocks."""

    def end_worker(self, pid: int) -> bool:
        """End one worker by force; whether there is one with that process id."""
        return False


def install_command(engine: type[Engine]) -> str:
    """What a person types to get an engine's libraries."""
    extra = f"[{engine.extra}]" if engine.extra else ""
    return f"pip install 'workbench{extra}'"


def _needs_install(engine: type[Engine]) -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "{engine} is not installed. Install it with “{command}”, or give it a "
            "Python environment of its own in Preferences → Engines.",
        ),
        {"engine": engine.title, "command": install_command(engine)},
    )


def _needs_environment(engine: type[Engine]) -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "{engine} needs a Python environment beside the program. Create one in "
            "Preferences → Engines, or with “workbench engines create {name}”.",
        ),
        {"engine": engine.title, "name": engine.name},
    )


ENGINES: Registry[type[Engine]] = Registry(
    Message(QT_TRANSLATE_NOOP("Message", "engine"))
)
