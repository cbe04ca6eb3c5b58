"""Names of widgets: for tests and style, for the eye, for those who cannot see them."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)


def named(widget: W, name: str, *, role: str = "", accessible: str = "") -> W:
    """Give ``widget`` its object name and return it.

    ``role`` picks its look in the style sheet, ``accessible`` is what a screen reader
    says where the widget's own text does not tell.
    """
    widget.setObjectName(name)
    if role:
        widget.setProperty("role", role)
    if accessible:
        widget.setAccessibleName(accessible)
    return widget
