"""Krum: the one update that has its nearest others nearest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.core.errors import Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue, whole
from workbench.joint.base import STRATEGIES, StrategyEntry, Update, Vector
from workbench.joint.strategies.aggregators import krum_order
from workbench.joint.strategies.common import LOCAL, LocalDescent, stacked

SOURCE = (
    "Blanchard, El Mhamdi, Guerraoui, Stainer: Machine Learning with Adversaries: "
    "Byzantine Tolerant Gradient Descent, NeurIPS 2017"
)
F = Parameter(
    name="f",
    kind="int",
    default=1,
    minimum=0,
    title=Message(QT_TRANSLATE_NOOP("Message", "Hostile clients f")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "How many poisoned updates must be borne; 2f + 3 clients are needed.",
        )
    ),
)


class Krum(LocalDescent):
    """w ← θ of the client whose n − f − 2 nearest others are nearest to it."""

    def move(self, number: int, updates: Sequence[Update]) -> Vector:
        """The update chosen, whole."""
        deltas = stacked(updates)
        chosen: Vector = deltas[krum_order(deltas, whole(self.params, "f"))[0]]
        return chosen


def check_f(params: Mapping[str, ParamValue], clients: int) -> list[Problem]:
    """Whether there are 2f + 3 clients."""
    f = whole(params, "f")
    if clients >= 2 * f + 3:
        return []
    most = (clients - 3) // 2
    values = {"f": f, "needed": 2 * f + 3, "clients": clients, "most": most}
    sentence = (
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Krum bears {f} hostile clients among {needed} or more, not among "
                "{clients}. Set f to {most} at most, or have more clients.",
            ),
            values,
        )
        if most >= 0
        else Message(
            QT_TRANSLATE_NOOP(
                "Message", "Krum needs 3 clients or more, not {clients}."
            ),
            values,
        )
    )
    return [Problem(field="f", message=sentence)]


STRATEGIES.add(
    "krum",
    StrategyEntry(
        name="krum",
        title=Message(QT_TRANSLATE_NOOP("Message", "Krum")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The server takes over one client's model whole: the one with the "
                "most like it. Bears f hostile clients; learns from one at a time.",
            )
        ),
        variant=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Score: the sum of squared distances to the n − f − 2 nearest others "
                "among those that answered. On the clients' models after their local "
                "steps (the paper has gradients). Of equal scores, the nearer to all "
                "others (the paper: the lower number).",
            )
        ),
        source=SOURCE,
        make=Krum,
        parameters=(*LOCAL, F),
        check=check_f,
        robust=True,
        aggregates_sums=False,
    ),
)
