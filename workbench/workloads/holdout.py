"""One hold-out, drawn exactly as scikit-learn's ``train_test_split`` draws it.

Loading scikit-learn takes longer than a hundred rounds on a small data set, and two
permutations are all that is wanted of it here. Tests hold the rows against its own.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]


def holdout(
    rows: int, test_size: float, seed: int, labels: NDArray[Any] | None = None
) -> tuple[Rows, Rows]:
    """Training and test rows; with ``labels`` each class has its share in both.

    Raises ``ValueError`` where there are too few rows for that.
    """
    tests = math.ceil(rows * test_size)
    if not 0 < tests < rows:
        raise ValueError(f"{tests} of {rows} rows cannot be held out")
    draw = np.random.RandomState(seed)
    if labels is None:
        order = draw.permutation(rows)
        return order[tests:], order[:tests]
    return _stratified(labels, rows - tests, tests, draw)


def _stratified(
    labels: NDArray[Any], trains: int, tests: int, draw: np.random.RandomState
) -> tuple[Rows, Rows]:
    """``StratifiedShuffleSplit``, its first split."""
    _, places, counts = np.unique(labels, return_inverse=True, return_counts=True)
    if counts.min() < 2 or min(trains, tests) < len(counts):
        raise ValueError("every class needs two rows, and a row on either side")
    members = np.split(np.argsort(places, kind="stable"), np.cumsum(counts)[:-1])
    to_train = _shares(counts, trains, draw)
    to_test = _shares(counts - to_train, tests, draw)
    train, test = [], []
    for own, first, second in zip(members, to_train, to_test, strict=True):
        mixed = own[draw.permutation(len(own))]
        train.append(mixed[:first])
        test.append(mixed[first : first + second])
    return (
        draw.permutation(np.concatenate(train)),
        draw.permutation(np.concatenate(test)),
    )


def _shares(counts: Rows, drawn: int, draw: np.random.RandomState) -> Rows:
    """``drawn`` in proportion to ``counts``; what rounding left to the largest rests.

    Among equal rests chance decides.
    """
    exact = counts / counts.sum() * drawn
    whole = np.floor(exact)
    missing = int(drawn - whole.sum())
    rest = exact - whole
    for value in np.unique(rest)[::-1]:
        if missing <= 0:
            break
        equal = np.flatnonzero(rest == value)
        chosen = draw.choice(equal, size=min(len(equal), missing), replace=False)
        whole[chosen] += 1
        missing -= len(chosen)
    return np.asarray(whole, np.int64)
