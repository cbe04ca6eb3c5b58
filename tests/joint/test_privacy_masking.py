from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.errors import BadInput
from workbench.joint.privacy import libraries, masking
from workbench.joint.privacy.keys import agreed, derived, mask, private_key
from workbench.joint.privacy.masking import (
    MaskedRound,
    SecureSum,
    TooFewLeft,
    neighbourhoods,
)
from workbench.joint.privacy.quantisation import Grid, limit_of


def vectors(clients: int, size: int, seed: int = 0) -> dict[int, np.ndarray]:
    rows = np.random.default_rng(seed).standard_normal((clients, size))
    return dict(enumerate(rows))


def integers(clients: int, size: int, grid: Grid, seed: int = 0) -> np.ndarray:
    return grid.encode(np.array(list(vectors(clients, size, seed).values())))


@settings(deadline=None, max_examples=25)
@given(st.integers(3, 12), st.integers(1, 40), st.sampled_from([32, 64]), st.data())
def test_that_the_masked_sum_is_the_plain_sum_exactly(
    clients: int, size: int, bits: int, data: st.DataObject
) -> None:
    seed = data.draw(st.integers(0, 2**32))
    grid = Grid(limit=8.0, senders=clients, bits=bits)  # type: ignore[arg-type]
    plain = integers(clients, size, grid, seed)
    one = MaskedRound(range(clients), 0.5, seed)
    gone = data.draw(st.sets(st.sampled_from(range(clients)), max_size=clients))
    if clients - len(gone) < one.needed:
        return
    here = np.array([client not in gone for client in range(clients)])
    total = one.unmasked(one.masked(plain, grid)[here], here, grid)
    assert np.array_equal(total, plain[here].sum(axis=0, dtype=grid.dtype))


def test_that_three_of_ten_may_give_up_after_masking() -> None:
    sent = vectors(10, 650)
    total, view = SecureSum(10, seed=4).run(sent, {1, 5, 9})
    left = [client for client in range(10) if client not in {1, 5, 9}]
    grid = Grid(limit=limit_of(np.array(list(sent.values()))), senders=10)
    exact = grid.encode(np.array([sent[c] for c in left])).sum(0, dtype=np.uint32)
    assert np.array_equal(total, grid.decode(exact))
    true = np.sum([sent[client] for client in left], axis=0)
    assert np.max(np.abs(total - true)) <= 7 * grid.step / 2
    assert view.recovered == 3
    assert view.clients == tuple(left)
    assert view.total == pytest.approx(view.plain, abs=7 * grid.step)
    assert len(view.masked) == 7
    assert all(0 <= share < 1 for row in view.masked for share in row)


@pytest.mark.parametrize("bits", [32, 64])
def test_that_each_masked_update_is_noise_to_a_test_of_uniformity(bits: int) -> None:
    from scipy.stats import chisquare, kstest

    grid = Grid(limit=8.0, senders=10, bits=bits)  # type: ignore[arg-type]
    plain = integers(10, 8192, grid)
    masked = MaskedRound(range(10), 0.5, 11).masked(plain, grid)

    def suspicion(row: np.ndarray) -> float:
        """The least p of all tests, corrected for their number (Bonferroni)."""
        octets = row.view(np.uint8).reshape(len(row), -1)  # low bits and high bits
        tests = [kstest(row / 2.0**bits, "uniform").pvalue]
        tests += [
            chisquare(np.bincount(octets[:, i], minlength=256)).pvalue
            for i in range(octets.shape[1])
        ]
        return min(tests) * len(tests)

    assert all(suspicion(row) > 0.01 for row in masked)
    # The same tests see at once that what was masked, and the sum, are none.
    assert all(suspicion(row) < 1e-9 for row in plain)
    assert suspicion(masked.sum(axis=0, dtype=grid.dtype)) > 0.01  # self-masks are left
    everybody = np.ones(10, dtype=bool)
    opened = MaskedRound(range(10), 0.5, 11).unmasked(masked, everybody, grid)
    assert suspicion(opened) < 1e-9


def test_that_masks_differ_between_rounds_and_clients() -> None:
    same = {client: np.ones(50) for client in range(4)}
    secure = SecureSum(4, seed=0)
    first, second = secure.run(same)[1], secure.run(same)[1]
    rows = {*first.masked, *second.masked}
    assert len(rows) == 8
    assert first.total == second.total


def test_that_a_seed_gives_the_same_masks_again() -> None:
    sent = vectors(5, 20)
    assert SecureSum(5, seed=3).run(sent)[1] == SecureSum(5, seed=3).run(sent)[1]


def test_that_too_few_left_are_refused_in_words() -> None:
    secure = SecureSum(10)
    with pytest.raises(TooFewLeft, match=r"5 of 10 .* 6 are needed. The round is lost"):
        secure.run(vectors(10, 4), set(range(5)))
    assert secure.run(vectors(10, 4), set(range(4)))[1].recovered == 4


def test_that_a_sum_of_two_is_refused_in_words() -> None:
    with pytest.raises(TooFewLeft, match="fewer than 3"):
        SecureSum(10).run(vectors(2, 4))


def test_that_sampled_clients_keep_their_numbers() -> None:
    sent = vectors(30, 6)
    chosen = {client: sent[client] for client in (29, 3, 17, 8)}
    total, view = SecureSum(30).run(chosen, {17})
    assert view.clients == (3, 8, 29)
    assert total == pytest.approx(sent[3] + sent[8] + sent[29], abs=1e-7)


def test_that_what_is_beyond_the_limit_is_sent_as_the_limit() -> None:
    sent = {0: np.array([5.0]), 1: np.array([0.25]), 2: np.array([0.25])}
    total, _ = SecureSum(3).run(sent, limit=1.0)
    assert total == pytest.approx([1.5], abs=1e-8)


@given(st.lists(st.floats(-4, 4), min_size=1, max_size=50), st.sampled_from([32, 64]))
def test_that_even_the_largest_sum_does_not_wrap_around(
    values: list[float], bits: int
) -> None:
    grid = Grid(limit=4.0, senders=len(values), bits=bits)  # type: ignore[arg-type]
    total = grid.encode(np.array(values)).sum(dtype=grid.dtype, keepdims=True)
    error = abs(float(grid.decode(total)[0]) - sum(values))
    assert error <= len(values) * grid.step / 2 + 1e-12
    for extreme in (4.0, -4.0):
        whole = grid.encode(np.full(len(values), extreme))
        back = grid.decode(whole.sum(dtype=grid.dtype, keepdims=True))
        assert back == pytest.approx([extreme * len(values)])


@given(st.floats(-1e300, 1e300))
def test_that_the_limit_made_known_is_the_next_power_of_two(value: float) -> None:
    limit = limit_of(np.array([value, 0.0]))
    assert abs(value) <= limit
    assert np.frexp(limit)[0] == 0.5
    assert value == 0 or limit <= 2 * abs(value)


def test_that_both_ends_of_a_pair_agree_on_one_key() -> None:
    ours, theirs = (private_key(derived(0, name)) for name in ("u", "v"))
    key = agreed(ours, theirs.public_key())
    assert key == agreed(theirs, ours.public_key())
    assert len(key) == 32
    assert key != agreed(ours, private_key(derived(0, "w")).public_key())


def test_that_the_key_stream_is_that_of_the_standard() -> None:
    # RFC 8439, appendix A.1, test vector 1: key, nonce and counter zero.
    first = mask(bytes(32), 4, Grid(limit=1.0, senders=1))
    assert first.tobytes().hex() == "76b8e0ada0f13d90405d6ae55386bd28"


def test_that_many_clients_mask_against_64_neighbours_each() -> None:
    near = neighbourhoods(150, 5)
    for member, others in enumerate(near):
        assert len(set(others)) == masking.NEIGHBOURS
        assert member not in others
        assert all(member in near[other] for other in others)
    assert all(len(others) == 64 for others in neighbourhoods(65, 5))
    assert neighbourhoods(150, 6) != near


def test_that_a_sum_over_a_ring_of_neighbours_is_exact_too() -> None:
    grid = Grid(limit=8.0, senders=80)
    plain = integers(80, 5, grid)
    here = np.ones(80, dtype=bool)
    here[[3, 40, 79, 0]] = False
    one = MaskedRound(range(80), 0.5, 1)
    total = one.unmasked(one.masked(plain, grid)[here], here, grid)
    assert np.array_equal(total, plain[here].sum(axis=0, dtype=np.uint32))


def test_that_traffic_counts_every_integer_and_share() -> None:
    up, down = SecureSum(10).traffic(650, 10)
    assert up == 32 + 9 * 2 * 33 + 650 * 4 + 9 * 33
    assert down == 9 * (32 + 2 * 33)
    assert SecureSum(10, bits=64).traffic(650, 10)[0] - up == 650 * 4


def test_that_without_its_library_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(libraries, "find_spec", lambda name: None)
    with pytest.raises(BadInput, match=r"pip install 'workbench\[privacy\]'"):
        SecureSum(10)
