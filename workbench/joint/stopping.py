"""When learning together is over: asked limits, convergence, and divergence.

One :class:`StopRule` watches one strategy, round by round from round 0. Of several
reasons in the same round the most telling one is given: that it diverges, that a budget
is spent, that it has converged, and only then that a limit is reached.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from workbench.core.joint import JointRound
from workbench.core.messages import QT_TRANSLATE_NOOP, Message

FLAT_ROUNDS = 3
"""Over so many rounds the objective must have stayed where it is."""
AWAY_ROUNDS = 3
"""So many rounds running far above the start mean divergence."""
AWAY = 10.0
"""Far above: this many times the objective at the start."""
FAR_AWAY = 1e3
"""Beyond this many times, half the rate would not help: a tenth is proposed."""


class Stop(NamedTuple):
    """Why it is over: the reason as in :class:`~workbench.core.joint.JointEnd`."""

    reason: str
    sentence: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What was asked for; ``None`` is no such rule.

    ``max_bytes`` counts both directions. ``flat_tol`` is the relative change of the
    objective over 3 rounds, ``patience`` the rounds that the held-out loss may go
    without a new best, ``epsilon`` the privacy budget.
    """

    rounds: int
    max_seconds: float | None = None
    max_bytes: float | None = None
    gradient_tol: float | None = None
    flat_tol: float | None = None
    patience: int | None = None
    epsilon: float | None = None


class StopRule:
    """Watches the rounds of one strategy.

    ``eta`` is its learning rate, where it has one: a smaller one is proposed if it
    diverges.

    >>> rule = StopRule(Limits(rounds=100, flat_tol=1e-6), eta=0.5)
    >>> stop = rule.after(joint_round, settled=measures.settled)
    >>> if stop: reason, sentence = stop
    """

    def __init__(self, limits: Limits, *, eta: float | None = None) -> None:
        self._limits = limits
        self._eta = eta
        self._start: float | None = None
        self._away = 0
        self._latest: list[float] = []
        self._best = (math.inf, 0)

    def after(
        self,
        found: JointRound,
        *,
        settled: bool = False,
        next_epsilon: float | None = None,
    ) -> Stop | None:
        """Why to stop after this round, or ``None``; call it once a round, in order.

        ``settled`` is what the strategy's own rule (ADMM's residuals) says.
        ``next_epsilon`` is what would be spent after one more round.
        """
        self._remember(found)
        checks: tuple[Callable[[], Stop | None], ...] = (
            lambda: self._diverged(found),
            lambda: self._budget(found, next_epsilon),
            lambda: _residuals(found) if settled else None,
            lambda: self._gradient(found),
            lambda: self._flat(found),
            lambda: self._patience(found),
            lambda: self._reached(found),
        )
        return next((stop for check in checks if (stop := check())), None)

    def refused(self, number: int) -> Stop:
        """Why to stop where in round ``number`` no honest update was finite."""
        return self._too_fast(Message(_NONE_FINITE, {"round": number}), 0.1)

    def _remember(self, found: JointRound) -> None:
        objective = found.objective
        if self._start is None:
            self._start = objective
        far = not objective <= AWAY * max(abs(self._start), _LEAST)
        self._away = self._away + 1 if far else 0
        self._latest = [*self._latest[-FLAT_ROUNDS:], objective]
        if found.test_loss is not None and found.test_loss < self._best[0]:
            self._best = (found.test_loss, found.round)

    def _diverged(self, found: JointRound) -> Stop | None:
        assert self._start is not None
        if not math.isfinite(found.objective):
            happened = Message(_INFINITE, {"round": found.round})
            share = 0.1
        elif self._away >= AWAY_ROUNDS:
            values = {"start": self._start, "now": found.objective}
            happened = Message(_AWAY, {**values, "round": found.round})
            far = found.objective > FAR_AWAY * max(abs(self._start), _LEAST)
            share = 0.1 if far else 0.5
        else:
            return None
        return self._too_fast(happened, share)

    def _too_fast(self, happened: Message, share: float) -> Stop:
        if self._eta is None:
            return Stop("diverged", Message(_TRY_OTHERS, {"happened": happened}))
        rates = {"eta": self._eta, "smaller": share * self._eta}
        return Stop("diverged", Message(_SMALLER, {"happened": happened, **rates}))

    def _budget(self, found: JointRound, following: float | None) -> Stop | None:
        limit, spent = self._limits.epsilon, found.epsilon
        if limit is None or spent is None:
            return None
        if spent >= limit or (following is not None and following > limit):
            values = {"round": found.round, "spent": spent, "limit": limit}
            if following is None:
                return Stop("budget", Message(_SPENT, values))
            return Stop("budget", Message(_BUDGET, {**values, "following": following}))
        return None

    def _gradient(self, found: JointRound) -> Stop | None:
        limit, norm = self._limits.gradient_tol, found.gradient_norm
        if limit is None or norm is None or norm > limit:
            return None
        values = {"round": found.round, "norm": norm, "limit": limit}
        return Stop("gradient", Message(_GRADIENT, values))

    def _flat(self, found: JointRound) -> Stop | None:
        limit, latest = self._limits.flat_tol, self._latest
        if limit is None or len(latest) <= FLAT_ROUNDS:
            return None
        change = max(latest) - min(latest)
        if change > limit * abs(latest[0]):
            return None
        relative = change / abs(latest[0]) if latest[0] else 0.0
        values = {"round": found.round, "change": relative, "limit": limit}
        return Stop("flat", Message(_FLAT, {**values, "rounds": FLAT_ROUNDS}))

    def _patience(self, found: JointRound) -> Stop | None:
        best, when = self._best
        patience = self._limits.patience
        if not patience or found.test_loss is None or found.round - when < patience:
            return None
        values = {"round": found.round, "patience": patience, "best": best}
        return Stop("patience", Message(_PATIENCE, {**values, "when": when}))

    def _reached(self, found: JointRound) -> Stop | None:
        limits = self._limits
        sent = found.bytes_up + found.bytes_down
        if limits.max_bytes is not None and sent >= limits.max_bytes:
            values = {"sent": sent / 1e6, "limit": limits.max_bytes / 1e6}
            return Stop("bytes", Message(_BYTES, {"round": found.round, **values}))
        if limits.max_seconds is not None and found.seconds >= limits.max_seconds:
            values = {"seconds": found.seconds, "limit": limits.max_seconds}
            return Stop("seconds", Message(_SECONDS, {"round": found.round, **values}))
        if found.round >= limits.rounds:
            return Stop("rounds", Message(_ROUNDS, {"rounds": found.round}))
        return None


def quorum_missed(number: int, *, quorum: int, present: int, attempts: int) -> Stop:
    """The end of a strategy whose round ``number`` never had its quorum.

    ``present`` is how many were there at the last of ``attempts``.
    """
    values = {"round": number, "quorum": quorum, "present": present}
    return Stop("quorum", Message(_QUORUM, {**values, "attempts": attempts}))


def work_failed(number: int, present: int, quorum: int) -> Stop:
    """The end of a strategy in whose round ``number`` too many tasks failed."""
    values = {"round": number, "quorum": quorum, "present": present}
    return Stop("quorum", Message(_FAILED, values))


def _residuals(found: JointRound) -> Stop:
    if found.primal is None or found.dual is None:
        return Stop("residuals", Message(_SETTLED, {"round": found.round}))
    values = {"round": found.round, "primal": found.primal, "dual": found.dual}
    return Stop("residuals", Message(_RESIDUALS, values))


_LEAST = 1e-9
"""An objective that begins at 0 is measured against this."""
_INFINITE = QT_TRANSLATE_NOOP(
    "Message", "Learning diverged: in round {round} the objective is no longer finite."
)
_NONE_FINITE = QT_TRANSLATE_NOOP(
    "Message", "Learning diverged: in round {round} no client's update was finite."
)
_AWAY = QT_TRANSLATE_NOOP(
    "Message",
    "Learning diverged: the objective began at {start:.3g} and is {now:.3g} in round "
    "{round}.",
)
_SMALLER = QT_TRANSLATE_NOOP(
    "Message",
    "{happened} The learning rate {eta:g} is too large: try {smaller:.3g}.",
)
_TRY_OTHERS = QT_TRANSLATE_NOOP(
    "Message", "{happened} Try smaller steps, or a stronger penalty."
)
_SPENT = QT_TRANSLATE_NOOP(
    "Message",
    "Stopped after round {round}: the privacy budget ε = {limit:g} is spent "
    "(ε = {spent:.3f}).",
)
_BUDGET = QT_TRANSLATE_NOOP(
    "Message",
    "Stopped after round {round} at ε = {spent:.3f}: one more round would make it "
    "{following:.3f}, more than the privacy budget of {limit:g}.",
)
_SETTLED = QT_TRANSLATE_NOOP(
    "Message", "Converged in round {round}, as the strategy's own rule says."
)
_RESIDUALS = QT_TRANSLATE_NOOP(
    "Message",
    "Converged in round {round}: the clients' models agree (primal residual "
    "{primal:.2g}) and no longer move (dual residual {dual:.2g}).",
)
_GRADIENT = QT_TRANSLATE_NOOP(
    "Message",
    "Converged in round {round}: the gradient of the objective has length {norm:.2g}, "
    "the limit is {limit:g}.",
)
_FLAT = QT_TRANSLATE_NOOP(
    "Message",
    "Stopped in round {round}: the objective changed by {change:.2g} of its value over "
    "{rounds} rounds, the limit is {limit:g}.",
)
_PATIENCE = QT_TRANSLATE_NOOP(
    "Message",
    "Stopped in round {round}: the loss on held-out rows was best in round {when} "
    "({best:.4g}) and has not been better for {patience} rounds.",
)
_BYTES = QT_TRANSLATE_NOOP(
    "Message",
    "Stopped after round {round}: {sent:.3g} MB were sent, the limit is {limit:.3g} "
    "MB.",
)
_SECONDS = QT_TRANSLATE_NOOP(
    "Message",
    "Stopped after round {round}: it took {seconds:.1f} s, the limit is {limit:g} s.",
)
_ROUNDS = QT_TRANSLATE_NOOP("Message", "Stopped after {rounds} rounds, as asked.")
_QUORUM = QT_TRANSLATE_NOOP(
    "Message",
    "Stopped in round {round}: only {present} clients came back, the quorum is "
    "{quorum}; so it was in {attempts} attempts. Lower the quorum, take more clients "
    "in each round, or let fewer give up.",
)
_FAILED = QT_TRANSLATE_NOOP(
    "Message",
    "Stopped in round {round}: the work of some clients failed, and {present} came "
    "back, fewer than the quorum of {quorum}. The failed tasks say why.",
)
