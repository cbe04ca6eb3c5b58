"""FedAdagrad: coordinates that moved much move ever less."""

from __future__ import annotations

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.joint.base import STRATEGIES, StrategyEntry, Vector
from workbench.joint.strategies.adaptive import SOURCE, Adaptive, adaptive_parameters


class FedAdagrad(Adaptive):
    """v ← v + Δ²."""

    def followed(self, squared: Vector) -> Vector:
        """The sum of all squares so far."""
        return self.squares + squared


STRATEGIES.add(
    "fedadagrad",
    StrategyEntry(
        name="fedadagrad",
        title=Message(QT_TRANSLATE_NOOP("Message", "FedAdagrad")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The server has a rate for each coordinate, the smaller the more that "
                "coordinate has moved so far. Good where few rows have a feature.",
            )
        ),
        variant=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Algorithm 2, FedAdagrad, with v starting at τ²; β₁ = 0 as in the "
                "paper's experiments. Flower's starts v at 0. Updates are weighted by "
                "rows in both.",
            )
        ),
        source=SOURCE,
        make=FedAdagrad,
        parameters=adaptive_parameters(eta_g=0.1, beta1=0.0),
    ),
)
