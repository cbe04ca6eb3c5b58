from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF
from pytestqt.qtbot import QtBot

from tests.gui.plots.ensemble_states import planes
from workbench.gui.plots.surface import SurfacePlot
from workbench.gui.plots.surface_panels import (
    SurfaceView,
    edges,
    from_plane,
    panels,
    regions,
    said_at,
    to_plane,
)
from workbench.gui.theme import LIGHT, Theme


@pytest.fixture
def plot(qtbot: QtBot, theme: Theme) -> SurfacePlot:
    made = SurfacePlot(theme)
    qtbot.addWidget(made)
    made.resize(460, 280)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.mark.parametrize("count", [1, 2, 5, 10, 15])
@pytest.mark.parametrize("size", [(300, 200), (430, 220), (650, 380)])
def test_that_panels_lie_apart_inside_with_their_headings_above(
    count: int, size: tuple[int, int]
) -> None:
    view = QRectF(7, 3, *size)

    found = panels(count, view, 14.0)

    assert len(found) == count
    places = [one.heading.united(one.plane) for one in found]
    for number, place in enumerate(places):
        assert view.adjusted(-0.1, -0.1, 0.1, 0.1).contains(place)
        assert not any(place.intersects(other) for other in places[:number])
    for one in found:
        assert one.heading.bottom() <= one.plane.top() + 1e-9
        assert min(one.plane.width(), one.plane.height()) > 30


def test_that_places_go_to_the_panel_and_back() -> None:
    view, plane = SurfaceView(made=planes()), QRectF(20, 30, 200, 100)

    at = to_plane(view, plane, 3.1, 4.2)

    assert plane.contains(at)
    assert from_plane(view, plane, at) == pytest.approx((3.1, 4.2))
    low = to_plane(view, plane, view.x[0], view.y[0])
    assert (low.x(), low.y()) == pytest.approx((20, 130))


def test_that_every_row_lies_inside_its_panel() -> None:
    view, plane = SurfaceView(made=planes()), QRectF(0, 0, 200, 100)

    for row in view.rows:
        x, y = view.made.points[row]
        assert plane.contains(to_plane(view, plane, float(x), float(y)))


def test_that_regions_have_the_colours_of_their_classes() -> None:
    surface = planes().surfaces[1]

    image = regions(surface, LIGHT.series, LIGHT.surface)

    height, width = surface.labels.shape
    assert (image.width(), image.height()) == (width, height)
    for row, column in ((0, 0), (height - 1, width - 1), (height // 2, width // 2)):
        pixel = image.pixelColor(column, height - 1 - row)  # the first row is below
        number = int(surface.labels[row, column])
        strongest = {0: "blue", 1: "red", 2: "green"}[number]
        channels = {"red": pixel.red(), "green": pixel.green(), "blue": pixel.blue()}
        assert max(channels, key=channels.__getitem__) == strongest


def test_that_edges_run_where_neighbours_differ() -> None:
    surface = planes().surfaces[0]
    labels = np.array([[0, 0, 1], [0, 0, 1]])

    found = edges(replace(surface, labels=labels))

    assert found == ((2 / 3, 0.0, 2 / 3, 0.5), (2 / 3, 0.5, 2 / 3, 1.0))
    assert edges(replace(surface, labels=np.zeros((4, 4), int))) == ()


def test_that_the_nearest_point_of_the_grid_answers() -> None:
    view = SurfaceView(made=planes())
    surface = view.made.surfaces[0]

    number, sure = said_at(view, surface, 3.4, 1.4)

    assert view.class_name(number) == "setosa"
    assert sure is not None
    assert sure > 0.9


def test_that_many_rows_are_thinned_side_by_side_but_not_alone() -> None:
    made = planes()
    many = replace(
        made,
        points=np.repeat(made.points, 6, axis=0),
        truth=np.repeat(made.truth, 6),
        held_out=np.repeat(made.held_out, 6),
    )

    assert len(SurfaceView(made=many).rows) <= 300
    assert len(SurfaceView(made=many, shown="soft_vote").rows) == 900


def test_that_a_click_shows_one_alone_and_the_next_goes_back(
    plot: SurfacePlot,
) -> None:
    plot.draw(planes())
    view = plot.canvas.getPlotItem().getViewBox()
    rect: QRectF = view.sceneBoundingRect()
    second = plot._layer.laid_out(rect)[1].plane.center()

    plot.canvas.clicked.emit(view.mapSceneToView(second))

    item = plot.canvas.getPlotItem()
    assert plot._choice.key == "decision_tree"
    assert item.getAxis("bottom").labelText == "sepal width (cm)"
    assert item.getAxis("bottom").isVisible()
    assert plot.subtitle(planes()).startswith("accuracy 0.9")
    plot.canvas.clicked.emit(QPointF(3.0, 4.0))
    assert plot._choice.key == ""
    assert not item.getAxis("bottom").isVisible()


def test_that_a_choice_in_the_header_shows_one_alone(plot: SurfacePlot) -> None:
    plot.draw(planes())
    place = plot._choice.findData("soft_vote")

    plot._choice.setCurrentIndex(place)
    plot._choice.activated.emit(place)

    x, y = plot.canvas.getPlotItem().getViewBox().viewRange()
    view = SurfaceView(made=planes())
    assert x == pytest.approx(view.x)
    assert y == pytest.approx(view.y)


def test_that_the_tip_tells_what_is_said_of_a_place(plot: SurfacePlot) -> None:
    plot.draw(planes())
    view = plot.canvas.getPlotItem().getViewBox()
    panel = plot._layer.laid_out(view.sceneBoundingRect())[4].plane
    at = to_plane(SurfaceView(made=planes()), panel, 3.4, 1.4)

    lines = plot.tip(view.mapSceneToView(at)).splitlines()

    assert lines[0] == "Soft vote"
    assert lines[1].startswith("sepal width (cm) 3.4")
    assert lines[3].startswith("→ setosa, ")
    plot.show_surface("soft_vote")
    assert plot.tip(QPointF(3.4, 1.4)).splitlines()[3] == lines[3]


def test_that_classes_differ_in_shape_and_colour(plot: SurfacePlot) -> None:
    plot.draw(planes())

    marks = [entry for entry in plot.canvas.key.entries if entry.sign == "mark"]
    assert [e.text for e in marks] == ["setosa", "versicolor", "virginica"]
    assert len({(e.colour, e.shape) for e in marks}) == 3


def test_that_classes_without_names_go_by_number(plot: SurfacePlot) -> None:
    plot.draw(replace(planes(), classes=()))

    assert [e.text for e in plot.canvas.key.entries[:3]] == ["0", "1", "2"]


def test_that_headings_are_cut_to_their_panels(plot: SurfacePlot) -> None:
    plot.resize(330, 240)
    plot.draw(planes())
    metrics = QFontMetricsF(plot.small_font())
    rect: QRectF = plot.canvas.getPlotItem().getViewBox().sceneBoundingRect()
    places = plot._layer.laid_out(rect)

    for surface, panel in zip(planes().surfaces, places, strict=True):
        title, figure = plot._layer.heading(surface, panel.heading.width())
        together = metrics.horizontalAdvance(title) + metrics.horizontalAdvance(figure)
        assert together < panel.heading.width()
    assert QFontMetricsF(QFont()).height() > 0


def test_that_the_table_says_accuracy_and_shares_of_the_plane(
    plot: SurfacePlot,
) -> None:
    made = planes()
    table = plot.table(made)

    assert [row[2] for row in table.rows] == [one.accuracy for one in made.surfaces]
    assert all(sum(row[3:]) == pytest.approx(1.0) for row in table.rows)  # type: ignore[arg-type]
    assert table.headers[3] == "share of the plane: setosa"


def test_that_another_plane_forgets_a_surface_that_it_lacks(plot: SurfacePlot) -> None:
    plot.draw(planes())
    plot.show_surface("soft_vote")

    plot.draw(replace(planes(), surfaces=planes().surfaces[:2]))

    assert plot._choice.key == ""
    assert len(plot.table(plot.state).rows) == 2
