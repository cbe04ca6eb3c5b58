from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from tests.gui.plots.ensemble_states import findings, finished, growing, grown, state
from workbench.core.state import RunState
from workbench.gui.plots.growth import GrowthPlot
from workbench.gui.plots.growth_curves import gain_bounds, resolve, ways
from workbench.gui.theme import Theme


@pytest.fixture
def plot(qtbot: QtBot, theme: Theme) -> GrowthPlot:
    made = GrowthPlot(theme)
    qtbot.addWidget(made)
    made.resize(460, 280)
    with qtbot.waitExposed(made):
        made.show()
    return made


def two_ways() -> RunState:
    growth = {
        "random_forest": grown(60),
        "gradient_boosting": grown(100, method="gradient_boosting", ended="largest"),
    }
    return state("done", findings(), growth)


def test_that_every_size_is_a_point_with_its_interval() -> None:
    picture = resolve({"random_forest": grown(30)}, "members", "score")

    assert picture is not None
    (curve,) = picture.curves
    assert [spot.x for spot in curve.spots] == list(range(1, 31))
    assert all(spot.bounds == spot.point.score_ci95 for spot in curve.spots)
    assert len(curve.bands()) == 1


def test_that_worker_counts_differ_in_wall_time_only() -> None:
    growth = {"random_forest": grown(30)}

    by_members = resolve(growth, "members", "score")
    by_wall = resolve(growth, "wall_s", "score")

    assert by_members is not None
    assert by_wall is not None
    assert len(by_members.curves) == 1
    assert [curve.workers for curve in by_wall.curves] == [1, 2, 4]
    last = [curve.spots[-1].x for curve in by_wall.curves]
    assert last == sorted(last, reverse=True)


def test_that_the_worker_count_that_got_furthest_stands_for_all() -> None:
    growth = {"random_forest": grown(30) | grown(12, workers=(8,), ended="")}

    picture = resolve(growth, "cpu_s", "score")

    assert picture is not None
    assert picture.curves[0].workers == 1
    assert len(picture.curves[0].spots) == 30


@pytest.mark.parametrize("across", ["members", "cpu_s", "wall_s"])
@pytest.mark.parametrize("up", ["score", "log_loss", "gain"])
def test_that_every_point_lies_inside_the_picture(across, up) -> None:  # type: ignore[no-untyped-def]
    picture = resolve(two_ways().growth, across, up)

    assert picture is not None
    for curve in picture.curves:
        for spot in curve.spots:
            assert picture.x[0] <= spot.x <= picture.x[1]
            assert picture.y[0] <= spot.y <= picture.y[1]
    assert up != "gain" or picture.y[0] < 0 < picture.y[1]
    assert up != "score" or picture.y[1] < 1.02


def test_that_a_single_point_is_drawn(plot: GrowthPlot) -> None:
    plot.draw(growing(1))

    assert plot.notice == ""
    assert plot.picture is not None
    assert plot.picture.x[0] < 1 < plot.picture.x[1]


def test_that_a_wide_interval_of_few_members_leaves_the_points_readable() -> None:
    growth = grown(10, workers=(1,))
    first, *rest = growth[1].points
    wide = msgspec.structs.replace(first, score_ci95=(0.1, 1.0))
    changed = {1: msgspec.structs.replace(growth[1], points=(wide, *rest))}

    picture = resolve({"random_forest": changed}, "members", "score")

    assert picture is not None
    assert picture.y[0] > 0.6


def test_that_the_last_interval_is_whole() -> None:
    growth = grown(10, workers=(1,))
    *rest, last = growth[1].points
    wide = msgspec.structs.replace(last, score_ci95=(0.5, 1.0))
    changed = {1: msgspec.structs.replace(growth[1], points=(*rest, wide))}

    picture = resolve({"random_forest": changed}, "members", "score")

    assert picture is not None
    assert picture.y[0] < 0.5
    assert picture.y[1] >= 1.0


def test_that_the_interval_of_the_gain_has_the_same_cost_as_the_gain() -> None:
    point = grown(5, workers=(1,))[1].points[3]
    assert point.gain is not None
    assert point.gain_ci95 is not None
    assert point.gain_per_cpu_s is not None

    bounds = gain_bounds(point)

    assert bounds is not None
    seconds = point.gain / point.gain_per_cpu_s
    assert bounds == pytest.approx([bound / seconds for bound in point.gain_ci95])
    assert gain_bounds(msgspec.structs.replace(point, gain=0.0)) is None


def test_that_only_what_was_found_can_be_drawn_upwards(plot: GrowthPlot) -> None:
    growth = grown(4, workers=(1,), ended="")
    points = tuple(
        msgspec.structs.replace(p, log_loss=None, gain_per_cpu_s=None)
        for p in growth[1].points
    )
    bare = {"random_forest": {1: msgspec.structs.replace(growth[1], points=points)}}
    plot.show_axes("members", "log_loss")

    plot.draw(state("running", None, bare))

    assert ways(bare) == ("score",)
    assert plot.picture is not None
    assert plot.picture.up == "score"


def test_that_it_says_where_it_ended_and_why(plot: GrowthPlot) -> None:
    plot.draw(finished())
    assert "80 members are enough" in plot.subtitle(plot.state)

    tip = plot.tip(QPointF(80, plot.state.growth["random_forest"][1].points[-1].score))

    assert "80 members are enough" in tip
    assert tip.startswith("Random forest, 80 members\naccuracy 0.96")


def test_that_words_about_the_end_stand_inside_the_picture(plot: GrowthPlot) -> None:
    plot.draw(two_ways())
    view = plot.canvas.getPlotItem().getViewBox()
    rect: QRectF = view.sceneBoundingRect()

    def at(x: float, y: float) -> QPointF:
        return view.mapViewToScene(QPointF(x, y))

    places = [p for p in plot._layer.end_places(at, rect) if p is not None]

    assert len(places) == 2
    assert not places[0].place.intersects(places[1].place)
    assert all(rect.contains(place.place) for place in places)


def test_that_the_table_holds_every_point_of_every_worker_count(
    plot: GrowthPlot,
) -> None:
    shown = finished()
    plot.draw(shown)
    table = plot.table(shown)

    assert len(table.rows) == 3 * 80
    point = shown.growth["random_forest"][1].points[9]
    assert table.rows[9][:7] == (
        "Random forest",
        1,
        10,
        point.score,
        *(point.score_ci95 or ()),
        point.log_loss,
    )
    assert [row[-1] for row in table.rows].count("") == 3 * 79
    assert table.rows[79][-2] is not None


def test_that_axes_carry_their_units(plot: GrowthPlot) -> None:
    plot.draw(finished())
    item = plot.canvas.getPlotItem()
    seen = set()
    for across in ("members", "cpu_s", "wall_s"):
        plot.show_axes(across, "gain")  # type: ignore[arg-type]
        seen.add(item.getAxis("bottom").labelText)

    assert seen == {
        "members",
        "CPU seconds of all members, all splits",
        "seconds since the trial began",
    }
    assert item.getAxis("left").labelText == "gain per CPU second"


def test_that_the_key_tells_ways_and_worker_counts_apart(plot: GrowthPlot) -> None:
    plot.draw(two_ways())
    assert [entry.text for entry in plot.canvas.key.entries] == [
        "Random forest",
        "Histogram gradient boosting",
        "95 % interval",
    ]

    plot.draw(finished())
    plot.show_axes("wall_s", "score")

    entries = plot.canvas.key.entries
    assert [entry.text for entry in entries[:3]] == [
        "1 worker",
        "2 workers",
        "4 workers",
    ]
    assert len({entry.shape for entry in entries[:3]}) == 3


def test_that_a_running_curve_grows_into_the_finished_one(
    plot: GrowthPlot, qtbot: QtBot, theme: Theme
) -> None:
    other = GrowthPlot(theme)
    qtbot.addWidget(other)
    other.resize(plot.size())
    with qtbot.waitExposed(other):
        other.show()
    for members in (1, 2, 5, 20, 60):
        plot.draw(growing(members))
        noun = "member" if members == 1 else "members"
        assert plot.subtitle(plot.state) == f"{members} {noun} · live"
    plot.draw(finished())

    other.draw(finished())
    for _ in range(5):
        QCoreApplication.processEvents()

    assert plot.grab().toImage() == other.grab().toImage()


def test_that_a_run_that_grew_nothing_says_so(plot: GrowthPlot) -> None:
    plot.draw(state("done", findings()))

    assert "No ensemble was grown" in plot.notice


def test_that_a_choice_in_the_header_changes_the_axes(plot: GrowthPlot) -> None:
    plot.draw(finished())

    plot._across_choice.setCurrentIndex(1)
    plot._across_choice.activated.emit(1)

    assert plot.picture is not None
    assert plot.picture.across == "cpu_s"
    assert QFontMetricsF(plot.small_font()).height() > 0
