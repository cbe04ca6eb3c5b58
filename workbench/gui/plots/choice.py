"""A short list in a card's header, of which one entry is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from workbench.gui.naming import named

_LETTERS = 9


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
        self.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.setMinimumContentsLength(_LETTERS)
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
            self.setCurrentIndex(self.findData(key))
        self.setEnabled(len(choices) > 1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page unless this has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
