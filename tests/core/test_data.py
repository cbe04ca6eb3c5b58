from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from workbench.core.data import DataHandle, hold, let_go


@pytest.fixture
def key() -> Iterator[str]:
    yield "test data"
    let_go("test data")


def test_that_what_was_placed_is_found_by_its_handle(key: str) -> None:
    X = np.arange(6.0).reshape(3, 2)
    handle = hold(key, {"X": X, "y": np.zeros(3, dtype=np.int64)})
    assert handle == DataHandle(key=key, size=6 * 8 + 3 * 8)
    assert handle.arrays()["X"] is X
    assert set(DataHandle(key=key).arrays()) == {"X", "y"}


def test_that_placed_arrays_cannot_be_written_to(key: str) -> None:
    handle = hold(key, {"X": np.zeros(3)})
    with pytest.raises(ValueError, match="read-only"):
        handle.arrays()["X"][0] = 1.0


def test_that_data_not_placed_here_are_named(key: str) -> None:
    with pytest.raises(LookupError, match="test data"):
        DataHandle(key=key).arrays()


def test_that_let_go_forgets_and_forgives(key: str) -> None:
    handle = hold(key, {})
    let_go(key)
    let_go(key)
    with pytest.raises(LookupError):
        handle.arrays()


def test_that_arrays_added_to_the_callers_dict_later_are_not_placed(key: str) -> None:
    arrays = {"X": np.zeros(1)}
    handle = hold(key, arrays)
    arrays["y"] = np.zeros(1)
    assert set(handle.arrays()) == {"X"}
