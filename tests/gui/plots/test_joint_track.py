from __future__ import annotations

import math

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as some

from tests.gui import joint_states as made
from workbench.gui.plots.joint_layer import spaced, stretches, thinned
from workbench.gui.plots.joint_track import Track


def test_that_a_track_grows_as_if_read_at_once() -> None:
    whole = tuple(made.rounds("fedavg", 30))
    growing, once = Track(), Track()
    for count in (1, 2, 2, 9, 31):
        growing.follow(whole[:count])
        growing.measured("distance")
    once.follow(whole)

    assert growing.measured("distance").tolist() == once.measured("distance").tolist()
    assert growing.placed("bytes")[-1] == whole[-1].bytes_up + whole[-1].bytes_down


def test_that_a_track_of_other_rounds_begins_anew() -> None:
    track = Track()
    track.follow(tuple(made.rounds("fedavg", 30)))
    track.measured("objective")

    other = tuple(made.rounds("gossip", 40))
    track.follow(other)

    assert track.measured("objective").tolist() == [r.objective for r in other]


def test_that_what_is_missing_or_infinite_leaves_a_gap() -> None:
    first, second, third = made.rounds("fedavg", 2)
    track = Track()
    track.follow((first, msgspec.structs.replace(second, drift=math.inf), third))

    assert np.isnan(track.measured("drift")).tolist() == [True, True, False]


@given(
    y=some.arrays(
        np.float64,
        st.integers(3, 400),
        elements=st.floats(-1e6, 1e6) | st.just(math.nan),
    ),
    width=st.floats(1.0, 900.0),
)
def test_that_a_thinned_line_keeps_its_ends_and_extremes(
    y: np.ndarray[tuple[int], np.dtype[np.float64]], width: float
) -> None:
    x = np.linspace(0.0, width, len(y))

    across, along = thinned(x, y)

    assert len(across) == len(along) <= max(len(y), 4 * (math.ceil(width / 3) + 1))
    assert bool((np.diff(across) >= 0).all())
    if not np.isnan(y).all():
        assert np.nanmin(along) == np.nanmin(y)
        assert np.nanmax(along) == np.nanmax(y)
    if len(along) < len(y):
        np.testing.assert_equal([along[0], along[-1]], [y[0], y[-1]])


def test_that_a_thousand_rounds_take_no_more_points_than_pixels_allow() -> None:
    x = np.linspace(0.0, 300.0, 10_000)

    across, _ = thinned(x, np.sin(x))

    assert len(across) <= 4 * 101


def test_that_a_gap_cuts_a_line_in_two() -> None:
    y = np.array([1.0, 2.0, math.nan, 3.0, 4.0, 5.0])

    assert [len(part) for part in stretches(np.arange(6.0), y)] == [2, 3]


def test_that_marks_keep_apart_and_end_with_the_last_point() -> None:
    x = np.linspace(0.0, 300.0, 1000)

    places = [p.x() for p in spaced(x, x, 50.0, 0.4)]

    assert places[-1] == 300.0
    assert min(np.diff(places[:-1])) > 49.0
    assert places[0] == pytest.approx(20.0, abs=0.5)
    assert len(spaced(x[:4] * 100, x[:4], 20.0)) == 4
