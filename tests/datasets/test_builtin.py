"""Data that are read past scikit-learn are what scikit-learn reads."""

from __future__ import annotations

import pytest
from sklearn.datasets import load_digits

from workbench.core.spec import DatasetSpec
from workbench.datasets import builtin, load


@pytest.mark.parametrize("found", [True, False])
def test_that_digits_are_those_of_scikit_learn(
    found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not found:
        monkeypatch.setattr(builtin, "_shipped", lambda name: None)
    expected = load_digits()
    digits = builtin._digits({}, 0)
    assert (expected.data == digits.X).all()
    assert (digits.y == expected.target).all()
    assert digits.features == tuple(expected.feature_names)
    assert digits.classes == tuple(map(str, expected.target_names))
    assert digits.X.dtype == load(DatasetSpec(name="iris"), 0).X.dtype
