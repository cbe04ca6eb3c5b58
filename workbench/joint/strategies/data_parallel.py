"""Synchronous data-parallel SGD: gradients meet after every step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import ParamValue, whole
from workbench.joint.base import (
    STRATEGIES,
    Local,
    Measures,
    Setting,
    Strategy,
    StrategyEntry,
    Update,
    Work,
)
from workbench.joint.penalties import lasso, shrink
from workbench.joint.strategies.common import (
    BATCH,
    ETA,
    SCHEDULE,
    batch_seed,
    learning_rate,
    mean_delta,
)


class DataParallel(Strategy):
    """w ← prox(w − η Σ n_i ∇f_i(w) / Σ n_i): gradient descent on all rows, exactly.

    The L2 penalty is part of each gradient, the L1 penalty the proximal step.
    """

    def __init__(self, setting: Setting, params: Mapping[str, ParamValue]) -> None:
        super().__init__(setting, params)
        self.params = dict(params)

    def work(self, number: int, chosen: Sequence[int]) -> list[Work]:
        """Everyone's gradient at the server's model."""
        local = Local(procedure="gradient", batch=whole(self.params, "batch"))
        return [
            Work(
                client=client,
                start=self.parameters,
                local=local,
                seed=batch_seed(self.setting, number, client) if local.batch else 0,
            )
            for client in chosen
        ]

    def take(self, number: int, updates: Sequence[Update]) -> Measures:
        """One step along the weighted mean of the gradients."""
        eta = learning_rate(self.params, number)
        penalty = self.setting.learning.penalty
        # What overflows shows in the parameters, and the run stops as diverged.
        with np.errstate(over="ignore", invalid="ignore"):
            w = self.parameters - eta * mean_delta(updates)
            if penalty.l1:
                shrink(w[None], eta * lasso(penalty, len(w)))
        self.parameters = w
        return Measures()


STRATEGIES.add(
    "data_parallel",
    StrategyEntry(
        name="data_parallel",
        title=Message(QT_TRANSLATE_NOOP("Message", "Data-parallel SGD")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Clients send gradients and everyone makes the same step, one a round: "
                "exactly what one computer with all rows would do, for the most "
                "traffic. The reference for all others.",
            )
        ),
        variant=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Synchronous, no backup workers: one step along the mean of the "
                "gradients weighted by rows, and a proximal step for an L1 penalty. "
                "With all rows and all clients it is centralised gradient descent.",
            )
        ),
        source="Chen, Pan, Monga, Bengio, Jozefowicz: Revisiting Distributed "
        "Synchronous SGD, ICLR workshop 2016",
        make=DataParallel,
        parameters=(BATCH, ETA, *SCHEDULE),
    ),
)
