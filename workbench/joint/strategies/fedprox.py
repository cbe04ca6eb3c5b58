"""FedProx: FedAvg whose clients are held near the server's model."""

from __future__ import annotations

from dataclasses import replace

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, real
from workbench.joint.base import STRATEGIES, Local, StrategyEntry
from workbench.joint.strategies.common import LOCAL
from workbench.joint.strategies.fedavg import FedAvg


class FedProx(FedAvg):
    """Clients descend on f_i(x) + μ/2 ‖x − w‖²."""

    def local(self, number: int) -> Local:
        """FedAvg's steps, on the local problem with its pull."""
        return replace(super().local(number), mu=real(self.params, "mu"))


STRATEGIES.add(
    "fedprox",
    StrategyEntry(
        name="fedprox",
        title=Message(QT_TRANSLATE_NOOP("Message", "FedProx")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "As FedAvg, but a pull of strength μ holds each client near the "
                "server's model: less drift, and slower. μ = 0 is FedAvg.",
            )
        ),
        variant=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Algorithm 2, the local problem f_i(x) + μ/2 ‖x − w‖² solved inexactly "
                "by gradient steps, μ constant; models weighted by rows as in FedAvg.",
            )
        ),
        source="Li, Sahu, Zaheer, Sanjabi, Talwalkar, Smith: Federated Optimization in "
        "Heterogeneous Networks, MLSys 2020",
        make=FedProx,
        parameters=(
            *LOCAL,
            Parameter(
                name="mu",
                kind="float",
                default=0.1,
                minimum=0.0,
                title=Message(QT_TRANSLATE_NOOP("Message", "Pull μ")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "How strongly a client is held near the server's model.",
                    )
                ),
            ),
        ),
    ),
)
