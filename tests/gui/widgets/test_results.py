from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.gui.plots.states import TITLES, Run
from workbench.core.state import RunState
from workbench.gui.i18n import Language
from workbench.gui.theme import Theme
from workbench.gui.widgets.results import ResultsView


@pytest.fixture
def results(qtbot: QtBot, theme: Theme, language: Language) -> ResultsView:
    made = ResultsView(theme, language)
    qtbot.addWidget(made)
    made.resize(640, 640)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_that_verdict_and_all_pictures_show_the_same_run(
    results: ResultsView, qtbot: QtBot
) -> None:
    state = Run().finished()
    results.resize(1000, 1000)

    results.show_state(state)

    qtbot.waitUntil(lambda: all(c.plot.state is state for c in results.cards))
    assert results.verdict.words.headline.startswith("Use 2 workers")
    assert [card.plot.name for card in results.cards] == [
        "speedup",
        "accuracy",
        "timeline",
        "anatomy",
    ]


def test_that_a_small_view_scrolls_and_squeezes_nothing(
    results: ResultsView, qtbot: QtBot
) -> None:
    results.show_state(Run(models=tuple(TITLES)).finished(trouble=True))
    results.resize(640, 420)

    qtbot.waitUntil(lambda: results.verticalScrollBar().maximum() > 0)
    assert results.horizontalScrollBar().maximum() == 0
    for card in results.cards:
        least = card.minimumSizeHint()
        qtbot.waitUntil(lambda: least.height() <= card.height())  # noqa: B023
        assert card.width() >= least.width()


def test_that_a_picture_out_of_sight_is_drawn_when_it_is_scrolled_to(
    results: ResultsView, qtbot: QtBot
) -> None:
    results.resize(640, 300)
    bar = results.verticalScrollBar()
    qtbot.waitUntil(lambda: results.cards[2].visibleRegion().isEmpty())
    timeline = results.cards[2].plot
    state = Run().finished()

    results.show_state(state)
    assert timeline.state is not state
    bar.setValue(bar.maximum())

    qtbot.waitUntil(lambda: timeline.state is state)


def test_that_a_hidden_view_catches_up_when_it_is_shown(
    results: ResultsView, qtbot: QtBot
) -> None:
    results.hide()
    state = Run().finished()
    results.show_state(state)
    assert results.cards[0].plot.state is not state

    results.show()

    qtbot.waitUntil(lambda: results.cards[0].plot.state is state)


def test_that_a_running_experiment_is_redrawn_now_and_then(
    results: ResultsView, qtbot: QtBot
) -> None:
    run = Run()
    state = run.partial()
    speedup = results.cards[0].plot
    results.show_state(state)

    for number in range(200):
        state = msgspec.structs.replace(state, t=float(number))
        results.show_state(state)
    drawn_at_once = speedup.state is state

    assert not drawn_at_once
    qtbot.waitUntil(lambda: speedup.state is state)


def test_that_the_end_of_a_run_is_shown_right_away_a_part_after_the_other(
    results: ResultsView, qtbot: QtBot
) -> None:
    run = Run()
    results.show_state(run.partial())
    ended = msgspec.structs.replace(run.partial(), status="cancelled", current=None)

    results.show_state(ended)

    assert results.cards[0].plot.state is not ended
    qtbot.waitUntil(lambda: results.cards[0].plot.state is ended)
    qtbot.waitUntil(lambda: all(card.updatesEnabled() for card in results.cards))


def test_that_a_narrow_view_puts_the_pictures_below_each_other(
    results: ResultsView, qtbot: QtBot
) -> None:
    *rows, _ = results.splitters
    assert len(rows) == 2
    results.resize(900, 640)
    qtbot.waitUntil(
        lambda: all(row.orientation() == Qt.Orientation.Horizontal for row in rows)
    )

    results.resize(420, 640)

    qtbot.waitUntil(
        lambda: all(row.orientation() == Qt.Orientation.Vertical for row in rows)
    )


def test_that_the_columns_share_the_width_and_move_together(
    results: ResultsView, qtbot: QtBot
) -> None:
    first, second, _ = results.splitters
    results.show_state(Run().finished())
    results.resize(1100, 640)
    qtbot.waitUntil(lambda: abs(first.sizes()[0] - first.sizes()[1]) <= 1)
    assert first.sizes() == second.sizes()

    first.moveSplitter(450, 1)

    assert first.sizes()[0] == 450
    assert second.sizes() == first.sizes()


def test_that_a_header_that_needs_more_room_stacks_the_pictures(
    results: ResultsView, qtbot: QtBot
) -> None:
    first, *_ = results.splitters
    results.resize(1000, 640)
    qtbot.waitUntil(lambda: first.orientation() == Qt.Orientation.Horizontal)

    results.show_state(Run(workers=tuple(range(1, 15)), repeats=1).finished())

    qtbot.waitUntil(lambda: first.orientation() == Qt.Orientation.Vertical)
    assert results.horizontalScrollBar().maximum() == 0


def test_that_the_example_is_asked_for_through_the_view(
    results: ResultsView, qtbot: QtBot
) -> None:
    results.show_state(RunState())
    button = results.findChild(QPushButton, "run_example")

    with qtbot.waitSignal(results.example_requested):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_that_the_view_stays_where_it_is_when_the_example_button_goes(
    results: ResultsView, qtbot: QtBot
) -> None:
    results.resize(640, 300)
    results.show_state(RunState())
    button = results.findChild(QPushButton, "run_example")
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)

    results.show_state(Run().finished())

    qtbot.waitUntil(lambda: results.verticalScrollBar().maximum() > 0)
    assert results.verticalScrollBar().value() == 0


def test_that_the_wheel_scrolls_the_page_except_over_the_timeline(
    results: ResultsView,
) -> None:
    results.show_state(Run().finished())

    taken = {}
    for card in results.cards:
        viewport = card.plot.canvas.viewport()
        place = QPointF(viewport.rect().center())
        event = QWheelEvent(
            place,
            viewport.mapToGlobal(place),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(viewport, event)
        taken[card.plot.name] = event.isAccepted()

    assert taken == {
        "speedup": False,
        "accuracy": False,
        "timeline": True,
        "anatomy": False,
    }


def test_that_more_can_be_put_below_the_pictures(
    results: ResultsView, qtbot: QtBot
) -> None:
    jobs = QLabel("jobs")

    results.add_bottom(jobs)

    *_, below = results.splitters
    assert below.indexOf(jobs) == below.count() - 1
    qtbot.waitUntil(jobs.isVisible)


def test_that_zooming_in_raises_the_least_size_of_the_pictures(
    results: ResultsView, theme: Theme
) -> None:
    before = results.cards[0].minimumSizeHint()

    theme.set_zoom(1.6)

    after = results.cards[0].minimumSizeHint()
    assert after.width() > 1.4 * before.width()
    assert after.height() > 1.4 * before.height()


def test_that_another_language_says_everything_anew(
    results: ResultsView, language: Language
) -> None:
    results.show_state(Run().finished())
    before = results.verdict.words.headline

    language.set("zh_CN")
    language.set("en")

    assert results.verdict.words.headline == before


def test_that_a_new_run_is_shown_at_once_even_right_after_another(
    results: ResultsView,
) -> None:
    results.show_state(Run().partial())
    other = msgspec.structs.replace(Run().partial(), run_id=58)

    results.show_state(other)

    assert results.cards[0].plot.state is other


def test_that_a_picture_out_of_sight_is_drawn_when_the_view_grows(
    results: ResultsView, qtbot: QtBot
) -> None:
    results.resize(640, 300)
    state = Run().finished()
    results.show_state(state)
    assert results.cards[-1].plot.state is not state

    results.resize(1000, 1600)

    qtbot.waitUntil(lambda: all(card.plot.state is state for card in results.cards))
