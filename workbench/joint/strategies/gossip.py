"""Gossip: no server; clients make steps and average with their neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue, real
from workbench.joint.base import (
    STRATEGIES,
    Floats,
    Measures,
    Setting,
    StrategyEntry,
    Update,
    Vector,
)
from workbench.joint.graph import GRAPHS, Graph, Present, build, mixing
from workbench.joint.strategies.common import LOCAL, learning_rate, stacked
from workbench.joint.strategies.own_models import OwnModels


class Gossip(OwnModels):
    """Decentralised gradient descent over a graph with Metropolis–Hastings weights.

    With Δ_i what client i's local steps add to its model x_i, s_i = N w_i its rows over
    the mean number of rows, and W the mixing matrix of the links that hold::

        x_i ← Σ_j W_ij (x_j + s_j Δ_j)     (adapt, then combine)
        x_i ← Σ_j W_ij x_j + s_i Δ_i       (DGD)

    W is doubly stochastic, so the plain mean of the models moves by Σ w_i Δ_i, exactly
    as FedAvg's model does; over a complete graph the first *is* FedAvg, whose mean is
    weighted by rows. A client without rows passes on what it hears. Who is absent keeps
    its model. A constant η leaves a distance to the optimum that shrinks with it.
    """

    peers = True

    def __init__(self, setting: Setting, params: Mapping[str, ParamValue]) -> None:
        super().__init__(setting, params)
        self.graph: Graph = _graph(params, len(setting.weights), setting.seed)
        self.scale: Floats = len(setting.weights) * setting.weights
        self._whole = mixing(self.graph)
        self._degrees = self.graph.degrees

    def take(self, number: int, updates: Sequence[Update]) -> Measures:
        """Mix what neighbours have."""
        # What overflows shows in the parameters, and the run stops as diverged.
        with np.errstate(over="ignore", invalid="ignore"):
            self.mix(number, updates)
            self.parameters = self.setting.weights @ self.models
            return Measures(consensus=self.consensus())

    def mix(self, number: int, updates: Sequence[Update]) -> None:
        """Make the clients' next models."""
        clients = [update.client for update in updates]
        gained = np.zeros_like(self.models)
        gained[clients] = self.scale[clients, None] * stacked(updates)
        W = self.weights_among(clients)
        if self.params["variant"] == "dgd":
            self.models = W @ self.models + gained
        else:
            self.models = W @ (self.models + gained)

    def copies(self, client: int) -> int:
        """To all its neighbours, present or not: it cannot know."""
        return int(self._degrees[client])

    def weights_among(self, clients: Sequence[int]) -> Any:
        """W where these clients and those without rows take part."""
        present: Present = self.setting.weights == 0
        present[list(clients)] = True
        return self._whole if present.all() else mixing(self.graph, present)


class Tracking(Gossip):
    """Gossip whose clients also track the gradient over everyone's rows (K-GT).

    g_i is client i's mean gradient over its K local steps, y_i its estimate of
    Σ w_j g_j, mixed like the models; the correction y_i − g_i turns its local steps
    into everyone's direction::

        y_i ← Σ_j W_ij (y_j + s_j (g_j − g_j before))
        x_i ← Σ_j W_ij (x_j + Δ_j)

    Since Σ y_i = Σ s_i g_i at any time, it comes to rest only at the optimum, with a
    constant η too. For equal clients it is the paper's K-GT with η_s = 1, and with
    K = 1 gradient tracking (DIGing, but each steps before it combines).
    """

    sends = 2
    receives = 2

    def __init__(self, setting: Setting, params: Mapping[str, ParamValue]) -> None:
        super().__init__(setting, params)
        self.gradients: Floats = np.zeros_like(self.models)
        """g_i."""
        self.tracked: Floats = np.zeros_like(self.models)
        """y_i."""

    def correction(self, client: int) -> Vector:
        """y_i − g_i."""
        ahead: Vector = self.tracked[client] - self.gradients[client]
        return ahead

    def mix(self, number: int, updates: Sequence[Update]) -> None:
        """Renew g_i from what the local steps added, then mix y_i and x_i."""
        updates = [update for update in updates if update.steps]
        if not updates:
            return
        clients = [update.client for update in updates]
        delta = stacked(updates)
        steps = np.array([update.steps for update in updates], np.float64)
        eta = learning_rate(self.params, number)
        # Of a client without rows all that there is to follow is y.
        gained = -eta * steps.mean() * self.tracked * (self.scale == 0)[:, None]
        gained[clients] = delta
        fresh = -delta / (eta * steps[:, None]) - (
            self.tracked[clients] - self.gradients[clients]
        )
        news = self.scale[clients, None] * (fresh - self.gradients[clients])
        self.tracked[clients] += news
        self.gradients[clients] = fresh
        W = self.weights_among(clients)
        self.tracked = W @ self.tracked
        self.models = W @ (self.models + gained)


def _make(setting: Setting, params: Mapping[str, ParamValue]) -> Gossip:
    kind = Tracking if params["variant"] == "tracking" else Gossip
    return kind(setting, params)


def _graph(params: Mapping[str, ParamValue], clients: int, seed: int) -> Graph:
    share = None if params["share"] is None else real(params, "share")
    return build(str(params["graph"]), clients, seed, share)


def _check(params: Mapping[str, ParamValue], clients: int) -> list[Problem]:
    """Whether there is such a graph; the run's own seed may draw another."""
    try:
        _graph(params, clients, 0)
    except BadInput as bad:
        return list(bad.problems)
    return []


STRATEGIES.add(
    "gossip",
    StrategyEntry(
        name="gossip",
        title=Message(QT_TRANSLATE_NOOP("Message", "Gossip")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "There is no server: each client keeps a model, makes gradient steps, "
                "and averages with its neighbours in a graph. The better the graph is "
                "connected, the sooner all agree.",
            )
        ),
        variant=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Synchronous, Metropolis–Hastings weights. By parameter: adapt then "
                "combine; DGD, whose gradients are taken before mixing; or K-GT, "
                "gradient tracking with local steps. Clients weighted by rows.",
            )
        ),
        source="Nedić, Ozdaglar: Distributed Subgradient Methods for Multi-Agent "
        "Optimization, IEEE Transactions on Automatic Control 54(1), 2009 (DGD); "
        "Sayed: Adaptation, Learning, and Optimization over Networks, 2014 (adapt then "
        "combine); Liu, Lin, Koloskova, Stich: Decentralized Gradient Tracking with "
        "Local Steps, arXiv 2301.01313, 2023 (K-GT)",
        make=_make,
        parameters=(
            Parameter(
                name="graph",
                kind="choice",
                default="ring",
                choices=GRAPHS,
                title=Message(QT_TRANSLATE_NOOP("Message", "Graph")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "Who talks to whom: a ring, a grid (without wrap-around), a "
                        "random graph (Erdős–Rényi, drawn again until it is "
                        "connected), or everyone with everyone.",
                    )
                ),
            ),
            Parameter(
                name="share",
                kind="float",
                default=None,
                optional=True,
                minimum=0.0,
                maximum=1.0,
                title=Message(QT_TRANSLATE_NOOP("Message", "Share of links")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "How likely two clients of the random graph are linked. Left "
                        "empty, 2 ln n / n: enough to be connected as a rule.",
                    )
                ),
            ),
            Parameter(
                name="variant",
                kind="choice",
                default="adapt_then_combine",
                choices=("adapt_then_combine", "dgd", "tracking"),
                title=Message(QT_TRANSLATE_NOOP("Message", "Variant")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "Steps, then averaging; or both from the same model (DGD); or "
                        "with gradient tracking, which sends twice as much and comes "
                        "to rest at the optimum instead of beside it.",
                    )
                ),
            ),
            *LOCAL,
        ),
        check=_check,
        peers=True,
        aggregates_sums=False,
    ),
)
