"""Which class is taken for which."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def confusion(
    truth: NDArray[Any], labels: NDArray[Any], n_classes: int
) -> tuple[tuple[int, ...], ...]:
    """``confusion[i][j]`` counts the rows of class i that were called j.

    Both arguments are (rows,) of class indices; classes that do not occur have rows and
    columns of zeros.
    """
    truth, labels = np.asarray(truth, np.int64), np.asarray(labels, np.int64)
    if truth.shape != labels.shape:
        raise ValueError("truth and labels are about different rows")
    both = np.concatenate([truth, labels])
    if ((both < 0) | (both >= n_classes)).any():
        raise ValueError(f"a class index lies outside 0 to {n_classes - 1}")
    counts = np.bincount(truth * n_classes + labels, minlength=n_classes**2)
    table = counts.reshape(n_classes, n_classes).tolist()
    return tuple(tuple(row) for row in table)
