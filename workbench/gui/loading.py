"""Work that would hold up the window: done elsewhere, its late answers dropped."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QThreadPool, Signal

from workbench.core.errors import WorkbenchError

_REPORTED = object()
"""The answer of work that ended in a bug, which is reported already."""


class Loader(QObject):
    """Loads one thing at a time: a new request makes the answer to the last one late.

    Expected trouble is a ``failed`` signal, anything else goes to the crash report.
    """

    loaded = Signal(object)
    """Carries what the work returned."""
    failed = Signal(object)
    """Carries the ``WorkbenchError``."""
    ended = Signal()
    """The work is over, however it went; after the other two."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._generation = 0
        self._answers = _Answers()
        self._answers.arrived.connect(self._arrived)

    def request(self, work: Callable[[], object]) -> None:
        """Do ``work`` in the background; it must touch no widget."""
        self._generation += 1
        generation, answers = self._generation, self._answers
        QThreadPool.globalInstance().start(lambda: _work(work, generation, answers))

    def drop(self) -> None:
        """Let whatever is on its way be late."""
        self._generation += 1

    def _arrived(self, generation: int, answer: object) -> None:
        if generation != self._generation:
            return
        if isinstance(answer, WorkbenchError):
            self.failed.emit(answer)
        elif answer is not _REPORTED:
            self.loaded.emit(answer)
        self.ended.emit()


class Latest(QObject):
    """Answers wishes that come faster than answers, such as those of a slider.

    One is worked on at a time; of those that came meanwhile, the latest is next. Every
    answer is told, so that something moves while a person still drags.
    """

    loaded = Signal(object)
    """Carries what the work returned."""
    failed = Signal(object)
    """Carries the ``WorkbenchError``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._busy = False
        self._next: Callable[[], object] | None = None
        self._loader = Loader(self)
        self._loader.loaded.connect(self.loaded)
        self._loader.failed.connect(self.failed)
        self._loader.ended.connect(self._go_on)

    def request(self, work: Callable[[], object]) -> None:
        """Do ``work`` in the background as soon as nothing else is done there."""
        self._next = work
        if not self._busy:
            self._go_on()

    def _go_on(self) -> None:
        work, self._next = self._next, None
        self._busy = work is not None
        if work is not None:
            self._loader.request(work)


def wait_for_loading(timeout_s: float = 10.0) -> bool:
    """Wait until nothing is being loaded; whether it ended in time.

    For the program's end: Qt's objects must not go while an answer is on its way.
    """
    return QThreadPool.globalInstance().waitForDone(round(timeout_s * 1000))


class _Answers(QObject):
    """Carries an answer over the border; outlives a loader that is thrown away."""

    arrived = Signal(int, object)


def _work(work: Callable[[], object], generation: int, answers: _Answers) -> None:
    try:
        answer = work()
    except WorkbenchError as error:
        answer = error
    except Exception:  # a bug; the pool would print it and go on
        sys.excepthook(*sys.exc_info())
        answer = _REPORTED
    # Where the program could not wait for this at its end, Qt's objects are gone.
    with contextlib.suppress(RuntimeError):
        answers.arrived.emit(generation, answer)
