from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from workbench.core.spec import (
    DatasetSpec,
    ExperimentSpec,
    ModelSpec,
    RepeatSpec,
    from_json,
)
from workbench.gui.main_window import MainWindow
from workbench.gui.pages import PAGES
from workbench.gui.widgets.page import Surroundings


def child(window: QObject, kind: type[QWidget], name: str) -> QWidget:
    found = window.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


def click(qtbot: QtBot, window: QObject, name: str) -> None:
    qtbot.mouseClick(child(window, QAbstractButton, name), Qt.MouseButton.LeftButton)


@pytest.fixture
def long_spec(quick_spec: ExperimentSpec) -> ExperimentSpec:
    """An experiment that nobody waits for, in tasks that end soon."""
    return msgspec.structs.replace(
        quick_spec,
        dataset=DatasetSpec(name="digits"),
        models=(ModelSpec(estimator="decision_tree"),),
        repeats=RepeatSpec(minimum=900, maximum=900),
    )


def test_that_the_rail_shows_each_page_and_every_page_fits_and_has_names(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.resize(1024, 700)
    assert (window.width(), window.height()) == (1024, 700)
    for entry in reversed(PAGES):
        click(qtbot, window, f"rail_{entry.name}")
        assert window.page.isVisible()
        assert child(window, QToolButton, f"rail_{entry.name}").isChecked()
        hint = window.centralWidget().minimumSizeHint()
        assert hint.width() <= 1024
        assert hint.height() <= 700
    assert nameless(window.centralWidget()) == []


def test_that_pages_have_shortcuts(qtbot: QtBot, window: MainWindow) -> None:
    first = window.page
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.page is not first
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.page is first


def test_that_f5_runs_and_history_fills(
    qtbot: QtBot, window: MainWindow, around: Surroundings
) -> None:
    window.show_page("history")
    with qtbot.waitSignal(around.jobs.finished, timeout=60_000) as finished:
        qtbot.keyClick(window, Qt.Key.Key_F5)
    assert finished.args[0].state.status == "done"
    assert window.page.objectName() == "measure_page"
    window.show_page("history")
    count = child(window, QLabel, "runs_count")
    qtbot.waitUntil(lambda: count.text() == "1")


def test_that_esc_stops_the_running_job(
    qtbot: QtBot, window: MainWindow, around: Surroundings, long_spec: ExperimentSpec
) -> None:
    job = around.jobs.submit(long_spec)
    qtbot.waitUntil(lambda: job.state.status == "running", timeout=60_000)
    assert action(window, "stop").isEnabled()
    with qtbot.waitSignal(around.jobs.finished, timeout=60_000):
        qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert job.state.status == "cancelled"
    assert not action(window, "stop").isEnabled()


def action(window: MainWindow, name: str) -> QAction:
    found = window.menuBar().findChild(QAction, f"action_{name}")
    assert isinstance(found, QAction)
    return found


def test_that_undo_and_redo_follow_the_draft(
    qtbot: QtBot, window: MainWindow, around: Surroundings
) -> None:
    assert not action(window, "undo").isEnabled()
    around.draft.replace("Change seed", seed=5)
    assert "Change seed" in action(window, "undo").text()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert around.draft.spec.seed == 0
    assert not action(window, "undo").isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert around.draft.spec.seed == 5


def test_that_zoom_keys_scale_text_and_are_remembered(
    qtbot: QtBot, window: MainWindow, around: Surroundings
) -> None:
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert around.theme.zoom == pytest.approx(1.1)
    qtbot.waitUntil(lambda: around.preferences.zoom == pytest.approx(1.1))
    qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert around.theme.zoom == 1.0


def test_that_another_language_rebuilds_the_window_and_keeps_the_state(
    qtbot: QtBot, window: MainWindow, around: Surroundings
) -> None:
    window.show_page("history")
    around.draft.replace("Change seed", seed=5)
    old = window.page
    with qtbot.waitSignal(old.destroyed):
        action(window, "language_zh_CN").trigger()
    assert not shiboken6.isValid(old)
    assert window.page.objectName() == "history_page"
    assert child(window, QToolButton, "rail_history").text() == "历史"
    assert action(window, "undo").isEnabled()
    assert around.draft.spec.seed == 5
    assert around.preferences.language == "zh_CN"


def test_that_rebuilding_leaves_nothing_behind(
    qtbot: QtBot, window: MainWindow
) -> None:
    def census() -> int:
        return len(window.findChildren(QObject))

    def rebuild() -> None:
        old = window.centralWidget()
        with qtbot.waitSignal(old.destroyed):
            window.rebuild()

    rebuild()
    before = census()
    for _ in range(3):
        rebuild()
    assert census() == before


def test_that_theme_and_its_menu_are_remembered(
    qtbot: QtBot, window: MainWindow, around: Surroundings
) -> None:
    action(window, "theme_dark").trigger()
    qtbot.waitUntil(lambda: around.preferences.theme == "dark")
    assert action(window, "theme_dark").isChecked()


@pytest.mark.parametrize("kind", ["preferences", "about", "how_to_read"])
def test_that_dialogs_hold_nothing_up(
    qtbot: QtBot, window: MainWindow, kind: str
) -> None:
    action(window, kind).trigger()
    [dialog] = [d for d in window.findChildren(QDialog) if d.isVisible()]
    assert not dialog.isModal()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_that_preferences_hold_at_once(
    qtbot: QtBot, window: MainWindow, around: Surroundings
) -> None:
    window.show_preferences()
    engines = child(window, QComboBox, "preferences_engine")
    engines.setCurrentIndex(engines.findData("threads"))
    engines.activated.emit(engines.currentIndex())
    assert around.preferences.engine == "threads"
    place = child(window, QLabel, "preferences_history")
    assert place.text() == str(around.session.store.path)


def test_that_a_language_chosen_in_preferences_shows_there_too(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.show_preferences()
    languages = child(window, QComboBox, "preferences_language")
    languages.setCurrentIndex(languages.findData("zh_CN"))
    with qtbot.waitSignal(languages.destroyed):
        languages.activated.emit(languages.currentIndex())
    [dialog] = [d for d in window.findChildren(QDialog) if d.isVisible()]
    assert dialog.windowTitle() == "首选项"


def test_that_versions_are_copied(qtbot: QtBot, window: MainWindow) -> None:
    window.show_about()
    click(qtbot, window, "about_copy")
    text = QGuiApplication.clipboard().text()
    for name in ("Workbench", "Python", "Qt", "SQLite", "scikit-learn"):
        assert name in text


def test_that_an_experiment_is_written_and_read_back(
    qtbot: QtBot, window: MainWindow, around: Surroundings, tmp_path: Path
) -> None:
    around.draft.replace("Change seed", seed=11)
    file = tmp_path / "experiment.json"
    choose_file(qtbot, window, window.save_experiment, file)
    assert from_json(file.read_bytes()) == around.draft.spec
    around.draft.replace("Change seed", seed=12)
    choose_file(qtbot, window, window.open_experiment, file)
    assert around.draft.spec.seed == 11
    around.draft.undo_stack.undo()
    assert around.draft.spec.seed == 12


def choose_file(
    qtbot: QtBot, window: MainWindow, ask: Callable[[], None], file: Path
) -> None:
    """Answer the file dialog that ``ask`` opens."""
    ask()
    [dialog] = window.findChildren(QFileDialog)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.fileSelected.emit(str(file))
        dialog.reject()


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"[1]", b'{"engin": "serial"}', None]
)
def test_that_a_bad_experiment_changes_nothing_and_is_explained(
    qtbot: QtBot,
    window: MainWindow,
    around: Surroundings,
    tmp_path: Path,
    content: bytes | None,
) -> None:
    file = tmp_path / "bad.json"
    if content is not None:
        file.write_bytes(content)
    before = around.draft.spec
    choose_file(qtbot, window, window.open_experiment, file)
    box = child(window, QMessageBox, "experiment_problem")
    assert isinstance(box, QMessageBox)
    assert box.informativeText()
    assert around.draft.spec == before
    box.close()


def test_that_results_are_copied_once_there_are_any(
    qtbot: QtBot, window: MainWindow, around: Surroundings
) -> None:
    QGuiApplication.clipboard().clear()
    window.copy_results()
    assert QGuiApplication.clipboard().text() == ""
    with qtbot.waitSignal(around.jobs.finished, timeout=60_000):
        window.run_experiment()
    window.copy_results()
    assert "workers\tmedian (s)" in QGuiApplication.clipboard().text()
    assert "Decision tree" in QGuiApplication.clipboard().text()


def test_that_an_idle_window_closes_at_once(window: MainWindow) -> None:
    assert window.close()
    assert not window.isVisible()


def test_that_closing_during_a_run_asks_and_keeps_running(
    qtbot: QtBot, window: MainWindow, around: Surroundings, long_spec: ExperimentSpec
) -> None:
    job = around.jobs.submit(long_spec)
    assert not window.close()
    assert not window.close()
    [box] = window.findChildren(QMessageBox, "close_question")
    assert not box.isModal()
    box.reject()
    assert window.isVisible()
    assert job.live


def test_that_stop_and_close_stops_first_and_then_closes(
    qtbot: QtBot, window: MainWindow, around: Surroundings, long_spec: ExperimentSpec
) -> None:
    job = around.jobs.submit(long_spec)
    window.close()
    box = child(window, QMessageBox, "close_question")
    assert isinstance(box, QMessageBox)
    stop = next(b for b in box.buttons() if b.text() == "Stop and close")
    stop.click()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=60_000)
    assert job.state.status == "cancelled"


def test_that_size_and_place_are_remembered(
    qtbot: QtBot, window: MainWindow, around: Surroundings
) -> None:
    window.resize(1024, 720)  # no more fits on the screen of a test
    window.close()
    again = MainWindow(around)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (1024, 720)


def nameless(central: QWidget) -> list[str]:
    """What is interactive and has no name."""
    kinds = (
        QAbstractButton,
        QComboBox,
        QLineEdit,
        QAbstractSpinBox,
        QAbstractItemView,
    )
    return [
        f"{type(widget).__name__} {widget.objectName()} in {widget.parent()}"
        for kind in kinds
        for widget in central.findChildren(kind)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (widget.objectName() and said(widget))
        and not is_inside(widget, QComboBox, QAbstractSpinBox, QMenu)
        and not widget.objectName().startswith("qt_")  # parts that Qt makes
    ]


def said(widget: QWidget) -> str:
    """What a screen reader says of the widget, beside what is in it."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def is_inside(widget: QWidget, *kinds: type[QWidget]) -> bool:
    """Whether one of ``kinds`` is among the widget's parents."""
    parent = widget.parentWidget()
    return parent is not None and (
        isinstance(parent, kinds) or is_inside(parent, *kinds)
    )


def test_that_the_status_bar_tells_machine_and_pool(
    window: MainWindow, around: Surroundings
) -> None:
    assert "core" in child(window, QLabel, "status_cores").text()
    assert "%" in child(window, QLabel, "status_load").text()
    assert "GiB" in child(window, QLabel, "status_memory").text()
    assert child(window, QLabel, "status_pool").text() == "no workers started"


def test_that_a_notice_is_shown_without_holding_anything_up(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.tell("The history was set aside.")
    box = child(window, QMessageBox, "notice")
    assert isinstance(box, QMessageBox)
    assert box.isVisible()
    assert not box.isModal()
    button = box.buttons()[0]
    assert isinstance(button, QPushButton)
    button.click()
    assert not box.isVisible()
