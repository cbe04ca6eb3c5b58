from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.joint import penalties as parts
from workbench.joint.base import Floats, Penalty

numbers = st.floats(-5, 5)
penalties = st.builds(
    Penalty,
    l1=st.floats(0, 3),
    l2=st.floats(0, 3),
    free=st.sampled_from([(), (0,), (2, 3)]),
)
vectors = st.lists(numbers, min_size=4, max_size=4).map(np.array)


def test_that_the_penalty_is_what_the_formula_says() -> None:
    penalty = Penalty(l1=2.0, l2=3.0, free=(2,))
    w = np.array([1.0, -2.0, 10.0])
    assert parts.value(penalty, w) == 2 * 3 + 3 / 2 * 5
    np.testing.assert_array_equal(parts.smooth_gradient(penalty, w), [3, -6, 0])


def test_that_a_vector_that_is_passed_in_is_left_alone() -> None:
    penalty = Penalty(l1=1.0, l2=1.0, free=(0,))
    w = np.array([1.0, -2.0])
    parts.value(penalty, w)
    parts.smooth_gradient(penalty, w)
    parts.prox(penalty, w, 1.0)
    np.testing.assert_array_equal(w, [1, -2])
    assert parts.prox(Penalty(), w, 1.0) is not w


def test_that_the_proximal_map_thresholds_then_shrinks() -> None:
    v = np.array([3.0, -0.5, -3.0, 3.0])
    found = parts.prox(Penalty(l1=1.0, l2=0.5, free=(3,)), v, 2.0)
    np.testing.assert_allclose(found, [0.5, 0, -0.5, 3])
    np.testing.assert_allclose(
        parts.threshold(Penalty(l1=1.0, l2=0.5, free=(3,)), v, 2.0), [1, 0, -1, 3]
    )


@given(penalties, vectors, st.floats(0.01, 3), vectors)
def test_that_nothing_lies_lower_than_the_proximal_point(
    penalty: Penalty, v: Floats, step: float, offset: Floats
) -> None:
    def height(w: Floats) -> float:
        return float(step * parts.value(penalty, w) + np.square(w - v).sum() / 2)

    found = parts.prox(penalty, v, step)
    for scale in (1.0, 1e-3):
        assert height(found) <= height(found + scale * offset) + 1e-9


@given(penalties, vectors, st.floats(0.01, 3))
def test_that_the_proximal_point_is_where_the_slope_vanishes(
    penalty: Penalty, v: Floats, step: float
) -> None:
    found = parts.prox(penalty, v, step)
    slope = parts.optimality(penalty, found, (found - v) / step)
    np.testing.assert_allclose(slope, 0, atol=1e-9)


@given(penalties, st.lists(vectors, min_size=1, max_size=3))
def test_that_many_vectors_are_treated_as_each_alone(
    penalty: Penalty, rows: list[Floats]
) -> None:
    W = np.array(rows)
    steps = np.linspace(0.5, 1, len(W))
    np.testing.assert_array_equal(
        parts.value(penalty, W), [parts.value(penalty, w) for w in W]
    )
    np.testing.assert_array_equal(
        parts.prox(penalty, W, steps[:, None]),
        [parts.prox(penalty, w, step) for w, step in zip(W, steps, strict=True)],
    )


@pytest.mark.parametrize("spared", [(), (1,)])
def test_that_an_entry_at_zero_that_wants_to_stay_has_no_slope(
    spared: tuple[int, ...],
) -> None:
    penalty = Penalty(l1=1.0, free=spared)
    slope = parts.optimality(penalty, np.zeros(3), np.array([0.5, 0.5, -3.0]))
    np.testing.assert_allclose(slope, [0, 0.5 if spared else 0, -2])
