from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.gui.widgets.fields import ComboBox, NumberBox

pytestmark = pytest.mark.usefixtures("theme")


def box(qtbot: QtBot, **limits: object) -> NumberBox:
    field = NumberBox(objectName="n", name="n", **limits)  # type: ignore[arg-type]
    qtbot.addWidget(field)
    return field


def typed(qtbot: QtBot, field: NumberBox, text: str) -> None:
    field.selectAll()
    qtbot.keyClicks(field, text)


def wheel(field: NumberBox | ComboBox) -> QWheelEvent:
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, event)
    return event


def test_that_a_typed_number_is_asked_for(qtbot: QtBot) -> None:
    field = box(qtbot, whole=False, minimum=1e-9, maximum=1e6)
    with qtbot.waitSignal(field.edited, check_params_cb=lambda v: v == 0.001):
        typed(qtbot, field, "0.001")
    assert field.number() == 0.001
    assert field.text() == "0.001"


def test_that_tiny_and_huge_numbers_are_written_short(qtbot: QtBot) -> None:
    field = box(qtbot, whole=False, minimum=0, maximum=1e9)
    field.show_number(1e-9)
    assert (field.number(), field.text()) == (1e-9, "1e-09")
    field.show_number(1e9)
    assert (field.number(), field.text()) == (1e9, "1000000000")


def test_that_a_seed_beyond_two_to_the_31_fits(qtbot: QtBot) -> None:
    field = box(qtbot, whole=True, minimum=0, maximum=2**32 - 1)
    typed(qtbot, field, "4294967295")
    assert field.number() == 4294967295
    assert isinstance(field.number(), int)


def test_that_empty_means_none_where_that_is_allowed(qtbot: QtBot) -> None:
    field = box(qtbot, whole=True, minimum=1, maximum=9, optional=True)
    field.show_number(4)
    with qtbot.waitSignal(field.edited, check_params_cb=lambda v: v is None):
        field.selectAll()
        qtbot.keyClick(field, Qt.Key.Key_Delete)
    assert field.number() is None


def test_that_nothing_but_a_number_within_the_limits_can_be_typed(qtbot: QtBot) -> None:
    field = box(qtbot, whole=True, minimum=0, maximum=50)
    typed(qtbot, field, "4x99")
    assert field.number() == 49


def test_that_showing_a_number_asks_for_nothing(qtbot: QtBot) -> None:
    field = box(qtbot, whole=True, minimum=0, maximum=50)
    with qtbot.assertNotEmitted(field.edited):
        field.show_number(7)
    assert field.number() == 7


def test_that_a_number_outside_the_limits_is_shown_as_it_is(qtbot: QtBot) -> None:
    field = box(qtbot, whole=True, minimum=2, maximum=50)
    field.show_number(0)
    assert field.number() == 0


@pytest.mark.parametrize(
    ("value", "up", "down"), [(1.0, 2.0, 0.5), (0.02, 0.05, 0.01), (50.0, 100.0, 20.0)]
)
def test_that_arrows_step_through_decades(
    qtbot: QtBot, value: float, up: float, down: float
) -> None:
    field = box(qtbot, whole=False, minimum=1e-6, maximum=1e6)
    field.show_number(value)
    field.stepBy(1)
    assert field.number() == pytest.approx(up)
    field.show_number(value)
    field.stepBy(-1)
    assert field.number() == pytest.approx(down)


def test_that_arrows_never_leave_the_limits(qtbot: QtBot) -> None:
    field = box(qtbot, whole=False, minimum=0.01, maximum=1.0)
    field.stepBy(-100)
    assert field.number() == 0.01
    field.stepBy(100)
    assert field.number() == 1.0


def test_that_the_wheel_passes_over_a_field_without_focus(qtbot: QtBot) -> None:
    field = box(qtbot, whole=True, minimum=0, maximum=50)
    field.show_number(7)
    assert not wheel(field).isAccepted()
    assert field.number() == 7
    combo = ComboBox(objectName="c", name="c")
    qtbot.addWidget(combo)
    combo.addItems(["a", "b"])
    assert not wheel(combo).isAccepted()
    assert combo.currentText() == "a"
