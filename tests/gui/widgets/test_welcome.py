"""The first five minutes: the welcome and the tour over the whole window."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from workbench.gui.main_window import EXAMPLE, MainWindow
from workbench.gui.theme import THEMES
from workbench.gui.widgets.page import Surroundings
from workbench.gui.widgets.tour import Tour
from workbench.gui.widgets.welcome import WelcomeDialog
from workbench.planner import PRESETS


def button(parent: QWidget, name: str) -> QPushButton:
    found = parent.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def press(qtbot: QtBot, parent: QWidget, name: str) -> None:
    qtbot.mouseClick(button(parent, name), Qt.MouseButton.LeftButton)


@pytest.fixture
def tour(window: MainWindow) -> Tour:
    window.show_tour()
    tour = window.findChild(Tour)
    assert tour is not None
    return tour


def stop(tour: Tour) -> str:
    title = tour.findChild(QLabel, "tour_title")
    assert title is not None
    return title.text()


def key(qtbot: QtBot, window: MainWindow, which: Qt.Key) -> None:
    focused = window.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, which)


def test_that_the_example_is_set_up_and_run(
    qtbot: QtBot, window: MainWindow, around: Surroundings
) -> None:
    window.show_welcome()
    with qtbot.waitSignal(around.jobs.submitted, timeout=30_000):
        press(qtbot, window, "welcome_example")
    assert around.draft.spec == PRESETS[EXAMPLE].spec
    around.jobs.cancel_all()
    qtbot.waitUntil(lambda: not around.jobs.live, timeout=30_000)


def test_that_a_table_of_ones_own_is_asked_for(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.show_page("history")
    window.show_welcome()
    press(qtbot, window, "welcome_table")
    dialog = window.findChild(QFileDialog, "open_table")
    assert isinstance(dialog, QFileDialog)
    assert window.page.objectName() == "measure_page"
    with qtbot.waitSignal(dialog.finished):
        dialog.reject()


def test_that_every_choice_closes_the_welcome(qtbot: QtBot, window: MainWindow) -> None:
    window.show_welcome()
    dialog = window.findChild(WelcomeDialog)
    assert dialog is not None
    press(qtbot, window, "welcome_tour")
    assert not dialog.isVisible()
    assert window.findChild(Tour) is not None


def test_that_the_tour_names_every_part_in_order(
    qtbot: QtBot, window: MainWindow, tour: Tour
) -> None:
    seen = []
    with qtbot.waitSignal(tour.ended):
        for _ in range(9):
            seen.append(stop(tour))
            assert window.focusWidget() is button(tour, "tour_next")
            key(qtbot, window, Qt.Key.Key_Return)
    assert seen == [
        *("Set up", "Run", "Speedup", "Accuracy", "Verdict"),
        *("Scaling", "Ensembles", "Joint learning", "History"),
    ]


def test_that_the_tour_can_be_left_by_escape_and_by_skip(
    qtbot: QtBot, window: MainWindow, tour: Tour
) -> None:
    with qtbot.waitSignal(tour.ended):
        key(qtbot, window, Qt.Key.Key_Escape)
    window.show_tour()
    again = next(t for t in window.findChildren(Tour) if t is not tour)
    with qtbot.waitSignal(again.ended):
        press(qtbot, again, "tour_skip")


def test_that_the_tour_goes_back(qtbot: QtBot, tour: Tour) -> None:
    assert not button(tour, "tour_back").isEnabled()
    press(qtbot, tour, "tour_next")
    assert stop(tour) == "Run"
    press(qtbot, tour, "tour_back")
    assert stop(tour) == "Set up"


def test_that_the_tour_fits_and_stays_off_what_it_explains(
    qtbot: QtBot, window: MainWindow, around: Surroundings
) -> None:
    for name, size in itertools.product(THEMES[1:], [(1024, 700), (1440, 900)]):
        around.theme.set(name)
        window.resize(*size)
        window.show_tour()
        tour = window.findChild(Tour)
        assert tour is not None
        for _ in range(8):
            assert window.rect().contains(tour.geometry())
            text = tour.findChild(QLabel, "tour_text")
            assert text is not None
            assert text.height() >= text.heightForWidth(text.width())
            spot = window.findChild(QWidget, "tour_spot")
            assert spot is not None
            assert window.rect().adjusted(-8, -8, 8, 8).contains(spot.geometry())
            covered = spot.geometry().intersected(tour.geometry())
            assert area(covered) < 0.5 * area(spot.geometry())
            press(qtbot, tour, "tour_next")
        with qtbot.waitSignal(tour.destroyed):
            press(qtbot, tour, "tour_skip")
        qtbot.waitUntil(lambda: window.findChild(QWidget, "tour_spot") is None)
        window.show_page("measure")


def test_that_the_tour_shows_the_page_it_speaks_of(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.show_page("history")  # has pictures and a verdict of its own
    window.show_tour()
    tour = window.findChild(Tour)
    spot = window.findChild(QWidget, "tour_spot")
    assert tour is not None
    assert spot is not None
    for _ in range(2):
        press(qtbot, tour, "tour_next")
    picture = window.page.findChild(QWidget, "plot_speedup")
    assert picture is not None
    assert stop(tour) == "Speedup"
    assert picture.isVisible()
    assert spot.geometry().contains(picture.mapTo(window, picture.rect().center()))


def area(rectangle: QRect) -> int:
    return rectangle.width() * rectangle.height()


def test_that_the_tour_leaves_no_frame_behind_and_one_at_a_time(
    qtbot: QtBot, window: MainWindow, tour: Tour
) -> None:
    with qtbot.waitSignal(tour.destroyed):
        window.show_tour()
    assert len(window.findChildren(Tour)) == 1
    assert len(window.findChildren(QWidget, "tour_spot")) == 1
