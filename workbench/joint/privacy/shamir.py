"""Shamir's secret sharing: any t of n shares give the secret, t − 1 tell nothing.

The secret is the value at 0 of a random polynomial of degree t − 1 over a prime field,
a share its value elsewhere (Shamir 1979, "How to share a secret").
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from functools import lru_cache

PRIME = 2**256 + 297
"""The least prime that a secret of 32 bytes is below."""


def share(
    secret: int, holders: Sequence[int], threshold: int, rng: random.Random
) -> dict[int, int]:
    """A share for each holder, of whom ``threshold`` can put the secret together.

    Holders are numbers from 0; their shares belong to the points 1, 2, …
    """
    if not 0 <= secret < PRIME:
        raise ValueError("the secret does not fit the field")
    if not 1 <= threshold <= len(holders):
        raise ValueError("more shares are needed than there are holders")
    coefficients = [rng.randrange(PRIME) for _ in range(threshold - 1)]
    shares = {}
    for holder in holders:
        point, value = holder + 1, 0
        for coefficient in coefficients:  # Horner, the highest power first
            value = (value + coefficient) * point % PRIME
        shares[holder] = (value + secret) % PRIME
    return shares


def secret(shares: Mapping[int, int], threshold: int) -> int:
    """The secret behind the first ``threshold`` of ``shares``, by holder."""
    if len(shares) < threshold:
        raise ValueError("too few shares")
    holders = tuple(sorted(shares)[:threshold])
    weights = _weights(holders)
    return sum(shares[h] * w for h, w in zip(holders, weights, strict=True)) % PRIME


@lru_cache(maxsize=4096)
def _weights(holders: tuple[int, ...]) -> tuple[int, ...]:
    """Lagrange's weights at 0: Π x_j / (x_j − x_i) over all j other than i.

    The same holders put many secrets together.
    """
    weights = []
    for i in holders:
        above = below = 1
        for j in holders:
            if j != i:
                above = above * (j + 1) % PRIME
                below = below * (j - i) % PRIME
        weights.append(above * pow(below, -1, PRIME) % PRIME)
    return tuple(weights)
