"""What every picture has in common.

``draw(state)`` compares what the state asks for with what is drawn and applies only the
difference, so it may be called for every tick of a run. A picture has no other input
than one value, its state, and the theme, and never talks to another picture.
:class:`Plot` is a picture of a run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import ClassVar, Generic, TypeVar

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from workbench.core.state import RunState
from workbench.gui.naming import named
from workbench.gui.plots.canvas import Canvas
from workbench.gui.plots.table import Table
from workbench.gui.theme import Colours, Theme

S = TypeVar("S")


class Drawing(QWidget, Generic[S]):
    """A picture: subclasses draw a state, say what they show, and give their table.

    While there is nothing to draw a sentence stands in its place: what the picture will
    answer, what it waits for, or why it stays empty.
    """

    name: ClassVar[str]

    reshown = Signal()
    """The person chose to see something else of the same state."""

    def __init__(
        self,
        theme: Theme,
        axes: Mapping[str, pg.AxisItem],
        nothing: S,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"plot_{self.name}")
        theme.dress_plots()
        self._theme = theme
        self.colours = theme.colours
        self._state = nothing
        self.canvas = Canvas(axes, self.tip, self)
        self._notice = named(QLabel(self), f"notice_{self.name}", role="muted")
        self._notice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._notice.setWordWrap(True)
        self._notice.setMargin(12)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._notice)
        self._stack.addWidget(self.canvas)
        theme.changed.connect(self.refresh)

    @property
    def title(self) -> str:
        """The picture's heading."""
        raise NotImplementedError

    @property
    def state(self) -> S:
        """What is drawn now."""
        return self._state

    @property
    def notice(self) -> str:
        """The sentence that stands in the picture's place, empty where it is drawn."""
        drawn = self._stack.currentWidget() is self.canvas
        return "" if drawn else self._notice.text()

    def draw(self, state: S) -> None:
        """Show ``state``; drawing the same state again changes nothing."""
        self._state = state
        if self.has_picture(state):
            self.update_picture(state)
            self._stack.setCurrentWidget(self.canvas)
        else:
            self._notice.setText(self.why_empty(state))
            self._stack.setCurrentWidget(self._notice)
        self.setAccessibleName(self.title)
        self.setAccessibleDescription(self.notice or self.subtitle(state))

    def show_again(self) -> None:
        """Draw the same state after the person chose what to see of it."""
        self.draw(self._state)
        self.reshown.emit()

    def refresh(self) -> None:
        """Draw the same state anew: colours, fonts or the language are others now."""
        self.colours = self._theme.colours
        self._restyle()

    @contextmanager
    def worn(self, colours: Colours) -> Iterator[None]:
        """Wear other colours for a moment, to paint an export."""
        self.colours = colours
        self._restyle()
        try:
            yield
        finally:
            self.refresh()

    def tools(self) -> QWidget | None:
        """Controls for the card's header, if the picture has any."""
        return None

    def subtitle(self, state: S) -> str:
        """A few words beside the title."""
        raise NotImplementedError

    def table(self, state: S) -> Table:
        """The values that :meth:`draw` shows for ``state``."""
        raise NotImplementedError

    def has_picture(self, state: S) -> bool:
        """Whether there is anything to draw."""
        raise NotImplementedError

    def update_picture(self, state: S) -> None:
        """Apply the difference between ``state`` and what is drawn."""
        raise NotImplementedError

    def forget(self) -> None:
        """Take everything as undrawn, since it must be drawn in another look."""
        raise NotImplementedError

    def tip(self, position: QPointF) -> str:
        """What is at ``position`` (data coordinates), for the tip under the mouse."""
        raise NotImplementedError

    def why_empty(self, state: S) -> str:
        """The sentence in the place of a picture that cannot be drawn."""
        raise NotImplementedError

    def small_font(self) -> QFont:
        """The font of ticks, keys and labels."""
        font = QFont(self.font())
        font.setPointSizeF(self._theme.font_size("small"))
        return font

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_stack"):
            self._restyle()

    def _restyle(self) -> None:
        self.canvas.set_look(self.colours, self.small_font())
        self.forget()
        self.draw(self._state)


class Plot(Drawing[RunState]):
    """A picture of a run."""

    def __init__(
        self,
        theme: Theme,
        axes: Mapping[str, pg.AxisItem],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, axes, RunState(), parent)

    def question(self) -> str:
        """What the picture will answer, for the person who has measured nothing yet."""
        raise NotImplementedError

    def waiting(self) -> str:
        """What must happen in a running experiment before there is a picture."""
        raise NotImplementedError

    def why_empty(self, state: RunState) -> str:
        """The sentence in the place of a picture that cannot be drawn."""
        match state.status:
            case "empty":
                return self.question()
            case "queued":
                return self.tr("Waits for the runs before it.")
            case "running":
                return self.waiting()
            case "failed":
                return self.tr("The run failed before there was anything to draw.")
            case "cancelled":
                return self.tr("Stopped before there was anything to draw.")
            case "interrupted":
                return self.tr("Interrupted before there was anything to draw.")
            case "done":
                return self.tr("This run has nothing to show here.")
