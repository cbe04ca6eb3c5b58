"""Multi-Krum: the mean of the updates that Krum trusts most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.core.errors import Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue, whole
from workbench.joint.base import STRATEGIES, StrategyEntry, Update, Vector
from workbench.joint.strategies.aggregators import krum_order
from workbench.joint.strategies.common import LOCAL, LocalDescent, stacked
from workbench.joint.strategies.krum import SOURCE, F, check_f


class MultiKrum(LocalDescent):
    """w ← the plain mean of the θ of the m clients with the best Krum scores."""

    def move(self, number: int, updates: Sequence[Update]) -> Vector:
        """The mean of the m best, m being n − f of those that answered if not given."""
        deltas = stacked(updates)
        f = whole(self.params, "f")
        most = max(1, len(deltas) - f)
        m = most if self.params["m"] is None else min(whole(self.params, "m"), most)
        best: Vector = deltas[krum_order(deltas, f)[:m]].mean(axis=0)
        return best


def _check(params: Mapping[str, ParamValue], clients: int) -> list[Problem]:
    problems = check_f(params, clients)
    most = clients - whole(params, "f")
    if not problems and params["m"] is not None and whole(params, "m") > most:
        problems.append(
            Problem(
                field="m",
                message=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "Averaging {m} of {clients} clients takes hostile ones in. "
                        "Set m to {most} at most (clients less f).",
                    ),
                    {"m": whole(params, "m"), "clients": clients, "most": most},
                ),
            )
        )
    return problems


STRATEGIES.add(
    "multi_krum",
    StrategyEntry(
        name="multi_krum",
        title=Message(QT_TRANSLATE_NOOP("Message", "Multi-Krum")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The server averages the models of the m clients with the most like "
                "them. Bears f hostile clients and learns from many.",
            )
        ),
        variant=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The m updates with the least Krum scores, scored once, and their "
                "plain mean; m = n − f of those that answered unless given.",
            )
        ),
        source=SOURCE,
        make=MultiKrum,
        parameters=(
            *LOCAL,
            F,
            Parameter(
                name="m",
                kind="int",
                default=None,
                minimum=1,
                optional=True,
                title=Message(QT_TRANSLATE_NOOP("Message", "Updates averaged m")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "How many of the best are averaged; if empty, all but f.",
                    )
                ),
            ),
        ),
        check=_check,
        robust=True,
        aggregates_sums=False,
    ),
)
