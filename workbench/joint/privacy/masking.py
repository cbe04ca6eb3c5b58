"""Secure aggregation, simulated: the server learns the sum and no summand.

The protocol of Bonawitz et al. (2017), "Practical secure aggregation for
privacy-preserving machine learning", for parties who keep to it:

1. Every client makes a key pair for this round and a seed of its own, and shares both
   secrets among its neighbours (Shamir), any t of whom can put one together.
2. It sends its update as integers plus a mask from its seed, plus a mask for each
   neighbour with a larger number, minus one for each with a smaller.
3. The server adds up what arrives. Pairwise masks cancel. Of clients that arrived it
   asks for shares of the seeds, of the others for shares of the keys, never for both of
   one client, and takes off what is left of the masks.

A recovered key would open that client's earlier rounds, whose seeds are known by then:
so keys last one round. Everybody is everybody's neighbour up to 65 clients; beyond that
each has 64, on a ring in random order (Bell et al. 2020), and the work grows with n.

What is simulated: clients and server are functions in one program, the keys come from a
seed, shares are not sent and so not encrypted, and nobody cheats.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workbench.core.errors import BadInput, WorkbenchError
from workbench.core.joint import MaskedView
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.joint.base import Floats, Vector
from workbench.joint.privacy import shamir
from workbench.joint.privacy.checks import FEWEST_MASKED
from workbench.joint.privacy.keys import KEY_BYTES, agreed, derived, mask, private_key
from workbench.joint.privacy.libraries import CRYPTOGRAPHY, absent
from workbench.joint.privacy.quantisation import Bits, Grid, Integers, limit_of

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

NEIGHBOURS = 64
"""How many each client masks against, where there are more."""
Present = NDArray[np.bool_]
"""(members,) whether each of them arrived."""
_SHOWN = 32
"""Coordinates and clients in a view."""


class TooFewLeft(WorkbenchError):
    """So many clients gave up that the masks cannot be taken off: the round is lost."""


class SecureSum:
    """Sums of vectors, of which the server sees masked ones only; a round per call."""

    def __init__(
        self, clients: int, threshold: float = 0.5, seed: int = 0, *, bits: Bits = 32
    ) -> None:
        """More than the share ``threshold`` of a client's neighbours must stay.

        Below half, a server that asked two halves for different secrets could open a
        mask. Raises ``BadInput`` where the library is missing.
        """
        if problems := absent(CRYPTOGRAPHY, "params.secure"):
            raise BadInput(problems)
        if not 0 <= threshold < 1:
            raise ValueError("the threshold is a share of the neighbours")
        self.clients = clients
        self.threshold = threshold
        self.bits: Bits = bits
        self._seed = seed
        self._number = 0

    def run(
        self,
        vectors: Mapping[int, Vector],
        dropped: Collection[int] = (),
        *,
        limit: float | None = None,
    ) -> tuple[Vector, MaskedView]:
        """The sum of ``vectors`` but those of ``dropped``, and what the server saw.

        The latter gave up after the masks had been agreed on. ``limit`` bounds every
        number, by default a power of two that is made known. The sum is exact for the
        integers, each within half a :attr:`Grid.step` of its number. Raises
        :class:`TooFewLeft`.
        """
        self._number += 1
        if len(vectors) < FEWEST_MASKED:
            raise TooFewLeft(_too_few_senders(len(vectors)))
        members = sorted(vectors)
        plain = np.array([vectors[client] for client in members])
        grid = Grid(
            limit=limit_of(plain) if limit is None else limit,
            senders=len(members),
            bits=self.bits,
        )
        one = MaskedRound(
            members, self.threshold, int.from_bytes(derived(self._seed, self._number))
        )
        masked = one.masked(grid.encode(plain), grid)
        here = np.array([client not in dropped for client in members])
        total = grid.decode(one.unmasked(masked[here], here, grid))
        return total, _view(one, masked, plain, here, total, grid)

    def traffic(
        self, size: int, senders: int, *, dropped: bool = False
    ) -> tuple[int, int]:
        """Bytes that a client sends and is sent in a round, besides the model itself.

        Up: its public key, two shares for each neighbour, and unless it ``dropped`` out
        then, the masked integers, and one share for each neighbour in the end. Down:
        their keys and shares.
        """
        degree = min(senders - 1, NEIGHBOURS)
        share = KEY_BYTES + 1
        up = KEY_BYTES + 2 * degree * share
        if not dropped:
            up += size * self.bits // 8 + degree * share
        return up, degree * (KEY_BYTES + 2 * share)


class MaskedRound:
    """One round: the members' keys, seeds and shares, by position among them."""

    def __init__(self, members: Sequence[int], threshold: float, seed: int) -> None:
        self.members = members
        self.neighbours = neighbourhoods(len(members), seed)
        holders = len(self.neighbours[0]) + 1  # a client holds a share of its own
        self.needed = min(int(threshold * holders) + 1, holders)
        self._seeds = [derived(seed, "seed", client) for client in members]
        secrets = [derived(seed, "key", client) for client in members]
        self._keys = [private_key(secret) for secret in secrets]
        self._public = [key.public_key() for key in self._keys]
        rng = random.Random(seed)
        self._shares_of_seeds = [
            shamir.share(_number(own), range(holders), self.needed, rng)
            for own in self._seeds
        ]
        self._shares_of_keys = [
            shamir.share(_number(own), range(holders), self.needed, rng)
            for own in secrets
        ]

    def masked(self, plain: Integers, grid: Grid) -> Integers:
        """What every client would send, (members, parameters)."""
        size = plain.shape[1]
        sent = plain.copy()
        for member, seed in enumerate(self._seeds):
            sent[member] += mask(seed, size, grid)
        for low, high in self.pairs():
            common = mask(agreed(self._keys[low], self._public[high]), size, grid)
            sent[low] += common
            sent[high] -= common
        return sent

    def unmasked(self, arrived: Integers, here: Present, grid: Grid) -> Integers:
        """The sum of those that are ``here``, from what ``arrived`` of them."""
        self._check(here)
        size = arrived.shape[1]
        total: Integers = arrived.sum(axis=0, dtype=grid.dtype)
        for member in range(len(self.members)):
            if here[member]:
                shares = self._collected(self._shares_of_seeds[member], member, here)
                seed = shamir.secret(shares, self.needed)
                total -= mask(_raw(seed), size, grid)
            else:
                shares = self._collected(self._shares_of_keys[member], member, here)
                key = private_key(_raw(shamir.secret(shares, self.needed)))
                self._take_off(total, member, key, here, grid)
        return total

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Positions of all neighbours, the smaller first."""
        for low, others in enumerate(self.neighbours):
            for high in others:
                if low < high:
                    yield low, high

    def _take_off(
        self,
        total: Integers,
        gone: int,
        key: X25519PrivateKey,
        here: Present,
        grid: Grid,
    ) -> None:
        """Remove from ``total`` what neighbours masked against one who is ``gone``."""
        for other in self.neighbours[gone]:
            if not here[other]:
                continue
            common = mask(agreed(key, self._public[other]), len(total), grid)
            if other < gone:
                total -= common
            else:
                total += common

    def _holders(self, member: int) -> list[int]:
        return [member, *self.neighbours[member]]

    def _collected(
        self, shares: Mapping[int, int], member: int, here: Present
    ) -> dict[int, int]:
        """Those shares of a member's secret whose holders are still there."""
        return {
            place: shares[place]
            for place, holder in enumerate(self._holders(member))
            if here[holder]
        }

    def _check(self, here: Present) -> None:
        left = min(
            sum(bool(here[holder]) for holder in self._holders(member))
            for member in range(len(self.members))
        )
        if left < self.needed:
            raise TooFewLeft(
                Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "Too many clients gave up to take the masks off: {left} of "
                        "{holders} who hold shares of a secret are left, and {needed} "
                        "are needed. The round is lost. Lower the drop-out, or the "
                        "threshold.",
                    ),
                    {
                        "left": left,
                        "holders": len(self.neighbours[0]) + 1,
                        "needed": self.needed,
                    },
                )
            )


def fewest_left(senders: int, threshold: float = 0.5) -> int:
    """How many of ``senders`` must arrive for their sum, if all are neighbours.

    Of fewer than :data:`FEWEST_MASKED` the sum would give somebody's update away.
    """
    return max(int(threshold * senders) + 1, FEWEST_MASKED)


def neighbourhoods(members: int, seed: int) -> list[list[int]]:
    """Whom each position masks against: all others, or a ring's nearest 64."""
    if members - 1 <= NEIGHBOURS:
        return [[j for j in range(members) if j != i] for i in range(members)]
    ring = list(range(members))
    random.Random(seed ^ 1).shuffle(ring)
    reach = range(1, NEIGHBOURS // 2 + 1)
    nearest: list[list[int]] = [[] for _ in ring]
    for place, member in enumerate(ring):
        for distance in reach:
            nearest[member].append(ring[place - distance])
            nearest[member].append(ring[(place + distance) % members])
    return nearest


def _number(raw: bytes) -> int:
    return int.from_bytes(raw, "little")


def _raw(number: int) -> bytes:
    return number.to_bytes(KEY_BYTES, "little")


def _too_few_senders(senders: int) -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Only {senders} clients are in this round, and a masked sum of fewer than "
            "{fewest} gives somebody's update away. The round is lost. Take a larger "
            "share of the clients in each round.",
        ),
        {"senders": senders, "fewest": FEWEST_MASKED},
    )


def _view(
    one: MaskedRound,
    masked: Integers,
    plain: Floats,
    here: Present,
    total: Vector,
    grid: Grid,
) -> MaskedView:
    """A few coordinates, evenly spread, of the first few clients that arrived."""
    size = plain.shape[1]
    chosen = np.unique(np.linspace(0, size - 1, min(size, _SHOWN)).astype(int))
    arrived = np.flatnonzero(here)
    shown = arrived[:_SHOWN]
    shares = masked[np.ix_(shown, chosen)] / 2.0**grid.bits
    return MaskedView(
        clients=tuple(one.members[i] for i in shown),
        masked=tuple(tuple(row) for row in shares.tolist()),
        total=tuple(total[chosen].tolist()),
        plain=tuple(plain[arrived][:, chosen].sum(axis=0).tolist()),
        recovered=int(len(here) - len(arrived)),
    )
