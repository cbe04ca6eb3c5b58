"""One-shot averaging: everyone learns to the end alone, and models meet once."""

from __future__ import annotations

from msgspec.structs import replace

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, real, whole
from workbench.joint.base import STRATEGIES, Local, StrategyEntry
from workbench.joint.strategies.common import ETA
from workbench.joint.strategies.fedavg import FedAvg

_HOLD = 1e-8
"""ρ of the pull to the start: where a client's own optimum is not unique, or lies at
infinity (its classes are separable and nothing is penalised), it has one with it.
Elsewhere it moves the optimum by less than ρ over the curvature."""


class OneShot(FedAvg):
    """w = Σ n_i θ_i* / Σ n_i, θ_i* the minimiser of client i's own objective."""

    def local(self, number: int) -> Local:
        """To convergence by the client's solver; with an L1 penalty, by many steps."""
        if self.setting.learning.penalty.l1 == 0.0:
            return Local(procedure="proximal", rho=_HOLD)
        return Local(steps=whole(self.params, "steps"), eta=real(self.params, "eta"))


STRATEGIES.add(
    "one_shot",
    StrategyEntry(
        name="one_shot",
        title=Message(QT_TRANSLATE_NOOP("Message", "One-shot averaging")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Each client learns from its own rows until nothing changes; the "
                "server averages once. One round and the least traffic; far from the "
                "optimum where clients' data differ.",
            )
        ),
        variant=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The average mixture (AVGM), without bootstrap correction: each "
                "client's own minimiser, found by a solver (with an L1 penalty, by "
                "proximal gradient steps), weighted by rows.",
            )
        ),
        source="Zhang, Duchi, Wainwright: Communication-Efficient Algorithms for "
        "Statistical Optimization, Journal of Machine Learning Research 14, 2013",
        make=OneShot,
        rounds=1,
        parameters=(
            Parameter(
                name="steps",
                kind="int",
                default=2000,
                minimum=1,
                title=Message(QT_TRANSLATE_NOOP("Message", "Steps with an L1 penalty")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "How many proximal gradient steps a client makes where there "
                        "is an L1 penalty; without one a solver goes to convergence.",
                    )
                ),
            ),
            replace(
                ETA,
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message", "How far one such step goes; the solver needs none."
                    )
                ),
            ),
        ),
    ),
)
