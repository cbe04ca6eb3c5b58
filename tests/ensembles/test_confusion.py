from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix

from workbench.ensembles.confusion import confusion


def test_that_rows_are_the_truth_and_columns_what_it_was_called() -> None:
    found = confusion(np.array([0, 0, 1, 2]), np.array([0, 1, 1, 0]), 3)
    assert found == ((1, 1, 0), (0, 1, 0), (1, 0, 0))


def test_that_it_equals_scikit_learns_where_a_class_is_missing() -> None:
    rng = np.random.default_rng(0)
    truth, labels = rng.integers(0, 4, 200), rng.integers(0, 5, 200)
    expected = confusion_matrix(truth, labels, labels=range(6))
    assert np.array_equal(confusion(truth, labels, 6), expected)


def test_that_an_unknown_class_is_refused() -> None:
    with pytest.raises(ValueError, match="outside 0 to 1"):
        confusion(np.array([0, 1]), np.array([0, 2]), 2)


def test_that_different_rows_are_refused() -> None:
    with pytest.raises(ValueError, match="different rows"):
        confusion(np.array([0, 1]), np.array([0]), 2)
