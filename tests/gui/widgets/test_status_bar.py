from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from workbench.gui.widgets.status_bar import StatusBar


class Engines:
    """As much of the session's engines as the status bar asks for."""

    def __init__(self) -> None:
        self.silent: tuple[int, ...] = ()
        self.ended: list[int] = []

    def state(self) -> SimpleNamespace:
        return SimpleNamespace(
            alive=2, busy=2, pids=(11, 12), restarts=0, silent=self.silent
        )

    def end_worker(self, pid: int) -> bool:
        self.ended.append(pid)
        return True


@pytest.fixture
def engines() -> Engines:
    return Engines()


@pytest.fixture
def bar(qtbot: QtBot, engines: Engines) -> StatusBar:
    session = SimpleNamespace(
        engines=engines, machine=SimpleNamespace(cores=2, cpu="a processor")
    )
    made = StatusBar(session=session)  # type: ignore[arg-type]  # all that it uses
    qtbot.addWidget(made)
    return made


def test_that_a_worker_that_does_not_answer_is_named_and_can_be_ended(
    bar: StatusBar, engines: Engines
) -> None:
    badge = bar.findChild(QWidget, "silent_worker")
    end = bar.findChild(QPushButton, "silent_worker_end")
    assert badge.isHidden()

    engines.silent = (12,)
    bar.refresh()
    text = bar.findChild(QLabel, "silent_worker_text").text()
    end.click()

    assert not badge.isHidden()
    assert text == "worker 12 does not answer"
    assert engines.ended == [12]
    assert not end.isEnabled()
    engines.silent = ()
    bar.refresh()
    assert badge.isHidden()


def test_that_several_silent_workers_are_counted_and_ended_one_by_one(
    bar: StatusBar, engines: Engines
) -> None:
    engines.silent = (11, 12)
    bar.refresh()
    end = bar.findChild(QPushButton, "silent_worker_end")
    text = bar.findChild(QLabel, "silent_worker_text").text()
    end.click()
    engines.silent = (12,)
    bar.refresh()
    end.click()

    assert text == "worker 11 does not answer (and 1 more)"
    assert engines.ended == [11, 12]
