"""FedAdam: a server with Adam's rates."""

from __future__ import annotations

import math

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import real
from workbench.joint.base import STRATEGIES, StrategyEntry, Vector
from workbench.joint.strategies.adaptive import (
    BETA2,
    SOURCE,
    Adaptive,
    adaptive_parameters,
)


class FedAdam(Adaptive):
    """v ← β₂v + (1 − β₂)Δ²."""

    def followed(self, squared: Vector) -> Vector:
        """The running mean of squares."""
        beta2 = real(self.params, "beta2")
        return beta2 * self.squares + (1.0 - beta2) * squared

    def server_rate(self, number: int) -> float:
        """η_g; Flower's is η_g √(1 − β₂^(t+1)) / (1 − β₁^(t+1)), t from 1.

        Kingma and Ba (2015, section 2) have t where Flower has t + 1.
        """
        rate = super().server_rate(number)
        if not self.flower:
            return rate
        beta2 = real(self.params, "beta2")
        squares = math.sqrt(1.0 - beta2 ** (number + 1))
        return rate * squares / (1.0 - self.beta1 ** (number + 1))


STRATEGIES.add(
    "fedadam",
    StrategyEntry(
        name="fedadam",
        title=Message(QT_TRANSLATE_NOOP("Message", "FedAdam")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The server has momentum and a rate for each coordinate, the smaller "
                "the more that coordinate has moved lately.",
            )
        ),
        variant=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Algorithm 2, FedAdam, with v starting at τ² and no bias correction. "
                "Flower's starts v at 0 and corrects the bias, with t + 1 in place of "
                "t. Updates are weighted by rows in both.",
            )
        ),
        source=SOURCE,
        make=FedAdam,
        parameters=adaptive_parameters(BETA2, eta_g=0.03, beta1=0.9),
    ),
)
