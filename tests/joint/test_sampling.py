from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.joint.base import Clients, packed
from workbench.joint.sampling import Sampler, chosen_count, sampling_problems

SIZES = st.lists(st.integers(0, 3), min_size=1, max_size=30).filter(any)
SHARE = st.floats(0, 0.9)
FRACTION = st.floats(0.01, 1)
SEED = st.integers(0, 2**32 - 1)


def holding(sizes: list[int]) -> Clients:
    return packed([np.arange(size) for size in sizes])


@given(SIZES, FRACTION, SHARE, SHARE, SEED, st.integers(1, 500))
def test_that_a_round_is_made_of_clients_that_have_rows(
    sizes: list[int],
    fraction: float,
    dropout: float,
    stragglers: float,
    seed: int,
    number: int,
) -> None:
    found = Sampler(
        holding(sizes),
        fraction=fraction,
        dropout=dropout,
        stragglers=stragglers,
        seed=seed,
    ).round(number)
    able = [client for client, size in enumerate(sizes) if size]
    assert len(found.chosen) == chosen_count(len(able), fraction) >= 1
    assert set(found.chosen) <= set(able)
    assert list(found.chosen) == sorted(set(found.chosen))
    parts = (*found.dropped, *found.late, *found.present)
    assert sorted(parts) == list(found.chosen)
    assert set(found.working) == set(found.present) | set(found.late)
    assert found.failed == (not found.present)


@given(SIZES, FRACTION, SHARE, SHARE, SEED)
def test_that_the_same_seed_draws_the_same_rounds_in_any_order(
    sizes: list[int], fraction: float, dropout: float, stragglers: float, seed: int
) -> None:
    def sampler() -> Sampler:
        return Sampler(
            holding(sizes),
            fraction=fraction,
            dropout=dropout,
            stragglers=stragglers,
            seed=seed,
        )

    one, other = sampler(), sampler()
    assert [one.round(n) for n in range(1, 6)] == [
        other.round(n) for n in range(5, 0, -1)
    ][::-1]


@given(SIZES, FRACTION, SHARE, SEED)
def test_that_a_client_gives_up_whatever_fraction_is_sampled(
    sizes: list[int], fraction: float, dropout: float, seed: int
) -> None:
    clients = holding(sizes)
    few = Sampler(clients, fraction=fraction, dropout=dropout, seed=seed).round(3)
    all_of_them = Sampler(clients, dropout=dropout, seed=seed).round(3)
    assert set(few.dropped) == set(few.chosen) & set(all_of_them.dropped)


def test_that_every_client_is_sampled_about_equally_often() -> None:
    sampler = Sampler(holding([1] * 20), fraction=0.25, seed=3)
    counts = np.zeros(20)
    for number in range(1, 2001):
        counts[list(sampler.round(number).chosen)] += 1
    # Each is binomial with mean 500 and standard deviation 19.4: five of those.
    assert counts.sum() == 2000 * 5
    assert abs(counts - 500).max() < 5 * 19.4


def test_that_the_dials_are_the_shares_seen_in_the_long_run() -> None:
    sampler = Sampler(holding([1] * 100), dropout=0.2, stragglers=0.1, seed=1)
    rounds = [sampler.round(number) for number in range(1, 301)]
    dropped = sum(len(found.dropped) for found in rounds) / 30_000
    late = sum(len(found.late) for found in rounds) / 30_000
    assert dropped == pytest.approx(0.2, abs=0.012)
    assert late == pytest.approx(0.8 * 0.1, abs=0.008)


@given(SEED, st.integers(1, 50))
def test_that_the_slowest_are_late_and_as_many_as_by_chance(
    seed: int, number: int
) -> None:
    sampler = Sampler(holding([1] * 12), dropout=0.2, stragglers=0.4, seed=seed)
    slow = np.random.default_rng(seed).random(12)
    by_chance, by_time = sampler.round(number), sampler.round(number, slow=slow)
    assert by_time.dropped == by_chance.dropped
    assert len(by_time.late) == len(by_chance.late)
    if by_time.late and by_time.present:
        assert slow[list(by_time.late)].min() >= slow[list(by_time.present)].max()


def test_that_a_round_below_the_quorum_fails_and_is_drawn_anew() -> None:
    sampler = Sampler(holding([1] * 10), dropout=0.5, quorum=6, seed=0)
    attempts = [sampler.round(1, attempt=attempt) for attempt in range(40)]
    for found in attempts:
        assert found.failed == (len(found.present) < 6)
    assert any(found.failed for found in attempts)
    assert not all(found.failed for found in attempts)


def test_that_a_sampler_refuses_clients_without_any_row() -> None:
    with pytest.raises(ValueError, match="no client has rows"):
        Sampler(holding([0, 0]))


@pytest.mark.parametrize(
    ("dials", "field", "said"),
    [
        ({"fraction": 0.0}, "fraction", "above 0 and at most 1, not 0"),
        ({"fraction": 1.5}, "fraction", "above 0 and at most 1, not 1.5"),
        ({"fraction": float("nan")}, "fraction", "not nan"),
        ({"dropout": 1.0}, "dropout", "below 1, not 1"),
        ({"dropout": -0.1}, "dropout", "at least 0 and below 1, not -0.1"),
        ({"stragglers": 1.0}, "stragglers", "if all are late"),
        ({"quorum": 0}, "quorum", "at least 1 client"),
        ({"quorum": 11}, "quorum", "only 10 clients have rows. Use at most 10"),
        ({"quorum": 4, "fraction": 0.3}, "quorum", "each round takes 3 of 10"),
    ],
)
def test_that_an_impossible_dial_is_named_with_its_remedy(
    dials: dict[str, float], field: str, said: str
) -> None:
    [problem] = sampling_problems(10, **dials)  # type: ignore[arg-type]
    assert problem.field == f"params.{field}"
    assert said in str(problem.message)


def test_that_possible_dials_have_no_problem() -> None:
    assert not sampling_problems(
        10, fraction=0.3, dropout=0.5, stragglers=0.2, quorum=3
    )
