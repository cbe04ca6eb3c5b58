"""Servers with a rate per coordinate: what FedAdagrad, FedAdam and FedYogi share.

Algorithm 2 of Reddi et al. (2021), with Δ the weighted mean of θ_i − w::

    m ← β₁m + (1 − β₁)Δ
    v ← v + Δ²                                  Adagrad
        v − (1 − β₂)Δ² sign(v − Δ²)             Yogi
        β₂v + (1 − β₂)Δ²                        Adam
    w ← w + η_g m / (√v + τ)

The paper begins with v ≥ τ² (here τ²) and corrects no bias. Flower (1.42) begins with
v = 0, and its FedAdam corrects Adam's bias.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence

import numpy as np
from msgspec.structs import replace

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue, real
from workbench.joint.base import Setting, Update, Vector
from workbench.joint.strategies.common import ETA_G, LOCAL, LocalDescent, mean_delta

SOURCE = (
    "Reddi, Charles, Zaheer, Garrett, Rush, Konečný, Kumar, McMahan: Adaptive "
    "Federated Optimization, ICLR 2021"
)
BETA2 = Parameter(
    name="beta2",
    kind="float",
    default=0.99,
    minimum=0.0,
    maximum=0.9999,
    title=Message(QT_TRANSLATE_NOOP("Message", "Memory of squares β₂")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message", "How slowly the size of each coordinate's moves is forgotten."
        )
    ),
)


def adaptive_parameters(
    *own: Parameter, eta_g: float, beta1: float
) -> tuple[Parameter, ...]:
    """Local steps, the server's rate, momentum and τ, ``own``, and the variant."""
    return (
        *LOCAL,
        replace(ETA_G, default=eta_g),
        Parameter(
            name="beta1",
            kind="float",
            default=beta1,
            minimum=0.0,
            maximum=0.999,
            title=Message(QT_TRANSLATE_NOOP("Message", "Momentum β₁")),
            help=Message(
                QT_TRANSLATE_NOOP("Message", "How much of the last move is kept.")
            ),
        ),
        *own,
        Parameter(
            name="tau",
            kind="float",
            default=1e-3,
            minimum=1e-12,
            title=Message(QT_TRANSLATE_NOOP("Message", "Adaptivity τ")),
            help=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "Coordinates that move much less than this are not sped up; small "
                    "values adapt more.",
                )
            ),
        ),
        Parameter(
            name="variant",
            kind="choice",
            default="paper",
            choices=("paper", "flower"),
            title=Message(QT_TRANSLATE_NOOP("Message", "Variant")),
            help=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "As in the paper, or as Flower does it: squares begin at 0 rather "
                    "than τ², and FedAdam corrects Adam's bias.",
                )
            ),
        ),
    )


class Adaptive(LocalDescent):
    """w ← w + η_g m / (√v + τ); a subclass says how v follows Δ²."""

    def __init__(self, setting: Setting, params: Mapping[str, ParamValue]) -> None:
        super().__init__(setting, params)
        size = len(setting.start)
        self.flower = params["variant"] == "flower"
        self.tau = real(params, "tau")
        self.beta1 = real(params, "beta1")
        self.momentum: Vector = np.zeros(size)
        """m"""
        self.squares: Vector = np.full(size, 0.0 if self.flower else self.tau**2)
        """v"""

    def move(self, number: int, updates: Sequence[Update]) -> Vector:
        """One step of the server's own optimiser, −Δ its gradient."""
        delta = mean_delta(updates)
        self.momentum = self.beta1 * self.momentum + (1.0 - self.beta1) * delta
        self.squares = self.followed(delta * delta)
        return self.server_rate(number) * (
            self.momentum / (np.sqrt(self.squares) + self.tau)
        )

    def server_rate(self, number: int) -> float:
        """η_g of round ``number``."""
        return real(self.params, "eta_g")

    @abstractmethod
    def followed(self, squared: Vector) -> Vector:
        """The next v, of this v and Δ²."""
