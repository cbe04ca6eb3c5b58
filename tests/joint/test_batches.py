from __future__ import annotations

import numpy as np
import pytest

from workbench.joint.batches import Batches, steps_each


def test_that_an_epoch_takes_every_row_once():
    seen: list[float] = []
    batches = Batches(np.array([10]), 4, [3])
    for step in range(6):
        rows, weight = batches.rows(step, 1)
        own = rows[0][weight[0] > 0]
        assert weight[0].sum() == pytest.approx(1.0)
        seen.extend(own)
        if step % 3 == 2:
            assert sorted(seen) == list(range(10))
            assert len(own) == 2
            seen.clear()


def test_that_epochs_and_seeds_have_orders_of_their_own():
    def orders(seed):
        batches = Batches(np.array([8]), 8, [seed])
        return [tuple(batches.rows(step, 1)[0][0]) for step in range(3)]

    assert len({*orders(1), *orders(2), *orders(-3)}) == 9
    assert orders(1) == orders(1)


def test_that_first_rows_are_as_likely_as_last_ones():
    batches = Batches(np.full(3_000, 6), 6, range(3_000))
    first = batches.rows(0, 3_000)[0][:, 0]
    counts = np.bincount(first, minlength=6)
    assert np.square(counts - 500.0).sum() / 500.0 < 20.5  # χ², 5 df: p = 0.001


def test_that_epochs_make_as_many_steps_as_there_are_rows():
    sizes = np.array([10, 8, 1, 0])
    assert steps_each(sizes, 1, 2, 4).tolist() == [6, 4, 2, 0]
    assert steps_each(sizes, 5, 0, 4).tolist() == [5, 5, 5, 0]
    assert steps_each(sizes, 1, 3, 0).tolist() == [3, 3, 3, 0]
