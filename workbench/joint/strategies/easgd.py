"""EASGD: clients explore on their own, tied to a common centre by springs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue, real
from workbench.joint.base import (
    STRATEGIES,
    Measures,
    Setting,
    StrategyEntry,
    Update,
)
from workbench.joint.strategies.common import LOCAL, stacked
from workbench.joint.strategies.own_models import OwnModels


class Easgd(OwnModels):
    """After its local steps each client and the centre x̃ draw nearer to each other.

    With N clients, w_i = n_i/n, sums over those that answered, and both from the same
    models::

        x_i ← x_i − α (x_i − x̃)
        x̃   ← x̃ + β Σ w_i (x_i − x̃)

    As in the paper α = β/N unless it is given, so for equal clients these are its
    equations (2) and (3) with β = Nα. A given α does not depend on N: then equal
    clients behave as one.
    """

    def __init__(self, setting: Setting, params: Mapping[str, ParamValue]) -> None:
        super().__init__(setting, params)
        self.beta = real(params, "beta")
        given = params["alpha"]
        self.alpha = (
            self.beta / len(setting.weights) if given is None else real(params, "alpha")
        )

    def take(self, number: int, updates: Sequence[Update]) -> Measures:
        """Both ends of each spring move."""
        clients = [update.client for update in updates]
        # What overflows shows in the parameters, and the run stops as diverged.
        with np.errstate(over="ignore", invalid="ignore"):
            found = self.models[clients] + stacked(updates)
            apart = found - self.parameters
            self.models[clients] = found - self.alpha * apart
            pull = self.setting.weights[clients] @ apart
            self.parameters = self.parameters + self.beta * pull
            return Measures(consensus=self.consensus())


STRATEGIES.add(
    "easgd",
    StrategyEntry(
        name="easgd",
        title=Message(QT_TRANSLATE_NOOP("Message", "Elastic averaging (EASGD)")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Each client keeps a model of its own and makes gradient steps; after "
                "them a spring draws it and a common centre towards each other. The "
                "centre is the result.",
            )
        ),
        variant=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Synchronous, equations (2) and (3), without momentum: moving rate "
                "β = Nα, applied after each client's local steps (its communication "
                "period τ); clients weighted by rows.",
            )
        ),
        source="Zhang, Choromanska, LeCun: Deep Learning with Elastic Averaging SGD, "
        "NeurIPS 2015",
        make=Easgd,
        parameters=(
            *LOCAL,
            Parameter(
                name="beta",
                kind="float",
                default=0.9,
                minimum=0.01,
                maximum=1.0,
                title=Message(QT_TRANSLATE_NOOP("Message", "Moving rate β")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "How far the centre goes towards the clients' mean in a round.",
                    )
                ),
            ),
            Parameter(
                name="alpha",
                kind="float",
                default=None,
                optional=True,
                minimum=0.0,
                maximum=1.0,
                title=Message(QT_TRANSLATE_NOOP("Message", "Elasticity α")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "How far a client goes towards the centre in a round. Left "
                        "empty, β divided by the number of clients, as in the paper.",
                    )
                ),
            ),
        ),
        aggregates_sums=False,
    ),
)
