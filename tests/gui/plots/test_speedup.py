from __future__ import annotations

from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from tests.gui.plots.states import Run
from workbench.core.state import RunState, fold
from workbench.gui.plots.speedup import SpeedupPlot, law_title
from workbench.gui.plots.speedup_picture import resolve
from workbench.gui.theme import Theme
from workbench.scaling.laws import LAWS


@pytest.fixture
def plot(qtbot: QtBot, theme: Theme) -> SpeedupPlot:
    made = SpeedupPlot(theme)
    qtbot.addWidget(made)
    made.resize(460, 280)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_that_the_table_holds_what_is_drawn(plot: SpeedupPlot) -> None:
    state = Run().finished()
    plot.draw(state)
    picture = resolve(state)

    assert picture is not None
    assert [row[:3] for row in plot.table(state).rows] == [
        (p.workers, p.speedup, p.ci95[0] if p.ci95 else None) for p in picture.points
    ]
    assert plot.table(state).rows[1][6:11] == picture.points[1].seconds


def test_that_every_repeat_is_a_paired_ratio() -> None:
    run = Run(workers=(1, 2), repeats=3)
    picture = resolve(run.finished())

    assert picture is not None
    assert picture.pairs == tuple(
        (2, one / two) for one, two in zip(*run.seconds.values(), strict=True)
    )


def test_that_every_interval_lies_inside_the_range() -> None:
    picture = resolve(Run(workers=(1, 2, 4, 8), cores=None).finished())

    assert picture is not None
    low, high = picture.y
    assert low == 0
    assert all(p.ci95 and p.ci95[1] < high for p in picture.points)
    assert picture.x[0] <= 1
    assert picture.x[1] > 8


def test_that_the_cores_are_in_the_picture_when_they_are_near() -> None:
    near = resolve(Run(workers=(1, 2), cores=4).finished())
    far = resolve(Run(workers=(1, 2), cores=64).finished())

    assert near is not None
    assert far is not None
    assert near.x[1] > 4
    assert far.x[1] < 4


@pytest.mark.parametrize(
    "environment", [{}, {"cores": None}, {"cores": {}}, {"cores": {"usable": "many"}}]
)
def test_that_an_unknown_number_of_cores_is_left_out(
    environment: dict[str, object],
) -> None:
    import msgspec

    state = msgspec.structs.replace(Run().finished(), environment=environment)
    picture = resolve(state)

    assert picture is not None
    assert picture.cores is None


def test_that_a_single_repeat_has_a_point_without_interval() -> None:
    picture = resolve(Run(repeats=1).finished())

    assert picture is not None
    assert [p.ci95 for p in picture.points] == [None, None, None]


def test_that_the_axis_names_exactly_the_measured_counts(plot: SpeedupPlot) -> None:
    plot.draw(Run(workers=(1, 2, 4)).finished())

    axis = plot.canvas.getPlotItem().getAxis("bottom")
    assert axis.labels == ((1.0, "1"), (2.0, "2"), (4.0, "4"))
    assert axis.labelText == "workers"


def test_that_crowded_counts_leave_out_labels_but_never_the_ends(
    plot: SpeedupPlot,
) -> None:
    plot.draw(Run(workers=(1, 2, 3, 4, 5, 6, 64), repeats=2, folds=2).finished())

    axis = plot.canvas.getPlotItem().getAxis("bottom")
    ((_, kept),) = axis.tickValues(0, 64, 200)
    assert kept[0] == 1
    assert kept[-1] == 64
    assert len(kept) < 7


def test_that_the_tip_tells_the_efficiency_of_the_point_under_the_mouse(
    plot: SpeedupPlot,
) -> None:
    state = Run().finished()
    plot.draw(state)
    assert state.estimate is not None
    point = state.estimate.scaling[1]

    tip = plot.tip(QPointF(2, point.speedup))

    assert tip.startswith(f"2 workers: {point.speedup:.2f}×")
    assert f"efficiency {100 * point.efficiency:.0f} %" in tip
    assert plot.tip(QPointF(3, 0.2)) == ""


def test_that_the_subtitle_counts_the_repeats_that_all_counts_have(
    plot: SpeedupPlot,
) -> None:
    run = Run(workers=(1, 2))
    events = [run.started(), *run.trial(0, 1, 1), *run.trial(1, 2, 1)]
    events += [*run.trial(2, 1, 2), run.estimated(3)]

    assert plot.subtitle(fold(events)).endswith("1 repeat")
    assert plot.subtitle(RunState()) == ""


def test_that_the_law_and_its_band_are_drawn_named_and_tabled(
    plot: SpeedupPlot,
) -> None:
    state = Run(workers=(1, 2, 4, 8), cores=None, law=True).finished()
    assert state.estimate is not None
    law = state.estimate.law
    assert law is not None
    plot.draw(state)
    assert any("95 % band" in text for text in plot.canvas.key.shown)
    table = plot.table(state)
    assert "95 % from (×)" in table.headers
    assert "band to (×)" in table.headers
    at = table.headers.index("band from (×)")
    for row in table.rows:
        n = law.workers.index(row[0])
        assert row[at - 1 : at + 2] == (law.speedup[n], law.low[n], law.high[n])
    assert pixels(plot, plot.colours.good) > 0


def test_that_without_a_law_nothing_speaks_of_one(plot: SpeedupPlot) -> None:
    state = Run(workers=(1, 2)).finished()
    plot.draw(state)
    assert not any("band" in text for text in plot.canvas.key.shown)
    assert not any("band" in header for header in plot.table(state).headers)
    assert pixels(plot, plot.colours.good) == 0


STEADY = (10.0, 10.1, 10.2, 10.1, 10.0)
ODD = (5.0, 5.1, 9.0, 5.0, 5.1)


def repeated(seconds: dict[int, tuple[float, ...]]) -> RunState:
    """A finished run that took these seconds, per worker count and repeat."""
    run = Run(workers=tuple(seconds), repeats=len(next(iter(seconds.values()))))
    events = list(run.events())
    run.seconds = {workers: list(times) for workers, times in seconds.items()}
    return fold([*events, run.estimated()])


def test_that_a_repeat_with_an_outlier_is_a_cross_that_is_counted_and_kept(
    plot: SpeedupPlot,
) -> None:
    state = repeated({1: STEADY, 2: ODD, 4: STEADY})
    assert state.estimate is not None
    point = state.estimate.scaling[1]
    plot.draw(state)

    picture = resolve(state)
    assert picture is not None
    assert [picture.pairs[place] for place in picture.odd] == [(2, 10.2 / 9.0)]
    assert len(picture.pairs) == 10
    assert "outlier" in plot.canvas.key.shown
    assert plot.subtitle(state).endswith(" · 1 outlier · 5 repeats")
    assert plot.tip(QPointF(2, point.speedup)).endswith("outliers among them: 1")
    table = plot.table(state)
    at = table.headers.index("outliers")
    assert [row[at] for row in table.rows] == [0, 1, 0]
    assert point.seconds == ODD
    assert point.median_s == 5.1


def test_that_a_cross_is_drawn_in_another_colour_and_shape_than_a_dot(
    plot: SpeedupPlot,
) -> None:
    state = repeated({1: STEADY, 2: ODD})
    assert state.estimate is not None
    without = msgspec.structs.replace(state.estimate, scatter=())
    plot.draw(msgspec.structs.replace(state, estimate=without))
    before = plot.canvas.grab().toImage()
    plot.draw(state)
    assert plot.canvas.grab().toImage() != before
    assert plot.canvas.key.entries[2].sign == "cross"


def test_that_an_outlier_of_the_baseline_marks_its_pair_on_every_count() -> None:
    picture = resolve(repeated({1: ODD, 2: STEADY, 4: STEADY}))
    assert picture is not None
    assert [picture.pairs[place] for place in sorted(picture.odd)] == [
        (2, 9.0 / 10.2),
        (4, 9.0 / 10.2),
    ]


def test_that_without_outliers_nothing_speaks_of_them(plot: SpeedupPlot) -> None:
    few = repeated({1: STEADY[:4], 2: ODD[:4]})
    plot.draw(few)

    assert "outlier" not in "".join(plot.canvas.key.shown) + plot.subtitle(few)
    at = plot.table(few).headers.index("outliers")
    assert {row[at] for row in plot.table(few).rows} == {None}


def pixels(plot: SpeedupPlot, colour: str) -> int:
    """How many pixels of the picture have exactly this colour."""
    image = plot.grab().toImage()
    wanted = QColor(colour).rgb()
    return sum(
        image.pixel(x, y) == wanted
        for x in range(image.width())
        for y in range(image.height())
    )


def growing(**changes: Any) -> Run:
    return Run(
        models=(),
        workload="monte_carlo_pi",
        workers=(1, 2, 4),
        cores=4,
        scaling="weak",
        **changes,
    )


def test_that_a_growing_problem_shows_its_scaled_speedup(plot: SpeedupPlot) -> None:
    run = growing()
    state = run.finished()
    plot.draw(state)
    picture = resolve(state)

    assert picture is not None
    assert picture.pairs == tuple(
        (p, p * one / other)
        for p in (2, 4)
        for one, other in zip(run.seconds[1], run.seconds[p], strict=True)
    )
    axis = plot.canvas.getPlotItem().getAxis("left")
    assert axis.labelText == "scaled speedup (×)"
    assert plot.subtitle(state).startswith("scaled · ")


def test_that_the_table_of_a_growing_problem_has_work_and_time(
    plot: SpeedupPlot,
) -> None:
    state = growing(law=True).finished()
    plot.draw(state)
    table = plot.table(state)
    assert state.estimate is not None
    point = state.estimate.scaling[1]

    assert table.headers[:4] == (
        "workers",
        "work (×)",
        "times as long",
        "scaled speedup (×)",
    )
    assert table.rows[1][:4] == (2, 2, 2 / point.speedup, point.speedup)
    assert all(len(row) == len(table.headers) for row in table.rows)
    assert state.estimate.law is not None
    assert state.estimate.law.name in ("gustafson", "usl")


def test_that_the_tip_of_a_growing_problem_tells_work_and_time(
    plot: SpeedupPlot,
) -> None:
    state = growing().finished()
    plot.draw(state)
    assert state.estimate is not None
    point = state.estimate.scaling[1]

    tip = plot.tip(QPointF(2, point.speedup))

    assert f"2× the work in {2 / point.speedup:.2f}× the time" in tip
    assert "the work in" not in plot.tip(QPointF(1, 1.0))


def test_that_a_strong_run_speaks_of_no_scaled_speedup(plot: SpeedupPlot) -> None:
    state = Run().finished()
    plot.draw(state)
    axis = plot.canvas.getPlotItem().getAxis("left")
    assert axis.labelText == "speedup (×)"
    assert "scaled" not in plot.subtitle(state)
    assert "work (×)" not in plot.table(state).headers


def test_that_every_law_has_a_title() -> None:
    assert [law_title(name) for name in LAWS] == [
        "Amdahl",
        "Gustafson",
        "Universal Scalability Law",
    ]
