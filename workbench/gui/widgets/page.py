"""What every page is and what it is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from workbench.core.spec import ExperimentSpec, RepeatSpec
from workbench.core.state import RunState
from workbench.gui.bridge import JobQueue
from workbench.gui.draft import Draft
from workbench.gui.i18n import Language
from workbench.gui.preferences import Preferences
from workbench.gui.theme import Theme
from workbench.gui.widgets.experiment_files import file_with
from workbench.planner import PRESETS
from workbench.session import Session

FIRST_KERNEL = ExperimentSpec(
    workload="amdahl_job",
    params={"seconds": 1.0, "how": "sleep"},
    workers=(1, 2, 4, 8),
    repeats=RepeatSpec(minimum=3, maximum=5),
)
"""What Scaling begins with: a law to be seen within seconds, on any computer."""
COMBINE, GROW = "ensemble", "ensemble_growth"
ENSEMBLE_WORKLOADS = (COMBINE, GROW)
"""What is set up on Ensembles, and nowhere else."""
FIRST_ENSEMBLE = "digits-zoo"
"""The preset that Ensembles begins with."""
JOINT = "joint"
"""What is set up on Joint learning, and nowhere else."""
FIRST_JOINT = "joint-drift"
"""The preset that Joint learning begins with."""
ELSEWHERE = (*ENSEMBLE_WORKLOADS, JOINT)
"""What is not set up on Measure."""
TABLES = (".csv", ".tsv", ".txt", ".parquet")
"""Suffixes of tables that can be dropped on a page which learns from them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What lives as long as the window; pages come and go over it."""

    session: Session
    draft: Draft
    kernel: Draft = field(default_factory=lambda: Draft(FIRST_KERNEL))
    """The kernel being set up on Scaling, beside the experiment on Measure."""
    ensemble: Draft = field(default_factory=lambda: Draft(PRESETS[FIRST_ENSEMBLE].spec))
    """The ensemble being set up on Ensembles."""
    joint: Draft = field(default_factory=lambda: Draft(PRESETS[FIRST_JOINT].spec))
    """The learning being set up on Joint learning."""
    jobs: JobQueue
    theme: Theme
    language: Language
    preferences: Preferences

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """Everything that is being set up."""
        return self.draft, self.kernel, self.ensemble, self.joint

    def draft_for(self, spec: ExperimentSpec) -> tuple[Draft, str]:
        """Where ``spec`` is set up: the draft, and the name of its page."""
        if spec.workload in ENSEMBLE_WORKLOADS:
            return self.ensemble, "ensembles"
        if spec.workload == JOINT:
            return self.joint, "joint"
        return self.draft, "measure"


class Page(QWidget):
    """Base of the pages. The window asks it what it shows, to copy or export that."""

    suffixes: ClassVar[tuple[str, ...]] = ()
    """Of files that can be dropped on the page."""

    pageRequested = Signal(str)  # noqa: N815 - a signal, named as Qt names them
    """Carries the name of the page that the person should see next."""
    runOpened = Signal(str, int)  # noqa: N815
    """Carries the name of a page, and the run of the history that it should show."""
    told = Signal(str)
    """Carries what was just done, for the status bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAcceptDrops(bool(self.suffixes))

    @property
    def draft(self) -> Draft | None:
        """The set-up that is changed, run and undone here; the window's where none."""
        return None

    def run(self) -> None:
        """Carry out what is set up on this page, if anything is."""

    def ask_for_table(self) -> None:
        """Let the person choose a table of their own, where the page uses one."""

    def open_file(self, file: Path) -> None:
        """Look at a file before it is used, where the page takes any."""

    def show_run(self, run_id: int) -> None:
        """Bring a run of the history to the front, where the page shows such."""

    def shown_state(self) -> RunState | None:
        """The run on the screen, if there is one."""
        return None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file that the page can use."""
        if file_with(event.mimeData(), self.suffixes) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at it."""
        file = file_with(event.mimeData(), self.suffixes)
        if file is not None:
            event.acceptProposedAction()
            self.open_file(file)
