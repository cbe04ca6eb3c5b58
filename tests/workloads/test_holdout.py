"""The hold-out of joint learning against scikit-learn's own."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.model_selection import train_test_split

from workbench.workloads.holdout import holdout

SIZES = st.floats(0.01, 0.9)
SEEDS = st.integers(0, 2**32 - 1)


@given(rows=st.integers(2, 300), size=SIZES, seed=SEEDS)
def test_that_rows_are_those_of_scikit_learn(rows: int, size: float, seed: int) -> None:
    try:
        train, test = train_test_split(
            np.arange(rows), test_size=size, random_state=seed
        )
    except ValueError:
        with pytest.raises(ValueError, match="held out"):
            holdout(rows, size, seed)
        return
    found = holdout(rows, size, seed)
    assert found[0].tolist() == train.tolist()
    assert found[1].tolist() == test.tolist()


@given(
    counts=st.lists(st.integers(1, 60), min_size=1, max_size=8),
    size=SIZES,
    seed=SEEDS,
    names=st.booleans(),
)
def test_that_classes_are_shared_out_as_by_scikit_learn(
    counts: list[int], size: float, seed: int, names: bool
) -> None:
    labels = np.repeat(np.arange(len(counts)) * 3, counts)
    labels = np.random.default_rng(seed).permutation(labels)
    y = labels.astype(str) if names else labels
    rows = np.arange(len(y))
    try:
        train, test = train_test_split(
            rows, test_size=size, random_state=seed, stratify=y
        )
    except ValueError:
        with pytest.raises(ValueError, match=r"held out|every class"):
            holdout(len(y), size, seed, y)
        return
    found = holdout(len(y), size, seed, y)
    assert found[0].tolist() == train.tolist()
    assert found[1].tolist() == test.tolist()


def test_that_digits_are_split_without_loading_scikit_learn() -> None:
    program = (
        "import sys\n"
        "from workbench.datasets import load\n"
        "from workbench.core.spec import CvSpec, DatasetSpec\n"
        "from workbench.workloads.joint_data import split\n"
        "data = load(DatasetSpec(name='digits'), 0)\n"
        "train, test = split(data, CvSpec(scheme='holdout', test_size=0.25), 0)\n"
        "assert (len(train), len(test)) == (1347, 450)\n"
        "assert 'sklearn' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=120)
