"""Rows dealt to folds as scikit-learn deals them, without its import.

Importing ``sklearn.model_selection`` takes a second of processor time, more than most
rules need for a table of predictions.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def dealt(
    y: NDArray[Any], folds: int, seed: int, *, stratified: bool
) -> NDArray[np.int64]:
    """The fold of every row: shuffled ``StratifiedKFold``, or ``KFold``, of that seed.

    Stratified, every fold has its share of every class. There are at least as many rows
    (of every class) as folds.
    """
    draw = np.random.RandomState(seed)  # the generator that scikit-learn draws with
    fold = np.empty(len(y), dtype=np.int64)
    if not stratified:
        order = np.arange(len(y))
        draw.shuffle(order)
        for k, part in enumerate(np.array_split(order, folds)):
            fold[part] = k
        return fold
    labels, first, index = np.unique(y, return_index=True, return_inverse=True)
    # Round robin over the rows sorted by class, classes as they first appear.
    by_appearance = np.argsort(first)
    position = np.argsort(by_appearance)[index]
    in_turn = np.sort(position)
    shares = [
        np.bincount(in_turn[k::folds], minlength=len(labels)) for k in range(folds)
    ]
    for place, counts in enumerate(np.transpose(shares)):
        hand = np.arange(folds).repeat(counts)
        draw.shuffle(hand)
        fold[position == place] = hand
    return fold
