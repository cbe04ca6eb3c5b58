"""The one dialog that tells of errors in the program; further ones are added to it."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.crash import versions
from workbench.gui.naming import named

_MAX_REPORTS = 20


class CrashDialog(QDialog):
    """A copyable report; never modal, so the window goes on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crash_dialog")
        self.setModal(False)
        self.setWindowTitle(self.tr("Something went wrong"))
        self.resize(680, 420)
        self._reports: dict[str, int] = {}
        self._introduction = named(QLabel(wordWrap=True), "crash_introduction")
        self._text = named(
            QPlainTextEdit(readOnly=True),
            "crash_report",
            accessible=self.tr("Error report"),
        )
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._copy = named(QPushButton(self.tr("Copy report")), "crash_copy")
        buttons.addButton(self._copy, QDialogButtonBox.ButtonRole.ActionRole)
        self._copy.clicked.connect(self._copy_report)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(self._introduction)
        layout.addWidget(self._text)
        layout.addWidget(buttons)

    @property
    def report(self) -> str:
        """The whole report as it is copied."""
        return self._text.toPlainText()

    def add_error(self, text: str) -> None:
        """Show an error of this session; one that repeats is counted, not repeated."""
        self._introduction.setText(
            self.tr(
                "An error in the program itself. The window stays open and your "
                "history is safe. Please copy this report and send it to the authors."
            )
        )
        self._add(text)

    def add_abrupt_end(self, text: str) -> None:
        """Show what the last session left behind when it ended abruptly."""
        self._introduction.setText(
            self.tr(
                "The last session ended abruptly. What it had measured is in History, "
                "marked as interrupted."
            )
        )
        self._add(
            text
            or self.tr(
                "It left no details: it was ended from outside, or the computer "
                "went off."
            )
        )

    def _add(self, text: str) -> None:
        text = text.strip()
        if text not in self._reports and len(self._reports) >= _MAX_REPORTS:
            return  # enough to understand it; an endless error must not fill memory
        self._reports[text] = self._reports.get(text, 0) + 1
        parts = [
            text if count == 1 else f"{text}\n(× {count})"
            for text, count in self._reports.items()
        ]
        self._text.setPlainText("\n\n".join([versions(), *parts]))
        if not self.isVisible():
            self.show()

    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText(self.report)
