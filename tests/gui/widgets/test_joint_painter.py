"""The partition painter: bars, dragging, and keys in its place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot

from tests.gui import joint_states as states
from workbench.core.joint import ClientShare, JointPartition
from workbench.gui.theme import Theme
from workbench.gui.widgets.joint_bars import Part
from workbench.gui.widgets.joint_moves import MoveForm
from workbench.gui.widgets.joint_painter import Painter

LEFT = Qt.MouseButton.LeftButton


def partition(*counts: tuple[int, ...]) -> JointPartition:
    return JointPartition(
        method="iid",
        classes=tuple("abcdefgh"[: len(counts[0])]),
        clients=tuple(
            ClientShare(name=str(i + 1), rows=sum(held), counts=held)
            for i, held in enumerate(counts)
        ),
        test_rows=5,
    )


@pytest.fixture
def painter(qtbot: QtBot, theme: Theme) -> Painter:
    painter = Painter(theme)
    qtbot.addWidget(painter)
    painter.resize(320, 240)
    painter.show_held(partition((40, 60), (0, 50), (0, 0), (100, 0)))
    painter.show()
    return painter


def middle(painter: Painter, client: int, label: int) -> QPoint:
    assert painter._held is not None
    rows = painter._held.clients[client].counts[label]
    return painter.rect_of(Part(client, label, rows)).center().toPoint()


def test_that_bars_are_as_long_as_their_rows(painter: Painter) -> None:
    widths = [
        painter.rect_of(part).width()
        for part in (Part(0, 0, 40), Part(0, 1, 60), Part(3, 0, 100))
    ]
    assert widths[0] / widths[2] == pytest.approx(0.4)
    assert widths[1] / widths[2] == pytest.approx(0.6)
    assert painter.part_at(middle(painter, 0, 1)) == Part(0, 1, 60)


def drag(
    qtbot: QtBot,
    painter: Painter,
    goal: QPoint,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    area, start = painter.viewport(), middle(painter, 0, 1)
    qtbot.mousePress(area, LEFT, pos=start)
    qtbot.mouseMove(area, (start + goal) / 2)
    qtbot.mouseMove(area, goal)
    qtbot.mouseRelease(area, LEFT, keys, pos=goal)


def test_that_a_part_can_be_dropped_on_an_empty_client(
    qtbot: QtBot, painter: Painter
) -> None:
    goal = QPoint(200, round(painter._row(2).center().y()))
    with qtbot.waitSignal(painter.moveRequested) as asked:
        drag(qtbot, painter, goal)
    assert asked.args == [Part(0, 1, 60), 2, 60]


def test_that_shift_moves_half(qtbot: QtBot, painter: Painter) -> None:
    with qtbot.waitSignal(painter.moveRequested) as asked:
        drag(qtbot, painter, middle(painter, 3, 0), Qt.KeyboardModifier.ShiftModifier)
    assert asked.args == [Part(0, 1, 60), 3, 30]


def test_that_dropping_at_home_or_outside_moves_nothing(
    qtbot: QtBot, painter: Painter
) -> None:
    with qtbot.assertNotEmitted(painter.moveRequested):
        drag(qtbot, painter, middle(painter, 0, 0))
        drag(qtbot, painter, QPoint(100, painter.height() + 200))


def test_that_escape_lets_a_dragged_part_go(qtbot: QtBot, painter: Painter) -> None:
    area, start = painter.viewport(), middle(painter, 0, 1)
    with qtbot.assertNotEmitted(painter.moveRequested):
        qtbot.mousePress(area, LEFT, pos=start)
        qtbot.mouseMove(area, middle(painter, 3, 0))
        qtbot.keyClick(painter, Qt.Key.Key_Escape)
        qtbot.mouseRelease(area, LEFT, pos=middle(painter, 3, 0))


def test_that_arrows_go_from_part_to_part_and_pass_over_empty_clients(
    qtbot: QtBot, painter: Painter
) -> None:
    painter.choose(0, 0)
    for key, part in (
        (Qt.Key.Key_Right, Part(0, 1, 60)),
        (Qt.Key.Key_Down, Part(1, 1, 50)),
        (Qt.Key.Key_Down, Part(3, 0, 100)),
        (Qt.Key.Key_Down, Part(3, 0, 100)),
        (Qt.Key.Key_Up, Part(1, 1, 50)),
    ):
        qtbot.keyClick(painter, key)
        assert painter.part == part
    assert painter.accessibleDescription() == "Client 2, class b: 50 rows"
    with qtbot.waitSignal(painter.formRequested):
        qtbot.keyClick(painter, Qt.Key.Key_Return)


def test_that_a_choice_ends_with_its_rows(qtbot: QtBot, painter: Painter) -> None:
    painter.choose(1, 1)
    with qtbot.waitSignal(painter.chosen) as told:
        painter.show_held(partition((40, 60), (10, 0)))
    assert told.args == [None]


def test_that_of_many_clients_those_in_sight_are_painted(
    qtbot: QtBot, painter: Painter, monkeypatch: pytest.MonkeyPatch
) -> None:
    painter.show_held(states.partition(10_000))
    painted: list[int] = []
    paint = painter._paint_client

    def watched(canvas: QPainter, client: int, *, aimed: bool) -> None:
        painted.append(client)
        paint(canvas, client, aimed=aimed)

    monkeypatch.setattr(painter, "_paint_client", watched)
    painter.grab()
    assert 0 < len(painted) < 20
    painter.choose(9_000, 3)
    painted.clear()
    painter.grab()
    assert 9_000 in painted


def test_that_the_form_offers_another_client_and_no_more_rows_than_there_are(
    qtbot: QtBot, theme: Theme
) -> None:
    form = MoveForm()
    qtbot.addWidget(form)
    held = partition((40, 60), (0, 50))
    form.show_part(Part(0, 1, 60), held, "Client 1, class b: 60 rows")
    with qtbot.waitSignal(form.moveRequested) as asked:
        form._move.click()
    assert asked.args == [Part(0, 1, 60), 1, 60]
    form._rows.setValue(500)
    with qtbot.waitSignal(form.moveRequested) as asked:
        form._move.click()
    assert asked.args == [Part(0, 1, 60), 1, 60]
    form._to.setValue(1)
    assert not form._move.isEnabled()
    form._to.setValue(9)
    assert not form._move.isEnabled()
    assert form._name.whole_text == "There are 2 clients."
