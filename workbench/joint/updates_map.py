"""The updates of a round on a plane: who pulls where, and who stands out.

Principal components of the updates by the eigenvectors of their Gram matrix: with the
centred updates as rows of D, D Dᵀ = U Λ Uᵀ has one row and column per client however
many parameters the model has, and the coordinates are U √Λ. A component's sign is free;
it is chosen so that its largest coordinate is positive, and the same round gives the
same picture.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from workbench.core.joint import ClientPoint, Fate, JointUpdates
from workbench.joint.attack import norms
from workbench.joint.base import Floats, Vector
from workbench.joint.sampling import Attendance

MOST = 200
"""Points on a map: the history keeps it, and more could not be told apart."""
_SHOWN = 107


def fates(
    attendance: Attendance, refused: Collection[int], clients: int
) -> dict[int, Fate]:
    """What became of each of so many ``clients`` in a round."""
    found: dict[int, Fate] = dict.fromkeys(range(clients), "idle")
    found.update(dict.fromkeys(attendance.present, "used"))
    found.update(dict.fromkeys(attendance.dropped, "dropped"))
    found.update(dict.fromkeys(attendance.late, "late"))
    found.update(dict.fromkeys(refused, "rejected"))
    return found


def updates_map(
    strategy: str,
    number: int,
    *,
    deltas: Mapping[int, Vector],
    fates: Mapping[int, Fate],
    losses: Mapping[int, float],
    poisoned: Collection[int] = (),
    seed: int = 0,
    most: int = MOST,
) -> JointUpdates:
    """The map of round ``number`` with at most ``most`` clients, ascending.

    ``deltas`` are the updates as they arrived, refused ones among them. All clients
    that are poisoned or refused in this round are shown; then others with an update,
    then those without, the same ones in every round as far as they take part.
    """
    shown = _shown(deltas, fates, frozenset(poisoned), seed, most)
    arrived = [client for client in shown if client in deltas]
    lengths = dict(zip(arrived, norms([deltas[c] for c in arrived]), strict=True))
    placed = [client for client in arrived if np.isfinite(lengths[client])]
    places = dict(zip(placed, plane([deltas[c] for c in placed]).tolist(), strict=True))

    def point(client: int) -> ClientPoint:
        x, y = places.get(client, (None, None))
        loss = losses.get(client)
        return ClientPoint(
            client=client,
            fate=fates[client],
            x=x,
            y=y,
            norm=float(lengths[client]) if client in places else None,
            loss=loss if loss is not None and np.isfinite(loss) else None,
            poisoned=client in poisoned,
        )

    return JointUpdates(
        strategy=strategy, round=number, clients=tuple(point(c) for c in shown)
    )


def plane(vectors: Sequence[Vector]) -> Floats:
    """The first two principal coordinates of finite ``vectors``, (vectors, 2)."""
    if not vectors:
        return np.zeros((0, 2))
    rows = np.array(vectors)
    rows -= rows.mean(axis=0)
    scale = float(np.abs(rows).max(initial=0.0))
    if scale == 0:
        return np.zeros((len(rows), 2))
    rows /= scale  # squares of what is finite stay finite, tiny ones do not vanish
    values, vectors_of = np.linalg.eigh(rows @ rows.T)
    largest = vectors_of[:, ::-1][:, :2] * np.sqrt(np.maximum(values[::-1][:2], 0))
    coordinates = np.zeros((len(rows), 2))
    coordinates[:, : largest.shape[1]] = scale * largest
    # Of coordinates of opposite sign and the same size, rounding must not decide.
    sizes = np.abs(coordinates) * (1 - 1e-9 * np.arange(len(rows)))[:, None]
    top = coordinates[sizes.argmax(axis=0), (0, 1)]
    return np.asarray(coordinates * np.where(top < 0, -1.0, 1.0))


def _shown(
    deltas: Mapping[int, Vector],
    fates: Mapping[int, Fate],
    poisoned: frozenset[int],
    seed: int,
    most: int,
) -> list[int]:
    if len(fates) <= most:
        return sorted(fates)
    rank = np.random.default_rng([seed, _SHOWN]).random(max(fates) + 1)

    def order(client: int) -> tuple[int, float]:
        notable = client in deltas and client in poisoned
        if notable or fates[client] == "rejected":
            return 0, rank[client]
        if client in deltas:
            return 1, rank[client]
        return (3 if fates[client] == "idle" else 2), rank[client]

    return sorted(sorted(fates, key=order)[:most])
