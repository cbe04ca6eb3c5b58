from __future__ import annotations

import numpy as np
import pytest

from workbench.core.spec import CvSpec
from workbench.workloads.splits import assignment

Y = np.repeat([0, 1, 2], [30, 30, 40])


def test_that_each_repeat_tests_every_row_once() -> None:
    matrix = assignment(Y, CvSpec(folds=5, repeats=3), 0, "classification")
    assert matrix.shape == (3, 100)
    assert set(np.unique(matrix)) == set(range(5))
    for repeat in matrix:
        for fold in range(5):
            assert np.bincount(Y[repeat == fold]).tolist() == [6, 6, 8]


def test_that_repeats_differ_and_seeds_decide() -> None:
    cv = CvSpec(folds=5, repeats=2)
    matrix = assignment(Y, cv, 0, "classification")
    assert not np.array_equal(matrix[0], matrix[1])
    np.testing.assert_array_equal(matrix, assignment(Y, cv, 0, "classification"))
    assert not np.array_equal(matrix, assignment(Y, cv, 1, "classification"))


@pytest.mark.parametrize("kind", ["classification", "regression"])
def test_that_a_hold_out_keeps_its_share_for_testing(kind: str) -> None:
    cv = CvSpec(scheme="holdout", test_size=0.25, repeats=4)
    matrix = assignment(Y, cv, 0, kind)
    assert matrix.shape == (4, 100)
    assert ((matrix == 0).sum(axis=1) == 25).all()
    assert (np.unique(matrix) == [-1, 0]).all()


def test_that_without_shuffle_the_last_rows_are_held_out() -> None:
    cv = CvSpec(scheme="holdout", test_size=0.2, shuffle=False)
    matrix = assignment(Y, cv, 0, "regression")
    assert (matrix[0, :80] == -1).all()
    assert (matrix[0, 80:] == 0).all()
