"""A row of small buttons of which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from workbench.gui.naming import named


class Segments(QWidget):
    """Chooses one of a few values; ``chosen`` carries the number that was clicked."""

    chosen = Signal(int)

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name, accessible=title)
        self._choices: tuple[tuple[int, str], ...] = ()
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(3)
        self._row.setContentsMargins(0, 0, 0, 0)

    @property
    def choices(self) -> tuple[tuple[int, str], ...]:
        """The values on offer and their texts."""
        return self._choices

    def set_choices(
        self, choices: Sequence[tuple[int, str]], chosen: int, hint: str
    ) -> None:
        """Offer ``choices`` (value and text); ``hint`` becomes ``hint: text`` aloud."""
        if tuple(choices) != self._choices:
            self._choices = tuple(choices)
            for button in self._group.buttons():
                self._group.removeButton(button)
                self._row.removeWidget(button)
                button.deleteLater()
            for value, text in choices:
                self._add(value, text, hint)
        button = self._group.button(chosen)
        if button is not None:
            button.setChecked(True)

    def _add(self, value: int, text: str, hint: str) -> None:
        label = f"{hint}: {text}"
        name = f"{self.objectName()}_{value}"
        button = named(QToolButton(self), name, role="chip", accessible=label)
        button.setText(text)
        button.setToolTip(label)
        button.setCheckable(True)
        self._group.addButton(button, value)
        self._row.addWidget(button)
        button.show()
