"""One strategy, round by round: who comes, what travels, what meets, when it ends.

A round goes: clients are drawn and are sent the model; those who do not give up work;
their updates are, in this order, spoiled (if poisoned), clipped and noised (if
private), compressed, counted in bytes, refused (if not finite), masked (if secure),
and met by the strategy. Work itself is done elsewhere::

    while works := course.works():
        course.take([do(work) for work in works])
        course.look(judge, optimum)
        course.settle()
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from workbench.core.joint import (
    Fate,
    JointCourse,
    JointEnd,
    JointRound,
    JointUpdates,
    MaskedView,
)
from workbench.joint.base import (
    Answer,
    Measures,
    Strategy,
    StrategyEntry,
    Update,
    Vector,
    Work,
)
from workbench.joint.judging import Judge
from workbench.joint.round_plan import RoundPlan
from workbench.joint.sampling import ATTEMPTS, Attendance
from workbench.joint.transport import Arrival, Transport


class Course:
    """A strategy on its way; holds what its rounds share."""

    def __init__(
        self,
        key: str,
        entry: StrategyEntry,
        strategy: Strategy,
        plan: RoundPlan,
        *,
        open_: bool = False,
    ) -> None:
        """``open_`` leaves out clipping and noise, whatever the plan says."""
        self.key = key
        self.number = 0
        """Of the round that is on its way, or was the last."""
        self.seconds = 0.0
        self.cpu_s = 0.0
        self.test_score: float | None = None
        self.history: tuple[JointRound, ...] = ()
        self.finish: JointEnd | None = None
        self._entry = entry
        self._strategy = strategy
        self._plan = plan
        self._most = min(plan.rounds, entry.rounds or plan.rounds)
        self._privacy = None if open_ else plan.privacy
        self._transport = Transport(key, strategy, plan, private=self._privacy)
        self._attendance: Attendance | None = None
        self._works: dict[int, Work] = {}
        self._arrivals: Sequence[Arrival] = ()
        self._measures = Measures()
        self._masked: MaskedView | None = None
        self._reason: tuple[str, Message] | None = None
        self._tally = {"used": 0, "dropped": 0, "late": 0, "rejected": 0}
        self._drift: float | None = None
        self._simulated = 0.0
        self._rule = plan.stop_rule(entry, strategy)
        self._start_losses: tuple[Vector, Vector] | None = None

    @property
    def parameters(self) -> Vector:
        """The global model now."""
        return self._strategy.parameters
