"""A setup beside what is found with it; the edge between them stays where it is put."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from workbench.gui.naming import named
from workbench.gui.preferences import Preferences


class TwoPanes(QSplitter):
    """The setup at its own width; the view takes the rest of ``page``."""

    def __init__(
        self,
        setup: QWidget,
        view: QWidget,
        *,
        objectName: str,
        preferences: Preferences,
        page: QWidget,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        named(self, objectName)
        self._preferences = preferences
        self.setChildrenCollapsible(False)
        self.addWidget(setup)
        self.addWidget(view)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        self.restoreState(preferences.layout(objectName))
        self.splitterMoved.connect(self._remember)
        layout = QHBoxLayout(page)
        layout.setContentsMargins(14, 14, 14, 10)
        layout.addWidget(self)

    def _remember(self) -> None:
        self._preferences.remember_layout(self.objectName(), self.saveState())
