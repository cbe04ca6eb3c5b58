"""What holds for every picture of an ensemble."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from tests.gui.plots import ensemble_states as made
from tests.gui.plots.exported import assert_exported
from tests.gui.plots.states import Run
from workbench.core.state import RunState
from workbench.gui.plots import Plot
from workbench.gui.plots.base import Drawing
from workbench.gui.plots.ensemble_plots import (
    ENSEMBLE_PLOTS,
    CriticalDifferencePlot,
    SurfacePlot,
)
from workbench.gui.plots.export import image
from workbench.gui.theme import DARK, LIGHT, Theme
from workbench.gui.widgets.card import PlotCard


@dataclass(frozen=True, kw_only=True)
class Case:
    """A picture, something that it draws, and what it has when there is nothing."""

    make: Callable[[Theme], Drawing[Any]]
    full: Callable[[], Any]
    nothing: Any


CASES = {
    **{
        plot.name: Case(make=plot, full=made.finished, nothing=RunState())  # type: ignore[attr-defined]
        for plot in ENSEMBLE_PLOTS
    },
    "critical_difference": Case(
        make=CriticalDifferencePlot, full=made.ranks, nothing=None
    ),
    "surface": Case(make=SurfacePlot, full=made.planes, nothing=None),
}
STATES: dict[str, Callable[[], RunState]] = {
    "finished": made.finished,
    "with two members": lambda: made.finished(
        made.few("rbf_svm", "naive_bayes", "soft_vote")
    ),
    "with one rule more": lambda: made.finished(
        made.few("rbf_svm", "extra_trees", "mlp", "soft_vote", "super_learner")
    ),
    "running again": lambda: made.state(
        "running", made.findings(), {"random_forest": made.grown(7, ended="")}
    ),
}
EMPTY: dict[str, Callable[[], RunState]] = {
    "empty": RunState,
    "queued": lambda: made.state("queued"),
    "running": lambda: made.state("running"),
    "failed": lambda: Run().failed(),
    "cancelled": lambda: made.state("cancelled"),
    "without an ensemble": lambda: made.state("done"),
}
SIZES = [(330, 250), (460, 280), (680, 420)]


def shown(case: Case, qtbot: QtBot, theme: Theme) -> Drawing[Any]:
    plot = case.make(theme)
    qtbot.addWidget(plot)
    plot.resize(460, 280)
    with qtbot.waitExposed(plot):
        plot.show()
    return plot


@pytest.fixture(params=CASES.values(), ids=CASES)
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


@pytest.fixture
def drawing(case: Case, qtbot: QtBot, theme: Theme) -> Drawing[Any]:
    return shown(case, qtbot, theme)


@pytest.fixture(params=ENSEMBLE_PLOTS, ids=lambda plot: plot.name)
def plot(request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme) -> Plot:
    found = shown(Case(make=request.param, full=RunState, nothing=None), qtbot, theme)
    assert isinstance(found, Plot)
    return found


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_that_findings_are_drawn(plot: Plot, state: Callable[[], RunState]) -> None:
    before = plot.grab().toImage()

    plot.draw(state())

    assert plot.notice == ""
    assert plot.table(plot.state).rows
    assert plot.grab().toImage() != before


def test_that_a_sentence_stands_where_there_is_nothing_to_draw(plot: Plot) -> None:
    for name, state in EMPTY.items():
        plot.draw(state())

        assert plot.notice.endswith("."), name
        assert len(plot.notice) > 20, name
        assert plot.accessibleDescription() == plot.notice, name


def test_that_the_empty_picture_asks_what_it_will_answer(
    case: Case, drawing: Drawing[Any]
) -> None:
    drawing.draw(case.nothing)

    assert "?" in drawing.notice
    assert drawing.table(case.nothing).rows == ()
    assert drawing.table(case.nothing).headers
    assert drawing.subtitle(case.nothing) == ""


def test_that_a_picture_makes_way_for_nothing(
    case: Case, drawing: Drawing[Any]
) -> None:
    drawing.draw(case.full())
    assert drawing.notice == ""

    drawing.draw(case.nothing)

    assert drawing.notice != ""


def test_that_every_row_of_the_table_fits_the_headers(
    case: Case, drawing: Drawing[Any]
) -> None:
    table = drawing.table(case.full())

    assert table.rows
    assert {len(row) for row in table.rows} == {len(table.headers)}


def test_that_a_picture_is_named_for_those_who_cannot_see_it(
    case: Case, drawing: Drawing[Any]
) -> None:
    drawing.draw(case.full())

    assert drawing.accessibleName() == drawing.title
    assert drawing.accessibleDescription() == drawing.subtitle(drawing.state) != ""
    tools = drawing.tools()
    assert tools is None or all(
        box.accessibleName()
        for box in [tools, *tools.children()]
        if hasattr(box, "key")
    )


def test_that_drawing_twice_changes_nothing(case: Case, drawing: Drawing[Any]) -> None:
    drawing.draw(case.full())
    repaints: list[object] = []
    drawing.canvas.scene().changed.connect(repaints.append)
    quiet = 0
    while quiet < 10:
        QCoreApplication.processEvents()
        quiet = 0 if repaints else quiet + 1
        repaints.clear()
    once = drawing.grab().toImage()

    drawing.draw(case.full())
    for _ in range(10):
        QCoreApplication.processEvents()

    assert not repaints
    assert drawing.grab().toImage() == once


def test_that_a_change_of_theme_repaints_the_picture(
    case: Case, drawing: Drawing[Any], theme: Theme
) -> None:
    drawing.draw(case.full())
    light = drawing.grab().toImage()

    theme.set("dark")
    dark = drawing.grab().toImage()
    theme.set("light")

    assert dark.pixelColor(1, dark.height() - 2) == QColor(DARK.surface)
    assert drawing.grab().toImage() == light


def test_that_a_change_of_zoom_changes_the_text_size(
    case: Case, drawing: Drawing[Any], theme: Theme
) -> None:
    drawing.draw(case.full())
    before = drawing.small_font().pointSizeF()
    picture = drawing.grab().toImage()

    theme.set_zoom(1.5)

    assert drawing.small_font().pointSizeF() == pytest.approx(1.5 * before, abs=0.1)
    assert drawing.grab().toImage() != picture


def test_that_a_picture_fills_its_place_and_cuts_no_label_at_every_size(
    case: Case, drawing: Drawing[Any]
) -> None:
    for width, height in SIZES:
        drawing.resize(width, height)
        drawing.draw(case.full())
        QCoreApplication.processEvents()

        item = drawing.canvas.getPlotItem()
        view = item.getViewBox().sceneBoundingRect()
        assert view.width() > 0.5 * width
        assert view.height() > 0.45 * height
        assert drawing.minimumSizeHint().width() <= width
        whole = drawing.canvas.viewport().rect()
        for side in ("left", "bottom"):
            axis = item.getAxis(side)
            if axis.isVisible() and axis.labelText:
                label = axis.label.mapRectToScene(axis.label.boundingRect())
                along = label.height() if side == "left" else label.width()
                assert along <= (whole.height() if side == "left" else whole.width())


def test_that_a_picture_is_exported(
    case: Case, drawing: Drawing[Any], tmp_path: Path
) -> None:
    drawing.draw(case.full())
    assert_exported(drawing, tmp_path)


def test_that_exports_are_painted_on_white_whatever_the_window_wears(
    case: Case, drawing: Drawing[Any], theme: Theme
) -> None:
    drawing.draw(case.full())
    light = image(drawing)

    theme.set("dark")

    assert image(drawing) == light
    assert light.pixelColor(1, 1) == QColor(LIGHT.surface)


def test_that_figures_are_finite_and_shares_are_shares(
    case: Case, drawing: Drawing[Any]
) -> None:
    table = drawing.table(case.full())

    for row in table.rows:
        for header, cell in zip(table.headers, row, strict=True):
            if isinstance(cell, float):
                assert math.isfinite(cell)
                if "share" in header or header in ("accuracy", "share correct"):
                    assert 0.0 <= cell <= 1.0


def test_that_nothing_under_the_mouse_says_nothing(
    case: Case, drawing: Drawing[Any]
) -> None:
    from PySide6.QtCore import QPointF

    drawing.draw(case.full())

    assert drawing.tip(QPointF(-1e6, -1e6)) == ""


def test_that_a_card_follows_what_is_chosen_in_the_picture(
    case: Case, qtbot: QtBot, theme: Theme
) -> None:
    drawing = case.make(theme)
    card = PlotCard(drawing, theme)
    qtbot.addWidget(card)
    card.draw(case.full())
    card.show_as_table(True)

    with qtbot.waitSignal(drawing.reshown):
        drawing.show_again()

    assert card.subtitle == drawing.subtitle(drawing.state)
    assert card.twin.table == drawing.table(drawing.state)
