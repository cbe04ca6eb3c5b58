"""Who talks to whom when there is no server, and how neighbours mix their models.

A :class:`Graph` of clients is connected and undirected. Its mixing matrix is that of
Metropolis and Hastings: W_ij = 1 / (1 + max(d_i, d_j)) for neighbours, the rest on the
diagonal. It is symmetric and doubly stochastic, so mixing leaves the mean of all models
where it is, and each neighbour needs to know no more than the other's degree. Models
meet the faster the larger the spectral gap 1 − |λ₂|.

Source: Xiao, Boyd, Kim, "Distributed average consensus with least-mean-square
deviation", Journal of Parallel and Distributed Computing 67(1), 2007, section 2.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.joint.base import Floats

Edges = NDArray[np.int64]
"""(links, 2), the smaller number first."""
Present = NDArray[np.bool_]
"""(clients,) who takes part in a round."""

GRAPHS = ("ring", "grid", "random", "complete")
MOST_LINKS = 5_000_000
"""More would not fit beside the models in the memory of a small computer."""
DRAWS = 200
"""How often a random graph is drawn until one is connected."""
_DENSE = 2_000
"""Up to so many clients all eigenvalues are computed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """Clients 0 … ``clients`` − 1 and their links."""

    name: str
    clients: int
    edges: Edges

    @property
    def degrees(self) -> NDArray[np.int64]:
        """How many neighbours each client has."""
        return np.bincount(self.edges.ravel(), minlength=self.clients)

    @property
    def weights(self) -> Floats:
        """The Metropolis–Hastings weight of each link."""
        ends = self.degrees[self.edges]
        return np.asarray(1.0 / (1.0 + ends.max(1)), np.float64)

    def neighbours(self, client: int) -> NDArray[np.int64]:
        """Who is linked with ``client``, in ascending order."""
        first, second = self.edges.T
        return np.sort(
            np.concatenate([second[first == client], first[second == client]])
        )


def build(name: str, clients: int, seed: int = 0, share: float | None = None) -> Graph:
    """One of :data:`GRAPHS`, connected, or :class:`BadInput` with the remedy.

    ``share`` is the random graph's probability of a link; ``None`` takes
    :func:`usual_share`.
    """
    share = usual_share(clients) if share is None else share
    _refuse_too_many(name, clients, share)
    if name == "random":
        return Graph(name=name, clients=clients, edges=_random(clients, share, seed))
    return Graph(name=name, clients=clients, edges=_FIXED[name](clients))


def usual_share(clients: int) -> float:
    """2 ln n / n: twice where random graphs begin to be connected (Erdős, Rényi)."""
    return min(1.0, 2 * math.log(clients) / clients) if clients > 1 else 1.0


def connected(clients: int, edges: Edges) -> bool:
    """Whether each client can reach each other one."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    links = coo_array((np.ones(len(edges)), tuple(edges.T)), shape=(clients, clients))
    return bool(connected_components(links, directed=False)[0] <= 1)


def mixing(graph: Graph, present: Present | None = None) -> Any:
    """W, (clients, clients): a SciPy sparse array, or a plain one where that is full.

    A link with an absent end has failed: its weight goes to the diagonal of both ends,
    so that W stays doubly stochastic and who is absent keeps its model.
    """
    edges, weights = graph.edges, graph.weights
    if present is not None:
        alive = present[edges].all(1)
        edges, weights = edges[alive], weights[alive]
    first, second = edges.T
    n = graph.clients
    given = np.bincount(edges.ravel(), np.repeat(weights, 2), minlength=n)
    if 10 * len(edges) > n * n:
        W = np.diag(1.0 - given)
        W[first, second] = W[second, first] = weights
        return W
    from scipy.sparse import coo_array

    here = np.arange(n)
    return coo_array(
        (
            np.concatenate([weights, weights, 1.0 - given]),
            (
                np.concatenate([first, second, here]),
                np.concatenate([second, first, here]),
            ),
        ),
        shape=(n, n),
    ).tocsr()


def spectral_gap(graph: Graph) -> float:
    """1 − |λ₂|, λ₂ the eigenvalue of W that is second in size; 1 for one client.

    After t rounds of mixing what differs from the mean has shrunk at least by |λ₂|^t.
    """
    if graph.clients < 2:
        return 1.0
    if graph.clients > _DENSE:
        return 1.0 - _second(graph)
    W = mixing(graph)
    values = np.linalg.eigvalsh(W if isinstance(W, np.ndarray) else W.toarray())
    return 1.0 - max(abs(float(values[0])), abs(float(values[-2])))


def sentence(graph: Graph) -> Message:
    """The graph in words, with its spectral gap."""
    degrees = graph.degrees
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "{clients} clients, {links} links, {least} to {most} neighbours each; "
            "spectral gap {gap:.3g}: the larger, the sooner all agree (1 is at once).",
        ),
        {
            "clients": graph.clients,
            "links": len(graph.edges),
            "least": int(degrees.min()),
            "most": int(degrees.max()),
            "gap": spectral_gap(graph),
        },
    )


def _ring(n: int) -> Edges:
    if n < 3:
        return _complete(n)
    here = np.arange(n)
    return np.sort(np.stack([here, (here + 1) % n], axis=1), axis=1)


def _grid(n: int) -> Edges:
    """Rows as nearly square as they go, filled in order, without wrap-around."""
    columns = math.isqrt(n - 1) + 1 if n else 1
    here = np.arange(n)
    right = here[(here + 1 < n) & ((here + 1) % columns > 0)]
    below = here[here + columns < n]
    return np.concatenate(
        [
            np.stack([right, right + 1], axis=1),
            np.stack([below, below + columns], axis=1),
        ]
    )


def _complete(n: int) -> Edges:
    return np.stack(np.triu_indices(n, 1), axis=1).astype(np.int64)


_FIXED: dict[str, Callable[[int], Edges]] = {
    "ring": _ring,
    "grid": _grid,
    "complete": _complete,
}


def _random(n: int, share: float, seed: int) -> Edges:
    """G(n, p): each pair linked with probability p, drawn again until connected."""
    for attempt in range(DRAWS):
        rng = np.random.default_rng((seed, attempt))
        edges = _drawn(n, share, rng)
        if connected(n, edges):
            return edges
    raise BadInput(
        [
            Problem(
                field="share",
                message=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "With each pair of {clients} clients linked with probability "
                        "{share:g}, {draws} random graphs fell into parts that cannot "
                        "reach each other. Take a share of links of {enough:.2g} or "
                        "more, or another graph.",
                    ),
                    {
                        "clients": n,
                        "share": share,
                        "draws": DRAWS,
                        "enough": usual_share(n),
                    },
                ),
            )
        ]
    )


def _drawn(n: int, share: float, rng: np.random.Generator) -> Edges:
    """A binomial number of different pairs: as each pair's own coin, in less memory."""
    pairs = n * (n - 1) // 2
    chosen = rng.choice(pairs, rng.binomial(pairs, share), replace=False)
    # Pair k = j(j−1)/2 + i with i < j; the root can be off by one through rounding.
    j = ((1 + np.sqrt(1 + 8 * chosen.astype(np.float64))) / 2).astype(np.int64)
    j -= j * (j - 1) // 2 > chosen
    j += j * (j + 1) // 2 <= chosen
    return np.stack([chosen - j * (j - 1) // 2, j], axis=1)


def _refuse_too_many(name: str, n: int, share: float) -> None:
    pairs = n * (n - 1) / 2
    links = {"random": share * pairs, "complete": pairs}.get(name, 0)
    if links > MOST_LINKS:
        raise BadInput(
            [
                Problem(
                    field="graph",
                    message=Message(
                        QT_TRANSLATE_NOOP(
                            "Message",
                            "{clients} clients would have {links:.0f} links, more than "
                            "fit into memory. Take a ring, a grid, a smaller share of "
                            "links, or fewer clients.",
                        ),
                        {"clients": n, "links": links},
                    ),
                )
            ]
        )


def _second(graph: Graph) -> float:
    """|λ₂| of many clients by Lanczos, from both ends of the spectrum."""
    if graph.name == "complete":
        return 0.0  # W is 1/n everywhere
    from scipy.sparse.linalg import eigsh

    W = mixing(graph)
    start = np.random.default_rng(0).standard_normal(graph.clients)  # always the same
    how: dict[str, Any] = {"v0": start, "return_eigenvectors": False}
    # Where the gap is tiny, W − σI is inverted, just above its eigenvalue of 1. Of a
    # random graph the inverse would be full, but there the gap is wide.
    top = (
        eigsh(W, 2, which="LA", **how)
        if graph.name == "random"
        else eigsh(W, 2, sigma=1 + 1e-6, **how)
    )
    low = eigsh(W, 1, which="SA", tol=1e-6, **how)
    return max(abs(float(np.min(top))), abs(float(low[0])))
