from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from workbench.joint.privacy.clipping import clip, norms

FINITE = st.floats(-1e300, 1e300, allow_subnormal=False)
DELTAS = arrays(
    np.float64, st.tuples(st.integers(1, 6), st.integers(1, 5)), elements=FINITE
)


@given(DELTAS, st.floats(1e-6, 1e6))
def test_that_no_clipped_update_is_longer_than_the_bound(
    deltas: np.ndarray, bound: float
) -> None:
    clipped, share = clip(deltas, bound)
    assert (norms(clipped) <= bound * (1 + 1e-12)).all()
    assert share == np.mean(norms(deltas) > bound)


@given(DELTAS, st.floats(1e-6, 1e6))
def test_that_updates_within_the_bound_stay_as_they_are_bit_for_bit(
    deltas: np.ndarray, bound: float
) -> None:
    clipped, _ = clip(deltas, bound)
    short = norms(deltas) <= bound
    assert np.array_equal(clipped[short], deltas[short])


def test_that_clipping_keeps_the_direction_and_sets_the_length() -> None:
    clipped, share = clip(np.array([[3.0, 4.0], [0.3, 0.4]]), 1.0)
    assert clipped == pytest.approx(np.array([[0.6, 0.8], [0.3, 0.4]]))
    assert share == 0.5


def test_that_the_length_of_a_huge_update_does_not_overflow() -> None:
    assert norms(np.array([[3e200, 4e200]])) == pytest.approx([5e200])


def test_that_clipping_leaves_its_input_alone() -> None:
    deltas = np.array([[3.0, 4.0]])
    clip(deltas, 1.0)
    assert deltas.tolist() == [[3.0, 4.0]]
