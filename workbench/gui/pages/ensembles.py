"""Ensembles: whether one is worth it here, which one, and how many members."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workbench.core.spec import ExperimentSpec
from workbench.gui.bridge import Job, JobQueue
from workbench.gui.draft import Draft
from workbench.gui.preferences import Preferences
from workbench.gui.theme import Theme
from workbench.gui.widgets.ensemble_setup import EnsembleSetup
from workbench.gui.widgets.ensemble_view import EnsembleView
from workbench.gui.widgets.run_page import RunPage
from workbench.planner import PRESETS
from workbench.session import Session

EXAMPLE = "iris-ensemble"


class EnsemblesPage(RunPage):
    """Members, rules and folds on the left; what was found of one run beside them."""

    def __init__(
        self,
        *,
        session: Session,
        draft: Draft,
        jobs: JobQueue,
        theme: Theme,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        self._view = EnsembleView(session, theme)
        super().__init__(
            name="ensembles",
            session=session,
            draft=draft,
            jobs=jobs,
            preferences=preferences,
            panel=EnsembleSetup(session=session, draft=draft, theme=theme),
            view=self._view,
            example=PRESETS[EXAMPLE].spec,
            parent=parent,
        )
        self._view.ranks.queueRequested.connect(self._queue)

    def ended(self, job: Job) -> None:
        """Another data set may be there to be ranked on."""
        self._view.ranks.outdate()

    def _queue(self, specs: tuple[ExperimentSpec, ...]) -> None:
        """Run the same on further data; what is shown stays."""
        for spec in specs:
            self._jobs.submit(spec)
        text = self.tr("Queued on {n} more data sets")
        self.told.emit(text.format(n=len(specs)))
