"""Which row is better on the whole: ranks over the data sets of several runs."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from workbench.core.errors import WorkbenchError
from workbench.core.state import RunState
from workbench.datasets import DATASETS
from workbench.gui.i18n import say
from workbench.gui.loading import Loader
from workbench.gui.models.rankings import ENOUGH, Ranking, ranking
from workbench.gui.naming import named
from workbench.gui.plots.critical_difference import CriticalDifferencePlot
from workbench.gui.theme import Theme
from workbench.gui.widgets.card import PlotCard
from workbench.gui.widgets.pictures import Panel
from workbench.gui.widgets.words import sentence, unbroken
from workbench.session import Session


class RanksPanel(Panel):
    """The critical-difference diagram, what it says, and how to add data sets."""

    queueRequested = Signal(tuple)  # noqa: N815 - a signal, named as Qt names them
    """Carries the experiments that would add data sets."""

    def __init__(
        self, session: Session, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("ranks_panel")
        self._session = session
        self._asked: RunState | None = None
        self._found = Ranking()
        self._loader = Loader(self)
        self._loader.loaded.connect(self._show)
        self._loader.failed.connect(self._tell)
        self._words = sentence("ranks_words")
        self._missing = sentence("ranks_missing", "muted")
        self._queue = named(QPushButton(), "ranks_queue")
        self._queue.clicked.connect(
            lambda: self.queueRequested.emit(self._found.further)
        )
        self.card = PlotCard(CriticalDifferencePlot(theme), theme)
        row = QHBoxLayout()
        row.addWidget(self._missing, 1)
        row.addWidget(self._queue, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._words)
        column.addLayout(row)
        column.addWidget(self.card, 1)
        self._show(Ranking())

    @property
    def found(self) -> Ranking:
        """What is shown."""
        return self._found

    def show_state(self, state: RunState) -> None:
        """Look for runs to compare ``state`` with, once it has ended."""
        if state.live or state.findings is None:
            self._loader.drop()
            self._asked = None
            self._show(Ranking())
            return
        if self._asked is None or state.run_id != self._asked.run_id:
            self.look_again(state)

    def outdate(self) -> None:
        """There may be more runs now: read them again once this is seen."""
        shown, self._asked = self._asked, None
        if shown is not None and self.isVisible():
            self.look_again(shown)

    def look_again(self, state: RunState) -> None:
        """Read the history: there may be more runs now."""
        self._asked = state
        session = self._session
        self._loader.request(lambda: ranking(session, state))

    def set_least(self, size: QSize) -> None:
        """The picture gets it."""
        self.card.set_least(QSize(size.width(), round(0.7 * size.height())))

    def _show(self, found: Ranking) -> None:
        self._found = found
        self.card.draw(found.ranks)
        ranks = found.ranks
        said = ranks.sentence if ranks is not None else found.why
        self._words.setText(unbroken(say(said)) if said is not None else "")
        self._words.setVisible(said is not None)
        count = len(found.datasets)
        self._missing.setText(self._missing_words(count) if ranks else "")
        self._missing.setVisible(bool(self._missing.text()))
        titles = [_title(spec.dataset.label) for spec in found.further]
        self._queue.setText(
            self.tr("Run on 1 more data set")
            if len(titles) == 1
            else self.tr("Run on {n} more data sets").format(n=len(titles))
        )
        self._queue.setToolTip(", ".join(titles))
        self._queue.setVisible(bool(titles))

    def _missing_words(self, count: int) -> str:
        if count >= ENOUGH:
            return ""
        return self.tr(
            "So far the same members and rules ran on {n} data sets; ranks begin to "
            "tell rows apart from about {enough} on."
        ).format(n=count, enough=ENOUGH)

    def _tell(self, error: WorkbenchError) -> None:
        self._show(Ranking(why=error.message))


def _title(name: str) -> str:
    return say(DATASETS.get(name).title) if name in DATASETS else name
