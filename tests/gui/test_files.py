"""Experiments and runs as files, through the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from workbench.core.spec import ExperimentSpec
from workbench.gui.main_window import MainWindow
from workbench.gui.widgets.page import Surroundings
from workbench.session import Session
from workbench.store import bundle
from workbench.store.experiment_file import write_experiment


@pytest.fixture
def file(quick_spec: ExperimentSpec, tmp_path: Path) -> Path:
    """A run of another computer."""
    with Session(history=tmp_path / "elsewhere.sqlite") as session:
        list(session.start(quick_spec))
        session.store.save_bundle(1, tmp_path / "run.wbrun")
    return tmp_path / "run.wbrun"


def drop(window: MainWindow, file: Path) -> bool:
    """Drop a file on the window; whether it was taken."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(9, 9), copy, mime, left, none)
    entered.ignore()
    window.dragEnterEvent(entered)
    if entered.isAccepted():
        window.dropEvent(QDropEvent(QPointF(9, 9), copy, mime, left, none))
    return entered.isAccepted()


def test_that_a_dropped_run_is_shown_with_where_it_was_measured(
    qtbot: QtBot, window: MainWindow, file: Path
) -> None:
    assert drop(window, file)
    qtbot.waitUntil(lambda: window.page.shown_state() is not None, timeout=30_000)
    assert window.page.objectName() == "history_page"
    origin = window.page.findChild(QLabel, "history_origin")
    assert origin is not None
    assert origin.isVisible()
    state = window.page.shown_state()
    assert state is not None
    assert state.origin in origin.text()
    assert state.estimate is not None


def test_that_a_run_on_the_screen_is_saved_as_a_bundle(
    qtbot: QtBot, window: MainWindow, file: Path, tmp_path: Path
) -> None:
    window.open_file(str(file))
    qtbot.waitUntil(lambda: window.page.shown_state() is not None, timeout=30_000)
    window.save_bundle()
    dialog = window.findChild(QFileDialog, "bundle_file_dialog")
    assert isinstance(dialog, QFileDialog)
    copy = tmp_path / "copy.wbrun"
    dialog.fileSelected.emit(str(copy))
    dialog.reject()
    qtbot.waitUntil(copy.exists, timeout=30_000)
    assert copy.read_bytes() == file.read_bytes()
    assert bundle.read(copy).digest == bundle.read(file).digest


def test_that_a_dropped_experiment_is_set_up(
    window: MainWindow, around: Surroundings, tmp_path: Path
) -> None:
    write_experiment(ExperimentSpec(title="mine"), tmp_path / "a.wbexp")
    assert drop(window, tmp_path / "a.wbexp")
    assert around.draft.spec.title == "mine"
    assert not drop(window, tmp_path / "a.pdf")


def test_that_a_damaged_run_is_explained_and_changes_nothing(
    qtbot: QtBot, window: MainWindow, around: Surroundings, file: Path
) -> None:
    file.write_bytes(file.read_bytes()[:200])
    window.open_file(str(file))
    qtbot.waitUntil(
        lambda: window.findChild(QMessageBox, "experiment_problem") is not None,
        timeout=30_000,
    )
    box = window.findChild(QMessageBox, "experiment_problem")
    assert isinstance(box, QMessageBox)
    assert "is damaged" in box.informativeText()
    assert around.session.store.runs() == []
    box.close()


def test_that_there_is_nothing_to_save_before_a_run(window: MainWindow) -> None:
    window.save_bundle()
    assert window.findChild(QFileDialog, "bundle_file_dialog") is None
    assert "no finished run" in window.statusBar().currentMessage()
