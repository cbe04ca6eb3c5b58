from __future__ import annotations

import sys
import threading

import pytest
import shiboken6
from PySide6.QtCore import QThread, QThreadPool
from pytestqt.qtbot import QtBot

from workbench.core.errors import StoreError
from workbench.core.messages import plain
from workbench.gui.loading import Latest, Loader

pytestmark = pytest.mark.usefixtures("qapp")


def test_that_an_answer_comes_from_another_thread_into_this_one(qtbot: QtBot) -> None:
    loader = Loader()
    here, heard = QThread.currentThread(), []
    loader.loaded.connect(lambda ident: heard.append((ident, QThread.currentThread())))
    with qtbot.waitSignal(loader.loaded):
        loader.request(threading.get_ident)
    assert heard[0][0] != threading.get_ident()
    assert heard[0][1] == here


def test_that_late_answers_are_dropped(qtbot: QtBot) -> None:
    loader = Loader()
    release = threading.Event()
    heard: list[object] = []
    loader.loaded.connect(heard.append)

    def slow() -> str:
        release.wait(30)
        return "late"

    loader.request(slow)
    with qtbot.waitSignal(loader.loaded):
        loader.request(lambda: "new")
    release.set()
    assert QThreadPool.globalInstance().waitForDone(30_000)
    with qtbot.waitSignal(loader.loaded):
        loader.request(lambda: "last")
    assert heard == ["new", "last"]


def test_that_expected_trouble_is_told_and_not_raised(qtbot: QtBot) -> None:
    loader = Loader()

    def refuse() -> None:
        raise StoreError(plain("No."))

    with qtbot.waitSignal(loader.failed) as failed:
        loader.request(refuse)
    assert str(failed.args[0]) == "No."


def test_that_a_bug_goes_to_the_crash_report(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: caught.append(kind))
    loader = Loader()
    loader.request(lambda: 1 / 0)
    qtbot.waitUntil(lambda: caught == [ZeroDivisionError])


def test_that_a_loader_may_go_while_its_answer_is_on_the_way(qtbot: QtBot) -> None:
    release = threading.Event()
    loader = Loader()
    heard: list[object] = []
    loader.loaded.connect(heard.append)
    loader.request(lambda: release.wait(30))
    with qtbot.waitSignal(loader.destroyed):
        loader.deleteLater()
    release.set()
    assert QThreadPool.globalInstance().waitForDone(30_000)
    assert heard == []


def test_that_an_answer_after_the_program_has_ended_is_no_crash(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caught: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _, error, __: caught.append(error))
    release = threading.Event()
    loader = Loader()
    loader.request(lambda: release.wait(30))
    shiboken6.delete(loader._answers)  # as PySide does with all objects at its end
    release.set()
    assert QThreadPool.globalInstance().waitForDone(30_000)
    assert caught == []


def test_that_of_wishes_that_come_too_fast_the_latest_is_next(qtbot: QtBot) -> None:
    latest = Latest()
    release = threading.Event()
    heard: list[object] = []
    latest.loaded.connect(heard.append)

    def slow() -> str:
        release.wait(30)
        return "first"

    latest.request(slow)
    latest.request(lambda: "passed over")
    latest.request(lambda: "last")
    release.set()
    qtbot.waitUntil(lambda: heard == ["first", "last"])
    latest.request(lambda: "again")
    qtbot.waitUntil(lambda: heard[-1] == "again")


def test_that_a_bug_does_not_keep_later_wishes_waiting(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    latest = Latest()
    reported: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda *args: reported.append(args[0]))
    latest.request(lambda: 1 / 0)
    with qtbot.waitSignal(latest.loaded) as told:
        latest.request(lambda: "after")
    assert told.args == ["after"]
    assert reported == [ZeroDivisionError]
