from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import qCritical
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from workbench.gui.crash import CrashReporter, FaultFile
from workbench.gui.widgets.crash_dialog import CrashDialog


@pytest.fixture
def reporter(qapp: object) -> Iterator[CrashReporter]:
    reporter = CrashReporter()
    reporter.install()
    yield reporter
    reporter.uninstall()


@pytest.fixture
def dialog(qtbot: QtBot) -> CrashDialog:
    dialog = CrashDialog()
    qtbot.addWidget(dialog)
    return dialog


def raise_and_report(error: Exception) -> None:
    try:
        raise error
    except type(error):
        sys.excepthook(*sys.exc_info())


def test_that_an_uncaught_error_is_reported_with_its_traceback(
    qtbot: QtBot, reporter: CrashReporter
) -> None:
    with qtbot.waitSignal(reporter.reported) as reported:
        raise_and_report(ValueError("odd"))
    assert "raise_and_report" in reported.args[0]
    assert "ValueError: odd" in reported.args[0]


def test_that_an_error_in_a_thread_is_reported_here(
    qtbot: QtBot, reporter: CrashReporter
) -> None:
    def work() -> None:
        raise KeyError("in a thread")

    with qtbot.waitSignal(reporter.reported) as reported:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert "in a thread" in reported.args[0]


def test_that_an_error_in_a_destructor_is_reported(
    qtbot: QtBot, reporter: CrashReporter
) -> None:
    class Bad:
        def __del__(self) -> None:
            raise RuntimeError("while going")

    with qtbot.waitSignal(reporter.reported) as reported:
        Bad()
    assert "while going" in reported.args[0]


@pytest.mark.qt_no_exception_capture
def test_that_an_error_in_a_slot_is_reported_and_the_program_goes_on(
    qtbot: QtBot, reporter: CrashReporter
) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(lambda: 1 / 0)
    with qtbot.waitSignal(reporter.reported) as reported:
        button.click()
    assert "ZeroDivisionError" in reported.args[0]


def test_that_critical_words_of_qt_are_reported(
    qtbot: QtBot, reporter: CrashReporter, caplog: pytest.LogCaptureFixture
) -> None:
    with qtbot.waitSignal(reporter.reported) as reported:
        qCritical("it broke")
    assert "it broke" in reported.args[0]
    assert "it broke" in caplog.text


def test_that_the_hooks_are_given_back(qapp: object) -> None:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    reporter = CrashReporter()
    reporter.install()
    assert sys.excepthook is not before[0]
    reporter.uninstall()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_that_further_errors_join_the_open_dialog(dialog: CrashDialog) -> None:
    dialog.add_error("first error")
    assert dialog.isVisible()
    assert not dialog.isModal()
    dialog.add_error("second error")
    assert dialog.report.index("first error") < dialog.report.index("second error")
    assert "Python" in dialog.report
    assert "Qt" in dialog.report


def test_that_an_error_without_end_is_counted_and_not_repeated(
    dialog: CrashDialog,
) -> None:
    for _ in range(50):
        dialog.add_error("the same")
    assert dialog.report.count("the same") == 1
    assert "× 50" in dialog.report
    for number in range(100):
        dialog.add_error(f"another {number}")
    assert len(dialog.report.splitlines()) < 100


def test_that_the_report_can_be_copied(dialog: CrashDialog, qtbot: QtBot) -> None:
    dialog.add_error("an error")
    button = dialog.findChild(QPushButton, "crash_copy")
    assert button is not None
    button.click()
    assert QGuiApplication.clipboard().text() == dialog.report


def test_that_an_orderly_end_leaves_nothing_to_report(tmp_path: Path) -> None:
    faults = FaultFile(tmp_path)
    faults.open()
    assert list(tmp_path.iterdir())
    faults.close()
    assert list(tmp_path.iterdir()) == []
    assert FaultFile(tmp_path).collect() == []


def test_that_a_session_that_still_runs_is_no_crash(tmp_path: Path) -> None:
    faults = FaultFile(tmp_path)
    faults.open()
    assert FaultFile(tmp_path).collect() == []
    faults.close()


def test_that_a_hard_crash_is_found_once_with_its_stack(tmp_path: Path) -> None:
    code = (
        "import faulthandler, sys\n"
        "from pathlib import Path\n"
        "from workbench.gui.crash import FaultFile\n"
        "FaultFile(Path(sys.argv[1])).open()\n"
        "def fall(): faulthandler._sigabrt()\n"
        "fall()\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    assert subprocess.run(command, check=False).returncode != 0
    [report] = FaultFile(tmp_path).collect()
    assert "fall" in report
    assert FaultFile(tmp_path).collect() == []


def test_that_another_process_with_the_old_number_is_not_mistaken(
    tmp_path: Path,
) -> None:
    created = psutil.Process().create_time() - 3600
    file = tmp_path / f"{os.getpid()}-{created:.0f}.fault"
    file.write_text("", encoding="utf-8")
    assert FaultFile(tmp_path).collect() == [""]


def test_that_a_session_ended_from_outside_is_told_without_details(
    dialog: CrashDialog,
) -> None:
    dialog.add_abrupt_end("")
    assert dialog.isVisible()
    assert "ended from outside" in dialog.report
