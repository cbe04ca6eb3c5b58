"""What is wrong, said where it arose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QWidget

from workbench.core.errors import Problem
from workbench.gui.i18n import say


class ProblemLabel(QLabel):
    """Red or amber words below a field; takes no room while nothing is wrong."""

    def __init__(self, *, objectName: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(objectName)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hide()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say these problems, errors before warnings; none hides the label."""
        ordered = sorted(problems, key=lambda problem: problem.severity)
        text = "\n".join(dict.fromkeys(say(problem.message) for problem in ordered))
        severe = any(problem.severity == "error" for problem in problems)
        role = "danger" if severe else "warning"
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().polish(self)
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
        self.setVisible(bool(text))


def about(problems: Iterable[Problem], *fields: str) -> list[Problem]:
    """Those of ``problems`` that concern one of ``fields`` or something inside it."""
    return [
        problem
        for problem in problems
        if any(
            problem.field == field or problem.field.startswith(f"{field}.")
            for field in fields
        )
    ]


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say ``text``."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
