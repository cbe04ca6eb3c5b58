from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from tests.gui import joint_states as made
from workbench.core.joint import ClientPoint, JointUpdates
from workbench.gui.plots.joint_map import JointMapPlot
from workbench.gui.plots.joint_map_layer import look, spots_of
from workbench.gui.theme import Theme


@pytest.fixture
def plot(qtbot: QtBot, theme: Theme) -> JointMapPlot:
    plot = JointMapPlot(theme)
    qtbot.addWidget(plot)
    plot.resize(560, 320)
    with qtbot.waitExposed(plot):
        plot.show()
    return plot


def test_that_a_poisoned_client_has_a_mark_and_a_name(plot: JointMapPlot) -> None:
    plot.draw(made.poisoned())

    assert plot.map is not None
    named = [
        name.split(",")[0]
        for spot, name in zip(plot.map.spots, plot.map.names, strict=True)
        if spot.point.poisoned
    ]
    assert named == ["client 5", "client 13"]
    assert [e.text for e in plot.canvas.key.entries][:2] == ["used", "poisoned"]
    assert "3 poisoned" in plot.subtitle(plot.state)


def test_that_updates_far_out_leave_the_others_apart() -> None:
    near = made.updates("fedavg", 3, 20, poisoned=(4,), force=10.0)
    far = made.updates("fedavg", 3, 20, poisoned=(4,), force=1e6)

    places = {}
    for name, found in (("near", near), ("far", far)):
        spots = spots_of(found)
        places[name] = [(s.x, s.y) for s in spots if not s.point.poisoned]
        (odd,) = (s for s in spots if s.point.poisoned)
        assert odd.far > 1
        assert math.hypot(odd.x, odd.y) < 12

    assert places["near"] == places["far"]


def test_that_equal_updates_are_drawn(plot: JointMapPlot) -> None:
    points = tuple(ClientPoint(client=i, fate="used", x=1.0, y=2.0) for i in range(5))
    found = JointUpdates(strategy="fedavg", round=1, clients=points)

    plot.draw(made.state(*made.rounds("fedavg", 1), found))

    assert plot.map is not None
    assert plot.map.x[0] < 1.0 < plot.map.x[1]
    assert all(spot.far == 1.0 for spot in plot.map.spots)


def test_that_who_sent_nothing_finite_stands_in_the_strip(plot: JointMapPlot) -> None:
    plot.draw(made.poisoned())
    assert plot.map is not None
    nan = plot.map.nowhere[0]
    view = plot.canvas.getPlotItem().getViewBox()
    places = {
        point.client: place
        for point, place in plot._layer.strip_places(plot.map, view.sceneBoundingRect())
    }

    tip = plot.tip(view.mapSceneToView(places[nan.client]))

    assert nan.client == 8
    assert tip.startswith("client 9: refused, poisoned")
    assert "not finite" in tip
    assert {p.fate for p in plot.map.nowhere[1:]} == {"dropped"}


def test_that_the_tip_names_client_norm_and_loss(plot: JointMapPlot) -> None:
    plot.draw(made.finished())
    assert plot.map is not None
    spot = plot.map.spots[0]

    tip = plot.tip(QPointF(spot.x, spot.y))

    assert tip.startswith("client 1: used\nlength of the update ")
    assert "loss on its own rows 0.5" in tip


def test_that_clients_who_were_not_asked_have_no_mark(plot: JointMapPlot) -> None:
    points = (
        ClientPoint(client=0, fate="used", x=0.0, y=1.0),
        ClientPoint(client=1, fate="idle"),
    )
    found = JointUpdates(strategy="fedavg", round=1, clients=points)

    plot.draw(made.state(*made.rounds("fedavg", 1), found))

    assert plot.map is not None
    assert plot.map.nowhere == ()
    assert plot.subtitle(plot.state) == "round 1 · 1 used · 1 not asked · live"


def test_that_the_strategy_is_chosen_in_the_header(
    plot: JointMapPlot, qtbot: QtBot
) -> None:
    plot.draw(made.poisoned())
    assert [key for key, _ in plot._choice.choices] == ["fedavg", "krum"]

    with qtbot.waitSignal(plot.reshown):
        plot._choice.setCurrentIndex(1)
        plot._choice.activated.emit(1)

    assert plot.map is not None
    assert plot.map.updates.strategy == "krum"
    plot.show_strategy("nobody")
    assert plot.map.updates.strategy == "fedavg"


def test_that_shapes_say_what_became_of_an_update() -> None:
    def of(**fields: object) -> str:
        return look(ClientPoint(client=0, **fields))  # type: ignore[arg-type]

    assert of(fate="used") == "used"
    assert of(fate="used", poisoned=True) == "poisoned"
    assert of(fate="rejected", poisoned=True) == "poisoned"
    assert of(fate="rejected") == "rejected"
    assert of(fate="dropped", poisoned=True) == "dropped"


def test_that_both_directions_have_about_the_same_scale(plot: JointMapPlot) -> None:
    plot.draw(made.finished())

    width, height = plot.canvas.pixel_size

    assert width / height == pytest.approx(1.0, rel=0.2)
