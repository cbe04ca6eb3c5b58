"""A few values with names, and any other number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.gui.widgets.fields import ComboBox, NumberBox

_OTHER = "other"
"""Stands for the entry that opens the number; a text, so that it is no number."""
READABLE = 15
"""How many letters of an entry can be read at least."""


class ChoiceNumber(QWidget):
    """A list of named numbers; its last entry opens a field for another one."""

    edited = Signal(int)
    """Carries the number that the person chose."""

    def __init__(
        self,
        choices: Sequence[tuple[str, int]],
        *,
        objectName: str,
        name: str,
        other: str,
        start: int,
        minimum: int,
        maximum: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{objectName}_field")
        self._start = start
        self._list = ComboBox(objectName=f"{objectName}_choice", name=name)
        self._list.setMinimumContentsLength(READABLE)
        for text, value in choices:
            self._list.addItem(text, value)
        self._list.addItem(other, _OTHER)
        self._number = NumberBox(
            objectName=objectName,
            name=name,
            whole=True,
            minimum=minimum,
            maximum=maximum,
        )
        self._number.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._list)
        column.addWidget(self._number)
        self.setFocusProxy(self._list)
        self._list.currentIndexChanged.connect(self._chosen)
        self._number.edited.connect(lambda n: self.edited.emit(int(n)))

    def show_number(self, value: int) -> None:
        """Show ``value`` without a signal, by its name where it has one."""
        typing = self._number.hasFocus() and value == self._number.number()
        known = self._list.findData(value)
        if known >= 0 and not typing:  # a number on its way to another must not vanish
            self._list.show_data(value)
            self._number.hide()
        else:
            self._number.show_number(value)
            self._list.show_data(_OTHER)
            self._number.show()

    def setToolTip(self, text: str) -> None:
        """One tip for both fields."""
        for field in (self._list, self._number):
            field.setToolTip(text)

    def _chosen(self) -> None:
        value = self._list.currentData()
        if value != _OTHER:
            self.edited.emit(int(value))
            return
        self._number.show_number(self._start)
        self._number.show()
        self._number.setFocus()
        self._number.selectAll()
        self.edited.emit(self._start)
