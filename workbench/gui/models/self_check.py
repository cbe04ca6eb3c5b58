"""The self-check behind its dialog: carried out in the runs' thread, one at a time.

There it neither disturbs an experiment that is being timed nor is disturbed by one. It
lives as long as the window, so that a dialog built anew shows what was found.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Signal, SignalInstance

from workbench.core.cancel import CancelToken
from workbench.doctor.base import CHECKS, Check, Lettering, Result
from workbench.gui.bridge import JobQueue
from workbench.gui.glyphs import lettering
from workbench.gui.i18n import Language

Progress = Literal["new", "waiting", "running", "stopped", "done"]


class SelfCheck(QObject):
    """Starts and stops the examination; ``changed`` after each step of it."""

    changed = Signal()

    def __init__(
        self,
        *,
        jobs: JobQueue,
        language: Language,
        history: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._language = language
        self._history = history
        self._cancel = CancelToken()
        self._results: tuple[Result, ...] = ()
        self._progress: Progress = "new"
        self._generation = 0
        self._answers = _Answers()
        self._answers.began.connect(self._began)
        self._answers.found.connect(self._found)
        self._answers.ended.connect(self._ended)

    @property
    def progress(self) -> Progress:
        """How far it is; it waits while an experiment runs."""
        return self._progress

    @property
    def live(self) -> bool:
        """Whether more results may come."""
        return self._progress in ("waiting", "running")

    @property
    def held_up(self) -> bool:
        """Whether it has not begun because of an experiment."""
        return self._progress == "waiting" and self._jobs.live

    @property
    def count(self) -> int:
        """How many checks there are; none before the first start."""
        return len(CHECKS)

    @property
    def results(self) -> tuple[Result, ...]:
        """What was found so far, in the order of the checks."""
        return self._results

    @property
    def current(self) -> Check | None:
        """The check that is being carried out."""
        if self._progress != "running" or len(self._results) >= len(CHECKS):
            return None
        return CHECKS.get(CHECKS.names()[len(self._results)])

    def start(self) -> None:
        """Examine from the beginning, unless that is going on."""
        if self.live:
            return
        history, seen = self._history, lettering(self._language)
        cancel = self._cancel = CancelToken()
        self._generation += 1
        generation, answers = self._generation, self._answers
        self._jobs.prepare(
            lambda: _examine(history, seen, cancel, generation, answers), cancel
        )
        self._results = ()
        self._become("waiting")

    def stop(self) -> None:
        """End it soon; what was found stays."""
        if self.live:
            self._cancel.cancel()
            self._generation += 1
            self._become("stopped")

    def _began(self, generation: int) -> None:
        if generation == self._generation:
            self._become("running")

    def _found(self, generation: int, result: Result) -> None:
        if generation == self._generation:
            self._results = (*self._results, result)
            self.changed.emit()

    def _ended(self, generation: int) -> None:
        if generation == self._generation:
            self._become("stopped" if self._cancel.cancelled else "done")

    def _become(self, progress: Progress) -> None:
        self._progress = progress
        self.changed.emit()


class _Answers(QObject):
    """Carries results over the border; outlives a window that is thrown away."""

    began = Signal(int)
    found = Signal(int, object)
    ended = Signal(int)


def _examine(
    history: Path,
    seen: Lettering,
    cancel: CancelToken,
    generation: int,
    answers: _Answers,
) -> None:
    """In the runs' thread."""
    # Not with the window, which starts sooner without what is examined here.
    from workbench.doctor.examination import examine, this_installation

    _tell(answers, "began", generation)
    try:
        subject = this_installation(
            history=history, lettering=lambda: seen, cancel=cancel
        )
        for result in examine(subject):
            _tell(answers, "found", generation, result)
    finally:
        _tell(answers, "ended", generation)


def _tell(answers: _Answers, name: str, *what: object) -> None:
    # At the program's end Qt's objects go first: then nobody waits for the answer.
    with contextlib.suppress(RuntimeError):
        signal: SignalInstance = getattr(answers, name)
        signal.emit(*what)
