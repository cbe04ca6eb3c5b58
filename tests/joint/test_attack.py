from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from workbench.joint.attack import (
    ATTACKS,
    acceptable,
    attack_problems,
    flipped,
    norms,
    poisoned_clients,
    poisoned_delta,
    refused,
)
from workbench.joint.base import packed

VECTORS = hnp.arrays(np.float64, st.integers(1, 30), elements=st.floats(-1e3, 1e3))
SEED = st.integers(0, 2**32 - 1)


def sent(attack: str, delta: np.ndarray, scale: float = 10.0) -> np.ndarray:
    return poisoned_delta(attack, delta, scale=scale, seed=1, client=3, number=2)


@given(VECTORS, st.floats(0, 100))
def test_that_a_reversed_update_undoes_what_it_should_have_done(
    delta: np.ndarray, scale: float
) -> None:
    assert np.array_equal(sent("sign_flip", delta, scale), -scale * delta)


@given(VECTORS, st.floats(0, 100))
def test_that_one_value_is_as_long_as_the_update_times_the_strength(
    delta: np.ndarray, scale: float
) -> None:
    found = sent("same_value", delta, scale)
    assert len(set(found.tolist())) == 1
    assert np.linalg.norm(found) == pytest.approx(
        scale * np.linalg.norm(delta), rel=1e-9
    )


def test_that_noise_has_the_length_it_should_on_average() -> None:
    delta = np.ones(400)
    lengths = [
        np.linalg.norm(
            poisoned_delta("noise", delta, scale=3, seed=0, client=client, number=1)
        )
        for client in range(100)
    ]
    assert np.mean(lengths) == pytest.approx(60, rel=0.02)
    assert len(set(lengths)) == 100


@given(VECTORS)
def test_that_one_entry_is_not_a_number_and_the_update_itself_stays(
    delta: np.ndarray,
) -> None:
    before = delta.copy()
    assert np.isnan(sent("nan", delta)).sum() == 1
    assert np.array_equal(delta, before)


@pytest.mark.parametrize("attack", sorted(ATTACKS))
def test_that_the_same_client_does_the_same_in_the_same_round(attack: str) -> None:
    delta = np.arange(5.0)
    np.testing.assert_array_equal(sent(attack, delta), sent(attack, delta))
    if ATTACKS[attack].on_data:
        assert np.array_equal(sent(attack, delta), delta)
    else:
        assert not np.array_equal(sent(attack, delta), delta)


@given(st.integers(2, 12), st.lists(st.integers(0, 1000), max_size=30))
def test_that_labels_flipped_twice_are_as_before(
    n_classes: int, values: list[int]
) -> None:
    y = np.array(values, np.int64) % n_classes
    once = flipped(y, n_classes)
    assert once.dtype == y.dtype
    assert not len(once) or (once.min() >= 0 and once.max() < n_classes)
    assert np.array_equal(flipped(once, n_classes), y)
    unmoved = (once == y) != (2 * y == n_classes - 1)
    assert not unmoved.any()


def test_that_values_are_mirrored_within_their_range() -> None:
    y = np.array([1.0, 2.0, 5.0])
    assert flipped(y, 0).tolist() == [5.0, 4.0, 1.0]


@given(st.lists(st.integers(0, 2), min_size=2, max_size=25), SEED)
def test_that_poisoned_clients_have_rows_and_more_add_to_fewer(
    sizes: list[int], seed: int
) -> None:
    clients = packed([np.arange(size) for size in sizes])
    able = sum(size > 0 for size in sizes)
    before: frozenset[int] = frozenset()
    for count in range(able + 1):
        now = poisoned_clients(clients, count, seed)
        assert len(now) == count
        assert before <= now
        assert all(sizes[client] for client in now)
        before = now


@given(hnp.arrays(np.float64, st.integers(1, 30)))
def test_that_finite_updates_alone_are_accepted(delta: np.ndarray) -> None:
    reason = acceptable(delta)
    if not np.isfinite(delta).all():
        assert reason is not None
        assert reason.values["bad"] == (~np.isfinite(delta)).sum()
    elif np.abs(delta).max() < 1e150:
        assert reason is None


def test_that_a_length_beyond_all_numbers_is_refused_in_words() -> None:
    assert str(acceptable(np.array([1e200]))) == (
        "refused: the update is longer than any number can say"
    )


def test_that_an_update_far_longer_than_the_others_is_refused() -> None:
    rng = np.random.default_rng(0)
    deltas = {client: rng.normal(size=20) for client in range(9)}
    deltas[9] = sent("sign_flip", deltas[0], 50.0)
    deltas[10] = sent("nan", deltas[1])
    assert set(refused(deltas)) == {10}
    found = refused(deltas, limit=5.0)
    assert set(found) == {9, 10}
    assert "times the median of the round, the limit is 5 times" in str(found[9])
    assert str(found[10]) == (
        "refused: not a finite number in 1 of the update's 20 entries"
    )


@given(
    st.lists(hnp.arrays(np.float64, 4), min_size=1, max_size=8),
    st.one_of(st.none(), st.floats(0.5, 10)),
)
def test_that_the_round_refuses_what_would_be_refused_one_by_one(
    deltas: list[np.ndarray], limit: float | None
) -> None:
    lengths = norms(deltas)
    finite = lengths[np.isfinite(lengths)]
    median = float(np.median(finite)) if len(finite) else None
    one_by_one = {
        client: reason
        for client, delta in enumerate(deltas)
        if (reason := acceptable(delta, limit, median))
    }
    assert refused(dict(enumerate(deltas)), limit) == one_by_one


def test_that_a_round_in_which_nothing_moved_refuses_nobody() -> None:
    deltas = {0: np.zeros(3), 1: np.zeros(3), 2: np.ones(3)}
    assert refused(deltas, limit=2.0) == {}
    assert refused({}, limit=2.0) == {}


@pytest.mark.parametrize(
    ("name", "count", "field", "said"),
    [
        ("bribe", 1, "attack", "There is no attack “bribe”"),
        ("nan", 10, "poisoned", "use from 0 to 9"),
        ("nan", -1, "poisoned", "-1 poisoned clients are not possible"),
    ],
)
def test_that_an_impossible_attack_is_named(
    name: str, count: int, field: str, said: str
) -> None:
    [problem] = attack_problems(name, count, 10)
    assert problem.field == f"params.{field}"
    assert said in str(problem.message)


def test_that_possible_attacks_have_no_problem() -> None:
    assert not attack_problems("", 0, 10)
    assert not attack_problems("nan", 9, 10)
    assert math.isclose(float(norms([np.array([3.0, 4.0])])[0]), 5.0)
