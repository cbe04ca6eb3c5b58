"""What stands in for a page while what it needs is still being loaded."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from workbench.gui.naming import named
from workbench.gui.widgets.page import Page


class GettingReady(Page):
    """Says that the page will be there in a moment."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("getting_ready")
        text = named(QLabel(self.tr("Getting ready …")), "ready_text", role="heading")
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.addWidget(text)
