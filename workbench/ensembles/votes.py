"""Voting: hard, soft, and by mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What one model predicted for the test rows of one split.

    ``predictions`` is (rows,): class indices or values. ``probabilities`` is
    (rows, classes), present where a rule that needs them was asked for.
    """

    predictions: NDArray[Any]
    probabilities: NDArray[np.float64] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteEntry:
    """A combination rule: members' predictions in, the ensemble's out, both (rows,)."""

    name: str
    title: Message
    help: Message
    kind: Literal["classification", "regression"]
    combine: Callable[[Sequence[Member]], NDArray[Any]]
    needs_probabilities: bool = False


VOTES: Registry[VoteEntry] = Registry(Message(QT_TRANSLATE_NOOP("Message", "vote")))


def hard_vote(members: Sequence[Member]) -> NDArray[np.int64]:
    """The class that most members chose; the lowest index wins a tie.

    As ``sklearn.ensemble.VotingClassifier(voting="hard")`` with equal weights.
    """
    ballots = np.stack([member.predictions for member in members])
    counts = np.stack(
        [(ballots == label).sum(axis=0) for label in range(int(ballots.max()) + 1)]
    )
    winners: NDArray[np.int64] = counts.argmax(axis=0)
    return winners


def soft_vote(members: Sequence[Member]) -> NDArray[np.int64]:
    """The class with the highest mean probability; the lowest index wins a tie."""
    winners: NDArray[np.int64] = mean_probabilities(members).argmax(axis=1)
    return winners


def mean_probabilities(members: Sequence[Member]) -> NDArray[np.float64]:
    """The members' mean class probabilities, (rows, classes).

    Raises ``ValueError`` when a member has none.
    """
    tables = [m.probabilities for m in members if m.probabilities is not None]
    if len(tables) != len(members):
        raise ValueError("a soft vote needs probabilities from every member")
    means: NDArray[np.float64] = np.mean(tables, axis=0)
    return means


def mean_vote(members: Sequence[Member]) -> NDArray[np.float64]:
    """The mean of the members' values."""
    means: NDArray[np.float64] = np.mean([m.predictions for m in members], axis=0)
    return means


VOTES.add(
    "hard_vote",
    VoteEntry(
        name="hard_vote",
        title=Message(QT_TRANSLATE_NOOP("Message", "Hard vote")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message", "Each member has one vote; the most frequent class wins."
            )
        ),
        kind="classification",
        combine=hard_vote,
    ),
)
VOTES.add(
    "soft_vote",
    VoteEntry(
        name="soft_vote",
        title=Message(QT_TRANSLATE_NOOP("Message", "Soft vote")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The members' class probabilities are averaged; the likeliest wins.",
            )
        ),
        kind="classification",
        combine=soft_vote,
        needs_probabilities=True,
    ),
)
VOTES.add(
    "mean_vote",
    VoteEntry(
        name="mean_vote",
        title=Message(QT_TRANSLATE_NOOP("Message", "Mean of members")),
        help=Message(
            QT_TRANSLATE_NOOP("Message", "The members' predictions are averaged.")
        ),
        kind="regression",
        combine=mean_vote,
    ),
)
