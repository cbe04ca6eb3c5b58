"""The guards of conftest.py, tried on small test files that break their rules."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

GUARDS = Path(__file__).with_name("conftest.py").read_text(encoding="utf-8")


@pytest.fixture
def outcome(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch):
    """Runs a test file under the guards, with little patience, in its own process."""
    pytester.makeconftest(GUARDS.replace("GRACE_S = 10.0", "GRACE_S = 0.2"))
    pytester.makeini("[pytest]\nqt_log_level_fail = WARNING\nqt_api = pyside6")

    def run(source: str) -> pytest.RunResult:
        pytester.makepyfile(source)
        return pytester.runpytest_subprocess("-p", "no:cacheprovider")

    return run


def test_that_a_tidy_test_passes(outcome):
    result = outcome(
        """
        import subprocess, sys, threading

        def test_tidy():
            thread = threading.Thread(target=print)
            thread.start()
            thread.join()
            subprocess.run([sys.executable, "-c", "pass"], check=True)
        """
    )
    result.assert_outcomes(passed=1)


def test_that_a_thread_left_running_is_named(outcome):
    result = outcome(
        """
        import threading

        def test_leaves_a_thread():
            threading.Thread(
                target=threading.Event().wait, args=(30,), name="stray", daemon=True
            ).start()
        """
    )
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*left behind: thread stray*"])


def test_that_a_child_process_left_running_is_named_and_ended(outcome):
    result = outcome(
        """
        import subprocess, sys

        CHILDREN = []

        def test_leaves_a_process():
            CHILDREN.append(subprocess.Popen([sys.executable, "-c", "input()"],
                                             stdin=subprocess.PIPE))

        def test_finds_it_ended():
            child = CHILDREN.pop()
            with child:
                assert child.wait(timeout=20) != 0
        """
    )
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*left behind: process *input()*"])


def test_that_a_fixture_of_wider_scope_may_keep_its_process(outcome):
    result = outcome(
        """
        import subprocess, sys
        import pytest

        @pytest.fixture(scope="module")
        def child():
            with subprocess.Popen([sys.executable, "-c", "input()"],
                                  stdin=subprocess.PIPE) as process:
                yield process
                process.kill()

        def test_uses_it(child):
            assert child.poll() is None
        """
    )
    result.assert_outcomes(passed=1)


@pytest.mark.skipif(sys.platform == "win32", reason="it has no sessions")
def test_that_only_processes_of_an_adopted_session_may_be_exchanged(outcome):
    result = outcome(
        """
        import subprocess, sys
        import pytest
        from conftest import ADOPTED

        def start():
            return subprocess.Popen([sys.executable, "-c", "input()"],
                                    stdin=subprocess.PIPE, start_new_session=True)

        @pytest.fixture(scope="module")
        def family():
            children = []
            yield children
            for child in children:
                with child:
                    child.kill()

        def test_adopts(family):
            family.append(start())
            ADOPTED.add(family[0].pid)

        def test_does_not_adopt(family):
            family.append(start())
        """
    )
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*left behind: process *input()*"])


def test_that_a_logged_warning_fails_the_test_that_did_not_ask_for_it(outcome):
    result = outcome(
        """
        import logging

        def test_warns():
            logging.getLogger("engine").warning("a worker is late")

        def test_looks_at_the_log(caplog):
            logging.getLogger("engine").warning("a worker is late")
            assert "late" in caplog.text
        """
    )
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*logged: engine: a worker is late*"])


def test_that_every_test_has_an_empty_home_of_its_own(outcome):
    result = outcome(
        """
        import os
        from pathlib import Path
        import pytest

        @pytest.mark.parametrize("turn", [1, 2])
        def test_home(turn):
            data = Path(os.environ["XDG_DATA_HOME"])
            assert Path.home() == data
            assert list(data.iterdir()) == []
            (data / "history.sqlite").touch()
        """
    )
    result.assert_outcomes(passed=2)


def test_that_a_timer_left_running_is_named(outcome):
    pytest.importorskip("PySide6")
    result = outcome(
        """
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QWidget

        KEPT = []

        def test_leaves_a_timer(qapp):
            timer = QTimer(objectName="ticker")
            timer.start(1000)
            KEPT.append(timer)
        """
    )
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*left behind: running timer ticker*"])


def test_that_a_window_left_open_is_named_and_a_closed_one_is_not(outcome):
    pytest.importorskip("PySide6")
    result = outcome(
        """
        from PySide6.QtWidgets import QDialog, QWidget

        KEPT = []

        def test_leaves_a_window(qapp):
            window = QWidget(objectName="stray window")
            window.show()
            KEPT.append(window)

        def test_tidies_up(qtbot):
            window = QWidget()
            qtbot.addWidget(window)
            QDialog(window).open()
            window.show()
        """
    )
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*left behind: widget *stray window*"])


def test_that_a_message_from_qt_fails_the_test(outcome):
    pytest.importorskip("PySide6")
    result = outcome(
        """
        from PySide6.QtCore import qWarning

        def test_provokes_qt(qapp):
            qWarning("QObject::connect: no such signal")
        """
    )
    result.assert_outcomes(failed=1)
