from __future__ import annotations

import math

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from workbench.joint.compression import (
    COMPRESSIONS,
    Levels,
    Memories,
    NoCompression,
    Payload,
    Qsgd,
    Sparse,
    TopK,
    code_width,
    compression,
    compression_problems,
    largest,
    length,
    packed_bits,
    unpacked_bits,
    whole,
)

VECTORS = hnp.arrays(
    np.float64,
    st.integers(1, 40),
    elements=st.floats(-1e6, 1e6).filter(lambda x: x == 0 or abs(x) > 1e-6),
)
LEVELS = st.integers(1, 64)
NAMES = sorted(COMPRESSIONS)


def carried(payload: Payload) -> Payload:
    """After a journey as MessagePack."""
    return msgspec.msgpack.decode(msgspec.msgpack.encode(payload), type=Payload)


@pytest.mark.parametrize("name", NAMES)
@given(VECTORS, st.integers(0, 1000))
def test_that_the_server_reads_the_same_from_the_bytes(
    name: str, vector: np.ndarray, seed: int
) -> None:
    way = compression(name, keep=0.3, levels=5)
    payload, _ = way.encode(vector, None, seed)
    assert way.encode(vector, None, seed)[0] == payload
    assert carried(payload) == payload
    read = way.decode(carried(payload), len(vector))
    assert read.shape == vector.shape
    assert read.dtype == np.float64
    read += 1.0  # a strategy may work in place


@given(hnp.arrays(np.float64, st.integers(1, 20)))
def test_that_without_compression_every_bit_arrives(vector: np.ndarray) -> None:
    way = NoCompression()
    payload, state = way.encode(vector, None, 0)
    assert state is None
    assert way.decode(payload, len(vector)).tobytes() == vector.tobytes()


@given(VECTORS, st.floats(0.01, 1))
def test_that_top_k_sends_the_largest_and_remembers_the_rest(
    vector: np.ndarray, keep: float
) -> None:
    way = TopK(keep)
    payload, memory = way.encode(vector, None, 0)
    sent = way.decode(payload, len(vector))
    assert np.array_equal(sent + memory, vector) or np.allclose(
        sent + memory, vector, rtol=1e-15, atol=0
    )
    k = max(1, math.ceil(keep * len(vector)))
    assert len(payload.places) == len(payload.values) == 4 * k
    places = np.frombuffer(payload.places, "<u4")
    others = np.delete(np.abs(vector), places)
    assert not len(others) or np.abs(vector)[places].min() >= others.max()


@given(hnp.arrays(np.float64, (30, 12), elements=st.floats(-10, 10)))
def test_that_error_feedback_loses_nothing_for_good(updates: np.ndarray) -> None:
    way, memory = TopK(0.25), None
    arrived = np.zeros(12)
    for update in updates:
        payload, memory = way.encode(update, memory, 0)
        arrived += way.decode(payload, 12)
    assert memory is not None
    assert arrived + memory == pytest.approx(updates.sum(axis=0), abs=1e-9)


def test_that_error_feedback_reaches_what_top_k_alone_would_never_send() -> None:
    # Gradient descent on a quadratic whose second axis is always the smaller one.
    def descend(feedback: bool) -> np.ndarray:
        way, w, memory = TopK(0.5), np.array([1.0, 1.0]), None
        for number in range(200):
            w[0] = 1.0 + number % 2  # keeps the first axis large
            payload, kept = way.encode(-0.1 * w, memory, 0)
            memory = kept if feedback else None
            w = w + way.decode(payload, 2)
        return w

    assert descend(feedback=False)[1] == 1.0
    # What is made up for comes in steps as large as the first axis' own, 0.1 to 0.2.
    assert abs(descend(feedback=True)[1]) < 0.2


@given(VECTORS, LEVELS, st.integers(0, 1000))
def test_that_qsgd_rounds_each_entry_to_a_level_beside_it(
    vector: np.ndarray, levels: int, seed: int
) -> None:
    payload, state = Qsgd(levels).encode(vector, None, seed)
    assert state is None
    assert len(payload.codes) == math.ceil(len(vector) * code_width(levels) / 8)
    read = Qsgd(levels).decode(payload, len(vector))
    step = length(vector) / levels
    assert (np.abs(read - vector) <= step * (1 + 1e-9)).all()
    assert (read * vector >= 0).all()


@pytest.mark.parametrize("levels", [1, 4, 16])
def test_that_qsgd_is_right_on_average_and_keeps_its_variance_bound(
    levels: int,
) -> None:
    vector = np.random.default_rng(5).normal(size=50)
    way, draws = Qsgd(levels), 4000
    read = np.array(
        [way.decode(way.encode(vector, None, seed)[0], 50) for seed in range(draws)]
    )
    # Five standard errors of each entry's mean.
    error = np.abs(read.mean(axis=0) - vector)
    assert (error <= 5 * read.std(axis=0) / math.sqrt(draws) + 1e-12).all()
    squares = ((read - vector) ** 2).sum(axis=1)
    bound = min(50 / levels**2, math.sqrt(50) / levels) * (vector @ vector)
    assert squares.mean() <= bound
    # The exact variance: Σ p(1 − p) (‖v‖/s)², p the way from the level below.
    exact = np.abs(vector) / length(vector) * levels
    p = exact - np.floor(exact)
    variance = (p * (1 - p)).sum() * (length(vector) / levels) ** 2
    spread = squares.std() / math.sqrt(draws)
    assert squares.mean() == pytest.approx(variance, abs=5 * spread)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_that_what_is_not_finite_arrives_as_such_and_is_not_remembered(
    name: str, bad: float
) -> None:
    way = compression(name, keep=0.5, levels=4)
    _, memory = way.encode(np.array([0.5, 1.0, 2.0, 0.1]), None, 0)
    payload, after = way.encode(np.array([1.0, bad, 3.0, 0.0]), memory, 0)
    assert not np.isfinite(way.decode(carried(payload), 4)).all()
    assert after is memory


def test_that_a_value_too_large_for_float32_is_seen_and_not_remembered() -> None:
    payload, memory = TopK(1.0).encode(np.array([1e300, 1.0]), None, 0)
    assert np.isinf(TopK(1.0).decode(payload, 2)).any()
    assert memory.tolist() == [0.0, 0.0]


@pytest.mark.parametrize("name", NAMES)
def test_that_nothing_learned_is_nothing_sent(name: str) -> None:
    way = compression(name)
    payload, _ = way.encode(np.zeros(9), None, 0)
    assert way.decode(payload, 9).tolist() == [0.0] * 9


def test_that_compressed_updates_are_smaller() -> None:
    vector = np.random.default_rng(0).normal(size=650)
    sizes = {
        name: len(msgspec.msgpack.encode(way.encode(vector, None, 0)[0]))
        for name, way in (
            ("none", NoCompression()),
            ("top_k", TopK(0.1)),
            ("qsgd", Qsgd(7)),
        )
    }
    assert sizes["none"] > 650 * 8
    assert sizes["top_k"] < sizes["none"] / 9
    assert sizes["qsgd"] < sizes["none"] / 14


def test_that_each_client_has_a_memory_of_its_own() -> None:
    memories = Memories(TopK(0.5), seed=0)
    update = np.array([3.0, 1.0])
    assert memories.send(0, 1, update)[1].tolist() == [3.0, 0.0]
    assert memories.send(1, 1, update)[1].tolist() == [3.0, 0.0]
    # The first client makes up for what it left out: 1 + 3 outweighs 1.
    second = np.array([1.0, 3.0])
    assert memories.send(0, 2, second)[1].tolist() == [0.0, 4.0]
    payload, arrived = memories.send(2, 2, second)
    assert isinstance(payload, Sparse)
    assert arrived.tolist() == [0.0, 3.0]


def test_that_draws_differ_by_client_and_round_and_repeat_by_seed() -> None:
    update = np.random.default_rng(1).normal(size=30)

    def codes(seed: int, number: int, client: int) -> bytes:
        payload, _ = Memories(Qsgd(2), seed).send(client, number, update)
        assert isinstance(payload, Levels)
        return payload.codes

    assert codes(0, 1, 1) == codes(0, 1, 1)
    others = {codes(0, 1, 1), codes(0, 1, 2), codes(0, 2, 1), codes(1, 1, 1)}
    assert len(others) == 4


@given(
    st.integers(1, 16).flatmap(
        lambda width: st.tuples(
            st.just(width), st.lists(st.integers(0, 2**width - 1), max_size=30)
        )
    )
)
def test_that_packed_bits_are_unpacked_again(case: tuple[int, list[int]]) -> None:
    width, codes = case
    packed = packed_bits(np.array(codes, np.int64), width)
    assert len(packed) == math.ceil(len(codes) * width / 8)
    assert unpacked_bits(packed, width, len(codes)).tolist() == codes


@given(st.lists(st.integers(0, 4), min_size=1, max_size=20), st.integers(1, 25))
def test_that_the_largest_are_those_of_a_stable_sort(
    values: list[int], count: int
) -> None:
    ranked = sorted(range(len(values)), key=lambda i: (-values[i], i))[:count]
    assert largest(np.array(values, float), count).tolist() == sorted(ranked)


def test_that_a_length_does_not_overflow() -> None:
    assert length(np.array([3e200, 4e200])) == pytest.approx(5e200)
    assert length(np.zeros(3)) == 0


@pytest.mark.parametrize(
    ("name", "dials", "field", "said"),
    [
        ("zip", {}, "compression", "There is no compression “zip”"),
        ("top_k", {"keep": 0.0}, "keep", "above 0 and at most 1, not 0"),
        ("top_k", {"keep": 1.5}, "keep", "not 1.5"),
        ("qsgd", {"levels": 0}, "levels", "from 1 to 65535 levels, not 0"),
        ("qsgd", {"levels": 70_000}, "levels", "not 70000"),
    ],
)
def test_that_an_impossible_compression_is_named(
    name: str, dials: dict[str, float], field: str, said: str
) -> None:
    [problem] = compression_problems(name, **dials)  # type: ignore[arg-type]
    assert problem.field == f"params.{field}"
    assert said in str(problem.message)


def test_that_dials_of_another_compression_do_not_matter() -> None:
    assert not compression_problems("none", keep=0.0, levels=0)
    assert not compression_problems("qsgd", keep=0.0, levels=4)
    assert len(whole(np.zeros(3)).values) == 24
