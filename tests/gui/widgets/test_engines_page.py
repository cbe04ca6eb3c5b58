from __future__ import annotations

import sys
import threading
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from workbench.core.errors import BadInput, Problem
from workbench.core.messages import plain
from workbench.engines.joblib_engine import JoblibEngine
from workbench.external import Consents, Environment, Environments, report, setup
from workbench.external.child import Cancelled
from workbench.gui.i18n import Language
from workbench.gui.preferences import Preferences
from workbench.gui.theme import Theme
from workbench.gui.widgets.engines_page import EnginesPage
from workbench.gui.widgets.preferences_dialog import PreferencesDialog

THERE = Environment(
    name="mine",
    python=sys.executable,
    made_here=False,
    report=msgspec.structs.replace(report.own(), engines=("joblib",)),
)


@pytest.fixture
def environments(tmp_path: Path) -> Environments:
    return Environments(tmp_path / "environments")


@pytest.fixture
def page(
    qtbot: QtBot,
    theme: Theme,
    environments: Environments,
    monkeypatch: pytest.MonkeyPatch,
) -> EnginesPage:
    """The page of a frozen program."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    page = EnginesPage(environments=environments, consents=Consents())
    qtbot.addWidget(page)
    page.show()
    return page


def text(page: EnginesPage, name: str) -> str:
    return page.findChild(QLabel, name).text()


def button(page: EnginesPage, name: str) -> QPushButton:
    return page.findChild(QPushButton, name)


def filled_in(page: EnginesPage, name: str = "mine", python: str = "") -> None:
    button(page, "engine_use_joblib").click()
    page.findChild(QLineEdit, "environment_name").setText(name)
    box = page.findChild(QComboBox, "environment_python")
    box.setEditText(python or sys.executable)


def test_that_each_engine_says_where_it_can_run(page, environments):
    assert text(page, "engine_state_processes") == "available here"
    assert not button(page, "engine_create_processes").isVisible()
    assert text(page, "engine_state_joblib") == "needs an environment"
    environments.keep(THERE)
    page.refresh()
    assert "through environment “mine”" in text(page, "engine_state_joblib")
    assert not button(page, "engine_create_joblib").isVisible()
    assert button(page, "engine_remove_joblib").isVisible()


def test_that_an_engine_that_is_not_installed_shows_the_command(
    qtbot, environments, monkeypatch
):
    monkeypatch.setattr(JoblibEngine, "requires", ("no_such_module",))
    page = EnginesPage(environments=environments, consents=Consents())
    qtbot.addWidget(page)
    assert text(page, "engine_state_joblib") == "not installed: pip install 'workbench'"


def test_that_an_environment_that_does_not_fit_says_why(page, environments):
    told = msgspec.structs.replace(THERE.report, workbench="0.0.1")
    environments.keep(msgspec.structs.replace(THERE, report=told))
    page.refresh()
    assert "has Workbench 0.0.1" in text(page, "engine_state_joblib")
    assert button(page, "engine_remove_joblib").isVisible()
    assert not button(page, "engine_create_joblib").isVisible()


def test_that_pythons_are_offered_while_the_window_answers(qtbot, page):
    button(page, "engine_create_joblib").click()
    box = page.findChild(QComboBox, "environment_python")
    assert box.count() == 0
    assert not button(page, "environment_go").isEnabled()
    qtbot.waitUntil(lambda: box.count() > 0, timeout=30_000)
    assert button(page, "environment_go").isEnabled()
    assert page.findChild(QLineEdit, "environment_name").text() == "joblib"


def test_that_what_is_chosen_is_set_up_and_its_log_shown(
    qtbot, page, environments, monkeypatch
):
    asked = {}

    def use(environments, name, engine, *, python, say, cancel, source):
        asked.update(name=name, engine=engine, python=python, wheels=source.wheels)
        say("Collecting everything")
        environments.keep(THERE)

    monkeypatch.setattr(setup, "use", use)
    filled_in(page)
    page.findChild(QLineEdit, "environment_wheels").setText("/media/stick")
    with qtbot.waitSignal(page.changed):
        button(page, "environment_go").click()
    assert asked == {
        "name": "mine",
        "engine": "joblib",
        "python": sys.executable,
        "wheels": "/media/stick",
    }
    assert "Collecting" in page.findChild(QPlainTextEdit, "job_log").toPlainText()
    assert text(page, "job_status") == "Done."
    assert "through environment" in text(page, "engine_state_joblib")


def test_that_what_goes_wrong_is_said_in_words(qtbot, page):
    filled_in(page, python="/nowhere/python")
    with qtbot.waitSignal(page.changed, timeout=30_000):
        button(page, "environment_go").click()
    assert "is not a Python that can be used" in text(page, "job_status")
    assert button(page, "engine_create_joblib").isEnabled()


def test_that_it_can_be_stopped(qtbot, page, monkeypatch):
    monkeypatch.setattr(setup, "use", _until_cancelled)
    filled_in(page)
    button(page, "environment_go").click()
    assert page.busy
    assert not button(page, "engine_create_joblib").isEnabled()
    with qtbot.waitSignal(page.changed):
        button(page, "job_stop").click()
    assert text(page, "job_status") == "Stopped; nothing was kept."
    assert not page.busy


def test_that_removing_asks_first(qtbot, page, environments):
    environments.keep(THERE)
    page.refresh()
    button(page, "engine_remove_joblib").click()
    box = page.findChild(QMessageBox, "remove_question")
    assert "stays as it is" in box.informativeText()
    remove = next(b for b in box.buttons() if b.text() == "Remove")
    with qtbot.waitSignal(page.changed):
        remove.click()
    assert environments.all() == ()


def test_that_closing_preferences_stops_what_goes_on_and_then_tells_of_changes(
    qtbot, preferences: Preferences, theme: Theme, language: Language, monkeypatch
):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(setup, "use", _until_cancelled)
    dialog = PreferencesDialog(
        preferences=preferences, theme=theme, language=language, history=Path("x")
    )
    qtbot.addWidget(dialog)
    dialog.show()
    page = dialog.findChild(EnginesPage)
    filled_in(page)
    button(page, "environment_go").click()
    with qtbot.waitSignal(dialog.enginesChanged):
        dialog.reject()
        assert dialog.isVisible()  # until it has ended
    assert not dialog.isVisible()


def test_that_a_refusal_is_shown_and_frees_the_page(qtbot, page, monkeypatch):
    monkeypatch.setattr(setup, "use", _refuse)
    filled_in(page)
    with qtbot.waitSignal(page.changed):
        button(page, "environment_go").click()
    assert text(page, "job_status") == "no room"


def test_that_a_bug_is_reported_and_frees_the_page(qtbot, page, monkeypatch):
    reported = []
    monkeypatch.setattr(sys, "excepthook", lambda *error: reported.append(error[0]))
    monkeypatch.setattr(setup, "use", _break)
    filled_in(page)
    with qtbot.waitSignal(page.changed):
        button(page, "environment_go").click()
    assert reported == [ZeroDivisionError]
    assert "ZeroDivisionError" in text(page, "job_status")
    assert not page.busy


def _until_cancelled(*args, cancel, **kwargs):
    assert threading.current_thread() is not threading.main_thread()
    assert cancel.wait(30.0)
    raise Cancelled


def _refuse(*args, **kwargs):
    raise BadInput([Problem(field="install", message=plain("no room"))])


def _break(*args, **kwargs):
    return 1 / 0
