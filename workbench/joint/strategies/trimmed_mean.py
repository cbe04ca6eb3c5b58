"""The trimmed mean of the clients' models, coordinate by coordinate."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from workbench.core.errors import Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue, real
from workbench.joint.base import STRATEGIES, StrategyEntry, Update, Vector
from workbench.joint.strategies.aggregators import trimmed, trimmed_mean
from workbench.joint.strategies.common import LOCAL, LocalDescent, stacked


class TrimmedMean(LocalDescent):
    """w ← the mean of θ_i, in each coordinate without the lowest and the highest."""

    def move(self, number: int, updates: Sequence[Update]) -> Vector:
        """The trimmed mean of what arrived."""
        return trimmed_mean(stacked(updates), real(self.params, "share"))


def _check(params: Mapping[str, ParamValue], clients: int) -> list[Problem]:
    share = real(params, "share")
    if share >= 0.5:
        return [
            Problem(
                field="share",
                message=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "Trimming {share:g} at either end leaves nobody. Trim less "
                        "than 0.5.",
                    ),
                    {"share": share},
                ),
            )
        ]
    if trimmed(share, clients):
        return []
    return [
        Problem(
            field="share",
            message=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "{share:g} of {clients} clients is nobody, so nothing is trimmed "
                    "and no poisoned update is borne. Trim {least:g} or more, of 3 "
                    "clients at least.",
                ),
                {"share": share, "clients": clients, "least": _least(clients)},
            ),
            severity="warning",
        )
    ]


def _least(clients: int) -> float:
    """The least share, in hundredths, that trims somebody and leaves somebody."""
    return math.ceil(100 / max(clients, 3)) / 100


STRATEGIES.add(
    "trimmed_mean",
    StrategyEntry(
        name="trimmed_mean",
        title=Message(QT_TRANSLATE_NOOP("Message", "Trimmed mean")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The server averages, for each coordinate, the clients' values without "
                "the lowest and the highest, so that a few cannot move it far.",
            )
        ),
        variant=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Coordinate-wise mean of the clients' models without the ⌊share·n⌋ "
                "lowest and highest of those that answered (Yin et al. take gradients, "
                "which is one local step); each client counts once.",
            )
        ),
        source="Yin, Chen, Ramchandran, Bartlett: Byzantine-Robust Distributed "
        "Learning: Towards Optimal Statistical Rates, ICML 2018",
        make=TrimmedMean,
        parameters=(
            *LOCAL,
            Parameter(
                name="share",
                kind="float",
                default=0.2,
                minimum=0.0,
                maximum=0.499,
                title=Message(QT_TRANSLATE_NOOP("Message", "Share trimmed")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "How much of the clients is left out at either end, rounded "
                        "down to whole clients. At least the share that may be "
                        "hostile.",
                    )
                ),
            ),
        ),
        check=_check,
        robust=True,
        aggregates_sums=False,
    ),
)
