"""Asking, once for each computer, whether a cluster may run code sent from here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox, QWidget

from workbench.external import Question
from workbench.gui.i18n import say
from workbench.gui.naming import named


class ConsentQuestion(QMessageBox):
    """Says what it means; ``allowed`` is called when the person allows it."""

    def __init__(
        self,
        question: Question,
        allowed: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "consent_question")
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(self.tr("Run on another computer"))
        self.setText(
            self.tr("Send code and data to {host}?").format(host=question.host)
        )
        self.setInformativeText(
            say(question.text)
            + "\n\n"
            + self.tr(
                "You are asked once; Preferences → Engines lists what is allowed."
            )
        )
        allow = self.addButton(
            self.tr("Allow and run"), QMessageBox.ButtonRole.AcceptRole
        )
        leave = self.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        allow.setObjectName("consent_allow")
        self.setDefaultButton(leave)
        self.setEscapeButton(leave)
        allow.clicked.connect(allowed)
        self.finished.connect(self.deleteLater)
