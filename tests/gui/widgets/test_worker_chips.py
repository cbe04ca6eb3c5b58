from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from workbench.gui.widgets.worker_chips import WorkerChips

pytestmark = pytest.mark.usefixtures("theme")


@pytest.fixture
def chips(qtbot: QtBot) -> WorkerChips:
    chips = WorkerChips(cores=6)
    qtbot.addWidget(chips)
    chips.show_counts((1, 2))
    return chips


def chip(chips: WorkerChips, count: int) -> QToolButton:
    return chips.findChild(QToolButton, f"workers_{count}")


def add(qtbot: QtBot, chips: WorkerChips, text: str) -> None:
    other = chips.findChild(QLineEdit, "worker_count_other")
    qtbot.keyClicks(other, text)
    qtbot.keyClick(other, Qt.Key.Key_Return)


def test_that_the_machines_own_count_is_offered(chips: WorkerChips) -> None:
    assert chip(chips, 6) is not None
    assert chips.counts() == (1, 2)


def test_that_a_chip_adds_its_count(qtbot: QtBot, chips: WorkerChips) -> None:
    with qtbot.waitSignal(
        chips.countsRequested, check_params_cb=lambda counts: counts == (1, 2, 4)
    ):
        chip(chips, 4).click()


def test_that_a_chip_takes_its_count_away(qtbot: QtBot, chips: WorkerChips) -> None:
    with qtbot.waitSignal(
        chips.countsRequested, check_params_cb=lambda counts: counts == (1,)
    ):
        chip(chips, 2).click()


def test_that_one_worker_stays_chosen(chips: WorkerChips) -> None:
    chip(chips, 1).click()
    assert chips.counts() == (1, 2)


@pytest.mark.parametrize("count", [0, 3, 10000])
def test_that_any_count_can_be_typed(
    qtbot: QtBot, chips: WorkerChips, count: int
) -> None:
    with qtbot.waitSignal(
        chips.countsRequested, check_params_cb=lambda counts: count in counts
    ):
        add(qtbot, chips, str(count))
    assert chip(chips, count).isChecked()


def test_that_a_typed_count_goes_when_it_is_switched_off(
    qtbot: QtBot, chips: WorkerChips
) -> None:
    add(qtbot, chips, "3")
    chip(chips, 3).click()
    assert chips.counts() == (1, 2)


def test_that_letters_are_no_count(qtbot: QtBot, chips: WorkerChips) -> None:
    with qtbot.assertNotEmitted(chips.countsRequested):
        add(qtbot, chips, "two-")


def test_that_showing_counts_asks_for_nothing(qtbot: QtBot, chips: WorkerChips) -> None:
    with qtbot.assertNotEmitted(chips.countsRequested):
        chips.show_counts((1, 2, 5))
    assert chips.counts() == (1, 2, 5)
