from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from workbench.gui.app import FIRST_EXPERIMENT, first_draft
from workbench.gui.preferences import Preferences
from workbench.planner import PRESETS
from workbench.store.experiment_file import write_experiment

PROGRAM = (
    "import sys; from workbench.gui.app import main; sys.exit(main(['workbench']))"
)
ENDED_WHILE_LOADING = """
import os, pathlib, signal, sys, time
import shiboken6
from PySide6.QtCore import QObject
from workbench.gui import app
witness = QObject()
def load():
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep({loading_s})
    pathlib.Path({told!r}).write_text(str(shiboken6.isValid(witness)))
wait = app.wait_for_loading
app.load, app.wait_for_loading = load, lambda: wait({patience_s})
sys.exit(app.main(["workbench"]))
"""
ENDED_WITH_A_FILE = """
import os, signal, sys
from workbench.gui import app
from workbench.gui.draft import Draft
load = Draft.load
def loaded(self, *args):
    load(self, *args)
    os.kill(os.getpid(), signal.SIGTERM)
Draft.load = loaded
status = app.main(["workbench", {file!r}])
left = [str(widget) for widget in app.QApplication.topLevelWidgets()]
sys.exit(status or left or None)
"""
ENDED_AT_THE_WELCOME = """
import os, signal, sys
from workbench.gui import app
welcome = app.MainWindow.show_welcome
def show_welcome(self):
    {before}
    welcome(self)
    {after}
def end():
    os.kill(os.getpid(), signal.SIGTERM)
app.MainWindow.show_welcome = show_welcome
sys.exit(app.main(["workbench"]))
"""
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts the program with a window, in this test's own home."""
    started: list[subprocess.Popen[str]] = []

    def start(program: str = PROGRAM) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", program],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def fault_files(home: Path) -> list[Path]:
    return list(home.rglob("*.fault"))


def wait_for_window(qtbot: QtBot, home: Path) -> None:
    """The fault file is opened once the window is shown."""
    qtbot.waitUntil(lambda: bool(fault_files(home)), timeout=60_000)


def ends_in_order(
    process: subprocess.Popen[str], number: signal.Signals, home: Path
) -> None:
    process.send_signal(number)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0, output
    assert "Traceback" not in output
    assert fault_files(home) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_that_the_window_goes_only_when_nothing_is_being_loaded(
    start: Start, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    code = ENDED_WHILE_LOADING.format(loading_s=1, told=str(told), patience_s=60)
    process = start(code)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0, output
    assert told.read_text() == "True"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_that_what_does_not_end_cannot_keep_the_program(
    own_home: Path, start: Start, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    code = ENDED_WHILE_LOADING.format(loading_s=600, told=str(told), patience_s=0.1)
    process = start(code)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0, output
    assert not told.exists()
    assert fault_files(own_home) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_that_what_can_be_undone_goes_after_the_window(
    start: Start, tmp_path: Path
) -> None:
    file = tmp_path / "mine.wbexp"
    write_experiment(PRESETS["squares"].spec, file)
    process = start(ENDED_WITH_A_FILE.format(file=str(file)))
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0, output


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(
    ("before", "after"), [("end()", ""), ("", "end()"), ("self.close()", "")]
)
def test_that_the_welcome_does_not_outlive_the_window(
    own_home: Path, start: Start, before: str, after: str
) -> None:
    process = start(ENDED_AT_THE_WELCOME.format(before=before, after=after))
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0, output
    assert fault_files(own_home) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows kills without a trace")
def test_that_a_killed_session_is_noticed_by_the_next_which_a_signal_ends_in_order(
    qtbot: QtBot, own_home: Path, start: Start
) -> None:
    first = start()
    wait_for_window(qtbot, own_home)
    [left] = fault_files(own_home)
    first.kill()
    first.communicate()
    assert left.exists()
    second = start()
    qtbot.waitUntil(lambda: not left.exists(), timeout=60_000)
    wait_for_window(qtbot, own_home)
    ends_in_order(second, signal.SIGTERM, own_home)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_that_an_interrupt_ends_in_order_and_a_newer_history_is_left_alone_then(
    qtbot: QtBot, own_home: Path, start: Start
) -> None:
    process = start()
    wait_for_window(qtbot, own_home)
    ends_in_order(process, signal.SIGINT, own_home)
    [history] = own_home.rglob("history.sqlite")
    connection = sqlite3.connect(history)
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    before = history.read_bytes()
    refused = start()
    with pytest.raises(subprocess.TimeoutExpired):  # it waits for the person's click
        refused.communicate(timeout=6)
    assert fault_files(own_home) == []
    assert history.read_bytes() == before


def test_that_the_first_draft_runs_on_the_usual_engine(
    preferences: Preferences,
) -> None:
    preferences.engine = "threads"
    draft = first_draft(preferences)
    assert draft.spec.engine == "threads"
    assert draft.spec.models == PRESETS[FIRST_EXPERIMENT].spec.models
    assert not draft.undo_stack.canUndo()
