from __future__ import annotations

import gc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.joint import packing
from workbench.joint.base import packed


def owners(sizes, features=4, seed=0):
    """Arrays of clients of these sizes, in scattered rows."""
    rng = np.random.default_rng(seed)
    n = sum(sizes)
    clients = packed(np.split(rng.permutation(n), np.cumsum(sizes)[:-1]))
    return {
        "X": rng.standard_normal((n, features)),
        "y": rng.integers(0, 3, n),
        "order": clients.order,
        "bounds": clients.bounds,
    }


def rows_of(arrays, client):
    bounds = arrays["bounds"]
    return arrays["order"][bounds[client] : bounds[client + 1]]


@settings(deadline=None, max_examples=60)
@given(sizes=st.lists(st.integers(0, 300), min_size=1, max_size=60))
def test_that_padding_at_most_doubles_the_rows(sizes):
    arrays = owners([*sizes, 1], 3)
    seen: list[int] = []
    for places, pack in packing.packs(arrays, range(len(sizes)), 3):
        seen.extend(places.tolist())
        assert pack.rows * len(pack) <= 2 * pack.sizes.sum()
        assert (np.diff(pack.sizes) <= 0).all()
        assert pack.weight.sum(1) == pytest.approx((pack.sizes > 0).astype(float))
        for i, place in enumerate(places):
            own = arrays["X"][rows_of(arrays, place)]
            assert np.array_equal(pack.X[i, : len(own)], own)
    assert sorted(seen) == list(range(len(sizes)))


def test_that_a_pack_takes_no_more_memory_than_allowed():
    arrays = owners([3] * 3_000, 60)
    found = [pack for _, pack in packing.packs(arrays, range(3_000), 180)]
    assert len(found) > 1
    for pack in found:
        working = pack.X.nbytes + 8 * 3 * 180 * len(pack)
        assert working <= packing.PACK_BYTES


def test_that_packs_are_kept_as_long_as_their_data():
    kept = packing._Kept()
    arrays = owners([5, 4])
    both = np.array([0, 1])
    first = kept.pack(arrays, both)
    assert kept.pack(arrays, both) is first
    assert kept.pack(arrays, both[:1]) is not first
    other = owners([5, 4], seed=1)
    assert not np.array_equal(kept.pack(other, both).X, first.X)
    del arrays, first
    gc.collect()
    assert len(kept._packs) == 1
    assert kept._bytes == kept.pack(other, both).nbytes


def test_that_the_packs_used_longest_ago_make_room(monkeypatch):
    arrays = owners([5, 5, 5])
    kept = packing._Kept()
    size = kept.pack(arrays, np.array([0])).nbytes
    monkeypatch.setattr(packing, "KEPT_BYTES", 2 * size)
    second = kept.pack(arrays, np.array([1]))
    kept.pack(arrays, np.array([2]))
    assert kept.pack(arrays, np.array([1])) is second
    assert kept._bytes == 2 * size
    assert len(kept._packs) == 2
