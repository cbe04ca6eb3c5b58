"""Which rows test which split, as one integer matrix."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.spec import CvSpec


def assignment(y: NDArray[Any], cv: CvSpec, seed: int, kind: str) -> NDArray[np.int16]:
    """The splits of ``cv`` over the rows of ``y``, shape (repeats, rows).

    Entry k of row r says that the row is tested in split k of repeat r; −1 that it is
    only trained on. Same seed, same splits. The splitters are scikit-learn's: k-fold is
    ``(Repeated)(Stratified)KFold``, hold-out is ``(Stratified)ShuffleSplit``, or the
    last rows without ``shuffle``.
    """
    matrix = np.full((cv.repeats, len(y)), -1, dtype=np.int16)
    for split, test in enumerate(_tests(y, cv, seed, kind)):
        repeat, fold = divmod(split, cv.folds) if cv.scheme == "kfold" else (split, 0)
        matrix[repeat, test] = fold
    return matrix


def inner_folds(
    y: NDArray[Any],
    tests: Sequence[NDArray[np.bool_]],
    cv: CvSpec,
    seed: int,
    kind: str,
) -> NDArray[np.int16]:
    """Folds within the training rows of each split, shape (splits, rows).

    ``tests`` masks the test rows of each split, which are −1. The splitter is
    scikit-learn's ``(Stratified)KFold`` of ``cv.inner_folds``.
    """
    from sklearn import model_selection as ms

    fold = ms.StratifiedKFold if kind == "classification" else ms.KFold
    splitter = fold(
        n_splits=cv.inner_folds,
        shuffle=cv.shuffle,
        random_state=seed if cv.shuffle else None,
    )
    matrix = np.full((len(tests), len(y)), -1, dtype=np.int16)
    for number, test in enumerate(tests):
        train = np.flatnonzero(~test)
        for k, (_, part) in enumerate(splitter.split(train, y[train])):
            matrix[number, train[part]] = k
    return matrix


def _tests(y: NDArray[Any], cv: CvSpec, seed: int, kind: str) -> list[NDArray[Any]]:
    from sklearn import model_selection as ms

    stratified = kind == "classification"
    if cv.scheme == "holdout":
        if not cv.shuffle:
            n_test = max(1, round(len(y) * cv.test_size))
            return [np.arange(len(y) - n_test, len(y))]
        shuffle = ms.StratifiedShuffleSplit if stratified else ms.ShuffleSplit
        splitter = shuffle(
            n_splits=cv.repeats, test_size=cv.test_size, random_state=seed
        )
    elif cv.shuffle:
        repeated = ms.RepeatedStratifiedKFold if stratified else ms.RepeatedKFold
        splitter = repeated(n_splits=cv.folds, n_repeats=cv.repeats, random_state=seed)
    else:
        plain = ms.StratifiedKFold if stratified else ms.KFold
        splitter = plain(n_splits=cv.folds)
    return [test for _, test in splitter.split(np.zeros(len(y)), y)]
