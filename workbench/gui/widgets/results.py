"""What a run shows: the verdict, the pictures, and room for more below.

Measure shows the live run in it and History an old one; both only hand it a state. It
scrolls rather than squeeze a picture below its readable size, and redraws only what can
be seen, at most every :data:`INTERVAL_MS`.
"""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QSplitter, QVBoxLayout, QWidget

from workbench.core.state import RunState
from workbench.gui.i18n import Language
from workbench.gui.naming import named
from workbench.gui.plots import PLOTS, TimelinePlot
from workbench.gui.theme import Theme
from workbench.gui.widgets.card import PlotCard
from workbench.gui.widgets.verdict import VerdictView

INTERVAL_MS = 90
"""A running experiment is redrawn at most this often: the workers need the cores."""
TURN_MS = 20
"""Between two pictures of one redraw. All at once would keep the window busy for a
tenth of a second whenever everything changes and the workers take every core."""
_GAP = 8


class _Compact(QSplitter):
    """Asks for its smallest size, and grows into what there is.

    The page of a scroll area that holds wrapped text is laid out by size hints; with
    theirs, the pictures would push what is below them out of sight.
    """

    def sizeHint(self) -> QSize:
        """The least that its parts can do with."""
        return self.minimumSizeHint()


class ResultsView(QScrollArea):
    """Verdict on top, pictures side by side, the timeline over the whole width."""

    example_requested = Signal()

    def __init__(
        self, theme: Theme, language: Language, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("results")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._theme = theme
        self._state = RunState()
        self._since_draw = QElapsedTimer()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._take_turn)
        self._waiting: list[PlotCard] = []
        self.verdict = VerdictView(theme)
        self.verdict.example_requested.connect(self.example_requested)
        self.cards = tuple(PlotCard(plot(theme), theme) for plot in PLOTS)
        self._beside = named(QSplitter(Qt.Orientation.Horizontal), "beside")
        self._below = named(_Compact(Qt.Orientation.Vertical), "below")
        self._arrange()
        self._set_minimums()
        theme.changed.connect(self._set_minimums)
        language.changed.connect(self.refresh)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verdict.show_state(self._state)

    @property
    def state(self) -> RunState:
        """What is shown."""
        return self._state

    @property
    def splitters(self) -> tuple[QSplitter, QSplitter]:
        """Those whose state the window remembers: side by side, and from top down."""
        return self._beside, self._below

    def show_state(self, state: RunState) -> None:
        """Show ``state``: an ended run at once, a running one as soon as it is due."""
        other = state.run_id != self._state.run_id
        self._state = state
        due = not self._since_draw.isValid() or self._since_draw.hasExpired(INTERVAL_MS)
        if other or not state.live:
            self._draw()
        elif not self._later.isActive():
            self._later.start(0 if due else INTERVAL_MS)

    def add_bottom(self, widget: QWidget) -> None:
        """Put ``widget`` under the pictures; the splitter moves its upper edge."""
        self._below.addWidget(widget)
        self._below.setStretchFactor(self._below.count() - 1, 1)

    def refresh(self) -> None:
        """Say and draw everything anew, in another language."""
        self.verdict.refresh()
        for card in self.cards:
            card.plot.refresh()
        self._draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A card that comes into sight shows what happened meanwhile."""
        if event.type() == QEvent.Type.Show:
            self._later.start(0)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the pictures below each other where they would be too narrow."""
        super().resizeEvent(event)
        narrow = event.size().width() < 2 * self._least_width() + 3 * _GAP
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._beside.orientation() != wanted:
            self._beside.setOrientation(wanted)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what happened while this was hidden."""
        super().showEvent(event)
        self._draw()

    def _draw(self) -> None:
        """Everything at once."""
        self._later.stop()
        self._waiting.clear()
        self._since_draw.start()
        self.verdict.show_state(self._state)
        for card in self.cards:
            self._draw_card(card)

    def _take_turn(self) -> None:
        """One part of a redraw: first the verdict, then a picture each time."""
        if self._waiting:
            self._draw_card(self._waiting.pop(0))
        else:
            self._since_draw.start()
            self.verdict.show_state(self._state)
            self._waiting = list(self.cards)
        if self._waiting:
            self._later.start(TURN_MS)

    def _draw_card(self, card: PlotCard) -> None:
        if card.isVisible() and not card.visibleRegion().isEmpty():
            card.draw(self._state)

    def _scrolled(self) -> None:
        if not self._later.isActive():
            self._later.start(0)

    def _arrange(self) -> None:
        for card in self.cards:
            card.installEventFilter(self)
            wide = isinstance(card.plot, TimelinePlot)
            (self._below if wide else self._beside).addWidget(card)
        self._below.insertWidget(0, self._beside)
        self._below.setStretchFactor(0, 3)
        self._below.setStretchFactor(1, 2)
        for splitter in self.splitters:
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(_GAP)
        page = named(QWidget(), "results_page", role="page")
        column = QVBoxLayout(page)
        column.setSpacing(_GAP)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.verdict)
        column.addWidget(self._below, 1)
        self.setWidget(page)

    def _least_width(self) -> int:
        """What a picture needs to be read, in the present text size."""
        return round(18 * self.fontMetrics().height())

    def _set_minimums(self) -> None:
        line = self.fontMetrics().height()
        for card in self.cards:
            wide = isinstance(card.plot, TimelinePlot)
            card.setMinimumSize(self._least_width(), round((13 if wide else 15) * line))
