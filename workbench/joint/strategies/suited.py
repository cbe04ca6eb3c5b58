"""Whether a strategy and a model go together, and if not, why."""

from __future__ import annotations

from workbench.core.errors import Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.joint.base import Objective, StrategyEntry


def unsuited(entry: StrategyEntry, objective: Objective, field: str) -> Problem | None:
    """Why ``entry`` cannot learn ``objective``, or ``None`` when it can."""
    if not entry.needs_convex or objective.convex:
        return None
    return Problem(
        field=field,
        message=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "{strategy} solves each client's problem to its end, which needs one "
                "valley, and “{model}” has many. Take a model such as softmax, "
                "logistic or linear regression, or a strategy that makes steps, such "
                "as FedAvg.",
            ),
            {"strategy": entry.title, "model": objective.title},
        ),
    )
