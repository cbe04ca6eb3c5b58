from __future__ import annotations

import math
from itertools import pairwise

import msgspec
import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from tests.gui.comparison_states import OVERHEADS, compared_run
from tests.gui.plots.states import Run
from workbench.core.state import RunState
from workbench.gui.plots.crossover import CrossoverPlot
from workbench.gui.plots.crossover_picture import length_labels, resolve, share_labels
from workbench.gui.plots.export import png
from workbench.gui.theme import Theme

STATE = compared_run()


@pytest.fixture
def plot(qtbot: QtBot, theme: Theme) -> CrossoverPlot:
    made = CrossoverPlot(theme)
    qtbot.addWidget(made)
    made.resize(620, 380)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_that_each_engine_is_a_curve_in_the_key(plot: CrossoverPlot) -> None:
    plot.draw(STATE)
    titles = [title for title, *_ in OVERHEADS.values()]
    assert [entry.text for entry in plot.canvas.key.entries] == titles
    assert len({(e.colour, e.shape) for e in plot.canvas.key.entries}) == len(titles)
    assert plot.subtitle(STATE) == "2 workers · Python code"


def test_that_the_strip_of_choices_covers_all_lengths_without_a_gap() -> None:
    picture = resolve(STATE.comparison)
    assert picture is not None
    places = [spot.x for curve in picture.curves for spot in curve.spots]
    assert picture.strips[0].x[0] == min(places)
    assert picture.strips[-1].x[1] == max(places)
    assert all(one.x[1] == other.x[0] for one, other in pairwise(picture.strips))
    assert [strip.title.template for strip in picture.strips] == ["Serial", "Processes"]


def test_that_lengths_are_labelled_with_their_units() -> None:
    picture = resolve(STATE.comparison)
    assert picture is not None
    assert [text for _, text in length_labels(picture)] == [
        *("10 µs", "0.1 ms", "1 ms", "10 ms", "0.1 s", "1 s")
    ]
    assert share_labels(picture)[-1] == (100.0, "100 %")


def test_that_the_table_has_a_row_per_engine_and_length(plot: CrossoverPlot) -> None:
    table = plot.table(STATE)
    assert len(table.rows) == len(OVERHEADS) * 11
    assert all(len(row) == len(table.headers) for row in table.rows)
    first = table.rows[0]
    assert first[0] == "Serial"
    assert first[1] == pytest.approx(1e-5)
    assert isinstance(first[2], float)
    assert 0.3 < first[2] < 0.5


def test_that_the_tip_tells_of_the_mark_under_the_mouse(plot: CrossoverPlot) -> None:
    plot.draw(STATE)
    picture = plot.picture
    assert picture is not None
    curve = next(c for c in picture.curves if c.engine == "dask")
    spot = curve.spots[4]
    tip = plot.tip(QPointF(spot.x, spot.y))
    assert tip.startswith("Dask, tasks of 1 ms\nefficiency ")
    assert "64 tasks a time" in tip
    assert plot.tip(QPointF(math.log10(2e-5), 75.0)) == ""


def test_that_a_run_without_a_comparison_says_so(plot: CrossoverPlot) -> None:
    plot.draw(Run().finished())
    assert plot.notice == "No other engines were compared in this run."
    plot.draw(RunState())
    assert plot.notice.startswith("How long must a task be")


def test_that_a_running_comparison_is_drawn_as_far_as_it_is(
    plot: CrossoverPlot,
) -> None:
    live = compared_run(live=True)
    plot.draw(live)
    assert plot.notice == ""
    assert plot.picture is not None
    assert not plot.picture.strips


def test_that_native_tasks_are_named(plot: CrossoverPlot) -> None:
    assert STATE.spec is not None
    engines = msgspec.structs.replace(STATE.spec.engines, work="native")
    spec = msgspec.structs.replace(STATE.spec, engines=engines)
    native = msgspec.structs.replace(STATE, spec=spec)
    assert plot.subtitle(native) == "2 workers · native code"


def test_that_the_picture_is_exported(plot: CrossoverPlot) -> None:
    plot.draw(STATE)
    assert png(plot).startswith(b"\x89PNG")
