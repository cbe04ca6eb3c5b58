from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from workbench.gui.plots.export import svg
from workbench.gui.plots.law import LawPlot
from workbench.gui.plots.law_picture import resolve, speedup_labels, worker_labels
from workbench.gui.theme import Theme
from workbench.scaling import laws
from workbench.scaling.study import Outlook, Tasks, by_hand, outlook, study
from workbench.scaling.study import simulated_speedups as simulate


def view(horizon: int = 64, **more: object) -> Outlook:
    dice = random.Random(4)
    rows = [
        (n, 5.0 / float(laws.amdahl(n, 0.1)) * dice.lognormvariate(0, 0.02))
        for n in (1, 2, 4, 8)
        for _ in range(4)
    ]
    return outlook(study(rows, cores=4), horizon, **more)  # type: ignore[arg-type]


def everything() -> Outlook:
    tasks = Tasks(durations=(0.1,) * 100, serial_s=1.0)
    return view(assumption=by_hand(0.1, 0.01), simulated=simulate(tasks, 64))


@pytest.fixture
def plot(qtbot: QtBot, theme: Theme) -> LawPlot:
    made = LawPlot(theme)
    qtbot.addWidget(made)
    made.resize(460, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_that_the_empty_picture_says_what_it_will_answer(plot: LawPlot) -> None:
    plot.draw(None)

    assert "What would more workers give?" in plot.notice


def test_that_near_pictures_are_linear_and_far_ones_logarithmic() -> None:
    assert not resolve(view(horizon=8)).scale.logarithmic
    assert resolve(view(horizon=64)).scale.logarithmic


@pytest.mark.parametrize("horizon", [8, 16, 17, 64, 10_000])
def test_that_all_points_and_labels_lie_inside(horizon: int) -> None:
    picture = resolve(view(horizon=horizon))

    for point in picture.outlook.study.analysis.points:
        assert picture.x[0] <= point.workers <= picture.x[1]
        assert picture.y[0] <= point.speedup <= picture.y[1]
    assert len(worker_labels(picture)) >= 4
    labels = speedup_labels(picture)
    assert 3 <= len(labels) <= 12
    assert all(picture.y[0] <= value <= picture.y[1] for value, _ in labels)


def test_that_the_table_says_what_is_measured_and_what_is_not(plot: LawPlot) -> None:
    state = everything()
    plot.draw(state)
    table = {row[0]: row for row in plot.table(state).rows}

    assert table[8][1] == state.study.analysis.points[-1].speedup
    assert table[64][1] is None  # nobody measured it
    assert state.law is not None
    assert table[64][2:5] == (
        state.law.at(64),
        state.law.low[-1],
        state.law.high[-1],
    )
    assert state.assumed is not None
    assert table[64][5] == state.assumed.at(64)
    assert table[32][6] == state.simulated[5].speedup


def test_that_the_key_tells_measured_fitted_assumed_and_simulated_apart(
    plot: LawPlot,
) -> None:
    plot.draw(everything())
    entries = {entry.text: entry.sign for entry in plot.canvas.key.entries}

    assert entries == {
        "measured, median": "mark",
        "Amdahl, 95 % band": "band",
        "assumed, not measured": "line",
        "simulated": "hatched",
        "ideal": "line",
    }


def test_that_the_tip_says_all_of_a_worker_count(plot: LawPlot) -> None:
    plot.draw(everything())
    tip = plot.tip(QPointF(3.0, 0.0))  # log2 of 8

    for words in ("8 workers", "measured", "by the law", "assumed", "simulated"):
        assert words in tip
    assert plot.tip(QPointF(3.5, 0.0)) == ""


def test_that_a_vector_file_holds_the_picture(plot: LawPlot) -> None:
    plot.draw(everything())

    drawn = svg(plot)
    assert b"not measured" in drawn
    assert b"4 cores there" in drawn
