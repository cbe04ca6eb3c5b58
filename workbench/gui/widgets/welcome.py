"""The welcome: three ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.naming import named

_WIDTH = 460


class WelcomeDialog(QDialog):
    """Shown at the first start and from Help; whatever is chosen closes it."""

    exampleRequested = Signal()  # noqa: N815 - signals, named as Qt names them
    tableRequested = Signal()  # noqa: N815
    tourRequested = Signal()  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome_dialog")
        self.setWindowTitle(self.tr("Welcome to Workbench"))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(26, 22, 26, 18)
        self._layout.setSpacing(6)
        self._layout.addWidget(
            named(
                QLabel(self.tr("Find out what more workers are worth")),
                "welcome_title",
                role="heading",
            )
        )
        self._add_text(
            "welcome_text",
            self.tr(
                "Workbench measures on this computer how much faster parallel work is, "
                "and which model, or vote of models, fits your data best. Nothing "
                "leaves this computer."
            ),
        )
        example = self._add_choice(
            "welcome_example",
            self.tr("Run the example"),
            self.tr("Three models and their vote on iris flowers; some seconds"),
            self.exampleRequested,
        )
        self._add_choice(
            "welcome_table",
            self.tr("Open my own table…"),
            self.tr("A CSV or Parquet file; it is read, never changed"),
            self.tableRequested,
        )
        self._add_choice(
            "welcome_tour",
            self.tr("Show me around"),
            self.tr("Eight places in a minute, from the set-up to the history"),
            self.tourRequested,
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self._layout.addSpacing(8)
        self._layout.addWidget(buttons)
        example.setProperty("role", "primary")
        example.setDefault(True)
        example.setFocus()

    def _add_choice(
        self, name: str, text: str, help_: str, signal: SignalInstance
    ) -> QPushButton:
        button = named(QPushButton(text), name)
        button.setAccessibleDescription(help_)
        button.clicked.connect(self.accept)
        button.clicked.connect(lambda: signal.emit())
        self._layout.addSpacing(8)
        self._layout.addWidget(button)
        self._add_text(f"{name}_help", help_, role="small")
        return button

    def _add_text(self, name: str, text: str, role: str = "muted") -> None:
        label = named(QLabel(text, wordWrap=True), name, role=role)
        label.setFixedWidth(_WIDTH)
        label.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._layout.addWidget(label)
