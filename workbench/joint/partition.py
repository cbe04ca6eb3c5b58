"""Who holds which rows: the ways of dealing data to clients, and what they come to.

::

    problems = check("shards", kind="classification", rows=1347, clients=10, params={})
    clients = partition("shards", y, "classification", 10, 10, seed, {"shards": 2})
    shown = shares(clients, y, 10)

A method is a function in :mod:`workbench.joint.partition_methods` and an entry in
:mod:`workbench.joint.partition_entries`. Real data come with owners; the other methods
make up clients whose data differ in a known way, to see what that does to learning.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.errors import BadInput
from workbench.core.joint import ClientShare
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value, listed
from workbench.core.parameters import ParamValue, filled
from workbench.joint.base import Clients, packed
from workbench.joint.partition_entries import (
    PARAMETERS,
    PARTITIONERS,
    Kind,
    PartitionEntry,
)
from workbench.joint.partition_methods import Deal, owner_names
from workbench.joint.partition_problems import check, nameless

__all__ = [
    "PARAMETERS",
    "PARTITIONERS",
    "Kind",
    "PartitionEntry",
    "check",
    "emptiness",
    "label_skew",
    "owner_names",
    "partition",
    "shares",
]


def partition(
    method: str,
    y: NDArray[Any],
    kind: Kind,
    n_classes: int,
    clients: int,
    seed: int,
    params: Mapping[str, ParamValue],
    owners: Sequence[str] | NDArray[Any] | None = None,
) -> Clients:
    """Deal the rows with labels ``y``; each goes to exactly one client.

    ``y`` (rows,) holds class indices below ``n_classes``, or values. ``params`` may
    hold more than the method knows. ``owners`` (rows,) are the names of the clients
    where the method asks for them, and ``clients`` is passed over then.

    Raises:
        BadInput: what :func:`check` finds, or that no draw gave every client enough.
    """
    entry = PARTITIONERS.get(method, "params.partition")
    if kind == "classification" and len(y) and not 0 <= y.min() <= y.max() < n_classes:
        raise ValueError(f"class indices must be from 0 to {n_classes - 1}")
    if not entry.owned:
        owners = None
    if owners is not None and (problem := nameless(owners)):
        raise BadInput([problem])
    names = () if owners is None else owner_names(owners)
    if problems := check(
        method,
        kind=kind,
        rows=len(y),
        clients=clients,
        params=params,
        owners=None if owners is None else len(names),
    ):
        raise BadInput(problems)
    parts = entry.deal(
        Deal(
            y=y,
            clients=clients,
            seed=seed,
            params=filled(entry.parameters, params),
            owners=None if owners is None else np.asarray(owners, dtype=object),
        )
    )
    made = packed(parts, names, method)
    return dataclasses.replace(made, notes=emptiness(made))


def shares(
    clients: Clients, y: NDArray[Any], n_classes: int
) -> tuple[ClientShare, ...]:
    """What each client holds: its rows by class, or of values (0 classes) in all."""
    counts = clients.sizes[:, np.newaxis]
    if n_classes:
        holder = np.repeat(np.arange(len(clients)), clients.sizes)
        cells = holder * n_classes + np.asarray(y)[clients.order]
        counts = np.bincount(cells, minlength=len(clients) * n_classes)
        counts = counts.reshape(len(clients), n_classes)
    return tuple(
        ClientShare(name=name, rows=int(rows), counts=tuple(of_class))
        for name, rows, of_class in zip(
            clients.names, clients.sizes, counts.tolist(), strict=True
        )
    )


def label_skew(held: Sequence[ClientShare]) -> float:
    """How much of the label is known from the client: I(label; client) / H(label).

    0 where all clients have the same mixture of classes, 1 where each has one class.
    Rows count alike; 0 also if there is one class in all.
    """
    counts = np.array([share.counts for share in held], dtype=float)
    whole_entropy = _entropy(counts.sum(axis=0))
    if whole_entropy <= 0:
        return 0.0
    weights = counts.sum(axis=1) / counts.sum()
    within = sum(
        weight * _entropy(row) for weight, row in zip(weights, counts, strict=True)
    )
    return float(np.clip(1 - within / whole_entropy, 0.0, 1.0))


def _entropy(counts: NDArray[np.float64]) -> float:
    """−Σ p ln p of the shares of ``counts``; 0 of none."""
    some = counts[counts > 0]
    p = some / some.sum() if len(some) else some
    return float(-(p * np.log(p)).sum())


def emptiness(clients: Clients) -> tuple[Message, ...]:
    """What is to be said about clients without rows, if there are any."""
    empty = [clients.names[i] for i in np.flatnonzero(clients.sizes == 0)]
    if not empty:
        return ()
    text = QT_TRANSLATE_NOOP(
        "Message",
        "{count} of {clients} clients hold no rows and have nothing to learn from: "
        "{names}.",
    )
    values: dict[str, Value] = {
        "count": len(empty),
        "clients": len(clients),
        "names": listed(empty, 10),
    }
    return (Message(text, values),)
