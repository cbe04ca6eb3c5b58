"""How rows are dealt to clients: one function per method, numbers only.

Every method gives each row to exactly one client, and the same for the same seed. All
but the two that keep an order begin with a count (how many rows of which class each
client gets) and deal rows in a shuffled order by it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import ParamValue, whole

Indices = NDArray[np.int64]
Parts = list[Indices]
"""The row numbers of each client."""

MOST_DRAWS = 1000
"""How often proportions are drawn again until every client has enough rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """What a method deals: rows by their label ``y``, to so many ``clients``.

    ``y`` holds class indices, or values. ``params`` are filled and checked.
    """

    y: NDArray[Any]
    clients: int
    seed: int
    params: Mapping[str, ParamValue] = field(default_factory=dict)
    owners: NDArray[Any] | None = None

    @property
    def rows(self) -> int:
        """How many there are to deal."""
        return len(self.y)

    def rng(self) -> np.random.Generator:
        """A fresh generator of the seed."""
        return np.random.default_rng(self.seed)

    def number(self, name: str) -> float:
        """A parameter that is a number."""
        value = self.params[name]
        assert isinstance(value, int | float)
        return float(value)


def iid(deal: Deal) -> Parts:
    """Rows shuffled and cut into parts as equal as can be."""
    order = deal.rng().permutation(deal.rows)
    return list(np.array_split(order, deal.clients))


def contiguous(deal: Deal) -> Parts:
    """Rows in their order, cut into parts as equal as can be."""
    return list(np.array_split(np.arange(deal.rows), deal.clients))


def shards(deal: Deal) -> Parts:
    """Rows sorted by label (stable), cut into shards, dealt at random.

    A client gets ``shards`` of the clients · ``shards`` pieces, so few classes.
    """
    each = whole(deal.params, "shards")
    pieces = deal.clients * each
    holder = np.empty(pieces, np.int64)
    holder[deal.rng().permutation(pieces)] = np.arange(pieces) // each
    sizes = [len(piece) for piece in np.array_split(np.arange(deal.rows), pieces)]
    client_of = np.empty(deal.rows, np.int64)
    client_of[np.argsort(deal.y, kind="stable")] = np.repeat(holder, sizes)
    return by_client(client_of, deal.clients)


def dirichlet_class(deal: Deal) -> Parts:
    """Of each class k, shares p_k ~ Dir(α, …, α) over the clients.

    Row counts are the differences of ⌊n_k · cumsum(p_k)⌋, so that they sum to n_k.
    Sizes of clients follow from the draw and differ.
    """
    rng = deal.rng()
    known, of_class = np.unique(deal.y, return_counts=True)
    concentration = np.full(deal.clients, deal.number("alpha"))

    def draw() -> Indices:
        return _cut(_dirichlet(rng, concentration, len(known)), of_class)

    return _dealt(deal, _redrawn(deal, draw), rng)


def dirichlet_client(deal: Deal) -> Parts:
    """Of each client i, a class mixture q_i ~ Dir(α · p), p the classes' shares.

    Sizes are as equal as can be. A client's labels are drawn one by one from q_i
    without replacement: a class that has run out is left out of the mixture, so the
    last clients take what the earlier ones left.
    """
    rng = deal.rng()
    known, left = np.unique(deal.y, return_counts=True)
    prior = left / left.sum()
    mixtures = _dirichlet(rng, deal.number("alpha") * prior, deal.clients)
    sizes = [len(part) for part in np.array_split(deal.y, deal.clients)]
    counts = np.zeros((deal.clients, len(known)), np.int64)
    for client, (mixture, size) in enumerate(zip(mixtures, sizes, strict=True)):
        counts[client] = _labels(rng, mixture, prior, left, size)
        left = left - counts[client]
    return _dealt(deal, counts, rng)


def quantity(deal: Deal) -> Parts:
    """Sizes ~ n · Dir(α, …, α) over the clients; which rows, is by chance."""
    rng = deal.rng()
    concentration = np.full(deal.clients, deal.number("alpha"))

    def draw() -> Indices:
        return _cut(_dirichlet(rng, concentration, 1), np.array([deal.rows]))

    sizes = _redrawn(deal, draw)[:, 0]
    client_of = np.empty(deal.rows, np.int64)
    client_of[rng.permutation(deal.rows)] = np.repeat(np.arange(deal.clients), sizes)
    return by_client(client_of, deal.clients)


def owner(deal: Deal) -> Parts:
    """Each client is one owner, in the order of :func:`owner_names`."""
    if deal.owners is None:
        raise TypeError("the owners are needed")
    names = owner_names(deal.owners)
    number = {name: i for i, name in enumerate(names)}
    client_of = np.array([number[str(name)] for name in deal.owners], np.int64)
    return by_client(client_of, len(names))


def owner_names(owners: Sequence[str] | NDArray[Any]) -> tuple[str, ...]:
    """The different owners, sorted so that “site 2” comes before “site 10”."""
    return tuple(sorted({str(name) for name in owners}, key=_natural))


def _natural(name: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """Numbers in a name count as numbers, and come before letters."""
    pieces = (piece for piece in re.split(r"(\d+)", name) if piece)
    return tuple(
        (0, len(piece.lstrip("0")), piece.lstrip("0"))
        if piece.isdecimal()
        else (1, 0, piece)
        for piece in pieces
    ), name


def by_client(client_of: Indices, clients: int) -> Parts:
    """The rows of each client, in their order, from the client of each row."""
    order = np.argsort(client_of, kind="stable")
    sizes = np.bincount(client_of, minlength=clients)
    return list(np.split(order, np.cumsum(sizes)[:-1]))


def _dealt(deal: Deal, counts: Indices, rng: np.random.Generator) -> Parts:
    """Rows by ``counts`` (clients, classes that occur), which ones is by chance."""
    _, label = np.unique(deal.y, return_inverse=True)
    client_of = np.empty(deal.rows, np.int64)
    for k, of_class in enumerate(counts.T):
        rows = rng.permutation(np.flatnonzero(label == k))
        client_of[rows] = np.repeat(np.arange(deal.clients), of_class)
    return by_client(client_of, deal.clients)


def _cut(shares: NDArray[np.float64], totals: Indices) -> Indices:
    """Whole numbers (clients, groups) of ``shares`` (groups, clients)."""
    ends = np.floor(np.cumsum(shares, axis=1) * totals[:, np.newaxis])
    ends[:, -1] = totals  # whatever rounding made of a sum of 1
    counts: Indices = np.diff(ends, axis=1, prepend=0).astype(np.int64).T
    return counts


def _redrawn(deal: Deal, draw: Callable[[], Indices]) -> Indices:
    """The first counts of ``draw`` that leave every client its ``least`` rows."""
    least = whole(deal.params, "least")
    for _ in range(MOST_DRAWS):
        counts = draw()
        if counts.sum(axis=1).min() >= least:
            return counts
    text = QT_TRANSLATE_NOOP(
        "Message",
        "None of {draws:,} draws left every client {least} rows or more. Ask for fewer "
        "rows or fewer clients, or take a larger α.",
    )
    values = {"draws": MOST_DRAWS, "least": least}
    raise BadInput([Problem(field="params.least", message=Message(text, values))])


def _dirichlet(
    rng: np.random.Generator, concentration: NDArray[np.float64], draws: int
) -> NDArray[np.float64]:
    """(draws, len(concentration)) shares.

    A tiny α can come out as 0/0; its limit is all for one, chosen by the means.
    """
    shares = rng.dirichlet(concentration, draws)
    for row in np.flatnonzero(~np.isclose(shares.sum(axis=1), 1.0)):
        winner = rng.choice(len(concentration), p=concentration / concentration.sum())
        shares[row] = np.eye(1, len(concentration), winner)[0]
    return shares


def _labels(
    rng: np.random.Generator,
    mixture: NDArray[np.float64],
    prior: NDArray[np.float64],
    left: Indices,
    size: int,
) -> Indices:
    """How many of each class ``size`` draws without replacement give.

    Draws of one kind come in one multinomial; those beyond what is ``left`` are drawn
    again among the other classes, which is what drawing row by row comes to.
    """
    counts = np.zeros_like(left)
    while (need := size - int(counts.sum())) > 0:
        still = counts < left
        chances = np.where(still, mixture, 0.0)
        if chances.sum() <= 0:
            # All the mixture knows has run out: the rest is as in the population.
            chances = np.where(still, prior, 0.0)
        drawn = rng.multinomial(need, chances / chances.sum())
        counts = np.minimum(counts + drawn, left)
    return counts
