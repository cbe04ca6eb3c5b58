"""What is to be said of the draft: problems, size, data; found out in the background.

Checking a file starts a process, so nothing of it may happen in the window's thread.
While the data stay the same one check is on its way at a time; other data make the
answer to the last one late.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from workbench.core.errors import BadInput, Problem, WorkbenchError
from workbench.core.spec import ExperimentSpec
from workbench.datasets import Summary, describe
from workbench.gui.loading import Loader
from workbench.planner import Estimate
from workbench.session import Session
from workbench.workloads import WORKLOADS


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What a check found out about ``spec``."""

    spec: ExperimentSpec
    problems: tuple[Problem, ...]
    estimate: Estimate | None
    """``None`` while there is an error."""
    data: Summary | None
    """``None`` where the data cannot be read, or none are used."""

    @property
    def errors(self) -> list[Problem]:
        """What keeps it from running."""
        return [p for p in self.problems if p.severity == "error"]


class SpecCheck(QObject):
    """Checks the latest spec it was given."""

    checked = Signal(object)
    """Carries the :class:`Findings`, those of the latest spec only."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._loader = Loader(self)
        self._loader.loaded.connect(self._answered)
        self._loader.failed.connect(self._ended)
        self._asked: ExperimentSpec | None = None
        self._wanted: ExperimentSpec | None = None

    def check(self, spec: ExperimentSpec) -> None:
        """Find out about ``spec``, and forget any other."""
        self._wanted = spec
        if self._asked is None or self._asked.dataset != spec.dataset:
            self._ask(spec)

    def _ask(self, spec: ExperimentSpec) -> None:
        self._asked = spec
        session = self._session
        self._loader.request(lambda: _findings_or_report(session, spec))

    def _answered(self, found: Findings | None) -> None:
        self._ended()
        if found is None:
            return
        if found.spec == self._wanted:
            self.checked.emit(found)
        elif self._wanted is not None:
            self._ask(self._wanted)

    def _ended(self) -> None:
        self._asked = None


def findings(session: Session, spec: ExperimentSpec) -> Findings:
    """Everything to be said of ``spec``; may take as long as reading its file."""
    question = session.consents.question(spec.cluster)
    asked = None if question is None else question.problem  # when Run is pressed
    problems = tuple(p for p in session.validate(spec) if p != asked)
    errors = [p for p in problems if p.severity == "error"]
    return Findings(
        spec=spec,
        problems=problems,
        estimate=None if errors else session.estimate(spec),
        data=_summary(spec),
    )


def _findings_or_report(session: Session, spec: ExperimentSpec) -> Findings | None:
    """A bug must be reported, and must not be the last check that is ever made."""
    try:
        return findings(session, spec)
    except WorkbenchError:
        raise
    except Exception:
        sys.excepthook(*sys.exc_info())
        return None


def _summary(spec: ExperimentSpec) -> Summary | None:
    if spec.workload in WORKLOADS and not WORKLOADS.get(spec.workload).uses_data:
        return None
    try:
        return describe(spec.dataset)
    except BadInput:  # among the problems already
        return None
