"""One strategy, round by round: who comes, what arrives, what meets, when it ends.

Work itself is done elsewhere::

    course.look(judge, optimum)
    while (works := course.works()) is not None:
        if course.take([do(work) for work in works]):
            course.look(judge, optimum)
    course.end(judge)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from workbench.core.joint import (
    JointCourse,
    JointEnd,
    JointRound,
    JointUpdates,
    MaskedView,
)
from workbench.core.log import Log
from workbench.core.results import clock
from workbench.joint.base import (
    Answer,
    Floats,
    Measures,
    Strategy,
    StrategyEntry,
    Vector,
    Work,
)
from workbench.joint.judging import Judge, told
from workbench.joint.privacy.audit import audit
from workbench.joint.privacy.budget import Budget, Ledger, MemoryLedger
from workbench.joint.privacy.masking import TooFewLeft
from workbench.joint.round_plan import RoundPlan
from workbench.joint.sampling import ATTEMPTS, Attendance
from workbench.joint.stopping import (
    Limits,
    Stop,
    StopRule,
    quorum_missed,
    work_failed,
)
from workbench.joint.transport import Delivery, Transport
from workbench.joint.updates_map import fates, updates_map

_MAP_EVERY_S = 0.2
_MAP_SHARE = 20
"""A map may take a twentieth of the time."""


class Course:
    """A strategy on its way; holds what its rounds share."""

    def __init__(
        self,
        key: str,
        entry: StrategyEntry,
        strategy: Strategy,
        plan: RoundPlan,
        *,
        eta: float | None = None,
        poisoned: frozenset[int] = frozenset(),
        bare: bool = False,
        ledger: Ledger | None = None,
    ) -> None:
        """``bare`` leaves out clipping and noise; ``ledger`` is where ε is booked.

        Without a ledger ε is booked in memory: every trial learns anew from the same
        draws, so an account that outlived it would count one release many times.
        """
        self.key = key
        self.number = 0
        """Of the round on its way, or of the last."""
        self.seconds = 0.0
        self.cpu_s = 0.0
        self.history: Log[JointRound] = Log()
        self.updates: JointUpdates | None = None
        self.finish: JointEnd | None = None
        self._strategy = strategy
        self._plan = plan
        protection = None if bare else plan.protection
        self._transport = Transport(
            strategy=strategy,
            plan=plan,
            protection=protection,
            clip=None if bare else plan.clip,
            poisoned=poisoned,
        )
        self._sampler = plan.sampler(
            everyone=strategy.peers, private=protection is not None
        )
        self._budget = None
        if protection is not None:
            self._budget = Budget(
                protection.accountant, plan.limits.epsilon, ledger or MemoryLedger()
            )
        limits = plan.limits
        if entry.rounds is not None:
            limits = _at_most(limits, entry.rounds)
        self._rule = StopRule(limits, eta=eta)
        self._start = strategy.parameters.copy()
        self._poisoned = poisoned
        self._attendance = Attendance(chosen=())
        self._works: dict[int, Work] = {}
        self._delivery: Delivery | None = None
        self._measures = Measures()
        self._simulated = 0.0
        self._down = 0  # bytes of the model on its way to one client
        self._stop: Stop | None = None
        self._next_map = 0.0

    @property
    def parameters(self) -> Vector:
        """The global model now."""
        return self._strategy.parameters

    @property
    def over(self) -> bool:
        """Whether there will be no further round."""
        return self._stop is not None

    @property
    def test_score(self) -> float | None:
        """Of the last model that was looked at."""
        return self.history[-1].test_score if self.history else None

    @property
    def course(self) -> JointCourse:
        """What is known of it."""
        return JointCourse(rounds=self.history, updates=self.updates, end=self.finish)

    def works(self) -> list[Work] | None:
        """What the clients of the next round have to do; ``None`` when it is over.

        Nobody may come, in a round that is private; then there is nothing to do in it.
        """
        if self.over:
            return None
        if self._budget is not None and not self._budget.allows():
            self._stop = Stop("budget", self._budget.refusal())
            return None
        number = self.number + 1
        attendance = self._drawn(number)
        if attendance is None:
            return None
        self.number, self._attendance = number, attendance
        self._delivery = None  # as large as all models: not two at a time
        self._down = self._transport.sent_down(number, attendance.chosen)
        works = self._strategy.work(number, attendance.working)
        self._works = {work.client: work for work in works}
        return works

    def take(
        self, answers: Sequence[Answer], seconds: Mapping[int, float] | None = None
    ) -> bool:
        """Make a model of what came back; ``seconds`` by client, of its own work.

        False where too little came: the round is lost and learning over.
        """
        self._attendance = gone = _answered(self._attendance, answers)
        present = set(gone.present)
        if self._budget is None and len(present) < max(1, self._plan.quorum):
            self._stop = work_failed(self.number, len(present), self._plan.quorum)
            self.number -= 1
            return False
        arrived = [answer for answer in answers if answer.client in present]
        try:
            delivery = self._transport.deliver(
                self.number,
                self._works,
                arrived,
                self._down,
                gone=(*gone.dropped, *gone.late),
            )
        except TooFewLeft as error:
            self._stop = Stop("quorum", error.message)
            self.number -= 1
            return False
        self._delivery = delivery
        if delivery.refused.keys() - self._poisoned and not delivery.updates:
            self._stop = self._rule.refused(self.number)
        if self._budget is not None:
            # Booked before anybody sees the model that it is spent on.
            self._budget.spend(f"{self.key}, {self.number}")
        if delivery.updates:
            self._measures = self._strategy.take(self.number, delivery.updates)
        self._simulated += self._over_links(delivery, seconds or {})
        return True

    def look(self, judge: Judge, optimum: Vector | None) -> JointRound:
        """Judge the model as it is now, note it, and ask whether to stop."""
        found = judge.judge(self.parameters)
        delivery, measures = self._delivery, self._measures
        gone = self._attendance
        refusals = len(delivery.refused) if delivery else 0
        near = None
        if optimum is not None:
            with np.errstate(over="ignore", invalid="ignore"):
                near = float(np.linalg.norm(self.parameters - optimum))
        meter = self._transport.meter
        one = JointRound(
            strategy=self.key,
            round=self.number,
            objective=found.objective,
            loss=found.loss,
            test_loss=found.test_loss,
            test_score=found.test_score,
            distance=near,
            drift=delivery.drift if delivery else None,
            consensus=measures.consensus,
            gradient_norm=found.gradient_norm,
            primal=measures.primal,
            dual=measures.dual,
            rho=measures.rho,
            bytes_up=meter.up,
            bytes_down=meter.down,
            seconds=self.seconds,
            simulated_s=self._simulated if self._plan.links else None,
            used=len(gone.present) - refusals,
            dropped=len(gone.dropped),
            late=len(gone.late),
            rejected=refusals,
            epsilon=self._budget.spent if self._budget else None,
        )
        self._stop = self._stop or self._rule.after(one, settled=measures.settled)
        one = told(one)
        self.history = self.history.append(one)
        return one

    @property
    def map_due(self) -> bool:
        """Whether a map of this round is worth its time and its place in the history.

        Of rounds 1, 2, 5, 10, 20, 50 and so on, of the last, and now and then between.
        """
        if self._delivery is None:
            return False
        notable = str(self.number).rstrip("0") in ("1", "2", "5")
        return self.over or notable or clock() >= self._next_map

    def mapped(self) -> JointUpdates:
        """The round's updates on a plane."""
        begin = clock()
        delivery = self._delivery
        assert delivery is not None
        known = fates(self._attendance, delivery.refused, len(self._plan.clients))
        self.updates = updates_map(
            self.key,
            self.number,
            deltas=delivery.deltas,
            fates=known,
            losses=delivery.losses,
            poisoned=self._poisoned,
            seed=self._plan.seed,
        )
        ended = clock()
        self._next_map = ended + max(_MAP_EVERY_S, _MAP_SHARE * (ended - begin))
        return self.updates

    def end(self, judge: Judge) -> JointEnd:
        """Why it is over and what it came to."""
        assert self._stop is not None
        reason, sentence = self._stop
        sound = bool(np.isfinite(self.parameters).all())
        asked = self._plan.audit and sound and len(judge.y_test) > 0
        self.finish = JointEnd(
            strategy=self.key,
            rounds=self.history[-1].round if self.history else 0,
            reason=reason,
            sentence=sentence,
            parameters=tuple(self.parameters.tolist()) if sound else (),
            audit=audit(
                *judge.row_losses(self._start), *judge.row_losses(self.parameters)
            )
            if asked
            else None,
            masked=self._view(),
        )
        return self.finish

    def _view(self) -> MaskedView | None:
        return self._delivery.masked if self._delivery else None

    def _drawn(self, number: int) -> Attendance | None:
        """Who comes; drawn anew a few times where the quorum is missed."""
        slow: Floats | None = None
        if self._plan.links is not None:
            size = 8 * len(self.parameters)
            slow = self._plan.links.transfer_s(size, size)
        for attempt in range(ATTEMPTS):
            found = self._sampler.round(number, attempt=attempt, slow=slow)
            if not found.failed:
                return found
        self._stop = quorum_missed(
            number,
            quorum=self._plan.quorum,
            present=len(found.present),
            attempts=ATTEMPTS,
        )
        return None

    def _over_links(self, delivery: Delivery, seconds: Mapping[int, float]) -> float:
        """What the round would have taken over the network described."""
        if self._plan.links is None:
            return 0.0
        used = [c for c in self._attendance.present if c in delivery.losses]
        return self._plan.links.round_s(
            used,
            bytes_down=delivery.down,
            bytes_up=delivery.up,
            compute_s=[seconds.get(client, 0.0) for client in used],
        )


def _answered(attendance: Attendance, answers: Sequence[Answer]) -> Attendance:
    """With those among the dropped whose task failed."""
    came = {answer.client for answer in answers}
    failed = [client for client in attendance.working if client not in came]
    if not failed:
        return attendance
    return replace(
        attendance,
        dropped=tuple(sorted((*attendance.dropped, *failed))),
        late=tuple(client for client in attendance.late if client in came),
    )


def _at_most(limits: Limits, rounds: int) -> Limits:
    """With fewer rounds, where a strategy makes no more."""
    return replace(limits, rounds=min(limits.rounds, rounds))
