"""FedYogi: as FedAdam, with rates that grow no faster than they shrink."""

from __future__ import annotations

import numpy as np

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import real
from workbench.joint.base import STRATEGIES, StrategyEntry, Vector
from workbench.joint.strategies.adaptive import (
    BETA2,
    SOURCE,
    Adaptive,
    adaptive_parameters,
)


class FedYogi(Adaptive):
    """v ← v − (1 − β₂)Δ² sign(v − Δ²)."""

    def followed(self, squared: Vector) -> Vector:
        """This v, moved towards the squares by a share of *them*."""
        pull = (1.0 - real(self.params, "beta2")) * squared
        v: Vector = self.squares - pull * np.sign(self.squares - squared)
        return v


STRATEGIES.add(
    "fedyogi",
    StrategyEntry(
        name="fedyogi",
        title=Message(QT_TRANSLATE_NOOP("Message", "FedYogi")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "As FedAdam, but the rates of coordinates that hardly move any more "
                "recover slowly: steadier where few clients answer.",
            )
        ),
        variant=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Algorithm 2, FedYogi, with v starting at τ² and no bias correction. "
                "Flower's starts v at 0. Updates are weighted by rows in both.",
            )
        ),
        source=SOURCE,
        make=FedYogi,
        parameters=adaptive_parameters(BETA2, eta_g=0.03, beta1=0.9),
    ),
)
