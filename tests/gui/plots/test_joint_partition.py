from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from tests.gui import joint_states as made
from workbench.gui.plots.joint_partition import JointPartitionPlot
from workbench.gui.plots.joint_partition_layer import class_look
from workbench.gui.theme import LIGHT, Theme


@pytest.fixture
def plot(qtbot: QtBot, theme: Theme) -> JointPartitionPlot:
    plot = JointPartitionPlot(theme)
    qtbot.addWidget(plot)
    plot.resize(620, 320)
    with qtbot.waitExposed(plot):
        plot.show()
    return plot


def test_that_it_is_drawn_before_the_first_round(plot: JointPartitionPlot) -> None:
    plot.draw(made.state(made.partition()))

    assert plot.notice == ""
    assert plot.subtitle(plot.state) == "1340 rows at 10 clients · 450 test rows"


def test_that_the_table_counts_every_client_by_class(
    plot: JointPartitionPlot,
) -> None:
    found = made.partition()

    table = plot.table(made.state(found))

    assert table.headers[:3] == ("client", "rows", "rows of 0")
    assert [row[2:] for row in table.rows] == [c.counts for c in found.clients]
    assert all(row[1] == sum(row[2:]) for row in table.rows)  # type: ignore[arg-type]


def test_that_clients_are_named_where_there_is_room(plot: JointPartitionPlot) -> None:
    plot.draw(made.state(made.partition(10)))
    assert plot.names_shown

    plot.draw(made.state(made.partition(41)))
    assert not plot.names_shown
    axis = plot.canvas.getPlotItem().getAxis("bottom")
    assert axis.labelText == "41 clients, in their order"


def test_that_names_follow_the_width(plot: JointPartitionPlot) -> None:
    plot.draw(made.state(made.partition(30)))
    assert plot.names_shown

    plot.resize(330, 250)

    assert not plot.names_shown


def test_that_empty_clients_are_marked(plot: JointPartitionPlot) -> None:
    plot.draw(made.state(made.partition(8)))
    assert "no rows" not in [e.text for e in plot.canvas.key.entries]

    plot.draw(made.state(made.partition(8, empty=2)))

    assert "no rows" in [e.text for e in plot.canvas.key.entries]
    assert "2 without rows" in plot.subtitle(plot.state)
    assert plot.tip(QPointF(7, 1)) == "client 8: 0 rows"


def test_that_of_clients_on_one_pixel_the_largest_is_painted(
    plot: JointPartitionPlot,
) -> None:
    found = made.partition(5000)
    plot.draw(made.state(found))

    shown = plot._layer.shown(500.0)

    assert len(shown) == 500
    assert shown == sorted(shown)
    rows = [client.rows for client in found.clients]
    for column, client in enumerate(shown):
        assert rows[client] == max(rows[10 * column : 10 * column + 10])
    assert plot._layer.shown(6000.0) == list(range(5000))


def test_that_the_tip_lists_the_largest_classes_first(
    plot: JointPartitionPlot,
) -> None:
    found = made.partition()
    plot.draw(made.state(found))

    head, first, *_ = plot.tip(QPointF(3, 10)).split("\n")

    client = found.clients[3]
    assert head == f"client 4: {client.rows} rows"
    largest = max(range(10), key=lambda k: client.counts[k])
    assert first.startswith(f"{largest}: {client.counts[largest]} (")


def test_that_a_regression_has_one_bar_of_rows(plot: JointPartitionPlot) -> None:
    plot.draw(made.regression())

    assert plot.notice == ""
    assert plot.canvas.key.entries == ()
    assert plot.table(plot.state).rows[0] == ("clinic 1", 20)
    assert plot.tip(QPointF(0, 5)) == "clinic 1: 20 rows"


def test_that_classes_differ_in_colour_and_pattern() -> None:
    looks = {
        (look[0].name(), look[1]) for look in (class_look(LIGHT, k) for k in range(24))
    }

    assert len(looks) == 24


def test_that_a_partition_without_any_rows_is_drawn(plot: JointPartitionPlot) -> None:
    found = made.partition(3)
    empty = tuple(
        msgspec.structs.replace(c, rows=0, counts=(0,) * 10) for c in found.clients
    )

    plot.draw(made.state(msgspec.structs.replace(found, clients=empty)))

    assert plot.notice == ""
    assert not plot.grab().isNull()
