from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.comparison_states import GONE, OVERHEADS, compared_run
from tests.gui.plots.states import Run
from workbench.gui.i18n import Language
from workbench.gui.theme import Theme
from workbench.gui.widgets.card import Card
from workbench.gui.widgets.engines_view import EnginesView
from workbench.gui.widgets.results import ResultsView


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> EnginesView:
    made = EnginesView(theme)
    qtbot.addWidget(made)
    made.resize(700, 700)
    return made


def text(view: EnginesView, name: str) -> str:
    return view.findChild(QLabel, name).text()


def test_that_it_takes_no_room_in_a_run_without_a_comparison(
    view: EnginesView,
) -> None:
    view.show_state(Run().finished())
    assert view.isHidden()
    view.show_state(compared_run())
    assert not view.isHidden()
    view.show_state(Run().finished())
    assert view.isHidden()


def test_that_the_choice_stands_above_and_what_is_missing_below(
    view: EnginesView,
) -> None:
    view.show_state(compared_run())
    assert text(view, "engines_headline").startswith("Tasks shorter than ")
    assert "take Processes" in text(view, "engines_headline")
    assert "All engines computed the same" in text(view, "engines_rest")
    left_out = text(view, "engines_left_out")
    assert left_out == f"Tractor is left out: {GONE.reason}"


def test_that_the_table_has_a_row_for_each_engine_also_for_one_that_is_missing(
    view: EnginesView,
) -> None:
    state = compared_run()
    assert state.comparison is not None
    table = view.table(state.comparison)
    titles = [title for title, *_ in OVERHEADS.values()]
    assert [row[0] for row in table.rows] == [*titles, "Tractor"]
    assert all(len(row) == len(table.headers) for row in table.rows)
    assert set(table.rows[-1][1:]) == {None}
    processes = dict(zip(table.headers, table.rows[2], strict=True))
    assert processes["start-up (ms)"] == 350
    assert processes["µs a task"] == pytest.approx(20, rel=0.05)
    assert processes["bytes to a task"] == 105


def test_that_a_running_comparison_says_how_far_it_is(view: EnginesView) -> None:
    view.show_state(compared_run(live=True))
    assert text(view, "engines_headline").startswith("Too few repeats")
    assert "% done" in view.findChild(Card, "engines_words").subtitle


def test_that_the_figures_can_be_copied(view: EnginesView) -> None:
    view.show_state(compared_run())
    view.findChild(QToolButton, "engines_copy").click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("engine\tstart-up (ms)")
    assert len(lines) == 2 + len(OVERHEADS)


def test_that_the_results_show_it_between_verdict_and_pictures(
    qtbot: QtBot, theme: Theme, language: Language
) -> None:
    results = ResultsView(theme, language)
    qtbot.addWidget(results)
    results.resize(900, 700)
    with qtbot.waitExposed(results):
        results.show()
    results.show_state(compared_run())
    qtbot.waitUntil(results.engines.isVisible)
    below = results.findChild(QWidget, "below")
    qtbot.waitUntil(lambda: results.verdict.y() < results.engines.y() < below.y())
    results.show_state(Run().finished())
    qtbot.waitUntil(results.engines.isHidden)
