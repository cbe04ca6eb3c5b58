"""A history that cannot be used, and how a person goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from workbench.core.spec import ExperimentSpec
from workbench.gui.opening import Opening
from workbench.gui.preferences import Preferences
from workbench.session import Session

TINY = ExperimentSpec(workload="squares", engine="serial", workers=(1,))


@pytest.fixture
def newer(tmp_path: Path, preferences: Preferences) -> Path:
    """A history with one run, as a later program left it."""
    path = tmp_path / "newer.sqlite"
    with Session(history=path) as session:
        session.store.new_run(TINY)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 9999")
    preferences.history = path
    return path


def answer(name: str) -> None:
    """Click the button once the question is there."""

    def click() -> None:
        [box] = (w for w in QApplication.topLevelWidgets() if is_question(w))
        button = box.findChild(QPushButton, name)
        assert isinstance(button, QPushButton)
        button.click()

    QTimer.singleShot(0, click)


def is_question(widget: object) -> bool:
    return isinstance(widget, QMessageBox) and widget.isVisible()


@pytest.mark.parametrize(("name", "runs"), [("copy", 1), ("without", 0)])
def test_that_a_newer_history_is_left_alone_and_the_program_goes_on(
    qtbot: QtBot,
    qapp: QApplication,
    newer: Path,
    preferences: Preferences,
    name: str,
    runs: int,
) -> None:
    before = newer.read_bytes()
    answer(f"history_{name}")
    with Opening(preferences) as opening:
        session = opening.session()
        assert session is not None
        with session:
            assert session.store.path != newer
            assert len(session.store.runs()) == runs
            assert "for this session only" in str(opening.notices[0])
            kept = session.store.path
    assert newer.read_bytes() == before
    assert not kept.exists()


def test_that_quitting_opens_nothing(
    qtbot: QtBot, qapp: QApplication, newer: Path, preferences: Preferences
) -> None:
    answer("history_quit")
    with Opening(preferences) as opening:
        assert opening.session() is None


def test_that_another_folder_is_remembered(
    qtbot: QtBot,
    qapp: QApplication,
    newer: Path,
    preferences: Preferences,
    tmp_path: Path,
) -> None:
    other = tmp_path / "other"
    other.mkdir()

    def choose() -> None:
        dialogs = (w for w in qapp.topLevelWidgets() if isinstance(w, QFileDialog))
        dialog = next(d for d in dialogs if d.isVisible())
        dialog.setDirectory(str(other))
        dialog.accept()

    answer("history_folder")
    later: Callable[[], None] = choose
    QTimer.singleShot(300, later)
    with Opening(preferences) as opening:
        session = opening.session()
        assert session is not None
        with session:
            assert session.store.path.parent == preferences.history.parent  # type: ignore[union-attr]
            assert session.store.path != newer
        assert opening.notices == []
