"""What holds for every picture."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.gui.plots.states import Run
from workbench.core.state import RunState, reduce
from workbench.gui.plots import PLOTS, Plot
from workbench.gui.theme import DARK, Theme

Make = Callable[[Theme], Plot]


def interrupted() -> RunState:
    return msgspec.structs.replace(Run().partial(), status="interrupted", current=None)


DRAWN: dict[str, Callable[[], RunState]] = {
    "running": lambda: Run().partial(),
    "finished": lambda: Run().finished(),
    "interrupted": interrupted,
    "with troubles": lambda: Run().finished(trouble=True),
    "of an unknown machine": lambda: Run(cores=None).finished(),
    "of one worker count": lambda: Run(workers=(1,)).finished(),
    "from two workers up": lambda: Run(workers=(2, 4)).finished(),
    "of one repeat": lambda: Run(repeats=1).finished(),
}
EMPTY: dict[str, Callable[[], RunState]] = {
    "empty": RunState,
    "queued": lambda: RunState(status="queued", spec=Run().spec),
    "failed": lambda: Run().failed(),
}


@pytest.fixture(params=PLOTS, ids=lambda plot: plot.name)
def plot(request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme) -> Plot:
    made: Plot = request.param(theme)
    qtbot.addWidget(made)
    made.resize(460, 280)
    with qtbot.waitExposed(made):
        made.show()
    return made


def pixels(plot: Plot) -> QImage:
    return plot.grab().toImage()


def settle(repaints: list[object]) -> None:
    """Let Qt paint what is due; the scene tells of it a few turns later."""
    quiet = 0
    while quiet < 10:
        QCoreApplication.processEvents()
        quiet = 0 if repaints else quiet + 1
        repaints.clear()


def test_that_a_sentence_stands_where_there_is_nothing_to_draw(plot: Plot) -> None:
    for name, state in EMPTY.items():
        plot.draw(state())

        assert plot.notice.endswith("."), name
        assert len(plot.notice) > 20, name


def test_that_the_empty_picture_says_what_it_will_answer(plot: Plot) -> None:
    plot.draw(RunState())

    assert plot.notice == plot.question()
    assert "?" in plot.notice


def test_that_a_picture_makes_way_for_the_next_run_that_is_empty(plot: Plot) -> None:
    plot.draw(Run().finished())

    plot.draw(RunState(status="queued"))

    assert plot.notice != ""


@pytest.mark.parametrize("state", DRAWN.values(), ids=DRAWN)
def test_that_a_run_with_results_is_drawn_and_drawing_twice_changes_nothing(
    plot: Plot, state: Callable[[], RunState], qtbot: QtBot
) -> None:
    before = pixels(plot)
    shown = state()

    plot.draw(shown)

    assert plot.notice == ""
    assert plot.table(plot.state).rows
    assert pixels(plot) != before
    repaints: list[object] = []
    scene = plot.canvas.scene()
    scene.changed.connect(repaints.append)
    settle(repaints)
    once = pixels(plot)

    plot.draw(shown)
    for _ in range(10):
        QCoreApplication.processEvents()

    assert not repaints
    assert pixels(plot) == once
    with qtbot.waitSignal(scene.changed):
        plot.refresh()


def test_that_growing_ends_in_the_same_picture_as_drawing_at_once(
    plot: Plot, qtbot: QtBot, theme: Theme
) -> None:
    other = type(plot)(theme)  # type: ignore[call-arg]  # a Make, as in PLOTS
    qtbot.addWidget(other)
    other.resize(plot.size())
    with qtbot.waitExposed(other):
        other.show()
    state = RunState()
    for number, event in enumerate(Run().events(trouble=True)):
        state = reduce(state, event)
        if number % 7 == 0:
            plot.draw(state)
    plot.draw(state)

    other.draw(state)

    assert pixels(plot) == pixels(other)


def test_that_a_change_of_theme_repaints_the_picture(plot: Plot, theme: Theme) -> None:
    plot.draw(Run().finished())
    light = pixels(plot)

    theme.set("dark")
    dark = pixels(plot)
    theme.set("light")

    assert dark.pixelColor(1, dark.height() - 2) == QColor(DARK.surface)
    assert pixels(plot) == light


def test_that_a_change_of_zoom_changes_the_text_size(plot: Plot, theme: Theme) -> None:
    plot.draw(Run().finished())
    before = plot.small_font().pointSizeF()

    theme.set_zoom(1.5)

    assert plot.small_font().pointSizeF() == pytest.approx(1.5 * before, abs=0.1)
    axis = plot.canvas.getPlotItem().getAxis("bottom")
    assert axis.style["tickFont"].pointSizeF() == plot.small_font().pointSizeF()


def test_that_nothing_of_the_drawing_library_covers_the_picture(plot: Plot) -> None:
    plot.draw(Run().finished())

    assert not [m for m in plot.findChildren(QMenu) if m.isVisible()]
