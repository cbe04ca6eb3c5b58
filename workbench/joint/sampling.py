"""Which clients take part in a round, which give up, and which come too late.

All draws depend on the seed, the round and the client alone, so that every engine and
every strategy meets the same clients in the same state: what differs between two
strategies is never their luck. A client that gives up in round 7 does so whatever
fraction is sampled.

Stragglers are this dial and nothing else: the network's time model
(:mod:`~workbench.joint.network`) has no deadline of its own. It only says *who* is late
where a network is described: the slowest of those that work. Without one it is chance.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.core.errors import Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.joint.base import Clients, Floats

ATTEMPTS = 5
"""How often a round that misses its quorum is drawn again before learning stops."""
_CHOICE, _STATE = 101, 102


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Who was there in a round; numbers of clients, ascending.

    ``dropped`` and ``late`` are parts of ``chosen`` without a client in common.
    ``failed`` says that fewer than the quorum came back in time.
    """

    chosen: tuple[int, ...]
    dropped: tuple[int, ...] = ()
    late: tuple[int, ...] = ()
    failed: bool = False

    @property
    def working(self) -> tuple[int, ...]:
        """Those who finish their work, in time or late."""
        gone = set(self.dropped)
        return tuple(client for client in self.chosen if client not in gone)

    @property
    def present(self) -> tuple[int, ...]:
        """Those whose updates the server has when it goes on."""
        gone = {*self.dropped, *self.late}
        return tuple(client for client in self.chosen if client not in gone)


class Sampler:
    """Draws the clients of each round, without replacement.

    Of n clients with rows, ``fraction`` n are chosen (rounded, at least one, as in
    McMahan et al. 2017, algorithm 1). Each of them gives up with probability
    ``dropout``; each of the others is late with probability ``stragglers``. A round in
    which fewer than ``quorum`` are present (one at least) has failed.

    With ``independent`` each client comes by a draw of its own with probability
    ``fraction`` (a Poisson sample, perhaps empty), as the accounting of privacy
    assumes; then no round fails, since drawing again would be no such sample.

    >>> sampler = Sampler(clients, fraction=0.1, dropout=0.2, quorum=5, seed=0)
    >>> attendance = sampler.round(1)
    >>> if attendance.failed: attendance = sampler.round(1, attempt=1)
    """

    def __init__(
        self,
        clients: Clients,
        *,
        fraction: float = 1.0,
        dropout: float = 0.0,
        stragglers: float = 0.0,
        quorum: int = 1,
        seed: int = 0,
        independent: bool = False,
    ) -> None:
        self._independent = independent
        self._fraction = fraction
        self._count = len(clients)
        self._able = np.flatnonzero(clients.sizes > 0)
        if not len(self._able):
            raise ValueError("no client has rows")
        self._chosen = chosen_count(len(self._able), fraction)
        self._dropout = dropout
        self._stragglers = stragglers
        self._quorum = max(1, quorum)
        self._seed = seed

    def round(
        self, number: int, *, attempt: int = 0, slow: Floats | None = None
    ) -> Attendance:
        """The clients of round ``number``, drawn for the ``attempt``-th time.

        ``slow`` (clients,) are seconds that each would take over the network; then the
        slowest of those who work are late, as many as chance would have had.
        """
        order = np.random.default_rng([self._seed, _CHOICE, number, attempt])
        state = np.random.default_rng([self._seed, _STATE, number, attempt])
        if self._independent:
            chosen = self._able[order.random(len(self._able)) < self._fraction]
        else:
            chosen = np.sort(order.permutation(self._able)[: self._chosen])
        gives_up = state.random(self._count) < self._dropout
        behind = state.random(self._count) < self._stragglers
        working = chosen[~gives_up[chosen]]
        late = working[behind[working]]
        if slow is not None and len(late):
            last = np.argsort(-slow[working], kind="stable")[: len(late)]
            late = np.sort(working[last])
        return Attendance(
            chosen=_numbers(chosen),
            dropped=_numbers(chosen[gives_up[chosen]]),
            late=_numbers(late),
            failed=not self._independent and len(working) - len(late) < self._quorum,
        )


def chosen_count(able: int, fraction: float) -> int:
    """How many of ``able`` clients a round takes: max(1, fraction · able), rounded."""
    return min(able, max(1, math.floor(fraction * able + 0.5)))


def sampling_problems(
    clients: int,
    *,
    fraction: float = 1.0,
    dropout: float = 0.0,
    stragglers: float = 0.0,
    quorum: int = 1,
    field: str = "params",
) -> list[Problem]:
    """What is wrong with these dials for so many ``clients`` with rows."""
    problems = [
        Problem(field=f"{field}.{name}", message=Message(template, {"value": value}))
        for name, value, good, template in (
            ("fraction", fraction, 0 < fraction <= 1, _FRACTION),
            ("dropout", dropout, 0 <= dropout < 1, _DROPOUT),
            ("stragglers", stragglers, 0 <= stragglers < 1, _STRAGGLERS),
        )
        if not good
    ]
    if problems:
        return problems
    if problem := _quorum_problem(quorum, clients, chosen_count(clients, fraction)):
        return [Problem(field=f"{field}.quorum", message=problem)]
    return []


def _quorum_problem(quorum: int, clients: int, chosen: int) -> Message | None:
    values = {"quorum": quorum, "clients": clients, "chosen": chosen}
    if quorum < 1:
        return Message(_QUORUM_LOW, values)
    if quorum > clients:
        return Message(_QUORUM_ABOVE_CLIENTS, values)
    if quorum > chosen:
        return Message(_QUORUM_ABOVE_CHOSEN, values)
    return None


def _numbers(clients: NDArray[np.int64]) -> tuple[int, ...]:
    return tuple(clients.tolist())


_FRACTION = QT_TRANSLATE_NOOP(
    "Message",
    "The share of clients in a round must be above 0 and at most 1, not {value:g}. Use "
    "1 for all of them.",
)
_DROPOUT = QT_TRANSLATE_NOOP(
    "Message",
    "The share of clients that give up must be at least 0 and below 1, not {value:g}: "
    "if all give up, nothing is learned.",
)
_STRAGGLERS = QT_TRANSLATE_NOOP(
    "Message",
    "The share of clients that come late must be at least 0 and below 1, not "
    "{value:g}: if all are late, nothing is learned.",
)
_QUORUM_LOW = QT_TRANSLATE_NOOP(
    "Message", "The quorum must be at least 1 client, not {quorum}."
)
_QUORUM_ABOVE_CLIENTS = QT_TRANSLATE_NOOP(
    "Message",
    "A quorum of {quorum} can never be reached: only {clients} clients have rows. Use "
    "at most {clients}.",
)
_QUORUM_ABOVE_CHOSEN = QT_TRANSLATE_NOOP(
    "Message",
    "A quorum of {quorum} can never be reached: each round takes {chosen} of {clients} "
    "clients. Use at most {chosen}, or a larger share of clients in each round.",
)
