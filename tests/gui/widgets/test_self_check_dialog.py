from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QFileDialog,
    QLabel,
    QMessageBox,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from workbench.core.messages import Message
from workbench.doctor.base import CHECKS, Check, Finding, Subject
from workbench.gui.main_window import MainWindow
from workbench.gui.widgets.page import Surroundings
from workbench.gui.widgets.self_check_dialog import ResultRow, SelfCheckDialog
from workbench.store.migrations import VERSION

PATIENCE_MS = 120_000
STATUSES = ("ok", "warning", "failed", "skipped")


def child(parent: QObject, kind: type[QWidget], name: str) -> QWidget:
    found = parent.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


def click(qtbot: QtBot, parent: QObject, name: str) -> None:
    qtbot.mouseClick(child(parent, QAbstractButton, name), Qt.MouseButton.LeftButton)


def words(dialog: SelfCheckDialog) -> str:
    label = child(dialog, QLabel, "self_check_summary")
    assert isinstance(label, QLabel)
    return label.text()


def rows(dialog: SelfCheckDialog) -> list[ResultRow]:
    """What can be seen: a layout shows a new row one turn after its words came."""
    return [row for row in dialog.findChildren(ResultRow) if row.isVisible()]


def opened(window: MainWindow) -> SelfCheckDialog:
    """As the menu opens it."""
    action = window.menuBar().findChild(QAction, "action_self_check")
    assert isinstance(action, QAction)
    action.trigger()
    return shown(window)


def shown(window: MainWindow) -> SelfCheckDialog:
    (dialog,) = [d for d in window.findChildren(SelfCheckDialog) if d.isVisible()]
    return dialog


@pytest.fixture
def first_page() -> str:
    return "history"  # of all pages the one that is built fastest


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Examine with these checks, by name, in the place of the real ones."""
    import workbench.doctor.examination  # noqa: F401 - registers the real ones first

    def replace(**functions: Callable[[Subject], Finding]) -> None:
        entries = {
            name: Check(name=name, group="computer", title=Message(name), run=run)
            for name, run in functions.items()
        }
        monkeypatch.setattr(CHECKS, "_entries", entries)

    return replace


def finds(status: str) -> Callable[[Subject], Finding]:
    return lambda subject: Finding(
        status=status,  # type: ignore[arg-type]
        found=Message("It is {status}.", {"status": status}),
        remedy=Message("Do this."),
    )


def goes_on(subject: Subject) -> Finding:
    """Until somebody cancels."""
    assert subject.cancel.wait(60)
    return finds("ok")(subject)


def test_that_the_menu_examines_the_program_while_the_window_answers(
    qtbot: QtBot, window: MainWindow
) -> None:
    longest = 0
    since = QElapsedTimer()
    since.start()

    def beat() -> None:
        nonlocal longest
        longest = max(longest, since.restart())

    pulse = QTimer(window, interval=10)
    pulse.timeout.connect(beat)
    dialog = opened(window)
    pulse.start()
    since.restart()
    qtbot.waitUntil(lambda: len(rows(dialog)) >= 3, timeout=PATIENCE_MS)
    assert " of " in words(dialog)
    qtbot.waitUntil(lambda: "Everything works" in words(dialog), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: len(rows(dialog)) == len(CHECKS))
    pulse.stop()
    assert [row.objectName() for row in rows(dialog)] == [
        f"self_check_row_{name}" for name in CHECKS
    ]
    assert longest < 1000
    dialog.close()


def test_that_each_row_says_status_and_remedy(
    qtbot: QtBot, window: MainWindow, checks: Callable[..., None]
) -> None:
    checks(**{status: finds(status) for status in STATUSES})
    dialog = opened(window)
    qtbot.waitUntil(lambda: len(rows(dialog)) == len(STATUSES))
    for row, status in zip(rows(dialog), STATUSES, strict=True):
        assert row.accessibleName() == f"{status}: {status}"
        assert child(row, QLabel, "found").text() == f"It is {status}."
        assert child(row, QLabel, "remedy").text() == "→ Do this."
        assert not row.findChildren(QLabel)[0].pixmap().isNull()
    qtbot.waitUntil(lambda: "1 of 3 checks failed" in words(dialog))
    dialog.close()


def test_that_what_is_not_in_order_is_brought_into_view_in_the_end(
    qtbot: QtBot, window: MainWindow, checks: Callable[..., None]
) -> None:
    many = {f"fine{number}": finds("ok") for number in range(30)}
    checks(first=finds("failed"), **many)
    dialog = opened(window)

    def in_view(name: str) -> bool:
        row = dialog.findChild(ResultRow, f"self_check_row_{name}")
        return isinstance(row, ResultRow) and not row.visibleRegion().isEmpty()

    qtbot.waitUntil(lambda: "checks failed" in words(dialog))
    qtbot.waitUntil(lambda: in_view("first"))
    assert not in_view("fine29")
    dialog.close()


def test_that_a_newer_history_shows_as_failed_with_its_sentence(
    qtbot: QtBot, window: MainWindow, around: Surroundings, checks: Callable[..., None]
) -> None:
    import workbench.doctor.history as real

    with closing(sqlite3.connect(around.session.store.path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
        connection.commit()
    checks(history=real.history)
    dialog = opened(window)
    qtbot.waitUntil(lambda: len(rows(dialog)) == 1)
    (row,) = rows(dialog)
    assert "newer version" in child(row, QLabel, "found").text()
    dialog.close()


def test_that_stop_answers_at_once_and_keeps_what_was_found(
    qtbot: QtBot, window: MainWindow, checks: Callable[..., None]
) -> None:
    checks(first=finds("ok"), long=goes_on, never=finds("failed"))
    dialog = opened(window)
    qtbot.waitUntil(lambda: len(rows(dialog)) == 1)
    assert "2 of 3: long" in words(dialog)
    click(qtbot, dialog, "self_check_again")
    assert words(dialog) == "Stopped after 1 of 3 checks."
    assert child(dialog, QAbstractButton, "self_check_again").text() == "Check again"
    checks(first=finds("ok"))
    click(qtbot, dialog, "self_check_again")
    qtbot.waitUntil(lambda: "Everything works" in words(dialog))
    qtbot.waitUntil(lambda: len(rows(dialog)) == 1)
    dialog.close()


def test_that_closing_the_dialog_stops_and_opening_it_begins_anew(
    qtbot: QtBot, window: MainWindow, checks: Callable[..., None]
) -> None:
    checks(first=finds("ok"), long=goes_on)
    dialog = opened(window)
    qtbot.waitUntil(lambda: len(rows(dialog)) == 1)
    click(qtbot, dialog, "self_check_close")
    checks(only=finds("ok"))
    dialog = opened(window)
    qtbot.waitUntil(lambda: "1 of 1 checks hold" in words(dialog))
    qtbot.waitUntil(
        lambda: [row.objectName() for row in rows(dialog)] == ["self_check_row_only"]
    )
    dialog.close()


def test_that_closing_the_window_in_the_middle_of_a_real_run_leaves_nothing(
    qtbot: QtBot, window: MainWindow, around: Surroundings
) -> None:
    dialog = opened(window)
    running = "Parallel run"
    qtbot.waitUntil(lambda: running in words(dialog), timeout=PATIENCE_MS)
    window.close()
    assert around.jobs.close()  # and the guards look for processes and threads


def test_that_it_waits_for_a_running_experiment_and_says_so(
    qtbot: QtBot, window: MainWindow, around: Surroundings, checks: Callable[..., None]
) -> None:
    checks(only=finds("ok"))
    job = around.jobs.submit(around.draft.spec)
    dialog = opened(window)
    assert "Waits until the running experiment has ended" in words(dialog)
    qtbot.waitUntil(lambda: "1 of 1" in words(dialog), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not job.live)
    assert job.state.status == "done"
    dialog.close()


def test_that_another_language_keeps_what_was_found(
    qtbot: QtBot, window: MainWindow, around: Surroundings, checks: Callable[..., None]
) -> None:
    checks(first=finds("ok"), second=finds("warning"))
    dialog = opened(window)
    qtbot.waitUntil(lambda: "Everything works" in words(dialog))
    with qtbot.waitSignal(dialog.destroyed):
        around.language.set("zh_CN")
    dialog = shown(window)
    qtbot.waitUntil(lambda: len(rows(dialog)) == 2)
    dialog.close()


def test_that_the_marks_follow_the_theme(
    qtbot: QtBot, window: MainWindow, around: Surroundings, checks: Callable[..., None]
) -> None:
    checks(first=finds("ok"))
    dialog = opened(window)
    qtbot.waitUntil(lambda: len(rows(dialog)) == 1)
    (row,) = rows(dialog)

    def mark() -> object:
        return row.findChildren(QLabel)[0].pixmap().toImage()

    before = mark()
    around.theme.set("dark")
    assert mark() != before
    dialog.close()


def test_that_the_report_is_copied_and_saved_as_text_and_json(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, checks: Callable[..., None]
) -> None:
    checks(first=finds("ok"), second=finds("failed"))
    dialog = opened(window)
    qtbot.waitUntil(lambda: "1 of 2 checks failed" in words(dialog))
    click(qtbot, dialog, "self_check_copy")
    copied = QGuiApplication.clipboard().text()
    assert "✗ second (failed): It is failed." in copied
    assert "→ Do this." in copied
    click(qtbot, dialog, "self_check_save")
    files = child(dialog, QFileDialog, "self_check_file_dialog")
    assert isinstance(files, QFileDialog)
    for suffix in ("txt", "json"):
        files.fileSelected.emit(str(tmp_path / f"report.{suffix}"))
    files.close()
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == copied
    document = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert document["ok"] is False
    assert [c["name"] for c in document["checks"]] == ["first", "second"]
    dialog.close()


def test_that_a_report_that_cannot_be_written_is_said(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, checks: Callable[..., None]
) -> None:
    checks(first=finds("ok"))
    dialog = opened(window)
    qtbot.waitUntil(lambda: "Everything works" in words(dialog))
    dialog.save(str(tmp_path / "nowhere" / "report.txt"))
    box = child(dialog, QMessageBox, "self_check_save_failed")
    assert isinstance(box, QMessageBox)
    assert "report.txt" in box.text()
    assert "Choose another folder" in box.text()
    box.close()
    dialog.close()


def test_that_the_list_ends_with_its_last_row(
    qtbot: QtBot, window: MainWindow, checks: Callable[..., None]
) -> None:
    long = Message("A sentence of many words. " * 12)
    checks(
        **{
            f"check{number}": lambda subject: Finding(status="ok", found=long)
            for number in range(12)
        }
    )
    dialog = opened(window)
    qtbot.waitUntil(lambda: len(rows(dialog)) == 12)
    area = child(dialog, QScrollArea, "self_check_results")
    assert isinstance(area, QScrollArea)
    page, last = area.widget(), rows(dialog)[-1]

    def below() -> int:
        return page.height() - last.mapTo(page, last.rect().bottomLeft()).y()

    assert page.height() > area.viewport().height()
    qtbot.waitUntil(lambda: below() < 40)
    dialog.close()


def test_that_it_fits_the_smallest_window(
    qtbot: QtBot, window: MainWindow, checks: Callable[..., None]
) -> None:
    long = "/a" * 300
    checks(path=lambda subject: Finding(status="ok", found=Message("{p}", {"p": long})))
    dialog = opened(window)
    qtbot.waitUntil(lambda: len(rows(dialog)) == 1)
    assert dialog.width() <= 1000
    assert dialog.height() <= 680
    assert rows(dialog)[0].width() <= dialog.width()
    dialog.close()
