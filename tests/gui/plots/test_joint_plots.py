"""What holds for every picture of joint learning."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest
from PySide6.QtCore import QCoreApplication, QPointF
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from tests.gui import joint_states as made
from tests.gui.plots.exported import assert_exported
from tests.gui.plots.states import Run
from workbench.core import events as ev
from workbench.core.state import RunState
from workbench.gui.plots import Plot
from workbench.gui.plots.export import image
from workbench.gui.plots.joint_plots import JOINT_PLOTS
from workbench.gui.theme import DARK, LIGHT, Theme
from workbench.gui.widgets.card import PlotCard

EMPTY: dict[str, Callable[[], RunState]] = {
    "empty": RunState,
    "queued": lambda: RunState(status="queued", spec=made.SPEC),
    "running": made.state,
    "failed": lambda: Run().failed(),
    "cancelled": lambda: made.state(end=ev.RunCancelled(t=1.0)),
    "without joint learning": lambda: made.state(end=made.DONE),
}
SIZES = [(330, 250), (460, 280), (680, 420)]
LATE = {"joint_masked"}
"""What appears at the end only."""
OF_SOME = {"joint_residuals", "joint_epsilon", "joint_masked"}
"""What not every strategy has."""


@pytest.fixture(params=JOINT_PLOTS, ids=lambda plot: plot.name)
def plot(request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme) -> Plot:
    made_plot: Plot = request.param(theme)
    qtbot.addWidget(made_plot)
    made_plot.resize(460, 280)
    with qtbot.waitExposed(made_plot):
        made_plot.show()
    return made_plot


def settle() -> None:
    for _ in range(10):
        QCoreApplication.processEvents()


def test_that_findings_are_drawn(plot: Plot) -> None:
    before = plot.grab().toImage()

    plot.draw(made.finished())

    assert plot.notice == ""
    assert plot.table(plot.state).rows
    assert plot.grab().toImage() != before


def test_that_a_sentence_stands_where_there_is_nothing_to_draw(plot: Plot) -> None:
    for name, state in EMPTY.items():
        plot.draw(state())

        assert plot.notice.endswith("."), name
        assert len(plot.notice) > 20, name
        assert plot.accessibleDescription() == plot.notice, name


def test_that_the_empty_picture_asks_what_it_will_answer(plot: Plot) -> None:
    plot.draw(RunState())

    assert "?" in plot.notice
    assert plot.table(RunState()).rows == ()
    assert plot.table(RunState()).headers
    assert plot.subtitle(RunState()) == ""


def test_that_a_run_without_joint_learning_says_so(plot: Plot) -> None:
    plot.draw(made.state(end=made.DONE))

    assert "Nothing was learned jointly" in plot.notice


def test_that_what_only_some_strategies_have_says_which(plot: Plot) -> None:
    plot.draw(
        made.state(
            made.partition(),
            made.reference(),
            *made.rounds("fedavg", 3),
            made.updates("fedavg", 3),
            made.end("fedavg", 3),
            end=made.DONE,
        )
    )

    assert (plot.notice != "") == (plot.name in OF_SOME)
    assert "nothing to show" not in plot.notice


def test_that_every_row_of_the_table_fits_the_headers(plot: Plot) -> None:
    table = plot.table(made.finished())

    assert {len(row) for row in table.rows} == {len(table.headers)}
    for row in table.rows:
        assert all(math.isfinite(c) for c in row if isinstance(c, float))


def test_that_a_picture_is_named_for_those_who_cannot_see_it(plot: Plot) -> None:
    plot.draw(made.finished())

    assert plot.accessibleName() == plot.title
    assert plot.accessibleDescription() == plot.subtitle(plot.state) != ""
    tools = plot.tools()
    assert tools is None or all(
        box.accessibleName()  # type: ignore[attr-defined]
        for box in [tools, *tools.children()]
        if hasattr(box, "key")
    )


def test_that_drawing_twice_changes_nothing(plot: Plot) -> None:
    shown = made.state(*made.bodies(private=True, secure=True), end=made.DONE)
    again = made.state(*made.bodies(private=True, secure=True), end=made.DONE)
    plot.draw(shown)
    repaints: list[object] = []
    plot.canvas.scene().changed.connect(repaints.append)
    quiet = 0
    while quiet < 10:
        QCoreApplication.processEvents()
        quiet = 0 if repaints else quiet + 1
        repaints.clear()
    once = plot.grab().toImage()

    plot.draw(again)
    settle()

    assert not repaints
    assert plot.grab().toImage() == once


def test_that_growing_ends_in_the_same_picture_as_drawing_at_once(
    plot: Plot, qtbot: QtBot, theme: Theme
) -> None:
    other = type(plot)(theme)  # type: ignore[call-arg]  # as in JOINT_PLOTS
    qtbot.addWidget(other)
    other.resize(plot.size())
    with qtbot.waitExposed(other):
        other.show()
    bodies = list(made.bodies(count=9, private=True, secure=True))
    for count in range(0, len(bodies), 7):
        plot.draw(made.state(*bodies[:count]))
    whole = made.state(*bodies, end=made.DONE)
    plot.draw(whole)
    other.draw(whole)
    settle()

    assert plot.grab().toImage() == other.grab().toImage()


def test_that_a_running_experiment_is_drawn_live(plot: Plot) -> None:
    plot.draw(made.state(*made.bodies(count=6, private=True, ended=False)))

    assert (plot.notice == "") != (plot.name in LATE)
    if plot.name not in {*LATE, "joint_partition"}:
        assert plot.subtitle(plot.state).endswith("live")


def test_that_a_new_trial_begins_anew(plot: Plot, qtbot: QtBot, theme: Theme) -> None:
    plot.draw(made.finished())
    second = made.state(*made.bodies(("fedavg",), 4, private=True), trial_id=2)

    plot.draw(second)
    plot.draw(made.finished())
    other = type(plot)(theme)  # type: ignore[call-arg]  # as in JOINT_PLOTS
    qtbot.addWidget(other)
    other.resize(plot.size())
    with qtbot.waitExposed(other):
        other.show()
    other.draw(made.finished())
    settle()

    assert plot.grab().toImage() == other.grab().toImage()


def test_that_a_picture_makes_way_for_nothing(plot: Plot) -> None:
    plot.draw(made.finished())
    assert plot.notice == ""

    plot.draw(RunState())

    assert plot.notice != ""


def test_that_a_change_of_theme_repaints_the_picture(plot: Plot, theme: Theme) -> None:
    plot.draw(made.finished())
    light = plot.grab().toImage()

    theme.set("dark")
    dark = plot.grab().toImage()
    theme.set("light")

    assert dark.pixelColor(1, dark.height() - 2) == QColor(DARK.surface)
    assert plot.grab().toImage() == light


def test_that_a_picture_fills_its_place_at_every_size(plot: Plot) -> None:
    for width, height in SIZES:
        plot.resize(width, height)
        plot.draw(made.finished())
        settle()

        item = plot.canvas.getPlotItem()
        view = item.getViewBox().sceneBoundingRect()
        assert view.width() > 0.5 * width
        assert view.height() > 0.45 * height
        assert plot.minimumSizeHint().width() <= width
        whole = plot.canvas.viewport().rect()
        for side, room in (("left", whole.height()), ("bottom", whole.width())):
            label = item.getAxis(side).label
            assert label.boundingRect().width() <= room


def test_that_a_picture_is_exported(plot: Plot, tmp_path: Path) -> None:
    plot.draw(made.finished())
    assert_exported(plot, tmp_path)


def test_that_exports_are_painted_on_white_whatever_the_window_wears(
    plot: Plot, theme: Theme
) -> None:
    plot.draw(made.finished())
    light = image(plot)

    theme.set("dark")

    assert image(plot) == light
    assert light.pixelColor(1, 1) == QColor(LIGHT.surface)


def test_that_nothing_under_the_mouse_says_nothing(plot: Plot) -> None:
    plot.draw(made.finished())

    assert plot.tip(QPointF(-1e6, -1e6)) == ""


def test_that_a_card_follows_what_is_chosen_in_the_picture(
    plot: Plot, qtbot: QtBot, theme: Theme
) -> None:
    drawing = type(plot)(theme)  # type: ignore[call-arg]  # as in JOINT_PLOTS
    card = PlotCard(drawing, theme)
    qtbot.addWidget(card)
    card.draw(made.finished())
    card.show_as_table(True)

    with qtbot.waitSignal(drawing.reshown):
        drawing.show_again()

    assert card.subtitle == drawing.subtitle(drawing.state)
    assert card.twin.table == drawing.table(drawing.state)


def test_that_a_further_round_takes_no_more_steps_after_a_thousand(plot: Plot) -> None:
    short, long = (calls_for_a_further_round(plot, count) for count in (250, 1000))

    assert 0 < long <= 1.2 * short


def calls_for_a_further_round(plot: Plot, count: int) -> int:
    """Calls of Python functions while a round more of all strategies is drawn."""
    whole = made.large(count)
    joint = whole.joint
    assert joint is not None
    plot.draw(whole)
    for key in made.COURSES:
        joint = joint.after(made.rounds(key, count + 1)[-1])
    state = made.with_joint(whole, joint)
    calls = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(note)
    try:
        plot.draw(state)
    finally:
        sys.setprofile(None)
    return calls
