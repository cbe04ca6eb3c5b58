"""What a run shows: the verdict, the pictures two by two, and room for more below.

Measure shows the live run in it and History an old one; both only hand it a state. It
scrolls rather than squeeze a picture below its readable size, and redraws only what can
be seen, at most every :data:`INTERVAL_MS`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QSplitter, QVBoxLayout, QWidget

from workbench.core.state import RunState
from workbench.gui.i18n import Language
from workbench.gui.naming import named
from workbench.gui.plots import PLOTS
from workbench.gui.theme import Theme
from workbench.gui.widgets.card import PlotCard
from workbench.gui.widgets.engines_view import EnginesView
from workbench.gui.widgets.verdict import VerdictView

INTERVAL_MS = 90
"""A running experiment is redrawn at most this often: the workers need the cores."""
TURN_MS = 20
"""Between two pictures of one redraw. All at once would keep the window busy for a
tenth of a second whenever everything changes and the workers take every core."""
PAINT_MS = 6
"""From laying out to painting, and from one part to the next: all in one go would keep
the window busy for as long as a person notices."""
_GAP = 8
_IN_A_ROW = 2
_LINES = (15, 13)
"""How many lines of text a card is high at least, from the first row down."""
_LEAST, _PLEASANT = 18, 21
"""How many lines of text a card is wide at least, and from which on two share a row."""


class _Compact(QSplitter):
    """Asks for its smallest size, and grows into what there is.

    The page of a scroll area that holds wrapped text is laid out by size hints; with
    theirs, the pictures would push what is below them out of sight.
    """

    def sizeHint(self) -> QSize:
        """The least that its parts can do with."""
        return self.minimumSizeHint()


class ResultsView(QScrollArea):
    """Verdict on top, below it the pictures side by side, or stacked where narrow."""

    example_requested = Signal()
    applyRequested = Signal(object)  # noqa: N815 - a signal, named as Qt names them
    """Carries the diagnosis whose cure is wanted."""

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
        self._waiting: list[Callable[[], None]] = []
        self._unpainted: list[QWidget] = []
        self._painting = QTimer(self, interval=PAINT_MS)
        self._painting.timeout.connect(self._paint_next)
        self._columns_moved = False
        self.verdict = VerdictView(theme)
        self.verdict.example_requested.connect(self.example_requested)
        self.verdict.applyRequested.connect(self.applyRequested)
        self.engines = EnginesView(theme)
        self.cards = tuple(PlotCard(plot(theme), theme) for plot in PLOTS)
        self._rows = tuple(
            named(QSplitter(Qt.Orientation.Horizontal), f"pictures_{first}")
            for first in range(0, len(self.cards), _IN_A_ROW)
        )
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
    def splitters(self) -> tuple[QSplitter, ...]:
        """Those that can be moved: of each row of pictures, then from top down."""
        return *self._rows, self._below

    def show_state(self, state: RunState) -> None:
        """Show ``state``: another run at once, more of the same as soon as it is due.

        The last of a run is due at once, but a part after the other like all before.
        """
        other = state.run_id != self._state.run_id
        self._state = state
        due = not self._since_draw.isValid() or self._since_draw.hasExpired(INTERVAL_MS)
        if other:
            self._draw()
        elif not state.live:
            self._waiting.clear()
            self._later.start(0)
        elif not self._later.isActive():
            self._later.start(0 if due else INTERVAL_MS)

    def add_bottom(self, widget: QWidget) -> None:
        """Put ``widget`` under the pictures; the splitter moves its upper edge."""
        self._below.addWidget(widget)
        self._below.setStretchFactor(self._below.count() - 1, _LINES[-1] // 2)

    def refresh(self) -> None:
        """Say and draw everything anew, in another language."""
        self.verdict.refresh()
        self.engines.refresh()
        for card in self.cards:
            card.plot.refresh()
        self._draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A card that comes into sight shows what happened meanwhile.

        A header that got more controls may need more than its column's width.
        """
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self._turn(self.viewport().width(), resized=False)
        elif event.type() == QEvent.Type.Show and watched is not self.widget():
            self._later.start(0)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the pictures below each other where they would be too narrow.

        A picture that comes into sight shows what happened meanwhile.
        """
        super().resizeEvent(event)
        self._turn(event.size().width(), resized=True)
        self._scrolled()

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
        self.engines.show_state(self._state)
        for card in self.cards:
            self._draw_card(card)

    def _take_turn(self) -> None:
        """One part of a redraw: the verdict, the diagnosis, then a picture each time.

        A part that changes its height has all pictures laid out and painted anew.
        """
        if self._waiting:
            self._waiting.pop(0)()
        else:
            self._since_draw.start()
            self._say(self.verdict.show_words)
            self._waiting = [
                lambda: self._say(self.verdict.show_state),
                lambda: self.engines.show_state(self._state),
                *(partial(self._draw_card, card) for card in self.cards),
            ]
        if self._waiting:
            self._later.start(TURN_MS)

    def _say(self, show: Callable[[RunState], None]) -> None:
        """Lay out what gets another height, then paint one part after the other."""
        if not self.verdict.says_the_same(self._state):
            self._unpainted = [self.verdict, *self.cards]
        for part in self._unpainted:
            part.setUpdatesEnabled(False)
        show(self._state)
        if self._unpainted:
            self._painting.start()

    def _paint_next(self) -> None:
        """The next part that waits for it."""
        self._unpainted.pop(0).setUpdatesEnabled(True)
        if not self._unpainted:
            self._painting.stop()

    def _draw_card(self, card: PlotCard) -> None:
        if card.isVisible() and not card.visibleRegion().isEmpty():
            card.draw(self._state)

    def _scrolled(self) -> None:
        if not self._later.isActive():
            self._later.start(0)

    def _turn(self, width: int, *, resized: bool) -> None:
        """Side by side or stacked; all rows alike, so that columns stay columns."""
        needed = max(
            sum(card.minimumSizeHint().width() for card in row)
            for row in (self.cards[:_IN_A_ROW], self.cards[_IN_A_ROW:])
        )
        pleasant = _IN_A_ROW * round(_PLEASANT * self.fontMetrics().height())
        narrow = width < max(needed, pleasant) + 3 * _GAP
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        for row in self._rows:
            if row.orientation() != wanted:
                row.setOrientation(wanted)
                self._columns_moved = False
                resized = True
            if resized and not self._columns_moved:
                row.setSizes([width] * row.count())  # equal shares, whatever the hints

    def _move_columns(self, moved: QSplitter) -> None:
        """The edge between two columns is one edge, and stays where it was put."""
        self._columns_moved = True
        if moved.orientation() == Qt.Orientation.Horizontal:
            for row in self._rows:
                if row is not moved:
                    row.setSizes(moved.sizes())

    def _arrange(self) -> None:
        for number, card in enumerate(self.cards):
            card.installEventFilter(self)
            self._rows[number // _IN_A_ROW].addWidget(card)
        for number, row in enumerate(self._rows):
            self._below.addWidget(row)
            self._below.setStretchFactor(number, _LINES[min(number, len(_LINES) - 1)])
            row.splitterMoved.connect(lambda *_, row=row: self._move_columns(row))
        for splitter in self.splitters:
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(_GAP)
        page = named(QWidget(), "results_page", role="page")
        column = QVBoxLayout(page)
        column.setSpacing(_GAP)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.verdict)
        column.addWidget(self.engines)
        column.addWidget(self._below, 1)
        self.setWidget(page)
        page.installEventFilter(self)

    def _set_minimums(self) -> None:
        line = self.fontMetrics().height()
        for number, card in enumerate(self.cards):
            lines = _LINES[min(number // _IN_A_ROW, len(_LINES) - 1)]
            card.set_least(QSize(round(_LEAST * line), round(lines * line)))
