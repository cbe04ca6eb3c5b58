"""Text that gives way: cut with an ellipsis where it has no room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QSizePolicy, QWidget


class ElidedLabel(QLabel):
    """One line; its tip and its accessible name are always the whole text."""

    cutChanged = Signal(bool)  # noqa: N815 - a signal, named as Qt names them
    """Whether a part of the text is missing now."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    @property
    def whole_text(self) -> str:
        """The text without the ellipsis."""
        return self._whole

    @property
    def cut(self) -> bool:
        """Whether a part of the text is missing."""
        return self.text() != self._whole

    def set_text(self, text: str) -> None:
        """Show ``text``, as much of it as fits."""
        if text != self._whole:
            self._whole = text
            self.setAccessibleName(text)
            self._cut()

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(0, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """The width of the whole text."""
        width = self.fontMetrics().horizontalAdvance(self._whole) + 4
        return QSize(width, super().sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_whole"):
            self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut for the new width."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        shown = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideRight, max(0, self.width() - 2)
        )
        before = self.cut
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self._whole if self.cut else "")
        if self.cut != before:
            self.cutChanged.emit(self.cut)


class ElidedCheckBox(QCheckBox):
    """A box with one line beside it; its accessible name is always the whole text."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._cut()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_whole"):
            self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut for the new width."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        metrics = self.fontMetrics()
        box = (
            self.sizeHint().width()
            - metrics.size(Qt.TextFlag.TextShowMnemonic, self.text()).width()
        )
        room = max(0, self.width() - box)
        elided = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        shown = elided.replace("&", "&&")
        if shown != self.text():
            self.setText(shown)
