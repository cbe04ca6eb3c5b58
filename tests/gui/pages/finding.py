"""Finding, clicking and reading what is on a page, as its tests do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from workbench.gui.widgets.problem_label import ProblemLabel

W = TypeVar("W", bound=QWidget)
PATIENCE_MS = 120_000


def find(page: QWidget, kind: type[W], name: str) -> W:
    found = page.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


def until(qtbot: QtBot, holds: Callable[[], bool]) -> None:
    """Wait as long as a busy computer may need."""
    qtbot.waitUntil(holds, timeout=PATIENCE_MS)


def click(qtbot: QtBot, page: QWidget, name: str) -> None:
    qtbot.mouseClick(find(page, QAbstractButton, name), Qt.MouseButton.LeftButton)


def text(page: QWidget, name: str) -> str:
    return find(page, QLabel, name).text()


def assert_told_where_it_is_mended(
    qtbot: QtBot, page: Any, label: str, words: str, mend: Callable[[], object]
) -> None:
    """A set-up that cannot be run says so at its place, until ``mend`` is called."""
    run = find(page, QPushButton, "run")
    problem = find(page, ProblemLabel, label)
    until(qtbot, lambda: words in problem.text())
    assert problem.isVisibleTo(page)
    until(qtbot, lambda: not run.isEnabled())
    page.run()  # as F5 does
    mend()
    until(qtbot, run.isEnabled)
