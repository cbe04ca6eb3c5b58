"""Sentences on cards: labels that wrap, can be selected, and keep units on a line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from workbench.gui.naming import named


def sentence(name: str, role: str = "") -> QLabel:
    """A label for sentences; plain text, since part of it may come from a file."""
    label = named(QLabel(), name, role=role)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def unbroken(text: str) -> str:
    """With figure and percent sign kept on one line."""
    return text.replace(" %", "\N{NO-BREAK SPACE}%")
