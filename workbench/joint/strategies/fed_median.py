"""FedMedian: the middle of the clients' models, coordinate by coordinate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.core.errors import Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import ParamValue
from workbench.joint.base import STRATEGIES, StrategyEntry, Update, Vector
from workbench.joint.strategies.aggregators import median
from workbench.joint.strategies.common import LOCAL, LocalDescent, stacked


class FedMedian(LocalDescent):
    """w ← the coordinate-wise median of θ_i, each client counting once."""

    def move(self, number: int, updates: Sequence[Update]) -> Vector:
        """The median of what arrived."""
        return median(stacked(updates))


def _check(params: Mapping[str, ParamValue], clients: int) -> list[Problem]:
    if clients >= 3:
        return []
    return [
        Problem(
            field="",
            message=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "The median of fewer than 3 clients is their mean and bears no "
                    "poisoned update. Have 3 clients at least.",
                )
            ),
            severity="warning",
        )
    ]


STRATEGIES.add(
    "fed_median",
    StrategyEntry(
        name="fed_median",
        title=Message(QT_TRANSLATE_NOOP("Message", "FedMedian")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The server takes the middle of the clients' values for each "
                "coordinate, so that fewer than half of them cannot move it far. On "
                "data that differ it is not the optimum.",
            )
        ),
        variant=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Coordinate-wise median of the clients' models after their local steps "
                "(Yin et al. take gradients, which is one local step); each client "
                "counts once, whatever its rows.",
            )
        ),
        source="Yin, Chen, Ramchandran, Bartlett: Byzantine-Robust Distributed "
        "Learning: Towards Optimal Statistical Rates, ICML 2018",
        make=FedMedian,
        parameters=LOCAL,
        check=_check,
        robust=True,
        aggregates_sums=False,
    ),
)
