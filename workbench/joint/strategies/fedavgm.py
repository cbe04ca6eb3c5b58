"""FedAvgM: the server's model has momentum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue, real
from workbench.joint.base import (
    STRATEGIES,
    Setting,
    StrategyEntry,
    Update,
    Vector,
)
from workbench.joint.strategies.common import ETA_G, LOCAL, LocalDescent, mean_delta


class FedAvgM(LocalDescent):
    """v ← βv + Δ, w ← w + η_g v, with Δ the weighted mean of θ_i − w."""

    def __init__(self, setting: Setting, params: Mapping[str, ParamValue]) -> None:
        super().__init__(setting, params)
        self.velocity: Vector = np.zeros(len(setting.start))

    def move(self, number: int, updates: Sequence[Update]) -> Vector:
        """The weighted mean of what arrived, and what is left of earlier moves."""
        beta = real(self.params, "beta")
        self.velocity = beta * self.velocity + mean_delta(updates)
        return real(self.params, "eta_g") * self.velocity


STRATEGIES.add(
    "fedavgm",
    StrategyEntry(
        name="fedavgm",
        title=Message(QT_TRANSLATE_NOOP("Message", "FedAvgM")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "As FedAvg, but the server goes on in the direction of earlier rounds "
                "(momentum). β = 0 is FedAvg.",
            )
        ),
        variant=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Momentum as v ← βv + Δ without dampening, w ← w + η_g·v: the paper's "
                "for η_g = 1, and Flower's.",
            )
        ),
        source="Hsu, Qi, Brown: Measuring the Effects of Non-Identical Data "
        "Distribution for Federated Visual Classification, arXiv 1909.06335, 2019",
        make=FedAvgM,
        parameters=(
            *LOCAL,
            Parameter(
                name="beta",
                kind="float",
                default=0.9,
                minimum=0.0,
                maximum=0.999,
                title=Message(QT_TRANSLATE_NOOP("Message", "Momentum β")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "How much of the last move is kept; in the long run the server "
                        "goes 1/(1 − β) times as far.",
                    )
                ),
            ),
            ETA_G,
        ),
    ),
)
