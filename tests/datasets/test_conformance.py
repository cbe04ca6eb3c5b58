"""What holds for every data set in the registry."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from sklearn import datasets as theirs

from workbench.core.parameters import check, filled
from workbench.core.spec import DatasetSpec
from workbench.datasets import DATASETS, describe, load

NAMES = DATASETS.names()
TEXTS = ("austen", "topics", "topics_zh")


def test_that_every_promised_set_is_there_in_this_order() -> None:
    expected = ("iris", "wine", "breast_cancer", "digits", "diabetes", "synthetic")
    assert (*expected, *TEXTS) == NAMES


def test_that_listing_the_sets_imports_nothing_heavy() -> None:
    code = (
        "import sys, workbench.datasets as d; "
        "sys.exit(not len(d.DATASETS) or 'sklearn' in sys.modules "
        "or 'duckdb' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", NAMES)
def test_that_an_entry_has_words_and_passing_defaults(name: str) -> None:
    entry = DATASETS.get(name)
    assert entry.name == name
    assert str(entry.title)
    assert str(entry.help).endswith(".")
    assert entry.source
    assert check(entry.parameters, filled(entry.parameters, {}), "params") == []
    assert all(str(parameter.help).endswith(".") for parameter in entry.parameters)


@pytest.mark.parametrize("name", NAMES)
def test_that_a_set_is_complete_and_of_one_shape(name: str) -> None:
    data = load(DatasetSpec(name=name), 0)
    rows, features = data.X.shape
    assert data.name == name
    assert data.y.shape == (rows,)
    assert len(data.features) == len(set(data.features)) == features
    if name in TEXTS:
        assert data.X.dtype.kind == "S"
        assert features == 1
        assert all(data.X[:, 0])
    else:
        assert data.X.dtype == float
        assert np.isfinite(data.X).all()
    assert (data.text is not None) == (name in TEXTS)
    assert not data.needs_preparation
    if data.kind == "classification":
        assert data.y.dtype == np.int64
        assert set(data.y) == set(range(len(data.classes)))
    else:
        assert data.y.dtype == float
        assert data.classes == ()


@pytest.mark.parametrize("name", NAMES)
def test_that_a_set_is_the_same_for_the_same_seed(name: str) -> None:
    first, second = (load(DatasetSpec(name=name), 3) for _ in range(2))
    np.testing.assert_array_equal(first.X, second.X)
    np.testing.assert_array_equal(first.y, second.y)


@pytest.mark.parametrize("name", NAMES)
def test_that_the_description_is_that_of_the_rows(name: str) -> None:
    data, said = load(DatasetSpec(name=name), 0), describe(DatasetSpec(name=name))
    assert (said.rows, said.features) == data.X.shape
    assert said.classes == len(data.classes)
    assert said.feature_names == data.features
    assert (said.kind, said.title) == (data.kind, data.title)
    assert said.missing == data.missing == 0
    assert said.size_bytes == data.X.nbytes + data.y.nbytes
    assert said.text == data.text


@pytest.mark.parametrize("name", [n for n in NAMES if n not in ("synthetic", *TEXTS)])
def test_that_a_set_of_scikit_learn_is_unchanged(name: str) -> None:
    data, bunch = load(DatasetSpec(name=name), 0), getattr(theirs, f"load_{name}")()
    np.testing.assert_array_equal(data.X, bunch.data)
    np.testing.assert_array_equal(data.y, bunch.target)
    assert list(data.features) == [str(feature) for feature in bunch.feature_names]
