"""SCAFFOLD: control variates take the clients' drift away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import ParamValue, real
from workbench.joint.base import (
    STRATEGIES,
    Setting,
    StrategyEntry,
    Update,
    Vector,
)
from workbench.joint.strategies.common import (
    ETA_G,
    LOCAL,
    LocalDescent,
    learning_rate,
    mean_delta,
)


class Scaffold(LocalDescent):
    """Client i corrects each gradient by c − c_i: what all see, less what it sees.

    With y_i the client's model after K steps of η from x: c_i⁺ = c_i − c +
    (x − y_i)/(Kη), x ← x + η_g Σ p_i (y_i − x) / Σ p_i and c ← c + Σ p_i (c_i⁺ − c_i),
    sums over those that answered, p_i = n_i/n over all clients. So c = Σ p_i c_i at any
    time, and the fixed point is the optimum of the mean over *rows*. With equal p_i it
    is the paper's |S|/N times the mean. The c_i are kept here on the clients' behalf,
    made of the updates as they arrived.
    """

    sends = 2
    receives = 2

    def __init__(self, setting: Setting, params: Mapping[str, ParamValue]) -> None:
        super().__init__(setting, params)
        size = len(setting.start)
        self.control: Vector = np.zeros(size)
        """c, the server's."""
        self.controls = np.zeros((len(setting.weights), size))
        """c_i, (clients, parameters)."""

    def correction(self, client: int) -> Vector:
        """What is added to its gradients, c − c_i."""
        missed: Vector = self.control - self.controls[client]
        return missed

    def move(self, number: int, updates: Sequence[Update]) -> Vector:
        """Renew the control variates; η_g times the weighted mean."""
        eta = learning_rate(self.params, number)
        change = np.zeros_like(self.control)
        for update in updates:
            if update.steps:
                # c_i⁺ − c_i, x − y_i being −Δ_i.
                gained = -self.control - update.delta / (update.steps * eta)
                self.controls[update.client] += gained
                change += update.weight * gained
        self.control = self.control + change
        return real(self.params, "eta_g") * mean_delta(updates)


STRATEGIES.add(
    "scaffold",
    StrategyEntry(
        name="scaffold",
        title=Message(QT_TRANSLATE_NOOP("Message", "SCAFFOLD")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "As FedAvg, but each client corrects its gradients by the difference "
                "between everyone's and its own, so that many local steps still lead "
                "to the optimum. Twice the traffic.",
            )
        ),
        variant=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Algorithm 1 with option II for the control variates (c_i⁺ = c_i − c + "
                "(x − y_i)/(Kη)) and the server's rate η_g; clients weighted by rows, "
                "which for equal clients is the paper's plain mean.",
            )
        ),
        source="Karimireddy, Kale, Mohri, Reddi, Stich, Suresh: SCAFFOLD: Stochastic "
        "Controlled Averaging for Federated Learning, ICML 2020",
        make=Scaffold,
        aggregates_sums=False,
        parameters=(*LOCAL, ETA_G),
    ),
)
