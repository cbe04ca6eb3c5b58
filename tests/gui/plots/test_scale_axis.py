from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.gui.plots.scale_axis import ScaleAxis, figure, power_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (0.0, "0"),
        (0.01234, "0.0123"),
        (41.53, "41.5"),
        (54321.0, "54321"),
        (2.1e-5, "2.1·10⁻⁵"),
        (1e-5, "10⁻⁵"),
        (-3e7, "−3.0·10⁷"),
        (math.inf, "∞"),
        (math.nan, "–"),
    ],
)
def test_that_figures_of_any_size_have_few_digits(
    value: float | None, text: str
) -> None:
    assert figure(value) == text


def test_that_powers_of_ten_are_written_as_such() -> None:
    assert [power_text(v) for v in (-6, -3, 0, 2, 7, math.log10(0.02))] == [
        "10⁻⁶",
        "0.001",
        "1",
        "100",
        "10⁷",
        "0.02",
    ]


@given(low=st.floats(-20, 5), span=st.floats(0.6, 40), size=st.floats(60, 800))
def test_that_a_logarithmic_axis_has_figures_that_keep_apart(
    low: float, span: float, size: float
) -> None:
    axis = ScaleAxis("left")
    axis.set_log(True)

    ((_, places),) = axis.tickValues(low, low + span, size)

    assert places == sorted(places)
    assert all(low <= place <= low + span for place in places)
    room = axis._least_apart() * span / size
    assert all(b - a >= 0.95 * room for a, b in pairwise(places))
