from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.joint.privacy.shamir import PRIME, secret, share

SECRETS = st.integers(0, 2**256 - 1)


@given(SECRETS, st.integers(1, 12), st.data())
def test_that_any_t_of_n_shares_give_the_secret(
    hidden: int, holders: int, data: st.DataObject
) -> None:
    threshold = data.draw(st.integers(1, holders))
    shares = share(hidden, range(holders), threshold, random.Random(7))
    held = data.draw(st.permutations(range(holders)))[:threshold]
    assert secret({holder: shares[holder] for holder in held}, threshold) == hidden


def test_that_every_set_of_three_of_five_agrees() -> None:
    shares = share(1234, range(5), 3, random.Random(0))
    for held in combinations(range(5), 3):
        assert secret({holder: shares[holder] for holder in held}, 3) == 1234


@given(SECRETS, SECRETS)
def test_that_one_share_too_few_fits_every_secret(hidden: int, other: int) -> None:
    # For any other secret there are coefficients that give the same two shares.
    shares = share(hidden, range(5), 3, random.Random(1))
    points = {0: other, 1: shares[0], 2: shares[1]}
    value = 0
    for x, y in points.items():
        weight = 1
        for other_x in points:
            if other_x != x:
                weight = weight * (3 - other_x) * pow(x - other_x, -1, PRIME) % PRIME
        value += y * weight
    assert secret({0: shares[0], 1: shares[1], 2: value % PRIME}, 3) == other


def test_that_too_few_shares_are_refused() -> None:
    shares = share(5, range(4), 3, random.Random(0))
    with pytest.raises(ValueError, match="too few"):
        secret({0: shares[0], 1: shares[1]}, 3)
    with pytest.raises(ValueError, match="more shares"):
        share(5, range(2), 3, random.Random(0))
    with pytest.raises(ValueError, match="fit"):
        share(PRIME, range(4), 3, random.Random(0))


def test_that_the_field_is_one() -> None:
    # Miller and Rabin's test to forty bases, and that there is none below it.
    odd, twos = PRIME - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    dice = random.Random(0)
    for _ in range(40):
        power = pow(dice.randrange(2, PRIME - 1), odd, PRIME)
        powers = [
            power := power if i == 0 else power * power % PRIME for i in range(twos)
        ]
        assert powers[0] == 1 or PRIME - 1 in powers
    for smaller in range(2**256, PRIME):
        assert pow(3, smaller - 1, smaller) != 1
