from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from tests.gui.plots.states import Run
from workbench.core.anatomy import PARTS, Anatomy
from workbench.core.state import RunState
from workbench.gui.plots.anatomy import AnatomyPlot
from workbench.gui.plots.parts import SHOWN
from workbench.gui.theme import Theme


@pytest.fixture
def plot(qtbot: QtBot, theme: Theme) -> AnatomyPlot:
    made = AnatomyPlot(theme)
    qtbot.addWidget(made)
    made.resize(520, 240)
    with qtbot.waitExposed(made):
        made.show()
    return made


def with_anatomy(*anatomies: Anatomy) -> RunState:
    state = Run().finished()
    estimate = msgspec.structs.replace(state.estimate, anatomy=anatomies)
    return msgspec.structs.replace(state, estimate=estimate)


def anatomy(**seconds: float) -> Anatomy:
    parts = {f"{part}_s": 0.0 for part in PARTS}
    return Anatomy(**{"workers": 2, "makespan_s": 5.0, **parts, **seconds})


def test_that_there_is_a_bar_per_worker_count_from_the_top_down(
    plot: AnatomyPlot,
) -> None:
    plot.draw(Run().finished())

    labels = plot.canvas.getPlotItem().getAxis("left").labels
    assert labels == ((0.0, "1"), (-1.0, "2"), (-2.0, "4"))


def test_that_the_parts_of_a_bar_stand_in_their_order_and_fill_it(
    plot: AnatomyPlot,
) -> None:
    plot.draw(with_anatomy(anatomy(serial_s=1.0, compute_s=6.0, dispatch_s=3.0)))

    (bar,) = plot.bars
    assert [(s.part.key, s.start, s.share) for s in bar.segments] == [
        ("compute", 0.0, 60.0),
        ("dispatch", 60.0, 30.0),
        ("serial", 90.0, 10.0),
    ]


def test_that_what_no_part_explains_is_a_segment_where_it_can_be_seen(
    plot: AnatomyPlot,
) -> None:
    plot.draw(with_anatomy(anatomy(compute_s=8.0)))
    (bar,) = plot.bars
    assert [s.part.key for s in bar.segments] == ["compute", "unattributed"]

    plot.draw(with_anatomy(anatomy(compute_s=9.999)))
    (bar,) = plot.bars
    assert [s.part.key for s in bar.segments] == ["compute"]


def test_that_overlapping_parts_make_a_longer_bar_that_is_still_in_view(
    plot: AnatomyPlot,
) -> None:
    plot.draw(with_anatomy(anatomy(compute_s=9.0, transfer_s=3.0)))

    (bar,) = plot.bars
    assert bar.end == pytest.approx(120.0)
    (_, right), _ = plot.canvas.getPlotItem().getViewBox().viewRange()
    assert right > 120.0


def test_that_the_tip_tells_seconds_share_and_what_the_part_is(
    plot: AnatomyPlot,
) -> None:
    plot.draw(with_anatomy(anatomy(compute_s=6.0, imbalance_s=4.0)))

    assert plot.tip(QPointF(80.0, 0.0)).splitlines() == [
        "2 workers: imbalance",
        "4.00 s of 10 worker-seconds, 40 %",
        "A worker idle, no task left for it, while another one still works.",
    ]
    assert plot.tip(QPointF(101.0, 0.0)) == ""
    assert plot.tip(QPointF(50.0, 0.55)) == ""
    assert plot.tip(QPointF(50.0, -1.0)) == ""


def test_that_the_table_has_every_part_also_those_too_small_to_draw(
    plot: AnatomyPlot,
) -> None:
    table = plot.table(with_anatomy(anatomy(compute_s=9.99)))

    assert table.headers[0] == "workers"
    assert [row[1] for row in table.rows] == [str(part.title) for part in SHOWN]
    assert table.rows[0] == (2, "compute", 9.99, pytest.approx(0.999), 5.0)


def test_that_every_part_has_a_pattern_and_a_colour_of_its_own() -> None:
    looks = [(part.series, part.pattern) for part in SHOWN]
    assert len(set(looks)) == len({part.pattern for part in SHOWN}) == len(SHOWN)
    assert [p.pattern for p in SHOWN if p.key == "unattributed"] == [
        Qt.BrushStyle.NoBrush
    ]


def test_that_the_key_explains_the_parts_that_are_seen(plot: AnatomyPlot) -> None:
    plot.draw(with_anatomy(anatomy(compute_s=6.0, imbalance_s=4.0)))

    entries = plot.canvas.key.entries
    assert [entry.text for entry in entries] == ["compute", "imbalance"]
    assert entries[1].pattern == Qt.BrushStyle.DiagCrossPattern


def test_that_a_run_of_an_older_program_has_no_anatomy_and_says_so(
    plot: AnatomyPlot,
) -> None:
    plot.draw(with_anatomy())

    assert plot.notice == "This run has nothing to show here."


def test_that_the_picture_keeps_room_for_every_worker_count(
    plot: AnatomyPlot,
) -> None:
    plot.draw(Run(workers=(1, 2, 4, 8, 16)).finished())
    many = plot.minimumHeight()
    plot.draw(Run(workers=(1, 2)).finished())

    assert many > plot.minimumHeight()
