"""A numbered card of the setup panel."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from workbench.gui.naming import named
from workbench.gui.widgets.card import Card


class Section(Card):
    """A card with its place in the order in which a person decides."""

    def __init__(self, *, objectName: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName(objectName)
        self._step = named(QLabel(), f"{objectName}_step", role="step")
        self._header.insertWidget(0, self._step)
        self._column.setContentsMargins(12, 8, 12, 12)

    def show_step(self, number: int) -> None:
        """Its number in the panel."""
        self._step.setText(str(number))

    def set_title(self, title: str) -> None:
        """Name the step, for a screen reader too."""
        super().set_title(title)
        self.setAccessibleName(title)
