"""A short list in a card's header, of which one entry is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from workbench.gui.naming import named

_LETTERS = 13
"""How long an entry may be before it is cut, in widths of an n."""
_FRAME_AND_ARROW = 38


class Choice(QComboBox):
    """Chooses one of a few values; ``chosen`` carries the key that was picked.

    It may be narrower than its longest entry, and leaves the wheel to the page around
    it unless it has the focus.
    """

    chosen = Signal(str)

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name, accessible=title)
        self.setToolTip(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._choices: tuple[tuple[str, str], ...] = ()
        self.activated.connect(lambda: self.chosen.emit(self.key))

    @property
    def key(self) -> str:
        """The key of the entry that is shown."""
        return str(self.currentData() or "")

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Keys and texts on offer."""
        return self._choices

    def offer(self, choices: Sequence[tuple[str, str]], key: str) -> None:
        """Offer ``choices`` (key and text) with ``key`` shown, without a signal."""
        with QSignalBlocker(self):
            if tuple(choices) != self._choices:
                self._choices = tuple(choices)
                self.clear()
                for value, text in choices:
                    self.addItem(text, value)
                self.updateGeometry()
            self.setCurrentIndex(self.findData(key))
        self.setEnabled(len(choices) > 1)

    def sizeHint(self) -> QSize:
        """As wide as the longest entry, up to what a card's header can spare."""
        metrics = self.fontMetrics()
        widest = max(
            (metrics.horizontalAdvance(t) for _, t in self._choices), default=0
        )
        room = _LETTERS * metrics.horizontalAdvance("n")
        return QSize(min(widest, room) + _FRAME_AND_ARROW, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The same: a longer entry is cut, and whole in the list."""
        return self.sizeHint()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page unless this has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
