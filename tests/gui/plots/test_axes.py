from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QFontMetricsF

from workbench.gui.plots.axes import RoundAxis
from workbench.gui.plots.ranges import around, decades


@pytest.fixture(scope="module")
def axis(qapp_cls: object, qapp: object) -> RoundAxis:
    made = RoundAxis("bottom")
    made.setTickFont(QFont())
    return made


@given(
    low=st.floats(-1e4, 1e4),
    span=st.floats(1e-3, 1e5),
    size=st.floats(40, 900),
)
def test_that_figures_along_an_axis_keep_apart(
    axis: RoundAxis, low: float, span: float, size: float
) -> None:
    ((step, values),) = axis.tickValues(low, low + span, size)
    metrics = QFontMetricsF(QFont())
    texts = axis.tickStrings(values, 1.0, step)

    widest = max((metrics.horizontalAdvance(text) for text in texts), default=0.0)

    assert len(values) <= 9
    assert len(values) < 2 or step * size / span >= widest
    assert all(low - 1e-6 * span <= v <= low + span * (1 + 1e-6) for v in values)


@pytest.mark.parametrize(
    ("low", "high", "size", "first", "last"),
    [(0.82, 0.98, 300, 0.82, 0.98), (0, 80, 400, 0, 80), (-0.1, 0.9, 400, 0, 0.8)],
)
def test_that_steps_are_round(
    axis: RoundAxis, low: float, high: float, size: float, first: float, last: float
) -> None:
    ((step, values),) = axis.tickValues(low, high, size)

    assert len(values) >= 3
    assert values[0] <= first + step
    assert values[-1] >= last - step
    assert f"{step:e}"[0] in "125"


def test_that_what_is_counted_has_no_fractions(axis: RoundAxis) -> None:
    axis.whole = True
    ((step, values),) = axis.tickValues(0.9, 4.1, 400)
    axis.whole = False

    assert step == 1
    assert values == [1, 2, 3, 4]


def test_that_values_that_are_all_the_same_still_have_a_range() -> None:
    low, high = around([0.5, 0.5])

    assert low < 0.5 < high


@given(st.floats(1e-6, 1e3), st.floats(1.5, 1e5))
def test_that_decades_are_inside_and_ascend(low: float, factor: float) -> None:
    found = decades(low, low * factor)

    assert list(found) == sorted(found)
    assert found
    assert all(low * 0.999 <= value <= low * factor * 1.001 for value in found)
