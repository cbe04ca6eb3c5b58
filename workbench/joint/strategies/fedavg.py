"""FedAvg: local steps, then the mean of the models weighted by rows."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.joint.base import STRATEGIES, StrategyEntry, Update, Vector
from workbench.joint.strategies.common import LOCAL, LocalDescent, mean_delta


class FedAvg(LocalDescent):
    """w ← w + Σ n_i (θ_i − w) / Σ n_i, over those that answered."""

    def move(self, number: int, updates: Sequence[Update]) -> Vector:
        """The weighted mean of what arrived."""
        return mean_delta(updates)


STRATEGIES.add(
    "fedavg",
    StrategyEntry(
        name="fedavg",
        title=Message(QT_TRANSLATE_NOOP("Message", "FedAvg")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Each client makes some gradient steps on its own rows; the server "
                "averages the models. With many steps on data that differ it settles "
                "beside the optimum (client drift).",
            )
        ),
        variant=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Algorithm 1 (FederatedAveraging): models weighted by rows n_i, over "
                "the clients that answered in the round.",
            )
        ),
        source="McMahan, Moore, Ramage, Hampson, Agüera y Arcas: Communication-"
        "Efficient Learning of Deep Networks from Decentralized Data, AISTATS 2017",
        make=FedAvg,
        parameters=LOCAL,
    ),
)
