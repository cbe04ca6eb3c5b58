"""Rows dealt to folds, beside scikit-learn's splitters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.model_selection import KFold, StratifiedKFold

from workbench.ensembles.folds import dealt


@pytest.mark.parametrize("stratified", [True, False])
@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    folds=st.integers(2, 7),
    classes=st.integers(2, 5),
    further=st.integers(0, 60),
)
def test_that_rows_are_dealt_as_scikit_learn_deals_them(
    stratified, seed, folds, classes, further
):
    draw = np.random.default_rng(seed)
    y = np.concatenate(
        [np.repeat(np.arange(classes), folds), draw.integers(classes, size=further)]
    )
    draw.shuffle(y)
    splitter = (StratifiedKFold if stratified else KFold)(
        folds, shuffle=True, random_state=seed
    )
    expected = np.empty(len(y), dtype=int)
    for k, (_, test) in enumerate(splitter.split(y, y)):
        expected[test] = k
    np.testing.assert_array_equal(
        dealt(y, folds, seed, stratified=stratified), expected
    )
